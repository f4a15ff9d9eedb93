"""Tables of two versions: which is which, and what makes the one the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reportgen.hearing.comparing.words import stretches
from reportgen.hearing.matching.chains import heaviest_chain
from reportgen.hearing.matching.tables import CellText, Row, Table
from reportgen.hearing.model import Para
from reportgen.hearing.redline_plan import Added, AddedRow, Deleted, DeletedRow, Edited, Signature

_SAME = 0.3
"""Share of their words that two tables have in common from which they may be one."""
_READABLE = 0.5
"""Share of its cells that a table must keep for the changes in it to be read one by one."""
_NOTHING = frozenset({"", "–"})


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What happens to one table."""

    edited: Mapping[int, Edited] = field(default_factory=dict)
    added: Mapping[int, tuple[Added, ...]] = field(default_factory=dict)
    rows: tuple[DeletedRow | AddedRow, ...] = ()


def pair_tables(
    now: Sequence[Table], wanted: Sequence[Table], captions: frozenset[tuple[int, int]]
) -> dict[int, int]:
    """Tables of `wanted` by the ones of `now` they are, in the same order in both.

    `captions` are pairs of tables whose captions are known to be the same one.
    """
    weights: dict[tuple[int, int], float] = {}
    for i, mine in enumerate(now):
        for j, theirs in enumerate(wanted):
            alike = _alike(_counted(mine), _counted(theirs)) + ((i, j) in captions)
            if alike >= _SAME:
                weights[i, j] = alike
    return dict(heaviest_chain(weights))


def can_be_read(now: Table, wanted: Table) -> bool:
    """Whether the changes of a table can be shown cell by cell, and read."""
    if not has_same_columns(now, wanted):
        return False
    rows = _row_pairs(now, wanted)
    kept = sum(one.text == two.text for i, j in rows for one, two in _cells(now[i], wanted[j]))
    return kept >= _READABLE * max(_size(now), _size(wanted))


def has_same_columns(now: Table, wanted: Table) -> bool:
    """Whether all rows of both tables have as many cells; Word tracks no columns."""
    return len({len(row) for row in (*now, *wanted)}) == 1


def table_changes(
    number: int,
    now: Table,
    wanted: Table,
    both: tuple[Sequence[Para], Sequence[Para]],
    by: Signature,
) -> TableChanges:
    """What makes table `number`, which is `now`, the table `wanted` of the same columns.

    `both` are the paragraphs of the two documents.
    """
    edited: dict[int, Edited] = {}
    added: dict[int, tuple[Added, ...]] = {}
    pairs = dict(_row_pairs(now, wanted))
    for i, j in pairs.items():
        for one, two in _cells(now[i], wanted[j]):
            of_cell = _cell_changes(one, two, both, by)
            edited |= of_cell[0]
            added |= of_cell[1]
    rows: list[DeletedRow | AddedRow] = [
        DeletedRow(number, i, by) for i in range(len(now)) if i not in pairs
    ]
    after = {j: i for i, j in pairs.items()}
    place = -1
    for j, row in enumerate(wanted):
        if j in after:
            place = after[j]
            continue
        # A row of the body looks like one of the body, also after the header.
        like = max(place, min(1, len(now) - 1))
        cells = tuple(cell.text for cell in row)
        rows.append(AddedRow(number, place, cells, by, like))
    return TableChanges(edited, added, tuple(rows))


def whole(number: int, table: Table, by: Signature) -> tuple[DeletedRow, ...]:
    """Every row of a table taken away."""
    return tuple(DeletedRow(number, row, by) for row in range(len(table)))


def _counted(table: Table) -> Counter[str]:
    return Counter(cell.text for row in table for cell in row if cell.text)


def _alike(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0


def _size(table: Table) -> int:
    return sum(len(row) for row in table)


def _row_pairs(now: Table, wanted: Table) -> list[tuple[int, int]]:
    """Rows that are the same one: by what most of it, or its first cell, says."""
    weights = {
        (i, j): weight
        for i, mine in enumerate(now)
        for j, theirs in enumerate(wanted)
        if (weight := _row_weight(mine, theirs, is_header=i == j == 0))
    }
    return heaviest_chain(weights)


def _row_weight(one: Row, other: Row, *, is_header: bool) -> float:
    alike = sum(
        a.text == b.text and a.text not in _NOTHING for a, b in zip(one, other, strict=False)
    )
    begins = bool(one and other and one[0].text and one[0].text == other[0].text)
    if is_header or begins or alike * 2 >= max(len(one), len(other)):
        return 1.0 + alike + begins
    return 0.0


def _cells(one: Row, other: Row) -> Iterable[tuple[CellText, CellText]]:
    return zip(one, other, strict=True)


def _cell_changes(
    one: CellText, other: CellText, both: tuple[Sequence[Para], Sequence[Para]], by: Signature
) -> tuple[dict[int, Edited], dict[int, tuple[Added, ...]]]:
    """What makes one cell another, paragraph by paragraph; the first of them stays."""
    now, wanted = both
    mine = [now[i].plain for i in one.paragraphs]
    theirs = [wanted[j].plain for j in other.paragraphs]
    edited: dict[int, Edited] = {}
    added: dict[int, tuple[Added, ...]] = {}
    place = one.paragraphs[0]
    for i1, i2, j1, j2 in _matched(mine, theirs):
        here, there = one.paragraphs[i1:i2], other.paragraphs[j1:j2]
        for i, j in zip(here, there, strict=False):
            place = i
            if made := stretches(now[i].line, wanted[j].line, by):
                edited[i] = Edited(made)
        for i in here[len(there) :]:
            text = now[i].plain
            edited[i] = Edited((Deleted(text, by),) if text else (), unmarked=by)
        new = tuple(Added(wanted[j].line.runs, by, wanted[j].style) for j in there[len(here) :])
        if new:
            added[place] = (*added.get(place, ()), *new)
    return edited, added


def _matched(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, int, int]]:
    codes = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    if codes and codes[0][0] in {"equal", "replace"}:
        return [code[1:] for code in codes]
    # Without a beginning in common there is nothing to put the first new paragraph after.
    return [(0, len(mine), 0, len(theirs))]
