"""Section 4.1: the year wheel as a figure, under the table of the same meetings.

A wheel has each month once. Meetings that begin in one year and end in the next share a
wheel, with the year at every date; only where two years meet in the same month does each
year have a wheel of its own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportgen.figures.chart import Month, Wheel
from reportgen.figures.wording import listed, period, sentences
from reportgen.layout.content import Block, Figure
from reportgen.report.dates import MONTHS, danish_date
from reportgen.report.inputs import WheelEntry
from reportgen.report.wording.text import plain

# As Retskrivningsordbogen shortens them; a month of five letters or fewer has room as it is.
_SHORT = (
    *("jan.", "feb.", "marts", "april", "maj", "juni"),
    *("juli", "aug.", "sep.", "okt.", "nov.", "dec."),
)
_MOST_NAMED = 6
"""Months with meetings that the caption names; of more it gives the number of meetings."""

_NOTE = "Mørke felter er måneder med møde"


def wheel_figures(wheel: Sequence[WheelEntry]) -> tuple[Block, ...]:
    """Draw the planned meetings round the year; without meetings there is nothing to draw."""
    planned = sorted(wheel, key=lambda entry: entry.date)
    return tuple(_figure(entries) for entries in _wheels(planned))


def _wheels(planned: Sequence[WheelEntry]) -> Iterable[Sequence[WheelEntry]]:
    """Share the meetings out, so that no wheel has a month of two years."""
    years_of: defaultdict[int, set[int]] = defaultdict(set)
    for entry in planned:
        years_of[entry.date.month].add(entry.date.year)
    if all(len(years) == 1 for years in years_of.values()):
        return [planned] if planned else []
    years = dict.fromkeys(entry.date.year for entry in planned)
    return [[entry for entry in planned if entry.date.year == year] for year in years]


def _figure(entries: Sequence[WheelEntry]) -> Figure:
    """One wheel with its caption and its alternative text."""
    years = sorted({entry.date.year for entry in entries})
    title = f"Årshjul {period(years)}"
    count = "ét møde" if len(entries) == 1 else f"{len(entries)} møder"
    names = list(dict.fromkeys(MONTHS[entry.date.month - 1] for entry in entries))
    where = f" i {listed(names)}" if len(names) <= _MOST_NAMED else ""
    meetings = listed(map(_meeting_text, entries))
    return Figure(
        caption=f"{title}: {count}{where}",
        chart=Wheel(
            title=period(years),
            months=tuple(_months(entries, with_year=len(years) > 1)),
            alt=sentences(f"Ringdiagram: {title} med årets tolv måneder og {count}: {meetings}"),
        ),
        source=sentences(_NOTE),
    )


def _months(entries: Sequence[WheelEntry], *, with_year: bool) -> Iterable[Month]:
    for number, name in enumerate(_SHORT, start=1):
        there = [entry for entry in entries if entry.date.month == number]
        if there:
            topics = dict.fromkeys(filter(None, map(_topic, there)))
            yield Month(name, _dates([e.date for e in there], with_year), "; ".join(topics))
        else:
            yield Month(name)


def _dates(dates: Sequence[dt.date], with_year: bool) -> str:
    """Say which days of one month: "3. og 24. marts"."""
    *before, last = dict.fromkeys(dates)
    whole = danish_date(last) if with_year else _day_and_month(last)
    return listed([*(f"{date.day}." for date in before), whole])


def _meeting_text(entry: WheelEntry) -> str:
    topic = _topic(entry)
    return f"{danish_date(entry.date)} ({topic})" if topic else danish_date(entry.date)


def _topic(entry: WheelEntry) -> str:
    return ", ".join(" ".join(line.split()) for line in plain(entry.topic).split("\n"))


def _day_and_month(date: dt.date) -> str:
    return f"{date.day}. {MONTHS[date.month - 1]}"
