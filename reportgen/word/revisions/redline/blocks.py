"""Whole paragraphs, and rows of tables, that are inserted, deleted or moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.hearing.redline_plan import (
    BETWEEN_NAMES,
    AddedRow,
    DeletedRow,
    EditedParagraph,
    InsertedText,
    KeptText,
    Move,
    PlanDoesNotFit,
    Segment,
    Signature,
    listed,
)
from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.report.wording.text import Run
from reportgen.word.revisions.content import remove
from reportgen.word.revisions.redline.cutting import own_runs, own_text
from reportgen.word.revisions.redline.marks import (
    RevisionWriter,
    own_properties,
    paragraph_with,
    properties_of,
    run_element,
)
from reportgen.word.revisions.redline.paragraph import CommentMarks, edit_paragraph
from reportgen.word.revisions.revision import RANGE_MARKS
from reportgen.word.revisions.settle import accept

_P, _P_PR, _SECT_PR = qn("w:p"), qn("w:pPr"), qn("w:sectPr")
_TBL, _TR, _TC, _TR_PR = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:trPr")
_REFERENCE, _AUTHOR = qn("w:commentReference"), qn("w:author")


@dataclass(frozen=True, slots=True)
class NewParagraph:
    """A new paragraph, ready but for its mark."""

    element: Element
    by: Signature
    tag: str = "w:ins"
    """How it came: inserted, or moved."""


def new_paragraph(
    writer: RevisionWriter,
    properties: Sequence[Element],
    segments: Sequence[InsertedText],
    by: Signature,
    comments: CommentMarks,
) -> NewParagraph:
    """Write a paragraph of inserted text; its mark is left as it is."""
    element = paragraph_with(properties)
    edit_paragraph(writer, element, EditedParagraph(tuple(segments)), comments)
    for run in list(element.iterchildren(qn("w:r"))):
        writer.wrap(run, "w:ins", by)  # the reference to a comment comes and goes with it
    return NewParagraph(element, by)


def insert_after(
    writer: RevisionWriter,
    before: Element,
    new: Sequence[NewParagraph],
    *,
    is_deleted: bool = False,
) -> None:
    """Put paragraphs after another, which somebody may have taken away (`is_deleted`).

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
    if not is_at_end(last) or (is_deleted and _is_before_table(last)):
        for paragraph in new:
            writer.mark_paragraph(paragraph.element, paragraph.tag, paragraph.by)
        return
    old = own_properties(before)
    marked = before
    for paragraph in new:
        wanted = own_properties(paragraph.element)
        held = properties_of(paragraph.element, _P_PR)
        held[:] = deepcopy(old)
        writer.set_properties(paragraph.element, wanted, paragraph.by)
        writer.mark_paragraph(marked, "w:ins", paragraph.by)
        marked = paragraph.element


def insert_before(writer: RevisionWriter, following: Element, new: Sequence[NewParagraph]) -> None:
    """Put paragraphs before another: the first of all, or one after a table."""
    for paragraph in new:
        following.addprevious(paragraph.element)
        writer.mark_paragraph(paragraph.element, paragraph.tag, paragraph.by)


def is_at_end(paragraph: Element) -> bool:
    """Whether a paragraph has none after it that it could be joined with."""
    following = paragraph.getnext()
    while following is not None and following.tag not in {_P, _TBL, qn("w:sdt"), _SECT_PR}:
        following = following.getnext()
    return following is None or following.tag in {_SECT_PR, _TBL}


def _is_before_table(paragraph: Element) -> bool:
    following = paragraph.getnext()
    return following is not None and following.tag == _TBL


