"""Whether the year wheel and what the meetings agreed say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reportgen.problems import Location, Problem
from reportgen.report.dates import danish_date
from reportgen.report.inputs import Workbook
from reportgen.report.meeting import MeetingStatus
from reportgen.sources.meetings import MeetingFile

_Said = tuple[MeetingStatus, str, Location]
"""Status and place of a coming meeting, and where it was said."""


def check_planning(meetings: Sequence[MeetingFile], workbook: Workbook) -> list[Problem]:
    """Warn where the sheet ``Årshjul`` and the last word of the meetings differ.

    The sheet rules, since it is what the report shows; a meeting that says otherwise is a
    warning. Of several meetings that speak of one date, the latest counts; a meeting that
    has been held since need not be in the sheet any longer.
    """
    planned: dict[dt.date, str] = {}
    for entry in workbook.wheel:
        planned[entry.date] = planned.get(entry.date) or entry.place
    held = {file.meeting.facts.date for file in meetings}
    problems: list[Problem] = []
    for date, (status, place, where) in _said(meetings).items():
        values: dict[str, object] = {"date": danish_date(date)}
        if status is MeetingStatus.APPROVED and date not in planned | dict.fromkeys(held):
            problems.append(Problem("next-meeting-not-in-wheel", where, values))
        if status is MeetingStatus.CANCELLED and date in planned:
            problems.append(Problem("next-meeting-cancelled-in-wheel", where, values))
        elif not _same_place(place, planned.get(date, "")):
            values |= {"said": place, "planned": planned[date]}
            problems.append(Problem("next-meeting-elsewhere-in-wheel", where, values))
    return problems


def _said(meetings: Sequence[MeetingFile]) -> dict[dt.date, _Said]:
    """The last word on each date; a meeting moved *to* a date stands on it."""
    said: dict[dt.date, _Said] = {}
    for file in meetings:
        for i, coming in enumerate(file.meeting.next_meetings):
            where = Location(file.file, line=file.document.place(("naeste_moeder", i)).line)
            if coming.moved_from is not None:
                said[coming.moved_from] = (MeetingStatus.CANCELLED, "", where)
            moved = coming.status is MeetingStatus.MOVED
            status = MeetingStatus.APPROVED if moved else coming.status
            said[coming.date] = (status, coming.place or "", where)
    return said


def _same_place(one: str, other: str) -> bool:
    """Whether two places may be one: said alike, or one more closely than the other."""
    first, second = (" ".join(place.casefold().split()) for place in (one, other))
    return first in second or second in first
