"""Turning a part into what it is with every tracked change accepted, or every one rejected."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.word.revisions import content
from reportgen.word.revisions.paragraphs import join
from reportgen.word.revisions.tags import (
    CELL_MERGED,
    CELLS,
    CONTENT,
    CONTROLS,
    DELETED_TEXT,
    GONE,
    GONE_CONTROL_ENDS,
    GONE_CONTROL_STARTS,
    MARKS,
    PROPERTY_CHANGES,
    Place,
    View,
    place,
)

_P, _TR, _TC, _CTRL_PR = qn("w:p"), qn("w:tr"), qn("w:tc"), qn("m:ctrlPr")
_ID = qn("w:id")
_MERGED = {View.ACCEPTED: "w:vMerge", View.REJECTED: "w:vMergeOrig"}


def settle(root: etree._Element, view: View) -> None:
    """Turn a part, in place, into what `view` shows; without tracked changes it stays as it is.

    Takes time in proportion to the part, and does not recurse.
    """
    marks = list(root.iter(*MARKS))
    if not marks:
        return
    settlement = _Settlement(view)
    # These are found between marks, so before any of them is taken away.
    controls = _gone_controls(root, view)
    for mark in marks:
        settlement.take(mark)
    for control in controls:
        content.unwrap_control(control)
    settlement.apply()


def _gone_controls(root: etree._Element, view: View) -> Sequence[etree._Element]:
    """Content controls whose opening tag stands in a range that the view leaves out."""
    starts, ends = GONE_CONTROL_STARTS[view], GONE_CONTROL_ENDS[view]
    if next(root.iter(*starts), None) is None:
        return ()
    found: list[etree._Element] = []
    opened: set[str | None] = set()
    for element in root.iter(*starts, *ends, *CONTROLS):
        if element.tag in starts:
            opened.add(element.get(_ID))
        elif element.tag in ends:
            opened.discard(element.get(_ID))
        elif opened:
            found.append(element)
    return found


class _Settlement:
    """What is to be done with a part, gathered mark by mark and then done kind by kind."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._gone = GONE[view]
        self._left_out: list[etree._Element] = []
        self._unwrapped: list[etree._Element] = []
        self._changes: list[etree._Element] = []
        self._unmarked: dict[etree._Element, None] = {}
        self._rows: list[etree._Element] = []
        self._cells: list[etree._Element] = []
        self._objects: list[etree._Element] = []

    def take(self, mark: etree._Element) -> None:
        """Note what a mark asks for; one that wraps nothing is taken away at once."""
        tag = str(mark.tag)
        if tag in CONTENT:
            self._take_content(mark, place(mark))
        elif tag in PROPERTY_CHANGES:
            self._changes.append(mark)
        elif tag in DELETED_TEXT:
            if self._view is View.REJECTED:
                mark.tag = DELETED_TEXT[tag]
            else:
                self._left_out.append(mark)
        elif tag in CELLS:
            self._take_cell(mark, tag)
        else:
            content.remove(mark)

    def _take_content(self, mark: etree._Element, where: Place) -> None:
        is_gone = mark.tag in self._gone
        if where is Place.CONTENT:
            (self._left_out if is_gone else self._unwrapped).append(mark)
            return
        if where is Place.MATH:
            if is_gone:
                self._objects += mark.iterancestors(_CTRL_PR)
            content.unwrap(mark)
            return
        holder = mark.getparent()
        if holder is None:
            return
        if is_gone and where is Place.PARAGRAPH:
            self._unmarked[next(mark.iterancestors(_P))] = None
        elif is_gone and where is Place.ROW:
            self._rows += list(mark.iterancestors(_TR))[:1]
        elif is_gone and where is Place.NUMBERING:
            holder.clear()
        content.remove(mark)
        content.remove_empty(holder)

    def _take_cell(self, mark: etree._Element, tag: str) -> None:
        if tag == CELL_MERGED:
            content.merge_cell(mark, _MERGED[self._view])
            return
        if tag in self._gone:
            self._cells += list(mark.iterancestors(_TC))[:1]
        content.remove(mark)

    def apply(self) -> None:
        """Do it."""
        emptied = content.leave_out_content(self._left_out)
        for wrapper in self._unwrapped:
            content.unwrap(wrapper)
        for change in self._changes:
            if self._view is View.REJECTED:
                content.restore(change)
            else:
                properties = change.getparent()
                content.remove(change)
                content.remove_empty(properties)
        content.remove_cells(self._cells)
        content.remove_rows(self._rows)
        for properties in self._objects:
            content.dissolve(properties)
        join(list(self._unmarked), emptied)
