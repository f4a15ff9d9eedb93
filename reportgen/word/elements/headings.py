"""Headings of a Word file with the numbers Word shows before them.

The numbers are nowhere in the text: Word counts them from the lists behind the styles
(ECMA-376 part 1, 17.9). `headings` does the same count, in one pass over the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element, outside
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


def _own_level(properties: Element | None) -> int:
    """Heading level that properties give themselves, from 1; 0 for none."""
    return heading_level(value(properties, "w:outlineLvl"))


def heading_level(outline: str) -> int:
    """Heading level, from 1, of an outline level as it is written; 0 for text."""
    level = whole_number(outline, _NO_HEADING)
    return 0 if level >= _NO_HEADING else level + 1


def headings(package: Package, root: Element) -> list[Heading]:
    """Read the headings of `root`, a part of `package` that has been parsed.

    Linear in the number of paragraphs. Raises ValueError where styles or lists are no XML.
    """
    return read_headings(root, package.related_xml("styles"), package.related_xml("numbering"))


def read_headings(
    root: Element, styles: Element | None, numbering: Element | None
) -> list[Heading]:
    """Read the headings below `root` by `w:styles` and `w:numbering`, in the document's order."""
    sheet = StyleSheet(styles)
    counter = ListCounter(sheet, numbering)
    level_of = cache(partial(_level, sheet))
    read: list[Heading] = []
    for paragraph in paragraphs(root):
        properties = paragraph.find(_PPR)
        style = value(properties, "w:pStyle") or sheet.default
        number = counter.number(properties, style)
        level = level_of(style) or _own_level(properties)
        if level:
            read.append(Heading(paragraph, level, number, paragraph_text(paragraph)))
    return read


def _level(sheet: StyleSheet, style: str) -> int:
    """Heading level of a style, from 1; 0 for text."""
    for element in sheet.ancestry(style):
        words = value(element, "w:name").casefold().split()
        if len(words) == 2 and words[0] == "heading" and words[1].isdecimal():
            return int(words[1])
        if element.find(qn("w:pPr/w:outlineLvl")) is not None:
            return _own_level(element.find(_PPR))
    return 0


def paragraphs(root: Element) -> list[Element]:
    """Every paragraph in reading order, tables included, text boxes not."""
    return outside(root, (_BOX,), _P)


def paragraph_text(paragraph: Element) -> str:
    """Text of one paragraph as it reads with all tracked changes accepted, tidied of blanks."""
    pieces = [
        (element.text or "") if element.tag == _TEXT else " "
        for element in outside(paragraph, (_BOX, _MOVED_AWAY), _TEXT, _TAB, _BREAK)
    ]
    return " ".join("".join(pieces).split())
