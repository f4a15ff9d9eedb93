"""Problems and places in words, as a person would say them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.checks.finding import finding_id
from reportgen.cli.language import N_, danish, tr
from reportgen.problems import Location, Problem
from reportgen.problems.catalog import entry

_PARTS = {
    "body": N_("text"),
    "header": N_("header"),
    "footer": N_("footer"),
    "footnote": N_("footnote"),
    "endnote": N_("endnote"),
}


def place(where: Location) -> str:
    """Say a location, as ``2022-11-11.yaml, linje 14, punkt 3``."""
    parts = [where.file]
    if where.sheet:
        parts.append(f"{where.sheet}!{where.cell}" if where.cell else where.sheet)
    if where.part:
        parts.append(tr(_PARTS.get(where.part, where.part)))
    if where.heading:
        parts.append(where.heading)
    for template, value in (
        (tr("page {n}"), where.page),
        (tr("line {n}"), where.line),
        (tr("column {n}"), where.column),
        (tr("item {n}"), where.item),
        (tr("paragraph {n}"), where.paragraph),
    ):
        if value:
            parts.append(template.format(n=value))
    return ", ".join(part for part in parts if part)


def message(problem: Problem) -> str:
    """What is wrong."""
    return _filled(entry(problem.code).message, problem.values)


def hint(problem: Problem) -> str:
    """What would be right, or what to do."""
    return _filled(entry(problem.code).hint, problem.values)


def in_danish(problem: Problem) -> str:
    """What is wrong and what to do, for a document that the secretariat works in."""
    found = entry(problem.code)
    said = (danish(found.message), danish(found.hint))
    return " ".join(_with(text, problem.values) for text in said if text)


def _filled(text: str, values: Mapping[str, object]) -> str:
    return _with(tr(text), values)


def _with(text: str, values: Mapping[str, object]) -> str:
    return text.format_map({name: "–" if v is None else v for name, v in values.items()})


def as_json(problem: Problem) -> dict[str, Any]:
    """The problem as the contract's object."""
    said: dict[str, Any] = {
        "code": problem.code,
        "severity": problem.severity.value,
        "location": place(problem.location),
        "message": message(problem),
        "hint": hint(problem),
    }
    # What was found in a finished report can be allowed, by its id.
    return {**said, "id": id_} if (id_ := finding_id(problem)) else said
