from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.figures.wording import decimals_of, delta, number, with_unit
from reportgen.sources.workbook.values import parse_number
from tests.figures.builders import values


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("563935", 0, "563.935"),
        ("12.5", 1, "12,5"),
        ("1234", 1, "1.234,0"),
        ("-12.5", 1, "−12,5"),
        ("0", 0, "0"),
        ("-0.04", 1, "0,0"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("1E+5", 0, "100.000"),
        ("123456789012345678901234567890.1234", 4, "123.456.789.012.345.678.901.234.567.890,1234"),
    ],
)
def test_a_number_is_written_the_danish_way(value: str, decimals: int, shown: str) -> None:
    assert number(Decimal(value), decimals) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("12", "+12"), ("-3", "−3"), ("0", "0"), ("-0.2", "0"), ("1500", "+1.500")]
)
def test_a_change_carries_its_sign_unless_it_rounds_to_nothing(value: str, shown: str) -> None:
    assert delta(Decimal(value)) == shown


def test_what_is_missing_is_a_dash() -> None:
    assert number(None) == delta(None) == with_unit(None, "kr.") == "–"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        ("564", "1.000 kr.", 0, "564 i 1.000 kr."),
        ("563935", "kr.", 0, "563.935 kr."),
        ("12.5", "pct.", 1, "12,5 %"),
        ("12.5", "%", 1, "12,5 %"),
        ("12", "antal", 0, "12"),
        ("4.2", "antal pr. 1.000", 1, "4,2 pr. 1.000"),
        ("104", "indeks", 0, "104"),
        ("3", "plejefamilier", 0, "3 plejefamilier"),
        ("1", "sager", 0, "1 sag"),
        ("-1", "dage", 0, "−1 dag"),
        ("1.5", "dage", 1, "1,5 dage"),
    ],
)
def test_running_text_says_the_unit_as_one_would_aloud(
    value: str, unit: str, decimals: int, shown: str
) -> None:
    assert with_unit(Decimal(value), unit, decimals) == shown


@pytest.mark.parametrize(
    ("typed", "decimals"),
    [
        (["12.50", "3"], 1),
        (["12", "3.00"], 0),
        (["0.125", "7.1"], 3),
        (["0.333333333"], 4),
        (["1E+3"], 0),
        ([], 0),
    ],
)
def test_an_indicator_has_the_decimals_its_values_need(typed: list[str], decimals: int) -> None:
    assert decimals_of([Decimal(text) for text in typed]) == decimals


@given(value=values(places=3))
def test_a_number_read_back_is_the_number_written(value: Decimal) -> None:
    assert parse_number(number(value, 3)) == value
    assert parse_number(with_unit(value, "kr.", 3).removesuffix(" kr.")) == value


@pytest.mark.parametrize("text", ["12.5", "–", "", "1.23.456", "ca. 12", "12,", "0x12", "1,2,3"])
def test_what_could_mean_something_else_is_not_read_as_a_number(text: str) -> None:
    assert parse_number(text) is None


@given(value=values(places=4), decimals=st.integers(0, 4))
def test_a_shown_number_is_within_half_a_unit_of_its_last_digit(
    value: Decimal, decimals: int
) -> None:
    shown = parse_number(number(value, decimals))
    assert shown is not None
    assert abs(shown - value) <= Decimal("0.5").scaleb(-decimals)
