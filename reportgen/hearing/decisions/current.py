"""What was sent out, found again in the inputs as they are now.

The inputs may be changed while a round is open. A point is known by its id. A paragraph of
prose is named by its place, so it is found by its words: what stood third may be second now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.hearing.base import Prepared
from reportgen.hearing.decisions.rewordings import whole
from reportgen.hearing.decisions.rows import Row, section_of
from reportgen.hearing.edits.fields import NAMES, field_value, shown, told
from reportgen.hearing.edits.tables import cell_words
from reportgen.hearing.edits.texts import heading_with, text_with
from reportgen.hearing.matching.align import align
from reportgen.hearing.matching.alignment import Item
from reportgen.hearing.matching.chains import increasing
from reportgen.hearing.model import BaseBlock
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from reportgen.report import ids
from reportgen.report.model import Block, Folded
from reportgen.report.wording.differ import apply_hunks, merge, merge_over
from reportgen.report.wording.text import lines
from reportgen.report.wording.tokens import plain_of


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A row whose words the inputs have changed, too, since they were sent out."""

    now: str
    """The whole block as the inputs have it now; empty where it is gone."""
    shown: str
    """The part of it that the row is about."""
    place: str
    """The input it stands in; empty where it is gone."""
    wanted: str = ""
    """What stands if the row is met; empty where the row says so already."""


def tidy(text: str) -> str:
    """A wording without the blank lines and line ends that an input may put in it."""
    return "\n".join(lines(text))


class Current:
    """Every block that was sent out, as the inputs have it now."""

    def __init__(
        self, prepared: Prepared, folded: Folded, cells: Mapping[str, str] | None = None
    ) -> None:
        """Find each block; `cells` says what those cells of the workbook hold that changed."""
        self._prepared, self._folded = prepared, folded
        self.cells = cells or {}
        self._now: dict[str, Block] = {}
        for row, sent in prepared.rows.items():
            self._now |= _found(
                [prepared.known[block].block for block in sent], folded.blocks.get(row, ())
            )

    def of(self, block: str) -> Block | None:
        """The block as it is now; None where it is gone."""
        return self._now.get(block)

    def is_changed(self, block: str) -> bool:
        """Whether the inputs no longer say what was sent out, or say it elsewhere."""
        now, sent = self._now.get(block), self._prepared.known[block].block
        return now is None or (now.id, tidy(now.text), now.heading) != (
            sent.id,
            tidy(sent.text),
            sent.heading,
        )

    def place(self, place: str) -> str:
        """What stands where something was to come after `place`: a block, or its section."""
        if place not in self._prepared.known:
            return place
        block = self._prepared.known[place].block
        row = next(row for row, sent in self._prepared.rows.items() if place in sent)
        sent = self._prepared.rows[row]
        for before in reversed(sent[: sent.index(place) + 1]):
            if (now := self._now.get(before)) is not None:
                return now.id
        return block.section

    def row_of(self, now: Block) -> list[str]:
        """Ids of the row that a block stands in now."""
        return self._folded.row_of(now.id)

    def added(self, section: str) -> Iterator[Block]:
        """Blocks of a section that the inputs have had since."""
        known = {now.id for now in self._now.values()}
        for row in (section, ids.prose_row(section)):
            yield from (b for b in self._folded.blocks.get(row, ()) if b.id not in known)

    @cached_property
    def moved(self) -> frozenset[str]:
        """Blocks that the inputs have put elsewhere among those that were sent out."""
        found: set[str] = set()
        for row, sent in self._prepared.rows.items():
            place = {self._now[block].id: n for n, block in enumerate(sent) if block in self._now}
            order = [place[b.id] for b in self._folded.blocks.get(row, ()) if b.id in place]
            kept = {order[n] for n in increasing(order)}
            found |= {sent[n] for n in order if n not in kept}
        return frozenset(found)

    def overtaken(self, block: str, shown: str, wanted: str = "") -> Overtaken:
        """A row about `block`, as the inputs have it now."""
        now = self._now.get(block)
        if now is None:
            return Overtaken("", "", "", wanted)
        return Overtaken(whole(now.heading, now.text), shown, now.steps[-1].place, wanted)


