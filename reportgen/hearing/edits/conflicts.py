"""Edits that cannot all be made: what is disputed, and what each party wants there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from reportgen.hearing.base import Known, Prepared
from reportgen.hearing.edits.fields import STATUS, field_value
from reportgen.hearing.edits.tables import BETWEEN_CELLS, cell_with, cell_words, row_with
from reportgen.hearing.edits.texts import heading_with, text_with
from reportgen.hearing.responses import Ranks
from reportgen.hearing.result import Conflict, Edit, EditKind, Part, Variant, name
from reportgen.report.wording.differ import clash
from reportgen.report.wording.tokens import Tokens, tokenize


def conflicts(
    prepared: Prepared, edits: Sequence[Edit], ranks: Ranks, earlier: Sequence[Conflict] = ()
) -> tuple[tuple[Edit, ...], tuple[Conflict, ...]]:
    """Find every conflict among `edits`; those in one are returned marked with it."""
    of_block: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        if edit.block and edit.part is not Part.FIXED:
            of_block[edit.subject].append(edit)
    before = {conflict.id: conflict for conflict in earlier}
    found: list[Conflict] = []
    disputed: dict[str, str] = {}
    for there in of_block.values():
        if len({party for edit in there for party in edit.parties}) < 2:
            continue
        for group in _groups(prepared, there):
            conflict = _conflict(prepared, group, ranks, before)
            found.append(conflict)
            disputed.update((edit.id, conflict.id) for edit in group)
    marked = tuple(
        replace(edit, conflict=disputed[edit.id]) if edit.id in disputed else edit for edit in edits
    )
    return marked, tuple(found)


def words_of(prepared: Prepared, edit: Edit) -> Tokens:
    """The words of the base that an edit's hunk counts in."""
    if edit.kind is EditKind.CELL:
        return cell_words(edit.before)
    if edit.part is Part.FIELD:
        return tokenize([prepared.document.paragraphs[edit.paragraphs[0]].line])
    known = prepared.known[edit.block]
    return known.heading_words if edit.part is Part.HEADING else known.words


def clashes(prepared: Prepared, one: Edit, other: Edit) -> bool:
    """Whether two edits of one block cannot both be made.

    What somebody did together is never in conflict with itself. Taking a block out
    clashes with whatever else is done to it. A field has one value, in whichever of a
    point's small lines it was typed.
    """
    if set(one.parties) & set(other.parties):
        return False
    if one.part is other.part is Part.FIELD:
        return _field(one) == _field(other) and one.after != other.after
    kinds = {one.kind, other.kind}
    if kinds == {EditKind.CELL} and one.block != other.block:
        return False
    if EditKind.REMOVE in kinds:
        return len(kinds) > 1
    if EditKind.MOVE in kinds:
        return len(kinds) == 1 and one.place != other.place
    if one.part is not other.part or one.hunk is None or other.hunk is None:
        return False
    words = words_of(prepared, one)
    if one.kind is EditKind.CELL and any(
        hunk.start == 0 and hunk.end == len(words) for hunk in (one.hunk, other.hunk)
    ):
        return True
    return clash(one.hunk, other.hunk, words)


def _field(edit: Edit) -> str:
    return field_value(edit.after)[0]


