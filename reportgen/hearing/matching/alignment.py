"""Which paragraph is which, as far as is known: what aligning fills in step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.hearing.matching.chains import increasing


@dataclass(frozen=True, slots=True)
class Item:
    """What there is to know a paragraph by."""

    text: str
    """Its words, with single spaces."""
    anchors: tuple[str, ...] = ()
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


def gaps(made: Alignment) -> Iterator[Gap]:
    """Everything that is unmatched on both sides, between neighbours in order."""
    sure = [(i, j) for j, i in enumerate(made.match) if i is not None]
    kept = [sure[k] for k in increasing([i for i, _ in sure])]
    edges = [(-1, -1), *kept, (len(made.back), len(made.match))]
    for (i, j), (i_end, j_end) in pairwise(edges):
        if i_end == i + 1 or j_end == j + 1:
            continue  # as nearly everywhere
        here = [k for k in range(i + 1, i_end) if made.back[k] is None and k not in made.joined]
        there = [k for k in range(j + 1, j_end) if made.match[k] is None and k not in made.part_of]
        if here and there:
            yield Gap(here, there)
