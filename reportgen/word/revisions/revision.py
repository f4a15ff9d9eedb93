"""Tracked changes: the elements that record them, and each as a revision.

The rules are those of ISO/IEC 29500-1, 17.13.5: an insertion or a deletion wraps runs; a
paragraph mark, a row, a cell and a content control are changed on their own; properties
that were changed hold the old ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from types import MappingProxyType

from lxml import etree

from reportgen.opc.namespaces import qn, qualified
from reportgen.opc.xml import Element

_ID, _NAME = qn("w:id"), qn("w:name")
_AUTHOR, _DATE = qn("w:author"), qn("w:date")
# No file format here is older; earlier dates stand for a date that is not known.
_FIRST_YEAR = 1990


class RevisionView(StrEnum):
    """How a document with tracked changes is read."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


INSERTED = qualified("w", "ins", "moveTo")
DELETED = qualified("w", "del", "moveFrom")
CONTENT = INSERTED | DELETED
"""Wrappers of runs, and marks in the properties of what cannot be wrapped."""

DELETED_TEXT: Mapping[str, str] = MappingProxyType(
    {qn("w:delText"): qn("w:t"), qn("w:delInstrText"): qn("w:instrText")}
)
"""Text of a deleted run, and what it is called in one that is not."""

DELETED_TAGS = MappingProxyType({there: gone for gone, there in DELETED_TEXT.items()})
"""The reverse: what text is called in a deleted run."""

