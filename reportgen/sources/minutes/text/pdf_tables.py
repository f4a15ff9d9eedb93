"""A ruled table printed over several pages, put together again."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.report.outline import Doubt, OutlineRow, OutlineTable, SourcePlace
from reportgen.sources.minutes.labels import agenda_columns
from reportgen.sources.minutes.text.numbering import UNNUMBERED, split_item_number
from reportgen.sources.minutes.text.paragraphs import LineJoiner
from reportgen.sources.minutes.text.pdf_lines import PdfLine, list_indents, pdf_paragraphs
from reportgen.sources.minutes.text.sentences import continues_sentence, ends_sentence


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

    @property
    def is_numbered(self) -> bool:
        """Whether the first cell opens with an item's number."""
        return bool(self.cells[0]) and split_item_number(self.cells[0][0].words) is not None


@dataclass(slots=True)
class PdfTable:
    """The part of a table that stands on a page; all its rows have a cell for each column."""

    rows: list[PdfRow]
    edges: tuple[float, ...]
    """Left edges of its columns, in points."""

    @property
    def lines(self) -> list[PdfLine]:
        """All lines of all cells."""
        return [line for row in self.rows for cell in row.cells for line in cell]

    def continue_with(self, below: PdfTable) -> bool:
        """Add `below` if it is the same table going on: the same columns. False if it is not.

        A row that was cut by the page's end is one row again.
        """
        if len(self.edges) != len(below.edges) or any(
            abs(one - other) >= 6.0 for one, other in zip(self.edges, below.edges, strict=True)
        ):
            return False
        rows, above = list(below.rows), self.rows[-1]
        first = next((row for row in rows if row is not rows[0] or not _is_header(row)), None)
        if first is not None and above.page != rows[0].page and self._is_rest(above, first):
            if first.texts[0].strip():
                values = {"text": first.texts[0][:60]}
                place = SourcePlace(page=first.page)
                above.doubts.append(Doubt("minutes-row-joined", values, place))
            for cell, rest in zip(above.cells, first.cells, strict=True):
                cell.extend(rest)
            rows.remove(first)
        self.rows += rows
        return True

    def _is_rest(self, above: PdfRow, row: PdfRow) -> bool:
        """Whether `row`, the first of a page, is the rest of `above`, the last one before it."""
        if _is_header(above):
            return False
        title = row.texts[0].strip()
        if not title:
            return any(row.cells)
        if row.is_numbered or UNNUMBERED.fullmatch(title) or title.isdigit():
            return False
        if continues_sentence(title):
            return True
        if sum(other.is_numbered for other in self.rows) * 2 < len(self.rows):
            return False
        return any(
            not ends_sentence(upper[-1].words.text) and continues_sentence(lower[0].words.text)
            for upper, lower in zip(above.cells, row.cells, strict=True)
            if upper and lower
        )

    def outline(self, joiner: LineJoiner) -> OutlineTable:
        """Join the lines of every cell into paragraphs."""
        columns = list(zip(*(row.cells for row in self.rows), strict=True))
        indents = [list_indents(line for cell in column for line in cell) for column in columns]
        return OutlineTable(
            tuple(
                OutlineRow(
                    tuple(
                        pdf_paragraphs(cell, joiner, own)
                        for cell, own in zip(row.cells, indents, strict=True)
                    ),
                    SourcePlace(page=row.page),
                    tuple(row.doubts),
                )
                for row in self.rows
            )
        )


def _is_header(row: PdfRow) -> bool:
    return agenda_columns(row.texts) is not None
