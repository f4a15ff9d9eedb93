"""What the page of the recommendations says, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reportgen.app.extracts.recommendations import status_of
from reportgen.language.translation import N_, ntr, tr
from reportgen.report.dates import danish_date
from reportgen.report.recommendations.register import Answered, Registered
from reportgen.report.recommendations.request import asked_words

__all__ = ["asked_words"]

_STATUSES = {
    "afventer": N_("not answered"),
    "besvaret": N_("answered"),
    "afsluttet": N_("closed"),
    "udkast": N_("draft, not put to anybody yet"),
}


def status(row: Registered) -> str:
    """How it stands."""
    return tr(_STATUSES[status_of(row)])


def age(row: Registered, today: dt.date) -> str:
    """How old it is, or how long it took; nothing where that is not known."""
    days = row.age(today)
    if days is None:
        return ""
    if row.is_closed:
        return ntr("after {count} day", "after {count} days", days)
    return ntr("{count} day old", "{count} days old", days)


def report(row: Registered) -> str:
    """The report that asked it, and when that was published."""
    asked = row.asked
    if not asked.year:
        return tr("no report has it")
    if asked.published is None:
        return tr("report of {year}").format(year=asked.year)
    text = tr("report of {year}, published {day}")
    return text.format(year=asked.year, day=danish_date(asked.published))


def opening(each: Answered) -> str:
    """When an answer came and from whom."""
    parts = _opening(each)
    return ", ".join(part for part in parts if part)


def _opening(each: Answered) -> Iterator[str]:
    yield danish_date(each.row.date) if each.row.date else str(each.year)
    yield each.row.sender
    yield tr(_STATUSES[each.row.status.value])
