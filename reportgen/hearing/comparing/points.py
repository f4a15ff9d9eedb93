"""Two archived versions, or two years, point by point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reportgen.hearing.matching.align import Item, align
from reportgen.report import ids
from reportgen.report.recommendations.request import request
from reportgen.report.recorded import RecordedBlock, RecordedReport
from reportgen.report.wording.text import plain

_Blocks = Sequence[RecordedBlock]
_Pair = tuple[RecordedBlock | None, RecordedBlock | None]


class Compared(NamedTuple):
    """A block in two states of the report."""

    section: str
    was: RecordedBlock | None
    """None where it is new."""
    now: RecordedBlock | None
    """None where it is gone."""

    @property
    def kind(self) -> str:
        """``add``, ``remove``, ``replace`` or ``same``."""
        if self.was is None:
            return "add"
        if self.now is None:
            return "remove"
        return "same" if _said(self.was) == _said(self.now) else "replace"


def compare(before: RecordedReport, after: RecordedReport) -> Iterator[Compared]:
    """Every block of two folded states, in the order of the report.

    A point is known by its id, in two years too. A paragraph of prose has no id for life: it is
    known by its words, and its id is its place.
    """
    old, new = before.blocks, after.blocks
    order = {number: at for at, number in enumerate((*after.sections, *before.sections))}
    for row in sorted({*old, *new}, key=lambda row: _place(row, order)):
        section = ids.section_of_row(row)
        for was, now in _pairs(old.get(row, ()), new.get(row, ()), is_prose=ids.is_prose_row(row)):
            yield Compared(section, was, now)


def changes(before: RecordedReport, after: RecordedReport) -> list[dict[str, Any]]:
    """What changed from one folded state to another, in the order of the report.

    ``{id, section, kind, before, after}``; what stayed as it was is listed for the focus areas
    alone, since which of them stay is what a reader asks. The id is that of the newer state, or,
    where the block is gone, of the older one.
    """
    return [
        {
            "id": block.id,
            "section": each.section,
            "kind": each.kind,
            "before": _text(each.was) if each.was else None,
            "after": _text(each.now) if each.now else None,
        }
        for each in compare(before, after)
        if (block := each.now or each.was)
        if each.kind != "same" or ids.sequence_of(block.id) == ids.FOCUS_AREAS
    ]


def _text(block: RecordedBlock) -> str:
    """Heading and text, and what a recommendation asks."""
    return "\n".join(part for part in _said(block) if part)


def _said(block: RecordedBlock) -> tuple[str, str, str]:
    return block.heading, block.text, request(block)


def _place(row: str, order: Mapping[str, int]) -> tuple[int, bool, str]:
    """Where a row stands: its section's prose opens it."""
    section = ids.section_of_row(row)
    return order.get(section, len(order)), not ids.is_prose_row(row), row


def _pairs(old: _Blocks, new: _Blocks, *, is_prose: bool) -> Iterator[_Pair]:
    """Every block of a row with what it was, those that are gone where they stood."""
    became = _by_words(old, new) if is_prose else _by_id(old, new)
    been = {now: was for was, now in became.items()}
    pairs: list[_Pair] = [(old[been[j]] if j in been else None, b) for j, b in enumerate(new)]
    places = [been.get(j) for j in range(len(new))]
    for i, block in enumerate(old):
        if i not in became:
            at = places.index(i - 1) + 1 if i - 1 in places else 0
            pairs.insert(at, (block, None))
            places.insert(at, i)
    return iter(pairs)


def _by_id(old: _Blocks, new: _Blocks) -> dict[int, int]:
    places = {block.id: j for j, block in enumerate(new)}
    return {i: places[block.id] for i, block in enumerate(old) if block.id in places}


def _by_words(old: _Blocks, new: _Blocks) -> dict[int, int]:
    def items(blocks: _Blocks) -> list[Item]:
        return [Item(" ".join(plain(block.text).split())) for block in blocks]

    return {i: j for i, j in enumerate(align(items(old), items(new)).back) if j is not None}
