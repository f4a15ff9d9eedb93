"""Comparing long texts: what is found makes the one into the other, in pieces of any size."""

from __future__ import annotations

from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from reportgen.problems import limits
from reportgen.report.wording.fewest import changed_pieces

_WORDS = st.lists(st.sampled_from("abcd"), max_size=60)


def _replaced(before: list[str], after: list[str]) -> list[str]:
    result: list[str] = []
    done = 0
    for start, end, there, until in changed_pieces(before, after):
        assert done <= start <= end
        result += [*before[done:start], *after[there:until]]
        done = end
    return [*result, *before[done:]]


@given(_WORDS, _WORDS, st.sampled_from((3, 10, 40, 1000)))
def test_the_pieces_make_one_text_into_the_other(
    before: list[str], after: list[str], most: int
) -> None:
    with mock.patch.object(limits, "MOST_COMPARED_WORDS", most):
        assert _replaced(before, after) == after


@given(st.lists(st.tuples(st.integers(0, 120), st.integers(0, 3), _WORDS), max_size=6))
def test_words_put_in_anywhere_in_a_long_text_are_put_in_once(
    edits: list[tuple[int, int, list[str]]],
) -> None:
    before = [f"ord{number}" for number in range(120)]
    after = list(before)
    for place, gone, come in edits:
        after[place : place + gone] = come

    with mock.patch.object(limits, "MOST_COMPARED_WORDS", 20):
        assert _replaced(before, after) == after


def test_words_put_in_behind_what_is_surely_the_same_are_put_in_once() -> None:
    before = [f"ord{number}" for number in range(40)]

    with mock.patch.object(limits, "MOST_COMPARED_WORDS", 20):
        found = list(changed_pieces(before, [*before[:15], "nyt", *before[15:]]))

    assert found == [(15, 15, 15, 16)]


def test_in_a_text_longer_than_is_compared_at_once_few_words_are_found_as_few() -> None:
    before = [f"ord{number}" for number in range(3 * limits.MOST_COMPARED_WORDS)]
    after = list(before)
    places = range(500, len(before), 5_000)
    for place in places:
        after[place] = "ændret"

    found = list(changed_pieces(before, after))

    assert sum(end - start for start, end, _, _ in found) == len(places)
    assert sum(until - there for _, _, there, until in found) == len(places)
