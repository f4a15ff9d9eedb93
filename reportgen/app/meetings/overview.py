"""The year's meetings, and one of them beside the minutes that it was read from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.app.meetings.source import read_source
from reportgen.app.year import YearInputs
from reportgen.problems import Problem
from reportgen.report import ids
from reportgen.report.meeting import AgendaItem, Meeting, MinutesDoubt
from reportgen.report.minutes_record import SourceLine, beside
from reportgen.report.model import Block
from reportgen.sources.meetings import MeetingFile
from reportgen.sources.minutes.putting_right import lines
from reportgen.workspace import files
from reportgen.workspace.places import Year


class NoSuchMeeting(LookupError):
    """The year has no such meeting."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in the list of the year."""

    file: str
    """Name of its file."""
    meeting: Meeting | None
    """None where the file cannot be read."""
    problems: tuple[Problem, ...]
    """What is wrong in the file, its open doubts aside."""

    @property
    def open_doubts(self) -> int:
        """How many doubts nobody has made a choice of."""
        return len(self.meeting.open_doubts) if self.meeting else 0


def meetings(inputs: YearInputs) -> tuple[Listed, ...]:
    """The meetings of a year, the latest first; those that cannot be read last."""
    paths, _ = files.listed(inputs.year.meetings, ".yaml", ".yml")
    read = {file.file: file.meeting for file in inputs.meetings}
    unread = [path.name for path in paths if path.name not in read]
    return tuple(
        Listed(name, read.get(name), _problems(inputs, name))
        for name in (*reversed(read), *sorted(unread))
    )


def _problems(inputs: YearInputs, name: str) -> tuple[Problem, ...]:
    found = (each for each in inputs.problems if each.location.file == name)
    return tuple(each for each in found if each.code != "meeting-doubt")


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    """A doubt, at its item."""

    number: int
    """Its place in the file, from 0."""
    what: str
    place: str
    choice: str
    """What was made of it; empty while it is open."""
    line: int | None
    """The line of the item that it is about, from 0, where that can be told."""
    seen: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of the agenda, beside the lines of the minutes that it is made of."""

    number: int
    """Its place in the agenda, from 0."""
    item: AgendaItem
    lines: tuple[str, ...]
    """Its lines as a choice counts them."""
    source: tuple[SourceLine, ...]
    doubts: tuple[ShownDoubt, ...]
    problems: tuple[Problem, ...]
    """What is wrong in it."""
    seen: str
    """What it says now, as a digest; a choice is written only where it still says so."""


@dataclass(frozen=True, slots=True)
class ShownMeeting:
    """A meeting, item by item."""

    listed: Listed
    problems: tuple[Problem, ...] = ()
    """What is wrong in the file and in no item of it."""
    items: tuple[ShownItem, ...] = ()
    outside: tuple[SourceLine, ...] = ()
    """What of the minutes belongs to no item."""
    doubts: tuple[ShownDoubt, ...] = ()
    """Doubts about the whole meeting."""
    source: Path | None = None
    """The minutes; none where they were not kept."""
    people_seen: str = ""
    """What the file says of those who were there, as `ShownItem.seen`."""
    organisations: tuple[str, ...] = ()
    points: tuple[Block, ...] = ()
    """Points of the report that something may belong to."""


def meeting_path(year: Year, name: str) -> Path:
    """Where a meeting of the year lies; raises `NoSuchMeeting`."""
    paths, _ = files.listed(year.meetings, ".yaml", ".yml")
    path = next((path for path in paths if path.name == name), None)
    if path is None:
        raise NoSuchMeeting
    return path


def meeting(inputs: YearInputs, name: str) -> ShownMeeting:
    """One meeting beside its minutes; raises `NoSuchMeeting`."""
    year = inputs.year
    listed = next((each for each in meetings(inputs) if each.file == name), None)
    if listed is None:
        raise NoSuchMeeting
    file = next((each for each in inputs.meetings if each.file == name), None)
    if file is None:
        return ShownMeeting(listed, listed.problems)
    record = read_source(year, name)
    placed = beside(file.meeting, record.lines if record else ())
    keys = {item.key for item in file.meeting.agenda}
    whole = [at for at, doubt in enumerate(file.meeting.doubts) if doubt.item not in keys]
    kept = year.minutes / record.file if record else None
    return ShownMeeting(
        listed,
        tuple(each for each in listed.problems if each.location.item not in keys),
        tuple(
            _shown(file, number, item, placed.items[number], listed.problems)
            for number, item in enumerate(file.meeting.agenda)
        ),
        placed.outside,
        tuple(_doubt(file, number, None, ()) for number in whole),
        kept if kept is not None and kept.is_file() else None,
        people_seen(file.document.data),
        inputs.network.organisations if inputs.network else (),
        tuple(block for section in ids.LETTERS for block in inputs.folded.points(section)),
    )


def _shown(
    file: MeetingFile,
    number: int,
    item: AgendaItem,
    source: tuple[SourceLine, ...],
    problems: Sequence[Problem],
) -> ShownItem:
    own = tuple(lines(file.document.data["dagsorden"][number]))
    first = [each.key for each in file.meeting.agenda].index(item.key) == number
    doubts = (
        _doubt(file, at, number, own, source)
        for at, doubt in enumerate(file.meeting.doubts)
        if first and doubt.item == item.key
    )
    return ShownItem(
        number,
        item,
        own,
        source,
        tuple(doubts),
        tuple(each for each in problems if first and each.location.item == item.key),
        seen(file.document.data, number, None),
    )


def _doubt(
    file: MeetingFile,
    number: int,
    item: int | None,
    own: Sequence[str],
    source: Sequence[SourceLine] = (),
) -> ShownDoubt:
    doubt = file.meeting.doubts[number]
    return ShownDoubt(
        number,
        doubt.what,
        doubt.place or "",
        doubt.choice or "",
        _line_of(doubt, own, source),
        seen(file.document.data, item, number),
    )


def _line_of(doubt: MinutesDoubt, own: Sequence[str], source: Sequence[SourceLine]) -> int | None:
    """The line that a doubt quotes, or that stands where it points in the minutes."""
    _, quoted, rest = doubt.what.partition("“")
    start = rest.partition("”")[0].rstrip("… ")
    if quoted and start:
        return next((at for at, line in enumerate(own) if start in line), None)
    there = [each.text for each in source if doubt.place and each.place == doubt.place]
    return next((at for at, line in enumerate(own) if there and line in there[0]), None)


def seen(data: Any, item: int | None, doubt: int | None) -> str:
    """A digest of what the file says of an item and a doubt; empty places have one too."""
    said = []
    for key, at in (("dagsorden", item), ("tvivl", doubt)):
        values = (data.get(key) if isinstance(data, dict) else None) or []
        said.append(values[at] if at is not None and at < len(values) else None)
    return _digest(said)


def people_seen(data: Any) -> str:
    """A digest of what the file says of those who were there or had sent regrets."""
    return _digest(data.get("deltagere") if isinstance(data, dict) else None)


def _digest(said: Any) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]
