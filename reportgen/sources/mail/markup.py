"""HTML as it is found, cut into tags and text in one pass; no text in it is passed over.

The rules are those of the HTML standard's tokenizer (section 13.2.5), but for what was never
closed: there a browser shows nothing more, and here the text is read, and the damage told. What
is in an element that nobody sees is left out as far as it is closed.

The parsers there are were measured. A tree by the standard repeats every open format in each
paragraph: 70 kB of ``<b>`` and ``<p>`` take lexbor 5.8 GB, and html5lib gigabytes and minutes.
libxml2 is linear, but what it drops is dropped in silence, and differs from version to version:
all text after an unclosed comment, or under 300 nested elements.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType

_TAG = re.compile(r"</?([a-zA-Z][^\s/<>]*)(>?)")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?:([^\s/<>=]+)|=)"
    r"(?:\s*=\s*(?:"
    r'"([^"<>]*+)"|"([^"]*+)"(?=[\s/>])|'
    r"'([^'<>]*+)'|'([^']*+)'(?=[\s/>])|"
    r"([^\s<>\"'][^\s<>]*))?)?"
)
"""A name with its value. Where a value seems to hold a tag, and its closing mark is followed by
what cannot follow one, the value was never closed, and the mark is that of a later one."""
_BLANKS = re.compile(r"[\s/]*")
_BRACKET = re.compile(r"[<>]")
_COMMENT_ENDS = re.compile(r"--!?>|<!--(?!-?>)")
"""A comment ends, or the next one opens: then the first was never closed."""
_STYLE_IN_CONDITION = re.compile(r"<!--\[if[^<>\]]*\]>\s*<style[^<>]*>\s*<!--", re.IGNORECASE)
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_STARTS = re.compile(r"<(?=[a-zA-Z/!?])")
_SCRIPT = re.compile(r"<(?=/?script\b)", re.IGNORECASE)
_UNSEEN = {"style": _STARTS, "title": _STARTS, "script": _SCRIPT}
"""Elements whose text nobody sees, each with what cannot stand in one before its own end."""
_STYLE_COMMENT = re.compile(r"<!--|-->")
_NONE: Mapping[str, str] = MappingProxyType({})
_NEVER_ENDED: Mapping[str, str] = MappingProxyType({"": ""})
_ELEMENT_WORDS = """
    a abbr address article b base big blockquote body br caption center cite code col colgroup dd
    del dfn div dl dt em font footer h1 h2 h3 h4 h5 h6 head header hr html i img input ins kbd label
    li link map meta nobr o:p ol option p pre q s script section select small span strike strong
    style sub sup table tbody td tfoot th thead title tr tt u ul var wbr xml
"""
_ELEMENTS = frozenset(_ELEMENT_WORDS.split())
"""Elements of mails; any other name of a tag that never ends is somebody's word."""
_LONG_NUMBER = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")
"""Number of no character; Python refuses to read thousands of digits."""


@dataclass(frozen=True, slots=True)
class Start:
    """The start of an element; its name in small letters, attributes too."""

    name: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class End:
    """The end of an element."""

    name: str


