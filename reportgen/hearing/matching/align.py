"""Which paragraph of what came back is which paragraph of what was sent.

By votes, since each editor keeps other things: the bookmark, the words, the order between
neighbours that are sure, and likeness. The words outvote the bookmark, which may have been
copied or left behind; what could as well be another paragraph is told, not guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from reportgen.hearing.matching.alignment import (
    Alignment,
    Gap,
    Item,
    Likeness,
    find_pieces,
    gaps,
    unmatched,
)
from reportgen.hearing.matching.chains import heaviest_chain
from reportgen.report.ids import Anchor

__all__ = ["Alignment", "Item", "align"]

_REWRITTEN = 0.3
"""Likeness at which a bookmark is believed although the words are others."""
_ALIKE = 0.45
"""Likeness at which paragraphs between the same neighbours are one."""
_ALIKE_AFAR = 0.65
"""Likeness at which paragraphs far from each other are one that was moved."""
_TELLING = 5
"""Words a paragraph needs to be known by from afar."""
_TIE = 0.03
"""Two candidates this close to each other cannot be told apart."""


def align(base: Sequence[Item], other: Sequence[Item]) -> Alignment:
    """Align two documents' paragraphs; linear in their length as long as most are alike.

    Here the first paragraph was moved to the end, the second reworded under its bookmark,
    and one is new between neighbours that are sure:

    >>> sent = [
    ...     Item("Vi mangler pladser til unge"),
    ...     Item("Der er ti ture", (Anchor("U1#t1"),)),
    ...     Item("Slut"),
    ... ]
    >>> came = [
    ...     Item("Der er nu tolv ture om ugen", (Anchor("U1#t1"),)),
    ...     Item("Noget helt nyt"),
    ...     Item("Slut"),
    ...     Item("Vi mangler pladser til de unge"),
    ... ]
    >>> alignment = align(sent, came)
    >>> alignment.match
    [1, None, 2, 0]
    >>> alignment.back
    [3, 0, 2]
    """
    alignment = Alignment([None] * len(other), [None] * len(base))
    if [item.text for item in base] == [item.text for item in other]:
        alignment.match[:] = range(len(other))
        alignment.back[:] = range(len(base))
        return alignment
    likeness = Likeness([item.text for item in base], [item.text for item in other])
    by_anchor: defaultdict[Anchor, list[int]] = defaultdict(list)
    for j, item in enumerate(other):
        for anchor in item.anchors:
            by_anchor[anchor].append(j)
    _by_anchor_and_words(base, other, by_anchor, alignment)
    _by_words(base, other, alignment)
    _by_words_in_order(base, other, alignment)
    _by_anchor(base, by_anchor, likeness, alignment)
    find_pieces(likeness, alignment)
    _by_likeness_in_order(base, other, likeness, alignment)
    _by_likeness_afar(likeness, alignment)
    _one_for_one(base, other, alignment)
    find_pieces(likeness, alignment)
    return alignment


def _by_anchor_and_words(
    base: Sequence[Item],
    other: Sequence[Item],
    by_anchor: Mapping[Anchor, Sequence[int]],
    alignment: Alignment,
) -> None:
    for i, item in enumerate(base):
        named = [
            j
            for anchor in item.anchors
            for j in by_anchor.get(anchor, ())
            if other[j].text == item.text and alignment.match[j] is None
        ]
        if len(named) == 1:
            alignment.pair(i, named[0])


def _by_words(base: Sequence[Item], other: Sequence[Item], alignment: Alignment) -> None:
    """Pair what has its words to itself in both."""
    here = Counter(base[i].text for i in unmatched(alignment.back))
    there = Counter(other[j].text for j in unmatched(alignment.match))
    only = {other[j].text: j for j in unmatched(alignment.match) if there[other[j].text] == 1}
    for i in list(unmatched(alignment.back)):
        text = base[i].text
        if here[text] == 1 and text in only:
            alignment.pair(i, only[text])


def _by_words_in_order(base: Sequence[Item], other: Sequence[Item], alignment: Alignment) -> None:
    """Pair words that occur several times, where the neighbours tell which is which."""
    for gap in list(gaps(alignment)):
        mine: defaultdict[str, list[int]] = defaultdict(list)
        theirs: defaultdict[str, list[int]] = defaultdict(list)
        for i in gap.base:
            mine[base[i].text].append(i)
        for j in gap.other:
            theirs[other[j].text].append(j)
        for text, here in mine.items():
            there = theirs.get(text, [])
            for i in list(here):
                named = [j for j in there if set(base[i].anchors) & set(other[j].anchors)]
                if named:
                    alignment.pair(i, named[0])
                    here.remove(i)
                    there.remove(named[0])
            for i, j in zip(here, there, strict=False):
                alignment.pair(i, j)
            gone = here[len(there) :]
            alignment.unsure.update((i, tuple(here)) for i in gone if there)


def _by_anchor(
    base: Sequence[Item],
    by_anchor: Mapping[Anchor, Sequence[int]],
    likeness: Likeness,
    alignment: Alignment,
) -> None:
    """Believe a bookmark over other words, where nothing speaks against it."""
    claims: list[tuple[float, int, int]] = []
    for i in unmatched(alignment.back):
        for anchor in base[i].anchors:
            for j in by_anchor.get(anchor, ()):
                if alignment.match[j] is None:
                    claims.append((likeness.of(i, j), i, j))
    open_gaps = list(gaps(alignment))
    gap_of_base = {i: n for n, gap in enumerate(open_gaps) for i in gap.base}
    gap_of_other = {j: n for n, gap in enumerate(open_gaps) for j in gap.other}
    for likely, i, j in sorted(claims, key=lambda claim: (-claim[0], claim[1], claim[2])):
        if alignment.back[i] is not None or alignment.match[j] is not None:
            continue
        here = gap_of_base.get(i)
        in_order = here is not None and gap_of_other.get(j) == here
        if likely >= _REWRITTEN or (in_order and not _rival(i, j, open_gaps[here or 0], likeness)):
            alignment.pair(i, j)


def _rival(i: int, j: int, gap: Gap, likeness: Likeness) -> bool:
    """Whether another paragraph of the gap is much more like either of the two."""
    beside = [likeness.of(i, k) for k in gap.other if k != j][:50]
    beside += [likeness.of(k, j) for k in gap.base if k != i][:50]
    return max(beside, default=0.0) >= _ALIKE


def _by_likeness_in_order(
    base: Sequence[Item], other: Sequence[Item], likeness: Likeness, alignment: Alignment
) -> None:
    for gap in list(gaps(alignment)):
        scored: dict[tuple[int, int], float] = {}
        for i, j, likely in likeness.pairs(gap.base, gap.other, _ALIKE):
            same_style = base[i].style == other[j].style
            scored[i, j] = likely + 0.05 * same_style
        for i, j in heaviest_chain(scored):
            alignment.pair(i, j)
        for i in gap.base:
            if alignment.back[i] is None:
                _note_ties(i, scored, alignment)


def _one_for_one(base: Sequence[Item], other: Sequence[Item], alignment: Alignment) -> None:
    """Pair what stands alone between sure neighbours, where no bookmark says otherwise."""
    unmarked = not any(item.anchors for item in other)
    for gap in list(gaps(alignment)):
        if len(gap.base) == len(gap.other) == 1 and gap.base[0] not in alignment.unsure:
            i, j = gap.base[0], gap.other[0]
            alike = other[j].style in ("", base[i].style)
            if alike and (unmarked or not base[i].anchors):
                alignment.pair(i, j)


def _note_ties(i: int, scored: Mapping[tuple[int, int], float], alignment: Alignment) -> None:
    """Note where a paragraph that is gone is as like what another was paired with."""
    rivals = [
        other
        for (here, j), likely in scored.items()
        if here == i and (other := alignment.match[j]) is not None
        if likely >= scored.get((other, j), 1.0) - _TIE
    ]
    if rivals:
        alignment.unsure[i] = tuple(sorted({i, *rivals}))


def _by_likeness_afar(likeness: Likeness, alignment: Alignment) -> None:
    """Pair what was moved and edited; what is like two others is left for a person."""
    here = [
        i
        for i in unmatched(alignment.back)
        if i not in alignment.joined and likeness.base_words(i).total() >= _TELLING
    ]
    there = [
        j
        for j in unmatched(alignment.match)
        if j not in alignment.part_of and likeness.other_words(j).total() >= _TELLING
    ]
    likely_pairs = sorted(
        likeness.pairs(here, there, _ALIKE_AFAR), key=lambda p: (-p[2], p[0], p[1])
    )
    for i, j, likely in likely_pairs:
        if (
            alignment.back[i] is not None
            or alignment.match[j] is not None
            or j in alignment.doubtful
        ):
            continue
        ties = [k for k, m, other in likely_pairs if m == j and other >= likely - _TIE]
        ties = [k for k in ties if alignment.back[k] is None]
        if len(ties) > 1:
            alignment.doubtful[j] = tuple(sorted(ties))
        else:
            alignment.pair(i, j)
