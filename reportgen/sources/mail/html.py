"""The words of an HTML mail, as a person sees them: what is struck out is told from the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.problems import limits
from reportgen.sources.mail.doubts import CUT, DAMAGED, LOST
from reportgen.sources.mail.markup import End, Markup, Start, characters
from reportgen.sources.mail.struck import as_struck, without_marks

PICTURE = "[billede]"
"""Stands in the text where a picture stood."""
_BLOCK_WORDS = """
    p br div li ul ol tr h1 h2 h3 h4 h5 h6 table blockquote pre hr dd dt section article
"""
_BLOCKS = frozenset(_BLOCK_WORDS.split())
_EMPTY_WORDS = """
    area base basefont bgsound br col embed frame hr img input keygen link meta param source track
    wbr
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
"""Elements without an end."""
_FORMAT_WORDS = "a b big code em font i nobr s small strike strong tt u"
_FORMATS = frozenset(_FORMAT_WORDS.split())
"""Elements that go on over the end of a paragraph until their own (HTML standard, 13.2.4.3)."""
_CELLS = frozenset({"td", "th", "caption"})
"""Elements at whose end every format in them ends."""
_ENDED_BY: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    **dict.fromkeys(_BLOCKS - {"br"}, (("p",), ("td", "th"))),
    "li": (("li",), ("ul", "ol", "td", "th")),
    "dd": (("dd", "dt"), ("dl", "td", "th")),
    "dt": (("dd", "dt"), ("dl", "td", "th")),
    "td": (("td", "th"), ("table",)),
    "th": (("td", "th"), ("table",)),
    "tr": (("tr", "td", "th"), ("table",)),
}
"""What the start of an element ends, unless one of the others was opened since."""
_STRIKES = frozenset({"s", "strike", "del"})
_STRUCK_BY_STYLE = re.compile(
    r"text-decoration(?:-line)?\s*:[^;:}]*\bline-through\b", re.IGNORECASE
)
_CLEARED_BY_STYLE = re.compile(r"text-decoration(?:-line)?\s*:\s*none\b", re.IGNORECASE)
_SELECTOR = re.compile(r"([a-z0-9]*)\.([\w-]+)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n]+")

_PICTURE_IN_PLACE = re.compile(r"data:image/[\w.+-]{1,40};base64,[\w+/=%\s]*")


@dataclass(frozen=True, slots=True)
class HtmlText:
    """What some HTML says."""

    text: str
    """A line for each block; words that are struck out carry the marks of `struck`."""
    doubt: str = ""
    """What is unsure about it, one of `doubts`; empty where nothing is."""


def read_html(html: str) -> HtmlText:
    """Read the words of a mail or a page.

    A mail that is quoted whole opens each of its lines with ``>``, as in a plain mail. The words
    are held against those that the source seems to show, found in another way.
    """
    read, is_cut = _bounded(html)
    markup = Markup(read)
    seen = _SeenText(markup)
    for part in markup:
        if isinstance(part, str):
            seen.data(part)
        elif isinstance(part, Start):
            seen.start(part)
        else:
            seen.end(part)
    lines = "".join(seen.parts).split("\n")
    is_lost = bool(_words_shown(read) - Counter(_words(" ".join(seen.said))))
    doubt = CUT if is_cut else LOST if is_lost else DAMAGED if markup.is_damaged else ""
    return HtmlText("\n".join(line.strip(" ") for line in lines), doubt)


