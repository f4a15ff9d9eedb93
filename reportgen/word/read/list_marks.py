"""List marks of paragraphs as a reader sees them: bullets, ``1.``, ``a)``, and their depth."""

from __future__ import annotations

import re

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.word.elements.numbering import ListCounter, numbered_lists, style_numbering
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.values import value, whole_number

_CLOSING = ".):"
_DEEPEST = 8
"""The last level of a list, counted from 0."""
_STEP = 360
"""Twips that each level is set in by where the file does not say."""
_SLACK = 60
"""Twips by which entries of one list may differ."""


class ListMarks:
    """Gives each paragraph its mark; asked for every paragraph once, in order."""

    def __init__(self, styles: StyleSheet, numbering: Element | None) -> None:
        self._styles = styles
        self._counter = ListCounter(styles, numbering)
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._linked: dict[tuple[str, str], int] = {}
        if numbering is not None:
            self._read(numbering)

    def mark(self, properties: Element | None, style: str) -> tuple[str, int]:
        """Mark of a paragraph, and how far it is set in, in twips; an empty mark is no list."""
        direct = None if properties is None else properties.find(qn("w:numPr"))
        of_style = style_numbering(self._styles, style)
        num_id = value(direct, "w:numId") or of_style.num_id
        if not num_id or num_id == "0":
            return "", 0
        level = whole_number(value(direct, "w:ilvl"), of_style.level)
        if level < 0:
            linked = (self._linked.get((num_id, name)) for name in of_style.family)
            level = next((known for known in linked if known is not None), 0)
        depth = min(level, _DEEPEST)
        form, text, indent = self._levels.get((num_id, depth), ("bullet", "", _STEP * (depth + 1)))
        if (own := _indent(properties)) is not None:
            indent = own
        elif direct is None:
            inherited = map(_indent, self._styles.inherited(style, "w:pPr"))
            indent = next((known for known in inherited if known is not None), indent)
        number = self._counter.number(properties, style)
        if form == "none":
            return "", 0
        if form == "bullet" or not number:
            return "-", indent
        closing = text[-1] if text and text[-1] in _CLOSING else "."
        return f"{number}{closing}", indent

    def _read(self, numbering: Element) -> None:
        for listed in numbered_lists(numbering):
            for level in (*listed.levels, *listed.overriding):
                depth = whole_number(level.get(qn("w:ilvl")) or "", _DEEPEST + 1)
                if depth > _DEEPEST:
                    continue
                indent = _indent(level.find(qn("w:pPr")))
                self._levels[listed.num_id, depth] = (
                    value(level, "w:numFmt", "decimal"),
                    value(level, "w:lvlText"),
                    _STEP * (depth + 1) if indent is None else indent,
                )
                if style := value(level, "w:pStyle"):
                    self._linked[listed.num_id, style] = depth


def _indent(properties: Element | None) -> int | None:
    """Where the words begin, in twips from the margin; none where it is not said."""
    indent = None if properties is None else properties.find(qn("w:ind"))
    if indent is None:
        return None
    twips = indent.get(qn("w:left")) or indent.get(qn("w:start")) or ""
    return int(float(twips)) if re.fullmatch(r"-?\d{1,6}(?:\.\d+)?", twips) else None


class Nesting:
    """How deep each entry of a list is, by how far it is set in from the one above."""

    def __init__(self) -> None:
        self._indents: list[int] = []

    def depth(self, indent: int) -> int:
        """Depth of the next entry, from 0."""
        while self._indents and indent < self._indents[-1] - _SLACK:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + _SLACK:
            self._indents.append(indent)
        return len(self._indents) - 1

    def end(self) -> None:
        """Note a paragraph that is in no list: the next list begins anew."""
        self._indents.clear()
