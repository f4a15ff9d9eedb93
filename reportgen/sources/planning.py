"""Whether the year wheel and what the meetings agreed say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reportgen.problems import Location, Problem
from reportgen.report.dates import danish_date
from reportgen.report.inputs import Workbook
from reportgen.report.meeting import MeetingStatus, NextMeeting
from reportgen.sources.meetings import MeetingFile


def check_planning(meetings: Sequence[MeetingFile], workbook: Workbook) -> list[Problem]:
    """Warn where the sheet ``Årshjul`` and the last word of the meetings differ.

    The sheet rules, since it is what the report shows; a meeting that says otherwise is a
    warning. Of several meetings that speak of one date, the latest counts.
    """
    planned = {entry.date for entry in workbook.wheel}
    said: dict[dt.date, tuple[MeetingStatus, Location]] = {}
    for file in meetings:
        for i, coming in enumerate(file.meeting.next_meetings):
            where = Location(file.file, line=file.document.place(("naeste_moeder", i)).line)
            if coming.moved_from is not None:
                said[coming.moved_from] = (MeetingStatus.CANCELLED, where)
            said[coming.date] = (_status(coming), where)
    problems: list[Problem] = []
    for date, (status, where) in said.items():
        values = {"date": danish_date(date)}
        if status is MeetingStatus.APPROVED and date not in planned:
            problems.append(Problem("next-meeting-not-in-wheel", where, values))
        if status is MeetingStatus.CANCELLED and date in planned:
            problems.append(Problem("next-meeting-cancelled-in-wheel", where, values))
    return problems


def _status(coming: NextMeeting) -> MeetingStatus:
    """A meeting moved *to* a date stands on that date."""
    return MeetingStatus.APPROVED if coming.status is MeetingStatus.MOVED else coming.status
