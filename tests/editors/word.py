"""Edits in a Word file as Word writes them down, with tracking on or off."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse, serialise
from reportgen.word.elements.identity import anchor

_P, _R, _T, _P_PR, _R_PR = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:pPr"), qn("w:rPr")
_INS, _DEL = qn("w:ins"), qn("w:del")
_GONE = (_DEL, qn("w:moveFrom"))
_MARKS = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
_SPACE = qn("xml:space")

Paragraph = etree._Element


class WordCopy:
    """A copy that somebody works in. Offsets count what a reader sees of a paragraph."""

    def __init__(self, data: bytes, author: str) -> None:
        self._package = Package.open(data, "")
        self._root = parse(self._package.parts["word/document.xml"])
        self._author = author
        self._changes = 0
        self.tracking = True
        self.time = "2024-11-20T10:00:00Z"

    def save(self) -> bytes:
        self._package.parts["word/document.xml"] = serialise(self._root)
        return self._package.save()

    # Looking about

    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph that is still there to be seen."""
        return [each for each in self._root.iter(_P) if not self._is_gone(each)]

    def at(self, name: str) -> Paragraph:
        """The paragraph that carries a bookmark of ours."""
        return next(each for each in self.paragraphs() if name in anchors(each))

    def _is_gone(self, paragraph: Paragraph) -> bool:
        is_marked = any(_mark(paragraph, tag) is not None for tag in _GONE)
        return is_marked and not text(paragraph)

    # Words

    def delete(self, paragraph: Paragraph, start: int, end: int) -> None:
        """Take signs away; what one has typed oneself goes without a trace."""
        for run in self._cut(paragraph, start, end):
            if not self.tracking or _parent(run).tag == _INS:
                _remove(run)
                continue
            wrapper = self._change(_DEL)
            run.addprevious(wrapper)
            wrapper.append(run)
            for written in run.iter(_T):
                written.tag = qn("w:delText")

    def insert(self, paragraph: Paragraph, at: int, words: str) -> None:
        """Type words; they look as what stands before them."""
        if not words:
            return
        before = self._cut(paragraph, 0, at)
        run = etree.Element(_R)
        properties = before[-1].find(_R_PR) if before else None
        if properties is not None:
            run.append(deepcopy(properties))
        written = etree.SubElement(run, _T)
        written.text = words
        written.set(_SPACE, "preserve")
        last = before[-1] if before else None
        if last is not None and _parent(last).tag == _INS:
            last.addnext(run)
            return
        made = run
        if self.tracking:
            made = self._change(_INS)
            made.append(run)
        if last is not None:
            while (following := last.getnext()) is not None and following.tag == _DEL:
                last = following  # what replaces words stands after them
            last.addnext(made)
            return
        first = next((each for each in paragraph if each.tag in (_R, _INS, _DEL)), None)
        if first is not None:
            first.addprevious(made)
        else:
            paragraph.append(made)

    def replace(self, paragraph: Paragraph, start: int, end: int, words: str) -> None:
        """Type over signs."""
        self.delete(paragraph, start, end)
        self.insert(paragraph, start, words)

    def embolden(self, paragraph: Paragraph, start: int, end: int, tag: str = "w:b") -> None:
        """Set signs in bold."""
        self.mark(paragraph, start, end, etree.Element(qn(tag)))

    def mark(self, paragraph: Paragraph, start: int, end: int, *marks: etree._Element) -> None:
        """Give signs properties that a person sets, each an element of `w:rPr`."""
        for run in self._cut(paragraph, start, end):
            properties = run.find(_R_PR)
            if properties is None:
                properties = etree.Element(_R_PR)
                run.insert(0, properties)
            old = [deepcopy(each) for each in properties if each.tag != qn("w:rPrChange")]
            for mark in marks:
                if properties.find(mark.tag) is None:
                    properties.insert(0, deepcopy(mark))
            if self.tracking and properties.find(qn("w:rPrChange")) is None:
                change = self._change(qn("w:rPrChange"))
                etree.SubElement(change, _R_PR).extend(old)
                properties.append(change)

    # Paragraphs

    def split(self, paragraph: Paragraph, at: int) -> Paragraph:
        """Press Enter within a paragraph; answers the new one, which stands before."""
        runs = self._cut(paragraph, 0, at)
        made = etree.Element(_P)
        if (properties := paragraph.find(_P_PR)) is not None:
            made.append(deepcopy(properties))
        last = None if not runs else _child(paragraph, runs[-1])
        for each in [each for each in paragraph if each.tag != _P_PR]:
            if last is None:
                break
            made.append(each)
            if each is last:
                break
        paragraph.addprevious(made)
        if self.tracking:
            self._set_mark(made, _INS)
        return made

    def join(self, paragraph: Paragraph) -> None:
        """Delete the end of a paragraph that is followed by another."""
        if self.tracking:
            self._set_mark(paragraph, _DEL)
            return
        following = paragraph.getnext()
        assert following is not None
        paragraph.extend([each for each in following if each.tag != _P_PR])
        _remove(following)

    def add_after(self, paragraph: Paragraph, words: str, style: str = "") -> Paragraph:
        """Press Enter at the end of a paragraph and type; the new end is the one pressed."""
        made = etree.Element(_P)
        if (properties := paragraph.find(_P_PR)) is not None:
            made.append(deepcopy(properties))
        if style:
            held = made.find(_P_PR)
            if held is None:
                held = etree.SubElement(made, _P_PR)
            named = held.find(qn("w:pStyle"))
            if named is None:
                named = etree.Element(qn("w:pStyle"))
                held.insert(0, named)
            named.set(qn("w:val"), style)
        paragraph.addnext(made)
        if self.tracking:
            # The end that was typed is the first one; the new paragraph has the old.
            old = _mark(paragraph, _INS)
            if old is None:
                taken = _mark(made, _INS)
                if taken is not None:
                    _remove(taken)
                self._set_mark(paragraph, _INS)
        self.insert(made, 0, words)
        return made

    def remove(self, *paragraphs: Paragraph) -> None:
        """Delete whole paragraphs."""
        for paragraph in paragraphs:
            self.delete(paragraph, 0, len(text(paragraph)))
            if self.tracking:
                self._set_mark(paragraph, _DEL)
            else:
                _remove(paragraph)

    def move_after(self, after: Paragraph, *paragraphs: Paragraph) -> None:
        """Cut whole paragraphs and paste them after another, bookmarks and all."""
        copies = [deepcopy(each) for each in paragraphs]
        self.remove(*paragraphs)
        for paragraph in paragraphs:
            for mark in list(paragraph.iter(*_MARKS)):
                _remove(mark)
        for copy in reversed(copies):
            after.addnext(copy)
            if self.tracking:
                for run in self._cut(copy, 0, len(text(copy))):
                    wrapper = self._change(_INS)
                    run.addprevious(wrapper)
                    wrapper.append(run)
                self._set_mark(copy, _INS)

    # How it is done

    def _change(self, tag: str) -> etree._Element:
        self._changes += 1
        made = etree.Element(tag)
        made.set(qn("w:id"), str(90_000 + self._changes))
        made.set(qn("w:author"), self._author)
        made.set(qn("w:date"), self.time)
        return made

    def _set_mark(self, paragraph: Paragraph, tag: str) -> None:
        properties = paragraph.find(_P_PR)
        if properties is None:
            properties = etree.Element(_P_PR)
            paragraph.insert(0, properties)
        held = properties.find(_R_PR)
        if held is None:
            held = etree.SubElement(properties, _R_PR)
        if held.find(tag) is None:
            held.insert(0, self._change(tag))

    def _cut(self, paragraph: Paragraph, start: int, end: int) -> list[etree._Element]:
        """The runs that show signs `start` to `end`, cut out of those that show more."""
        found: list[etree._Element] = []
        at = 0
        for run in _runs(paragraph):
            length = len(_said(run))
            first, last = max(start - at, 0), min(end - at, length)
            at += length
            if first >= last:
                continue
            if last < length:
                _halve(run, last)
            found.append(_halve(run, first) if first else run)
        return found


