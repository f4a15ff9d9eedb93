"""List marks of paragraphs as a reader sees them: bullets, ``1.``, ``a)``, and their depth."""

from __future__ import annotations

import re

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.word.elements.numbering import ListCounter
from reportgen.word.elements.styles import StyleSheet

_VAL, _ILVL, _NUM_ID, _NUM_PR = qn("w:val"), qn("w:ilvl"), qn("w:numId"), qn("w:numPr")
_CLOSING = ".):"


class ListMarks:
    """Gives each paragraph its mark; asked for every paragraph once, in order."""

    def __init__(self, styles: StyleSheet, numbering: etree._Element | None) -> None:
        self._styles = styles
        self._counter = ListCounter(styles, numbering)
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._linked: dict[tuple[str, str], int] = {}
        if numbering is not None:
            self._read(numbering)

    def mark(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        """Mark of a paragraph, and how far it is set in, in twips; an empty mark is no list."""
        direct = None if properties is None else properties.find(_NUM_PR)
        num_id, level = _value(direct, _NUM_ID), _value(direct, _ILVL)
        family = []
        for element in self._styles.ancestry(style):
            family.append(element.get(qn("w:styleId")) or "")
            inherited = element.find(f"{qn('w:pPr')}/{_NUM_PR}")
            num_id = num_id or _value(inherited, _NUM_ID)
            level = level or _value(inherited, _ILVL)
        if not num_id or num_id == "0":
            return "", 0
        if level.isdecimal():
            depth = min(int(level), 8)
        else:
            linked = (self._linked.get((num_id, name)) for name in family)
            depth = next((found for found in linked if found is not None), 0)
        form, text, indent = self._levels.get((num_id, depth), ("bullet", "", 360 * (depth + 1)))
        own = _indent(properties)
        inherited_indents = (
            _indent(element.find(qn("w:pPr"))) for element in self._styles.ancestry(style)
        )
        if own is not None:
            indent = own
        elif direct is None:
            indent = next((found for found in inherited_indents if found is not None), indent)
        number = self._counter.number(properties, style)
        if form == "none":
            return "", 0
        if form == "bullet" or not number:
            return "-", indent
        closing = text[-1] if text and text[-1] in _CLOSING else "."
        return f"{number}{closing}", indent

    def _read(self, numbering: etree._Element) -> None:
        abstracts = {
            abstract.get(qn("w:abstractNumId")) or "": abstract
            for abstract in numbering.iterchildren(qn("w:abstractNum"))
        }
        for num in numbering.iterchildren(qn("w:num")):
            num_id = num.get(_NUM_ID) or ""
            abstract = abstracts.get(_value(num, qn("w:abstractNumId")))
            overrides = [
                level
                for override in num.iterchildren(qn("w:lvlOverride"))
                for level in override.iterchildren(qn("w:lvl"))
            ]
            own = [] if abstract is None else list(abstract.iterchildren(qn("w:lvl")))
            for level in (*own, *overrides):
                depth = level.get(_ILVL) or ""
                if not depth.isdecimal() or int(depth) > 8:
                    continue
                form = _value(level, qn("w:numFmt")) or "decimal"
                indent = _indent(level.find(qn("w:pPr")))
                self._levels[num_id, int(depth)] = (
                    form,
                    _value(level, qn("w:lvlText")),
                    360 * (int(depth) + 1) if indent is None else indent,
                )
                if style := _value(level, qn("w:pStyle")):
                    self._linked[num_id, style] = int(depth)


def _indent(properties: etree._Element | None) -> int | None:
    """Where the words begin, in twips from the margin; none where it is not said."""
    indent = None if properties is None else properties.find(qn("w:ind"))
    if indent is None:
        return None
    said = indent.get(qn("w:left")) or indent.get(qn("w:start")) or ""
    return int(float(said)) if re.fullmatch(r"-?\d{1,6}(?:\.\d+)?", said) else None


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


_SLACK = 60
"""Twips by which entries of one list may differ."""


def _value(parent: etree._Element | None, tag: str) -> str:
    child = None if parent is None else parent.find(tag)
    return "" if child is None else child.get(_VAL) or ""
