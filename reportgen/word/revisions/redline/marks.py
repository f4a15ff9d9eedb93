"""The marks that tracked changes leave in Word's XML (ISO/IEC 29500-1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from reportgen.hearing.redline_plan import Formatting, Signature
from reportgen.opc.namespaces import qn
from reportgen.report.text import Run

_P_PR, _R_PR, _R = qn("w:pPr"), qn("w:rPr"), qn("w:r")
_ID, _VAL, _SPACE = qn("w:id"), qn("w:val"), qn("xml:space")
_T, _SECT_PR = qn("w:t"), qn("w:sectPr")
_GONE = {_T: qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}
_P_PR_CHANGE = qn("w:pPrChange")
# A move must have a time in the schema; this one is read as none.
_NO_TIME = "1970-01-01T00:00:00Z"
_BEFORE_BOLD = frozenset({qn("w:rStyle"), qn("w:rFonts")})
_BEFORE_ITALIC = _BEFORE_BOLD | {qn("w:b"), qn("w:bCs")}
_LAST_IN_P_PR = frozenset({_R_PR, _SECT_PR, _P_PR_CHANGE})
_SIGNS = {"\t": "w:tab", "\n": "w:br"}


class Ink:
    """Makes the marks of one part, each with an id of its own."""

    def __init__(self, root: etree._Element) -> None:
        taken = (element.get(_ID) or "" for element in root.iter())
        self._next = 1 + max((int(t) for t in taken if t.isdecimal()), default=0)

    def number(self) -> str:
        """An id that is free."""
        self._next += 1
        return str(self._next - 1)

    def mark(self, tag: str, by: Signature) -> etree._Element:
        """A signed element, as ``w:ins``."""
        made = etree.Element(qn(tag))
        made.set(_ID, self.number())
        made.set(qn("w:author"), by.author)
        if by.time:
            made.set(qn("w:date"), f"{by.time}Z")
        return made

    def range(self, tag: str, name: str, by: Signature) -> tuple[etree._Element, etree._Element]:
        """The opening and the closing of a move's range, as ``w:moveFrom``."""
        start = self.mark(f"{tag}RangeStart", by)
        start.set(qn("w:name"), name)
        if not by.time:
            start.set(qn("w:date"), _NO_TIME)
        end = etree.Element(qn(f"{tag}RangeEnd"))
        end.set(_ID, start.get(_ID) or "")
        return start, end

    def wrap(self, element: etree._Element, tag: str, by: Signature) -> etree._Element:
        """Put a signed element round another, in its place."""
        wrapper = self.mark(tag, by)
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, wrapper)
        wrapper.append(element)
        return wrapper

    def delete(self, run: etree._Element, by: Signature) -> etree._Element:
        """Mark a run as deleted."""
        for child in run:
            if child.tag in _GONE:
                child.tag = _GONE[str(child.tag)]
                child.set(_SPACE, "preserve")
        return self.wrap(run, "w:del", by)

    def insert(self, runs: Iterable[Run], by: Signature) -> etree._Element:
        """Text marked as inserted."""
        wrapper = self.mark("w:ins", by)
        wrapper.extend(run_element(run) for run in runs)
        return wrapper

    def format(self, run: etree._Element, change: Formatting) -> None:
        """Set bold and italic of a run, and keep what they were; none where nothing changes."""
        properties = run.find(_R_PR)
        if properties is None:
            properties = etree.Element(_R_PR)
            run.insert(0, properties)
        old = deepcopy(properties)
        _set(properties, "w:b", change.bold, _BEFORE_BOLD)
        _set(properties, "w:i", change.italic, _BEFORE_ITALIC)
        if etree.tostring(old) == etree.tostring(properties):
            if not len(properties):
                run.remove(properties)
            return
        kept = self.mark("w:rPrChange", change.by)
        kept.append(old)
        properties.append(kept)

    def mark_paragraph(self, paragraph: etree._Element, tag: str, by: Signature) -> None:
        """Sign a change of the paragraph's own mark, as ``w:ins``."""
        properties = paragraph_properties(paragraph)
        runs = properties.find(_R_PR)
        if runs is None:
            runs = etree.Element(_R_PR)
            at = sum(1 for child in properties if child.tag not in _LAST_IN_P_PR)
            properties.insert(at, runs)
        # The schema wants insertion before deletion, and both before any formatting.
        at = 1 if tag != "w:ins" and len(runs) and runs[0].tag == qn("w:ins") else 0
        runs.insert(at, self.mark(tag, by))

    def set_properties(
        self, paragraph: etree._Element, new: Iterable[etree._Element], by: Signature
    ) -> None:
        """Give a paragraph other properties, and keep what they were."""
        properties = paragraph_properties(paragraph)
        if properties.find(_P_PR_CHANGE) is not None:
            return  # one paragraph can tell of one change of its properties only
        old = etree.Element(_P_PR)
        for child in list(properties):
            if child.tag not in _LAST_IN_P_PR:
                old.append(child)
        for at, child in enumerate(new):
            properties.insert(at, child)
        change = self.mark("w:pPrChange", by)
        change.append(old)
        properties.append(change)


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """The properties of a paragraph, made if there are none."""
    properties = paragraph.find(_P_PR)
    if properties is None:
        properties = etree.Element(_P_PR)
        paragraph.insert(0, properties)
    return properties


def own_properties(paragraph: etree._Element) -> list[etree._Element]:
    """A copy of what a paragraph's properties say of it, without its mark and its section."""
    properties = paragraph.find(_P_PR)
    return [
        deepcopy(child)
        for child in (() if properties is None else properties)
        if child.tag not in _LAST_IN_P_PR
    ]


def run_element(run: Run) -> etree._Element:
    """A run with its text; an address gets the style of links, the link itself is outside."""
    made = etree.Element(_R)
    properties = etree.Element(_R_PR)
    if run.href:
        etree.SubElement(properties, qn("w:rStyle")).set(_VAL, "Hyperlink")
    if run.bold:
        etree.SubElement(properties, qn("w:b"))
    if run.italic:
        etree.SubElement(properties, qn("w:i"))
    if len(properties):
        made.append(properties)
    add_text(made, run.text)
    return made


def add_text(run: etree._Element, text: str) -> None:
    """Add text to a run, with tabs and line breaks as Word's own."""
    piece = ""
    for sign in (*text, ""):
        if sign in _SIGNS or not sign:
            if piece:
                written = etree.SubElement(run, _T)
                written.set(_SPACE, "preserve")
                written.text = piece
            piece = ""
            if sign:
                etree.SubElement(run, qn(_SIGNS[sign]))
        else:
            piece += sign


def _set(properties: etree._Element, tag: str, on: bool, before: frozenset[str]) -> None:
    known = properties.find(qn(tag))
    is_on = known is not None and (known.get(_VAL) or "1") not in {"0", "false", "off"}
    if is_on == on:
        return
    if known is not None:
        properties.remove(known)
    if on:
        at = sum(1 for child in properties if child.tag in before)
        properties.insert(at, etree.Element(qn(tag)))
