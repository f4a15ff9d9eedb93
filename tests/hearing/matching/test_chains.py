"""The heaviest chain is heavier than any other there is."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportgen.hearing.matching.chains import heaviest_chain, heaviest_pairs, increasing

_WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(1, 9).map(float), max_size=8
)


def is_chain(pairs: list[tuple[int, int]]) -> bool:
    return all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@given(_WEIGHTS)
def test_the_heaviest_chain_rises_in_both_and_none_is_heavier(
    weights: dict[tuple[int, int], float],
) -> None:
    chain = heaviest_chain(weights)
    assert is_chain(chain)
    others = (
        sum(weights[pair] for pair in some)
        for size in range(len(weights) + 1)
        for some in combinations(sorted(weights), size)
        if is_chain(list(some))
    )
    assert sum(weights[pair] for pair in chain) == max(others)


@given(st.lists(st.integers(0, 9), max_size=8))
def test_the_longest_increasing_part_rises_and_none_is_longer(numbers: list[int]) -> None:
    found = increasing(numbers)
    assert all(i < j and numbers[i] < numbers[j] for i, j in pairwise(found))
    longest = max(
        size
        for size in range(len(numbers) + 1)
        for some in combinations(numbers, size)
        if all(one < other for one, other in pairwise(some))
    )
    assert len(found) == longest


def test_what_has_no_weight_is_never_paired() -> None:
    assert heaviest_pairs(range(3), range(3), lambda i, j: 0.0 if i == j else 1.0) == [
        (0, 1),
        (1, 2),
    ]