def text(paragraph: Paragraph) -> str:
    """What a reader sees of a paragraph with tracked changes accepted."""
    return "".join(map(_said, _runs(paragraph)))


def anchors(paragraph: Paragraph) -> list[str]:
    """What a paragraph's bookmarks say it shows."""
    names = (start.get(qn("w:name")) or "" for start in paragraph.iter(qn("w:bookmarkStart")))
    return [found for found in map(anchor, names) if found]


def _runs(paragraph: Paragraph) -> list[etree._Element]:
    return [run for run in paragraph.iter(_R) if _parent(run).tag not in _GONE]


def _said(run: etree._Element) -> str:
    return "".join(written.text or "" for written in run.iter(_T))


def _halve(run: etree._Element, at: int) -> etree._Element:
    """Cut a run of one text in two; answers the second."""
    rest = deepcopy(run)
    (one,), (other,) = run.findall(_T), rest.findall(_T)
    said = one.text or ""
    one.text, other.text = said[:at], said[at:]
    for written in (one, other):
        written.set(_SPACE, "preserve")
    run.addnext(rest)
    return rest


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _child(paragraph: Paragraph, run: etree._Element) -> etree._Element:
    """What stands in the paragraph itself and holds a run."""
    at = run
    while _parent(at) is not paragraph:
        at = _parent(at)
    return at


def _remove(element: etree._Element) -> None:
    _parent(element).remove(element)


def _mark(paragraph: Paragraph, tag: str) -> etree._Element | None:
    return paragraph.find(f"{_P_PR}/{_R_PR}/{tag}")