@dataclass(slots=True)
class Markup:
    """The parts of some HTML: text as `str`, starts and ends of elements, in their order."""

    html: str
    styles: list[str] = field(default_factory=list)
    """What stands in its style elements so far."""
    is_damaged: bool = False
    """Whether something so far was never closed, so that a browser may show less of it."""
    _last_comment_end: int = -1
    _last_cdata_end: int = -1
    _endless: set[str] = field(default_factory=set)
    """Unseen elements of which none is closed from here on."""

    def __iter__(self) -> Iterator[str | Start | End]:
        html, place = self.html, 0
        self._last_comment_end = max(html.rfind("-->"), html.rfind("--!>"))
        self._last_cdata_end = html.rfind(_CDATA_END)
        held: list[str] = []
        while (opens := html.find("<", place)) >= 0:
            held.append(html[place:opens])
            if (tag := _TAG.match(html, opens)) is not None:
                yield from _joined(held)
                place = yield from self._element(tag)
            elif html.startswith(("<!", "<?"), opens):
                place, said, is_closed = self._declaration(opens)
                if is_closed:
                    yield from _joined(held)
                if said:
                    yield said
            else:
                held.append("<")
                place = opens + 1
        held.append(html[place:])
        yield from _joined(held)

    def _element(self, tag: re.Match[str]) -> Generator[str | Start | End, None, int]:
        """What a tag stands for; returns where it ends."""
        name, place, said = tag[1].casefold(), tag.end(), ""
        attributes: Mapping[str, str] = _NONE
        if not tag[2]:
            place, attributes, said = self._attributes(place)
            if attributes is _NEVER_ENDED and name not in _ELEMENTS:
                said = f"<{tag[1]} {said}"
        if tag[0].startswith("</"):
            yield End(name)
        elif name in _UNSEEN:
            place = self._unseen(name, place)
        else:
            yield Start(name, attributes)
        if said:
            yield said
        return place

    def _attributes(self, at: int) -> tuple[int, Mapping[str, str], str]:
        """Where a tag ends, its attributes, and its text where it never ended."""
        found: dict[str, str] = {}
        start, html, has_value = at, self.html, False
        while (match := _ATTRIBUTE.match(html, at)) is not None:
            at = match.end()
            name, *values = match.groups()
            if name:
                self.is_damaged |= name[0] in "\"'" and not has_value
                has_value = any(each is not None for each in values)
                value = next(filter(None, values), "")
                found.setdefault(name.casefold(), characters(value))
        blanks = _BLANKS.match(html, at)
        end = blanks.end() if blanks else at
        if html.startswith(">", end):
            return end + 1, found, ""
        self.is_damaged = True
        return end, _NEVER_ENDED, characters(html[start:end].strip())

    def _declaration(self, opens: int) -> tuple[int, str, bool]:
        """Where a comment, or what counts as one, ends; its text where that is seen; if it ends.

        Where it never ends, the text goes on just after its mark.
        """
        html = self.html
        if html.startswith("<!--", opens):
            end = self._comment(opens)
            return end, "", end > opens + len("<!--")
        if html.startswith(_CDATA, opens) and opens <= self._last_cdata_end:
            end = html.index(_CDATA_END, opens)
            return end + len(_CDATA_END), html[opens + len(_CDATA) : end], True
        bracket = _BRACKET.search(html, opens + 2)
        if bracket is not None and bracket[0] == ">":
            return bracket.end(), "", True
        self.is_damaged = True
        return opens + 2, "", False

    def _comment(self, opens: int) -> int:
        """Where a comment ends; just after its mark where it never does."""
        html, start = self.html, opens + len("<!--")
        for empty in (">", "->"):
            if html.startswith(empty, start):
                return start + len(empty)
        if _STYLE_IN_CONDITION.match(html, opens):
            return html.index(">", start) + 1
        if opens < self._last_comment_end:
            end = _COMMENT_ENDS.search(html, start)
            if end is not None and end[0] != "<!--":
                return end.end()
        self.is_damaged = True
        return start

    def _unseen(self, name: str, start: int) -> int:
        """Where an element ends whose text nobody sees; just after its tag where it never does."""
        html = self.html
        if html.endswith("/>", 0, start):
            return start
        if name not in self._endless:
            at: int | None = start
            while at is not None:
                found = _UNSEEN[name].search(html, at)
                at = None
                if found is None:
                    self._endless.add(name)
                elif name == "style" and html.startswith(("<!--", "<![CDATA["), found.start()):
                    at = found.end()
                elif html[found.end() : found.end() + len(name) + 1].casefold() == f"/{name}":
                    if name == "style":
                        self.styles.append(_STYLE_COMMENT.sub("", html[start : found.start()]))
                    return found.start()
        self.is_damaged = True
        return start


def characters(text: str) -> str:
    """`text` with the characters that it names (``&aelig;``)."""
    if "&" not in text:
        return text
    return unescape(_LONG_NUMBER.sub("\ufffd", text))


def _joined(held: list[str]) -> Iterator[str]:
    """What is held of a text, as one; nothing is held then."""
    text = "".join(held)
    held.clear()
    if text:
        yield characters(text)