PROPERTY_CHANGES = qualified(
    "w",
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

EDITS = CONTENT | CELLS | qualified("w", "rPrChange", "pPrChange")
"""What people do. Word adjusts tables and sections by itself, and tracks that too."""

MOVE_STARTS = qualified("w", "moveFromRangeStart", "moveToRangeStart")
MOVE_ENDS = qualified("w", "moveFromRangeEnd", "moveToRangeEnd")
MOVE_OF: Mapping[str, str] = MappingProxyType(
    {
        qn(f"w:{way}{part}"): way
        for way in ("moveFrom", "moveTo")
        for part in ("", "RangeStart", "RangeEnd")
    }
)
"""Which end of a move an element belongs to."""

GONE_CONTROL_STARTS = {
    RevisionView.ACCEPTED: qualified("w", "customXmlDelRangeStart", "customXmlMoveFromRangeStart"),
    RevisionView.REJECTED: qualified("w", "customXmlInsRangeStart", "customXmlMoveToRangeStart"),
}
GONE_CONTROL_ENDS = {
    RevisionView.ACCEPTED: qualified("w", "customXmlDelRangeEnd", "customXmlMoveFromRangeEnd"),
    RevisionView.REJECTED: qualified("w", "customXmlInsRangeEnd", "customXmlMoveToRangeEnd"),
}
CONTROLS = qualified("w", "sdt", "customXml")
"""What such a range inserts, deletes or moves: the control, not what it holds."""

RANGES = (MOVE_STARTS | MOVE_ENDS).union(*GONE_CONTROL_STARTS.values(), *GONE_CONTROL_ENDS.values())

MARKS = CONTENT | set(DELETED_TEXT) | PROPERTY_CHANGES | {NUMBERING_CHANGE} | CELLS | RANGES
"""Every element that is there only because a change was tracked."""

GONE = {
    RevisionView.ACCEPTED: DELETED | {CELL_DELETED},
    RevisionView.REJECTED: INSERTED | {CELL_INSERTED},
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
"""Marks that open and close a range of text, which lives on outside tracked changes."""

RANGE_OPENING: Mapping[str, str] = MappingProxyType(
    {mark: start for start, end in RANGE_PAIRS.items() for mark in (start, end)}
)
"""Each of these marks to the one that opens the range."""

RANGE_MARKS = frozenset(RANGE_OPENING)
PASSIVE = RANGE_MARKS | RANGES | qualified("w", "proofErr", "lastRenderedPageBreak")
"""What a reader does not see."""


class RevisionPlace(StrEnum):
    """What an insertion, a deletion or a move is recorded on."""

    CONTENT = "content"
    PARAGRAPH = "paragraph"
    ROW = "row"
    MATH = "math"
    NUMBERING = "numbering"
    NOTHING = "nothing"


_P, _P_PR, _R_PR = qn("w:p"), qn("w:pPr"), qn("w:rPr")
_CTRL_PR = qn("m:ctrlPr")
_PLACES = {
    qn("w:trPr"): RevisionPlace.ROW,
    qn("w:numPr"): RevisionPlace.NUMBERING,
    _CTRL_PR: RevisionPlace.MATH,
}


def place_of(mark: Element) -> RevisionPlace:
    """Tell what a mark of `CONTENT` is recorded on.

    One in the properties of anything but a paragraph, a row, a list entry or a
    mathematical object has no meaning, and so have those in properties as they were.
    """
    parent = mark.getparent()
    if parent is None:
        return RevisionPlace.NOTHING
    around = parent.getparent()
    if parent.tag == _R_PR:
        if around is not None and around.tag == _CTRL_PR:
            return RevisionPlace.MATH
        if around is None or around.tag != _P_PR:
            return RevisionPlace.NOTHING
        paragraph = around.getparent()
        is_own = paragraph is not None and paragraph.tag == _P
        return RevisionPlace.PARAGRAPH if is_own else RevisionPlace.NOTHING
    if parent.tag in CONTENT and around is not None and around.tag == _CTRL_PR:
        return RevisionPlace.MATH
    return _PLACES.get(str(parent.tag), RevisionPlace.CONTENT)


class RevisionKind(StrEnum):
    """What a tracked change did."""

    INSERT = "insert"
    DELETE = "delete"
    MOVE_FROM = "move_from"
    MOVE_TO = "move_to"
    PARAGRAPH_INSERT = "paragraph_insert"
    PARAGRAPH_DELETE = "paragraph_delete"
    PARAGRAPH_MOVE_FROM = "paragraph_move_from"
    PARAGRAPH_MOVE_TO = "paragraph_move_to"
    ROW_INSERT = "row_insert"
    ROW_DELETE = "row_delete"
    CELL_INSERT = "cell_insert"
    CELL_DELETE = "cell_delete"
    CELL_MERGE = "cell_merge"
    CONTROL_INSERT = "control_insert"
    CONTROL_DELETE = "control_delete"
    CONTROL_MOVE_FROM = "control_move_from"
    CONTROL_MOVE_TO = "control_move_to"
    MATH_INSERT = "math_insert"
    MATH_DELETE = "math_delete"
    NUMBERING = "numbering"
    FORMAT = "format"
    PARAGRAPH_FORMAT = "paragraph_format"
    TABLE_FORMAT = "table_format"
    SECTION_FORMAT = "section_format"


_DID = {"ins": "insert", "del": "delete", "moveFrom": "move_from", "moveTo": "move_to"}
_KINDS: Mapping[str, RevisionKind] = MappingProxyType(
    dict.fromkeys(PROPERTY_CHANGES, RevisionKind.TABLE_FORMAT)
    | {
        qn("w:rPrChange"): RevisionKind.FORMAT,
        qn("w:pPrChange"): RevisionKind.PARAGRAPH_FORMAT,
        qn("w:sectPrChange"): RevisionKind.SECTION_FORMAT,
        NUMBERING_CHANGE: RevisionKind.NUMBERING,
        CELL_INSERTED: RevisionKind.CELL_INSERT,
        CELL_DELETED: RevisionKind.CELL_DELETE,
        CELL_MERGED: RevisionKind.CELL_MERGE,
        qn("w:customXmlInsRangeStart"): RevisionKind.CONTROL_INSERT,
        qn("w:customXmlDelRangeStart"): RevisionKind.CONTROL_DELETE,
        qn("w:customXmlMoveFromRangeStart"): RevisionKind.CONTROL_MOVE_FROM,
        qn("w:customXmlMoveToRangeStart"): RevisionKind.CONTROL_MOVE_TO,
    }
)
"""Kind of the change that an element records, where it is always the same."""
_OUTSIDE_PARAGRAPHS = frozenset(
    {RevisionKind.ROW_INSERT, RevisionKind.ROW_DELETE, RevisionKind.TABLE_FORMAT}
    | {RevisionKind.CELL_INSERT, RevisionKind.CELL_DELETE, RevisionKind.CELL_MERGE}
)


@dataclass(frozen=True, slots=True)
class Revision:
    """One tracked change."""

    kind: RevisionKind
    author: str
    date: dt.datetime | None
    """By the author's clock, without a zone: Word writes local time and calls it UTC."""
    element: Element
    """The mark in the XML."""
    paragraph: Element | None
    """The paragraph it is in; None for rows, cells, tables and what stands between paragraphs."""
    move: str | None = None
    """Name that the source and the target of one move share."""


def is_revised(root: Element) -> bool:
    """Whether a part holds any tracked change."""
    return next(root.iter(*MARKS), None) is not None


def revisions(root: Element) -> Iterator[Revision]:
    """Every tracked change of a part, in the order of the text.

    A change inside another (a deletion of what somebody else inserted) is one of its own.
    """
    moves: dict[str, dict[str | None, str | None]] = {way: {} for way in MOVE_OF.values()}
    for mark in root.iter(*MARKS):
        way = MOVE_OF.get(str(mark.tag), "")
        if mark.tag in MOVE_STARTS:
            moves[way][mark.get(_ID)] = mark.get(_NAME)
        elif mark.tag in MOVE_ENDS:
            moves[way].pop(mark.get(_ID), None)
        kind = _kind(mark)
        if kind is None:
            continue
        inside = None if kind in _OUTSIDE_PARAGRAPHS else next(mark.iterancestors(_P), None)
        yield Revision(
            kind=kind,
            author=mark.get(_AUTHOR) or "",
            date=date_of(mark),
            element=mark,
            paragraph=inside,
            move=_innermost(moves[way]) if way else None,
        )


def _innermost(opened: dict[str | None, str | None]) -> str | None:
    """Name of the range opened last among those still open."""
    return opened[next(reversed(opened))] if opened else None


def _kind(mark: Element) -> RevisionKind | None:
    """What a mark says was done; None for one that only helps another."""
    tag = str(mark.tag)
    if tag in CONTENT:
        return _content_kind(mark)
    if (tag in CELLS or tag == NUMBERING_CHANGE) and _is_of_old(mark):
        return None
    return _KINDS.get(tag)


def _content_kind(mark: Element) -> RevisionKind | None:
    """What a mark of `CONTENT` says was done; None where it means nothing."""
    name, place = etree.QName(mark).localname, place_of(mark)
    if place in {RevisionPlace.ROW, RevisionPlace.NUMBERING} and _is_of_old(mark):
        return None
    match place:
        case RevisionPlace.CONTENT:
            return RevisionKind(_DID[name])
        case RevisionPlace.PARAGRAPH:
            return RevisionKind(f"{place}_{_DID[name]}")
        case RevisionPlace.ROW | RevisionPlace.MATH:
            return RevisionKind(f"{place}_{'insert' if mark.tag in INSERTED else 'delete'}")
        case RevisionPlace.NUMBERING:
            return RevisionKind.NUMBERING
        case RevisionPlace.NOTHING:
            return None


def _is_of_old(mark: Element) -> bool:
    """Whether a mark in properties is in those that were: they are never so deep."""
    return any(around.tag in PROPERTY_CHANGES for around in islice(mark.iterancestors(), 4))


def date_of(signed: Element) -> dt.datetime | None:
    """When a change or a comment was made; None where the file says none, or an absurd one.

    Word writes the author's own time and calls it UTC, so the zone says nothing.
    """
    try:
        date = dt.datetime.fromisoformat(signed.get(_DATE) or "").replace(tzinfo=None)
    except ValueError:
        return None
    return date if date.year >= _FIRST_YEAR else None