def delete_end(writer: RevisionWriter, paragraph: Element, by: Signature, *, whole: bool) -> None:
    """Mark a paragraph's end as deleted.

    Where there is none to join it with, and all of it is deleted, the end before it goes
    instead, and it tells that it was another paragraph. To be asked of a document's
    paragraphs from the last to the first.
    """
    if paragraph.find(f"{_P_PR}/{_SECT_PR}") is not None:
        raise PlanDoesNotFit("a section break cannot be deleted")
    if not whole:
        if not is_at_end(paragraph) or _is_before_table(paragraph):
            _delete_mark(writer, paragraph, by)
        return
    if not is_at_end(paragraph):
        by = _delete_end_before(writer, paragraph, by)
        if by.author:
            _delete_mark(writer, paragraph, by)
        return
    before = _end_before(paragraph, by)
    if before is not None:
        writer.set_properties(paragraph, own_properties(before), by)
        _delete_mark(writer, before, by)
    elif _is_before_table(paragraph):
        _delete_mark(writer, paragraph, by)


def _delete_end_before(writer: RevisionWriter, paragraph: Element, by: Signature) -> Signature:
    """Delete the end before a paragraph for those of `by` for whom its own is gone already.

    Theirs is gone with the next paragraph, which could not be joined with any after it.
    Returns the others.
    """
    gone = _signers(_mark(paragraph, "w:del"))
    parties = by.author.split(BETWEEN_NAMES)
    both = replace(by, author=listed(name for name in parties if name in gone))
    before = _end_before(paragraph, both) if both.author else None
    if before is None:
        return by
    _delete_mark(writer, before, both)
    return replace(by, author=listed(name for name in parties if name not in gone))


def _end_before(paragraph: Element, by: Signature) -> Element | None:
    """The paragraph before, as those see it who delete this one: new ones count if theirs."""
    before = paragraph.getprevious()
    while before is not None and before.tag == _P:
        new = _mark(before, "w:ins")
        if new is None:
            return before
        theirs = set(_signers(new))
        if by.parties & theirs:
            return before if by.parties <= theirs else None
        before = before.getprevious()
    return None


def _delete_mark(writer: RevisionWriter, paragraph: Element, by: Signature) -> None:
    """Mark a paragraph's end as deleted, by one more where somebody has done so already."""
    known = _mark(paragraph, "w:del")
    if known is None:
        writer.mark_paragraph(paragraph, "w:del", by)
    else:
        known.set(_AUTHOR, listed((*_signers(known), *by.author.split(BETWEEN_NAMES))))


def _mark(paragraph: Element, tag: str) -> Element | None:
    return paragraph.find(qn(f"w:pPr/w:rPr/{tag}"))


def _signers(mark: Element | None) -> list[str]:
    """Everyone that the author field of a mark names."""
    return [] if mark is None else (mark.get(_AUTHOR) or "").split(BETWEEN_NAMES)


def mark_moved_away(
    writer: RevisionWriter, paragraphs: Sequence[Element], name: str, move: Move, *, is_pair: bool
) -> None:
    """Mark whole paragraphs as moved to elsewhere, or, without `is_pair`, as deleted."""
    for paragraph in paragraphs:
        for run in own_runs(paragraph):
            if run.find(_REFERENCE) is not None:
                continue  # the comment stays where an answer finds it
            if is_pair:
                writer.wrap(run, "w:moveFrom", move.by)
            else:
                writer.delete(run, move.by)
        writer.mark_paragraph(paragraph, "w:moveFrom" if is_pair else "w:del", move.by)
    if is_pair:
        start, end = writer.range("w:moveFrom", name, move.by)
        paragraphs[0].insert(1, start)
        paragraphs[-1].addnext(end)


def moved_copies(
    writer: RevisionWriter,
    sources: Mapping[int, Element],
    segments: Mapping[int, Sequence[Segment]],
    name: str,
    by: Signature,
) -> list[NewParagraph]:
    """Copies of paragraphs, marked as moved; `sources` are still as the base has them."""
    copies: list[NewParagraph] = []
    for number, source in sources.items():
        copy = _copy_without_ranges(source)
        edit_paragraph(
            writer, copy, EditedParagraph(tuple(segments.get(number, ()))), CommentMarks()
        )
        # What the mover changed is simply so where it came to: an editor that rejects
        # insertions within what was moved leaves an empty paragraph.
        accept(copy)
        for run in own_runs(copy):
            writer.wrap(run, "w:moveTo", by)
        copies.append(NewParagraph(copy, by, "w:moveTo"))
    start, end = writer.range("w:moveTo", name, by)
    first = copies[0].element
    first.insert(0 if first.find(_P_PR) is None else 1, start)
    copies[-1].element.append(end)
    return copies


