"""Paragraphs of a settled part as plain data, in one pass and without recursion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from reportgen.hearing.model import Author, Cell, Para
from reportgen.opc.namespaces import qn
from reportgen.word.elements.identity import anchor
from reportgen.word.elements.runs import PARTS, SIMPLE, TEXTUAL, address, text_of
from reportgen.word.read.paragraph import Paragraph
from reportgen.word.read.styles import Styles
from reportgen.word.read.tracked import BEGIN, COMMENT, END, NOTE
from reportgen.word.read.untouched import KNOWN, Divided, Unit

_P, _P_PR, _R_PR, _VAL, _ID = qn("w:p"), qn("w:pPr"), qn("w:rPr"), qn("w:val"), qn("w:id")
_R, _TBL, _TR, _TC = qn("w:r"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_LINK = qn("w:hyperlink")
_TEXT = frozenset(TEXTUAL)
# Boxes are read apart, and what stands in for a drawing says it a second time.
BOX = qn("w:txbxContent")
_PASSED = frozenset({qn("mc:Fallback"), qn("w:sdtPr"), qn("w:tblPr")})
BESIDE: Mapping[str, str] = MappingProxyType(
    {
        qn("w:footnoteReference"): _ID,
        qn("w:endnoteReference"): _ID,
        qn("a:blip"): qn("r:embed"),
        qn("v:imagedata"): qn("r:id"),
    }
)
"""Elements that stand for something beside the text, and the attribute that names it."""


@dataclass(slots=True)
class Place:
    """Where a comment hangs: a paragraph and a stretch of all text, by their numbers."""

    paragraph: int
    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The running text of a part."""

    paragraphs: tuple[Para, ...]
    text: str
    """All text, one line a paragraph."""
    comments: Mapping[str, Place]
    """Place of each comment, by its id."""
    beside: Mapping[tuple[str, str], int]
    """Paragraph of each note and picture, by its element and id, and of each box, by its number."""

    def quoted(self, place: Place) -> str:
        """The words that a comment is set on."""
        return self.text[place.start : place.start if place.end is None else place.end]


class Touched(Exception):
    """What was to stand untouched was joined with something: the part must be read whole."""


def read_story(
    root: etree._Element,
    styles: Styles,
    targets: Mapping[str, str],
    authors: Sequence[Author] = (),
    divided: Divided | None = None,
) -> Story:
    """Read a part without tracked changes; `authors` are those its notes speak of.

    `divided` has the paragraphs that were taken out of it. Raises `Touched`.
    """
    reader = _Reader(styles, targets, authors, divided)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            reader.leave(str(tag))
        elif tag == BOX:
            reader.pass_box()
            walk.skip_subtree()
        elif not isinstance(tag, str) or tag in _PASSED or reader.enter(tag, element):
            walk.skip_subtree()
    return reader.story()


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = 0
    next_column: int = 0


