"""Whole paragraphs and rows that are put in, taken away or moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.hearing.redline_plan import (
    BETWEEN_NAMES,
    Edited,
    Inserted,
    Kept,
    Move,
    PlanDoesNotFit,
    Signature,
    Stretch,
    listed,
)
from reportgen.opc.namespaces import qn
from reportgen.report.text import Run
from reportgen.word.revisions.redline.cut import runs, text
from reportgen.word.revisions.redline.marks import Ink, own_properties, paragraph_properties
from reportgen.word.revisions.redline.paragraph import CommentMarks, Pen, edit_paragraph
from reportgen.word.revisions.tags import RANGE_MARKS
from reportgen.word.revisions.views import accept

_P, _P_PR, _P_STYLE, _VAL = qn("w:p"), qn("w:pPr"), qn("w:pStyle"), qn("w:val")
_TBL = qn("w:tbl")
_SECT_PR, _REFERENCE = qn("w:sectPr"), qn("w:commentReference")
_R_PR = qn("w:rPr")


@dataclass(frozen=True, slots=True)
class New:
    """A new paragraph, ready but for its mark."""

    element: etree._Element
    by: Signature
    tag: str = "w:ins"
    """How it came: put in, or moved."""


def new_paragraph(
    pen: Pen,
    properties: Sequence[etree._Element],
    stretches: Sequence[Inserted],
    by: Signature,
    comments: CommentMarks,
) -> New:
    """Write a paragraph of inserted text; its mark is left as it is."""
    element = etree.Element(_P)
    if properties:
        etree.SubElement(element, _P_PR).extend(properties)
    edit_paragraph(pen, element, Edited(tuple(stretches)), comments)
    for run in list(element.iterchildren(qn("w:r"))):
        pen.ink.wrap(run, "w:ins", by)  # the reference to a comment comes and goes with it
    return New(element, by)


def put_after(
    ink: Ink, before: etree._Element, new: Sequence[New], *, is_taken: bool = False
) -> None:
    """Put paragraphs after another, which somebody may have taken away (`is_taken`).

    The last mark of a cell or of the text cannot be new, and editors leave one behind where
    a table follows: there the mark before is the new one, and the last paragraph tells what
    it was.
    """
    if not new:
        return
    last = before
    for paragraph in new:
        last.addnext(paragraph.element)
        last = paragraph.element
    if not _is_at_end(last) or (is_taken and _is_before_table(last)):
        for paragraph in new:
            ink.mark_paragraph(paragraph.element, paragraph.tag, paragraph.by)
        return
    old = own_properties(before)
    marked = before
    for paragraph in new:
        wanted = own_properties(paragraph.element)
        held = paragraph_properties(paragraph.element)
        for child in list(held):
            held.remove(child)
        held.extend(deepcopy(old))
        ink.set_properties(paragraph.element, wanted, paragraph.by)
        ink.mark_paragraph(marked, "w:ins", paragraph.by)
        marked = paragraph.element


def put_before(ink: Ink, following: etree._Element, new: Sequence[New]) -> None:
    """Put paragraphs before another: the first of all, or one after a table."""
    for paragraph in new:
        following.addprevious(paragraph.element)
        ink.mark_paragraph(paragraph.element, paragraph.tag, paragraph.by)


def _is_at_end(paragraph: etree._Element) -> bool:
    """Whether a paragraph has none after it that it could be joined with."""
    following = paragraph.getnext()
    while following is not None and following.tag not in {_P, _TBL, qn("w:sdt"), _SECT_PR}:
        following = following.getnext()
    return following is None or following.tag in {_SECT_PR, _TBL}


def _is_before_table(paragraph: etree._Element) -> bool:
    following = paragraph.getnext()
    return following is not None and following.tag == _TBL


def take_mark(ink: Ink, paragraph: etree._Element, by: Signature, *, whole: bool) -> None:
    """Mark a paragraph's end as deleted.

    Where there is none to join it with, and all of it is deleted, the end before it goes
    instead, and it tells that it was another paragraph. To be asked of a document's
    paragraphs from the last to the first.
    """
    if paragraph.find(f"{_P_PR}/{_SECT_PR}") is not None:
        raise PlanDoesNotFit("a section break cannot be deleted")
    if not whole:
        if not _is_at_end(paragraph) or _is_before_table(paragraph):
            _delete_mark(ink, paragraph, by)
        return
    if not _is_at_end(paragraph):
        by = _with_end_before(ink, paragraph, by)
        if by.author:
            _delete_mark(ink, paragraph, by)
        return
    before = _end_before(paragraph, by)
    if before is not None:
        ink.set_properties(paragraph, own_properties(before), by)
        _delete_mark(ink, before, by)
    elif _is_before_table(paragraph):
        _delete_mark(ink, paragraph, by)


def _with_end_before(ink: Ink, paragraph: etree._Element, by: Signature) -> Signature:
    """Let those for whom the next paragraph took this one's end take the one before it.

    Returns the others.
    """
    taken = _mark(paragraph, "w:del")
    names = set() if taken is None else set((taken.get(qn("w:author")) or "").split(BETWEEN_NAMES))
    both = replace(by, author=listed(n for n in by.author.split(BETWEEN_NAMES) if n in names))
    before = _end_before(paragraph, both) if both.author else None
    if before is None:
        return by
    _delete_mark(ink, before, both)
    return replace(by, author=listed(n for n in by.author.split(BETWEEN_NAMES) if n not in names))


def _end_before(paragraph: etree._Element, by: Signature) -> etree._Element | None:
    """The paragraph before, as those see it who delete this one: new ones count if theirs."""
    before = paragraph.getprevious()
    while before is not None and before.tag == _P:
        new = _mark(before, "w:ins")
        if new is None:
            return before
        theirs = set((new.get(qn("w:author")) or "").split(BETWEEN_NAMES))
        if by.parties & theirs:
            return before if by.parties <= theirs else None
        before = before.getprevious()
    return None


def _delete_mark(ink: Ink, paragraph: etree._Element, by: Signature) -> None:
    """Mark a paragraph's end as deleted, by one more where somebody has done so already."""
    known = _mark(paragraph, "w:del")
    if known is None:
        ink.mark_paragraph(paragraph, "w:del", by)
        return
    names = (known.get(qn("w:author")) or "").split(BETWEEN_NAMES)
    known.set(qn("w:author"), listed((*names, *by.author.split(BETWEEN_NAMES))))


