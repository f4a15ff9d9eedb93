"""Which row of a table is which, and which column: by what tells them apart.

A row is known by its key (the name in it, else what its first cell says), by the cells of the
workbook it shows, and by what else it says. So one that was changed and moved is found again,
and none becomes another where rows were added, deleted or sorted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.hearing.matching.alignment import likeness
from reportgen.hearing.matching.chains import heaviest_pairs, increasing
from reportgen.report.wording.text import Line

_NAME = "navn"
"""Header of the column that tells the members apart; elsewhere the first column does."""
NOTHING = frozenset({"", "–"})
"""What a cell shows that has nothing to say."""
_EVERY_PAIR = 2_500
"""Pairs of rows or columns up to which all are compared."""


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


def texts(row: Row) -> tuple[str, ...]:
    """What each cell of a row says."""
    return tuple(cell.text for cell in row)


# Columns


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table is which of another."""

    pairs: tuple[tuple[int, int], ...]
    gone: tuple[int, ...] = ()
    new: tuple[int, ...] = ()

    @property
    def are_moved(self) -> bool:
        """Whether those that stay stand in another order."""
        there = [j for _, j in self.pairs]
        return there != sorted(there)


def pair_columns(base: Table, other: Table) -> Columns:
    """Tell which column is which: by their headers, and those left by their order.

    Where there is one more or fewer, a column left alone is the one that says the most of
    the same, row by row.
    """
    mine, theirs = _width(base), _width(other)
    here, there = _headers(base), _headers(other)
    pairs: dict[int, int] = {}
    if mine != theirs or here != there:
        for i, header in enumerate(here):
            at = [j for j, each in enumerate(there) if each == header]
            if header and len(at) == 1 and here.count(header) == 1:
                pairs[i] = at[0]
    left = [i for i in range(mine) if i not in pairs]
    rest = [j for j in range(theirs) if j not in pairs.values()]
    if len(left) == len(rest):
        pairs |= dict(zip(left, rest, strict=True))
    elif len(left) * len(rest) <= _EVERY_PAIR:
        said = [_column(base, i) for i in range(mine)]
        came = [_column(other, j) for j in range(theirs)]
        pairs |= dict(heaviest_pairs(left, rest, lambda i, j: _in_common(said[i], came[j])))
    return Columns(
        tuple(sorted(pairs.items())),
        tuple(i for i in range(mine) if i not in pairs),
        tuple(j for j in range(theirs) if j not in pairs.values()),
    )


def _width(table: Table) -> int:
    return len(table[0]) if table else 0


def _headers(table: Table) -> list[str]:
    return [cell.text.casefold() for cell in table[0]] if table else []


def _column(table: Table, at: int) -> set[tuple[int, str]]:
    """What stands in a column, by the row."""
    return {(n, row[at].text) for n, row in enumerate(table) if at < len(row)}


def _in_common(one: set[tuple[int, str]], other: set[tuple[int, str]]) -> float:
    """Share that two columns have in common, as far as it tells anything."""
    said = {each for each in one if each[1] not in NOTHING}
    return len(said & other) / len(said) if said and len(said & other) * 2 >= len(said) else 0.0


# Rows


@dataclass(frozen=True, slots=True)
class RowPairs:
    """Which row of a table is which of another."""

    pairs: tuple[tuple[int, int], ...]
    """Numbers of rows that correspond, in the order of the base."""
    gone: tuple[int, ...]
    new: tuple[int, ...]
    emptied: Mapping[int, int] = field(default_factory=dict)
    """Rows that are gone and left an empty one in their place, which is among the new."""

    @property
    def moved(self) -> tuple[tuple[int, int], ...]:
        """Those that stand in another order than the rest."""
        kept = set(increasing([j for _, j in self.pairs]))
        return tuple(pair for n, pair in enumerate(self.pairs) if n not in kept)


def pair_rows(
    base: Table, other: Table, columns: Columns, added: Collection[tuple[str, ...]] = ()
) -> RowPairs:
    """Tell which row is which.

    `added` says of rows that show no cell of the workbook, by what they say, that they are
    new, whichever row they are like.
    """
    return _Pairing(base, other, columns, added).result()


_ALIKE = 0.5
"""Share of what two rows say that makes them one, where their neighbours are."""
_REWORDED = 0.6
"""Likeness of two keys at which one is the other, reworded."""


