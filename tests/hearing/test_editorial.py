"""Which edits touch signs alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.hearing.base import prepare
from reportgen.hearing.decisions.editorial import differs_in_signs_alone, editorial_edits
from reportgen.hearing.edits.merging import merge
from tests.hearing.documents import FAXE, GREVE, ORDER, REPORT, Copy

LETTERS = "abcæøåABCÆØÅé"
MEANT = st.text(alphabet=LETTERS + "0123456789%§&/+=€", min_size=1, max_size=12)
SIGNS = st.text(alphabet=" .,;:!?-–—'\"»«”“()…\u00a0", max_size=4)
PIECES = st.lists(st.tuples(MEANT, SIGNS), min_size=1, max_size=6)


def joined(pieces: list[tuple[str, str]]) -> str:
    return "".join(meant + sign for meant, sign in pieces)


@given(PIECES, st.data())
def test_it_says_the_same_letter_for_letter(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Whatever is called editorial has the same letters, digits and other characters."""
    other = [(meant, data.draw(SIGNS)) for meant, _ in pieces]
    before, after = joined(pieces), joined(other)
    if differs_in_signs_alone(before, after):
        signs = " .,;:!?-–—'\"»«”“()…\u00a0"
        kept = [[c for c in text if c not in signs] for text in (before, after)]
        assert kept[0] == kept[1]
        assert differs_in_signs_alone(after, before)


@given(PIECES, st.integers(0), st.characters(categories=["L", "N", "S"]))
def test_another_letter_or_digit_never_is(
    pieces: list[tuple[str, str]], at: int, character: str
) -> None:
    text = joined(pieces)
    at %= len(text) + 1
    assert not differs_in_signs_alone(text, text[:at] + character + text[at:])


@given(PIECES, st.integers(0))
def test_a_capital_never_is(pieces: list[tuple[str, str]], at: int) -> None:
    text = joined(pieces)
    at %= len(text)
    assert not differs_in_signs_alone(text, text[:at] + text[at].swapcase() + text[at + 1 :])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("plejefamilier men ikke", "plejefamilier, men ikke"),
        ("2022-2024", "2022–2024"),
        ("i  alt", "i alt"),
        ("»Fælles vagt«", "”Fælles vagt”"),
        ("e-mail", "email"),
        ("fælles vagt", "fællesvagt"),
        ("ca.10 pladser", "ca. 10 pladser"),
        ("5%", "5 %"),
        ("det er svært...", "det er svært …"),
        ("10 - 12 pladser", "10–12 pladser"),
    ],
)
def test_signs_between_words_are(before: str, after: str) -> None:
    assert differs_in_signs_alone(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1.500", "1,500"),
        ("1.500", "1500"),
        ("12 3", "123"),
        ("10, 12", "10,12"),
        ("falder -5", "falder 5"),
        ("0.5", "05"),
        ("kl. 10.30", "kl. 1030"),
        ("5 %", "5 ‰"),
        ("og/eller", "og eller"),
        ("kommuner", "kommunér"),
        ("Vi", "vi"),
        ("svært", "svært"),
    ],
)
def test_what_a_number_is_read_by_is_not(before: str, after: str) -> None:
    assert not differs_in_signs_alone(before, after)


def test_an_edit_of_signs_is_and_what_another_wants_there_makes_it_a_conflict() -> None:
    prepared = prepare(REPORT)
    one = Copy(REPORT, FAXE).replace("U2#t1", "store udsving", "store, udsving").returned()
    two = Copy(REPORT, GREVE).replace("U2#t1", "store udsving", "visse tab").returned()
    alone = merge(prepared, [one], ORDER)
    assert editorial_edits(prepared, alone) == {edit.id for edit in alone.edits}
    assert not editorial_edits(prepared, merge(prepared, [one, two], ORDER))
