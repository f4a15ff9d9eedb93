"""The turn of the year: what the next report begins with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.report import ids
from reportgen.report.inputs import (
    CASE_NUMBER,
    ECONOMY,
    KLE,
    FollowUp,
    KeyFigure,
    Member,
    PointRow,
    ReplyStatus,
    Status,
    WheelEntry,
    Workbook,
    YearFact,
)
from reportgen.report.meeting import Meeting, MeetingStatus
from reportgen.report.model import Block, Folded
from reportgen.report.recommendations.follow_up import newest
from reportgen.report.wording.text import ListKind, lines, parse

NO_TOPIC = "Netværksmøde"
"""What stands for the topic of a meeting that was agreed without one."""
_SHEETS = {ids.CHALLENGES: "Udfordringer", ids.FOCUS_AREAS: "Fokusområder"}


def next_workbook(
    folded: Folded, workbook: Workbook, meetings: Sequence[Meeting], year: int
) -> Workbook:
    """What the workbook of the year after `year` begins with.

    Challenges and focus areas go on under their ids unless they are closed; every
    recommendation that is not closed becomes a follow-up, beside those still unanswered;
    members who have not left, all key figures, and the meetings that are planned.
    """
    begins = dt.date(year + 1, 1, 1)
    source = f"Årsrapport {year}"
    return Workbook(
        members=tuple(_members(workbook.members, begins)),
        points=tuple(_points(folded, source)),
        figures=tuple(_figures(workbook.figures)),
        follow_ups=tuple(_follow_ups(folded, workbook.follow_ups)),
        wheel=next_wheel(workbook.wheel, meetings, year + 1),
        facts=year_facts(kle=workbook.fact(KLE)),
    )


def year_facts(case_number: str = "", kle: str = "") -> tuple[YearFact, ...]:
    """What a year says of itself; only its KLE number is another year's too."""
    return YearFact(CASE_NUMBER, case_number), YearFact(KLE, kle), YearFact(ECONOMY)


def _members(members: Iterable[Member], begins: dt.date) -> Iterable[Member]:
    for member in members:
        if member.until is None or member.until >= begins:
            yield replace(member, cells={})


def _points(folded: Folded, source: str) -> Iterable[PointRow]:
    for section, sheet in _SHEETS.items():
        for block in folded.points(section):
            if block.status is not Status.CLOSED and not block.waiting:
                yield PointRow(
                    id=block.id,
                    heading=block.heading,
                    text=block.text,
                    status=Status.CONTINUED,
                    source=source,
                    priority=block.priority,
                    sheet=sheet,
                )


def _figures(figures: Iterable[KeyFigure]) -> Iterable[KeyFigure]:
    return (replace(figure, cells={}) for figure in figures)


def _follow_ups(folded: Folded, before: Sequence[FollowUp]) -> Iterable[FollowUp]:
    """Those still waiting, then this year's recommendations, numbered on."""
    highest = 0
    for item in before:
        highest = max(highest, int(item.id[1:]) if item.id[1:].isdecimal() else 0)
    for item in newest(before):
        if item.status is ReplyStatus.WAITING:
            yield replace(item, cells={})
    for number, block in enumerate(_open_recommendations(folded), highest + 1):
        yield FollowUp(id=f"O{number}", recommendation=block.id, case=block.heading)


def _open_recommendations(folded: Folded) -> Iterable[Block]:
    for block in folded.points(ids.RECOMMENDATIONS):
        if block.status is not Status.CLOSED and not block.waiting:
            yield block


def next_wheel(
    wheel: Iterable[WheelEntry], meetings: Iterable[Meeting], year: int
) -> tuple[WheelEntry, ...]:
    """What `year` begins with: the old wheel's entries of it, and what meetings agreed."""
    planned = {entry.date: replace(entry, cells={}) for entry in wheel if entry.date.year == year}
    for meeting in meetings:
        for coming in meeting.next_meetings:
            if coming.moved_from is not None:
                planned.pop(coming.moved_from, None)
            if coming.date.year != year:
                continue
            if coming.status is MeetingStatus.CANCELLED:
                planned.pop(coming.date, None)
            elif coming.status is not MeetingStatus.PROPOSED and coming.date not in planned:
                topic = next((t.topic for t in meeting.wheel if t.date == coming.date), NO_TOPIC)
                planned[coming.date] = WheelEntry(coming.date, topic, place=coming.place or "")
    return tuple(planned[date] for date in sorted(planned))


def next_prose(folded: Folded, sections: Iterable[str], year: int) -> str:
    """The prose the year after `year` begins with, each section marked as last year's.

    The mark is in the heading, ``## 1.1 Formål (fra 2022)``; a section without prose has
    its heading alone.
    """
    written = [f"# Tekster til årsrapport {year + 1}\n"]
    for section in sections:
        paragraphs = [line for block in folded.prose(section) for line in lines(block.text)]
        title = folded.sections.get(section, "")
        mark = f" (fra {year})" if paragraphs else ""
        written.append("\n".join((f"## {section} {title}{mark}", *_apart(paragraphs), "")))
    return "\n".join(written)


def _apart(paragraphs: Sequence[str]) -> Iterable[str]:
    """The paragraphs with blank lines between, but the entries of a list together."""
    for i, line in enumerate(parse("\n".join(paragraphs))):
        if i and line.kind is ListKind.NONE:
            yield ""
        yield paragraphs[i]