class _Pairing:
    """One run over two tables."""

    def __init__(
        self, base: Table, other: Table, columns: Columns, added: Collection[tuple[str, ...]]
    ) -> None:
        self._base = base
        self._other = [_as_in_base(row, columns) for row in other]
        headers = _headers(base)
        self._key = headers.index(_NAME) if _NAME in headers else 0
        self._match: dict[int, int] = {}
        self._back: dict[int, int] = {}
        known = {texts(row) for row in base}
        self._new = {
            j
            for j, row in enumerate(other)
            if texts(row) in added
            and texts(row) not in known
            and not any(cell.anchor for cell in row)
        }
        self._blank = {j for j, row in enumerate(self._other) if not any(texts(row))}

    def result(self) -> RowPairs:
        """Pair what is surest first."""
        self._same_words()
        self._by_key_and_cells()
        self._by_likeness()
        gone = [i for i in range(len(self._base)) if i not in self._match]
        new = [j for j in range(len(self._other)) if j not in self._back]
        pairs = tuple(sorted(self._match.items()))
        return RowPairs(pairs, tuple(gone), tuple(new), self._emptied(gone))

    def _emptied(self, gone: Sequence[int]) -> dict[int, int]:
        """Rows that all was taken out of: by the cells they show, else by their place."""
        found: dict[int, int] = {}
        left = set(gone)
        shown = {anchor: i for i in gone for anchor in _anchors(self._base[i])}
        before = -1
        for j, row in enumerate(self._other):
            if j in self._back:
                before = self._back[j]
            elif j in self._blank:
                named = [shown[anchor] for anchor in _anchors(row) if anchor in shown]
                i = next(iter(named), before + 1)
                if i in left:
                    left.remove(i)
                    found[i] = j
                    before = i
        return found

    def _pair(self, i: int, j: int) -> None:
        self._match[i], self._back[j] = j, i

    def _left(self) -> tuple[list[int], list[int]]:
        here = [i for i in range(len(self._base)) if i not in self._match]
        apart = {*self._back, *self._new, *self._blank}
        there = [j for j in range(len(self._other)) if j not in apart]
        return here, there

    def _same_words(self) -> None:
        """Rows that say the same; of several, those that show the same cells, then by order."""
        mine: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        theirs: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, row in enumerate(self._base):
            mine[texts(row)].append(i)
        for j, other in enumerate(self._other):
            if j not in self._new:
                theirs[texts(other)].append(j)
        for said, here in mine.items():
            there = theirs.get(said, [])
            shown = {anchor: j for j in there for anchor in _anchors(self._other[j])}
            for i in here if len(here) + len(there) > 2 else ():
                known = [shown[anchor] for anchor in _anchors(self._base[i]) if anchor in shown]
                if known and known[0] not in self._back:
                    self._pair(i, known[0])
            left = [j for j in there if j not in self._back]
            for i, j in zip([i for i in here if i not in self._match], left, strict=False):
                self._pair(i, j)

    def _by_key_and_cells(self) -> None:
        """Rows with the same key or the same cells of the workbook, wherever they stand."""
        scored = {(i, j): self._score(i, j) for i, j in self._with_a_mark_in_common()}
        for i, j in sorted(scored, key=lambda pair: (-scored[pair], abs(pair[0] - pair[1]), pair)):
            if i not in self._match and j not in self._back:
                self._pair(i, j)

    def _with_a_mark_in_common(self) -> Iterator[tuple[int, int]]:
        """Rows left that may be one; of very many with the same mark, those in the same order."""
        mine: defaultdict[str, list[int]] = defaultdict(list)
        theirs: defaultdict[str, list[int]] = defaultdict(list)
        for rows, marked, left in zip(
            (self._base, self._other), (mine, theirs), self._left(), strict=True
        ):
            for n in left:
                for mark in self._marks(rows[n]):
                    marked[mark].append(n)
        for mark, here in mine.items():
            there = theirs.get(mark, [])
            if len(here) * len(there) <= _EVERY_PAIR:
                yield from ((i, j) for i in here for j in there)
            else:
                yield from zip(here, there, strict=False)

    def _marks(self, row: Row) -> Iterator[str]:
        if key := self._key_of(row):
            yield f"={key}"
        yield from _anchors(row)

    def _key_of(self, row: Row) -> str:
        key = row[self._key].text if self._key < len(row) else ""
        return "" if key in NOTHING else key

    def _score(self, i: int, j: int) -> float:
        one, other = self._base[i], self._other[j]
        same_key = bool(self._key_of(one)) and self._key_of(one) == self._key_of(other)
        same_cells = bool(_anchors(one) & _anchors(other))
        return 3.0 * same_key + 2.0 * same_cells + 2.0 * self._share(one, other)

    def _share(self, one: Row, other: Row) -> float:
        """Share of what two rows say that is the same."""
        both = [
            (a.text, b.text)
            for a, b in zip(one, other, strict=False)
            if a.text not in NOTHING or b.text not in NOTHING
        ]
        return sum(a == b for a, b in both) / len(both) if both else 0.0

    def _by_likeness(self) -> None:
        """Rows alike between the same neighbours."""
        for here, there in self._gaps():
            if len(here) * len(there) <= _EVERY_PAIR:
                for i, j in heaviest_pairs(here, there, self._likely):
                    self._pair(i, j)

    def _likely(self, i: int, j: int) -> float:
        one, other = self._base[i], self._other[j]
        share = self._share(one, other)
        if share >= _ALIKE:
            return share
        reworded = likeness(self._key_of(one), self._key_of(other))
        return reworded if reworded >= _REWORDED else 0.0

    def _gaps(self) -> Iterable[tuple[list[int], list[int]]]:
        """What is left between two neighbours that are sure."""
        pairs = sorted(self._match.items())
        kept = [pairs[n] for n in increasing([j for _, j in pairs])]
        left = set(self._left()[1])
        for (i, j), (i_end, j_end) in pairwise(
            [(-1, -1), *kept, (len(self._base), len(self._other))]
        ):
            here = [n for n in range(i + 1, i_end) if n not in self._match]
            there = [n for n in range(j + 1, j_end) if n in left]
            if here and there:
                yield here, there


def _as_in_base(row: Row, columns: Columns) -> Row:
    """A row with its cells in the columns of the base; one of another form as it is."""
    if len(row) != len(columns.pairs) + len(columns.new):
        return row
    place = dict(columns.pairs)
    most = len(columns.pairs) + len(columns.gone)
    return tuple(row[place[i]] if i in place else _EMPTY for i in range(most))


_EMPTY = CellText("", ())


def _anchors(row: Row) -> set[str]:
    return {cell.anchor for cell in row if cell.anchor}
