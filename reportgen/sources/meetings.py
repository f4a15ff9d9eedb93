"""The meetings' files, and the entries in them as changes to the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.problems import Location, Problem
from reportgen.report.dates import danish_date
from reportgen.report.meeting import Meeting
from reportgen.report.model import Change
from reportgen.sources.network import near_miss
from reportgen.sources.prose import control_character
from reportgen.sources.validate import validate
from reportgen.sources.yaml_nodes import Document, Path, read_yaml


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A meeting with the file it was read from."""

    meeting: Meeting
    document: Document
    file: str


def read_meeting(
    data: bytes, file: str, year: int, organisations: Sequence[str]
) -> tuple[MeetingFile | None, list[Problem]]:
    """Read one meeting; what can be understood is returned beside the faults in the rest."""
    document = read_yaml(data, file)
    meeting, document, problems = validate(Meeting, document, file)
    if meeting is None:
        return None, problems
    date = meeting.facts.date
    where = Location(file, line=document.place(("moede", "dato")).line)
    if not file.startswith(date.isoformat()):
        named = file.removesuffix(".yaml")
        values = {"named": named, "date": date.isoformat()}
        problems.append(Problem("meeting-date-differs", where, values))
    if date.year != year:
        values = {"actual": str(date.year), "year": str(year)}
        problems.append(Problem("meeting-other-year", where, values))
    problems += _misspelt(meeting, document, file, organisations)
    problems += _control_characters(document, file)
    numbers = Counter(item.number for item in meeting.agenda if item.number)
    for i, item in enumerate(meeting.agenda):
        if item.number and numbers[item.number] > 1:
            place = document.place(("dagsorden", i, "nr"))
            where = Location(file, line=place.line, item=item.number)
            problems.append(Problem("item-number-twice", where, {"number": item.number}))
            numbers[item.number] = 0
    return MeetingFile(meeting, document, file), problems


def _misspelt(
    meeting: Meeting, document: Document, file: str, organisations: Sequence[str]
) -> Iterable[Problem]:
    lists = (("til_stede", meeting.attendance.present), ("afbud", meeting.attendance.absent))
    for key, people in lists:
        for i, person in enumerate(people):
            meant = near_miss(person.organisation or "", organisations)
            if meant is not None:
                path: Path = ("deltagere", key, i, "organisation")
                where = Location(file, line=document.place(path).line)
                values = {"typed": person.organisation, "meant": meant}
                yield Problem("organisation-near-miss", where, values)


def _control_characters(document: Document, file: str) -> Iterable[Problem]:
    # The YAML reader refuses raw ones; an escape such as "\u0007" still brings them in.
    if "\\" not in document.text:
        return
    stack: list[tuple[Path, object]] = [((), document.data)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            stack.extend(((*path, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            stack.extend(((*path, i), inner) for i, inner in enumerate(value))
        elif isinstance(value, str) and (bad := control_character(value)) is not None:
            where = Location(file, line=document.place(path).line)
            yield Problem("control-character", where, {"detail": bad})


def in_order(files: Iterable[MeetingFile]) -> tuple[MeetingFile, ...]:
    """Meetings by date, those of one day by file name."""
    return tuple(sorted(files, key=lambda f: (f.meeting.facts.date, f.file)))


def same_day(files: Sequence[MeetingFile]) -> list[Problem]:
    """Warn of two files that hold a meeting on one day."""
    dates = Counter(f.meeting.facts.date for f in files)
    return [
        Problem("meeting-date-twice", Location(f.file), {"date": danish_date(f.meeting.facts.date)})
        for f in files
        if dates[f.meeting.facts.date] > 1
    ]


def entry_paths(file: MeetingFile) -> Iterable[tuple[int, int, Path]]:
    """Item index, entry index and path of every entry in the file's own order."""
    data = file.document.data
    for i, item in enumerate(data.get("dagsorden") or ()):
        for j, _ in enumerate((item or {}).get("aarsrapport") or ()):
            yield i, j, ("dagsorden", i, "aarsrapport", j)


def meeting_changes(files: Sequence[MeetingFile]) -> tuple[Change, ...]:
    """Every entry of the meetings, in the order they are folded.

    An entry is named for its meeting's date, its item and its place there, as
    ``2022-11-11/3/1``; two meetings on one day are told apart by their file names.
    """
    dates = Counter(f.meeting.facts.date for f in files)
    changes: list[Change] = []
    for file in files:
        date = file.meeting.facts.date
        day = date.isoformat() if dates[date] == 1 else file.file.removesuffix(".yaml")
        for i, item in enumerate(file.meeting.agenda):
            said = f"punkt {item.number}" if item.number else item.title
            for j, entry in enumerate(item.entries):
                line = file.document.place(("dagsorden", i, "aarsrapport", j)).line
                changes.append(
                    Change(
                        ref=f"{day}/{item.key}/{j + 1}",
                        entry=entry,
                        group=file.file,
                        source=f"Netværksmøde {danish_date(date)}, {said}",
                        location=Location(file.file, line=line, item=item.key),
                        date=date,
                    )
                )
    return tuple(changes)