def as_inserted(source: Element, segments: Sequence[Segment], by: Signature) -> list[InsertedText]:
    """The text of a paragraph with its changes, as if it were new."""
    kept = segments or [KeptText(own_text(source))]
    inserted: list[InsertedText] = []
    for segment in kept:
        if isinstance(segment, KeptText) and segment.text:
            inserted.append(InsertedText((Run(segment.text),), by))
        elif isinstance(segment, InsertedText):
            inserted.append(segment)
    return inserted


def _copy_without_ranges(source: Element) -> Element:
    """A copy of a paragraph without bookmarks and comments, which there is one of only."""
    copy = deepcopy(source)
    references = [reference.getparent() for reference in copy.iter(_REFERENCE)]
    for element in [*copy.iter(*RANGE_MARKS), *(run for run in references if run is not None)]:
        remove(element)
    return copy


def write_rows(
    writer: RevisionWriter, tables: Sequence[Element], rows: Sequence[DeletedRow | AddedRow]
) -> None:
    """Write the rows that are put in or taken away."""
    before = [_rows(table) for table in tables]
    last: dict[tuple[int, int], Element] = {}
    for row in rows:
        if not (row.table < len(before) and -1 <= row.row < len(before[row.table])):
            raise PlanDoesNotFit(f"no row {row.row} in table {row.table}")
        element = before[row.table][max(row.row, 0)]
        if isinstance(row, DeletedRow):
            _delete_row(writer, element, row.by)
            continue
        pattern = element if row.like is None else before[row.table][row.like]
        new = _new_row(writer, pattern, row)
        place = (row.table, row.row)
        if place in last:
            last[place].addnext(new)
        elif row.row < 0:
            element.addprevious(new)
        else:
            element.addnext(new)
        last[place] = new


def _rows(table: Element) -> list[Element]:
    return [row for row in table.iter(_TR) if next(row.iterancestors(_TBL)) is table]


def _mark_row(writer: RevisionWriter, row: Element, tag: str, by: Signature) -> None:
    properties = row.find(_TR_PR)
    if properties is None:
        properties = etree.Element(_TR_PR)
        row.insert(sum(1 for child in row if child.tag == qn("w:tblPrEx")), properties)
    properties.append(writer.mark(tag, by))


def _delete_row(writer: RevisionWriter, row: Element, by: Signature) -> None:
    """Mark a row and all it holds: some editors look at the one, some at the other."""
    for paragraph in row.iter(_P):
        for run in own_runs(paragraph):
            parent = run.getparent()
            if parent is not None and parent.tag not in {qn("w:ins"), qn("w:del")}:
                writer.delete(run, by)
    _mark_row(writer, row, "w:del", by)


def _new_row(writer: RevisionWriter, pattern: Element, row: AddedRow) -> Element:
    """A row like another, with other text."""
    new = etree.Element(_TR)
    for cell, text in zip(pattern.iterchildren(_TC), row.cells, strict=False):
        new_cell = etree.SubElement(new, _TC)
        if (properties := cell.find(qn("w:tcPr"))) is not None:
            new_cell.append(deepcopy(properties))
        first = cell.find(_P)
        for line in text.split("\n"):
            paragraph = paragraph_with([] if first is None else own_properties(first))
            new_cell.append(paragraph)
            wrapper = writer.mark("w:ins", row.by)
            wrapper.append(run_element(Run(line)))
            paragraph.append(wrapper)
            writer.mark_paragraph(paragraph, "w:ins", row.by)
    _mark_row(writer, new, "w:ins", row.by)
    return new
