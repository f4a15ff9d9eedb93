"""Recommendations over years: what was asked, what was answered, and how it went.

A recommendation is known by its id, which the network never uses twice: one that several
reports put forward is asked once, in the first of them that was published. An answer is a row
of ``Opfølgning`` in a later year; a row that is carried over from year to year is one event, as
it stands in the newest that says anything: a year may begin before the last one's rows are
filled in.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportgen.report.inputs import FollowUp, ReplyStatus
from reportgen.report.recommendations.follow_up import Recommended, says_anything

SPANS = (1, 3)
"""Years within which it is counted how many were closed."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A row of ``Opfølgning``, and the year of its workbook."""

    year: int
    row: FollowUp


@dataclass(frozen=True, slots=True)
class Registered:
    """A recommendation with everything that was answered to it."""

    asked: Recommended
    """Of one that no report is known of, what its answers say; its year is 0."""
    answers: tuple[Answered, ...] = ()
    """By their dates, those without one last."""

    @property
    def is_draft(self) -> bool:
        """Whether its report is not published: nobody has been asked yet."""
        return bool(self.asked.year) and self.asked.published is None

    @property
    def is_closed(self) -> bool:
        """Whether its own report or an answer closes it."""
        return self.asked.is_closed or any(_closes(each) for each in self.answers)

    @property
    def closed_on(self) -> dt.date | None:
        """The day of the first answer that closes it; None where none is dated."""
        days = (each.row.date for each in self.answers if _closes(each))
        return min((day for day in days if day), default=None)

    @property
    def said(self) -> tuple[Answered, ...]:
        """The answers but for rows that wait and that nobody has touched."""
        return tuple(each for each in self.answers if says_anything(each.row))

    @property
    def latest(self) -> FollowUp | None:
        """The answer that says how it stands: the newest that says anything; None without any."""

        def order(each: Answered) -> tuple[bool, bool, int]:
            return _closes(each), says_anything(each.row), each.year

        last = max(reversed(self.answers), key=order, default=None)
        return last.row if last else None

    @property
    def status(self) -> ReplyStatus:
        """Where it stands: closed once, closed for good; else as the newest answer says."""
        if self.is_closed:
            return ReplyStatus.CLOSED
        return self.latest.status if self.latest else ReplyStatus.WAITING

    def age(self, today: dt.date) -> int | None:
        """Days from its publication until it was closed, or `today`; None if not published."""
        if self.asked.published is None or (self.is_closed and self.closed_on is None):
            return None
        return max((self.closed_on or today) - self.asked.published, dt.timedelta()).days

    def is_overdue(self, today: dt.date) -> bool:
        """Whether it was put to somebody, its deadline has passed, and it is not closed."""
        open_ = not (self.is_closed or self.is_draft)
        return open_ and self.asked.due is not None and self.asked.due < today


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those old enough were closed within so many years of their publication."""

    years: int
    closed: int
    of: int


@dataclass(frozen=True, slots=True)
class Register:
    """Every recommendation of every year, once; the most pressing first."""

    rows: tuple[Registered, ...]
    misplaced: tuple[Answered, ...] = ()
    """Answers to what their own report, or a later one, puts forward."""
    unknown: tuple[Answered, ...] = ()
    """Answers to what no report has put forward; also in `rows`, without a year."""


def register(asked: Iterable[Recommended], answered: Iterable[Answered]) -> Register:
    """Put together what reports asked and what workbooks answer, both in any order."""
    known: dict[str, Recommended] = {}
    for one in sorted(asked, key=lambda one: (one.published is None, one.year)):
        first = known.setdefault(one.id, one)
        # As the newest report words it, but asked when the first one did; a draft asks nobody yet.
        if one.published or first.published is None:
            known[one.id] = replace(one, year=first.year, published=first.published)
    in_order = sorted(answered, key=lambda each: each.year)
    events: dict[object, Answered] = {}
    for place, each in enumerate(in_order):
        # A row without an id of its own is nobody's but its year's.
        key = (each.row.id, each.row.recommendation) if each.row.id else place
        there = events.get(key)
        if there is None or says_anything(each.row) or not says_anything(there.row):
            events[key] = each
    to: defaultdict[str, list[Answered]] = defaultdict(list)
    misplaced: list[Answered] = []
    unknown: list[Answered] = []
    for event in events.values():
        meant = known.get(event.row.recommendation)
        if meant is None:
            unknown.append(event)
        elif meant.year >= event.year:
            misplaced.append(event)
        else:
            to[meant.id].append(event)
    lost: defaultdict[str, list[Answered]] = defaultdict(list)
    for event in unknown:
        lost[event.row.recommendation].append(event)
    rows = [Registered(one, _in_order(to[one.id])) for one in known.values()]
    for id_, events_of in lost.items():
        # Without an id it can be none but itself.
        groups = [events_of] if id_ else [[event] for event in events_of]
        for group in groups:
            asked_then = Recommended(id_, 0, group[0].row.case)
            rows.append(Registered(asked_then, _in_order(group)))
    return Register(tuple(rows), tuple(misplaced), tuple(unknown))


def pressing(rows: Iterable[Registered], today: dt.date) -> tuple[Registered, ...]:
    """The rows with the overdue first, then what waits, what was answered, drafts, the closed."""

    def order(row: Registered) -> tuple[int, dt.date, int, int]:
        place = 0 if row.is_overdue(today) else 1 + list(ReplyStatus).index(row.status)
        if row.is_closed:
            place = 4
        elif row.is_draft:
            place = 3
        number = row.asked.id[1:]
        return (
            place,
            row.asked.due or dt.date.max,
            row.asked.year,
            int(number) if number.isdecimal() else 0,
        )

    return tuple(sorted(rows, key=order))


def shares(rows: Sequence[Registered], today: dt.date) -> tuple[Share, ...]:
    """The share closed within a year and within three, of those old enough to count.

    Counted from the publication to the date of the row that closes it. What its own report
    closed was put to nobody, and of what was closed on a day that nobody knows nothing can be
    said; neither counts.
    """
    counted: list[Share] = []
    for years in SPANS:
        old_enough = [
            (row, _after(row.asked.published, years))
            for row in rows
            if row.asked.published is not None
            and not row.asked.is_closed
            and not (row.is_closed and row.closed_on is None)
            and _after(row.asked.published, years) <= today
        ]
        closed = sum(row.closed_on is not None and row.closed_on <= end for row, end in old_enough)
        counted.append(Share(years, closed, len(old_enough)))
    return tuple(counted)


def _after(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; of a leap day the last of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _closes(answered: Answered) -> bool:
    return answered.row.status is ReplyStatus.CLOSED


def _in_order(answers: Iterable[Answered]) -> tuple[Answered, ...]:
    return tuple(sorted(answers, key=lambda each: (each.row.date or dt.date.max, each.year)))
