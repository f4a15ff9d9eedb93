"""A wording of the secretariat's own for an entry of a list is an entry of it."""

from __future__ import annotations

import pytest

from reportgen.report.wording.listing import listed_like, numbered_as
from reportgen.report.wording.text import parse

TYPED = {
    "one entry": ("- et forhold", "to forhold", "- to forhold"),
    "one entry, with its dash": ("- et forhold", "- to forhold", "- to forhold"),
    "one entry, with the dot that Word shows": ("- et forhold", "•\tto forhold", "- to forhold"),
    "one entry as two": ("- et forhold", "to forhold\ntre forhold", "- to forhold\n- tre forhold"),
    "a numbered one": ("1. et forhold", "to forhold", "1. to forhold"),
    "a numbered one, with its number": ("1. et forhold", "1. to forhold", "1. to forhold"),
    "an entry among others": (
        "Det gælder:\n- dagen\n- natten",
        "Det gælder:\nvagten\nnatten",
        "Det gælder:\n- vagten\n- natten",
    ),
    "one entry more": (
        "Det gælder:\n- alle dage\n- alle nætter",
        "Det gælder:\nalle hverdage\nalle nætter",
        "Det gælder:\n- alle hverdage\n- alle nætter",
    ),
    "one entry fewer": (
        "Det gælder:\n- alle dage\n- alle nætter",
        "Det gælder:\nalle lyse nætter",
        "Det gælder:\n- alle lyse nætter",
    ),
    "no list": ("Et forhold", "To forhold", "To forhold"),
    "no list, with a dash of its own": ("Et forhold", "- to forhold", "- to forhold"),
    "some with their dash": ("- et", "Det er:\n- to", "Det er:\n- to"),
    "marks": ("- et **stort** forhold", "et *lille* forhold", "- et *lille* forhold"),
}


@pytest.mark.parametrize(("stood", "typed", "listed"), TYPED.values(), ids=TYPED)
def test_a_new_wording_is_in_the_list_that_the_old_one_was_in(
    stood: str, typed: str, listed: str
) -> None:
    assert listed_like(typed, parse(stood)) == listed


@pytest.mark.parametrize(
    ("stood", "text", "numbered"),
    [
        ("2. anden", "1. anden sag", "2. anden sag"),
        ("2. anden", "1. anden\n2. ny", "2. anden\n3. ny"),
        ("1. første", "1. første sag", "1. første sag"),
        ("- anden", "- anden sag", "- anden sag"),
        ("anden", "1. anden", "1. anden"),
    ],
)
def test_a_number_goes_on_from_where_it_stood(stood: str, text: str, numbered: str) -> None:
    assert numbered_as(text, stood) == numbered
