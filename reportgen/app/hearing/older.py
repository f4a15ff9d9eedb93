"""An answer written in an earlier version, as if it had been written in the one sent out.

What the party left alone reads as in the version sent out, so that nothing which was
changed since looks like its edit. What it changed is merged with what was changed there
since; where the two touch the same words, its own wording stands, for a person to see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.hearing.answer import Answer
from reportgen.hearing.base import Prepared
from reportgen.hearing.changes import changes
from reportgen.hearing.model import Para, Remark, Returned
from reportgen.hearing.names import name
from reportgen.hearing.result import Comment, EditKind, Part
from reportgen.report.merge import merge
from reportgen.report.text import parse, write


@dataclass(frozen=True, slots=True)
class Carried:
    """The answer over the version sent out."""

    returned: Returned
    told: tuple[Comment, ...]
    """What could not be carried over, in words: moves, and text only the earlier one had."""


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
    _slots: dict[int, int] = field(default_factory=dict)
    """Paragraph of the earlier version to its number among those compared."""

    def result(self) -> Carried:
        """Go down the version sent out, and put in what the party changed."""
        self._slots.update((slot.index, n) for n, slot in enumerate(self.older.slots))
        partner = self._partners()
        after = self._arrivals(set(partner))
        self._put(after.get(-1, ()))
        there = {i: b for b, i in partner.items()}
        for index, para in enumerate(self.sent.document.paragraphs):
            base = there.get(index)
            if base is None:
                self._made.append(para)
                continue
            j = self._of_base(base)
            if j is not None:
                self._place[j] = len(self._made)
                self._made.append(self._merged(para, base, j))
            elif not self._is_compared(base):
                self._made.append(para)
            self._put(after.get(base, ()))
        returned = self.answer.returned
        remarks = tuple(
            replace(r, paragraph=self._nearest(r.paragraph)) for r in self._own_remarks()
        )
        moved = replace(returned, paragraphs=tuple(self._made), remarks=remarks)
        return Carried(moved, tuple(self._told(set(partner))))

    def _partners(self) -> dict[int, int]:
        """Paragraphs of the earlier version to those of the one sent out: what they show."""
        anchored: dict[str, int] = {}
        plain: dict[str, list[int]] = {}
        for i, para in enumerate(self.sent.document.paragraphs):
            anchored.update(dict.fromkeys(para.anchors, i))
            if not para.anchors:
                plain.setdefault(para.plain, []).append(i)
        found: dict[int, int] = {}
        for b, para in enumerate(self.older.document.paragraphs):
            here = next((anchored[a] for a in para.anchors if a in anchored), None)
            if here is None and not para.anchors and plain.get(para.plain):
                here = plain[para.plain].pop(0)
            if here is not None and here not in found.values():
                found[b] = here
        return found

    def _of_base(self, base: int) -> int | None:
        """Paragraph of the answer that a paragraph of the earlier version became."""
        if self._is_compared(base):
            compared = self.answer.alignment.back[self._slots[base]]
            return None if compared is None else self.answer.index[compared]
        anchors = set(self.older.document.paragraphs[base].anchors)
        there = (
            j
            for j, para in enumerate(self.answer.returned.paragraphs)
            if para.cell is not None and anchors & set(para.anchors)
        )
        return next(there, None)

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
                return replace(para, line=lines[0])
        return replace(para, line=wanted.line, tracked=wanted.tracked)

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

    def _put(self, new: Sequence[int]) -> None:
        for index in new:
            self._place[index] = len(self._made)
            self._made.append(replace(self.answer.returned.paragraphs[index], cell=None))

    def _own_remarks(self) -> Iterator[Remark]:
        """Comments that did not stand in the earlier version."""
        ours = {(r.author.name, r.text.strip()) for r in self.older.document.remarks}
        for remark in self.answer.returned.remarks:
            if (remark.author.name, remark.text.strip()) not in ours:
                yield remark

    def _nearest(self, paragraph: int | None) -> int | None:
        if paragraph is None:
            return None
        for at in range(paragraph, -1, -1):
            if at in self._place:
                return self._place[at]
        return None

    def _told(self, kept: set[int]) -> Iterator[Comment]:
        party = self.answer.returned.party
        paragraphs = self.older.document.paragraphs
        for edit in changes(self.answer):
            in_table = edit.part is Part.FIXED and any(
                paragraphs[at].cell is not None for at in edit.paragraphs
            )
            lost = edit.paragraphs and not set(edit.paragraphs) & kept
            settled = edit.kind in {EditKind.ADD, EditKind.REMOVE}
            if edit.kind is EditKind.MOVE or in_table or (lost and not settled):
                said = f"Flyt {edit.block} til efter {edit.place}." if edit.place else edit.after
                yield Comment(
                    id=name(edit.section, edit.block, "older", party, edit.id),
                    party=party,
                    author="",
                    date="",
                    section=edit.section,
                    block="",
                    text=said or f"“{edit.before}” ønskes slettet.",
                )
