"""The meetings' files, and the entries in them as changes to the report."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.problems import Location, Problem
from reportgen.report.dates import danish_date
from reportgen.report.inputs import Workbook
from reportgen.report.meeting import Meeting, MeetingStatus
from reportgen.report.model import Change
from reportgen.sources.spelling import near_miss
from reportgen.sources.yaml.read import Path, YamlDocument, read_yaml
from reportgen.sources.yaml.validate import validate

_NO_DATE = dt.date.min
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A meeting with the file it was read from."""

    meeting: Meeting
    document: YamlDocument
    file: str


def read_meeting(
    data: bytes, file: str, year: int, organisations: Sequence[str]
) -> tuple[MeetingFile | None, list[Problem]]:
    """Read one meeting; what can be understood is returned beside the faults in the rest.

    A date that cannot be read is a fault, and the one in the file's name stands in for it;
    without either the meeting has no place among the others, and is None.
    """
    named = _date_in(file) or _NO_DATE
    known: dict[Path, dt.date] = {("moede", "dato"): named}
    meeting, document, problems = validate(Meeting, read_yaml(data, file), file, known)
    if meeting is None:
        return None, problems
    read = MeetingFile(meeting, document, file)
    dated = meeting.facts.date != _NO_DATE
    problems += _date_problems(read, year) if dated else ()
    problems += _misspelt(read, organisations)
    problems += _numbered_twice(read)
    problems += _moved_from_nowhere(read)
    problems += _doubtful(read)
    problems += _done_too_early(read) if dated else ()
    return read if dated else None, sorted(problems, key=lambda problem: problem.location.line)


def _date_in(file: str) -> dt.date | None:
    match = _DATE.match(file)
    try:
        return dt.date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _date_problems(read: MeetingFile, year: int) -> Iterable[Problem]:
    date = read.meeting.facts.date
    where = _at(read, ("moede", "dato"))
    if not read.file.startswith(date.isoformat()):
        named = read.file.rpartition(".")[0]
        yield Problem("meeting-date-differs", where, {"named": named, "date": date.isoformat()})
    if date.year != year:
        values = {"actual": str(date.year), "year": str(year)}
        yield Problem("meeting-other-year", where, values)


def _misspelt(read: MeetingFile, organisations: Sequence[str]) -> Iterable[Problem]:
    attendance = read.meeting.attendance
    for key, people in (("til_stede", attendance.present), ("afbud", attendance.absent)):
        for i, person in enumerate(people):
            meant = near_miss(person.organisation or "", organisations)
            if meant is not None:
                where = _at(read, ("deltagere", key, i, "organisation"))
                values = {"typed": person.organisation, "meant": meant}
                yield Problem("organisation-near-miss", where, values)


def _numbered_twice(read: MeetingFile) -> Iterable[Problem]:
    seen: set[str] = set()
    for i, item in enumerate(read.meeting.agenda):
        if item.number and item.number in seen:
            where = _at(read, ("dagsorden", i, "nr"), item.number)
            yield Problem("item-number-twice", where, {"number": item.number})
        seen.add(item.number or "")


def _moved_from_nowhere(read: MeetingFile) -> Iterable[Problem]:
    for i, planned in enumerate(read.meeting.next_meetings):
        if planned.status is MeetingStatus.MOVED and planned.moved_from is None:
            values = {"date": danish_date(planned.date)}
            yield Problem("moved-without-from", _at(read, ("naeste_moeder", i)), values)


def _doubtful(read: MeetingFile) -> Iterable[Problem]:
    """What the import was unsure of and nobody has made a choice of."""
    for i, doubt in enumerate(read.meeting.doubts):
        if doubt.choice is None:
            where = _at(read, ("tvivl", i), doubt.item or "")
            yield Problem("meeting-doubt", where, {"what": doubt.what})


def _done_too_early(read: MeetingFile) -> Iterable[Problem]:
    """A task done before it was given: in January last year's number is soon typed."""
    for i, item in enumerate(read.meeting.agenda):
        for j, task in enumerate(item.tasks):
            if task.done is not None and task.done < read.meeting.facts.date:
                where = _at(read, ("dagsorden", i, "opgaver", j, "udført"), item.key)
                yield Problem("task-done-before-meeting", where, {"date": danish_date(task.done)})


def _at(read: MeetingFile, path: Path, item: str = "") -> Location:
    return Location(read.file, line=read.document.place(path).line, item=item)


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


