"""An answer written in an earlier version, as if it had been written in the one sent out.

What the party left alone reads as in the version sent out, so that nothing which was
changed since looks like its edit. What it changed is merged with what was changed there
since; where the two touch the same words, its own wording stands, for a person to see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from reportgen.hearing.base import Prepared
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.looks import compare_looks
from reportgen.hearing.edits.merging import changes
from reportgen.hearing.edits.objects import compare_objects
from reportgen.hearing.edits.tables import said_of_row, table_remarks
from reportgen.hearing.matching.tables import Table, cell_pairs
from reportgen.hearing.model import Para, Remark, Returned, Tracked
from reportgen.hearing.result import Comment, Edit, EditKind, Part, name
from reportgen.report import ids
from reportgen.report.ids import Anchor
from reportgen.report.wording.differ import merge
from reportgen.report.wording.text import parse, write


@dataclass(frozen=True, slots=True)
class Carried:
    """The answer over the version sent out."""

    returned: Returned
    told: tuple[Comment, ...]
    """What could not be carried over, in words: rows of tables that came or went, moves to
    where nothing stands any longer, and text only the earlier one had."""


def carried(sent: Prepared, older: Prepared, returned: Returned) -> Carried:
    """Carry an answer to `older` over to `sent`."""
    return _Carrying(sent, older, Answer(older, returned)).result()


@dataclass(slots=True)
class _Carrying:
    """One answer on its way."""

    sent: Prepared
    older: Prepared
    answer: Answer
    _made: list[Para] = field(default_factory=list)
    _place: dict[int, int] = field(default_factory=dict)
    """Paragraph of the answer to its place among those made."""
    _owners: list[str] = field(default_factory=list)
    """Block of each paragraph made; empty outside the blocks."""
    _slots: dict[int, int] = field(default_factory=dict)
    """Paragraph of the earlier version to its number among those compared."""
    _in_cells: dict[int, int] = field(default_factory=dict)
    """Paragraph of a cell of the earlier version to that of the answer."""
    _rows_out: frozenset[int] = frozenset()
    """Cells of the earlier version whose rows are taken out here too."""
    _moved: set[str] = field(default_factory=set)
    """Ids of the moves that were made."""

    def result(self) -> Carried:
        """Go down the version sent out, and put in what the party changed."""
        self._slots.update((slot.index, n) for n, slot in enumerate(self.older.slots))
        theirs = self.answer.tables
        self._in_cells.update(_paragraph_pairs(self.older.tables, theirs))
        partner = self._partners()
        after = self._arrivals(set(partner))
        self._put(after.get(-1, ()), "")
        there = {i: b for b, i in partner.items()}
        edits = changes(self.answer)
        self._rows_out = self._rows_taken_out(edits, partner)
        for index, para in enumerate(self.sent.document.paragraphs):
            base = there.get(index)
            owner = para.block
            if base in self._rows_out:
                continue
            if base is None:
                self._add(para, owner)
                continue
            j = self._of_base(base)
            if j is not None:
                self._place[j] = len(self._made)
                self._add(self._merged(para, base, j), owner)
            elif not self._is_compared(base):
                self._add(para, owner)
            self._put(after.get(base, ()), owner)
        for edit in edits:
            if edit.kind is EditKind.MOVE and self._move(edit):
                self._moved.add(edit.id)
        returned = self.answer.returned
        remarks = tuple(self._placed(remark, partner) for remark in self._own_remarks())
        # What was done beside the text is said here, against the version it was done in.
        moved = replace(
            returned,
            paragraphs=tuple(self._made),
            remarks=remarks,
            objects=self.sent.document.objects,
            objects_taken=(),
        )
        return Carried(moved, tuple(self._told(edits, partner)))

    def _rows_taken_out(self, edits: Sequence[Edit], partner: Mapping[int, int]) -> frozenset[int]:
        """Cells of the rows the party took out that stand in the version sent out as they did."""
        was, now = self.older.document.paragraphs, self.sent.document.paragraphs
        rows = (edit.paragraphs for edit in edits if edit.is_row and edit.kind is EditKind.REMOVE)
        return frozenset(
            chain.from_iterable(
                row
                for row in rows
                if all(i in partner and now[partner[i]].line == was[i].line for i in row)
            )
        )

    def _add(self, para: Para, owner: str) -> None:
        self._made.append(para)
        self._owners.append(owner)

    def _move(self, edit: Edit) -> bool:
        """Let a block stand where the party moved it; answers whether there is such a place."""
        mine = [n for n, owner in enumerate(self._owners) if owner == edit.block]
        place = [n for n, owner in enumerate(self._owners) if owner == edit.place]
        if not mine or edit.block == edit.place:
            return False
        if not place:
            row = set(self.sent.rows.get(edit.row, ())) - {edit.block}
            firsts = [n for n, owner in enumerate(self._owners) if owner in row]
            if edit.place != ids.section_of_row(edit.row) or not firsts:
                return False
            place = [firsts[0] - 1]
        block = range(mine[0], mine[-1] + 1)
        rest = [n for n in range(len(self._made)) if n not in block]
        at = sum(n <= place[-1] for n in rest)
        order = [*rest[:at], *block, *rest[at:]]
        now = {n: new for new, n in enumerate(order)}
        self._made = [self._made[n] for n in order]
        self._owners = [self._owners[n] for n in order]
        self._place = {j: now[n] for j, n in self._place.items()}
        return True

    def _partners(self) -> dict[int, int]:
        """Paragraphs of the earlier version to those of the one sent out: what they show."""
        anchored: dict[Anchor, int] = {}
        plain: dict[str, list[int]] = {}
        for i, para in enumerate(self.sent.document.paragraphs):
            anchored.update(dict.fromkeys(para.anchors, i))
            if not para.anchors and para.cell is None:
                plain.setdefault(para.plain, []).append(i)
        found = _paragraph_pairs(self.older.tables, self.sent.tables)
        taken = set(found.values())
        for b, para in enumerate(self.older.document.paragraphs):
            here = next((anchored[a] for a in para.anchors if a in anchored), None)
            if here is None and not para.anchors and para.cell is None and plain.get(para.plain):
                here = plain[para.plain].pop(0)
            if here is not None and b not in found and here not in taken:
                found[b] = here
                taken.add(here)
        return found

    def _of_base(self, base: int) -> int | None:
        """Paragraph of the answer that a paragraph of the earlier version became."""
        if self._is_compared(base):
            compared = self.answer.alignment.back[self._slots[base]]
            return None if compared is None else self.answer.index[compared]
        return self._in_cells.get(base)

    def _is_compared(self, base: int) -> bool:
        """Whether a paragraph is one a party's edits of text are found in."""
        return base in self._slots

    def _merged(self, para: Para, base: int, j: int) -> Para:
        was, wanted = self.older.document.paragraphs[base], self.answer.returned.paragraphs[j]
        if wanted.line == was.line:
            return para
        if para.line != was.line:
            joined = merge(*(write([each.line]) for each in (was, para, wanted)))
            lines = parse(joined) if joined is not None else ()
            if len(lines) == 1:
                tracked = _shifted(_of_words(wanted.tracked), wanted.plain, lines[0].plain)
                return replace(para, line=lines[0], tracked=tracked)
        return replace(para, line=wanted.line, tracked=_of_words(wanted.tracked))

    def _arrivals(self, kept: set[int]) -> dict[int, list[int]]:
        """New paragraphs of the answer, after the paragraph of the earlier version before them."""
        found: dict[int, list[int]] = {}
        last = -1
        for j, index in enumerate(self.answer.index):
            i = self.answer.alignment.match[j]
            if i is not None:
                base = self.older.slots[i].index
                last = base if base in kept else last
            else:
                found.setdefault(last, []).append(index)
        return found

    def _put(self, indexes: Sequence[int], owner: str) -> None:
        for index in indexes:
            self._place[index] = len(self._made)
            new = self.answer.returned.paragraphs[index]
            tracked = _of_words(new.tracked)
            self._add(replace(new, cell=None, tracked=tracked, looks=()), owner)

    def _own_remarks(self) -> Iterator[Remark]:
        """Comments that did not stand in the earlier version, and what was done beside text."""
        ours = {(r.author.name, r.text.strip()) for r in self.older.document.remarks}
        for remark in self.answer.returned.remarks:
            if (remark.author.name, remark.text.strip()) not in ours:
                yield remark
        yield from compare_objects(self.answer).remarks
        yield from table_remarks(self.answer)
        yield from compare_looks(self.answer)

    def _placed(self, remark: Remark, partner: Mapping[int, int]) -> Remark:
        """A remark at its place in the version sent out."""
        base = None if remark.base is None else partner.get(remark.base)
        return replace(remark, paragraph=self._nearest(remark.paragraph), base=base)

    def _nearest(self, paragraph: int | None) -> int | None:
        if paragraph is None:
            return None
        for at in range(paragraph, -1, -1):
            if at in self._place:
                return self._place[at]
        return None

    def _told(self, edits: Sequence[Edit], partner: Mapping[int, int]) -> Iterator[Comment]:
        """What is said in words, since nothing in the version sent out can carry it."""
        party = self.answer.returned.party
        paragraphs = self.older.document.paragraphs
        for edit in edits:
            at = edit.paragraphs
            fixed = edit.part is Part.FIXED
            of_table = (edit.is_row and not set(at) <= self._rows_out) or (
                (fixed or edit.kind is EditKind.CELL)
                and any(
                    paragraphs[i].cell is not None and (not edit.before or i not in self._in_cells)
                    for i in at
                )
            )
            lost = bool(at) and not set(at) & set(partner)
            settled = edit.kind in {EditKind.ADD, EditKind.REMOVE}
            stays = edit.kind is EditKind.MOVE and edit.id not in self._moved
            if stays or of_table or (lost and not settled and edit.kind is not EditKind.MOVE):
                said = f"Flyt {edit.block} til efter {edit.place}." if edit.place else edit.after
                if edit.is_row and edit.table is not None:
                    said = said_of_row(edit.table, is_new=edit.kind is EditKind.ADD)
                authors = [author for source in edit.sources for author in source.authors]
                yield Comment(
                    id=name(edit.section, edit.block, "older", party, edit.id),
                    party=party,
                    author="; ".join(dict.fromkeys(a.name for a in authors if a.name)),
                    date=min((a.time for a in authors if a.time), default=""),
                    section=edit.section,
                    block="",
                    text=said or f"“{edit.before}” ønskes slettet.",
                )


def _paragraph_pairs(one: Sequence[Table], other: Sequence[Table]) -> dict[int, int]:
    """Paragraphs in cells that correspond, where each has as many."""
    return {
        i: j
        for mine, theirs in cell_pairs(one, other)
        if len(mine.paragraphs) == len(theirs.paragraphs)
        for i, j in zip(mine.paragraphs, theirs.paragraphs, strict=True)
    }


def _of_words(tracked: Sequence[Tracked]) -> tuple[Tracked, ...]:
    """Who tracked what, without what is said of looks, which is a remark already."""
    return tuple(each._replace(changed=(), words="") for each in tracked)


def _shifted(tracked: Sequence[Tracked], was: str, now: str) -> tuple[Tracked, ...]:
    """Tracked changes of a text at their places in what it was merged to."""
    from rapidfuzz.distance import Indel

    steps = [op for op in Indel.opcodes(was, now) if op.tag == "equal"]

    def place(at: int) -> int:
        for op in steps:
            if at <= op.src_end:
                return op.dest_start + max(at - op.src_start, 0)
        return len(now)

    return tuple(each._replace(start=place(each.start), end=place(each.end)) for each in tracked)
