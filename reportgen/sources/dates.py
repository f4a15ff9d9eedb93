"""Dates, deadlines and times of day as Danish minutes write them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.report.dates import MONTHS, WEEKDAYS

_NUMBERS = (
    {name: number for number, name in enumerate(MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, 1)}
    | {"sept": 9}
)
MONTH_NAMES = "|".join(sorted(_NUMBERS, key=len, reverse=True))
"""Pattern of a month's name, whole or shortened (``jan``, ``sept``)."""

_DATE = re.compile(
    rf"""
    (?<![\w.,/-])
    (?:
      (?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)
    | (?P<name_day>\d{{1,2}})\.?\s*(?P<name_month>{MONTH_NAMES})\b\.?
      (?:,?\s*(?P<name_year>(?:19|20)\d\d))?
    | (?P<dash_day>\d{{1,2}})-(?P<dash_month>\d{{1,2}})-(?P<dash_year>(?:(?:19|20)\d\d|\d\d))
    | (?P<slash_day>\d{{1,2}})/(?P<slash_month>\d{{1,2}})
      (?:[\s-]\s*(?P<slash_year>(?:19|20)\d\d)|[/-](?P<slash_short>\d\d(?:\d\d)?))?
    | (?P<dot_day>\d{{1,2}})\.\s?(?P<dot_month>\d{{1,2}})\.\s?(?P<dot_year>(?:(?:19|20)\d\d|\d\d))
    | (?P<wheel_day>\d\d)\.(?P<wheel_month>\d\d)
    )
    (?![\w/]|[.,-]\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DAY_NAME = re.compile(rf"^(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?(?:d(?:en|\.)\s*)?", re.IGNORECASE)
# A number such as 10.10 is a time of day after "kl.", a section after "afsnit", money before "kr.".
_NOT_BEFORE = re.compile(
    r"(?:\bkl\.?|\bafsnit|\bpkt\.?|\bpunkt|\bside|\bs\.|§|\d\s?[-–])\s*$", re.IGNORECASE
)
_LOOK_BEHIND = 24
"""Characters before a number that tell what it is: more than the words above have."""
_NOT_AFTER = re.compile(r"\s?(?:kr\b|timer?\b|%|mio\b|[-–]\s?\d)", re.IGNORECASE)
_FRACTION_AFTER = re.compile(r"\s?(?:time|år|dag|af\b|del\b|mio\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at its place in a text."""

    day: int
    month: int
    year: int | None
    start: int
    end: int

    def on(self, year: int) -> dt.date | None:
        """Date with the year it was written with, else `year`; none if there is no such day."""
        try:
            return dt.date(self.year or year, self.month, self.day)
        except ValueError:
            return None

    def on_or_after(self, day: dt.date) -> dt.date | None:
        """The first such date on or after `day`, unless a year was written."""
        date = self.on(day.year)
        is_gone = self.year is None and (date is None or date < day)
        return self.on(day.year + 1) if is_gone else date


def find_dates(text: str) -> Iterator[DateMention]:
    """Find the dates in `text`; amounts, hours, school years and sections are none."""
    for match in _DATE.finditer(text):
        mention = _mention(match)
        if mention.on(mention.year or 2024) is None:
            continue
        if match["wheel_day"] and (
            _NOT_BEFORE.search(text, max(0, match.start() - _LOOK_BEHIND), match.start())
            or _NOT_AFTER.match(text, match.end())
        ):
            continue
        if match["slash_day"] and _FRACTION_AFTER.match(text, match.end()):
            continue
        yield mention


def read_date(text: str) -> dt.date | None:
    """The day that `text` is, written as people write one, with its year; else None.

    >>> read_date("fredag den 17. juni, 2022")
    datetime.date(2022, 6, 17)
    >>> read_date("15-12-2026"), read_date("15/12-26"), read_date("15. december")
    (datetime.date(2026, 12, 15), datetime.date(2026, 12, 15), None)
    """
    words = _DAY_NAME.sub("", text.strip())
    mention = next(find_dates(words), None)
    if mention is None or mention.year is None or (mention.start, mention.end) != (0, len(words)):
        return None
    return mention.on(mention.year)


def _mention(match: re.Match[str]) -> DateMention:
    """Read the groups of the one form that matched: its day, its month and perhaps its year."""
    written = {name.rpartition("_")[2]: text for name, text in match.groupdict().items() if text}
    month = _NUMBERS.get(written["month"].lower()) or int(written["month"])
    shown = written.get("year") or written.get("short")
    year = int(shown) + (2000 if len(shown) == 2 else 0) if shown else None
    return DateMention(int(written["day"]), month, year, *match.span())


_CLOCK = r"\d{1,2}(?:[.:]\d\d)?"
_TIME = re.compile(
    rf"(?:\bkl(?:okken|\.)?\s*|\btid(?:spunkt)?\s*:\s*(?:kl\.?\s*)?)"
    rf"(?P<time>{_CLOCK}(?:\s*(?:[-–]|til|to)\s*(?:kl\.?\s*)?{_CLOCK})?)",
    re.IGNORECASE,
)
_BARE_TIME = re.compile(rf"(?<![\w.,])(?P<time>\d{{1,2}}[.:]\d\d\s*[-–]\s*{_CLOCK})(?![\w])")


@dataclass(frozen=True, slots=True)
class HoursMention:
    """Hours at their place in a text."""

    hours: str
    """As written, with single blanks."""
    start: int
    end: int


def time_of_day(text: str, *, bare: bool = False) -> HoursMention | None:
    """Find the hours in `text`: ``kl. 10-12``; with `bare` also ``10.00-12.00`` alone.

    >>> time_of_day("Fredag den 3. marts kl. 10 - 12 i Sorø")
    HoursMention(hours='10 - 12', start=20, end=31)
    """
    match = _TIME.search(text) or (_BARE_TIME.search(text) if bare else None)
    return match and HoursMention(" ".join(match["time"].split()), *match.span())


def years_in(text: str) -> tuple[int, ...]:
    """Years named in `text`."""
    return tuple(int(year) for year in re.findall(r"(?<![\d./-])20\d\d(?![\d/-])", text))


_PERHAPS_YEAR = r"(?:\D{0,4}(?P<year>20\d\d))?"
_WEEK = re.compile(rf"\buge\s*(?P<week>\d{{1,2}})\b{_PERHAPS_YEAR}", re.IGNORECASE)
_WHOLE_MONTH = re.compile(rf"\b(?P<month>{'|'.join(MONTHS)})\b{_PERHAPS_YEAR}", re.IGNORECASE)


def due_date(text: str, meeting: dt.date) -> dt.date | None:
    """The last day that `text`, from a meeting, names: a date, ``uge 48`` or ``udgangen af maj``.

    Without a year it is the first such day from the meeting on. Of a week or a month it
    is the last day, so that nobody is late too soon. None where no day is named, as in
    ``hurtigst muligt``.
    """
    for mention in find_dates(text):
        return mention.on_or_after(meeting)
    for pattern, last in ((_WEEK, _last_of_week), (_WHOLE_MONTH, _last_of_month)):
        if match := pattern.search(text):
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
    month = _NUMBERS[match["month"].casefold()]
    return dt.date(year, month, calendar.monthrange(year, month)[1])
