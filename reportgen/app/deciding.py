"""The next file of ``aendringer/``: written whole, and only where the report can take it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from reportgen.app.year import YearInputs, problems_with, used_ids
from reportgen.problems import InputFaults, Location, Problem, Severity
from reportgen.report.entries import FIELDS, REWORDING, DecidedEntry, Kind
from reportgen.report.model import Change
from reportgen.sources.decided import decided_yaml, read_decided
from reportgen.workspace import files
from reportgen.workspace.places import Year

_NUMBERED = re.compile(r"(\d{3,})\.yaml")


def next_file(year: Year) -> str:
    """Name of the next file of ``aendringer/``."""
    paths, _ = files.listed(year.decided, ".yaml")
    numbers = [int(match[1]) for p in paths if (match := _NUMBERED.fullmatch(p.name))]
    return f"{max(numbers, default=0) + 1:03d}.yaml"


def next_checked_file(
    inputs: YearInputs, entries: Sequence[DecidedEntry], heading: Sequence[str]
) -> tuple[str, bytes]:
    """The next file as it would be written: its name and bytes.

    Raises `InputFaults` where the report could not take it: an entry whose starting wording
    was changed in the same words since, a place that is gone. Nothing is written then.
    """
    name = next_file(inputs.year)
    data = decided_yaml(entries, heading).encode()
    before = {_known(problem) for problem in inputs.problems}
    changes, faulty = _changes(name, data)
    after = (*faulty, *problems_with(inputs, changes))
    new = [p for p in after if _known(p) not in before]
    if faults := [p for p in new if p.severity is Severity.ERROR]:
        raise InputFaults(faults)
    return name, data


def next_file_asking(
    inputs: YearInputs, entries: Sequence[DecidedEntry], heading: Sequence[str]
) -> tuple[str, bytes, tuple[Problem, ...]]:
    """The next file, in which what the report cannot take is asked instead, each told.

    Raises `InputFaults` where that is of no avail: nothing of it could be read again.
    """
    written = list(entries)
    told: list[Problem] = []
    while True:
        try:
            return *next_checked_file(inputs, written, heading), tuple(told)
        except InputFaults as faults:
            refused = {number for p in faults.problems if (number := _number(p)) is not None}
            left = {n for n in refused if written[n].kind is not Kind.REMARK}
            if not left:
                raise
            for n in sorted(left):
                values = {"block": written[n].id or written[n].section or "–"}
                told.append(Problem("hearing-not-taken-in", Location(), values))
                written[n] = asked(written[n])


def _number(problem: Problem) -> int | None:
    """Which entry of the new file a problem is of, from 0."""
    _, slash, number = str(problem.values.get("ref", "")).rpartition("/")
    return int(number) - 1 if slash and number.isdecimal() else None


def asked(entry: DecidedEntry) -> DecidedEntry:
    """The entry as a remark that is pending: somebody has to write what it wants."""
    said = "\n".join(part for part in (entry.heading, entry.text) if part)
    place = entry.id or entry.section or "Rapporten"
    what = {
        Kind.REMOVE: f"{place} udgår",
        Kind.MOVE: f"{place} flyttes til efter {entry.after}",
    }.get(entry.kind, said)
    changed: Mapping[str, Any] = {
        "kind": Kind.REMARK,
        "id": None,
        "after": None,
        "heading": None,
        "heading_before": None,
        "text": None,
        **dict.fromkeys(FIELDS),
        "input": f"{place}: Afgjort, men rapportens input er ændret siden. Skriv det ind: {what}",
    }
    return entry.model_copy(update=changed)


def changes_in(name: str, data: bytes) -> tuple[Change, ...]:
    """The changes that a file of ``aendringer/`` makes, in its order."""
    return _changes(name, data)[0]


def entries_as_json(name: str, data: bytes) -> list[dict[str, Any]]:
    """The entries of a file as the contract's objects, each with its name as `ref`."""
    return [
        {"ref": change.ref, **_without_empty(change.entry.model_dump(mode="json", by_alias=True))}
        for change in changes_in(name, data)
    ]


def _without_empty(content: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, without the keys that hold nothing."""
    return {
        key: _without_empty(value) if isinstance(value, Mapping) else value
        for key, value in content.items()
        if value not in (None, [], ())
    }


def taken_ids(inputs: YearInputs) -> set[str]:
    """Ids that no new block may have: those in use, those that were, those of other years."""
    folded = inputs.folded
    blocks = [block for row in folded.blocks.values() for block in row]
    return {
        *(block.id for block in (*blocks, *folded.removed)),
        *folded.targets.values(),
        *used_ids(inputs.year),
    }


def fitted(inputs: YearInputs, entries: Sequence[DecidedEntry]) -> list[DecidedEntry]:
    """Entries as the fold can take them: no remark on what is gone, no wording of nothing.

    A point without text is not something a file can say; that somebody took all of its
    text away is asked as a remark instead.
    """
    return [_fitted(inputs, entry) for entry in entries]


def _fitted(inputs: YearInputs, entry: DecidedEntry) -> DecidedEntry:
    if entry.kind in REWORDING and entry.is_pending:
        request = f"Hele teksten i {entry.id} er slettet. Skal punktet udgå?"
        changed: Mapping[str, Any] = {"kind": Kind.REMARK, "input": request}
        entry = entry.model_copy(update=changed)
    if entry.kind is Kind.REMARK and entry.id and not inputs.folded.is_standing(entry.id):
        request = f"{entry.id}: {entry.input or ''}".strip(": ")
        return entry.model_copy(update={"id": None, "input": request})
    return entry


@lru_cache(maxsize=1)
def _changes(name: str, data: bytes) -> tuple[tuple[Change, ...], tuple[Problem, ...]]:
    """What a file says; it is asked first whether the report can take it, and then what it was."""
    changes, problems = read_decided(data, name)
    return tuple(changes), tuple(problems)


def _known(problem: Problem) -> tuple[Any, ...]:
    return (problem.code, problem.location, tuple(sorted(map(str, problem.values.items()))))
