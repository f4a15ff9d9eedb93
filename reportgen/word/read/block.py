"""One block of a part (a paragraph or a table) as plain data, in one pass and without recursion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from reportgen.hearing.model import (
    Author,
    CellPlace,
    Fact,
    FactKind,
    ObjectKind,
    Para,
)
from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.problems import limits
from reportgen.word.elements.identity import anchor
from reportgen.word.elements.runs import (
    FIELD_PARTS,
    SIMPLE_FIELD,
    TEXTUAL,
    address,
    text_of,
)
from reportgen.word.elements.values import VAL, is_true, value, whole_number
from reportgen.word.read.looks import Looks
from reportgen.word.read.objects import (
    BOX,
    BREAK,
    BREAK_BEFORE,
    CONTROLS,
    DRAWN,
    EQUATION,
    FOREIGN,
    SECTION,
    RawObject,
    box_text,
    control_facts,
    drawn,
    each_drawing,
    equation_facts,
    section_facts,
    table_facts,
)
from reportgen.word.read.paragraph import CONTENTS, ParagraphReader
from reportgen.word.read.styles import StyleReader
from reportgen.word.read.tracked import BEGIN, CHANGED, COMMENT, END, NOTE, WORDS, authors_in

_P, _P_PR, _R_PR, _ID = qn("w:p"), qn("w:pPr"), qn("w:rPr"), qn("w:id")
_R, _TBL, _TR, _TC = qn("w:r"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT = frozenset(TEXTUAL)
LINK = qn("w:hyperlink")
# What stands in for a drawing says it a second time.
_PASSED = frozenset({qn("mc:Fallback"), qn("w:sdtPr"), qn("w:tblPr")})
COMMENT_START = qn("w:commentRangeStart")
_BESIDE_TEXT = DRAWN | FOREIGN | CONTROLS | {_TBL, EQUATION, SECTION, BREAK}
_COMMENT_MARKS = frozenset({COMMENT_START, qn("w:commentRangeEnd"), qn("w:commentReference")})
REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        qn("w:footnoteReference"): _ID,
        qn("w:endnoteReference"): _ID,
    }
)
"""Elements that stand for something outside the body, and the attribute that names it."""


class CommentMark(NamedTuple):
    """A mark that a comment left in the text: where it begins, ends, or is referred to."""

    tag: str
    """Its element; `NOTE` where what the comment was set on has been deleted."""
    comment: str
    """Id of the comment."""
    paragraph: int
    """Counted from the beginning of the block."""
    at: int
    """Character of the block's text that it stands before."""


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """A paragraph or a table as it reads by itself; all numbers count from its own beginning."""

    paragraphs: tuple[Para, ...]
    text: str
    """All its text, one line a paragraph."""
    comments: tuple[CommentMark, ...]
    references: tuple[tuple[tuple[str, str], int], ...]
    """Element and id of each note, and the paragraph it is in."""
    objects: tuple[RawObject, ...]
    """What stands in it beside its text."""
    tables: int
    """How many tables it holds."""
    _renumbered: dict[int, tuple[Para, ...]] = field(default_factory=dict, compare=False)

    def paragraphs_after(self, tables: int) -> tuple[Para, ...]:
        """Its paragraphs, where so many tables come before it: the same objects each time."""
        if not tables or not self.tables:
            return self.paragraphs
        if tables not in self._renumbered:
            self._renumbered[tables] = tuple(_renumbered(para, tables) for para in self.paragraphs)
        return self._renumbered[tables]


def _renumbered(para: Para, tables: int) -> Para:
    if para.cell is None:
        return para
    return replace(para, cell=para.cell._replace(table=para.cell.table + tables))