def meeting_changes(files: Sequence[MeetingFile]) -> tuple[Change, ...]:
    """Every entry of the meetings, in the order they are folded.

    An entry is named for its meeting's date, its item and its place there, as
    ``2022-11-11/3/1``; two meetings on one day are told apart by their file names, and
    where an agenda has two items of one number, the second goes on counting.
    """
    dates = Counter(f.meeting.facts.date for f in files)
    counts: Counter[str] = Counter()
    changes: list[Change] = []
    for file in files:
        date = file.meeting.facts.date
        day = date.isoformat() if dates[date] == 1 else file.file.removesuffix(".yaml")
        for i, item in enumerate(file.meeting.agenda):
            item_name = f"punkt {item.number}" if item.number else item.title
            place = f"{day}/{item.key}"
            before, last = counts[place], 0
            for j, entry in enumerate(item.entries):
                path: Path = ("dagsorden", i, "aarsrapport", j)
                # Entries that could not be read keep their numbers, and so the others theirs.
                last = int(file.document.typed(path)[-1]) + 1
                changes.append(
                    Change(
                        ref=f"{place}/{before + last}",
                        entry=entry,
                        group=file.file,
                        source=f"Netværksmøde {danish_date(date)}, {item_name}",
                        location=_at(file, path, item.key),
                        date=date,
                    )
                )
            counts[place] += last
    return tuple(changes)


def entry_paths(file: MeetingFile) -> tuple[Path, ...]:
    """Where each entry of a meeting stands in its file, in the order of `meeting_changes`."""
    return tuple(
        ("dagsorden", i, "aarsrapport", j)
        for i, item in enumerate(file.meeting.agenda)
        for j, _ in enumerate(item.entries)
    )


# --- coming meetings, as agreed and as the year wheel has them -------------------

_LastWord = tuple[MeetingStatus, str, Location]
"""Status and place of a coming meeting, and where it was said."""


def check_planning(meetings: Sequence[MeetingFile], workbook: Workbook, year: int) -> list[Problem]:
    """Warn where the sheet ``Årshjul`` and the last word of the meetings differ.

    The sheet rules, since it is what the report shows; a meeting that says otherwise is a
    warning. Of several meetings that speak of one date, the latest counts. The sheet is of
    the coming year: a meeting within the report's own `year` need not be in it.
    """
    planned: dict[dt.date, str] = {}
    for entry in workbook.wheel:
        planned[entry.date] = planned.get(entry.date) or entry.place
    held = {file.meeting.facts.date for file in meetings}
    problems: list[Problem] = []
    for date, (status, place, where) in _last_words(meetings).items():
        values: dict[str, object] = {"date": danish_date(date)}
        shown = date.year > year and date not in held
        if status is MeetingStatus.APPROVED and shown and date not in planned:
            problems.append(Problem("next-meeting-not-in-wheel", where, values))
        if status is MeetingStatus.CANCELLED and date in planned:
            problems.append(Problem("next-meeting-cancelled-in-wheel", where, values))
        elif not _same_place(place, planned.get(date, "")):
            values |= {"said": place, "planned": planned[date]}
            problems.append(Problem("next-meeting-elsewhere-in-wheel", where, values))
    return problems


def agreed_dates(meetings: Sequence[MeetingFile]) -> frozenset[dt.date]:
    """The days for which the last word of the meetings is that there is one."""
    words = _last_words(meetings).items()
    return frozenset(date for date, (status, *_) in words if status is MeetingStatus.APPROVED)


def _last_words(meetings: Sequence[MeetingFile]) -> dict[dt.date, _LastWord]:
    """The last word on each date; a meeting moved *to* a date stands on it."""
    latest: dict[dt.date, _LastWord] = {}
    for file in meetings:
        for i, planned in enumerate(file.meeting.next_meetings):
            where = Location(file.file, line=file.document.place(("naeste_moeder", i)).line)
            if planned.moved_from is not None:
                latest[planned.moved_from] = (MeetingStatus.CANCELLED, "", where)
            moved = planned.status is MeetingStatus.MOVED
            status = MeetingStatus.APPROVED if moved else planned.status
            latest[planned.date] = (status, planned.place or "", where)
    return latest


def _same_place(one: str, other: str) -> bool:
    """Whether two places may be one: said alike, or one more closely than the other."""
    first, second = (" ".join(place.casefold().split()) for place in (one, other))
    return first in second or second in first
