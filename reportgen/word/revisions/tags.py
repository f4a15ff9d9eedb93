"""Names of the elements that record tracked changes (ISO/IEC 29500-1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from lxml import etree

from reportgen.opc.namespaces import qn


class View(StrEnum):
    """How a document with tracked changes is read."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


def _names(*local: str) -> frozenset[str]:
    return frozenset(qn(f"w:{name}") for name in local)


INSERTED = _names("ins", "moveTo")
DELETED = _names("del", "moveFrom")
CONTENT = INSERTED | DELETED
"""Wrappers of runs, and marks in the properties of what cannot be wrapped."""

DELETED_TEXT: Mapping[str, str] = MappingProxyType(
    {qn("w:delText"): qn("w:t"), qn("w:delInstrText"): qn("w:instrText")}
)
"""Text of a deleted run, and what it is called in one that is not."""

PROPERTY_CHANGES = _names(
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
)
"""Each stands in properties and holds them as they were."""

NUMBERING_CHANGE = qn("w:numberingChange")
CELL_INSERTED, CELL_DELETED = qn("w:cellIns"), qn("w:cellDel")
CELL_MERGED = qn("w:cellMerge")
CELLS = frozenset({CELL_INSERTED, CELL_DELETED, CELL_MERGED})

MOVE_STARTS = _names("moveFromRangeStart", "moveToRangeStart")
MOVE_ENDS = _names("moveFromRangeEnd", "moveToRangeEnd")
MOVE_OF: Mapping[str, str] = MappingProxyType(
    {
        qn(f"w:{way}{part}"): way
        for way in ("moveFrom", "moveTo")
        for part in ("", "RangeStart", "RangeEnd")
    }
)
"""Which end of a move an element belongs to."""

_CONTROL = {
    View.ACCEPTED: ("customXmlDel", "customXmlMoveFrom"),
    View.REJECTED: ("customXmlIns", "customXmlMoveTo"),
}
_CONTROL_RANGES = [name for names in _CONTROL.values() for name in names]
CONTROL_STARTS = _names(*(f"{name}RangeStart" for name in _CONTROL_RANGES))
CONTROL_ENDS = _names(*(f"{name}RangeEnd" for name in _CONTROL_RANGES))
GONE_CONTROL_STARTS = {
    view: _names(*(f"{name}RangeStart" for name in names)) for view, names in _CONTROL.items()
}
GONE_CONTROL_ENDS = {
    view: _names(*(f"{name}RangeEnd" for name in names)) for view, names in _CONTROL.items()
}
CONTROLS = _names("sdt", "customXml")
"""What such a range inserts, deletes or moves: the control, not what it holds."""

RANGES = MOVE_STARTS | MOVE_ENDS | CONTROL_STARTS | CONTROL_ENDS

MARKS = CONTENT | set(DELETED_TEXT) | PROPERTY_CHANGES | {NUMBERING_CHANGE} | CELLS | RANGES
"""Every element that is there only because a change was tracked."""

GONE = {
    View.ACCEPTED: DELETED | {CELL_DELETED},
    View.REJECTED: INSERTED | {CELL_INSERTED},
}
"""What a view leaves out."""

RANGE_PAIRS: Mapping[str, str] = MappingProxyType(
    {
        qn(f"w:{start}"): qn(f"w:{end}")
        for start, end in (
            ("bookmarkStart", "bookmarkEnd"),
            ("commentRangeStart", "commentRangeEnd"),
            ("permStart", "permEnd"),
        )
    }
)
"""Marks that open and close a stretch of text, which lives on outside tracked changes."""

RANGE_MARKS = frozenset(RANGE_PAIRS) | frozenset(RANGE_PAIRS.values())
PASSIVE = RANGE_MARKS | RANGES | _names("proofErr", "lastRenderedPageBreak")
"""What a reader does not see."""


class Place(StrEnum):
    """What an insertion, a deletion or a move is recorded on."""

    CONTENT = "content"
    PARAGRAPH = "paragraph"
    ROW = "row"
    MATH = "math"
    NUMBERING = "numbering"
    NOTHING = "nothing"


_P, _P_PR, _R_PR = qn("w:p"), qn("w:pPr"), qn("w:rPr")
_CTRL_PR = qn("m:ctrlPr")
_PLACES = {qn("w:trPr"): Place.ROW, qn("w:numPr"): Place.NUMBERING, _CTRL_PR: Place.MATH}


def place(mark: etree._Element) -> Place:
    """Tell what a mark of `CONTENT` is recorded on.

    One in the properties of anything but a paragraph, a row, a list entry or a
    mathematical object has no meaning, and so have those in properties as they were.
    """
    parent = mark.getparent()
    if parent is None:
        return Place.NOTHING
    around = parent.getparent()
    if parent.tag == _R_PR:
        if around is not None and around.tag == _CTRL_PR:
            return Place.MATH
        if around is None or around.tag != _P_PR:
            return Place.NOTHING
        paragraph = around.getparent()
        is_own = paragraph is not None and paragraph.tag == _P
        return Place.PARAGRAPH if is_own else Place.NOTHING
    if parent.tag in CONTENT and around is not None and around.tag == _CTRL_PR:
        return Place.MATH
    return _PLACES.get(str(parent.tag), Place.CONTENT)
