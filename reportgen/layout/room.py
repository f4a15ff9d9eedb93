"""How high text gets on a page, reckoned from its type: no program is asked.

What is reckoned is rather too high than too low. Lengths are in twentieths of a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reportgen.layout.advances import EM, advance
from reportgen.layout.content import Paragraph, Style
from reportgen.report.wording.text import Run

_FILLED = 0.85
"""Share of a page that is filled at most: what is left takes in what programs do otherwise."""
_NARROWEST = 200
"""A line is reckoned to be this wide at least, whatever its indents say: a letter or two."""
_LETTER = r"(?:[^\s\-–]|[\u00a0\u202f])"
_PIECE = re.compile(rf"{_LETTER}*[\-–]|{_LETTER}+|\s")
"""What a line is not broken in: a word, or a part of one up to its hyphen; or a blank.

A blank that holds two words together is one of their letters.
"""


@dataclass(frozen=True, slots=True)
class Type:
    """How paragraphs of a style are set."""

    size: int
    line: int
    """Height of a line."""
    before: int = 0
    after: int = 0
    indent: int = 0
    """What is taken of the line at its ends."""
    breadth: float = 1.0
    """Width of its letters, as a share of those that are known."""


class Box(NamedTuple):
    """A paragraph as it stands on the page: its lines, and the air round them."""

    before: int
    lines: int
    after: int


@dataclass(frozen=True)
class Room:
    """The text area of a page, and the type on it."""

    width: int
    height: int
    types: Mapping[Style, Type]
    """By style; one that is not in it is set as plain text."""
    above: tuple[Box, ...] = ()
    """What the template itself has on the page, above what is filled in."""
    below: tuple[Box, ...] = ()
    """The same below it."""
    adds_air: bool = False
    """Whether air below a paragraph adds to that above the next; else the larger of them counts."""

    @property
    def free(self) -> int:
        """The height that may be filled."""
        own = self.height_of(self.above) + self.height_of(self.below)
        return max(0, int(self.height * _FILLED) - own)

    def boxes(self, paragraphs: Iterable[Paragraph]) -> tuple[Box, ...]:
        """What paragraphs take of the page."""
        plain = self.types[Style.BODY]
        return tuple(
            box_of(paragraph.runs, self.types.get(paragraph.style, plain), self.width)
            for paragraph in paragraphs
        )

    def height_of(self, boxes: Sequence[Box]) -> int:
        """Height of boxes, one under the other, with the air round them all."""
        if not boxes:
            return 0
        join = int.__add__ if self.adds_air else max
        between = sum(join(above.after, below.before) for above, below in pairwise(boxes))
        return boxes[0].before + sum(box.lines for box in boxes) + between + boxes[-1].after


def box_of(runs: Sequence[Run], type_: Type, width: int) -> Box:
    """What a paragraph takes in a column of this width."""
    line = max(_NARROWEST, width - type_.indent)
    units = int(line * EM / (max(1, type_.size) * type_.breadth))
    return Box(type_.before, _lines(runs, units) * type_.line, type_.after)


def _lines(runs: Sequence[Run], width: int) -> int:
    """Lines that a text takes where so many units of `EM` have room in one."""
    text = "".join(run.text for run in runs)
    return sum(_lines_of(line, width) for line in text.split("\n"))


def _lines_of(text: str, width: int) -> int:
    count, used = 1, 0
    for piece, wide in _pieces(text):
        if used + wide <= width:
            used += wide
        elif piece.isspace():
            used = width  # blanks hang over the end of a line
        elif wide <= width:
            count, used = count + 1, wide
        else:
            # It has no place to be broken at, and is broken where the line ends.
            begins = count + bool(used)
            rows = -(-wide // max(1, width - max(map(advance, piece))))
            count, used = begins + min(rows, len(piece)) - 1, width
    return count


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    return ((piece, _width(piece)) for piece in _PIECE.findall(text))


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    return sum(map(advance, text))