def _bounded(html: str) -> tuple[str, bool]:
    """As much of some HTML as is read, pictures in it not counted, and whether that is not all."""
    if len(html) > limits.LONGEST_MAIL_HTML:
        html = _PICTURE_IN_PLACE.sub("data:", html)
    read = html[: limits.LONGEST_MAIL_HTML]
    if read.count("<") > limits.MOST_MAIL_TAGS:
        read = read[: -len(read.split("<", limits.MOST_MAIL_TAGS)[-1]) - 1]
    return read, len(read) < len(html)


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open; what is in it may be struck out, or quoted."""

    name: str
    strikes: bool = False
    quotes: bool = False


@dataclass(slots=True)
class _SeenText:
    """What the parts of a mail are handed to."""

    markup: Markup
    parts: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """The text alone, as it came."""
    _struck: int = 0
    _quoted: int = 0
    _has_ended: bool = False
    """Whether a block ended, so that what comes stands on a line of its own."""
    _open: list[_Open] = field(default_factory=list)
    _places: dict[str, list[int]] = field(default_factory=dict)
    """Where in the list elements of each name stand."""
    _formats: dict[str, list[bool]] = field(default_factory=dict)
    """Of each format that is open, by its name, whether it strikes out."""
    _outer_formats: list[dict[str, list[bool]]] = field(default_factory=list)
    """The same of the cells that this one lies in."""
    _link: tuple[str, int] = ("", 0)
    _styles: int = 0
    _struck_classes: set[tuple[str, str]] = field(default_factory=set)

    def start(self, element: Start) -> None:
        name, attributes = element.name, element.attributes
        if name in _ENDED_BY:
            self._end_implied(*_ENDED_BY[name])
        strikes = self._strikes(name, attributes)
        if name in _FORMATS:
            self._formats.setdefault(name, []).append(strikes)
            self._struck += strikes
        elif name not in _EMPTY:
            quotes = name == "blockquote" and _quotes_a_mail(attributes)
            self._push(_Open(name, strikes, quotes) if strikes or quotes else _plain(name))
        if name in _BLOCKS:
            self._new_line()
        elif name in {"td", "th"}:
            self.parts.append(" ")
        elif name == "img":
            if attributes.get("src", "").startswith(("cid:", "data:")):
                self.parts.append(PICTURE)
        elif name == "a":
            self._link = (attributes.get("href", ""), len(self.parts))
        if name in _EMPTY:
            self._has_ended |= name in _BLOCKS and name != "br"

    def end(self, element: End) -> None:
        name = element.name
        if name in _FORMATS:
            if opened := self._formats.get(name):
                self._struck -= opened.pop()
        elif places := self._places.get(name):
            self._pop(places[-1])
        self._has_ended |= name in _BLOCKS and name != "br"
        if name == "a":
            address, start = self._link
            is_web = address.startswith(("http:", "https:"))
            if is_web and address not in "".join(self.parts[start:]):
                self.parts.append(f" <{address}>")
            self._link = ("", 0)

    def data(self, data: str) -> None:
        data = without_marks(data)
        self.said.append(data)
        said = _BLANKS.sub(" ", data)
        if self._has_ended and said.strip():
            self._new_line()
        self.parts.append(as_struck(said) if self._struck else said)

    def _push(self, opened: _Open) -> None:
        self._places.setdefault(opened.name, []).append(len(self._open))
        self._open.append(opened)
        self._struck += opened.strikes
        self._quoted += opened.quotes
        if opened.name in _CELLS:
            self._outer_formats.append(self._formats)
            self._formats = {}

    def _pop(self, place: int) -> None:
        """End all that was opened since the element at `place`, and that."""
        while len(self._open) > place:
            ended = self._open.pop()
            self._places[ended.name].pop()
            self._struck -= ended.strikes
            self._quoted -= ended.quotes
            if ended.name in _CELLS:
                self._struck -= sum(map(sum, self._formats.values()))
                self._formats = self._outer_formats.pop()

    def _end_implied(self, ended: Sequence[str], within: Sequence[str]) -> None:
        """End the outermost of `ended` that was opened since the last of `within`."""
        wall = max(
            [places[-1] for name in within if (places := self._places.get(name))], default=-1
        )
        since = [
            places[-1] for name in ended if (places := self._places.get(name)) and places[-1] > wall
        ]
        if since:
            self._pop(min(since))

    def _strikes(self, name: str, attributes: Mapping[str, str]) -> bool:
        style = attributes.get("style", "")
        if _CLEARED_BY_STYLE.search(style):
            return False
        if name in _STRIKES or _STRUCK_BY_STYLE.search(style):
            return True
        if self._styles < len(self.markup.styles):
            self._struck_classes.update(_struck_classes(self.markup.styles[self._styles :]))
            self._styles = len(self.markup.styles)
        named = attributes.get("class", "").split() if self._struck_classes else ()
        return any((of, each) in self._struck_classes for each in named for of in (name, ""))

    def _new_line(self) -> None:
        self._has_ended = False
        self.parts.append("\n> " if self._quoted else "\n")


def _plain(name: str) -> _Open:
    return _PLAIN[name] if name in _PLAIN else _Open(name)


_PLAIN = {name: _Open(name) for name in (*_BLOCKS, "td", "th", "span", "tbody", "html", "body")}


def _struck_classes(styles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Element and class of each rule of the mail's own styles that strikes text out.

    Outlook and Word name their styles so; an empty element is any.
    """
    for rule in (rule for style in styles for rule in style.split("}")):
        selectors, _, style = rule.rpartition("{")
        if _STRUCK_BY_STYLE.search(style):
            for element, named in _SELECTOR.findall(selectors):
                yield element.casefold(), named


def _quotes_a_mail(attributes: Mapping[str, str]) -> bool:
    """Whether a mail program quotes a mail here, and not a person some words."""
    named = attributes.get("class", "")
    return attributes.get("type", "").casefold() == "cite" or "quote" in named.casefold()


# What the source seems to show, by cutting out of it what nobody sees.

_WORD = re.compile(r"\w+")
_SHOWN_TAG = re.compile(
    r"<[a-zA-Z/!?](?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+>"
    r"|<[a-zA-Z/!?][^<>]*+>"
    r"|<[a-zA-Z/!?][^\s<>]*+"
)
"""A tag; one with a mark that is not closed; the name of one that never ends."""
_HIDDEN = tuple(
    (
        re.compile(rf"<{name}\b(?![^<>]*/>)", re.IGNORECASE),
        re.compile(rf"</{name}\b", re.IGNORECASE),
    )
    for name in ("style", "script", "title")
)


def _words_shown(html: str) -> Counter[str]:
    """Every word that stands between tags, outside comments and what nobody sees."""
    text = " ".join(_outside_comments(html))
    for start, end in _HIDDEN:
        text = " ".join(_outside(text, start, end))
    return Counter(_words(characters(without_marks(_SHOWN_TAG.sub(" ", text)))))


def _outside_comments(html: str) -> Iterator[str]:
    first, *opened = html.split("<!--")
    yield first
    for each in opened:
        _, end, after = each.partition("-->")
        if end:
            yield after
        else:
            yield each.partition("]>")[2] if each.startswith("[if") else each


def _outside(text: str, start: re.Pattern[str], end: re.Pattern[str]) -> Iterator[str]:
    first, *opened = start.split(text)
    yield first
    for each in opened:
        closing = end.search(each)
        yield each[closing.start() :] if closing else each


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
