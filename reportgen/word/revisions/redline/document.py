"""The consolidated document: everybody's changes to what was sent out, each under its author.

Tracking is off and nothing is protected, so that changes can be accepted and rejected.
Rejecting all of them gives the base. Accepting those whose author field names a party and
rejecting the rest gives that party's text: a segment or a paragraph mark is deleted under
everyone who deleted it, and inserted under everyone who inserted it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from reportgen.hearing.redline_plan import (
    AddedParagraph,
    EditedParagraph,
    InsertedText,
    Moved,
    Plan,
    PlanDoesNotFit,
)
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element, outside
from reportgen.word.elements.headings import paragraphs as paragraphs_of
from reportgen.word.elements.identity import forget_party
from reportgen.word.elements.values import VAL, value
from reportgen.word.read.styles import StyleReader
from reportgen.word.revisions.redline.blocks import (
    NewParagraph,
    as_inserted,
    delete_end,
    insert_after,
    insert_before,
    is_at_end,
    mark_moved_away,
    moved_copies,
    new_paragraph,
    write_rows,
)
from reportgen.word.revisions.redline.comments import Comments
from reportgen.word.revisions.redline.cutting import is_all_deleted, planned_segments, shown_length
from reportgen.word.revisions.redline.marks import RevisionWriter, own_properties
from reportgen.word.revisions.redline.paragraph import CommentMarks, edit_paragraph
from reportgen.word.revisions.revision import is_revised
from reportgen.word.write.hearing_copy import stop_tracking

_TBL, _REFERENCE = qn("w:tbl"), qn("w:commentReference")
_BOX, _FALLBACK = qn("w:txbxContent"), qn("mc:Fallback")
_HEADING = "Heading"


def redline(base: bytes, plan: Plan) -> bytes:
    """Write the consolidated document from the document that was sent out.

    The same arguments always give the same bytes. Raises `PlanDoesNotFit` for a plan that
    is not one for `base`, and `BadPackage` where that is no Word file.
    """
    package = Package.open(base, "")
    stop_tracking(package)
    forget_party(package)
    rels = package.relationships(package.document)
    root = package.xml(package.document)
    if is_revised(root):
        raise PlanDoesNotFit("the base holds tracked changes already")
    writer = RevisionWriter(root, rels)
    comments = Comments(package)
    comments.answer(root, plan.replies, plan.resolved)
    _Redline(writer, root, StyleReader(package), comments, plan).write()
    package.set_xml(package.document, root)
    package.set_relationships(package.document, rels)
    comments.save()
    return package.save()


class _Redline:
    """A plan being written into a document."""

    def __init__(
        self,
        writer: RevisionWriter,
        root: Element,
        styles: StyleReader,
        comments: Comments,
        plan: Plan,
    ) -> None:
        self._writer, self._root, self._plan, self._comments = writer, root, plan, comments
        self._paragraphs = paragraphs_of(root)
        self._examples = StyleExamples(self._paragraphs, styles)
        self._check()
        self._pairs = {name: self._is_pair(name) for name in plan.moves}
        self._segments = {
            number: planned_segments(self._paragraphs[number], edited)
            for number, edited in plan.edited.items()
        }

    def _check(self) -> None:
        count = len(self._paragraphs)
        added = (n for n in self._plan.added if n != -1)
        for number in (*self._plan.edited, *added, *self._plan.before):
            if not 0 <= number < count:
                raise PlanDoesNotFit(f"no paragraph {number} among {count}")
        for name, move in self._plan.moves.items():
            if not 0 <= move.first <= move.last < count:
                raise PlanDoesNotFit(f"no paragraphs {move.first} to {move.last} to move")
            for number in range(move.first, move.last + 1):
                edited = self._plan.edited.get(number)
                if edited and (edited.segments or edited.unmarked or edited.restyled):
                    raise PlanDoesNotFit(f"paragraph {number} is edited, and moved by {name}")

    def write(self) -> None:
        """Write everything; what is moved is copied before anything else is done to it."""
        added = {place: self._new(place, new) for place, new in self._plan.added.items()}
        before = {place: self._new(place, new) for place, new in self._plan.before.items()}
        insert_before(self._writer, self._paragraphs[0], added.pop(-1, []))
        for place, new in before.items():
            insert_before(self._writer, self._paragraphs[place], new)
        for number, edited in self._plan.edited.items():
            self._edit(number, edited)
        tables = outside(self._root, (_BOX, _FALLBACK), _TBL)
        for place, new in added.items():
            edited = self._plan.edited.get(place, EditedParagraph())
            is_deleted = is_all_deleted(self._segments.get(place, ()), edited.unmarked)
            insert_after(self._writer, self._paragraphs[place], new, is_deleted=is_deleted)
        # From the last on: the mark of a last paragraph may ask for the one before it.
        for number in sorted(self._plan.edited, reverse=True):
            self._settle_mark(number, self._plan.edited[number])
        write_rows(self._writer, tables, self._plan.rows)
        for name, move in self._plan.moves.items():
            sources = self._paragraphs[move.first : move.last + 1]
            mark_moved_away(self._writer, sources, name, move, is_pair=self._pairs[name])

    def _new(self, place: int, planned: Sequence[AddedParagraph | Moved]) -> list[NewParagraph]:
        paragraphs: list[NewParagraph] = []
        for new in planned:
            if isinstance(new, AddedParagraph):
                segment = InsertedText(new.runs, new.by)
                marks = self._comments.add(new.threads, shown_length(segment))
                like = self._examples.of(new.style, place)
                paragraphs.append(new_paragraph(self._writer, like, [segment], new.by, marks))
            else:
                paragraphs += self._moved(new)
        return paragraphs

    def _moved(self, moved: Moved) -> list[NewParagraph]:
        move = self._plan.moves.get(moved.name)
        if move is None:
            raise PlanDoesNotFit(f"no move is called {moved.name}")
        numbers = range(move.first, move.last + 1)
        sources = {number: self._paragraphs[number] for number in numbers}
        if self._pairs[moved.name]:
            return moved_copies(self._writer, sources, moved.segments, moved.name, move.by)
        return [
            new_paragraph(
                self._writer,
                own_properties(source),
                as_inserted(source, moved.segments.get(number, ()), move.by),
                move.by,
                CommentMarks(),
            )
            for number, source in sources.items()
        ]

    def _is_pair(self, name: str) -> bool:
        """Whether a move can be shown as one; at the end of a cell, only as two changes."""
        # Before a paragraph is as good as before the first of all.
        placed = [*self._plan.added.items(), *((-1, new) for new in self._plan.before.values())]
        targets = [
            place
            for place, planned in placed
            for new in planned
            if isinstance(new, Moved) and new.name == name
        ]
        if len(targets) != 1:
            raise PlanDoesNotFit(f"the move {name} leads to {len(targets)} places")
        return targets[0] == -1 or not is_at_end(self._paragraphs[targets[0]])

    def _edit(self, number: int, edited: EditedParagraph) -> None:
        paragraph, segments = self._paragraphs[number], self._segments[number]
        marks = self._comments.add(edited.threads, sum(map(shown_length, segments)))
        edit_paragraph(self._writer, paragraph, edited, marks)
        if edited.unmarked is not None and is_all_deleted(segments, edited.unmarked):
            for run in [mark.getparent() for mark in paragraph.iter(_REFERENCE)]:
                if run is not None and next(run.iterancestors(qn("w:del")), None) is None:
                    self._writer.delete(run, edited.unmarked)

    def _settle_mark(self, number: int, edited: EditedParagraph) -> None:
        paragraph = self._paragraphs[number]
        if edited.restyled is not None:
            like = self._examples.of(edited.restyled.style, number)
            self._writer.set_properties(paragraph, like, edited.restyled.by)
        if edited.unmarked is not None:
            whole = is_all_deleted(self._segments[number], edited.unmarked)
            delete_end(self._writer, paragraph, edited.unmarked, whole=whole)


class StyleExamples:
    """Properties for new paragraphs: those that the base gives its own of the same style."""

    def __init__(self, paragraphs: Sequence[Element], styles: StyleReader) -> None:
        self._styles = [styles.style(value(p, "w:pPr/w:pStyle")) for p in paragraphs]
        self._headings = [n for n, s in enumerate(self._styles) if s.startswith(_HEADING)]
        self._properties = [own_properties(paragraph) for paragraph in paragraphs]

    def of(self, style: str, after: int) -> list[Element]:
        """Properties for a paragraph of `style` after paragraph `after` of the base.

        Those of the nearest of its kind in the section, so that a point goes on with the
        list it stands in; else those of any other; else the style alone.
        """
        for number in (*self._section(after), *range(len(self._styles))):
            if self._styles[number] == style:
                return deepcopy(self._properties[number])
        return [etree.Element(qn("w:pStyle"), {VAL: style})]

    def _section(self, after: int) -> list[int]:
        """Paragraphs of the section, nearest first, those before the place before the others."""
        at = bisect_right(self._headings, after)
        heading, end = [0, *self._headings][at], [*self._headings, len(self._styles)][at]
        return [*range(after, heading - 1, -1), *range(after + 1, end)]
