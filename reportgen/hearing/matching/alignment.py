"""Which paragraph is which, as far as is known: what aligning fills in step by step.

How alike two paragraphs are is asked for as few pairs as will do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.hearing.matching.chains import increasing
from reportgen.report.ids import Anchor

_WORD = re.compile(r"\w+")

_EVERY_PAIR = 2_500
"""Pairs up to which all are compared; beyond, those that share a word few others have."""
_RARE = 12
"""Paragraphs a word may stand in and still tell them apart."""


class Likeness:
    """Likeness between the paragraphs of two documents, from 0 to 1, each worked out once."""

    def __init__(self, base: Sequence[str], other: Sequence[str]) -> None:
        self._base = base
        self._other = other
        self._known: dict[tuple[int, int], float] = {}
        self._base_words: dict[int, Counter[str]] = {}
        self._other_words: dict[int, Counter[str]] = {}

    def of(self, i: int, j: int) -> float:
        """Likeness of base paragraph `i` and paragraph `j` of the other."""
        if (i, j) not in self._known:
            self._known[i, j] = likeness(self._base[i], self._other[j])
        return self._known[i, j]

    def base_words(self, i: int) -> Counter[str]:
        """Words of base paragraph `i`, each with how often it occurs."""
        if i not in self._base_words:
            self._base_words[i] = Counter(_WORD.findall(self._base[i].casefold()))
        return self._base_words[i]

    def other_words(self, j: int) -> Counter[str]:
        """Words of paragraph `j` of the other, each with how often it occurs."""
        if j not in self._other_words:
            self._other_words[j] = Counter(_WORD.findall(self._other[j].casefold()))
        return self._other_words[j]

    def pairs(
        self, base: Sequence[int], other: Sequence[int], least: float
    ) -> Iterator[tuple[int, int, float]]:
        """Pairs of `base` and `other` at least so alike, in order."""
        for i, j in self._candidates(base, other):
            likely = self.of(i, j)
            if likely >= least:
                yield i, j, likely

    def _candidates(self, base: Sequence[int], other: Sequence[int]) -> list[tuple[int, int]]:
        if len(base) * len(other) <= _EVERY_PAIR:
            return [(i, j) for i in base for j in other]
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for j in other:
            for word in self.other_words(j):
                holders[word].append(j)
        candidates: set[tuple[int, int]] = set()
        for i in base:
            for word in self.base_words(i):
                if len(holders[word]) <= _RARE:
                    candidates.update((i, j) for j in holders[word])
        return sorted(candidates)


def likeness(one: str, other: str) -> float:
    """Share of the words both have in the same order, or of the letters if that is more.

    Any two sentences of a language share half their letters in order, which is why only
    the letters beyond count; they find a short heading with a slip of the keys in it.
    """
    from rapidfuzz.distance import Indel

    if max(len(one), len(other)) > _FAR_LONGER * min(len(one), len(other)):
        return 0.0
    words = Indel.normalized_similarity(_words(one), _words(other))
    letters = Indel.normalized_similarity(one, other, score_cutoff=_CHANCE)
    return max(words, (letters - _CHANCE) / (1 - _CHANCE))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


_CHANCE = 0.6
_FAR_LONGER = 8
"""Times a text may be as long as another and still be like it."""


@dataclass(frozen=True, slots=True)
class Item:
    """What there is to know a paragraph by."""

    text: str
    """Its words, with single spaces."""
    anchors: tuple[Anchor, ...] = ()
    style: str = ""


@dataclass(slots=True)
class Alignment:
    """What corresponds to what; indexes into the items of base and other."""

    match: list[int | None]
    """For each paragraph of the other, its base paragraph."""
    back: list[int | None]
    """The same the other way."""
    part_of: dict[int, int] = field(default_factory=dict)
    """Paragraphs of the other that were split off from a base paragraph."""
    joined: dict[int, int] = field(default_factory=dict)
    """Base paragraphs whose words went into a paragraph of the other with their neighbour's."""
    doubtful: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Paragraphs of the other that are left alone, since they may be any of these."""
    unsure: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Base paragraphs that are gone, unless it is one of these that is."""
    anew: set[int] = field(default_factory=set)
    """Base paragraphs that correspond to one typed in their place, whatever words both have."""

    def pair(self, base: int, other: int) -> None:
        """Let two paragraphs correspond."""
        self.match[other] = base
        self.back[base] = other


def unmatched(pairs: Sequence[int | None]) -> Iterator[int]:
    """Numbers of the paragraphs that correspond to none yet."""
    return (i for i, there in enumerate(pairs) if there is None)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is unmatched between two neighbours that are sure and in order."""

    base: list[int]
    other: list[int]


def gaps(alignment: Alignment) -> Iterator[Gap]:
    """Everything that is unmatched on both sides, between neighbours in order."""
    sure = [(i, j) for j, i in enumerate(alignment.match) if i is not None]
    kept = [sure[k] for k in increasing([i for i, _ in sure])]
    edges = [(-1, -1), *kept, (len(alignment.back), len(alignment.match))]
    for (i, j), (i_end, j_end) in pairwise(edges):
        if i_end == i + 1 or j_end == j + 1:
            continue  # as nearly everywhere
        here = [
            k
            for k in range(i + 1, i_end)
            if alignment.back[k] is None and k not in alignment.joined
        ]
        there = [
            k
            for k in range(j + 1, j_end)
            if alignment.match[k] is None and k not in alignment.part_of
        ]
        if here and there:
            yield Gap(here, there)


# Paragraphs that were split in two, or joined with the one beside them.

_PIECE = 0.6
"""Share of a piece's words that must be another's for it to be split off or joined."""


def find_pieces(likeness: Likeness, alignment: Alignment) -> None:
    """Find paragraphs that were split off from a neighbour, or joined with one."""
    rest: dict[int, Counter[str]] = {}
    for j in unmatched(alignment.match):
        for step in (-1, 1):
            i = _neighbour(alignment.match, alignment.part_of, j, step)
            if i is None or j in alignment.part_of:
                continue
            if i not in rest:
                rest[i] = _words_left(likeness, alignment, i)
            words = likeness.other_words(j)
            if _share(words, rest[i]) >= _PIECE:
                alignment.part_of[j] = i
                rest[i] = rest[i] - words
    for i in unmatched(alignment.back):
        for step in (-1, 1):
            beside = _neighbour(alignment.back, alignment.joined, i, step)
            if beside is None or i in alignment.joined:
                continue
            neighbour = alignment.match[beside]
            kept = likeness.base_words(neighbour) if neighbour is not None else Counter[str]()
            if _share(likeness.base_words(i), likeness.other_words(beside) - kept) >= _PIECE:
                alignment.joined[i] = beside
                alignment.unsure.pop(i, None)  # as like as its neighbour, for it holds both


def _neighbour(
    pairs: Sequence[int | None], pieces: Mapping[int, int], at: int, step: int
) -> int | None:
    beside = at + step
    if not 0 <= beside < len(pairs):
        return None
    return pieces.get(beside, pairs[beside])


def _words_left(likeness: Likeness, alignment: Alignment, i: int) -> Counter[str]:
    """Words of base paragraph `i` that are not in the paragraph it became, or in its pieces."""
    words = likeness.base_words(i)
    if (there := alignment.back[i]) is not None:
        words = words - likeness.other_words(there)
    for piece, of in alignment.part_of.items():
        if of == i:
            words = words - likeness.other_words(piece)
    return words


def _share(piece: Counter[str], whole: Counter[str]) -> float:
    words = piece.total()
    return (piece & whole).total() / words if words else 0.0
