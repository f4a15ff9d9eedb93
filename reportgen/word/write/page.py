"""What is kept together on a page: tables, their figures, and rows where a table is cut.

No program is asked how high things are: heights are estimated from the type of the template
that comes with the report. One with other type is laid out as well as the programs can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.layout.content import Column, Figure, Style, Table, TableCell
from reportgen.report.wording.text import parse
from reportgen.word.elements.numbering import NumberingPart

# All lengths are in twentieths of a point, for the type of the template: a line of a table, of
# a caption and of small print, what stands above and below them, and a character.
_CELL_LINE, _CELL_AIR, _HEAD_AIR = 232, 60, 100
_CAPTION_LINE, _CAPTION_AIR = 267, 280
_SMALL_LINE, _SMALL_AIR = 228, 280
_CHARACTER, _SMALL_CHARACTER = 91, 81
_SIDES = 170
"""Air at both sides of what stands in a cell."""
_UPRIGHT = 13700
"""Height of the text of an upright A4 page, where nobody says otherwise."""
_FULL = 0.95
"""Share of a page that is sure to have room for what is estimated to be as high."""
_TOGETHER = 0.6
"""Share of a page that a table and its figure fill at most and still stand as one.

More of it would leave most of a page empty before them; then each fills about half a page.
"""
_AT_EITHER_END = 3
"""Rows that stay together where a table begins and where it ends."""
_END, _FLOWING_END = 0.5, 0.2
"""Share of a page that they fill at most; less where a table flows."""


@dataclass(frozen=True, slots=True)
class PageSetup:
    """What the template decides and the writer has to know."""

    text_width: int
    """Width of the text column in twentieths of a point."""
    abstract_numbers: Mapping[str, str]
    """Style id to the abstract list its numbering comes from."""
    point_indent: int
    """Left indent of the text of points, in twentieths of a point."""
    text_height: int = _UPRIGHT
    """Height of the text on a page, in twentieths of a point."""

    @classmethod
    def of(
        cls, numbering: NumberingPart, text_width: int, text_height: int = _UPRIGHT
    ) -> PageSetup:
        """What the lists of a template decide, for a text column of these measures."""
        listed = (Style.POINT, Style.BULLET, Style.NUMBER)
        indent = numbering.left_indent(Style.POINT_TEXT)
        return cls(text_width, numbering.abstract_numbers(listed), indent, text_height)

    def widths(self, columns: Sequence[Column]) -> list[int]:
        """Widths of columns that add up to the text column exactly."""
        total = sum(column.share for column in columns)
        widths = [int(self.text_width * column.share / total) for column in columns]
        widths[0] += self.text_width - sum(widths)
        return widths

    def rows_kept(self, table: Table) -> list[bool]:
        """Tell of each row whether it stays on the page of the next.

        A table that fits on a page is not cut; one that does not keeps three rows together at
        either end, so that no total stands alone. One that flows is cut also where it would fit.
        """
        count = len(table.rows)
        if not table.flows and self._table_height(table) <= self.text_height * _FULL:
            return [True] * (count - 1) + [bool(table.source)] * bool(count)
        widths = self.widths(table.columns)
        heights = [_row_height(row, widths) for row in table.rows]
        most = self.text_height * (_FLOWING_END if table.flows else _END)
        first, last = _rows_at_an_end(heights, most), _rows_at_an_end(heights[::-1], most)
        kept = [row + 1 < first or count - last <= row for row in range(count - 1)]
        return [*kept, bool(table.source)][:count]

    def is_with_figure(self, table: Table, figure: Figure, height: int) -> bool:
        """Tell whether `figure`, drawn `height` high, stands on the page of the table above it."""
        both = self._table_height(table) + height + self._words_height(figure.caption, "")
        small = self._words_height("", figure.source)
        return both + small <= self.text_height * _TOGETHER

    def _table_height(self, table: Table) -> int:
        widths = self.widths(table.columns)
        head = [TableCell(column.header) for column in table.columns]
        rows = sum(_row_height(row, widths) for row in table.rows)
        return (
            rows
            + _row_height(head, widths, _HEAD_AIR)
            + self._words_height(table.caption, table.source)
        )

    def _words_height(self, caption: str, source: str) -> int:
        """Height of a caption, and of the small print below; nothing for what is not there."""
        height = 0
        if caption:
            lines = _lines(caption, self.text_width // _CHARACTER)
            height += lines * _CAPTION_LINE + _CAPTION_AIR
        if source:
            height += _lines(source, self.text_width // _SMALL_CHARACTER) * _SMALL_LINE + _SMALL_AIR
        return height


def _rows_at_an_end(heights: Sequence[int], most: float) -> int:
    """How many of the rows next to an end stay together: fewer where they are higher than `most`.

    >>> _rows_at_an_end([292, 292, 292, 292], 2000), _rows_at_an_end([292, 1500, 292], 1000)
    (3, 1)
    """
    count = min(len(heights), _AT_EITHER_END)
    while count > 1 and sum(heights[:count]) > most:
        count -= 1
    return count


def _row_height(row: Sequence[TableCell], widths: Sequence[int], air: int = _CELL_AIR) -> int:
    lines = (
        _lines(cell.text, max(1, (width - _SIDES) // _CHARACTER))
        for cell, width in zip(row, widths, strict=True)
    )
    return max(lines, default=1) * _CELL_LINE + air


def _lines(markup: str, characters: int) -> int:
    """Lines that a text takes where so many characters have room in one."""
    if len(markup) <= characters and "\n" not in markup:
        return 1
    lengths = (sum(len(run.text) for run in line.runs) for line in parse(markup))
    return sum(max(1, -(-length // characters)) for length in lengths) or 1
