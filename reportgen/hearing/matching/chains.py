"""The longest, and the heaviest, chain of things that stand in the same order twice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence


def increasing(numbers: Sequence[int]) -> list[int]:
    """Indexes of a longest strictly increasing part of `numbers`, in order.

    Patience sorting, in n log n steps.

    >>> increasing([2, 0, 1, 3])
    [1, 2, 3]
    """
    ends: list[int] = []  # smallest last number of a chain of each length
    at: list[int] = []  # and its index
    before: list[int] = []  # index of the link before each number
    for i, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            at.append(i)
        else:
            ends[length] = number
            at[length] = i
    chain: list[int] = []
    link = at[-1] if at else -1
    while link >= 0:
        chain.append(link)
        link = before[link]
    return chain[::-1]


def heaviest_chain(weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Pairs that rise in both their numbers, with the greatest sum of weights.

    With k pairs in k log k steps, by a tree of the best chains so far (Fenwick, 1994): a
    tree over the second numbers that gives the best chain ending below any of them.

    Below, (0, 1) cannot stay beside (1, 0), which crosses it; it outweighs it, so it stays:

    >>> heaviest_chain({(0, 1): 3.0, (1, 0): 2.0, (2, 2): 1.0})
    [(0, 1), (2, 2)]

    Two light pairs in order outweigh a heavier one that crosses both:

    >>> heaviest_chain({(0, 2): 3.0, (1, 0): 2.0, (2, 1): 2.0})
    [(1, 0), (2, 1)]
    """
    if not weights:
        return []
    seconds = {j: n for n, j in enumerate(sorted({j for _, j in weights}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(seconds) + 1)
    # Of pairs with one first number, the later second goes first, so that none follows another.
    ordered = sorted(weights, key=lambda pair: (pair[0], -pair[1]))
    before: list[int] = []
    top = (0.0, -1)
    for n, pair in enumerate(ordered):
        place = seconds[pair[1]]
        sum_, link = (0.0, -1)
        at = place - 1
        while at:
            if best[at][0] > sum_:
                sum_, link = best[at]
            at -= at & -at
        before.append(link)
        chain = (sum_ + weights[pair], n)
        top = chain if chain[0] > top[0] else top
        at = place
        while at < len(best):
            if chain[0] > best[at][0]:
                best[at] = chain
            at += at & -at
    pairs: list[tuple[int, int]] = []
    n = top[1]
    while n >= 0:
        pairs.append(ordered[n])
        n = before[n]
    return pairs[::-1]


def heaviest_pairs(
    base: Sequence[int], other: Sequence[int], weight: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """Pair numbers of `base` with numbers of `other`, in the same order in both.

    `weight` tells how much a pair is worth, 0 for never; the sum is the greatest there is.
    """
    return heaviest_chain({(i, j): w for i in base for j in other if (w := weight(i, j))})
