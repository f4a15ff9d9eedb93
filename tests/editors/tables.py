"""What people do to tables in a Word file, as Word writes it down, with tracking on or off."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from reportgen.opc.namespaces import qn
from tests.editors.word import WordCopy, text

_TBL, _TR, _TC, _P = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
_TR_PR, _R = qn("w:trPr"), qn("w:r")
_MARKS = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))

Row = etree._Element


class TableCopy(WordCopy):
    """A copy in which somebody works in the tables. Rows are found by what stands in them."""

    def row(self, *said: str) -> Row:
        """The first row with cells that say all of `said`."""
        for row in self._root.iter(_TR):
            if set(said) <= set(cells_of(row)) and row.find(f"{_TR_PR}/{qn('w:del')}") is None:
                return row
        raise LookupError(said)

    def delete_row(self, row: Row) -> None:
        """Delete a row."""
        if not self.tracking:
            _drop(self._root, row)
            return
        for paragraph in row.iter(_P):
            self.delete(paragraph, 0, len(text(paragraph)))
        self._mark(row, "w:del")

    def add_row(self, after: Row, cells: Sequence[str]) -> Row:
        """Insert a row under another, and type in it."""
        new = deepcopy(after)
        _drop(new, *_MARKS)
        tracking, self.tracking = self.tracking, False
        for cell in new.iterchildren(_TC):
            first, *others = cell.findall(_P)
            for other in others:
                cell.remove(other)
            self.delete(first, 0, len(text(first)))
        self.tracking = tracking
        after.addnext(new)
        for cell, said in zip(new.iterchildren(_TC), cells, strict=False):
            paragraph = cell.find(_P)
            assert paragraph is not None
            self.insert(paragraph, 0, said)
        if self.tracking:
            self._mark(new, "w:ins")
        return new

    def type_over(self, row: Row, column: int, said: str) -> None:
        """Type something else into a cell of one paragraph."""
        paragraph = row.findall(_TC)[column].find(_P)
        assert paragraph is not None
        self.replace(paragraph, 0, len(text(paragraph)), said)

    def move_row(self, row: Row, after: Row) -> None:
        """Drag a row under another; with tracking, Word writes a row deleted and one inserted."""
        if self.tracking:
            self.add_row(after, cells_of(row))
            self.delete_row(row)
        else:
            after.addnext(row)

    def sort(self, table: Row) -> None:
        """Sort the rows under the first, the last first."""
        for row in reversed(table.findall(_TR)[1:]):
            table.append(row)

    def add_column(self, table: Row, header: str, said: str, at: int = -1) -> None:
        """Insert a column, and type in it."""
        for number, row in enumerate(table.iterchildren(_TR)):
            pattern = row.findall(_TC)[at]
            new = deepcopy(pattern)
            _drop(new, *_MARKS, _R)
            pattern.addnext(new)
            paragraph = new.find(_P)
            assert paragraph is not None
            self.insert(paragraph, 0, said if number else header)

    def delete_column(self, table: Row, at: int) -> None:
        """Delete a column."""
        for row in table.iterchildren(_TR):
            row.remove(row.findall(_TC)[at])

    def table_of(self, row: Row) -> Row:
        """The table that a row stands in."""
        return next(row.iterancestors(_TBL))

    def _mark(self, row: Row, tag: str) -> None:
        properties = row.find(_TR_PR)
        if properties is None:
            properties = etree.Element(_TR_PR)
            row.insert(0, properties)
        properties.append(self._change(qn(tag)))


def cells_of(row: Row) -> list[str]:
    """What each cell of a row says."""
    return ["\n".join(text(p) for p in cell.iter(_P)) for cell in row.iterchildren(_TC)]


def _drop(root: Row, *tags: str | Row) -> None:
    """Take elements out of a tree, by their names or themselves."""
    for element in [each for tag in tags for each in _found(root, tag)]:
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)


def _found(root: Row, tag: str | Row) -> list[Row]:
    return list(root.iter(tag)) if isinstance(tag, str) else [tag]
