"""The fewest words inserted and deleted, in memory that a long text does not exhaust."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportgen.problems import limits

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcode

Piece = tuple[int, int, int, int]
"""From where to where in the one, and from where to where in the other."""
_SURE = 8
"""Words alike in a row that are no chance: what stands before them is compared by itself."""


def changed_pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """What is to be replaced in `before` so that it reads as `after`, in order.

    It is the fewest words as long as neither has more than `limits.MOST_COMPARED_WORDS`, since
    the comparison takes a bit of memory for each pair. Of longer texts so many at a time are
    compared, up to the last place where they are surely the same.

    >>> list(changed_pieces("en to tre".split(), "en tre fire".split()))
    [(1, 2, 1, 1), (3, 3, 2, 3)]
    """
    from rapidfuzz.distance import Indel

    start = there = 0
    while start < len(before) or there < len(after):
        end, until = (at + limits.MOST_COMPARED_WORDS for at in (start, there))
        codes: Sequence[Opcode] = list(Indel.opcodes(before[start:end], after[there:until]))
        if end < len(before) or until < len(after):
            codes = _up_to_what_is_sure(codes)
        for code in codes:
            if code.tag != "equal":
                yield (
                    *(start + code.src_start, start + code.src_end),
                    *(there + code.dest_start, there + code.dest_end),
                )
        start, there = start + codes[-1].src_end, there + codes[-1].dest_end


def _up_to_what_is_sure(codes: Sequence[Opcode]) -> Sequence[Opcode]:
    """As far as the last run that is surely the same; all of them where there is none."""
    for end in range(len(codes), 0, -1):
        last = codes[end - 1]
        if last.tag == "equal" and last.src_end - last.src_start >= _SURE:
            return codes[:end]
    return codes
