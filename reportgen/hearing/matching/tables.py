"""Tables against tables: which cells say something else, or look otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from reportgen.hearing.matching.chains import heaviest_chain, heaviest_pairs
from reportgen.hearing.matching.rows import (
    CellText,
    Columns,
    Row,
    RowPairs,
    Table,
    pair_columns,
    pair_rows,
)
from reportgen.hearing.model import Para

__all__ = ["CellText", "Row", "Table", "cell_pairs", "table_changes", "tables"]


class Changed(Enum):
    """What is otherwise in a table."""

    CELL = auto()
    """A cell, which says or looks otherwise."""
    ROW = auto()
    """A row that came or went."""
    EMPTY_ROW = auto()
    """A row without words that came."""
    COLUMN = auto()
    """A column that came or went."""
    ORDER = auto()
    """The order of the rows."""
    COLUMN_ORDER = auto()
    TABLE = auto()
    """The whole table came or went."""


@dataclass(frozen=True, slots=True)
class TableChange:
    """What is otherwise: one cell for one, or those of what came or went.

    A row that went may have left an empty one, which is then what came `after`.
    """

    before: tuple[CellText, ...]
    after: tuple[CellText, ...]
    what: Changed = Changed.CELL
    table: int | None = None
    """Number of the table in the base; none for a table that came."""
    row: int = -1
    """Number of the row in the base; of one that came, the row it stands after (-1: first)."""
    column: int = -1
    """Number of the cell in its row of the base, or of the column that came or went."""

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
            self.what is Changed.CELL
            and len(self.before) == len(self.after) == 1
            and self.before[0].text == self.after[0].text
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


_NONE: Mapping[int, Collection[tuple[str, ...]]] = MappingProxyType({})


def table_changes(
    base: Sequence[Table],
    other: Sequence[Table],
    added: Mapping[int, Collection[tuple[str, ...]]] = _NONE,
) -> Iterator[TableChange]:
    """Every difference between the tables of two documents, in the order of the base.

    `added` are rows that are known to be new, by the table of the base and what they say.
    """
    for number, changes in _compared(base, other, added):
        differing = [change for change in changes if not change.is_none]
        yield from differing if number is None else _on_purpose(base[number], differing)


def cell_pairs(
    base: Sequence[Table], other: Sequence[Table]
) -> Iterator[tuple[CellText, CellText]]:
    """Cells of two documents that correspond, whatever they say."""
    for _, changes in _compared(base, other, _NONE):
        for change in changes:
            if change.what is Changed.CELL and change.before and change.after:
                yield change.before[0], change.after[0]


def _compared(
    base: Sequence[Table],
    other: Sequence[Table],
    added: Mapping[int, Collection[tuple[str, ...]]],
) -> Iterator[tuple[int | None, list[TableChange]]]:
    """What became of each table of the base, by its number, and of those that came: none."""
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
            yield i, list(_of_table(i, table, other[pairs[i]], added.get(i, ())))
        elif filled := _filled_cells(table):
            yield i, [TableChange(filled, (), Changed.TABLE, i)]
    for j, table in enumerate(other):
        if j not in taken and (filled := _filled_cells(table)):
            yield None, [TableChange((), filled, Changed.TABLE)]


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


def _of_table(
    number: int, base: Table, other: Table, added: Collection[tuple[str, ...]]
) -> Iterator[TableChange]:
    """Everything that is otherwise in one table."""
    columns = pair_columns(base, other)
    rows = pair_rows(base, other, columns, added)
    for i, j in rows.pairs:
        for column, one, two in _cells(base[i], other[j], columns):
            yield TableChange(_if_any(one), _if_any(two), Changed.CELL, number, i, column)
    for i in rows.gone:
        left = other[rows.emptied[i]] if i in rows.emptied else ()
        yield TableChange(base[i], left, Changed.ROW, number, i)
    yield from _rows_that_came(number, other, rows)
    for column in columns.gone:
        gone = tuple(row[column] for row in base if column < len(row))
        yield TableChange(gone, (), Changed.COLUMN, number, 0, column)
    for column in columns.new:
        new = tuple(row[column] for row in other if column < len(row))
        yield TableChange((), new, Changed.COLUMN, number, 0, column)
    if columns.are_moved:
        yield TableChange((), (), Changed.COLUMN_ORDER, number, 0)
    if moved := rows.moved:
        after = tuple(cell for _, j in moved for cell in other[j])
        yield TableChange((), after, Changed.ORDER, number, moved[0][0])


def _if_any(cell: CellText | None) -> tuple[CellText, ...]:
    return () if cell is None else (cell,)


def _rows_that_came(number: int, other: Table, rows: RowPairs) -> Iterator[TableChange]:
    """New rows, each after the row of the base that stands before it."""
    place = {j: i for i, j in rows.pairs}
    emptied = set(rows.emptied.values())
    moved = {j for _, j in rows.moved}
    at = -1
    for j, row in enumerate(other):
        if j in emptied:
            continue
        if j in place:
            at = at if j in moved else place[j]
        elif any(cell.text for cell in row):
            yield TableChange((), row, Changed.ROW, number, at)
        else:
            yield TableChange((), row, Changed.EMPTY_ROW, number, at)


def _cells(
    base: Row, other: Row, columns: Columns
) -> Iterator[tuple[int, CellText | None, CellText | None]]:
    """Cells of two rows that correspond, with the number of the column in the base."""
    if len(base) == len(other) and not (columns.gone or columns.new or columns.are_moved):
        for column, (one, two) in enumerate(zip(base, other, strict=True)):
            yield column, one, two
        return
    mine, theirs = (len(columns.pairs) + len(each) for each in (columns.gone, columns.new))
    if (len(base), len(other)) == (mine, theirs):
        for i, j in columns.pairs:
            yield i, base[i], other[j]
        return
    pairs = dict(
        heaviest_pairs(
            range(len(base)), range(len(other)), lambda i, j: _cell_weight(base[i], other[j])
        )
    )
    for i, cell in enumerate(base):
        if i in pairs:
            yield i, cell, other[pairs[i]]
        elif cell.text:
            yield i, cell, None
    for j, cell in enumerate(other):
        if j not in pairs.values() and cell.text:
            yield min(j, len(base) - 1), None, cell


def _cell_weight(one: CellText, other: CellText) -> float:
    same_anchor = bool(one.anchor) and one.anchor == other.anchor
    return 1.0 + same_anchor if same_anchor or one.text == other.text else 0.0


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
