"""``if`` … ``endif`` over the paragraphs of a template: closed, and in one and the same place.

Jinja sees the part's XML as text. A pair that begins inside one table cell and ends
inside another would leave half an element behind, so both ends have to stand in the same
paragraph, or be rows or paragraphs beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.problems import Problem
from reportgen.word.template.syntax import Form, FoundTag
from reportgen.word.template.text import TemplateParagraph, Within

_P, _TR, _T = qn("w:p"), qn("w:tr"), qn("w:t")
_SECTION = qn("w:pPr/w:sectPr")


@dataclass(frozen=True, slots=True)
class _Opened:
    tag: FoundTag
    paragraph: TemplateParagraph


@dataclass(slots=True)
class Conditions:
    """The conditions that are open as the parts are read from top to bottom."""

    file: str
    _open: list[_Opened] = field(default_factory=list)
    _source: int = 0

    @property
    def inside(self) -> bool:
        """Whether what is read now is there only on a condition."""
        return bool(self._open)

    def enter(self, source: int) -> Iterator[Problem]:
        """Begin to read a part; what the one before left open is at fault."""
        if source != self._source:
            yield from self.finish()
            self._source = source

    def finish(self) -> Iterator[Problem]:
        """Say what was never closed."""
        for opened in self._open:
            yield self._problem("if-unclosed", opened.tag, opened.paragraph)
        self._open.clear()

    def read(self, tag: FoundTag, paragraph: TemplateParagraph) -> Iterator[Problem]:
        """Take in one ``if``, ``else`` or ``endif``."""
        yield from self._removal(tag, paragraph)
        if tag.form is Form.IF:
            self._open.append(_Opened(tag, paragraph))
            return
        if not self._open:
            yield self._problem("endif-stray", tag, paragraph)
            return
        opened = self._open[-1]
        if _frame(opened.tag, opened.paragraph) != _frame(tag, paragraph):
            yield self._problem("if-across", tag, paragraph, opened=opened.tag.text)
        elif tag.form is Form.END and _empties_cell(opened.paragraph, tag, paragraph):
            yield self._problem("cell-left-empty", tag, paragraph, opened=opened.tag.text)
        if tag.form is Form.END:
            self._open.pop()

    def _removal(self, tag: FoundTag, paragraph: TemplateParagraph) -> Iterator[Problem]:
        """A tag that takes its paragraph or row away may take nothing else with it."""
        if tag.removes == "tr":
            row = next(paragraph.element.iterancestors(_TR), None)
            if row is None or paragraph.within() is not Within.TABLE:
                yield self._problem("row-tag-outside-table", tag, paragraph)
            elif "".join(text.text or "" for text in row.iter(_T)).strip() != tag.text:
                yield self._problem("removing-tag-not-alone", tag, paragraph)
        elif tag.removes == "p" and (
            paragraph.text.strip() != tag.text
            or paragraph.has_objects
            or paragraph.element.find(_SECTION) is not None
        ):
            yield self._problem("removing-tag-not-alone", tag, paragraph)

    def _problem(
        self, code: str, tag: FoundTag, paragraph: TemplateParagraph, **more: str
    ) -> Problem:
        return Problem(code, paragraph.location(self.file), {"tag": tag.text, **more})


def _frame(tag: FoundTag, paragraph: TemplateParagraph) -> tuple[str, etree._Element | None]:
    """What both ends of a condition must have in common."""
    if tag.removes == "tr":
        row = next(paragraph.element.iterancestors(_TR), None)
        return "tr", None if row is None else row.getparent()
    if tag.removes == "p":
        return "p", paragraph.element.getparent()
    return "", paragraph.element


def _empties_cell(start: TemplateParagraph, tag: FoundTag, end: TemplateParagraph) -> bool:
    """Whether a cell is left without any paragraph, which Word takes for a damaged file."""
    cell = end.element.getparent()
    if tag.removes != "p" or cell is None or cell.tag != qn("w:tc"):
        return False
    beside = (*start.element.itersiblings(_P, preceding=True), *end.element.itersiblings(_P))
    return not beside
