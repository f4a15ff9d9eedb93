"""Headings of a Word file with the numbers Word shows before them.

The numbers are nowhere in the text: Word counts them from the lists behind the styles
(ECMA-376 part 1, 17.9). `headings` does the same count, in one pass over the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.word.elements.numbering import ListCounter
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.values import value, whole_number

_P, _PPR = qn("w:p"), qn("w:pPr")
_TEXT, _TAB, _BREAK = qn("w:t"), qn("w:tab"), qn("w:br")
_BOX, _MOVED_AWAY = qn("w:txbxContent"), qn("w:moveFrom")
_NO_HEADING = 9
"""The outline level of body text, counted from 0."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the number Word gives it."""

    element: Element
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

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = StyleSheet(styles)
        self._numbering = numbering
        self._levels: dict[str, int] = {}

    def read(self, root: Element) -> list[Heading]:
        """Read the headings below `root`, in the order of the document."""
        counter = ListCounter(self._styles, self._numbering)
        read: list[Heading] = []
        for paragraph in paragraphs(root):
            properties = paragraph.find(_PPR)
            style = value(properties, "w:pStyle") or self._styles.default
            number = counter.number(properties, style)
            level = self._level(style) or _own_level(properties)
            if level:
                read.append(Heading(paragraph, level, number, paragraph_text(paragraph)))
        return read

    def _level(self, style: str) -> int:
        """Heading level of a style, from 1; 0 for text."""
        if style not in self._levels:
            self._levels[style] = self._find_level(style)
        return self._levels[style]

    def _find_level(self, style: str) -> int:
        for element in self._styles.ancestry(style):
            words = value(element, "w:name").casefold().split()
            if len(words) == 2 and words[0] == "heading" and words[1].isdecimal():
                return int(words[1])
            if element.find(qn("w:pPr/w:outlineLvl")) is not None:
                return _own_level(element.find(_PPR))
        return 0


def _own_level(properties: Element | None) -> int:
    """Heading level that properties give themselves, from 1; 0 for none."""
    outline = whole_number(value(properties, "w:outlineLvl"), _NO_HEADING)
    return 0 if outline >= _NO_HEADING else outline + 1


def headings(package: Package, root: Element) -> list[Heading]:
    """Read the headings of `root`, a part of `package` that has been parsed.

    Linear in the number of paragraphs. Raises ValueError where styles or lists are no XML.
    """
    reader = HeadingReader(package.related_xml("styles"), package.related_xml("numbering"))
    return reader.read(root)


def paragraphs(root: Element) -> Iterator[Element]:
    """Every paragraph in reading order, tables included, text boxes not."""
    boxed = {paragraph for box in root.iter(_BOX) for paragraph in box.iter(_P)}
    if not boxed:
        return root.iter(_P)
    return (paragraph for paragraph in root.iter(_P) if paragraph not in boxed)


def paragraph_text(paragraph: Element) -> str:
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
