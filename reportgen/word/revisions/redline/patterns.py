"""How new paragraphs look: like those that the base has of the same style."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.word.read.styles import Styles
from reportgen.word.revisions.redline.marks import own_properties

_P_PR, _P_STYLE, _VAL = qn("w:pPr"), qn("w:pStyle"), qn("w:val")
_HEADING = "Heading"


class Patterns:
    """Properties for new paragraphs: those that the base gives its own of the same style."""

    def __init__(self, paragraphs: Sequence[etree._Element], styles: Styles) -> None:
        self._ids = [_style_id(paragraph) for paragraph in paragraphs]
        self._styles = [styles.style(style_id) for style_id in self._ids]
        self._properties = [own_properties(paragraph) for paragraph in paragraphs]

    def of(self, style: str, after: int) -> list[etree._Element]:
        """Properties for a paragraph of `style` after paragraph `after` of the base.

        Those of the nearest of its kind in the section, so that a point goes on with the
        list it stands in; else those of any other; else the style alone.
        """
        for number in (*self._section(after), *range(len(self._styles))):
            if self._styles[number] == style:
                return deepcopy(self._properties[number])
        named = etree.Element(_P_STYLE)
        named.set(_VAL, style)
        return [named]

    def _section(self, after: int) -> list[int]:
        """Paragraphs of the section, nearest first, those before the place before the others."""
        before, behind = [], []
        for number in range(min(after, len(self._styles) - 1), -1, -1):
            before.append(number)
            if self._styles[number].startswith(_HEADING):
                break
        for number in range(after + 1, len(self._styles)):
            if self._styles[number].startswith(_HEADING):
                break
            behind.append(number)
        return before + behind


def _style_id(paragraph: etree._Element) -> str:
    named = paragraph.find(f"{_P_PR}/{_P_STYLE}")
    return "" if named is None else named.get(_VAL) or ""
