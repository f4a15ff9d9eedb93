"""Turning a part into what it is with every tracked change accepted, or every one rejected.

A range that several have changed is gone where one of the changes that count takes it away.
A paragraph mark is a change of its own: without it, what stands before it is combined with
the following paragraph, whose properties count (ISO/IEC 29500-1, 17.13.5.15).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.word.revisions import content
from reportgen.word.revisions.revision import (
    CELL_MERGED,
    CELLS,
    CONTENT,
    CONTROLS,
    DELETED_TEXT,
    GONE,
    GONE_CONTROL_ENDS,
    GONE_CONTROL_STARTS,
    MARKS,
    PASSIVE,
    PROPERTY_CHANGES,
    RANGE_MARKS,
    RANGE_OPENING,
    RevisionPlace,
    RevisionView,
    place_of,
)

_P, _R, _TBL, _TR, _TC = qn("w:p"), qn("w:r"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_P_PR, _R_PR, _CTRL_PR, _ID = qn("w:pPr"), qn("w:rPr"), qn("m:ctrlPr"), qn("w:id")
_MERGED = {RevisionView.ACCEPTED: "w:vMerge", RevisionView.REJECTED: "w:vMergeOrig"}
# A reader does not see these round paragraphs: the next one may be inside or outside.
_TRANSPARENT = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")})
_PASSED = PASSIVE | {qn("w:sdtPr"), qn("w:sdtEndPr"), qn("w:customXmlPr")}


def accept(root: Element) -> None:
    """Accept every tracked change in a part, in place."""
    settle(root, RevisionView.ACCEPTED)


def reject(root: Element) -> None:
    """Reject every tracked change in a part, in place."""
    settle(root, RevisionView.REJECTED)


def settle(root: Element, view: RevisionView) -> None:
    """Turn a part, in place, into what `view` shows; without tracked changes it stays as it is.

    Takes time in proportion to the part, and does not recurse. Where the mark between two
    paragraphs was deleted, accepting it makes them one, in the style of the second:

    >>> def paragraph(style: str, text: str, mark: str = "") -> str:
    ...     properties = f'<w:pStyle w:val="{style}"/><w:rPr>{mark}</w:rPr>'
    ...     return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    >>> def body() -> Element:
    ...     blocks = paragraph("Punkt", "Et, ", mark="<w:del/>") + paragraph("Normal", "to.")
    ...     return etree.fromstring(f'<w:body xmlns:w="{qn("w:x")[1:-2]}">{blocks}</w:body>')
    >>> def shown(root: Element) -> list[tuple[str | None, str]]:
    ...     styles = [p.find(qn("w:pPr/w:pStyle")).get(qn("w:val")) for p in root]
    ...     return list(zip(styles, ("".join(p.itertext()) for p in root)))
    >>> for view in RevisionView:
    ...     root = body()
    ...     settle(root, view)
    ...     print(view, shown(root))
    accepted [('Normal', 'Et, to.')]
    rejected [('Punkt', 'Et, '), ('Normal', 'to.')]
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


def _gone_controls(root: Element, view: RevisionView) -> Sequence[Element]:
    """Content controls whose opening tag stands in a range that the view leaves out."""
    starts, ends = GONE_CONTROL_STARTS[view], GONE_CONTROL_ENDS[view]
    if next(root.iter(*starts), None) is None:
        return ()
    controls: list[Element] = []
    opened: set[str | None] = set()
    for element in root.iter(*starts, *ends, *CONTROLS):
        if element.tag in starts:
            opened.add(element.get(_ID))
        elif element.tag in ends:
            opened.discard(element.get(_ID))
        elif opened:
            controls.append(element)
    return controls


