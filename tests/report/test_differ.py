"""What differs between two wordings, and how two changes of one are joined."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.wording.differ import (
    apply_hunks,
    clash,
    differences,
    fewest_differences,
    merge,
)
from reportgen.report.wording.text import Line
from reportgen.report.wording.tokens import text_of, tokenize, tokenize_typed
from tests.strategies import paragraphs, wordings

texts = st.lists(paragraphs, max_size=3)


@given(wordings, wordings)
def test_one_side_alone_is_taken_as_it_is(base: str, changed: str) -> None:
    assert merge(base, base, changed) == changed
    assert merge(base, changed, base) == changed
    assert merge(base, changed, changed) == changed


@given(wordings, wordings, wordings)
def test_neither_side_comes_first(base: str, ours: str, theirs: str) -> None:
    assert merge(base, ours, theirs) == merge(base, theirs, ours)


@given(wordings, wordings, wordings)
def test_every_inserted_word_of_both_is_in_what_was_joined(
    base: str, ours: str, theirs: str
) -> None:
    merged = merge(base, ours, theirs)
    if merged is None:
        return
    for side in (ours, theirs):
        changed = tokenize_typed(side)
        for edit in fewest_differences(tokenize_typed(base), changed):
            assert text_of(changed[edit.other_start : edit.other_end]) in merged


@given(wordings)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert text_of(tokenize_typed(text)) == text


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        (
            "Kommunerne mangler tilbud til unge.",
            "Kommunerne mangler flere tilbud til unge.",
            "Kommunerne mangler tilbud til unge med autisme.",
            "Kommunerne mangler flere tilbud til unge med autisme.",
        ),
        ("A er b. C er d.", "A er b. C er e.", "X er b. C er d.", "X er b. C er e."),
        ("ti kommuner i alt", "tolv kommuner i alt", "ti regioner i alt", "tolv regioner i alt"),
        ("Første.\nAndet.", "Første.\nAndet.\nTredje.", "Det første.\nAndet.", None),
    ],
)
def test_changes_of_different_words_both_survive(
    base: str, ours: str, theirs: str, merged: str | None
) -> None:
    if merged is None:
        merged = "Det første.\nAndet.\nTredje."
    assert merge(base, ours, theirs) == merged


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("ti kommuner", "elleve kommuner", "tolv kommuner"),
        ("en plan", "en klar plan", "en god plan"),
        ("vi anbefaler en analyse", "vi anbefaler en grundig analyse", "vi anbefaler"),
        ("på en meget sen dag i maj", "på en meget travl sen dag i maj", "på en dag i maj"),
        (
            "Der er mangel på pladser i regionen.",
            "Regionen har i dag for få pladser til kommunerne.",
            "Der er stor mangel på pladser i regionen.",
        ),
    ],
)
def test_different_changes_of_the_same_words_are_a_conflict(
    base: str, ours: str, theirs: str
) -> None:
    assert merge(base, ours, theirs) is None


def test_marks_that_would_cross_each_other_are_a_conflict() -> None:
    base = "en to tre fire fem"
    assert merge(base, "en **to tre** fire fem", "en to **tre fire** fem") is None


def test_two_changes_of_one_number_never_blend_their_digits() -> None:
    base = "Prisen er 563.935 kr. om året."
    assert (
        merge(base, base.replace("563.935", "563.940"), base.replace("563.935", "570.935")) is None
    )
    assert tokenize_typed("563.935 kr.")[0].text == "563.935 "


@given(texts, texts)
def test_the_differences_applied_to_one_text_give_the_other(
    before: list[Line], after: list[Line]
) -> None:
    base, other = tokenize(before), tokenize(after)
    hunks = [hunk for hunk, _ in differences(base, other)]
    written = apply_hunks(base, hunks)
    assert [token.text for token in written] == [token.text for token in other]


@given(texts, texts)
def test_the_differences_of_one_person_never_clash(before: list[Line], after: list[Line]) -> None:
    base = tokenize(before)
    hunks = [hunk for hunk, _ in differences(base, tokenize(after))]
    assert not any(clash(one, other, base) for one in hunks for other in hunks if one != other)


@given(wordings, wordings)
def test_no_two_differences_meet(before: str, after: str) -> None:
    found = fewest_differences(tokenize_typed(before), tokenize_typed(after))
    assert all(one.end < other.start for one, other in pairwise(found))
