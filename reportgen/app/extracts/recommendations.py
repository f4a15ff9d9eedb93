"""Every recommendation of every year: what was asked, what was answered, and what is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.app.standing.recommended import Reports, answered_too_early
from reportgen.app.year import read_folded
from reportgen.problems import Location, Problem
from reportgen.report.dates import danish_date
from reportgen.report.inputs import ReplyStatus
from reportgen.report.recommendations.follow_up import is_before_its_report
from reportgen.report.recommendations.register import (
    Answered,
    Register,
    Registered,
    Share,
    pressing,
    shares,
)
from reportgen.report.recommendations.request import addressee_words, asked_words
from reportgen.sources.workbook.create import listing
from reportgen.workspace.made import write_made
from reportgen.workspace.names import plain
from reportgen.workspace.places import Workspace, Year


@dataclass(frozen=True, slots=True)
class Recommendations:
    """The network's recommendations as they stand on a day."""

    today: dt.date
    rows: tuple[Registered, ...]
    """Each once: the overdue first."""
    shares: tuple[Share, ...]
    years: tuple[int, ...]
    """The years that were looked in."""
    problems: tuple[Problem, ...]

    @property
    def overdue(self) -> int:
        """How many have passed their deadline."""
        return sum(row.is_overdue(self.today) for row in self.rows)

    @property
    def open(self) -> int:
        """How many were put to somebody and are not closed."""
        return sum(not row.is_closed and not row.is_draft for row in self.rows)


def recommendations(workspace: Workspace, network: str, today: dt.date) -> Recommendations:
    """List them all as they stand on the day `today`; writes nothing.

    What keeps a year from being read is told, and the others are listed.
    """
    years = workspace.years(network)
    reports = Reports(
        Year(workspace, network, max(years, default=today.year)), read_folded, fresh=True
    )
    every = reports.all_years
    found = reports.register(every)
    return Recommendations(
        today,
        pressing(found.rows, today),
        shares(found.rows, today),
        tuple(every),
        (*reports.problems, *_problems(workspace, network, found)),
    )


def _problems(workspace: Workspace, network: str, found: Register) -> Iterator[Problem]:
    """What is wrong with answers, each at its cell."""

    def at(each: Answered, column: str) -> Location:
        path = workspace.relative(Year(workspace, network, each.year).workbook)
        return Location(path, "Opfølgning", each.row.cells.get(column, ""))

    first = min((row.asked.year for row in found.rows if row.asked.year), default=0)
    for each in found.unknown:
        # Before the first report nothing is known of what was asked.
        if first and each.year > first and each.row.recommendation:
            values = {"recommendation": each.row.recommendation}
            yield Problem("follow-up-unknown", at(each, "Anbefaling"), values)
    for each in found.misplaced:
        values = {"recommendation": each.row.recommendation, "year": str(each.year)}
        yield Problem("follow-up-of-own-year", at(each, "Anbefaling"), values)
    for row in found.rows:
        for each in row.answers:
            if is_before_its_report(each.row, row.asked):
                yield answered_too_early(each.row, row.asked, at(each, "Dato"))
        if row.is_closed and row.closed_on is None and row.answers:
            closing = next(each for each in row.answers if each.row.status is ReplyStatus.CLOSED)
            values = {"recommendation": row.asked.id}
            yield Problem("follow-up-closed-undated", at(closing, "Dato"), values)


# As JSON, and as a workbook


def as_json(found: Recommendations) -> list[dict[str, Any]]:
    """Each recommendation with its answers; what is not known is null."""
    return [_row_as_json(row, found.today) for row in found.rows]


def _row_as_json(row: Registered, today: dt.date) -> dict[str, Any]:
    asked = row.asked
    return {
        "id": asked.id,
        "year": asked.year or None,
        "heading": asked.heading,
        "addressee": addressee_words(asked.addressee) or None,
        "asked": asked_words(asked.asked) or None,
        "due": _iso(asked.due),
        "published": _iso(asked.published),
        "status": status_of(row),
        "overdue": row.is_overdue(today),
        "age": row.age(today),
        "closed": _iso(row.closed_on),
        "answers": [
            {
                "id": each.row.id or None,
                "year": each.year,
                "date": _iso(each.row.date),
                "sender": each.row.sender or None,
                "answer": each.row.answer or None,
                "status": each.row.status.value,
            }
            for each in row.answers
        ],
    }


def shares_as_json(found: Recommendations) -> list[dict[str, Any]]:
    """``{years, closed, of}`` for each span."""
    return [
        {"years": share.years, "closed": share.closed, "of": share.of} for share in found.shares
    ]


def status_of(row: Registered) -> str:
    """The status in a word, as the workbooks say it; of what is not yet published, ``udkast``."""
    return "udkast" if row.is_draft and not row.is_closed else row.status.value


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


_HEADERS = (
    *("Id", "Årsrapport", "Anbefaling", "Til", "Bedes beslutte", "Frist", "Offentliggjort"),
    *("Status", "Overskredet", "Alder i dage", "Afsluttet", "Svar"),
)
_WIDTHS = (7, 12, 40, 20, 50, 13, 15, 12, 12, 13, 13, 70)


def write_recommendations(workspace: Workspace, network: str, found: Recommendations) -> Path:
    """Write the list as a workbook among the newest year's outputs, never over another."""
    rows = [
        (
            row.asked.id,
            str(row.asked.year or ""),
            row.asked.heading,
            addressee_words(row.asked.addressee),
            asked_words(row.asked.asked),
            row.asked.due,
            row.asked.published,
            status_of(row),
            "ja" if row.is_overdue(found.today) else "",
            "" if row.age(found.today) is None else str(row.age(found.today)),
            row.closed_on,
            "\n".join(map(_told, row.said)),
        )
        for row in found.rows
    ]
    strong = [n for n, row in enumerate(found.rows) if row.is_overdue(found.today)]
    year = Year(workspace, network, max(found.years))
    path = year.outputs / f"{found.today:%Y%m%d}_Anbefalinger_{plain(network)}.xlsx"
    return write_made(path, listing("Anbefalinger", _HEADERS, _WIDTHS, rows, strong=strong))


def _told(each: Answered) -> str:
    """An answer in a line: when, who, what, and how it stands then."""
    row = each.row
    when = danish_date(row.date) if row.date else str(each.year)
    opening = ", ".join(part for part in (when, row.sender) if part)
    said = " ".join(row.answer.split())
    return f"{opening} ({row.status.value}){f': {said}' if said else ''}"
