"""Tracked changes: what they are, and how a part reads with all accepted or all rejected.

The rules are those of ISO/IEC 29500-1, 17.13.5: an insertion or a deletion wraps runs; a
paragraph mark, a row, a cell and a content control are changed on their own; properties
that were changed hold the old ones. A stretch that several have changed is gone where one
of the changes that count takes it away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.word.revisions.settle import settle
from reportgen.word.revisions.tags import (
    CELLS,
    CONTENT,
    CONTROL_STARTS,
    MARKS,
    MOVE_ENDS,
    MOVE_OF,
    MOVE_STARTS,
    NUMBERING_CHANGE,
    PROPERTY_CHANGES,
    Place,
    View,
    place,
)

__all__ = ["Kind", "Revision", "View", "accept", "is_revised", "reject", "revisions", "settle"]

_P, _ID, _NAME = qn("w:p"), qn("w:id"), qn("w:name")
_AUTHOR, _DATE = qn("w:author"), qn("w:date")
# No file format here is older; earlier dates stand for a date that is not known.
_FIRST_YEAR = 1990


class Kind(StrEnum):
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
_ADDED_OR_REMOVED = {"ins": "insert", "moveTo": "insert", "del": "delete", "moveFrom": "delete"}
_CELL_KINDS = {
    "cellIns": Kind.CELL_INSERT,
    "cellDel": Kind.CELL_DELETE,
    "cellMerge": Kind.CELL_MERGE,
}
_FORMAT_KINDS = {
    "rPrChange": Kind.FORMAT,
    "pPrChange": Kind.PARAGRAPH_FORMAT,
    "sectPrChange": Kind.SECTION_FORMAT,
}
_CONTROL_KINDS = {
    "customXmlInsRangeStart": Kind.CONTROL_INSERT,
    "customXmlDelRangeStart": Kind.CONTROL_DELETE,
    "customXmlMoveFromRangeStart": Kind.CONTROL_MOVE_FROM,
    "customXmlMoveToRangeStart": Kind.CONTROL_MOVE_TO,
}
_OUTSIDE_PARAGRAPHS = frozenset(
    {Kind.ROW_INSERT, Kind.ROW_DELETE, Kind.TABLE_FORMAT, *_CELL_KINDS.values()}
)


@dataclass(frozen=True, slots=True)
class Revision:
    """One tracked change."""

    kind: Kind
    author: str
    date: dt.datetime | None
    """By the author's clock, without a zone: Word writes local time and calls it UTC."""
    element: etree._Element
    """The mark in the XML."""
    paragraph: etree._Element | None
    """The paragraph it is in; None for rows, cells, tables and what stands between paragraphs."""
    move: str | None = None
    """Name that the source and the target of one move share."""


def is_revised(root: etree._Element) -> bool:
    """Whether a part holds any tracked change."""
    return next(root.iter(*MARKS), None) is not None


def accept(root: etree._Element) -> None:
    """Accept every tracked change in a part, in place."""
    settle(root, View.ACCEPTED)


def reject(root: etree._Element) -> None:
    """Reject every tracked change in a part, in place."""
    settle(root, View.REJECTED)


def revisions(root: etree._Element) -> Iterator[Revision]:
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
            date=_date(mark.get(_DATE) or ""),
            element=mark,
            paragraph=inside,
            move=_innermost(moves[way]) if way else None,
        )


def _innermost(opened: dict[str | None, str | None]) -> str | None:
    """Name of the range opened last among those still open."""
    return opened[next(reversed(opened))] if opened else None


def _kind(mark: etree._Element) -> Kind | None:
    """What a mark says was done; None for one that only helps another."""
    tag = str(mark.tag)
    local = etree.QName(tag).localname
    if tag in CONTENT:
        return _content_kind(mark, local)
    if tag in PROPERTY_CHANGES:
        return _FORMAT_KINDS.get(local, Kind.TABLE_FORMAT)
    if tag in CONTROL_STARTS:
        return _CONTROL_KINDS[local]
    if tag in CELLS:
        return None if _is_of_old(mark) else _CELL_KINDS[local]
    if tag == NUMBERING_CHANGE:
        return None if _is_of_old(mark) else Kind.NUMBERING
    return None


def _content_kind(mark: etree._Element, local: str) -> Kind | None:
    match place(mark):
        case Place.CONTENT:
            return Kind(_DID[local])
        case Place.PARAGRAPH:
            return Kind(f"paragraph_{_DID[local]}")
        case Place.ROW:
            return None if _is_of_old(mark) else Kind(f"row_{_ADDED_OR_REMOVED[local]}")
        case Place.MATH:
            return Kind(f"math_{_ADDED_OR_REMOVED[local]}")
        case Place.NUMBERING:
            return None if _is_of_old(mark) else Kind.NUMBERING
        case Place.NOTHING:
            return None


def _is_of_old(mark: etree._Element) -> bool:
    """Whether a mark in properties is in those that were: they are never so deep."""
    return any(around.tag in PROPERTY_CHANGES for around in islice(mark.iterancestors(), 4))


def _date(written: str) -> dt.datetime | None:
    try:
        date = dt.datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return None
    return date if date.year >= _FIRST_YEAR else None
