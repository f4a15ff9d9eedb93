"""How one cell is read: dates, numbers, years and text, by the Danish rules."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.dates import MONTHS, WEEKDAYS, danish_date, parse_date
from reportgen.sources.workbook import values
from reportgen.sources.workbook.shown.value import shown_value
from reportgen.sources.workbook.values import ErrorValue, Finding, Uncalculated, excel_number

DATES = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(DATES)
def test_a_date_is_read_back_from_every_danish_way_to_write_it(day: dt.date) -> None:
    weekday = WEEKDAYS[day.weekday()]
    words = danish_date(day)
    for typed in (
        f"{day:%d-%m-%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}/{day.month}-{day.year}",
        f"{day.day}. {day.month}. {day.year}",
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        words,
        words.upper(),
        f"den {words}",
        f"{weekday} den {words}",
        f"{day.day}. {MONTHS[day.month - 1][:3]}. {day.year}",
    ):
        assert parse_date(typed) == day, typed


@given(st.text(max_size=20))
def test_no_text_makes_the_readers_fail(typed: str) -> None:
    for read in (values.text, values.line, values.date, values.number, values.year):
        read(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "11-11-22",  # which century
        "11. november",  # which year
        "11-13-2022",  # American
        "31-02-2022",
        "2022-13-01",
        "mandag den 11. november 2022",  # it was a Friday
        "november 2022",
        "1. m 2022",
        "1. ma 2022",  # marts or maj
        "11-11-1822",
        "i morgen",
        "44876",
        "",
    ],
)
def test_a_text_that_is_no_certain_date_is_not_read(typed: str) -> None:
    assert parse_date(typed) is None


def test_a_real_date_needs_no_warning_and_one_typed_as_text_gets_one() -> None:
    assert values.date(dt.datetime(2022, 11, 11)) == (dt.date(2022, 11, 11), None)
    read, finding = values.date("03-04-2022")
    assert read == dt.date(2022, 4, 3)
    assert finding is not None
    assert finding.code == "workbook-date-as-text"
    assert finding.values["date"] == "3. april 2022"


def test_a_time_beside_the_date_is_said_not_to_be_used() -> None:
    read, finding = values.date(dt.datetime(2022, 11, 11, 10, 30))
    assert read == dt.date(2022, 11, 11)
    assert finding is not None
    assert finding.values == {"time": "10.30"}


def test_a_number_is_no_date_although_excel_stores_dates_as_numbers() -> None:
    assert values.date(Decimal(44876))[0] is None
    assert values.date(dt.time(10, 30))[0] is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9)))
def test_a_number_typed_the_danish_way_is_read_back(number: Decimal) -> None:
    grouped = f"{number:,f}".translate(str.maketrans(",.", ".,"))
    plain = f"{number:f}".replace(".", ",")
    for typed in (grouped, plain, grouped.replace(".", "\u00a0"), plain.replace("-", "−")):
        assert values.parse_number(typed) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_the_digits_that_excel_keeps(number: float) -> None:
    read = excel_number(repr(number))
    assert isinstance(read, Decimal)
    assert float(read) == float(f"{number:.15g}")


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("0.1", "0.1"),
        ("0.10000000000000001", "0.1"),  # as older versions of Excel store it
        ("3.3000000000000003", "3.3"),  # =1,1*3
        ("1E-3", "0.001"),
        ("563935", "563935"),
        ("1.5E+20", "150000000000000000000"),
    ],
)
def test_a_stored_number_is_what_excel_shows(stored: str, read: str) -> None:
    found = excel_number(stored)
    assert str(found) == read


@pytest.mark.parametrize("stored", ["", "INF", "NaN", "1E999", "abc"])
def test_what_is_stored_as_a_number_but_is_none_is_an_error_value(stored: str) -> None:
    assert isinstance(excel_number(stored), ErrorValue)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", "1234.5"),
        ("12,5", "12.5"),
        ("563.935", "563935"),
        ("563 935", "563935"),
        ("1.234.567", "1234567"),
        ("0,125", "0.125"),
        ("1,234", "1.234"),
        ("-7", "-7"),
        ("1E-3", "0.001"),
    ],
)
def test_numbers_typed_as_text_follow_the_danish_rules(typed: str, number: str) -> None:
    read, finding = values.number(typed)
    assert read == Decimal(number)
    assert finding is not None
    assert finding.code == "workbook-number-as-text"


@pytest.mark.parametrize(
    "typed",
    ["1.5", "0.125", "1,234.5", "1.2345", "12.34.567", "563.935 kr.", "12,5 %", "ca. 5", "-", ".."],
)
def test_a_number_that_may_mean_two_things_is_a_fault(typed: str) -> None:
    read, finding = values.number(typed)
    assert read is None
    assert finding is not None
    assert finding.code == "workbook-number-unreadable"


def test_a_percentage_is_read_as_it_is_shown() -> None:
    value = values.reader_of(10, {}, since_1904=False)("0.12504")
    read, finding = shown_value(value, "antal")
    assert read is not None
    assert str(read.value) == "12.50"
    assert finding == Finding("workbook-percent", {"shown": "12,5", "unit": "antal"})
    assert shown_value(value, "pct.") == (read, None)
    assert values.text(value) == ("12,50%", None)


def test_a_decimal_point_that_excel_made_a_date_of_is_told_as_such() -> None:
    _, finding = values.number(dt.datetime(2022, 5, 12))
    assert finding is not None
    assert finding.code == "workbook-number-is-date"
    assert finding.values["value"] == "12. maj 2022"


@pytest.mark.parametrize(
    ("value", "year", "code"),
    [
        (Decimal("2022"), 2022, None),
        (Decimal("2022.0"), 2022, None),
        (Decimal("2022.5"), None, "workbook-year-unreadable"),
        (Decimal("22"), None, "workbook-year-unreadable"),
        (Decimal("20222"), None, "workbook-year-unreadable"),
        ("2022", 2022, "workbook-year-as-text"),
        ("2022/23", None, "workbook-year-unreadable"),
        ("９０２２", None, "workbook-year-unreadable"),
        (dt.datetime(1905, 7, 14), None, "workbook-year-unreadable"),  # 2022 shown as a date
        (True, None, "workbook-truth-value"),
        (ErrorValue("#REF!"), None, "workbook-error-value"),
        (Uncalculated(), None, "workbook-formula-uncalculated"),
    ],
)
def test_a_year_is_a_whole_number(
    value: values.CellValue, year: int | None, code: str | None
) -> None:
    read, finding = values.year(value)
    assert read == year
    assert (finding and finding.code) == code


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60))
def test_text_comes_through_untouched_but_for_blanks_round_it(typed: str) -> None:
    assert values.text(typed) == (typed.strip(), None)


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 5000,
        "Tak 👩🏽‍💻",
        "kom\u00admune",
        "\u05e9\u05dc\u05d5\u05dd",
        "R&D <b> {{ navn }}",
        "a\tb",
    ],
)
def test_unusual_text_is_text(typed: str) -> None:
    assert values.text(typed) == (typed, None)


def test_all_line_ends_become_one() -> None:
    assert values.text("a\r\nb\rc\nd") == ("a\nb\nc\nd", None)
    assert values.line("a \r\n\n b") == ("a b", None)


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x1f", "\ud83d", "\uffff"])
def test_a_character_that_a_document_cannot_hold_is_a_fault(character: str) -> None:
    read, finding = values.text(f"a{character}b")
    assert read == "ab"
    assert finding is not None
    assert finding.code == "workbook-control-character"
    assert finding.values == {"character": f"{ord(character):04X}"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("2022"), "2022"),
        (Decimal("12.50"), "12,5"),
        (Decimal("100"), "100"),
        (dt.datetime(2022, 11, 11), "11. november 2022"),
        (dt.datetime(2022, 11, 11, 9, 5), "11. november 2022 kl. 09.05"),
        (dt.time(10, 30), "10.30"),
    ],
)
def test_what_excel_made_of_a_text_reads_as_danish_text(value: values.CellValue, text: str) -> None:
    assert values.text(value) == (text, None)
