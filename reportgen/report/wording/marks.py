"""Runs of text, and the marks that people type for their formatting: read, and written again.

Bold and italic are two tracks that know nothing of each other: two stars turn bold on or
off, one star italic, three both. Stars turn something on where no word stands before
them and no blank after them, and off where no blank stands before them and no word
after them; of several that could begin a range the one nearest its end does. What
finds no partner is literal. Everything is read once from left to right, so that even
a paragraph of nothing but stars is quick.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from urllib.parse import quote


class ListKind(StrEnum):
    """What kind of list a paragraph is an entry of."""

    NONE = ""
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one formatting."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its runs, and the list it belongs to."""

    runs: tuple[Run, ...]
    kind: ListKind = ListKind.NONE

    @property
    def plain(self) -> str:
        """Text without marks."""
        runs = self.runs
        # Asked for of every paragraph many times over, and most have one run.
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join neighbours of one formatting, and leave out runs without text."""
    whole: list[Run] = []
    parts: list[str] = []
    for run in runs:
        if not run.text:
            continue
        if whole and _format(whole[-1]) == _format(run):
            parts.append(run.text)
            continue
        _finish(whole, parts)
        whole.append(run)
        parts = [run.text]
    _finish(whole, parts)
    return tuple(whole)


def _finish(whole: list[Run], parts: list[str]) -> None:
    if len(parts) > 1:
        last = whole[-1]
        whole[-1] = Run("".join(parts), last.bold, last.italic, last.href)


def _format(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.href


def split_runs(runs: Iterable[Run], at: re.Pattern[str]) -> Iterator[tuple[Run, ...]]:
    """Part the runs of a paragraph wherever `at` is found in them, which is left out."""
    part: list[Run] = []
    for run in runs:
        first, *others = at.split(run.text)
        part.append(replace(run, text=first) if others else run)
        for text in others:
            yield tuple(part)
            part = [replace(run, text=text)]
    yield tuple(part)


SHIELD = "\u2060"
"""A word joiner, which nobody types and nothing shows: the star or bracket before it is
literal, and so is the opening of a list behind it. `write` puts it where text from Word
would otherwise read as a mark."""

_HREF = r"(?i:https?://|mailto:)(?:[^\s()]|\([^\s()]*\))++"
HREF = re.compile(_HREF)
"""An address that a link can have."""

_TOKEN = re.compile(
    rf"""
    \[(?!{SHIELD})(?P<label>(?:[^\[\]\n]|[\[\]]{SHIELD})++)\]\((?P<href>{_HREF})\)
    | (?P<literal>[*\[\]]){SHIELD}
    | (?P<stars>\*+(?!{SHIELD}))
    """,
    re.VERBOSE,
)

BOLD, ITALIC = 2, 1
"""How many stars turn each track on and off."""


@dataclass(slots=True)
class _Stars:
    """Some stars, and what they do: `on` and `off` are the tracks they turn."""

    count: int
    opens: bool
    closes: bool
    href: str
    on: int = 0
    off: int = 0


@dataclass(frozen=True, slots=True)
class _MarkedText:
    text: str
    href: str


def inline(text: str) -> tuple[Run, ...]:
    """Read the marks inside one paragraph."""
    if "*" not in text and "](" not in text and SHIELD not in text:
        return (Run(text),) if text else ()
    pieces = list(_pieces(text, 0, len(text), ""))
    _pair([piece for piece in pieces if isinstance(piece, _Stars)])
    return joined(_runs(pieces))


def is_word(character: str) -> bool:
    """Whether a mark cannot begin behind `character`, or end in front of it."""
    return character.isalnum() or character == "_"


def _pieces(text: str, start: int, end: int, href: str) -> Iterator[_Stars | _MarkedText]:
    at = start
    for match in _TOKEN.finditer(text, start, end):
        if match.start() > at:
            yield _MarkedText(text[at : match.start()], href)
        at = match.end()
        if match["href"]:
            yield from _pieces(text, *match.span("label"), match["href"])
        elif match["literal"]:
            yield _MarkedText(match["literal"], href)
        else:
            before, after = text[match.start() - 1 : match.start()], text[at : at + 1]
            opens = not is_word(before) and after != "" and not after.isspace()
            closes = not is_word(after) and before != "" and not before.isspace()
            yield _Stars(at - match.start(), opens, closes, href)
    if at < end:
        yield _MarkedText(text[at:end], href)


def _pair(stars: list[_Stars]) -> None:
    for track in (BOLD, ITALIC):
        begun: _Stars | None = None
        for here in stars:
            if here.count > BOLD + ITALIC or not here.count & track:
                continue
            if begun is not None and here.closes:
                begun.on |= track
                here.off |= track
                begun = None
            elif here.opens:
                begun = here


def _runs(pieces: list[_Stars | _MarkedText]) -> Iterator[Run]:
    turned = 0
    for piece in pieces:
        if isinstance(piece, _MarkedText):
            yield Run(piece.text, bool(turned & BOLD), bool(turned & ITALIC), piece.href)
            continue
        # Of three stars some may be literal: they stay outside of what the others mark.
        literal = "*" * (piece.count - piece.on - piece.off)
        turned &= ~piece.off
        yield Run(literal, bool(turned & BOLD), bool(turned & ITALIC), piece.href)
        turned |= piece.on


_NOT_IN_HREF = re.compile(r"[\s()]")
_SIGNS = re.compile(r"[*\[\]]")


def marked(runs: Iterable[Run]) -> str:
    """Write one paragraph's runs so that `inline` reads the same from it.

    The text itself is always kept. Formatting that marks cannot say is brought to the
    nearest that they can: blanks at the ends of a bold or italic stretch are left out of it, and so
    is the part of a word at its ends where only a part is formatted. A link to something
    other than a web or mail address is its text alone.
    """
    runs = joined(replace(run, href=_address(run.href)) for run in runs)
    if not any(run.bold or run.italic or run.href for run in runs):
        text = "".join(run.text for run in runs)
        return text if inline(text) == runs else _SIGNS.sub(rf"\g<0>{SHIELD}", text)
    paragraph = _Paragraph(runs)
    written = paragraph.written()
    return written if inline(written) == paragraph.runs() else paragraph.written(shielded=True)


def _address(href: str) -> str:
    """The address as a link can have it, or nothing."""
    if not href or HREF.fullmatch(href):
        return href
    escaped = _NOT_IN_HREF.sub(lambda match: _percent(match[0]), href)
    return escaped if HREF.fullmatch(escaped) else ""


def _percent(character: str) -> str:
    return quote(character, safe="")


class _Paragraph:
    """Text, where its links are, and what is bold and italic as far as marks can say it."""

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self._text = "".join(run.text for run in runs)
        self._links: dict[int, str] = {}
        self._link_ends: set[int] = set()
        self._on: dict[int, int] = {}
        self._off: dict[int, int] = {}
        for start, end, href in _ranges(runs, lambda run: run.href):
            label = self._text[start:end].lstrip(SHIELD)  # or the bracket would be literal
            if label:
                self._links[end - len(label)] = href
                self._link_ends.add(end)
        for track, formatted in ((BOLD, _is_bold), (ITALIC, _is_italic)):
            for start, end, _ in _ranges(runs, formatted):
                self._mark(track, start, end)
        edges = {*self._links, *self._link_ends, *self._on, *self._off, len(self._text)}
        self._cuts = sorted(edges - {0})

    def _mark(self, track: int, start: int, end: int) -> None:
        """Turn `track` on from `start` to `end`, less what no mark can begin or end at."""
        while start < end and not (self._opens_outside(start) or self._opens_inside(start)):
            start += not self._part_link(start)
        while start < end and not (self._closes_outside(end) or self._closes_inside(end)):
            end -= not self._part_link(end)
        if start < end:
            self._on[start] = self._on.get(start, 0) | track
            self._off[end] = self._off.get(end, 0) | track

    def _part_link(self, at: int) -> bool:
        """Make two links to one address of the one round `at`, and tell whether there is one.

        They read as one again, and a mark can stand between them whatever the text is.
        """
        start = max((start for start in self._links if start < at), default=at)
        outside = start == at or any(start < end <= at for end in self._link_ends)
        if outside or self._text[at] == SHIELD:
            return False
        self._links[at] = self._links[start]
        self._link_ends.add(at)
        return True

    # A mark can stand outside of a link that begins or ends at its place, or inside of it.

    def _opens_outside(self, at: int) -> bool:
        behind_word = at > 0 and at not in self._link_ends and is_word(self._text[at - 1])
        return not behind_word and (at in self._links or not _is_blank(self._text[at]))

    def _opens_inside(self, at: int) -> bool:
        return at in self._links and not _is_blank(self._text[at])

    def _closes_outside(self, at: int) -> bool:
        if at not in self._link_ends and self._text[at - 1].isspace():
            return False
        if at == len(self._text) or at in self._links:
            return True
        return not is_word(self._text[at]) and self._text[at] != SHIELD

    def _closes_inside(self, at: int) -> bool:
        return at in self._link_ends and not self._text[at - 1].isspace()

    def runs(self) -> tuple[Run, ...]:
        """What the marks say."""
        runs: list[Run] = []
        at, turned, href = 0, self._on.get(0, 0), self._links.get(0, "")
        for cut in self._cuts:
            text = self._text[at:cut]
            runs.append(Run(text, bool(turned & BOLD), bool(turned & ITALIC), href))
            turned = turned & ~self._off.get(cut, 0) | self._on.get(cut, 0)
            href = self._links.get(cut, "" if cut in self._link_ends else href)
            at = cut
        return joined(runs)

    def written(self, *, shielded: bool = False) -> str:
        """The text with its marks; `shielded` keeps every other star and bracket literal."""
        parts = [self._marks_at(0, "")]
        at, href = 0, self._links.get(0, "")
        for cut in self._cuts:
            text = self._text[at:cut]
            parts.append(_SIGNS.sub(rf"\g<0>{SHIELD}", text) if shielded else text)
            parts.append(self._marks_at(cut, href))
            href = self._links.get(cut, "" if cut in self._link_ends else href)
            at = cut
        return "".join(parts)

    def _marks_at(self, at: int, href: str) -> str:
        """Stars and brackets at one place; `href` is the link that the text before is in."""
        on, off = self._on.get(at, 0), self._off.get(at, 0)
        off_outside = bool(off) and self._closes_outside(at)
        on_outside = bool(on) and self._opens_outside(at)
        return "".join(
            (
                "" if off_outside else "*" * off,
                f"]({href})" if at in self._link_ends else "",
                "*" * (off * off_outside + on * on_outside),
                "[" if at in self._links else "",
                "" if on_outside else "*" * on,
            )
        )


def _ranges(
    runs: Iterable[Run], value_of: Callable[[Run], str | bool]
) -> Iterator[tuple[int, int, str]]:
    """Start, end and value of each range over which `value_of` gives one value, if any."""
    at = 0
    for value, group in groupby(runs, value_of):
        start, at = at, at + sum(len(run.text) for run in group)
        if value:
            yield start, at, str(value)


def _is_blank(character: str) -> bool:
    """Whether stars in front of `character` turn nothing on."""
    return character.isspace() or character == SHIELD


def _is_bold(run: Run) -> bool:
    return run.bold


def _is_italic(run: Run) -> bool:
    return run.italic
