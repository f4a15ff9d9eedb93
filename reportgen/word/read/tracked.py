"""Who tracked what, kept while the tracked changes themselves are accepted.

Before a part is settled, a note is put where each change begins and ends; it travels with
the text, and is read back with it. A note is a proofing mark with an attribute of ours:
what settles tracked changes passes those by, and no reader sees them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.hearing.model import Author, DeletedParagraph
from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element, outside
from reportgen.report.wording.characters import legible_name
from reportgen.word.elements.identity import anchor
from reportgen.word.elements.runs import TEXTUAL, composed, text_of
from reportgen.word.read.objects import DRAWN
from reportgen.word.read.struck import STRUCK
from reportgen.word.revisions.revision import (
    DELETED,
    INSERTED,
    NUMBERING_CHANGE,
    PROPERTY_CHANGES,
    Revision,
    RevisionKind,
    date_of,
    revisions,
)

NOTE = qn("w:proofErr")
BEGIN, END, COMMENT = "begin", "end", "comment"
"""Attributes of a note: the change that begins, that ends, the comment that was set here."""
CHANGED, WORDS = "changed", "words"
"""Beside the end: which properties a change of looks changed, and what was struck through."""

_P, _R, _R_PR, _P_PR = qn("w:p"), qn("w:r"), qn("w:rPr"), qn("w:pPr")
_ID, _FALLBACK = qn("w:id"), qn("mc:Fallback")
_CONTENT_IN = frozenset({RevisionKind.INSERT, RevisionKind.MOVE_TO})
_CONTENT_OUT = frozenset({RevisionKind.DELETE, RevisionKind.MOVE_FROM})
_MARK_IN = frozenset({RevisionKind.PARAGRAPH_INSERT, RevisionKind.PARAGRAPH_MOVE_TO})
_MARK_OUT = frozenset({RevisionKind.PARAGRAPH_DELETE, RevisionKind.PARAGRAPH_MOVE_FROM})
_WHOLE = frozenset({RevisionKind.PARAGRAPH_FORMAT, RevisionKind.NUMBERING})
_HOLDERS = {
    RevisionKind.ROW_INSERT: qn("w:tr"),
    RevisionKind.ROW_DELETE: qn("w:tr"),
    RevisionKind.CELL_INSERT: qn("w:tc"),
    RevisionKind.CELL_DELETE: qn("w:tc"),
}
_NO_LOOKS = PROPERTY_CHANGES | INSERTED | DELETED | {_R_PR, qn("w:sectPr")}
_GONE_HOLDERS = frozenset({RevisionKind.ROW_DELETE, RevisionKind.CELL_DELETE})


@dataclass(slots=True)
class Changes:
    """The tracked changes of a part, noted in it."""

    authors: list[Author] = field(default_factory=list)
    """Who made the change of each number."""
    drawings: dict[Element, tuple[int, Author]] = field(default_factory=dict)
    """Those that a change takes away: which of all in the rejected view, and by whom."""
    _gone: dict[Element, DeletedParagraph] = field(default_factory=dict)

    def deleted(self, root: Element) -> tuple[DeletedParagraph, ...]:
        """Paragraphs that are gone from `root` now that it is settled, and held something."""
        return tuple(
            deleted
            for paragraph, deleted in self._gone.items()
            if (deleted.plain.strip() or deleted.anchors)
            and next(paragraph.iterancestors(root.tag), None) is None
        )

    def drawings_taken(self, root: Element) -> tuple[tuple[int, Author], ...]:
        """The drawings that are gone from `root` now that it is settled."""
        return tuple(
            taken
            for drawing, taken in self.drawings.items()
            if next(drawing.iterancestors(root.tag), None) is None
        )


def author_of(element: Element) -> Author:
    """Who signed a change or a comment, and when; empty where the file says nothing credible."""
    date = date_of(element)
    name = legible_name(composed(element.get(qn("w:author")) or ""))
    return Author(name, date.isoformat() if date else "", element.get(STRUCK) is not None)


def authors_in(element: Element, authors: Sequence[Author]) -> tuple[Author, ...]:
    """Authors of the changes that notes in an element speak of, each once."""
    begun = (note.get(BEGIN) for note in element.iter(NOTE))
    return tuple(dict.fromkeys(authors[int(number)] for number in begun if number is not None))


def clear_notes(root: Element) -> None:
    """Make sure that nobody else's mark passes for a note."""
    for stray in root.iter(NOTE):
        stray.attrib.clear()


def note_changes(root: Element) -> Changes:
    """Put the notes into a part, without any yet, that is about to be settled as accepted."""
    changes = Changes()
    changed = list(revisions(root))
    _note_drawings(root, changed, changes)
    for revision in changed:
        for paragraph in _leaving(revision):
            if paragraph not in changes._gone and not _stays(paragraph, revision):
                changes._gone[paragraph] = _deleted(paragraph, author_of(revision.element))
    for revision in changed:
        if revision.paragraph not in changes._gone or revision.paragraph is None:
            changes.authors.append(author_of(revision.element))
            _note(revision, str(len(changes.authors) - 1))
    _note_comments(root)
    return changes


