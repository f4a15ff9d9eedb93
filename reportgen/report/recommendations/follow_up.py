"""What the steering group has answered of the recommendations that were put to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.report.inputs import FollowUp, ReplyStatus
from reportgen.report.wording.text import lines


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation as an earlier report put it."""

    id: str
    year: int
    """The year of that report."""
    heading: str
    text: str = ""
    addressee: str = ""
    asked: str = ""
    due: dt.date | None = None
    """What it asked, of whom and by when."""
    published: dt.date | None = None
    """When its report was published; None where it is not."""
    is_closed: bool = False
    """Whether its own report closed it."""

    @property
    def lead(self) -> str:
        """The first paragraph of its wording: what was recommended."""
        return next(iter(lines(self.text)), "")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A recommendation that the steering group has not answered."""

    recommendation: str
    """Its id."""
    heading: str
    year: int | None = None
    """The year of the report it stood in, where that is known."""
    follow_up: FollowUp | None = None
    """Its row of ``Opfølgning``; none where it has not been entered."""


def unanswered(
    follow_ups: Iterable[FollowUp],
    known: Mapping[str, Recommended],
    submitted: Iterable[Recommended],
) -> tuple[Unanswered, ...]:
    """What is waited for: what its newest row does not answer, then what has no row at all.

    What is closed is waited for no longer, with or without an answer. `known` are
    the recommendations of earlier reports by id, `submitted` those that published ones put to
    the steering group.
    """
    rows = tuple(follow_ups)
    entered = {row.recommendation for row in rows}
    return (
        *(_waiting(row, known.get(row.recommendation)) for row in newest(rows) if _waits(row)),
        *(Unanswered(r.id, r.heading, r.year) for r in submitted if r.id not in entered),
    )


def newest(rows: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Of each recommendation the row of a workbook that says how it stands, in their order.

    That is one that closes it, else the last by its date of those that say anything; what has no
    date is still to come. A row that names no recommendation speaks for itself.
    """
    found: dict[str, FollowUp] = {}
    for row in rows:
        about = row.recommendation or row.id
        found[about] = max(row, found.get(about, row), key=_order)
    return tuple(found.values())


def _order(row: FollowUp) -> tuple[bool, bool, dt.date]:
    return row.status is ReplyStatus.CLOSED, says_anything(row), row.date or dt.date.max


def says_anything(row: FollowUp) -> bool:
    """Whether anybody has touched a row since it was made as its year began."""
    return row.status is not ReplyStatus.WAITING or bool(row.date or row.answer.strip())


def is_before_its_report(row: FollowUp, asked: Recommended) -> bool:
    """Whether a row is dated before the year of the report that asked."""
    return row.date is not None and row.date.year < asked.year


def _waits(row: FollowUp) -> bool:
    if row.status is ReplyStatus.CLOSED:
        return False
    return row.status is ReplyStatus.WAITING or not row.answer.strip()


def _waiting(row: FollowUp, meant: Recommended | None) -> Unanswered:
    if meant is None:
        return Unanswered(row.recommendation, row.case, follow_up=row)
    return Unanswered(row.recommendation, meant.heading, meant.year, row)
