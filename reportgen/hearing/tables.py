"""Tables against tables: which cells say something else.

Formatting in tables is not compared: an editor that knows no table styles writes their
bold header into every cell when it saves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.hearing.chains import heaviest_chain
from reportgen.hearing.model import Para


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell: what it says, and the paragraphs that say it."""

    text: str
    paragraphs: tuple[int, ...]
    anchor: str = ""
    """The cell of the workbook it shows, as ``Nøgletal!E7``; empty for none."""


Row = tuple[CellText, ...]
Table = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """Cells that say something else: one for one, or a row (or a table) come or gone."""

    before: tuple[CellText, ...]
    after: tuple[CellText, ...]
    near: int | None = None
    """Base paragraph just before what is new."""


def tables(paragraphs: Sequence[Para]) -> tuple[Table, ...]:
    """Gather the paragraphs that stand in tables."""
    made: dict[int, dict[int, dict[int, list[int]]]] = {}
    for i, para in enumerate(paragraphs):
        if para.cell is not None:
            table, row, column = para.cell
            made.setdefault(table, {}).setdefault(row, {}).setdefault(column, []).append(i)
    return tuple(
        tuple(
            tuple(_cell(paragraphs, row[column]) for column in sorted(row))
            for _, row in sorted(table.items())
        )
        for _, table in sorted(made.items())
    )


def _cell(paragraphs: Sequence[Para], at: Sequence[int]) -> CellText:
    anchors = (a for i in at for a in paragraphs[i].anchors if "!" in a)
    said = (" ".join(paragraphs[i].plain.split()) for i in at)
    return CellText("\n".join(line for line in said if line), tuple(at), next(anchors, ""))


def table_changes(base: Sequence[Table], other: Sequence[Table]) -> Iterator[TableChange]:
    """Every difference between the tables of two documents, in the order of the base."""
    weights = {
        (i, j): weight
        for i, mine in enumerate(base)
        for j, theirs in enumerate(other)
        if (weight := _table_weight(mine, theirs, i == j))
    }
    pairs = dict(heaviest_chain(weights))
    taken = set(pairs.values())
    for i, j in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    for i, table in enumerate(base):
        if i in pairs:
            yield from _rows(table, other[pairs[i]])
        elif said := _said(table):
            yield TableChange(said, ())
    for j, table in enumerate(other):
        if j not in taken and (said := _said(table)):
            yield TableChange((), said)


def _said(table: Table) -> tuple[CellText, ...]:
    return tuple(cell for row in table for cell in row if cell.text)


def _table_weight(one: Table, other: Table, same_place: bool) -> float:
    """How much two tables have in common; a table has its place to be known by too."""
    if one == other:
        return 1.5 + same_place
    shared = _marks(one) & _marks(other)
    most = max(len(_marks(one)), len(_marks(other)), 1)
    share = len(shared) / most
    return share + 0.1 * same_place if share > 0.2 or (same_place and share) else 0.0


def _marks(table: Table) -> set[str]:
    return {mark for row in table for cell in row for mark in (cell.text, cell.anchor) if mark}


def _rows(base: Table, other: Table) -> Iterator[TableChange]:
    start = 0
    while start < min(len(base), len(other)) and _texts(base[start]) == _texts(other[start]):
        start += 1
    end, until = len(base), len(other)
    while end > start and until > start and _texts(base[end - 1]) == _texts(other[until - 1]):
        end, until = end - 1, until - 1
    weights = {
        (i, j): weight
        for i in range(start, end)
        for j in range(start, until)
        if (weight := _row_weight(base[i], other[j]))
    }
    edges = [(start - 1, start - 1), *heaviest_chain(weights), (end, until)]
    for (i, j), (i_next, j_next) in pairwise(edges):
        if i >= start:
            yield from _cells(base[i], other[j])
        here, there = range(i + 1, i_next), range(j + 1, j_next)
        if len(here) == len(there):
            for one, two in zip(here, there, strict=True):
                yield from _cells(base[one], other[two])
            continue
        for one in here:
            if said := tuple(cell for cell in base[one] if cell.text):
                yield TableChange(said, ())
        above = base[i][-1].paragraphs[-1] if 0 <= i < len(base) and base[i] else None
        for two in there:
            if said := tuple(cell for cell in other[two] if cell.text):
                yield TableChange((), said, above)


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)


def _row_weight(one: Row, other: Row) -> float:
    anchors = {cell.anchor for cell in one} & {cell.anchor for cell in other} - {""}
    alike = sum(a.text == b.text and a.text != "" for a, b in zip(one, other, strict=False))
    return 2.0 * len(anchors) + alike


def _cells(base: Row, other: Row) -> Iterator[TableChange]:
    pairs: Mapping[int, int]
    if len(base) == len(other):
        pairs = {i: i for i in range(len(base))}
    else:
        weights = {
            (i, j): 1.0 + bool(one.anchor and one.anchor == two.anchor)
            for i, one in enumerate(base)
            for j, two in enumerate(other)
            if one.text == two.text or (one.anchor and one.anchor == two.anchor)
        }
        pairs = dict(heaviest_chain(weights))
    for i, cell in enumerate(base):
        if i not in pairs:
            if cell.text:
                yield TableChange((cell,), ())
        elif cell.text != other[pairs[i]].text:
            yield TableChange((cell,), (other[pairs[i]],))
    for j, cell in enumerate(other):
        if j not in pairs.values() and cell.text:
            yield TableChange((), (cell,))