def _mark(paragraph: etree._Element, tag: str) -> etree._Element | None:
    return paragraph.find(f"{_P_PR}/{_R_PR}/{qn(tag)}")


def can_move_to(before: etree._Element) -> bool:
    """Whether paragraphs after this one can be marked as moved there."""
    return not _is_at_end(before)


def mark_moved_away(
    ink: Ink, paragraphs: Sequence[etree._Element], name: str, move: Move, *, is_pair: bool
) -> None:
    """Mark whole paragraphs as moved to elsewhere, or, without `is_pair`, as deleted."""
    for paragraph in paragraphs:
        for run in runs(paragraph):
            if run.find(_REFERENCE) is not None:
                continue  # the comment stays where an answer finds it
            if is_pair:
                ink.wrap(run, "w:moveFrom", move.by)
            else:
                ink.delete(run, move.by)
        ink.mark_paragraph(paragraph, "w:moveFrom" if is_pair else "w:del", move.by)
    if is_pair:
        start, end = ink.range("w:moveFrom", name, move.by)
        paragraphs[0].insert(1, start)
        paragraphs[-1].addnext(end)


def moved_here(
    pen: Pen,
    sources: Mapping[int, etree._Element],
    stretches: Mapping[int, Sequence[Stretch]],
    name: str,
    by: Signature,
) -> list[New]:
    """Copies of paragraphs, marked as moved; `sources` are still as the base has them."""
    found: list[New] = []
    for number, source in sources.items():
        copy = _bare(source)
        edit_paragraph(pen, copy, Edited(tuple(stretches.get(number, ()))), CommentMarks())
        # What the mover changed is simply so where it came to: an editor that rejects
        # insertions within what was moved leaves an empty paragraph.
        accept(copy)
        for run in runs(copy):
            pen.ink.wrap(run, "w:moveTo", by)
        found.append(New(copy, by, "w:moveTo"))
    start, end = pen.ink.range("w:moveTo", name, by)
    first = found[0].element
    first.insert(0 if first.find(_P_PR) is None else 1, start)
    found[-1].element.append(end)
    return found


def as_inserted(
    source: etree._Element, stretches: Sequence[Stretch], by: Signature
) -> list[Inserted]:
    """The text of a paragraph with its changes, as if it were new."""
    kept = stretches or [Kept(text(source))]
    found: list[Inserted] = []
    for stretch in kept:
        if isinstance(stretch, Kept) and stretch.text:
            found.append(Inserted((Run(stretch.text),), by))
        elif isinstance(stretch, Inserted):
            found.append(stretch)
    return found


def _bare(source: etree._Element) -> etree._Element:
    """A copy of a paragraph without bookmarks and comments, which there is one of only."""
    copy = deepcopy(source)
    for mark in list(copy.iter(*RANGE_MARKS)):
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
    for reference in list(copy.iter(_REFERENCE)):
        run = reference.getparent()
        if run is not None and (parent := run.getparent()) is not None:
            parent.remove(run)
    return copy
