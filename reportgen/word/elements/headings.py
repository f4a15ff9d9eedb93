"""Headings of a Word file with the numbers Word shows before them.

The numbers are nowhere in the text: Word counts them from the lists behind the styles
(ECMA-376 part 1, 17.9). `headings` does the same count, in one pass over the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse
from reportgen.word.elements.numbering import ListCounter, ancestry

_P, _PPR, _STYLE, _VAL = qn("w:p"), qn("w:pPr"), qn("w:pStyle"), qn("w:val")
_TEXT, _TAB, _BREAK = qn("w:t"), qn("w:tab"), qn("w:br")
_BOX, _MOVED_AWAY = qn("w:txbxContent"), qn("w:moveFrom")
_OUTLINE = qn("w:outlineLvl")
_NO_HEADING = 9
"""The outline level of body text, counted from 0."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the number Word gives it."""

    element: etree._Element
    level: int
    """Level from 1."""
    number: str
    """Number without a closing full stop, as ``3.6`` or ``Bilag 1``; empty without one."""
    title: str

    @property
    def label(self) -> str:
        """Number and title, as people write it."""
        return f"{self.number} {self.title}".strip()


class HeadingReader:
    """Reads headings by the styles and lists of one file."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._styles = {
            style.get(qn("w:styleId")) or "": style
            for style in (() if styles is None else styles.iterchildren(qn("w:style")))
        }
        self._default = next(
            (
                style_id
                for style_id, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph"
                and style.get(qn("w:default")) in {"1", "true", "on"}
            ),
            "",
        )
        self._numbering = numbering
        self._levels: dict[str, int] = {}

    def read(self, root: etree._Element) -> list[Heading]:
        """Read the headings below `root`, in the order of the document."""
        counter = ListCounter(self._styles, self._numbering)
        found: list[Heading] = []
        for paragraph in paragraphs(root):
            properties = paragraph.find(_PPR)
            styled = None if properties is None else properties.find(_STYLE)
            style = self._default if styled is None else styled.get(_VAL) or ""
            number = counter.number(properties, style)
            level = self._level(style) or _own_level(properties)
            if level:
                found.append(Heading(paragraph, level, number, paragraph_text(paragraph)))
        return found

    def _level(self, style: str) -> int:
        """Heading level of a style, from 1; 0 for text."""
        if style not in self._levels:
            self._levels[style] = self._find_level(style)
        return self._levels[style]

    def _find_level(self, style: str) -> int:
        for element in ancestry(self._styles, style):
            name = element.find(qn("w:name"))
            words = ("" if name is None else name.get(_VAL) or "").casefold().split()
            if len(words) == 2 and words[0] == "heading" and words[1].isdecimal():
                return int(words[1])
            own = element.find(_PPR)
            if own is not None and own.find(_OUTLINE) is not None:
                return _own_level(own)
        return 0


def _own_level(properties: etree._Element | None) -> int:
    """Heading level that properties give themselves, from 1; 0 for none."""
    outline = None if properties is None else properties.find(_OUTLINE)
    if outline is None:
        return 0
    written = outline.get(_VAL) or ""
    value = int(written) if written.isascii() and written.isdecimal() else _NO_HEADING
    return 0 if value >= _NO_HEADING else value + 1


def headings(package: Package, root: etree._Element) -> list[Heading]:
    """Read the headings of `root`, a part of `package` that has been parsed.

    Linear in the number of paragraphs. Raises ValueError where styles or lists are no XML.
    """

    def part(kind: str) -> etree._Element | None:
        name = package.related(kind)
        return parse(package.parts[name]) if name in package.parts and name else None

    return HeadingReader(part("styles"), part("numbering")).read(root)


def paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """Every paragraph in reading order, tables included, text boxes not."""
    boxed = {paragraph for box in root.iter(_BOX) for paragraph in box.iter(_P)}
    if not boxed:
        return root.iter(_P)
    return (paragraph for paragraph in root.iter(_P) if paragraph not in boxed)


def paragraph_text(paragraph: etree._Element) -> str:
    """Text of one paragraph as it reads with all tracked changes accepted, tidied of blanks."""
    away = {
        text
        for outside in paragraph.iter(_BOX, _MOVED_AWAY)
        for text in outside.iter(_TEXT, _TAB, _BREAK)
    }
    pieces = [
        (element.text or "") if element.tag == _TEXT else " "
        for element in paragraph.iter(_TEXT, _TAB, _BREAK)
        if element not in away
    ]
    return " ".join("".join(pieces).split())
