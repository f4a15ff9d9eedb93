"""Comments with their threads, as Word keeps them.

A thread stands in a part of its own, which names each comment by the id of its last
paragraph ([MS-DOCX] 2.5.2); Word shows an answer only where it stands on the words of the
comment it answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from reportgen.hearing.redline_plan import CommentText, PlanDoesNotFit, Thread
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element, parse, serialise, with_prefixes
from reportgen.word.revisions.redline.marks import add_text
from reportgen.word.revisions.redline.paragraph import CommentMarks

_ID, _PARA_ID, _P, _VAL = qn("w:id"), qn("w14:paraId"), qn("w:p"), qn("w:val")
_START, _END = qn("w:commentRangeStart"), qn("w:commentRangeEnd")
_REFERENCE = qn("w:commentReference")
_IGNORABLE = qn("mc:Ignorable")
# Word takes ids below 0x80000000 only; ours are far from those it draws by lot.
_FIRST_PARA_ID = 0x10000000


class Comments:
    """The comments of a package, read, and added to."""

    def __init__(self, package: Package) -> None:
        self._package = package
        name = package.related("comments")
        self._is_new = name is None or name not in package.parts
        self._name = "word/comments.xml" if name is None or self._is_new else name
        empty = f'<w:comments xmlns:w="{NAMESPACES["w"]}"/>'.encode()
        held = parse(empty) if self._is_new else package.xml(self._name)
        self._root = with_prefixes(held, "w", "w14", "mc")
        ignorable = (self._root.get(_IGNORABLE) or "").split()
        self._root.set(_IGNORABLE, " ".join(dict.fromkeys((*ignorable, "w14"))))
        self._elements = {c.get(_ID) or "": c for c in self._root.iterchildren(qn("w:comment"))}
        numbers = [int(key) for key in self._elements if key.isdecimal()]
        self._next = 1 + max(numbers, default=-1)
        self._parents: dict[str, str] = {}
        self._resolved: set[str] = set()

    def add(self, threads: Iterable[Thread], length: int) -> CommentMarks:
        """Add threads on a paragraph that shows `length` characters; return their marks."""
        starts: dict[int, list[Element]] = {}
        ends: dict[int, list[Element]] = {}
        for thread in threads:
            end = length if thread.end is None else thread.end
            if not 0 <= thread.start <= end <= length:
                raise PlanDoesNotFit(f"no characters {thread.start} to {end} for a comment")
            opening = self._write(thread.opening)
            answers = [self._write(reply, opening) for reply in thread.replies]
            if thread.resolved:
                self._resolved.add(opening)
            for key in (opening, *answers):
                starts.setdefault(thread.start, []).append(_mark(_START, key))
                ends.setdefault(end, []).extend((_mark(_END, key), _reference(key)))
        return CommentMarks(starts, ends)

    def answer(
        self,
        root: Element,
        replies: Mapping[str, Sequence[CommentText]],
        resolved: Iterable[str],
    ) -> None:
        """Add replies to comments that the document holds, on the same words."""
        places = {mark.get(_ID) or "": mark for mark in root.iter(_START)}
        ends = {mark.get(_ID) or "": mark for mark in root.iter(_END)}
        references = {mark.get(_ID) or "": mark.getparent() for mark in root.iter(_REFERENCE)}
        for key, answers in replies.items():
            reference = references.get(key)
            if key not in self._elements or reference is None:
                raise PlanDoesNotFit(f"no comment {key} to answer")
            for reply in answers:
                reply_key = self._write(reply, key)
                if key in places and key in ends:
                    places[key].addnext(_mark(_START, reply_key))
                    ends[key].addprevious(_mark(_END, reply_key))
                reference.addnext(_reference(reply_key))
        for key in resolved:
            if key not in self._elements:
                raise PlanDoesNotFit(f"no comment {key} to resolve")
            self._resolved.add(key)

    def save(self) -> None:
        """Write the parts back, if anything was added."""
        if not self._parents and not self._resolved and self._is_new and not len(self._root):
            return
        entries = self._entries()
        content = serialise(self._root)
        self._package.add(self._name, content, CONTENT_TYPE["comments"])
        if self._is_new:
            self._package.relate(self._package.document, "comments", "comments.xml")
        extended = etree.Element(qn("w15:commentsEx"), nsmap={"w15": NAMESPACES["w15"]})
        extended.extend(entries)
        name = self._package.related("commentsExtended")
        if name is None:
            name = "word/commentsExtended.xml"
            document = self._package.document
            self._package.relate(document, "commentsExtended", "commentsExtended.xml")
        self._package.add(name, serialise(extended), CONTENT_TYPE["commentsExtended"])

    def _entries(self) -> list[Element]:
        ids = {
            key: _para_id(comment, number)
            for number, (key, comment) in enumerate(self._elements.items())
        }
        entries: list[Element] = []
        for key, para_id in ids.items():
            entry = etree.Element(qn("w15:commentEx"), {qn("w15:paraId"): para_id})
            parent = self._parents.get(key)
            if parent is not None:
                entry.set(qn("w15:paraIdParent"), ids[parent])
            done = key in self._resolved or parent in self._resolved
            entry.set(qn("w15:done"), str(int(done)))
            entries.append(entry)
        return entries

    def _write(self, remark: CommentText, parent: str | None = None) -> str:
        key = str(self._next)
        self._next += 1
        signed = {_ID: key, qn("w:author"): remark.by.author}
        comment = etree.SubElement(self._root, qn("w:comment"), signed)
        if remark.by.time:
            comment.set(qn("w:date"), f"{remark.by.time}Z")
        comment.set(qn("w:initials"), _initials(remark.by.author))
        for number, line in enumerate(remark.text.split("\n")):
            paragraph = etree.SubElement(comment, _P)
            properties = etree.SubElement(paragraph, qn("w:pPr"))
            etree.SubElement(properties, qn("w:pStyle")).set(_VAL, "CommentText")
            if not number:
                etree.SubElement(_styled_run(paragraph), qn("w:annotationRef"))
            add_text(etree.SubElement(paragraph, qn("w:r")), line)
        self._elements[key] = comment
        if parent is not None:
            self._parents[key] = parent
        return key


def _para_id(comment: Element, number: int) -> str:
    """Id of a comment's last paragraph; made where it has none."""
    paragraphs = list(comment.iterchildren(_P))
    last = paragraphs[-1] if paragraphs else etree.SubElement(comment, _P)
    known = last.get(_PARA_ID)
    if known is None:
        known = f"{_FIRST_PARA_ID + number:08X}"
        last.set(_PARA_ID, known)
    return known


def _mark(tag: str, key: str) -> Element:
    return etree.Element(tag, {_ID: key})


def _reference(key: str) -> Element:
    run = _styled_run(etree.Element(_P))
    etree.SubElement(run, _REFERENCE).set(_ID, key)
    return run


def _styled_run(paragraph: Element) -> Element:
    run = etree.SubElement(paragraph, qn("w:r"))
    properties = etree.SubElement(run, qn("w:rPr"))
    etree.SubElement(properties, qn("w:rStyle")).set(_VAL, "CommentReference")
    return run


def _initials(author: str) -> str:
    """First letters of the words that have any, as Word shows them in the margin."""
    return "".join(word[0] for word in author.split() if word[0].isalpha())[:3].upper() or "?"
