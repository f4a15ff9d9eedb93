"""Stretches of a row of blocks, as they stand in an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.hearing.answer import Answer
from reportgen.hearing.view import Piece
from reportgen.hearing.words import Tokens, tokens

_WIDEST = 3
"""Blocks to either side that a stretch takes in at most."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks that follow each other, and what stands where they stood."""

    first: str
    """What stands before them: a block, or the section."""
    blocks: tuple[str, ...]
    stands: Tokens
    """Everything that stands from after `first` until the block after the last."""


class Stretches:
    """Stretches of one row."""

    def __init__(self, answer: Answer, blocks: Sequence[str], pieces: Sequence[Piece]) -> None:
        self.blocks = tuple(blocks)
        self.section = pieces[0].section
        self.words = [tokens(answer.para(j).line for j in p.paragraphs) for p in pieces]
        self.place = {
            piece.block: n
            for n, piece in enumerate(pieces)
            if piece.block and not answer.has_left(piece)
        }

    def whole(self) -> Stretch:
        """The whole row."""
        return Stretch(self.section, self.blocks, sum(self.words, ()))

    def around(self, block: str) -> Iterator[Stretch]:
        """Stretches around a block (or after the section), narrow ones first.

        The blocks beside a stretch are such as stand there; the row is in the order of the
        base.
        """
        at = self.blocks.index(block) if block in self.blocks else -1
        for many in range(1, _WIDEST + 1):
            low, high = max(at - many, 0), min(at + many + 1, len(self.blocks))
            if all(n in self.place for n in (*self.blocks[low - 1 : low], *self.blocks[high:][:1])):
                yield self._between(low, high)

    def _between(self, low: int, high: int) -> Stretch:
        first = self.blocks[low - 1] if low else self.section
        begin = self.place[first] + 1 if low else 0
        end = self.place[self.blocks[high]] if high < len(self.blocks) else len(self.words)
        return Stretch(first, self.blocks[low:high], sum(self.words[begin:end], ()))