def read_block(
    block: Element,
    styles: StyleReader,
    targets: Mapping[str, str],
    authors: Sequence[Author] = (),
) -> BodyBlock:
    """Read a block without tracked changes.

    `targets` are the addresses of links by their relationship, and `authors` those that
    the notes in it speak of (`reportgen.word.read.tracked`).
    """
    reader = _BlockReader(styles, targets, authors)
    walk = etree.iterwalk(block, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            reader.leave(str(tag))
        elif tag == BOX:
            reader.take_box(element)
            walk.skip_subtree()
        elif not isinstance(tag, str) or tag in _PASSED or reader.enter(tag, element):
            walk.skip_subtree()
    return reader.block()


def link_address(link: Element, targets: Mapping[str, str]) -> str:
    """Where a link leads, in one form; empty for a place in the document itself."""
    target = targets.get(link.get(qn("r:id")) or "", "")
    inside = link.get(qn("w:anchor"))
    # Word keeps what follows # apart; without a target it leads within the document.
    return address(f"{target}#{inside}" if target and inside else target)


@dataclass(slots=True)
class _TableCounter:
    """A table being read, and how far."""

    number: int
    row: int = -1
    column: int = 0
    next_column: int = 0
    shade: Looks = field(default_factory=dict)
    """How the cell marks its words."""


class _BlockReader:
    """Reads element by element; `enter` answers whether what is inside is to be passed by."""

    def __init__(
        self, styles: StyleReader, targets: Mapping[str, str], authors: Sequence[Author]
    ) -> None:
        self._styles, self._targets, self._authors = styles, targets, authors
        self._paragraphs: list[Para] = []
        self._text: list[str] = []
        self._length = 0
        self._comments: list[CommentMark] = []
        self._references: list[tuple[tuple[str, str], int]] = []
        self._objects: list[RawObject] = []
        self._tracking: dict[int, Author] = {}
        self._tables: list[_TableCounter] = []
        self._table_count = 0
        self._open: list[ParagraphReader] = []

    def block(self) -> BodyBlock:
        """Everything read so far."""
        return BodyBlock(
            tuple(self._paragraphs),
            "".join(self._text),
            tuple(self._comments),
            tuple(self._references),
            tuple(self._objects),
            self._table_count,
        )

    def take_box(self, box: Element) -> None:
        """Take a text box; what is drawn round it is no object of its own."""
        if self._objects and self._objects[-1].kind is ObjectKind.SHAPE:
            self._objects.pop()
        authors = authors_in(box, self._authors) or tuple(self._tracking.values())
        facts = (Fact(FactKind.TEXT, box_text(box)),)
        pictures = [part for inside in each_drawing(box) for part in drawn(inside)[2]]
        self._add(RawObject(ObjectKind.BOX, facts, tuple(pictures), authors=authors))

    def _add(self, raw: RawObject) -> None:
        """Take an object where the reader stands: in a paragraph, or after the last one."""
        at = len(self._paragraphs) - (0 if self._open else 1)
        authors = raw.authors or tuple(self._tracking.values())
        self._objects.append(replace(raw, paragraph=at, authors=authors))

    def enter(self, tag: str, element: Element) -> bool:
        """Take what an element begins."""
        if tag in _BESIDE_TEXT:
            self._take_object(tag, element)
        if tag == _P:
            shade = self._tables[-1].shade if self._tables else {}
            usual = self._styles.looks.of_paragraph("", None)
            self._open.append(ParagraphReader({**shade, **usual}, shade))
        elif tag == _TBL:
            self._tables.append(_TableCounter(self._table_count))
            self._table_count += 1
        elif tag == _TR and self._tables:
            table = self._tables[-1]
            table.row, table.next_column = table.row + 1, 0
        elif tag == _TC and self._tables:
            table = self._tables[-1]
            table.column = table.next_column
            table.next_column += _span(element)
            table.shade = self._styles.looks.of_cell(element)
        elif tag in _COMMENT_MARKS:
            self._mark_comment(tag, element.get(_ID) or "")
        elif self._open:
            return self._inside(self._open[-1], tag, element)
        return False

    def _take_object(self, tag: str, element: Element) -> None:
        if tag in DRAWN:
            kind, facts, parts = drawn(element)
            self._add(RawObject(kind, facts, parts))
        elif tag in FOREIGN:
            self._add(RawObject(ObjectKind.FOREIGN, (), (element.get(qn("r:id")) or "",)))
        elif tag == _TBL and element.find(_TR) is not None:
            self._add(RawObject(ObjectKind.TABLE, table_facts(element)))
        elif tag == EQUATION:
            self._add(RawObject(ObjectKind.EQUATION, equation_facts(element)))
        elif tag == SECTION:
            self._add(RawObject(ObjectKind.SECTION, section_facts(element)))
        elif tag == BREAK and element.get(qn("w:type")) == "page":
            self._add(RawObject(ObjectKind.PAGE_BREAK))
        elif tag in CONTROLS and (facts := control_facts(element)):
            self._add(RawObject(ObjectKind.CONTROL, facts))

    def leave(self, tag: str) -> None:
        """Take what an element ends."""
        if tag == _P and self._open:
            self._finish(self._open.pop())
        elif tag == _TBL and self._tables:
            self._tables.pop()
        elif tag == LINK and self._open and self._open[-1].links:
            self._open[-1].links.pop()
        elif tag == SIMPLE_FIELD and self._open:
            self._open[-1].take_result(self._open[-1].fields.close())

    def _inside(self, paragraph: ParagraphReader, tag: str, element: Element) -> bool:
        if tag == _P_PR:
            paragraph.begin_with(element, self._styles)
            self._take_properties(element)
            return True
        if tag == _R:
            paragraph.forget_format()
        elif tag == _R_PR:
            paragraph.format_like(element, self._styles)
            return True
        elif tag in _TEXT:
            paragraph.add(text_of(element))
        elif tag == LINK:
            paragraph.links.append(link_address(element, self._targets))
        elif tag == qn("w:bookmarkStart"):
            named = anchor(element.get(qn("w:name")) or "")
            if named:
                paragraph.anchors[named] = None
        elif tag == NOTE:
            self._take_note(paragraph, element)
        elif tag in REFERENCES:
            key = (tag, element.get(REFERENCES[tag]) or "")
            self._references.append((key, len(self._paragraphs)))
        elif tag in FIELD_PARTS:
            paragraph.take_result(paragraph.fields.enter(tag, element, len(paragraph.runs)))
        return False

    def _take_properties(self, properties: Element) -> None:
        for each in properties.iterchildren(BREAK_BEFORE, SECTION):
            if each.tag == SECTION:
                self._add(RawObject(ObjectKind.SECTION, section_facts(each)))
            elif is_true(each.get(VAL)):
                self._add(RawObject(ObjectKind.PAGE_BREAK))

    def _take_note(self, paragraph: ParagraphReader, note: Element) -> None:
        if (comment := note.get(COMMENT)) is not None:
            self._mark_comment(NOTE, comment)
        if (number := note.get(BEGIN)) is not None:
            paragraph.begin(int(number))
            self._tracking[int(number)] = self._authors[int(number)]
        if (number := note.get(END)) is not None:
            changed = tuple((note.get(CHANGED) or "").split())
            author = self._authors[int(number)]
            paragraph.end(int(number), author, changed, note.get(WORDS) or "")
            self._tracking.pop(int(number), None)

    def _mark_comment(self, tag: str, comment: str) -> None:
        at = self._length + (self._open[-1].length if self._open else 0)
        self._comments.append(CommentMark(tag, comment, len(self._paragraphs), at))

    def _cell(self) -> CellPlace | None:
        table = self._tables[-1] if self._tables else None
        return CellPlace(table.number, max(table.row, 0), table.column) if table else None

    def _finish(self, paragraph: ParagraphReader) -> None:
        read = paragraph.para(self._styles, self._cell())
        if read.generated and read.plain.strip() and not CONTENTS.fullmatch(read.style):
            facts = (Fact(FactKind.TEXT, read.plain.strip()),)
            self._add(RawObject(ObjectKind.FIELD, facts))
        self._paragraphs.append(read)
        self._text += (read.plain, "\n")
        self._length += paragraph.length + 1


def _span(cell: Element) -> int:
    """How many columns of the grid a cell takes; one where the file says nothing credible."""
    span = whole_number(value(cell, "w:tcPr/w:gridSpan"), 1)
    return span if span <= limits.MOST_SPANNED_COLUMNS else 1
