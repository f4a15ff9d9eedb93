"""How alike two paragraphs are, asked for as few pairs as will do."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

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
