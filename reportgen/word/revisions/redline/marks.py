"""The marks that tracked changes leave in Word's XML (ISO/IEC 29500-1, 17.13.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy

from lxml import etree

from reportgen.hearing.redline_plan import Formatting, Signature
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Relationships
from reportgen.opc.xml import Element
from reportgen.report.wording.text import Run
from reportgen.word.elements.values import VAL, is_on
from reportgen.word.revisions.revision import DELETED_TAGS

_P, _P_PR, _R, _R_PR = qn("w:p"), qn("w:pPr"), qn("w:r"), qn("w:rPr")
_ID, _SPACE = qn("w:id"), qn("xml:space")
_T, _SECT_PR, _P_PR_CHANGE = qn("w:t"), qn("w:sectPr"), qn("w:pPrChange")
# A move must have a time in the schema; this one is read as none.
_NO_TIME = "1970-01-01T00:00:00Z"
_BEFORE_BOLD = frozenset({qn("w:rStyle"), qn("w:rFonts")})
_BEFORE_ITALIC = _BEFORE_BOLD | {qn("w:b"), qn("w:bCs")}
_LAST_IN_P_PR = frozenset({_R_PR, _SECT_PR, _P_PR_CHANGE})
_CHARACTERS = {"\t": "w:tab", "\n": "w:br"}


class RevisionWriter:
    """Writes tracked changes into one part: their marks, each with an id of its own."""

    def __init__(self, root: Element, relationships: Relationships) -> None:
        """Write into `root`, whose links stand in `relationships`."""
        self._relationships = relationships
        self.link_targets = relationships.target_of
        """Address of each link that the part had, by its relationship."""
        taken = (element.get(_ID) or "" for element in root.iter())
        self._next = 1 + max((int(t) for t in taken if t.isdecimal()), default=0)

    def link(self, address: str) -> str:
        """Id of the relationship to an address, added where there is none."""
        return self._relationships.add("hyperlink", address, external=True)

    def mark(self, tag: str, by: Signature) -> Element:
        """A signed element, as ``w:ins``."""
        mark = etree.Element(qn(tag), {_ID: str(self._next), qn("w:author"): by.author})
        self._next += 1
        if by.time:
            mark.set(qn("w:date"), f"{by.time}Z")
        return mark

    def range(self, tag: str, name: str, by: Signature) -> tuple[Element, Element]:
        """The opening and the closing of a move's range, as ``w:moveFrom``."""
        start = self.mark(f"{tag}RangeStart", by)
        start.set(qn("w:name"), name)
        if not by.time:
            start.set(qn("w:date"), _NO_TIME)
        return start, etree.Element(qn(f"{tag}RangeEnd"), {_ID: start.get(_ID) or ""})

    def wrap(self, element: Element, tag: str, by: Signature) -> Element:
        """Put a signed element round another, in its place."""
        wrapper = self.mark(tag, by)
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, wrapper)
        wrapper.append(element)
        return wrapper

    def delete(self, run: Element, by: Signature) -> Element:
        """Mark a run as deleted."""
        for child in run:
            if child.tag in DELETED_TAGS:
                child.tag = DELETED_TAGS[str(child.tag)]
                child.set(_SPACE, "preserve")
        return self.wrap(run, "w:del", by)

    def insert(self, runs: Iterable[Run], by: Signature) -> Element:
        """Text marked as inserted."""
        wrapper = self.mark("w:ins", by)
        wrapper.extend(run_element(run) for run in runs)
        return wrapper

    def format(self, run: Element, change: Formatting) -> None:
        """Set bold and italic of a run, and keep what they were; none where nothing changes."""
        properties = properties_of(run, _R_PR)
        old = deepcopy(properties)
        _switch(properties, "w:b", change.bold, _BEFORE_BOLD)
        _switch(properties, "w:i", change.italic, _BEFORE_ITALIC)
        if etree.tostring(old) == etree.tostring(properties):
            if not len(properties):
                run.remove(properties)
            return
        kept = self.mark("w:rPrChange", change.by)
        kept.append(old)
        properties.append(kept)

    def mark_paragraph(self, paragraph: Element, tag: str, by: Signature) -> None:
        """Sign a change of the paragraph's own mark, as ``w:ins``."""
        properties = properties_of(paragraph, _P_PR)
        runs = properties.find(_R_PR)
        if runs is None:
            runs = etree.Element(_R_PR)
            at = sum(1 for child in properties if child.tag not in _LAST_IN_P_PR)
            properties.insert(at, runs)
        # The schema wants insertion before deletion, and both before any formatting.
        at = 1 if tag != "w:ins" and len(runs) and runs[0].tag == qn("w:ins") else 0
        runs.insert(at, self.mark(tag, by))

    def set_properties(self, paragraph: Element, new: Iterable[Element], by: Signature) -> None:
        """Give a paragraph other properties, and keep what they were."""
        properties = properties_of(paragraph, _P_PR)
        if properties.find(_P_PR_CHANGE) is not None:
            return  # one paragraph can tell of one change of its properties only
        old = etree.Element(_P_PR)
        old.extend([child for child in properties if child.tag not in _LAST_IN_P_PR])
        properties[:0] = list(new)
        change = self.mark("w:pPrChange", by)
        change.append(old)
        properties.append(change)


def properties_of(element: Element, tag: str) -> Element:
    """The properties of a paragraph or a run, named `tag`, made if there are none."""
    properties = element.find(tag)
    if properties is None:
        properties = etree.Element(tag)
        element.insert(0, properties)
    return properties


def own_properties(paragraph: Element) -> list[Element]:
    """A copy of what a paragraph's properties say of it, without its mark and its section."""
    stated = paragraph.iterfind(f"{_P_PR}/*")
    return [deepcopy(child) for child in stated if child.tag not in _LAST_IN_P_PR]


def paragraph_with(properties: Sequence[Element]) -> Element:
    """An empty paragraph with these properties."""
    paragraph = etree.Element(_P)
    if properties:
        etree.SubElement(paragraph, _P_PR).extend(properties)
    return paragraph


def run_element(run: Run) -> Element:
    """A run with its text; an address gets the style of links, the link itself is outside."""
    element = etree.Element(_R)
    properties = etree.Element(_R_PR)
    if run.href:
        etree.SubElement(properties, qn("w:rStyle")).set(VAL, "Hyperlink")
    if run.bold:
        etree.SubElement(properties, qn("w:b"))
    if run.italic:
        etree.SubElement(properties, qn("w:i"))
    if len(properties):
        element.append(properties)
    add_text(element, run.text)
    return element


def add_text(run: Element, text: str) -> None:
    """Add text to a run, with tabs and line breaks as Word's own."""
    for piece in re.split("([\t\n])", text):
        if piece in _CHARACTERS:
            etree.SubElement(run, qn(_CHARACTERS[piece]))
        elif piece:
            written = etree.SubElement(run, _T)
            written.set(_SPACE, "preserve")
            written.text = piece


def _switch(properties: Element, tag: str, on: bool, before: frozenset[str]) -> None:
    if is_on(properties, tag) == on:
        return
    if (known := properties.find(qn(tag))) is not None:
        properties.remove(known)
    if on:
        at = sum(1 for child in properties if child.tag in before)
        properties.insert(at, etree.Element(qn(tag)))
