"""What a set of ``svar/`` was made of, as recorded beside it; quick to read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.hearing.result import Conflict, Part, Variant
from reportgen.problems import InputFaults, Location, Problem
from reportgen.workspace import files
from reportgen.workspace.rounds import Round

SHEET, DOCUMENT, NOTE, STATE = (
    "hoeringssvar.xlsx",
    "samlet.docx",
    "hoeringsnotat.docx",
    "samling.json",
)


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
    rows: tuple[tuple[str, str, str], ...]
    """Id, party and conflict of each row of its workbook."""
    aside: int
    """How many files were set aside."""


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
            tuple((str(id_), str(party), str(conflict)) for id_, party, conflict in said["rows"]),
            int(said["aside"]),
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
