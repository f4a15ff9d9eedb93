"""A paragraph's runs, cut where a change begins or ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.word.elements.runs import TEXTUAL, text_of

_R, _R_PR, _T = qn("w:r"), qn("w:rPr"), qn("w:t")
_BOX, _FALLBACK = qn("w:txbxContent"), qn("mc:Fallback")
_CHARACTER, _KIND, _INSTRUCTION = qn("w:fldChar"), qn("w:fldCharType"), qn("w:instrText")
_TEXT = frozenset(TEXTUAL)
_SPACE = qn("xml:space")


@dataclass(slots=True)
class Piece:
    """One run of a paragraph, and which signs of the paragraph's text it holds."""

    run: etree._Element
    start: int
    end: int
    field: tuple[int, int] | None = None
    """Of a run that a field is made of: which signs its result is."""
    ends_field: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it holds any."""
        return self.end > self.start


def cut(paragraph: etree._Element, places: Sequence[int]) -> list[Piece]:
    """Cut the runs of a paragraph at `places`, in order; return all its runs."""
    pieces: list[Piece] = []
    at = 0
    for run in list(runs(paragraph)):
        length = sum(len(text_of(child)) for child in run if child.tag in _TEXT)
        inside = places[bisect_right(places, at) : bisect_left(places, at + length)]
        for part in _cut_run(run, [place - at for place in inside]):
            held = sum(len(text_of(child)) for child in part if child.tag in _TEXT)
            pieces.append(Piece(part, at, at + held))
            at += held
    _find_fields(pieces)
    return pieces


def runs(paragraph: etree._Element) -> list[etree._Element]:
    """The runs of a paragraph that are its own, and not of a box within it."""
    found = list(paragraph.iter(_R))
    inside = {r for box in paragraph.iter(_BOX, _FALLBACK) for r in box.iter(_R)}
    return [run for run in found if run not in inside] if inside else found


def text(paragraph: etree._Element) -> str:
    """The text that can be cut."""
    return "".join(text_of(child) for run in runs(paragraph) for child in run if child.tag in _TEXT)


def _cut_run(run: etree._Element, places: Sequence[int]) -> list[etree._Element]:
    """Cut one run; the first part is the run itself, the others follow it."""
    if not places:
        return [run]
    groups: list[list[etree._Element]] = [[]]
    at, left = 0, list(places)
    for child in [child for child in run if child.tag != _R_PR]:
        rest = child
        length = len(text_of(child)) if child.tag in _TEXT else 0
        while left and left[0] < at + length:
            if left[0] > at:
                rest, first = _cut_text(rest, left[0] - at), rest
                groups[-1].append(first)
                length -= left[0] - at
                at = left[0]
            groups.append([])
            left.pop(0)
        groups[-1].append(rest)
        at += length
    parts = [run]
    properties = run.find(_R_PR)
    for group in groups[1:]:
        part = etree.Element(_R)
        for name, value in run.attrib.items():
            part.set(name, value)
        if properties is not None:
            part.append(deepcopy(properties))
        part.extend(group)
        parts[-1].addnext(part)
        parts.append(part)
    return parts


def _cut_text(written: etree._Element, place: int) -> etree._Element:
    """Shorten a ``w:t`` to `place` signs; return what follows as one of its own."""
    held = written.text or ""
    rest = etree.Element(_T)
    written.text, rest.text = held[:place], held[place:]
    for part in (written, rest):
        part.set(_SPACE, "preserve")
    return rest


def _find_fields(pieces: Sequence[Piece]) -> None:
    """Say of each run that a field is made of which signs its result is."""
    opened: list[tuple[list[Piece], list[int]]] = []
    for piece in pieces:
        for child in piece.run:
            if child.tag == _INSTRUCTION and opened:
                opened[-1][0].append(piece)
            if child.tag != _CHARACTER:
                continue
            kind = child.get(_KIND)
            if kind == "begin":
                opened.append(([piece], []))
            elif opened:
                opened[-1][0].append(piece)
                opened[-1][1].append(piece.start)
            if kind == "end" and opened:
                parts, places = opened.pop()
                piece.ends_field = True
                for part in parts:
                    part.field = (places[0], places[-1])
