"""How the words of a file look, where a reader sees more than the words: colour, marking, hiding.

What counts is how words look in the end, whichever of their own properties and their styles
says so: editors move one into the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from reportgen.hearing.model import Look
from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.word.elements.markers import MARKERS
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.symbols import Script, is_in_script, script_of
from reportgen.word.elements.values import VAL, is_true, value

_R_PR, _P_PR = qn("w:rPr"), qn("w:pPr")
_MARKER, _SHADE, _FILL = qn("w:highlight"), qn("w:shd"), qn("w:fill")
_COLOUR, _HIDDEN, _LINE = qn("w:color"), qn("w:vanish"), qn("w:u")
_CELL_SHADE = f"{qn('w:tcPr')}/{_SHADE}"
_TELLING = frozenset({_MARKER, _SHADE, _COLOUR, _HIDDEN, _LINE, qn("w:rStyle")})
_WHITE = "FFFFFF"
_BLACK = 0x40
"""Brightest part, of 255, up to which letters are black to a reader."""
_LOOK_OF_SCRIPT = {Script.RAISED: Look.RAISED, Script.LOWERED: Look.LOWERED}

Looks = Mapping[Look, str]
"""Each look that words have, and its colour as ``RRGGBB``; empty for one without colour."""
_Said = dict[Look, str | None]
"""The same with None for a look that is taken away."""


class LookReader:
    """Asked for the looks of each run of a file, by its properties and the paragraph's style."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._of_style = cache(self._said_by_style)
        self._usual = cache(lambda style: _looks(self._of_style(style)))
        self._of_tables = frozenset(_colour(shade.get(_FILL) or "") for shade in sheet.shades())

    def of_paragraph(self, style: str, properties: Element | None) -> Looks:
        """How the words of a paragraph look where they say nothing themselves."""
        shade = None if properties is None else properties.find(_SHADE)
        usual = self._usual(style)
        return usual if shade is None else _looks(usual, _said([shade]))

    def of_cell(self, cell: Element) -> Looks:
        """How the words of a cell are marked by the shading of that cell.

        Programs write the colours of table styles into the cells, so those are no marking.
        """
        shade = cell.find(_CELL_SHADE)
        looks = {} if shade is None else _looks(_said([shade]))
        return {} if looks.get(Look.MARKED) in self._of_tables else looks

    def of_run(self, paragraph: Looks, properties: Element) -> Looks:
        """How the words of a run look, in a paragraph of such looks."""
        said = [child for child in properties if child.tag in _TELLING]
        if not said:
            return paragraph
        style = value(properties, "w:rStyle")
        return _looks(dict(paragraph), self._of_style(style) if style else {}, _said(said))

    def _said_by_style(self, style: str) -> _Said:
        said: _Said = {}
        for element in reversed(list(self._sheet.ancestry(style))):
            for properties in (element.find(_P_PR), element.find(_R_PR)):
                said |= _said(() if properties is None else properties)
        return said


def unsaid_script(properties: Element, text: str) -> Look | None:
    """Whether words as they are shown are raised or lowered, and no characters say so."""
    script = script_of(properties)
    if script is None or not text.strip() or is_in_script(text, script):
        return None
    return _LOOK_OF_SCRIPT[script]


def _looks(*said: _Said | Looks) -> Looks:
    """What is said, the later over the earlier."""
    merged: _Said = {}
    for each in said:
        merged.update(each)
    return {look: colour for look, colour in merged.items() if colour is not None}


def _said(properties: Iterable[Element]) -> _Said:
    said: _Said = {}
    for child in properties:
        written = child.get(VAL) or ""
        if child.tag == _MARKER:
            said[Look.MARKED] = MARKERS.get(written)
        elif child.tag == _SHADE and not said.get(Look.MARKED):
            said[Look.MARKED] = _colour(child.get(_FILL) or "")
        elif child.tag == _COLOUR:
            said[Look.COLOURED] = _letters(written)
        elif child.tag == _HIDDEN:
            said[Look.HIDDEN] = "" if is_true(child.get(VAL)) else None
        elif child.tag == _LINE:
            said[Look.UNDERLINED] = None if written in {"", "none"} else ""
    return said


def _letters(written: str) -> str | None:
    """Colour of letters, unless a reader takes them to be black."""
    colour = _colour(written)
    parts = bytes.fromhex(colour) if colour else b""
    return colour if parts and max(parts) > _BLACK else None


def _colour(written: str) -> str | None:
    """A colour as ``RRGGBB``; None for white, for the usual one, and for what is none."""
    colour = written.upper()
    is_one = len(colour) == len(_WHITE) and all(sign in "0123456789ABCDEF" for sign in colour)
    return colour if is_one and colour != _WHITE else None