class _Reader:
    """Reads element by element; `enter` answers whether what is inside is to be passed by."""

    def __init__(
        self,
        styles: Styles,
        targets: Mapping[str, str],
        authors: Sequence[Author],
        divided: Divided | None,
    ) -> None:
        self._styles, self._targets, self._authors = styles, targets, authors
        self._divided = divided
        self._paragraphs: list[Para] = []
        self._text: list[str] = []
        self._length = 0
        self._comments: dict[str, Place] = {}
        self._noted: dict[str, Place] = {}
        self._tables: list[_Table] = []
        self._table_count = 0
        self._open: list[Paragraph] = []
        self._beside: dict[tuple[str, str], int] = {}
        self._boxes = 0

    def story(self) -> Story:
        """Everything read so far."""
        return Story(
            tuple(self._paragraphs),
            "".join(self._text),
            {**self._noted, **self._comments},
            self._beside,
        )

    def pass_box(self) -> None:
        """Keep the place of a box, which is read apart."""
        self._beside[BOX, str(self._boxes)] = len(self._paragraphs)
        self._boxes += 1

    def enter(self, tag: str, element: etree._Element) -> bool:
        """Take what an element begins."""
        if tag == _P:
            known = element.get(KNOWN) if self._divided else None
            if self._divided and known is not None:
                self._take_known(self._divided.stretches[int(known)], element)
                return True
            self._open.append(Paragraph())
        elif tag == _TBL:
            self._tables.append(_Table(self._table_count))
            self._table_count += 1
        elif tag == _TR and self._tables:
            table = self._tables[-1]
            table.row, table.next_column = table.row + 1, 0
        elif tag == _TC and self._tables:
            table = self._tables[-1]
            table.column = table.next_column
            table.next_column += _span(element)
        elif tag in _COMMENT_MARKS:
            self._take_comment(tag, element.get(_ID) or "")
        elif self._open:
            return self._inside(self._open[-1], tag, element)
        return False

    def leave(self, tag: str) -> None:
        """Take what an element ends."""
        if tag == _P and self._open:
            self._finish(self._open.pop())
        elif tag == _TBL and self._tables:
            self._tables.pop()
        elif tag == _LINK and self._open and self._open[-1].links:
            self._open[-1].links.pop()
        elif tag == SIMPLE and self._open:
            self._open[-1].take_result(self._open[-1].fields.close())

    def _inside(self, paragraph: Paragraph, tag: str, element: etree._Element) -> bool:
        if tag == _P_PR:
            paragraph.properties = element
            return True
        if tag == _R:
            paragraph.bold = paragraph.italic = False
        elif tag == _R_PR:
            paragraph.look_like(element, self._styles)
            return True
        elif tag in _TEXT:
            paragraph.add(text_of(element))
        elif tag == _LINK:
            paragraph.links.append(self._address(element))
        elif tag == qn("w:bookmarkStart"):
            found = anchor(element.get(qn("w:name")) or "")
            if found:
                paragraph.anchors[found] = None
        elif tag == NOTE:
            self._take_note(paragraph, element)
        elif tag in BESIDE:
            self._beside[tag, element.get(BESIDE[tag]) or ""] = len(self._paragraphs)
        elif tag in PARTS:
            paragraph.take_result(paragraph.fields.enter(tag, element, len(paragraph.pieces)))
        return False

    def _take_note(self, paragraph: Paragraph, note: etree._Element) -> None:
        comment = note.get(COMMENT)
        if comment is not None:
            at = self._length + paragraph.length
            self._noted.setdefault(comment, Place(len(self._paragraphs), at, at))
        if (number := note.get(BEGIN)) is not None:
            paragraph.begin(int(number))
        if (number := note.get(END)) is not None:
            paragraph.end(int(number), self._authors[int(number)])

    def _take_comment(self, tag: str, key: str) -> None:
        at = self._length + (self._open[-1].length if self._open else 0)
        here = Place(len(self._paragraphs), at)
        place = self._comments.setdefault(key, here)
        if place is not here and tag != qn("w:commentRangeStart") and place.end is None:
            place.end = at

    def _address(self, link: etree._Element) -> str:
        target = self._targets.get(link.get(qn("r:id")) or "", "")
        inside = link.get(qn("w:anchor"))
        # Word keeps what follows # apart; without a target it leads within the document.
        return address(f"{target}#{inside}" if target and inside else target)

    def _take_known(self, units: Sequence[Unit], element: etree._Element) -> None:
        if len(element) or self._open or self._tables:
            raise Touched
        for unit in units:
            self._paragraphs += unit.paragraphs(self._table_count)
            self._table_count += unit.is_table
            self._text.append(unit.text)
            self._length += len(unit.text)

    def _cell(self) -> Cell | None:
        table = self._tables[-1] if self._tables else None
        return Cell(table.number, max(table.row, 0), table.column) if table else None

    def _finish(self, paragraph: Paragraph) -> None:
        made = paragraph.made(self._styles, self._cell())
        self._paragraphs.append(made)
        self._text += (made.plain, "\n")
        self._length += paragraph.length + 1


_COMMENT_MARKS = frozenset(
    qn(f"w:{name}") for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    written = span.get(_VAL) or "" if span is not None else ""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 4 else 1
