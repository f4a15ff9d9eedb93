"""One paragraph of the base, with everybody's changes written into it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from lxml import etree

from reportgen.hearing.redline_plan import (
    DeletedText,
    EditedParagraph,
    InsertedText,
    KeptText,
    ParagraphSplit,
    Segment,
    Signature,
)
from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.word.elements.runs import address
from reportgen.word.read.block import link_address
from reportgen.word.revisions.redline.cutting import (
    RunPiece,
    cut_paragraph,
    cut_segments,
    is_all_deleted,
    planned_segments,
    shown_length,
)
from reportgen.word.revisions.redline.marks import RevisionWriter, own_properties, paragraph_with

_P, _P_PR, _LINK = qn("w:p"), qn("w:pPr"), qn("w:hyperlink")
_REFERENCE, _BOOKMARK_END = qn("w:commentReference"), qn("w:bookmarkEnd")
_DEL = qn("w:del")


@dataclass(frozen=True, slots=True)
class CommentMarks:
    """Marks of comments that are to stand in a paragraph, by place in all it shows."""

    starts: Mapping[int, Sequence[Element]] = field(default_factory=dict)
    ends: Mapping[int, Sequence[Element]] = field(default_factory=dict)

    @property
    def places(self) -> list[int]:
        """Where any of them stands."""
        return sorted({*self.starts, *self.ends})


def edit_paragraph(
    writer: RevisionWriter, paragraph: Element, edited: EditedParagraph, comments: CommentMarks
) -> None:
    """Write the changes into a paragraph; its mark and its style are not looked at here.

    Raises `PlanDoesNotFit` where the segments are not the paragraph's text.
    """
    segments = cut_segments(planned_segments(paragraph, edited), comments.places)
    of_base = (len(s.text) for s in segments if isinstance(s, KeptText | DeletedText))
    pieces = cut_paragraph(paragraph, list(accumulate(of_base, initial=0)))
    _delete_and_format(writer, pieces, segments, edited.unmarked)
    _Inserter(writer, paragraph, pieces).write(segments, comments)
    _split(writer, paragraph)


def _delete_and_format(
    writer: RevisionWriter,
    pieces: Sequence[RunPiece],
    segments: Sequence[Segment],
    unmarked: Signature | None,
) -> None:
    """Mark what is deleted and what is formatted otherwise."""
    of_base = [s for s in segments if isinstance(s, KeptText | DeletedText) and s.text]
    starts = list(accumulate((len(s.text) for s in of_base), initial=0))
    whole = unmarked if is_all_deleted(segments, unmarked) else None
    for piece in pieces:
        by: Signature | None = None
        if piece.is_text:
            segment = of_base[bisect_right(starts, piece.start) - 1]
            if isinstance(segment, DeletedText):
                by = segment.by
            elif segment.formatting is not None:
                writer.format(piece.run, segment.formatting)
        else:
            by = whole or _deleted_with(piece, of_base, starts)
        if by is not None:
            piece.run = writer.delete(piece.run, by)


def _deleted_with(
    piece: RunPiece, of_base: Sequence[KeptText | DeletedText], starts: Sequence[int]
) -> Signature | None:
    """Who deletes a run without text: whoever deletes all round it, or all of its field."""
    if piece.run.find(_REFERENCE) is not None or not of_base:
        return None  # the comment outlives the words it is on
    first, last = piece.field or (piece.start, piece.start)
    if piece.field and first == last:
        return None
    number = bisect_right(starts, first) - 1
    if number >= len(of_base):
        return None
    segment, start, end = of_base[number], starts[number], starts[number + 1]
    inside = last <= end if piece.field else start < piece.start < end
    return segment.by if isinstance(segment, DeletedText) and inside else None


class _Inserter:
    """Puts in what is new, at the place in the text that the segments have come to."""

    def __init__(
        self, writer: RevisionWriter, paragraph: Element, pieces: Sequence[RunPiece]
    ) -> None:
        self._writer, self._paragraph, self._pieces = writer, paragraph, pieces
        self._next = 0
        """The first piece that has not been passed."""
        self._after: Element | None = None
        """What stands before the place; None at the paragraph's beginning."""

    def write(self, segments: Sequence[Segment], comments: CommentMarks) -> None:
        shown = base = 0
        self._comment(comments, shown)
        for segment in segments:
            if isinstance(segment, InsertedText):
                self._insert(segment)
            elif isinstance(segment, ParagraphSplit):
                self._insert_outside_link(self._writer.mark(_SPLIT, segment.by))
            else:
                base += len(segment.text)
                self._pass(base)
            shown += shown_length(segment)
            if shown_length(segment):
                self._comment(comments, shown)

    def _comment(self, comments: CommentMarks, place: int) -> None:
        starts = comments.starts.get(place, ())
        # A comment on no words at all begins before it ends.
        empty = {mark.get(qn("w:id")) for mark in starts}
        ends: list[Element] = []
        late: list[Element] = []
        for mark in comments.ends.get(place, ()):
            (late if _comment_id(mark) in empty else ends).append(mark)
        for mark in (*ends, *starts, *late):
            self._insert_element(mark)

    def _pass(self, place: int) -> None:
        """Go past the text before `place`, and past the ends of fields that end there."""
        while self._next < len(self._pieces):
            piece = self._pieces[self._next]
            if piece.end > place or (not piece.is_text and not self._goes_before(place)):
                return
            self._after = piece.run
            self._next += 1

    def _goes_before(self, place: int) -> bool:
        """Whether the piece without text that comes next stands before a place in the text."""
        piece = self._pieces[self._next]
        return piece.start < place or piece.ends_field

    def _insert(self, inserted: InsertedText) -> None:
        writer = self._writer
        for href, group in groupby(inserted.runs, lambda run: run.href):
            runs = list(group)
            around = self._link_around()
            if href and around is not None and self._leads_to(around, href):
                self._insert_element(writer.insert(runs, inserted.by))
            elif href:
                leads_to = {qn("r:id"): writer.link(href), qn("w:history"): "1"}
                link = etree.Element(_LINK, leads_to)
                link.append(writer.insert(runs, inserted.by))
                self._insert_outside_link(link)
            else:
                self._insert_outside_link(writer.insert(runs, inserted.by))

    def _leads_to(self, link: Element, href: str) -> bool:
        return link_address(link, self._writer.link_targets) == address(href)

    def _link_around(self) -> Element | None:
        """The link that the place is in the midst of."""
        if self._after is None:
            return None
        link = next(self._after.iterancestors(_LINK), None)
        if link is None or self._next >= len(self._pieces):
            return None
        following = next(self._pieces[self._next].run.iterancestors(_LINK), None)
        return link if following is link else None

    def _insert_element(self, element: Element) -> None:
        if self._after is not None:
            self._after.addnext(element)
        elif self._pieces:
            # Before the field that the text may open with, and before a link.
            first = self._pieces[0].run
            link = next(first.iterancestors(_LINK), None)
            (first if link is None else link).addprevious(element)
        elif (end := self._paragraph.find(_BOOKMARK_END)) is not None:
            end.addprevious(element)
        else:
            self._paragraph.append(element)
        self._after = element

    def _insert_outside_link(self, element: Element) -> None:
        """Put an element where no link is round it; a link it would stand in is cut in two."""
        link = None if self._after is None else next(self._after.iterancestors(_LINK), None)
        if link is None or self._after is None:
            self._insert_element(element)
            return
        child = self._after
        while (parent := child.getparent()) is not None and parent is not link:
            child = parent
        following = list(child.itersiblings())
        if following:
            rest = etree.Element(_LINK)
            rest.attrib.update(link.attrib)
            rest.extend(following)
            link.addnext(rest)
        link.addnext(element)
        self._after = element


_SPLIT = "w:split"


def _comment_id(mark: Element) -> str | None:
    reference = next(mark.iter(_REFERENCE), mark)
    return reference.get(qn("w:id"))


def _split(writer: RevisionWriter, paragraph: Element) -> None:
    """Make each segment before a split a paragraph of its own; the last keeps the old mark."""
    for mark in paragraph.findall(qn(_SPLIT)):
        by = Signature(mark.get(qn("w:author")) or "", (mark.get(qn("w:date")) or "")[:-1])
        before = paragraph_with(own_properties(paragraph))
        moved = [child for child in mark.itersiblings(preceding=True) if child.tag != _P_PR]
        before.extend(reversed(moved))
        paragraph.remove(mark)
        paragraph.addprevious(before)
        writer.mark_paragraph(before, "w:ins", by)
