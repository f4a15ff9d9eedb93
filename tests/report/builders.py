"""Short ways to a base and its changes."""

from __future__ import annotations

from typing import Any

from reportgen.problems import Location
from reportgen.report.entries import DecidedEntry
from reportgen.report.folding.fold import fold
from reportgen.report.inputs import PointRow
from reportgen.report.model import Base, Block, Change, Folded, ProseLine
from tests.strategies import SECTIONS

TEXT = "Kommunerne mangler tilbud til unge med autisme."
SHEETS = {"U": "Udfordringer", "A": "Anbefalinger", "F": "Fokusområder"}


def point(block: str, text: str = TEXT, **values: Any) -> PointRow:
    """A row of the workbook."""
    row = int(block[1:]) + 1
    cells = {"Id": f"A{row}", "Tekst": f"C{row}", "Udfordring": f"F{row}"}
    heading = values.pop("heading", f"Overskrift {block}")
    return PointRow(block, heading, text, sheet=SHEETS[block[0]], cells=cells, **values)


def base(*blocks: str | PointRow, prose: tuple[tuple[str, str], ...] = (), **values: Any) -> Base:
    """Points by their ids, and paragraphs of prose by their sections."""
    counts: dict[str, int] = {}
    lines: list[ProseLine] = []
    for section, text in prose:
        counts[section] = counts.get(section, 0) + 1
        lines.append(ProseLine(section, counts[section], text, line=len(lines) + 1))
    points = tuple(b if isinstance(b, PointRow) else point(b) for b in blocks)
    return Base(SECTIONS, points, tuple(lines), **values)


def meeting(date: str, *entries: dict[str, Any]) -> list[Change]:
    """Entries of one meeting's item 3, keyed as in its file."""
    return [
        Change(
            ref=f"{date}/3/{number}",
            entry=DecidedEntry.model_validate(entry),
            group=f"{date}.yaml",
            source=f"Netværksmøde {date}, punkt 3",
            location=Location(f"{date}.yaml", line=10 + number, item="3"),
        )
        for number, entry in enumerate(entries, 1)
    ]


def folded(start: Base, *entries: dict[str, Any]) -> Folded:
    """The report after one meeting."""
    return fold(start, meeting("2022-11-11", *entries))


def codes(report: Folded) -> list[str]:
    """Codes of the problems, in order."""
    return [problem.code for problem in report.problems]


def order(report: Folded, section: str) -> list[str]:
    """Ids of a section's points, in order."""
    return [block.id for block in report.points(section)]


def block(report: Folded, name: str) -> Block:
    """The block of that id, which must be in the report or removed from it."""
    found = report.find(name)
    assert found is not None
    return found
