"""A template's tags filled in, in the file itself: nothing but what the check found is touched.

What a tag shows goes in as text where the tag stands, in the looks of its first letter. A
condition that does not hold takes what stands between its ends with it: words and objects
inside a line, whole paragraphs (%p) or rows (%tr).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element, outside
from reportgen.word.template.syntax import FoundTag, TagForm, tags_in
from reportgen.word.template.text import TemplateParagraph, read_text

_ROW, _TEXT, _PRESERVE = qn("w:tr"), qn("w:t"), qn("xml:space")
_RUN, _RUN_PROPERTIES = qn("w:r"), qn("w:rPr")
_BOX = qn("w:txbxContent")
_LAYOUT = {"\n": qn("w:br"), "\t": qn("w:tab")}
_LAYOUT_MARK = re.compile(r"([\n\t])")


def fill(package: Package, values: Mapping[str, str]) -> None:
    """Fill in every tag of a template that `check_template` has no error of.

    `values` has what each tag shows; a value's line breaks and tabs become Word's own.
    """
    text = read_text(package)
    conditions = _Conditions(values)
    for paragraph in text.paragraphs:
        if "{" in paragraph.text:
            _fill_paragraph(paragraph, conditions)
    for element in conditions.gone:
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    for name, root in text.roots.items():
        package.set_xml(name, root)
    for kind in ("settings", "styles"):
        # Written anew, though nothing in them is changed: all versions made so far have it so.
        if part := package.related(kind):
            package.set_xml(part, package.xml(part))


@dataclass(slots=True)
class _Open:
    """A condition, from its ``if`` to its ``endif``."""

    removes: str
    element: Element
    """The paragraph, or row, that the branch now open begins after."""
    shown: bool
    """Whether the branch now open is to be seen."""
    done: bool
    """Whether one of its branches was."""


@dataclass(slots=True)
class _Conditions:
    """The conditions that are open where the filling has come to."""

    values: Mapping[str, str]
    gone: list[Element] = field(default_factory=list)
    """Paragraphs and rows that vanish with the tag in them."""
    _open: list[_Open] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        """Whether the words that stand here, in a line, are to be seen."""
        return all(each.shown for each in self._open if not each.removes)

    def pass_tag(self, tag: FoundTag, paragraph: TemplateParagraph) -> None:
        """Go by one ``if``, ``else`` or ``endif``.

        Paragraphs and rows of a branch that is not to be seen are taken out at its end.
        """
        element = paragraph.element
        if tag.removes == "tr":
            element = next(element.iterancestors(_ROW))
        if tag.form is TagForm.IF:
            holds = self._holds(tag)
            self._open.append(_Open(tag.removes, element, holds, holds))
        else:
            branch = self._open[-1]
            if branch.removes and not branch.shown:
                _take_out_between(branch.element, element)
            if tag.form is TagForm.END:
                self._open.pop()
            else:
                branch.shown = not branch.done and self._holds(tag)
                branch.done = branch.done or branch.shown
                branch.element = element
        if tag.removes:
            self.gone.append(element)

    def _holds(self, tag: FoundTag) -> bool:
        """Whether the condition of a tag holds; ``else`` always does."""
        return not tag.expression or _holds(tag.expression, self.values)


def _holds(expression: str, values: Mapping[str, str]) -> bool:
    name = expression.strip()
    if name in values:
        return bool(values[name])
    from reportgen.word.template.expression import read_expression

    read = read_expression(expression)
    return read is not None and read.holds(values)


def _shown(tag: FoundTag, values: Mapping[str, str]) -> str:
    """What a tag shows."""
    if tag.form is not TagForm.VALUE:
        return ""
    if tag.name:
        return values[tag.name]
    from reportgen.word.template.expression import read_expression

    read = read_expression(tag.expression)
    return "" if read is None else read.text(values)


def _take_out_between(start: Element, end: Element) -> None:
    """Take out every sibling between two elements."""
    parent = start.getparent()
    assert parent is not None  # both ends stand beside each other, as the check has seen
    while (after := start.getnext()) is not None and after is not end:
        parent.remove(after)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of a paragraph's text, the end excluded, and what is to stand there."""

    start: int
    end: int
    text: str = ""


def _fill_paragraph(paragraph: TemplateParagraph, conditions: _Conditions) -> None:
    cuts: list[_Cut] = []
    hidden: list[_Cut] = []
    since = 0
    for tag in tags_in(paragraph.text):
        was_shown = conditions.shown
        if tag.form in {TagForm.IF, TagForm.MIDDLE, TagForm.END}:
            conditions.pass_tag(tag, paragraph)
        if not was_shown and conditions.shown:
            hidden.append(_Cut(since, tag.start))
            cuts.append(hidden[-1])
        if was_shown or conditions.shown:
            cuts.append(_Cut(tag.start, tag.end, _shown(tag, conditions.values)))
        if was_shown and not conditions.shown:
            since = tag.end
    if hidden:
        _take_out_objects(paragraph, hidden)
    if cuts:
        _cut_texts(paragraph.texts, cuts)


def _take_out_objects(paragraph: TemplateParagraph, hidden: Sequence[_Cut]) -> None:
    """Take out what stands between hidden words, as a picture or a line break."""
    stretches = iter(hidden)
    stretch = next(stretches, None)
    at = 0
    for element in outside(paragraph.element, (_BOX,)):
        while stretch is not None and stretch.end < at:
            stretch = next(stretches, None)
        if element.tag == _TEXT:
            at += len(element.text or "")
        elif (
            stretch is not None
            and stretch.start <= at
            and (parent := element.getparent()) is not None
            and parent.tag == _RUN
            and element.tag != _RUN_PROPERTIES
        ):
            parent.remove(element)


def _cut_texts(texts: Sequence[Element], cuts: Sequence[_Cut]) -> None:
    """Put the cuts, which are in order, into the elements that hold the text."""
    first, start = 0, 0
    for element in texts:
        text = element.text or ""
        end = start + len(text)
        while first < len(cuts) and cuts[first].end <= start:
            first += 1
        written, at = [], start
        number = first
        while number < len(cuts) and cuts[number].start < end:
            cut = cuts[number]
            written.append(text[at - start : max(cut.start - start, at - start)])
            if cut.start >= start:
                written.append(cut.text)
            at = min(max(cut.end, at), end)
            number += 1
        if number > first:
            _set_text(element, "".join([*written, text[at - start :]]))
        start = end


def _set_text(element: Element, text: str) -> None:
    """Write the text of an element, its line breaks and tabs as Word's own beside it."""
    first, *rest = _LAYOUT_MARK.split(text)
    element.text = first
    element.set(_PRESERVE, "preserve")
    for piece in rest:
        if piece in _LAYOUT:
            after = etree.Element(_LAYOUT[piece])
        elif piece:
            after = etree.Element(_TEXT, {_PRESERVE: "preserve"})
            after.text = piece
        else:
            continue
        element.addnext(after)
        element = after
