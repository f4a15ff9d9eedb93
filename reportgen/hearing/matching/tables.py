"""Tables against tables: which cells say something else, or look otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.hearing.matching.chains import heaviest_chain, heaviest_pairs
from reportgen.hearing.model import Para
from reportgen.report.text import Line


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell: what it says, and the paragraphs that say it."""

    text: str
    paragraphs: tuple[int, ...]
    anchor: str = ""
    """The cell of the workbook it shows, as ``Nøgletal!E7``; empty for none."""
    lines: tuple[Line, ...] = field(default=(), compare=False)
    """What it says with its marks, a line for each of `paragraphs`."""
    tracked: bool = field(default=False, compare=False)
    """Whether anything in it is a tracked change."""


Row = tuple[CellText, ...]
Table = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """Cells that say something else: one for one, or a row (or a table) come or gone."""

    before: tuple[CellText, ...]
    after: tuple[CellText, ...]
    near: int | None = None
    """Base paragraph just before what is new."""

    @property
    def is_none(self) -> bool:
        """Whether the cell says the same as before, and looks as it did."""
        return self.is_formatting and (
            not self.before[0].text or self.before[0].lines == self.after[0].lines
        )

    @property
    def is_formatting(self) -> bool:
        """Whether one cell says the same as before, however it looks."""
        return (
            len(self.before) == len(self.after) == 1 and self.before[0].text == self.after[0].text
        )


def tables(paragraphs: Sequence[Para]) -> tuple[Table, ...]:
    """Gather the paragraphs that stand in tables."""
    gathered: dict[int, dict[int, dict[int, list[int]]]] = {}
    for i, para in enumerate(paragraphs):
        if para.cell is not None:
            table, row, column = para.cell
            gathered.setdefault(table, {}).setdefault(row, {}).setdefault(column, []).append(i)
    return tuple(
        tuple(
            tuple(_cell(paragraphs, row[column]) for column in sorted(row))
            for _, row in sorted(table.items())
        )
        for _, table in sorted(gathered.items())
    )


def _cell(paragraphs: Sequence[Para], at: Sequence[int]) -> CellText:
    cells = (anchor.cell for i in at for anchor in paragraphs[i].anchors if anchor.cell)
    texts = (" ".join(paragraphs[i].plain.split()) for i in at)
    return CellText(
        "\n".join(line for line in texts if line),
        tuple(at),
        str(next(cells, "")),
        tuple(paragraphs[i].line for i in at),
        any(paragraphs[i].tracked for i in at),
    )


def table_changes(base: Sequence[Table], other: Sequence[Table]) -> Iterator[TableChange]:
    """Every difference between the tables of two documents, in the order of the base."""
    for table, changes in _compared(base, other):
        differing = [change for change in changes if not change.is_none]
        yield from differing if table is None else _on_purpose(table, differing)


def cell_pairs(
    base: Sequence[Table], other: Sequence[Table]
) -> Iterator[tuple[CellText, CellText]]:
    """Cells of two documents that correspond, whatever they say."""
    for _, changes in _compared(base, other):
        for change in changes:
            if len(change.before) == len(change.after) == 1:
                yield change.before[0], change.after[0]


def _compared(
    base: Sequence[Table], other: Sequence[Table]
) -> Iterator[tuple[Table | None, list[TableChange]]]:
    """What became of each table of the base, cell by cell, and what is new; none for those."""
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
            yield table, list(_rows(table, other[pairs[i]]))
        elif filled := _filled_cells(table):
            yield table, [TableChange(filled, ())]
    for j, table in enumerate(other):
        if j not in taken and (filled := _filled_cells(table)):
            yield None, [TableChange((), filled)]


def _filled_cells(table: Table) -> tuple[CellText, ...]:
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
        yield from _one_for_one(base[start], other[start])
        start += 1
    end, until = len(base), len(other)
    while end > start and until > start and _texts(base[end - 1]) == _texts(other[until - 1]):
        end, until = end - 1, until - 1
        yield from _one_for_one(base[end], other[until])
    pairs = heaviest_pairs(
        range(start, end), range(start, until), lambda i, j: _row_weight(base[i], other[j])
    )
    edges = [(start - 1, start - 1), *pairs, (end, until)]
    for (i, j), (i_next, j_next) in pairwise(edges):
        if i >= start:
            yield from _cells(base[i], other[j])
        here, there = range(i + 1, i_next), range(j + 1, j_next)
        if len(here) == len(there):
            for one, two in zip(here, there, strict=True):
                yield from _cells(base[one], other[two])
            continue
        for one in here:
            if filled := tuple(cell for cell in base[one] if cell.text):
                yield TableChange(filled, ())
        above = base[i][-1].paragraphs[-1] if 0 <= i < len(base) and base[i] else None
        for two in there:
            if filled := tuple(cell for cell in other[two] if cell.text):
                yield TableChange((), filled, above)


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)


def _row_weight(one: Row, other: Row) -> float:
    anchors = {cell.anchor for cell in one} & {cell.anchor for cell in other} - {""}
    alike = sum(a.text == b.text and a.text != "" for a, b in zip(one, other, strict=False))
    return 2.0 * len(anchors) + alike


def _cells(base: Row, other: Row) -> Iterator[TableChange]:
    if len(base) == len(other):
        yield from _one_for_one(base, other)
        return
    pairs = dict(
        heaviest_pairs(
            range(len(base)), range(len(other)), lambda i, j: _cell_weight(base[i], other[j])
        )
    )
    for i, cell in enumerate(base):
        if i in pairs:
            yield TableChange((cell,), (other[pairs[i]],))
        elif cell.text:
            yield TableChange((cell,), ())
    for j, cell in enumerate(other):
        if j not in pairs.values() and cell.text:
            yield TableChange((), (cell,))


def _cell_weight(one: CellText, other: CellText) -> float:
    same_anchor = bool(one.anchor) and one.anchor == other.anchor
    return 1.0 + same_anchor if same_anchor or one.text == other.text else 0.0


def _one_for_one(base: Row, other: Row) -> Iterator[TableChange]:
    for one, two in zip(base, other, strict=True):
        yield TableChange((one,), (two,))


# Formatting of cells


def _on_purpose(table: Table, changes: Sequence[TableChange]) -> Iterator[TableChange]:
    """Changes without the formatting that an editor writes by itself when it saves.

    One that knows no table styles writes what they say of the first and the last row and
    column into all cells there: cells that are set whole, untracked, and none left out.
    """
    whole = {
        change.before[0].paragraphs
        for change in changes
        if change.is_formatting and not change.after[0].tracked and _is_set_whole(change)
    }
    edges: list[Sequence[CellText]] = [table[0], table[-1]]
    edges += [[row[at] for row in table if row] for at in (0, -1)]
    written: set[tuple[int, ...]] = set()
    for edge in edges:
        filled = {cell.paragraphs for cell in edge if cell.text}
        if len(filled) > 1 and filled <= whole:
            written |= filled
    for change in changes:
        if not (change.is_formatting and change.before[0].paragraphs in written):
            yield change


def _is_set_whole(change: TableChange) -> bool:
    """Whether all words of a cell became bold or italic, or no longer are, and none a link."""
    before, after = (
        [r for line in c[0].lines for r in line.runs if r.text.strip()]
        for c in (change.before, change.after)
    )
    formats = [{(run.bold, run.italic) for run in runs} for runs in (before, after)]
    links = [[(run.text, run.href) for run in runs if run.href] for runs in (before, after)]
    return all(len(each) == 1 for each in formats) and links[0] == links[1]