class _Settlement:
    """What is to be done with a part, gathered mark by mark and then done kind by kind."""

    def __init__(self, view: RevisionView) -> None:
        self._view = view
        self._gone = GONE[view]
        self._left_out: list[Element] = []
        self._unwrapped: list[Element] = []
        self._changes: list[Element] = []
        self._unmarked: dict[Element, None] = {}
        self._rows: list[Element] = []
        self._cells: list[Element] = []
        self._objects: list[Element] = []

    def take(self, mark: Element) -> None:
        """Note what a mark asks for; one that wraps nothing is taken away at once."""
        tag = str(mark.tag)
        if tag in CONTENT:
            self._take_content(mark, place_of(mark))
        elif tag in PROPERTY_CHANGES:
            self._changes.append(mark)
        elif tag in DELETED_TEXT:
            if self._view is RevisionView.REJECTED:
                mark.tag = DELETED_TEXT[tag]
            else:
                self._left_out.append(mark)
        elif tag in CELLS:
            self._take_cell(mark, tag)
        else:
            content.remove(mark)

    def _take_content(self, mark: Element, where: RevisionPlace) -> None:
        is_gone = mark.tag in self._gone
        if where is RevisionPlace.CONTENT:
            (self._left_out if is_gone else self._unwrapped).append(mark)
            return
        if where is RevisionPlace.MATH:
            if is_gone:
                self._objects += mark.iterancestors(_CTRL_PR)
            content.unwrap(mark)
            return
        holder = mark.getparent()
        if holder is None:
            return
        if is_gone and where is RevisionPlace.PARAGRAPH:
            self._unmarked[next(mark.iterancestors(_P))] = None
        elif is_gone and where is RevisionPlace.ROW:
            self._rows += list(mark.iterancestors(_TR))[:1]
        elif is_gone and where is RevisionPlace.NUMBERING:
            holder.clear()
        content.remove(mark)
        content.remove_empty(holder)

    def _take_cell(self, mark: Element, tag: str) -> None:
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
            if self._view is RevisionView.REJECTED:
                content.restore(change)
            else:
                properties = change.getparent()
                content.remove(change)
                content.remove_empty(properties)
        content.remove_cells(self._cells)
        content.remove_rows(self._rows)
        for properties in self._objects:
            content.dissolve(properties)
        _join(list(self._unmarked), emptied)


def _join(unmarked: Sequence[Element], emptied: Set[Element]) -> None:
    """Join each paragraph of `unmarked`, given in order, with the one after it.

    Before a table, and at the end of a cell or of the text, there is nothing to join
    with: a paragraph that holds something keeps its mark there, as does the last of all.
    `emptied` are the paragraphs that lost text: a range that held nothing else is lost
    with it where the paragraph goes.
    """
    parents: dict[Element, None] = {}
    following = {paragraph: _following(paragraph) for paragraph in unmarked}
    # From the last on, so that a chain of marks moves its text only once.
    for paragraph in reversed(unmarked):
        after, parent = following[paragraph], paragraph.getparent()
        if after in following and after.getparent() is None:
            after = following[paragraph] = following[after]
        if after is None or parent is None:
            continue
        if after.tag == _P:
            _combine(paragraph, after, emptied)
        elif _holds_nothing(paragraph):
            _drop_pairs(paragraph)
            for mark in _content(paragraph):
                if mark.tag != _R:
                    paragraph.addprevious(mark)
        else:
            continue
        parents[parent] = None
        content.remove(paragraph)
    content.prune(parents)


def _following(paragraph: Element) -> Element | None:
    """The paragraph after this one, or what stands in the way of joining with it."""
    at = paragraph
    while True:
        following = at.getnext()
        while following is None:
            parent = at.getparent()
            if parent is None or parent.tag not in _TRANSPARENT:
                return None
            at = parent
            following = at.getnext()
        at = following
        while at.tag in _TRANSPARENT and len(at):
            at = at[0]
        if at.tag == _P or at.tag == _TBL:
            return at
        if at.tag not in _PASSED and at.tag not in _TRANSPARENT and isinstance(at.tag, str):
            return None


def _combine(paragraph: Element, following: Element, emptied: Set[Element]) -> None:
    if not _holds_nothing(paragraph):
        if following in emptied and _holds_nothing(following):
            _drop_pairs(following)
    elif paragraph in emptied:
        _drop_pairs(paragraph)
    moved = _content(paragraph)
    between = paragraph.getnext()
    while between is not None and between is not following and between.tag in PASSIVE:
        moved.append(between)
        between = between.getnext()
    # Properties come first; searching for them would read all that was joined so far again.
    properties = next(iter(following), None)
    if properties is None or properties.tag != _P_PR:
        # Something to stand behind, so that each child is moved without counting places.
        properties = etree.Element(_P_PR)
        following.insert(0, properties)
    for child in reversed(moved):
        properties.addnext(child)
    if not len(properties):
        following.remove(properties)


def _content(paragraph: Element) -> list[Element]:
    return [child for child in paragraph if child.tag != _P_PR]


def _holds_nothing(paragraph: Element) -> bool:
    return all(
        child.tag in PASSIVE
        or child.tag == _P_PR
        or (child.tag == _R and all(part.tag == _R_PR or part.tag in PASSIVE for part in child))
        for child in paragraph
    )


def _drop_pairs(paragraph: Element) -> None:
    """Remove the ranges that open and close within a paragraph without text."""
    marks = [
        (mark, RANGE_OPENING[str(mark.tag)], mark.get(_ID))
        for mark in paragraph.iterchildren(*RANGE_MARKS)
    ]
    halves = Counter((kind, number) for _, kind, number in marks)
    for mark, kind, number in marks:
        if halves[kind, number] > 1:
            paragraph.remove(mark)
