"""What lies beside the files of a set in ``svar/``: what it was made of, and what was found.

The first is small and quick to read, and archived with the set. The record of the merge is
hidden from people and from the archive: it can be derived from what was sent and received.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from reportgen.hearing.record import FORMAT, MergeRecord, from_json, to_json
from reportgen.hearing.result import Conflict, Part, Variant
from reportgen.problems import InputFaults, Location, Problem
from reportgen.report import json_file
from reportgen.report.file_model import FileModel
from reportgen.workspace import files
from reportgen.workspace.received import Numbered, Receipt, current, read_receipts
from reportgen.workspace.rounds import Round

SHEET, DOCUMENT, NOTE, STATE = (
    "hoeringssvar.xlsx",
    "samlet.docx",
    "hoeringsnotat.docx",
    "samling.json",
)
LATE_DOCUMENT = "sene_svar.docx"
"""Opens with the number of the last receipt that is in it."""


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
    overtaken: Mapping[str, str] = field(default_factory=dict)
    """Rows that the inputs say something else about than was sent out, and what they said."""
    documents: tuple[int, ...] = ()
    """Earlier sets in whose document the secretariat wrote something of its own."""
    missing: tuple[str, ...] | None = None
    """Parties that had not answered; None in a set of an earlier version, which did not say."""


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
    data, _ = files.tried(path)
    try:
        said = _written(data or b"")
    except json_file.Damaged:
        where = Location(f"hoering/{found.number}/svar/{path.name}")
        raise InputFaults([Problem("round-damaged", where)]) from None
    return Collection(
        number,
        said.receipts,
        tuple(_conflict(id_, variants) for id_, variants in said.conflicts),
        said.digests,
        said.decided,
        said.rows,
        said.aside,
        said.overtaken,
        said.documents,
        said.missing,
    )


class _Written(FileModel):
    """The file that says what a set was made of."""

    receipts: int
    conflicts: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    digests: dict[str, str] = Field(alias="files")
    decided: bool
    rows: tuple[tuple[str, str, str], ...]
    aside: int
    overtaken: dict[str, str] = {}
    documents: tuple[int, ...] = ()
    missing: tuple[str, ...] | None = None


@lru_cache(maxsize=4)
def _written(data: bytes) -> _Written:
    """The same, read once however often it is asked for; raises `json_file.Damaged`."""
    return json_file.read(_Written, data)


def note_of(found: Round) -> Path | None:
    """The note of the latest set, where there is one."""
    there = found.answers.glob(f"*_{NOTE}")
    return max((path for path in there if not files.is_left_behind(path.name)), default=None)


def has_other_rows(made: Collection, found: Sequence[str]) -> bool:
    """Whether other rows are found than a set has; so it is where an earlier version made it."""
    return {id_ for id_, *_ in made.rows} != set(found)


def since_latest(found: Round, receipts: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """What came since the latest set; of a round that is closed, what came too late for it.

    Of a closed round the sets may be gone: then its time tells. Raises `InputFaults` where the
    record of the latest set of an open one is damaged.
    """
    made = _latest_sound(found)
    if made is None and found.closing is not None:
        closed = found.closing.closed
        return tuple(each for each in receipts if each.receipt.received > closed)
    last = made.receipts if made else 0
    return tuple(each for each in receipts if each.number > last)


def _latest_sound(found: Round) -> Collection | None:
    """The set made last; of a closed round, whose decisions are taken in, none if damaged."""
    try:
        return latest(found)
    except InputFaults:
        if found.is_open:
            raise
        return None


def late(found: Round) -> tuple[Receipt, ...]:
    """What came after a round was closed, but for what no person wrote."""
    if found.is_open:
        return ()
    came = current(since_latest(found, read_receipts(found)))
    return tuple(each.receipt for each in came if not each.receipt.aside)


def unanswered(found: Round) -> tuple[str, ...]:
    """Parties that have not answered, in their order, as the latest collect counted them.

    Who answered too late has answered. In a set of an earlier version whatever came from a
    party counted as its answer. Raises `InputFaults` where a receipt, or the record of the
    latest set of an open round, is damaged.
    """
    made = _latest_sound(found)
    if made is not None and made.missing is not None:
        answered = {receipt.party for receipt in late(found)}
        return tuple(party for party in made.missing if party not in answered)
    came = {each.receipt.party for each in current(read_receipts(found)) if not each.receipt.aside}
    return tuple(party.name for party in found.parties if party.name not in came)


def _conflict(id_: str, variants: Sequence[Sequence[str]]) -> Conflict:
    made = tuple(Variant((), "", tuple(edits)) for edits in variants)
    return Conflict(id_, "", "", Part.TEXT, "", made)


def edited(found: Round, collection: Collection, name: str) -> tuple[bytes, str] | None:
    """A file of the set that somebody saved since it was made, and what it is called."""
    path = path_of(found, collection.number, name)
    data = files.read(path)
    if data is None or files.digest(data) == collection.digests.get(name):
        return None
    return data, path.name


def holds_decisions(found: Round, collection: Collection) -> bool:
    """Whether anything may have been decided in a set: carried over, typed, or done in Word."""
    return collection.decided or any(edited(found, collection, n) for n in (SHEET, DOCUMENT))


def _record_path(found: Round, number: int) -> Path:
    return found.answers / f".{number:02d}_fletning.jsonl"


def write_record(found: Round, number: int, record: MergeRecord) -> None:
    """Keep the record of a set's merge, of a set that is there."""
    for path, data in record_file(found, number, record).items():
        files.write(path, data)


def record_file(found: Round, number: int, record: MergeRecord) -> dict[Path, bytes]:
    """The file in which the record of a set's merge is kept.

    It is two lines of JSON: what the record is, with its digest, and the record.
    """
    body = to_json(record)
    head = json.dumps({"format": FORMAT, "sha256": files.digest(body)})
    return {_record_path(found, number): head.encode() + b"\n" + body}


def read_record(found: Round, number: int) -> tuple[MergeRecord | None, tuple[Problem, ...]]:
    """The record of a set's merge, where there is one that can be read.

    One of another format is passed over in silence; one that is damaged is a problem, and
    what it held is to be derived anew.
    """
    path = _record_path(found, number)
    data = files.read(path)
    if data is None:
        return None, ()
    head, _, body = data.partition(b"\n")
    try:
        said = json_file.parsed(head)
        if said["format"] != FORMAT:
            return None, ()
        if said["sha256"] == files.digest(body):
            return from_json(body), ()
    except (ValueError, TypeError, KeyError):
        pass
    where = Location(f"hoering/{found.number}/svar/{path.name}")
    return None, (Problem("hearing-record-damaged", where),)