def _found(sent: Sequence[BaseBlock], now: Sequence[Block]) -> dict[str, Block]:
    """Each block that was sent out in one row, and the one it is now."""
    by_id = {block.id: block for block in now}
    found: dict[str, Block] = {}
    if [(b.id, tidy(b.text)) for b in sent] == [(b.id, tidy(b.text)) for b in now]:
        return {block.id: by_id[block.id] for block in sent}
    if sent and ids.is_point(sent[0].id):
        found = {block.id: by_id[block.id] for block in sent if block.id in by_id}
    taken = {block.id for block in found.values()}
    left = [block for block in sent if block.id not in found]
    others = [block for block in now if block.id not in taken]
    pairs = align(
        [Item(whole(b.heading, b.text)) for b in left],
        [Item(whole(b.heading, b.text)) for b in others],
    )
    for n, there in enumerate(pairs.back):
        if there is not None:
            found[left[n].id] = others[there]
    taken = {block.id for block in found.values()}
    for block in left:
        # What was written anew in its place is still what stands there.
        if block.id not in found and block.id in by_id and block.id not in taken:
            found[block.id] = by_id[block.id]
    return found


def overtaken_rows(
    prepared: Prepared, merged: Merged, rows: Sequence[Row], current: Current
) -> dict[str, Overtaken]:
    """Rows that cannot be met as they stand, since the inputs say something else there now."""
    edits = {edit.id: edit for edit in merged.edits}
    found: dict[str, Overtaken] = {}
    for row in rows:
        mine = [edits[id_] for id_ in row.about if id_ in edits]
        about = [e for e in mine if e.block and e.part is not Part.FIXED]
        if about and (overtaken := _overtaken(prepared, about, current)) is not None:
            found[row.id] = overtaken
    return found


def _overtaken(prepared: Prepared, edits: Sequence[Edit], current: Current) -> Overtaken | None:
    """The edits of one row, where the inputs have changed the same since."""
    block, kinds = edits[0].block, {edit.kind for edit in edits}
    if kinds == {EditKind.CELL}:
        return _of_cell(edits, current)
    if block in prepared.known and {edit.part for edit in edits} == {Part.FIELD}:
        return _of_field(edits[0], current)
    if block not in prepared.known or not (current.is_changed(block) or block in current.moved):
        return None
    known, now = prepared.known[block], current.of(block)
    heading = heading_with(known, [e.hunk for e in edits if e.hunk and e.part is Part.HEADING])
    text = text_with(known, [e.hunk for e in edits if e.hunk and e.part is Part.TEXT])
    if EditKind.REMOVE in kinds:
        same = now is None or (tidy(now.text), now.heading) == (
            tidy(known.block.text),
            known.block.heading,
        )
        return (
            None if same or now is None else current.overtaken(block, whole(now.heading, now.text))
        )
    if now is None:
        return current.overtaken(block, "", whole(heading, text))
    if kinds == {EditKind.MOVE}:
        if block not in current.moved:
            return None
        return current.overtaken(block, f"({_stands(current, now)})")
    texts = (tidy(known.block.text), tidy(now.text), tidy(text))
    headings = (known.block.heading, now.heading, heading)
    torn = [merge(*each) is None for each in (headings, texts)]
    if not any(torn):
        return None
    shown = whole(now.heading, now.text) if all(torn) else now.heading if torn[0] else now.text
    wanted = [merge_over(*each) for each in (headings, texts)]
    return current.overtaken(
        block, shown, whole(*wanted) if all(torn) else wanted[0] if torn[0] else wanted[1]
    )


def _stands(current: Current, now: Block) -> str:
    row = current.row_of(now)
    at = row.index(now.id)
    return f"står nu efter {section_of(now.section, row[at - 1])}" if at else "står nu først"


def _of_field(edit: Edit, current: Current) -> Overtaken | None:
    """A field of the small line that the inputs have changed to something else."""
    now = current.of(edit.block)
    if now is None:
        return current.overtaken(edit.block, "", edit.after)
    label, _ = field_value(edit.after)
    value = shown(getattr(now, NAMES[label]))
    stands = told(label, value) if value else ""
    if stands in {edit.before, edit.after}:
        return None
    return replace(current.overtaken(edit.block, stands), now=stands)


def _of_cell(edits: Sequence[Edit], current: Current) -> Overtaken | None:
    now = current.cells.get(edits[0].block)
    hunks = [edit.hunk for edit in edits if edit.hunk is not None]
    wanted = plain_of(apply_hunks(cell_words(edits[0].before), hunks))
    if now is None or now == wanted:
        return None
    return Overtaken(now, now, f"aarsrapport.xlsx, {edits[0].block}")
