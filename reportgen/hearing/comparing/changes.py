"""What makes one paragraph, or one table, another, as a person would mark it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby

from reportgen.hearing.matching.chains import heaviest_pairs
from reportgen.hearing.matching.tables import CellText, Row, Table
from reportgen.hearing.model import Para
from reportgen.hearing.redline_plan import (
    AddedParagraph,
    AddedRow,
    DeletedRow,
    DeletedText,
    EditedParagraph,
    Formatting,
    InsertedText,
    KeptText,
    Segment,
    Signature,
)
from reportgen.report.wording.differ import (
    Difference,
    differences,
    joined_differences,
    whole_sentences,
)
from reportgen.report.wording.marks import Line, Run
from reportgen.report.wording.tokens import Tokens, runs_of, text_of, tokenize_exactly


def paragraph_changes(now: Line, wanted: Line, by: Signature) -> tuple[Segment, ...]:
    """What turns `now` into `wanted`; nothing where the two are alike.

    A sentence of which hardly a word stays is replaced whole. What comes stands before
    what goes: seen from the other side, that is the old wording before the new.
    """
    if now.runs == wanted.runs:
        return ()
    base, other = tokenize_exactly(now), tokenize_exactly(wanted)
    parts: list[Segment] = []
    at = there = 0
    end = Difference(len(base), len(base), len(other), len(other))
    for each in (*_differences(base, other), end):
        parts += _kept(base[at : each.start], other[there : each.other_start], by)
        if each.other_start < each.other_end:
            parts.append(InsertedText(runs_of(other[each.other_start : each.other_end]), by))
        if each.start < each.end:
            parts.append(DeletedText(text_of(base[each.start : each.end]), by))
        at, there = each.end, each.other_end
    if all(isinstance(part, KeptText) and part.formatting is None for part in parts):
        return ()
    return tuple(parts)


def _differences(base: Tokens, other: Tokens) -> Iterator[Difference]:
    """Where the words differ; sentences beside each other that were written anew are one."""
    found = [difference for hunk, difference in differences(base, other) if hunk.sets is None]
    return joined_differences(
        whole_sentences(base, found, _sentence_ends(base)),
        lambda one, next_: (next_.start, next_.other_start) == (one.end, one.other_end),
    )


def _sentence_ends(base: Tokens) -> list[int]:
    """Where each sentence ends, as the number of the token behind it and its space.

    A full stop after a number makes an ordinal, as in a date; what a tab parts, as a label
    and what it is for, are two.
    """
    ends: list[int] = []
    for number in range(1, len(base) - 1):
        here, before = base[number].text, base[number - 1].text
        ordinal = before == "." and number > 1 and base[number - 2].text.isdecimal()
        if "\t" in here or (here.isspace() and before in ".?!:" and not ordinal):
            ends.append(number + 1)
    return [*ends, len(base)]


def _kept(base: Tokens, other: Tokens, by: Signature) -> Iterator[Segment]:
    """Words that both have, and how they look in the other."""
    pairs = zip(base, other, strict=True)
    for (was, form), group in groupby(pairs, lambda pair: (pair[0].form, pair[1].form)):
        text = text_of(token for token, _ in group)
        if was.href != form.href:  # Word tracks no other way
            yield InsertedText((Run(text, *form),), by)
            yield DeletedText(text, by)
        elif was != form:
            yield KeptText(text, Formatting(form.bold, form.italic, by))
        else:
            yield KeptText(text)


# Tables

_SAME = 0.3
"""Share of their words that two tables have in common from which they may be one."""
_READABLE = 0.5
"""Share of its cells that a table must keep for the changes in it to be read one by one."""
_NOTHING = frozenset({"", "–"})


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What happens to one table."""

    edited: Mapping[int, EditedParagraph] = field(default_factory=dict)
    added: Mapping[int, tuple[AddedParagraph, ...]] = field(default_factory=dict)
    rows: tuple[DeletedRow | AddedRow, ...] = ()


def pair_tables(
    now: Sequence[Table], wanted: Sequence[Table], captions: frozenset[tuple[int, int]]
) -> dict[int, int]:
    """Tables of `wanted` by the ones of `now` they are, in the same order in both.

    `captions` are pairs of tables whose captions are known to be the same one.
    """
    ours, theirs = [_words_of(table) for table in now], [_words_of(table) for table in wanted]

    def weight(i: int, j: int) -> float:
        alike = _likeness(ours[i], theirs[j]) + ((i, j) in captions)
        return alike if alike >= _SAME else 0.0

    return dict(heaviest_pairs(range(len(now)), range(len(wanted)), weight))


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
    edited: dict[int, EditedParagraph] = {}
    added: dict[int, tuple[AddedParagraph, ...]] = {}
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


def deleted_table(number: int, table: Table, by: Signature) -> tuple[DeletedRow, ...]:
    """Every row of a table taken away."""
    return tuple(DeletedRow(number, row, by) for row in range(len(table)))


def _words_of(table: Table) -> Counter[str]:
    return Counter(cell.text for row in table for cell in row if cell.text)


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0


def _size(table: Table) -> int:
    return sum(len(row) for row in table)


def _row_pairs(now: Table, wanted: Table) -> list[tuple[int, int]]:
    """Rows that are the same one: by what most of it, or its first cell, says."""
    return heaviest_pairs(
        range(len(now)),
        range(len(wanted)),
        lambda i, j: _row_weight(now[i], wanted[j], is_header=i == j == 0),
    )


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
) -> tuple[dict[int, EditedParagraph], dict[int, tuple[AddedParagraph, ...]]]:
    """What makes one cell another, paragraph by paragraph; the first of them stays."""
    now, wanted = both
    mine = [now[i].plain for i in one.paragraphs]
    theirs = [wanted[j].plain for j in other.paragraphs]
    edited: dict[int, EditedParagraph] = {}
    added: dict[int, tuple[AddedParagraph, ...]] = {}
    place = one.paragraphs[0]
    for i1, i2, j1, j2 in _matched(mine, theirs):
        here, there = one.paragraphs[i1:i2], other.paragraphs[j1:j2]
        for i, j in zip(here, there, strict=False):
            place = i
            if parts := paragraph_changes(now[i].line, wanted[j].line, by):
                edited[i] = EditedParagraph(parts)
        for i in here[len(there) :]:
            text = now[i].plain
            edited[i] = EditedParagraph((DeletedText(text, by),) if text else (), unmarked=by)
        new = tuple(
            AddedParagraph(wanted[j].line.runs, by, wanted[j].style) for j in there[len(here) :]
        )
        if new:
            added[place] = (*added.get(place, ()), *new)
    return edited, added


def _matched(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, int, int]]:
    codes = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    if codes and codes[0][0] in {"equal", "replace"}:
        return [code[1:] for code in codes]
    # Without a beginning in common there is nothing to put the first new paragraph after.
    return [(0, len(mine), 0, len(theirs))]
