"""The versions that were made: a record of each, and the document as it was made.

They lie in a folder of their own beside the documents that people open and edit, so that
an edit can always be told from what the tool wrote.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, PlainValidator

from reportgen.hearing.model import BaseBlock
from reportgen.problems import Location, Problem
from reportgen.report import ids, json_file
from reportgen.report.recorded import RecordedReport
from reportgen.report.stage import Stage
from reportgen.workspace import files
from reportgen.workspace.names import version_in, version_name
from reportgen.workspace.places import Year
from reportgen.workspace.together import write_all

FOLDER = "tilstand"
_NAME = re.compile(r"[^/\\:]{1,200}\.docx")


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one version."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    number: int
    stage: Stage
    date: dt.date
    file: str
    """Name of the document, without the folder."""
    sha256: str
    """Digest of the document as it was written."""
    fold: str
    """Digest of the folded report it shows."""
    template: str
    """Digest of the template it was made on."""
    state: Annotated[RecordedReport, PlainValidator(RecordedReport.from_json)] = field(
        default_factory=RecordedReport
    )
    """The folded report itself: the base that later edits are compared with."""

    @property
    def version(self) -> str:
        """The version as people write it, ``v02``."""
        return version_name(self.number)

    def to_json(self) -> bytes:
        """The record as it is written, in UTF-8."""
        content: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        content |= {"date": self.date.isoformat(), "state": self.state.to_json()}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Record:
        """Read what `to_json` wrote; raises `json_file.Damaged`."""
        return _record(data)


@lru_cache(maxsize=32)
def _record(data: bytes) -> Record:
    """A record, read once however often a command asks for it."""
    found = json_file.read(Record, data)
    if not _NAME.fullmatch(found.file) or version_in(found.file) != found.number:
        raise json_file.Damaged("the record names no document of its version")
    if not found.state.sections:
        raise json_file.Damaged("the record lacks the report")
    return found


def records(year: Year) -> list[Record]:
    """The records in the outputs folder that can be read, by version."""
    return read_records(year)[0]


def read_records(year: Year) -> tuple[list[Record], tuple[Problem, ...]]:
    """The records in the outputs folder, by version, and those that are damaged.

    A damaged one is as good as none, but its number still counts.
    """
    known: list[Record] = []
    problems: list[Problem] = []
    for path in sorted((year.outputs / FOLDER).glob("v*.json")):
        if (record := read_record(path)) is not None:
            known.append(record)
        else:
            where = Location(f"{FOLDER}/{path.name}")
            problems.append(Problem("version-damaged", where, {"version": path.stem}))
    return sorted(known, key=lambda record: record.number), tuple(problems)


def read_record(path: Path) -> Record | None:
    """The record in a file that is called after its version; None where it is none."""
    data, _ = files.tried(path)
    try:
        found = Record.from_json(data or b"")
    except json_file.Damaged:
        return None
    return found if found.version == path.stem else None


def latest(year: Year) -> Record | None:
    """The record of the latest version, if there is one."""
    known = records(year)
    return known[-1] if known else None


def write_version(
    year: Year,
    record: Record,
    data: bytes,
    *,
    pdf: bytes | None = None,
    folder: tuple[Path, Path] | None = None,
) -> None:
    """Write a version as one: its record, the document as it was made, and what people open.

    Where what people open is there already, a version is put back, and they may have worked in
    it. `folder` is that of a round, as `write_all` takes it.
    """
    contents = {
        year.outputs / FOLDER / f"{record.version}.docx": data,
        year.outputs / FOLDER / f"{record.version}.json": record.to_json(),
    }
    if not (year.outputs / record.file).exists():
        contents[year.outputs / record.file] = data
    if pdf is not None:
        contents[pdf_path(year, record)] = pdf
    write_all(year.workspace.root, contents, folder)


def pdf_path(year: Year, record: Record) -> Path:
    """Where the PDF of a version lies."""
    return (year.outputs / record.file).with_suffix(".pdf")


def original(year: Year, record: Record) -> bytes | None:
    """The version's document as it was made, or None where it is gone or was changed."""
    data = files.read(year.outputs / FOLDER / f"{record.version}.docx")
    return data if data is not None and files.digest(data) == record.sha256 else None


def made_as(year: Year, version: str, fold: str) -> tuple[Record, bytes] | None:
    """A version that shows the fold of this digest, and its document as it was made."""
    for record in records(year):
        data = original(year, record)
        if record.version == version and record.fold == fold and data:
            return record, data
    return None


def digest_of(year: Year, version: str, fold: str) -> str:
    """Digest of the document of such a version; empty where there is none."""
    made = made_as(year, version, fold)
    return made[0].sha256 if made else ""


def blocks_of(record: Record) -> tuple[BaseBlock, ...]:
    """The blocks that a version shows, in the order of the report."""
    return tuple(
        BaseBlock(
            id=block.id,
            section=ids.section_of_row(row),
            heading=block.heading,
            text=block.text,
            waiting=block.waiting,
        )
        for row, blocks in record.state.blocks.items()
        for block in blocks
    )


def highest(year: Year) -> int:
    """The highest version number anywhere: in the outputs, the hearing rounds, the archive.

    Of a round every file that was sent counts, in whichever party's folder it lies.
    """
    names = [path.name for path in year.outputs.glob("*.docx")]
    names += [f"_{path.stem}." for path in (year.outputs / FOLDER).glob("v*.json")]
    names += [f"_{path.name}" for path in year.hearing.glob("*/udsendt/**/*.docx")]
    return max((version_in(name) for name in (*names, *_archived(year))), default=0)


def unrecorded(year: Year, last: Record | None) -> str | None:
    """A document of a later version than the latest record, which nothing is known of."""
    after = last.number if last else 0
    names = (path.name for path in year.outputs.glob("*.docx"))
    return next((name for name in sorted(names) if version_in(name) > after), None)


def _archived(year: Year) -> Sequence[str]:
    inventory, _ = files.tried(year.archived / "inventory.json")
    if inventory is None:
        return ()
    return re.findall(r"[^/\"]+_v\d{2,}_[^/\"]+\.docx", inventory.decode(errors="replace"))
