"""What opens a line: list marks and the numbers of items, told from dates and ordinals."""

from __future__ import annotations

import pytest

from reportgen.report.outline import TracedText
from reportgen.sources.minutes.text.numbering import split_item_number, split_list_mark


@pytest.mark.parametrize(
    ("line", "mark", "words"),
    [
        ("- boliger", "-", "boliger"),
        ("\uf0b7 boliger", "-", "boliger"),
        ("•Boliger", "-", "Boliger"),
        ("1) boliger", "1)", "boliger"),
        ("(a) boliger", "(a)", "boliger"),
        ("2.1. boliger", "2.1.", "boliger"),
    ],
)
def test_a_list_mark_is_split_from_its_words(line: str, mark: str, words: str) -> None:
    marked = split_list_mark(TracedText.inserted(line))

    assert marked is not None
    assert (marked.mark, marked.words.text) == (mark, words)


@pytest.mark.parametrize("line", ["27. januar 2023", "8. og 9. klasse", "-boliger"])
def test_a_date_or_an_ordinal_is_no_list_mark(line: str) -> None:
    assert split_list_mark(TracedText.inserted(line)) is None


@pytest.mark.parametrize(
    ("line", "number", "style"),
    [
        ("1. Velkomst", "1", "#."),
        ("Punkt 3: Økonomi", "3", "punkt#:"),
        ("Ad 4. Økonomi", "4", "ad#."),
        ("8a) Økonomi", "8a", "#)"),
        ("5 – Økonomi", "5", "#–"),
    ],
)
def test_an_item_has_its_number_and_its_style(line: str, number: str, style: str) -> None:
    numbered = split_item_number(TracedText.inserted(line))

    assert numbered is not None
    assert (numbered.text, numbered.style) == (number, style)


def test_a_number_without_a_close_is_no_items() -> None:
    assert split_item_number(TracedText.inserted("5 kommuner deltog")) is None
