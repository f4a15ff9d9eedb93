"""Reading the marks inside one paragraph.

Bold and italic are two tracks that know nothing of each other: two stars turn bold on or
off, one star italic, three both. Stars turn something on where no word stands before
them and no blank after them, and off where no blank stands before them and no word
after them; of several that could begin a stretch the one nearest its end does. What
finds no partner is literal. Everything is read once from left to right, so that even
a paragraph of nothing but stars is quick.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.report.runs import Run, joined

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
class _Words:
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


def _pieces(text: str, start: int, end: int, href: str) -> Iterator[_Stars | _Words]:
    at = start
    for match in _TOKEN.finditer(text, start, end):
        if match.start() > at:
            yield _Words(text[at : match.start()], href)
        at = match.end()
        if match["href"]:
            yield from _pieces(text, *match.span("label"), match["href"])
        elif match["literal"]:
            yield _Words(match["literal"], href)
        else:
            before, after = text[match.start() - 1 : match.start()], text[at : at + 1]
            opens = not is_word(before) and after != "" and not after.isspace()
            closes = not is_word(after) and before != "" and not before.isspace()
            yield _Stars(at - match.start(), opens, closes, href)
    if at < end:
        yield _Words(text[at:end], href)


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


def _runs(pieces: list[_Stars | _Words]) -> Iterator[Run]:
    turned = 0
    for piece in pieces:
        if isinstance(piece, _Words):
            yield Run(piece.text, bool(turned & BOLD), bool(turned & ITALIC), piece.href)
            continue
        # Of three stars some may be literal: they stay outside of what the others mark.
        literal = "*" * (piece.count - piece.on - piece.off)
        turned &= ~piece.off
        yield Run(literal, bool(turned & BOLD), bool(turned & ITALIC), piece.href)
        turned |= piece.on
