"""Text as tokens, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.wording.text import Line, Run, parse
from reportgen.report.wording.tokens import (
    lines_of,
    markup_of,
    plain_of,
    text_of,
    token_places,
    tokenize,
    tokenize_exactly,
    tokenize_markup,
    tokenize_typed,
)
from tests.strategies import markup, paragraphs


def words(text: str) -> list[str]:
    return [token.text for token in tokenize([Line((Run(text),))]) if token.is_word]


@given(paragraphs)
def test_exact_tokens_joined_are_all_of_the_paragraph(line: Line) -> None:
    assert text_of(tokenize_exactly(line)) == line.plain


@given(markup)
def test_typed_tokens_joined_are_the_text(text: str) -> None:
    assert text_of(tokenize_typed(text)) == text


@given(st.lists(paragraphs, max_size=4))
def test_every_token_stands_where_its_place_says(lines: list[Line]) -> None:
    for token, (number, start, end) in zip(tokenize(lines), token_places(lines), strict=True):
        stands = lines[number].plain[start:end]
        if token.breaks:
            assert not stands.strip("\n\r\v\f\u2028\u2029")
        else:
            assert stands == ("" if token.begins else token.text)


@given(markup)
def test_a_text_is_the_same_tokens_after_it_was_written_from_them(text: str) -> None:
    tokens = tokenize_markup(text)
    assert tokenize_markup(markup_of(tokens)) == tokens or plain_of(tokens) == plain_of(
        tokenize_markup(markup_of(tokens))
    )


@given(st.lists(paragraphs, max_size=4))
def test_blank_paragraphs_are_none(lines: list[Line]) -> None:
    assert all(line.plain.strip() for line in lines_of(tokenize(lines)))


@pytest.mark.parametrize("word", ["563.935", "12:30", "15/11/2022", "e-mail", "d.", "naboens'"])
def test_a_number_or_a_compound_is_one_word(word: str) -> None:
    assert words(f"Se {word} her")[1] == word.rstrip(".'")


def test_a_word_half_in_bold_is_as_most_of_it_is() -> None:
    line = Line((Run("Børne", bold=True), Run("ne kom")))
    assert [(token.text, token.form.bold) for token in tokenize([line]) if token.is_word] == [
        ("Børnene", True),
        ("kom", False),
    ]


def test_what_is_typed_as_a_list_is_a_list() -> None:
    assert tokenize([Line((Run("- et punkt"),))]) == tokenize(parse("- et punkt"))
