"""What the commands print of problems and pending inputs, in words a person would use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from reportgen.checks.facts import finding_id
from reportgen.cli.language import N_, danish, tr
from reportgen.problems import Location, Problem, shortened
from reportgen.problems.catalog import entry

if TYPE_CHECKING:
    from reportgen.report.model import Pending

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
    return _filled(tr(entry(problem.code).message), problem.values)


def hint(problem: Problem) -> str:
    """What would be right, or what to do."""
    return _filled(tr(entry(problem.code).hint), problem.values)


def in_danish(problem: Problem) -> str:
    """What is wrong and what to do, for a document that the secretariat works in."""
    words = entry(problem.code)
    texts = (danish(words.message), danish(words.hint))
    return " ".join(_filled(text, problem.values) for text in texts if text)


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format_map({name: "–" if v is None else v for name, v in values.items()})


def as_json(problem: Problem) -> dict[str, Any]:
    """The problem as the contract's object."""
    fields: dict[str, Any] = {
        "code": problem.code,
        "severity": problem.severity.value,
        "location": place(problem.location),
        "message": message(problem),
        "hint": hint(problem),
    }
    # What was found in a finished report can be allowed, by its id.
    return {**fields, "id": id_} if (id_ := finding_id(problem)) else fields


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems on stderr, errors first, each with its place and what to do."""
    listed = sorted(problems, key=lambda problem: problem.severity.value != "error")
    for problem in listed:
        is_error = problem.severity.value == "error"
        mark = click.style(
            tr("Error") if is_error else tr("Note"), fg="red" if is_error else "yellow", bold=True
        )
        where = place(problem.location)
        text = message(problem).replace("\n", "\n  ")
        click.echo(f"{mark}  {where + ': ' if where else ''}{text}", err=True)
        if what := hint(problem):
            click.echo(f"  → {what}", err=True)


def show_pending(pending: Iterable[Pending]) -> None:
    """List what still needs a wording or an answer, each with its place and its source."""
    for item in pending:
        about = item.block or item.section or tr("the whole report")
        asked = tr("the point was reworded since: is it met?")
        touched = f" ({asked})" if item.touched else ""
        mark = click.style(tr("Pending"), fg="cyan", bold=True)
        click.echo(f"{mark}  {item.id}, {about}: {shortened(item.input, 160)}{touched}")


def pending_as_json(pending: Iterable[Pending]) -> list[dict[str, Any]]:
    """``{id, section, block, source, input, touched}`` for each."""
    keys = ("id", "section", "block", "source", "input", "touched")
    return [{key: getattr(item, key) for key in keys} for item in pending]
