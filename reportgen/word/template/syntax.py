"""Tags in the text of a template: found whole, judged one by one, and closed where they open.

Only three things are allowed in a template: a tag's name, a name with a filter on its
text, and ``if`` … ``endif`` on such names. Whatever else Jinja and docxtpl could do (attributes,
calls, loops, raw XML) is refused, since a template comes from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from reportgen.layout.tags import REPORT, TagKind, Vocabulary
from reportgen.opc.namespaces import qn
from reportgen.problems import Problem, limits, shortened
from reportgen.word.template.text import TemplateParagraph, Within


class TagForm(StrEnum):
    """What a tag does."""

    VALUE = "value"
    IF = "if"
    MIDDLE = "middle"
    """``else`` and ``elif``."""
    END = "endif"
    COMMENT = "comment"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class TagFault:
    """What is wrong with a tag: a code of the catalogue and its blanks."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundTag:
    """A tag, or a piece of one, as it stands in a paragraph."""

    text: str
    form: TagForm
    name: str = ""
    """Name of the tag where it is a name and nothing else."""
    removes: str = ""
    """What vanishes with the tag: ``p`` its paragraph, ``tr`` its table row."""
    faults: tuple[TagFault, ...] = ()


_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}|\{[\s_]+[{%]|[}%][\s_]+\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_QUOTES = re.compile("[“”„‟‘’‚‛«»]")
_NAME = re.compile(r"[^\W\d]\w*")
_STATEMENT = re.compile(r"(?:(p|tr|tc|r) )?\s*(\S+)\s*(.*)", re.DOTALL)
_SINGLE = re.compile(r"(?<!\{)\{\s*([^\W\d]\w*)\s*\}(?!\})")


def tags_in(text: str, known: Vocabulary = REPORT) -> Iterator[FoundTag]:
    """Find every tag in the text of a paragraph, broken ones included, from the left.

    Word may have cut the text into any number of pieces; `text` is all of them joined.

    >>> for tag in tags_in("{{ aar }} og {{ årstal } samt {% if frist %}"):
    ...     print(tag.form, tag.text, [fault.code for fault in tag.faults])
    value {{ aar }} []
    broken {{ årstal } samt ['tag-unclosed']
    if {% if frist %} []
    """
    at = 0
    while mark := _MARK.search(text, at):
        yield from _single_braces(text[at : mark.start()], known)
        brace, start = mark[0], mark.start()
        if brace in _CLOSES:
            end = _MARK.search(text, mark.end())
            if end is None or end[0] in _CLOSES or end[0][0] == "{":
                at = len(text) if end is None else end.start()
                yield _broken("tag-unclosed", text[start:at])
                continue
            at = end.end()
            whole = text[start:at]
            if end[0] != _CLOSES[brace]:
                code = "tag-spaced-braces" if len(end[0]) > 2 else "tag-unclosed"
                yield _broken(code, whole)
            else:
                yield _judge(whole, brace, known)
        elif len(brace) > 2:
            at = _end_of_spaced(text, mark)
            yield _broken("tag-spaced-braces", text[start:at])
        else:
            at = mark.end()
            yield _broken("tag-stray-close", text[max(0, start - 20) : at])
    yield from _single_braces(text[at:], known)


def _single_braces(text: str, known: Vocabulary) -> Iterator[FoundTag]:
    """Known names in single braces: ``{ aar }`` was meant as a tag."""
    for match in _SINGLE.finditer(text):
        if match[1] in known.by_name:
            yield _broken("tag-spaced-braces", match[0])


def _end_of_spaced(text: str, mark: re.Match[str]) -> int:
    """Where a tag that opens with ``{ {`` ends, so that its end is not found once more."""
    end = _MARK.search(text, mark.end())
    closes = end is not None and mark[0][0] == "{" and end[0][0] in "}%#" and end[0][-1] == "}"
    return end.end() if end is not None and closes else mark.end()


def _broken(code: str, text: str) -> FoundTag:
    tag = shortened(text)
    return FoundTag(tag, TagForm.BROKEN, faults=(TagFault(code, {"tag": tag}),))


def _judge(whole: str, brace: str, known: Vocabulary) -> FoundTag:
    inner = whole[2:-2]
    if brace == "{#":
        return FoundTag(whole, TagForm.COMMENT)
    if not inner.strip():
        return _broken("tag-empty", whole)
    if len(whole) > limits.LONGEST_TAG:
        return _broken("tag-too-much", whole)
    if _QUOTES.search(inner):
        return _broken("tag-quotes", whole)
    read = _value if brace == "{{" else _statement
    return read(whole, inner, known)


def _value(whole: str, inner: str, known: Vocabulary) -> FoundTag:
    name = inner.strip()
    if inner.startswith(("p ", "tr ", "tc ", "r ")):  # docxtpl puts raw XML in there
        return _broken("tag-too-much", whole)
    if _NAME.fullmatch(name):
        unknown = () if name in known.by_name else (_unknown(name, known),)
        return FoundTag(whole, TagForm.VALUE, name, faults=unknown)
    faults = tuple(_expression(whole, inner, known))
    return FoundTag(whole, TagForm.VALUE, faults=faults)


def _statement(whole: str, inner: str, known: Vocabulary) -> FoundTag:
    match = _STATEMENT.fullmatch(inner)
    removes, word, rest = match.groups() if match else ("", "", "")
    removes = removes or ""
    if removes in {"tc", "r"}:
        return _broken("tag-too-much", whole)
    if word in {"if", "elif"}:
        form = TagForm.IF if word == "if" else TagForm.MIDDLE
        faults = tuple(_expression(whole, rest, known))
        return FoundTag(whole, form, removes=removes, faults=faults)
    if word in {"else", "endif"} and not rest.strip():
        form = TagForm.END if word == "endif" else TagForm.MIDDLE
        return FoundTag(whole, form, removes=removes)
    return _broken("tag-too-much", whole)


def _expression(whole: str, inner: str, known: Vocabulary) -> Iterator[TagFault]:
    """Judge what stands in a tag, as Jinja itself reads it."""
    tag = known.by_name.get(inner.strip())
    if tag is not None and tag.kind is TagKind.SCALAR:
        return  # one name, as nearly everywhere: Jinja is not loaded for it
    from reportgen.word.template.expression import read_expression

    expression = read_expression(inner)
    if expression is None:
        yield TagFault("tag-syntax", {"tag": whole})
        return
    for fault in expression.faults(known):
        if fault.code == "tag-unknown":
            yield _unknown(str(fault.values["name"]), known)
        else:
            yield TagFault(fault.code, {"tag": whole, **fault.values})


def _unknown(name: str, known: Vocabulary) -> TagFault:
    from rapidfuzz import fuzz, process

    tag = f"{{{{ {name} }}}}"
    spelt = name.lower()
    for letter, letters in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        spelt = spelt.replace(letter, letters)
    near = process.extractOne(spelt, list(known.by_name), scorer=fuzz.ratio, score_cutoff=60)
    if near is not None:
        return TagFault("tag-unknown-like", {"tag": tag, "suggestion": f"{{{{ {near[0]} }}}}"})
    return TagFault("tag-unknown", {"tag": tag, "known": ", ".join(known.by_name)})


# ``if`` … ``endif`` over the paragraphs of a template. Jinja sees a part's XML as text: a pair
# that begins inside one table cell and ends inside another would leave half an element behind,
# so both ends have to stand in the same paragraph, or be rows or paragraphs beside each other.

_P, _TR, _T = qn("w:p"), qn("w:tr"), qn("w:t")
_SECTION = qn("w:pPr/w:sectPr")


@dataclass(slots=True)
class Conditions:
    """The conditions that are open as the parts are read from top to bottom."""

    file: str
    _open: list[tuple[FoundTag, TemplateParagraph]] = field(default_factory=list)
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
        for tag, paragraph in self._open:
            yield self._problem("if-unclosed", tag, paragraph)
        self._open.clear()

    def read(self, tag: FoundTag, paragraph: TemplateParagraph) -> Iterator[Problem]:
        """Take in one ``if``, ``else`` or ``endif``."""
        yield from self._removal(tag, paragraph)
        if tag.form is TagForm.IF:
            self._open.append((tag, paragraph))
            return
        if not self._open:
            yield self._problem("endif-stray", tag, paragraph)
            return
        opened, start = self._open[-1]
        if _frame(opened, start) != _frame(tag, paragraph):
            yield self._problem("if-across", tag, paragraph, opened=opened.text)
        elif tag.form is TagForm.END and _empties_cell(start, tag, paragraph):
            yield self._problem("cell-left-empty", tag, paragraph, opened=opened.text)
        if tag.form is TagForm.END:
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
