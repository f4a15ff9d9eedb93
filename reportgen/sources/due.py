"""When a task is due, where what was said of it names a day, a week or a month."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from reportgen.report.dates import MONTHS
from reportgen.sources.minutes.dates import find

_YEAR = r"(?:\D{0,4}(?P<year>20\d\d))?"
_WEEK = re.compile(rf"\buge\s*(?P<week>\d{{1,2}})\b{_YEAR}", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(MONTHS)})\b{_YEAR}", re.IGNORECASE)
_DASHED = re.compile(r"(?<!\d)(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>20\d\d)(?!\d)")


def due_date(said: str, meeting: dt.date) -> dt.date | None:
    """The last day of what was `said` at a meeting: a date, ``uge 48`` or ``udgangen af maj``.

    Without a year it is the first such day from the meeting on. Of a week or a month it
    is the last day, so that nobody is late too soon. None where no day is named, as in
    ``hurtigst muligt``.
    """
    for found in find(said):
        return found.from_then_on(meeting)
    if match := _DASHED.search(said):
        return _day(int(match["year"]), int(match["month"]), int(match["day"]))
    for pattern, last in ((_WEEK, _last_of_week), (_MONTH, _last_of_month)):
        if match := pattern.search(said):
            year = int(match["year"] or meeting.year)
            date = last(year, match)
            if date is not None and date < meeting and not match["year"]:
                return last(year + 1, match)
            return date
    return None


def _last_of_week(year: int, match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date.fromisocalendar(year, int(match["week"]), 7)
    except ValueError:
        return None


def _last_of_month(year: int, match: re.Match[str]) -> dt.date | None:
    month = MONTHS.index(match["month"].casefold()) + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
