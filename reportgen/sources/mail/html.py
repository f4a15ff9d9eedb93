"""The words of an HTML mail, as a person sees them: what is struck out is told from the rest.

The parser is that of libxml2, made for markup as it is found: it closes what nobody closed, and
takes a time that grows with the text alone. Python's own needs minutes for unclosed tags.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.problems import limits
from reportgen.sources.mail.struck import as_struck, without_marks

PICTURE = "[billede]"
"""Stands in the text where a picture stood."""
_UNSEEN = frozenset({"style", "script", "head", "title", "template"})
_BLOCK_WORDS = """
    p br div li ul ol tr h1 h2 h3 h4 h5 h6 table blockquote pre hr dd dt section article
"""
_BLOCKS = frozenset(_BLOCK_WORDS.split())
_STRIKES = frozenset({"s", "strike", "del"})
_STRUCK_BY_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;}]*\bline-through\b", re.IGNORECASE)
_CLEARED_BY_STYLE = re.compile(r"text-decoration(?:-line)?\s*:\s*none\b", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-z0-9]*)\.([\w-]+)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--|-->")
_BLANKS = re.compile(r"[ \t\r\n]+")


def html_text(html: str) -> str:
    """The words, a line for each block; those that are struck out carry the marks of `struck`.

    A mail that is quoted whole opens each of its lines with ``>``, as in a plain mail.
    """
    from lxml import etree

    seen = _SeenText(_struck_classes(html))
    parser = etree.HTMLParser(target=seen, encoding="utf-8", no_network=True, recover=True)
    markup = _without_open_comment(without_marks(html[: limits.LONGEST_MAIL_HTML]))
    parser.feed(markup.encode("utf-8", "replace"))
    parser.close()
    return "\n".join(line.strip(" ") for line in "".join(seen.parts).split("\n"))


def _without_open_comment(html: str) -> str:
    """The mail with a comment that nobody closed opened up, so that no words are lost in it."""
    closed = html.rfind("-->") + len("-->") if "-->" in html else 0
    return html[:closed] + html[closed:].replace("<!--", " ")


def _struck_classes(html: str) -> frozenset[tuple[str, str]]:
    """Element and class of each rule of the mail's own styles that strikes text out.

    Outlook and Word name their styles so; an empty element is any.
    """
    if "line-through" not in html.casefold():
        return frozenset()
    return frozenset(
        (element.casefold(), named)
        for selectors, style in _RULE.findall(_COMMENT.sub("", html))
        if _STRUCK_BY_STYLE.search(style)
        for element, named in _SELECTOR.findall(selectors)
    )


@dataclass(slots=True)
class _SeenText:
    """What the parser hands its events to."""

    struck_classes: frozenset[tuple[str, str]]
    parts: list[str] = field(default_factory=list)
    _unseen: int = 0
    _struck: int = 0
    _quoted: int = 0
    _has_ended: bool = False
    """Whether a block ended, so that what comes stands on a line of its own."""
    _open: list[tuple[bool, bool, bool]] = field(default_factory=list)
    """Of each element that is open: whether it hides, strikes and quotes what is in it."""
    _link: tuple[str, int] = ("", 0)

    def start(self, tag: str | bytes, attrib: Mapping[Any, Any]) -> None:
        attributes = {str(name): str(value) for name, value in attrib.items()}
        hides = tag in _UNSEEN
        strikes = self._strikes(tag, attributes)
        quotes = tag == "blockquote" and _quotes_a_mail(attributes)
        self._open.append((hides, strikes, quotes))
        self._unseen += hides
        self._struck += strikes
        self._quoted += quotes
        if tag in _BLOCKS:
            self._new_line()
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag == "img" and not self._unseen:
            if attributes.get("src", "").startswith(("cid:", "data:")):
                self.parts.append(PICTURE)
        elif tag == "a":
            self._link = (attributes.get("href", ""), len(self.parts))

    def end(self, tag: str | bytes) -> None:
        hides, strikes, quotes = self._open.pop() if self._open else (False, False, False)
        self._unseen -= hides
        self._struck -= strikes
        self._quoted -= quotes
        self._has_ended |= tag in _BLOCKS and tag != "br"
        if tag == "a":
            address, start = self._link
            shown = "".join(self.parts[start:])
            if address.startswith(("http:", "https:")) and address not in shown:
                self.parts.append(f" <{address}>")
            self._link = ("", 0)

    def data(self, data: str | bytes) -> None:
        if not self._unseen:
            said = _BLANKS.sub(" ", str(data))
            if self._has_ended and said.strip():
                self._new_line()
            self.parts.append(as_struck(said) if self._struck else said)

    def comment(self, text: str | bytes) -> None:
        """Nobody sees one."""

    def close(self) -> str:
        return ""

    def _strikes(self, tag: str | bytes, attributes: dict[str, str]) -> bool:
        style = attributes.get("style", "")
        if _CLEARED_BY_STYLE.search(style):
            return False
        if tag in _STRIKES or _STRUCK_BY_STYLE.search(style):
            return True
        named = attributes.get("class", "").split() if self.struck_classes else ()
        return any((of, each) in self.struck_classes for each in named for of in (tag, ""))

    def _new_line(self) -> None:
        self._has_ended = False
        self.parts.append("\n> " if self._quoted else "\n")


def _quotes_a_mail(attributes: dict[str, str]) -> bool:
    """Whether a mail program quotes a mail here, and not a person some words."""
    named = attributes.get("class", "")
    return attributes.get("type", "").casefold() == "cite" or "quote" in named.casefold()
