"""Characters that a program writes otherwise when it saves: quotes, dashes, blanks and the like.

Two texts are one but for them where they are the same folded. Which of them differ is told
by the piece, so that it can be seen whether a difference runs through a whole document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from reportgen.hearing.resaved.doing import Doing

UNSEEN = "\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff"
"""Characters that show nothing and join nothing visible."""
_UNSEEN = re.compile(f"[{UNSEEN}]")
_DOUBLE = '"“”„‟«»″'
_SINGLE = "'’‘‚‛′`´"
_DASHES = "-‐‑–—−"
_SIGNS = (
    rf"(?P<quotes>[{_DOUBLE}{_SINGLE}])|(?P<dots>\.\.\.|…)"
    rf"|(?P<apart>(?<![^\s¶])(?:---?|[{_DASHES}])(?![^\s¶]))"
    rf"|(?P<range>(?<=\d)(?:--|[{_DASHES}])(?=\d))|(?P<dashes>---?|[{_DASHES}])"
)
_PIECES = re.compile(rf"(?P<blanks>[\s¶]+)|{_SIGNS}|[^\W_]+|.")
_FOLDED = re.compile(rf"(?P<blanks>[\s¶]{{2,}}|[^\S ]|¶)|{_SIGNS}")
"""Pieces that may be written otherwise folded; one space between two words is not."""
USUAL: Mapping[str, str] = {
    'quotes straight "': '"',
    "quotes straight '": "'",
    "blanks one": " ",
    "apart -": "-",
    "range -": "-",
    "dashes -": "-",
    "dots ...": "...",
}
"""What is typed for each form that a keyboard has."""


class Piece(NamedTuple):
    """A word, a sign or white space."""

    text: str
    folded: str
    """The same however a program writes it."""
    start: int
    doing: Doing | None = None
    """What is done to pieces of this kind."""
    form: str = ""
    """Which of the ways to write it this is, as far as a program tells them apart."""


# What was sent out is asked for again with every copy.
@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    r"""Cut a text into pieces.

    >>> [piece.folded for piece in pieces("Den “nye”\tlov – 2022…")]
    ['Den', ' ', '"', 'nye', '"', ' ', 'lov', ' ', '-', ' ', '2022', '...']
    """
    return tuple(
        _piece(match[0], match.lastgroup or "", match.start()) for match in _PIECES.finditer(text)
    )


def _piece(held: str, group: str, start: int) -> Piece:
    match group:
        case "blanks" if "\n" in held:
            return Piece(held, "\n", start)
        case "blanks":
            form = "tab" if "\t" in held else "one" if held == " " else "other"
            return Piece(held, " ", start, Doing.BLANKS, f"blanks {form}")
        case "quotes":
            folded = '"' if held in _DOUBLE else "'"
            form = "straight" if held == folded else "curly"
            return Piece(held, folded, start, Doing.QUOTES, f"quotes {form} {folded}")
        case "dots":
            return Piece(held, "...", start, Doing.DASHES, f"dots {held}")
        case "apart" | "range" | "dashes":
            return Piece(held, "-", start, Doing.DASHES, f"{group} {held}")
        case _:
            return Piece(held, held, start)


def without_unseen(text: str) -> str:
    """A text without the characters that nobody sees."""
    return _UNSEEN.sub("", text)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    r"""A text the same however a program writes it; blanks at its ends do not count.

    >>> folded("Den “nye”\tlov – 2022… ")
    'Den "nye" lov - 2022...'
    """
    return _FOLDED.sub(_piece_folded, without_unseen(text)).strip()


def _piece_folded(match: re.Match[str]) -> str:
    return _piece(match[0], match.lastgroup or "", 0).folded


def squeezed(text: str) -> str:
    """The words and signs alone, without the blanks that a program may leave out between.

    A paragraph's end that is written as a sign counts as a blank.
    """
    return "".join(folded(text).split())


def same_folded(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether two texts are one but for how their pieces are written."""
    return len(one) == len(other) and all(
        a.folded == b.folded for a, b in zip(one, other, strict=True)
    )
