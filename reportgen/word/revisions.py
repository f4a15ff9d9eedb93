"""Tracked changes: what they are, and how a part reads with all accepted or all rejected.

The rules are those of ISO/IEC 29500-1, 17.13.5, checked against files with their accepted
and rejected counterparts. What is not told apart by reading (a range's name, whose change
comes first) does not matter here: a stretch that several changed is gone if one of the
changes that count takes it away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from lxml import etree

from reportgen.word import revisions_content as content
from reportgen.word.ns import qn
from reportgen.word.revisions_paragraphs import join
from reportgen.word.revisions_tags import (
    CELL_DELETED,
    CELL_INSERTED,
    CELL_MERGED,
    CELLS,
    CONTENT,
    CONTROL_ENDS,
    CONTROL_STARTS,
    CONTROLS,
    DELETED_TEXT,
    GONE,
    GONE_CONTROL_ENDS,
    GONE_CONTROL_STARTS,
    MARKS,
    MOVE_ENDS,
    MOVE_STARTS,
    NUMBERING_CHANGE,
    PROPERTY_CHANGES,
    RANGES,
    View,
)

_P, _P_PR, _R_PR, _TR_PR = qn("w:p"), qn("w:pPr"), qn("w:rPr"), qn("w:trPr")
_NUM_PR, _CTRL_PR, _ID = qn("w:numPr"), qn("m:ctrlPr"), qn("w:id")


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
    """The paragraph it is in; None for rows, cells and what is round paragraphs."""
    move: str | None = None
    """Name that the source and the target of one move share."""


def is_revised(root: etree._Element) -> bool:
    """Whether a part holds any tracked change."""
    return next(root.iter(*MARKS), None) is not None


def accept(root: etree._Element) -> None:
    """Accept every tracked change in a part, in place."""
    _settle(root, View.ACCEPTED)


def reject(root: etree._Element) -> None:
    """Reject every tracked change in a part, in place."""
    _settle(root, View.REJECTED)


def settle(root: etree._Element, view: View) -> None:
    """Turn a part, in place, into what it is in `view`."""
    _settle(root, view)


def _place(mark: etree._Element) -> str:
    """What a mark that wraps nothing belongs to: ``paragraph``, ``row`` and so on."""
    parent = mark.getparent()
    if parent is None:
        return ""
    around = parent.getparent()
    if parent.tag == _R_PR and around is not None:
        if around.tag == _CTRL_PR:
            return "math"
        ours = around.tag == _P_PR and around.getparent() is not None
        # Properties as they were (in a property change) may hold marks too: of no effect.
        return "paragraph" if ours and around.getparent().tag == _P else "nothing"  # type: ignore[union-attr]
    return {_TR_PR: "row", _NUM_PR: "numbering", _CTRL_PR: "math", _R_PR: "nothing"}.get(
        str(parent.tag), "content"
    )


def _settle(root: etree._Element, view: View) -> None:
    marks = list(root.iter(*MARKS))
    if not marks:
        return
    gone = GONE[view]
    _settle_controls(root, marks, view)
    dropped: list[etree._Element] = []
    wrapping: list[etree._Element] = []
    unmarked: dict[etree._Element, None] = {}
    rows: list[etree._Element] = []
    cells: list[etree._Element] = []
    maths: list[etree._Element] = []
    changes: list[etree._Element] = []
    for mark in marks:
        tag = str(mark.tag)
        if tag in RANGES:
            content.remove(mark)
        elif tag in CONTENT:
            place = _place(mark)
            is_gone = tag in gone
            if place == "content":
                (dropped if is_gone else wrapping).append(mark)
            elif place == "math":
                control = next(mark.iterancestors(_CTRL_PR))
                content.unwrap(mark)
                if is_gone:
                    maths.append(control)
            else:
                holder = mark.getparent()
                assert holder is not None  # a mark with a place stands in something
                if is_gone and place == "paragraph":
                    unmarked[next(mark.iterancestors(_P))] = None
                elif is_gone and place == "row":
                    rows += filter(None, [holder.getparent()])
                holder.remove(mark)
                if is_gone and place == "numbering":
                    holder.clear()
                content.remove_empty(holder)
        elif tag in DELETED_TEXT:
            if view is View.REJECTED:
                mark.tag = DELETED_TEXT[tag]
            else:
                dropped.append(mark)
        elif tag in PROPERTY_CHANGES:
            changes.append(mark)
        elif tag == NUMBERING_CHANGE:
            content.remove(mark)
    ...
