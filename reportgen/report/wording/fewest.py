"""The fewest words inserted and deleted, in memory that a long text does not exhaust."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.problems import limits

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
    start = there = 0
    while True:
        end, until = (at + limits.MOST_COMPARED_WORDS for at in (start, there))
        is_last = end >= len(before) and until >= len(after)
        pieces, same = _compared(before[start:end], after[there:until])
        if is_last:
            same = None
        for one, two, three, four in pieces:
            if same is None or two <= same[0]:
                yield one + start, two + start, three + there, four + there
        if is_last:
            return
        if same is None:
            same = min(end, len(before)) - start, min(until, len(after)) - there
        start, there = start + same[0], there + same[1]


def _compared(
    before: Sequence[str], after: Sequence[str]
) -> tuple[list[Piece], tuple[int, int] | None]:
    """The pieces that differ, and the end of the last run that is surely the same, if any."""
    from rapidfuzz.distance import Indel

    codes = list(Indel.opcodes(before, after))
    pieces = [
        (code.src_start, code.src_end, code.dest_start, code.dest_end)
        for code in codes
        if code.tag != "equal"
    ]
    same = [
        (code.src_end, code.dest_end)
        for code in codes
        if code.tag == "equal" and code.src_end - code.src_start >= _SURE
    ]
    return pieces, same[-1] if same else None
