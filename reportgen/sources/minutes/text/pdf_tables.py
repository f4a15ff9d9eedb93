"""A ruled table printed over several pages, put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.report.outline import Doubt, OutlineRow, OutlineTable, SourcePlace
from reportgen.sources.minutes.labels import agenda_columns
from reportgen.sources.minutes.text.numbering import UNNUMBERED, split_item_number
from reportgen.sources.minutes.text.paragraphs import (
    LineJoiner,
    continues_sentence,
    ends_sentence,
    nested,
)
from reportgen.sources.minutes.text.pdf_lines import PdfLine, paragraphs, stops

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the page's upper left corner."""


@dataclass(slots=True)
class PdfRow:
    """A row, or the part of one that stands on a page."""

    cells: list[list[PdfLine]]
    page: int
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, ...]:
        """What each cell says."""
        return tuple(" ".join(line.words.text for line in cell) for cell in self.cells)


@dataclass(slots=True)
class PdfTable:
    """The part of a table that stands on a page."""

    rows: list[PdfRow]
    edges: tuple[float, ...]
    """Left edges of its columns."""


def goes_on(above: PdfTable, below: PdfTable) -> bool:
    """Whether `below` is the same table on the next page: the same columns."""
    return len(above.edges) == len(below.edges) and all(
        abs(one - other) < 6.0 for one, other in zip(above.edges, below.edges, strict=True)
    )


def join(above: PdfTable, below: PdfTable) -> None:
    """Add `below` to `above`; a row cut by the page's end is one row again."""
    rows = list(below.rows)
    heads = [row for row in rows[:1] if agenda_columns(row.texts) is not None]
    first = rows[len(heads)] if len(rows) > len(heads) else None
    above_row = above.rows[-1] if above.rows else None
    if first is not None and above_row is not None and _is_rest(above_row, first, above):
        if first.texts[0].strip():
            values = {"text": first.texts[0][:60]}
            above_row.doubts.append(
                Doubt("minutes-row-joined", values, SourcePlace(page=first.page))
            )
        for at, cell in enumerate(first.cells):
            above_row.cells[at].extend(cell)
        rows.remove(first)
    above.rows[len(above.rows) :] = rows


def _is_rest(above: PdfRow, row: PdfRow, table: PdfTable) -> bool:
    """Whether `row`, the first of a page, is the rest of `above`, the last of the page before."""
    if len(above.cells) != len(row.cells) or agenda_columns(above.texts) is not None:
        return False
    title = row.cells[0][0].words if row.cells[0] else None
    if title is None or not title.text.strip():
        return any(row.cells)
    if split_item_number(title) is not None or UNNUMBERED.fullmatch(row.texts[0].strip()):
        return False
    if row.texts[0].strip().isdigit():
        return False
    if continues_sentence(title.text):
        return True
    opened = [
        other
        for other in table.rows
        if other.cells[0] and split_item_number(other.cells[0][0].words)
    ]
    if len(opened) * 2 < len(table.rows):
        return False
    broken = [
        not ends_sentence(upper[-1].words.text) and continues_sentence(lower[0].words.text)
        for upper, lower in zip(above.cells, row.cells, strict=True)
        if upper and lower
    ]
    return any(broken)


def built(table: PdfTable, joiner: LineJoiner) -> OutlineTable:
    """Make the table of paragraphs."""
    count = max((len(row.cells) for row in table.rows), default=0)
    indents = [
        stops(line for row in table.rows if at < len(row.cells) for line in row.cells[at])
        for at in range(count)
    ]
    return OutlineTable(
        tuple(
            OutlineRow(
                tuple(
                    nested(paragraphs(cell, joiner, indents[at]))
                    for at, cell in enumerate(row.cells)
                ),
                SourcePlace(page=row.page),
                tuple(row.doubts),
            )
            for row in table.rows
        )
    )


def text_lines(rows: Sequence[PdfRow]) -> list[PdfLine]:
    """All lines of `rows`."""
    return [line for row in rows for cell in row.cells for line in cell]
