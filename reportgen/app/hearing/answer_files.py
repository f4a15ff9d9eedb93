"""The files of ``svar/``: numbered sets, each made whole by one collect and kept after."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.app.hearing.consolidated import consolidate
from reportgen.app.hearing.note import hearing_note
from reportgen.app.hearing.results import RoundResult
from reportgen.app.hearing.rounds import Round
from reportgen.app.hearing.sheet import Row, Typed, answer_rows, read_answers, write_answers
from reportgen.hearing.result import Conflict, Part, Variant
from reportgen.problems import InputFaults, Location, Problem, Refusal
from reportgen.workspace import files

SHEET, DOCUMENT, NOTE, STATE = (
    "hoeringssvar.xlsx",
    "samlet.docx",
    "hoeringsnotat.docx",
    "samling.json",
)


class NothingCollected(Refusal):
    """Nothing was collected in the round yet."""

    code = "round-nothing-collected"


@dataclass(frozen=True, slots=True)
class Collection:
    """One numbered set: what it was made of."""

    number: int
    receipts: int
    """Number of the last receipt that is in it."""
    conflicts: tuple[Conflict, ...]
    """Its conflicts by their ids and the edits of each variant, in their order."""
    digests: Mapping[str, str]
    """SHA-256 of each file as it was made."""
    decided: bool
    """Whether its workbook was made with decisions in it, carried over."""


def path_of(found: Round, number: int, name: str) -> Path:
    """Where a file of a set lies."""
    return found.answers / f"{number:02d}_{name}"


def latest(found: Round) -> Collection | None:
    """The set made last; raises `InputFaults` where its record is damaged."""
    numbers = sorted(
        int(path.name.partition("_")[0])
        for path in found.answers.glob(f"*_{STATE}")
        if path.name.partition("_")[0].isdecimal()
    )
    return read(found, numbers[-1]) if numbers else None


def read(found: Round, number: int) -> Collection:
    """A set by its number."""
    path = path_of(found, number, STATE)
    try:
        said = json.loads(path.read_bytes())
        return Collection(
            number,
            int(said["receipts"]),
            tuple(_conflict(id_, variants) for id_, variants in said["conflicts"]),
            dict(said["files"]),
            bool(said["decided"]),
        )
    except (OSError, ValueError, TypeError, KeyError):
        where = Location(f"hoering/{found.number}/svar/{path.name}")
        raise InputFaults([Problem("round-damaged", where)]) from None


def _conflict(id_: str, variants: Sequence[Sequence[str]]) -> Conflict:
    made = tuple(Variant((), "", tuple(edits)) for edits in variants)
    return Conflict(id_, "", "", Part.TEXT, "", made)


def holds_decisions(found: Round, collection: Collection) -> bool:
    """Whether anything may have been decided in a set: carried over, typed, or done in Word."""
    if collection.decided:
        return True
    there = {
        name: files.read(path_of(found, collection.number, name)) for name in (SHEET, DOCUMENT)
    }
    return any(
        data is not None and files.digest(data) != collection.digests.get(name)
        for name, data in there.items()
    )


def rows_of(result: RoundResult, say: Callable[[Problem], str]) -> tuple[Row, ...]:
    """The rows of a result; `say` words why a file was set aside."""
    reasons = {aside.id: say(aside.reason) for aside in result.set_aside}
    return answer_rows(result.merged, result.set_aside, reasons)


_HALF_MADE = frozenset(
    {"hearing-wording-missing", "hearing-wording-unused", "hearing-variants-both"}
)
"""Faults of a row whose words are all read; they are told when the decisions are applied."""


def typed_in(found: Round, number: int, rows: Sequence[Row]) -> dict[str, Typed]:
    """What was typed in a set's workbook; nothing where the workbook is gone.

    Raises `InputFaults` where something in it cannot be read as a decision: it would be
    lost by the next set. A decision that is only half made is carried over as it stands.
    """
    path = path_of(found, number, SHEET)
    data = files.read(path)
    if data is None:
        return {}
    typed, problems = read_answers(data, path.name, rows)
    lost = (p for p in problems if p.severity.value == "error" and p.code not in _HALF_MADE)
    if errors := list(lost):
        raise InputFaults(errors)
    return typed


def make(
    result: RoundResult,
    rows: Sequence[Row],
    receipts: int,
    template: bytes,
    now: dt.datetime,
) -> tuple[Path, ...]:
    """Write a set: workbook, consolidated document and note; the record of it comes last."""
    found, number = result.round, result.number
    network = result.network
    decided = {row.id: row.typed for row in rows}
    made = {
        SHEET: write_answers(rows),
        DOCUMENT: consolidate(
            result.original,
            result.prepared,
            result.merged,
            network.organisations,
            network.secretariat.organisation,
        ),
        NOTE: hearing_note(template, result, rows, decided, date=now.date()),
    }
    said = {
        "receipts": receipts,
        "conflicts": [[c.id, [v.edits for v in c.variants]] for c in result.merged.conflicts],
        "files": {name: files.digest(data) for name, data in made.items()},
        "decided": any(not typed.is_empty for typed in decided.values()),
    }
    for name, data in made.items():
        files.write(path_of(found, number, name), data)
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    files.write(path_of(found, number, STATE), text.encode())
    return tuple(path_of(found, number, name) for name in made)
