"""Paragraphs that were split in two, or joined with the one beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from reportgen.hearing.matching.alignment import Alignment, unmatched
from reportgen.hearing.matching.likeness import Likeness

_PIECE = 0.6
"""Share of a piece's words that must be another's for it to be split off or joined."""


def find_pieces(likeness: Likeness, made: Alignment) -> None:
    """Find paragraphs that were split off from a neighbour, or joined with one."""
    rest: dict[int, Counter[str]] = {}
    for j in unmatched(made.match):
        for step in (-1, 1):
            i = _neighbour(made.match, made.part_of, j, step)
            if i is None or j in made.part_of:
                continue
            if i not in rest:
                rest[i] = _not_found(likeness, made, i)
            words = likeness.other_words(j)
            if _share(words, rest[i]) >= _PIECE:
                made.part_of[j] = i
                rest[i] = rest[i] - words
    for i in unmatched(made.back):
        for step in (-1, 1):
            found = _neighbour(made.back, made.joined, i, step)
            if found is None or i in made.joined:
                continue
            neighbour = made.match[found]
            kept = likeness.base_words(neighbour) if neighbour is not None else Counter[str]()
            if _share(likeness.base_words(i), likeness.other_words(found) - kept) >= _PIECE:
                made.joined[i] = found
                made.unsure.pop(i, None)  # as like as its neighbour, for it holds both


def _neighbour(
    pairs: Sequence[int | None], pieces: Mapping[int, int], at: int, step: int
) -> int | None:
    beside = at + step
    if not 0 <= beside < len(pairs):
        return None
    return pieces.get(beside, pairs[beside])


def _not_found(likeness: Likeness, made: Alignment, i: int) -> Counter[str]:
    """Words of base paragraph `i` that are not in the paragraph it became, or in its pieces."""
    words = likeness.base_words(i)
    if (there := made.back[i]) is not None:
        words = words - likeness.other_words(there)
    for piece, of in made.part_of.items():
        if of == i:
            words = words - likeness.other_words(piece)
    return words


def _share(piece: Counter[str], whole: Counter[str]) -> float:
    words = piece.total()
    return (piece & whole).total() / words if words else 0.0