def _note_drawings(root: Element, changed: Sequence[Revision], changes: Changes) -> None:
    """Keep who took which drawing away: nothing else tells, where no words went with it."""
    standing = {e: n for n, e in enumerate(outside(root, (*INSERTED, _FALLBACK), *DRAWN))}
    if not standing:
        return
    for revision in changed:
        holder: Element | None = None
        if revision.kind in _CONTENT_OUT:
            holder = revision.element
        elif revision.kind in _GONE_HOLDERS:
            holder = next(revision.element.iterancestors(_HOLDERS[revision.kind]), None)
        for drawing in () if holder is None else holder.iter(*DRAWN):
            if drawing in standing:
                taken = (standing[drawing], author_of(revision.element))
                changes.drawings.setdefault(drawing, taken)


def _leaving(revision: Revision) -> Iterator[Element]:
    """Paragraphs that may go whole with a change."""
    if revision.kind in _MARK_OUT and revision.paragraph is not None:
        yield revision.paragraph
    elif revision.kind in _GONE_HOLDERS:
        holder = next(revision.element.iterancestors(_HOLDERS[revision.kind]), None)
        if holder is not None:
            yield from holder.iter(_P)


def _stays(paragraph: Element, revision: Revision) -> bool:
    """Whether some text of a paragraph whose mark goes is still there afterwards."""
    if revision.kind in _GONE_HOLDERS:
        return False
    return any(map(text_of, outside(paragraph, DELETED, *TEXTUAL)))


def _deleted(paragraph: Element, author: Author) -> DeletedParagraph:
    plain = "".join(map(text_of, outside(paragraph, INSERTED, *TEXTUAL)))
    names = (start.get(qn("w:name")) or "" for start in paragraph.iter(qn("w:bookmarkStart")))
    return DeletedParagraph(plain, author, tuple(one for one in map(anchor, names) if one))


def _note(revision: Revision, number: str) -> None:
    element, paragraph = revision.element, revision.paragraph
    if revision.kind in _CONTENT_IN:
        element.insert(0, _new_note(BEGIN, number))
        element.append(_new_note(END, number))
    elif revision.kind in _CONTENT_OUT:
        element.addprevious(_new_note(BEGIN, number))
        words = _words(element) if element.get(STRUCK) else ""
        element.addprevious(_new_note(END, number, words=words))
    elif paragraph is not None and revision.kind in _MARK_IN | _MARK_OUT:
        paragraph.append(_new_note(BEGIN, number))
        paragraph.append(_new_note(END, number))
    elif paragraph is not None and revision.kind in _WHOLE:
        _note_whole(paragraph, number, changed=_changed(element))
    elif revision.kind is RevisionKind.FORMAT:
        run = next(element.iterancestors(_R), None)
        if run is not None and next(element.iterancestors(_P_PR), None) is None:
            run.addprevious(_new_note(BEGIN, number))
            run.addnext(_new_note(END, number, changed=_changed(element)))
    elif revision.kind in _HOLDERS and revision.kind not in _GONE_HOLDERS:
        holder = next(element.iterancestors(_HOLDERS[revision.kind]), None)
        for inside in () if holder is None else holder.iter(_P):
            _note_whole(inside, number)


def _note_whole(paragraph: Element, number: str, **said: str) -> None:
    first = 0 if paragraph.find(_P_PR) is None else 1
    paragraph.insert(first, _new_note(BEGIN, number))
    paragraph.append(_new_note(END, number, **said))


def _words(deletion: Element) -> str:
    return "".join(map(text_of, deletion.iter(*TEXTUAL)))


def _changed(change: Element) -> str:
    """Names of the properties that a tracked change of looks changed."""
    if change.tag == NUMBERING_CHANGE:
        return "numPr"
    now, held = change.getparent(), next(change.iterchildren(), None)
    after, before = ({} if each is None else _properties(each) for each in (now, held))
    names = [tag for tag in {**before, **after} if before.get(tag) != after.get(tag)]
    return " ".join(etree.QName(tag).localname for tag in names)


def _properties(holder: Element) -> dict[str, bytes]:
    """Each property as it is written, without what is no look of the text itself."""
    return {
        str(child.tag): etree.tostring(child, method="c14n", with_tail=False)
        for child in holder.iterchildren("*")
        if child.tag not in _NO_LOOKS
    }


def _note_comments(root: Element) -> None:
    """Keep the place of comments on words that are about to go."""
    for mark in list(root.iter(qn("w:commentRangeStart"), qn("w:commentReference"))):
        outermost = None
        for around in mark.iterancestors():
            if around.tag in DELETED:
                outermost = around
            elif around.tag == _P:
                break
        if outermost is not None:
            outermost.addprevious(_new_note(COMMENT, mark.get(_ID) or ""))


def _new_note(name: str, value: str, **said: str) -> Element:
    return etree.Element(NOTE, {name: value} | {key: said[key] for key in said if said[key]})
