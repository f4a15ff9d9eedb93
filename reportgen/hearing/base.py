"""What was sent out, made ready to be compared with many answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from reportgen.hearing.inventory import Inventory
from reportgen.hearing.matching.alignment import Item
from reportgen.hearing.matching.tables import Table, tables
from reportgen.hearing.model import BaseBlock, BaseDocument, Para
from reportgen.hearing.placeholders import is_placeholder, sentence
from reportgen.report import ids
from reportgen.report.ids import BlockPart
from reportgen.report.wording.text import Line
from reportgen.report.wording.tokens import Tokens, tokenize


class Role(StrEnum):
    """What a paragraph of the base shows."""

    SECTION = "section"
    HEADING = "heading"
    TEXT = "text"
    WAITING = "waiting"
    SOURCE = "source"
    """A small line below a point: what it asks, or where it is from."""
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Slot:
    """One paragraph of the base: what it shows, of which block, in which section."""

    index: int
    """In `BaseDocument.paragraphs`."""
    role: Role
    section: str
    block: str = ""


@dataclass(frozen=True)
class Known:
    """A block of the base, with its words as they were read back."""

    block: BaseBlock
    order: int
    """Its place among all blocks."""
    heading: int | None = None
    """Index of its heading, among the slots."""
    texts: tuple[int, ...] = ()
    """Indexes of its text, among the slots."""
    slots: tuple[int, ...] = ()
    """Every paragraph of it, its source line included."""
    title: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    """The paragraphs of its heading and of its text."""

    @cached_property
    def heading_words(self) -> Tokens:
        """The words of its heading."""
        return tokenize(self.title)

    @cached_property
    def words(self) -> Tokens:
        """The words of its text."""
        return tokenize(self.lines)


@dataclass(frozen=True)
class Prepared:
    """The base, looked through once; what only answers are aligned with, at the first of them."""

    document: BaseDocument
    slots: tuple[Slot, ...]
    """The paragraphs that are compared, outside tables."""
    known: Mapping[str, Known]
    rows: Mapping[str, tuple[str, ...]]
    """Blocks of each row, in order."""
    sections: tuple[str, ...]
    """Sections in the order of the document."""
    heading_styles: frozenset[str]
    """Styles that open a point."""
    source_lines: frozenset[str]
    """The small lines below the points."""
    prose: frozenset[str]
    """Sections where prose may stand."""
    section_at: tuple[str, ...]
    """Section of every paragraph of the document."""
    placeholders: frozenset[str]
    """Sentences that stand where a section has nothing yet."""

    def placeholder_of(self, section: str) -> int | None:
        """Paragraph that says that there is nothing in a section, if one does."""
        paragraphs = self.document.paragraphs
        return next(
            (
                i
                for i, s in enumerate(self.section_at)
                if s == section and is_placeholder(paragraphs[i])
            ),
            None,
        )

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What each of the slots is known by."""
        return tuple(item(self.document.paragraphs[slot.index]) for slot in self.slots)

    @cached_property
    def inventory(self) -> Inventory:
        """Everything in the document that a reader sees as text."""
        return Inventory(self.document.paragraphs)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the document."""
        return tables(self.document.paragraphs)


def compared(paragraphs: Sequence[Para]) -> list[int]:
    """Indexes of the paragraphs outside tables that say something of their own."""
    return [
        i
        for i, para in enumerate(paragraphs)
        if para.cell is None and not para.generated and para.plain.strip()
    ]


def item(para: Para) -> Item:
    """What there is to know a paragraph by."""
    return Item(" ".join(para.plain.split()), para.anchors, para.style)


def prepare(document: BaseDocument) -> Prepared:
    """Look through what was sent out."""
    paragraphs = document.paragraphs
    blocks = {block.id: block for block in document.blocks}
    section_at = _section_of_each(paragraphs, blocks)
    slots = tuple(
        _slot(paragraphs[i], i, section_at[i], blocks)
        for i in compared(paragraphs)
        if not is_placeholder(paragraphs[i])
    )
    rows: dict[str, list[str]] = {}
    for block in document.blocks:
        rows.setdefault(row_of_block(block.id, block.section), []).append(block.id)
    return Prepared(
        document=document,
        slots=slots,
        known=_known(document, slots),
        rows={row: tuple(order) for row, order in rows.items()},
        sections=tuple(dict.fromkeys(section for section in section_at if section)),
        heading_styles=frozenset(
            paragraphs[slot.index].style for slot in slots if slot.role is Role.HEADING
        )
        - {""},
        source_lines=frozenset(
            item(paragraphs[slot.index]).text for slot in slots if slot.role is Role.SOURCE
        ),
        prose=document.prose | {b.section for b in document.blocks if not ids.is_point(b.id)},
        section_at=section_at,
        placeholders=frozenset(sentence(para) for para in paragraphs if is_placeholder(para)),
    )


def row_of_block(block: str, section: str) -> str:
    """Name of the row a block stands in."""
    return section if ids.is_point(block) else ids.prose_row(section)


def _section_of_each(
    paragraphs: Sequence[Para], blocks: Mapping[str, BaseBlock]
) -> tuple[str, ...]:
    found: list[str] = []
    section = ""
    for para in paragraphs:
        for anchor in para.anchors:
            if anchor.section:
                section = anchor.section
            elif (block := blocks.get(anchor.block)) is not None:
                section = block.section
        found.append(section)
    return tuple(found)


_ROLES = {
    BlockPart.HEADING: Role.HEADING,
    BlockPart.REQUEST: Role.SOURCE,
    BlockPart.SOURCE: Role.SOURCE,
    BlockPart.WAITING: Role.WAITING,
    BlockPart.TEXT: Role.TEXT,
}


def _slot(para: Para, index: int, section: str, blocks: Mapping[str, BaseBlock]) -> Slot:
    for anchor in para.anchors:
        if anchor.section:
            return Slot(index, Role.SECTION, section)
        if anchor.block in blocks and anchor.shows is not None:
            return Slot(index, _ROLES[anchor.shows], section, anchor.block)
    return Slot(index, Role.FIXED, section)


def _known(document: BaseDocument, slots: Sequence[Slot]) -> dict[str, Known]:
    found: dict[str, list[int]] = {block.id: [] for block in document.blocks}
    for n, slot in enumerate(slots):
        if slot.block:
            found[slot.block].append(n)
    known: dict[str, Known] = {}
    for order, block in enumerate(document.blocks):
        at = found[block.id]
        texts = tuple(n for n in at if slots[n].role in (Role.TEXT, Role.WAITING))
        heading = next((n for n in at if slots[n].role is Role.HEADING), None)
        lines = tuple(document.paragraphs[slots[n].index].line for n in texts)
        title = (document.paragraphs[slots[heading].index].line,) if heading is not None else ()
        known[block.id] = Known(block, order, heading, texts, tuple(at), title, lines)
    return known