def _groups(prepared: Prepared, edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Edits that hang together by their clashes; in one sentence they are one dispute.

    So are those of one field.
    """
    group_of = list(range(len(edits)))

    def group(n: int) -> int:
        while group_of[n] != n:
            group_of[n] = group_of[group_of[n]]
            n = group_of[n]
        return n

    in_dispute: set[int] = set()
    for n, m in _near(edits):
        if clashes(prepared, edits[n], edits[m]):
            group_of[group(n)] = group(m)
            in_dispute |= {n, m}
    sentences: dict[tuple[Part, int | str], int] = {}
    for n in sorted(in_dispute):
        if edits[n].kind in (EditKind.REPLACE, EditKind.FORMAT):
            is_field = edits[n].part is Part.FIELD
            there = _field(edits[n]) if is_field else _sentence(prepared, edits[n])
            where = (edits[n].part, there)
            group_of[group(n)] = group(sentences.setdefault(where, n))
    groups: defaultdict[int, list[Edit]] = defaultdict(list)
    for n in sorted(in_dispute):
        groups[group(n)].append(edits[n])
    yield from groups.values()


def _near(edits: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """Pairs of edits that may touch each other, without trying every two."""
    whole = [n for n, edit in enumerate(edits) if edit.kind in (EditKind.REMOVE, EditKind.MOVE)]
    for n in whole:
        yield from ((n, m) for m in range(len(edits)) if m != n)
    yield from combinations((n for n, edit in enumerate(edits) if edit.part is Part.FIELD), 2)
    rest = [
        (edit.part, edit.hunk, n)
        for n, edit in enumerate(edits)
        if edit.hunk is not None and edit.part is not Part.FIELD
    ]
    ordered = sorted(
        (part, hunk.start, hunk.end, n)
        for part, hunk, n in rest
        if edits[n].kind is not EditKind.REMOVE
    )
    open_: list[tuple[Part, int, int]] = []
    for part, start, end, n in ordered:
        open_ = [each for each in open_ if each[0] is part and each[1] >= start]
        yield from ((n, m) for _, _, m in open_)
        open_.append((part, end, n))


def _sentence(prepared: Prepared, edit: Edit) -> int:
    """Number of the sentence of the base that an edit begins in."""
    assert edit.hunk is not None
    words = words_of(prepared, edit)[: edit.hunk.start]
    ends = (
        token.begins or (token.text.isspace() and n > 0 and words[n - 1].text in ".?!")
        for n, token in enumerate(words)
    )
    return sum(ends)


def _conflict(
    prepared: Prepared,
    group: Sequence[Edit],
    ranks: Ranks,
    earlier: dict[str, Conflict],
) -> Conflict:
    first = next((edit for edit in group if edit.is_row), group[0])
    kinds = {edit.kind for edit in group}
    parts = {edit.part for edit in group}
    part = Part.PLACE if len(parts) > 1 else first.part
    if kinds == {EditKind.MOVE}:
        where: object = "move"
    elif parts == {Part.HEADING}:
        where = first.part.value
    elif parts == {Part.FIELD}:
        # Workspaces hold names from when a point had one dispute about its fields at most.
        field = _field(first)
        where = first.part.value if field == STATUS else f"{first.part.value} {field}"
    else:
        text = [e for e in group if e.kind in (EditKind.REPLACE, EditKind.FORMAT, EditKind.CELL)]
        text = [e for e in text if e.part is Part.TEXT]
        removes = EditKind.REMOVE in kinds or not text
        where = 0 if removes else min(_sentence(prepared, edit) for edit in text)
    made = name(first.section, first.block, "conflict", where)
    numbers = {v.edits: n for n, v in enumerate(earlier[made].variants)} if made in earlier else {}
    wanted: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for party in sorted({p for edit in group for p in edit.parties}, key=ranks.of):
        wanted[tuple(edit.id for edit in group if party in edit.parties)].append(party)
    variants = [
        Variant(tuple(parties), _text(prepared, group, [e for e in group if e.id in its]), its)
        for its, parties in wanted.items()
    ]
    variants.sort(key=lambda v: (numbers.get(v.edits, len(numbers)), ranks.first(v.parties)))
    base = _text(prepared, group, [])
    return Conflict(made, first.section, first.block, part, base, tuple(variants))


def _text(prepared: Prepared, group: Sequence[Edit], made: Sequence[Edit]) -> str:
    """What the disputed text says with these edits made; its heading too where that is."""
    if any(edit.kind is EditKind.REMOVE for edit in made):
        return ""
    row = next((edit.table for edit in group if edit.is_row and edit.table), None)
    if row is not None:
        return BETWEEN_CELLS.join(row_with(row, made))
    if group[0].kind is EditKind.CELL:
        return cell_with(group[0].before, made)
    fields = [edit.after for edit in made if edit.part is Part.FIELD]
    if all(edit.part is Part.FIELD for edit in group):
        return "\n".join(fields or dict.fromkeys(edit.before for edit in group))
    known: Known = prepared.known[group[0].block]
    parts = {edit.part for edit in group}
    text = text_with(known, [e.hunk for e in made if e.hunk and e.part is Part.TEXT])
    if Part.HEADING not in parts:
        return "\n".join((text, *fields))
    heading = heading_with(known, [e.hunk for e in made if e.hunk and e.part is Part.HEADING])
    return heading if parts == {Part.HEADING} else f"{heading}\n{text}"
