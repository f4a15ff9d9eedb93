"""Dates are found; amounts, hours, school years and sections are none."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.sources.dates import find_dates, read_date, time_of_day


@pytest.mark.parametrize(
    "text",
    [
        "563.935 kr.",
        "15.000 kr. for det hele",
        "50.000 pr. måned",
        "10-15 timer",
        "1:1 undervisning",
        "8. og 9. klasse",
        "kl. 10.00-12.00",
        "kl. 12.10",
        "afsnit 3.6",
        "pkt. 4.2 og 3.7.",
        "½ time og 1/2 time",
        "17-20 hver 4. uge",
        "0-6 klasse",
        "§ 42 og § 107",
        "2013-og-2018.pdf",
        "31/2",
        "version 1.10.2",
        "sundhedsaftale 2024-2027",
        "sag 22-10-12-8",
        "12-34-56",
    ],
)
def test_is_no_date(text: str) -> None:
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("den 11. november 2022", dt.date(2022, 11, 11)),
        ("d. 2.6.2023", dt.date(2023, 6, 2)),
        ("11.11.22", dt.date(2022, 11, 11)),
        ("26/4-2023", dt.date(2023, 4, 26)),
        ("3/2-26 kl. 10", dt.date(2026, 2, 3)),
        ("2022-11-11", dt.date(2022, 11, 11)),
        ("1. sept. 2025", dt.date(2025, 9, 1)),
        ("mellem 15/9 og 29/9", dt.date(2024, 9, 15)),
        ("03.03: Samarbejde", dt.date(2024, 3, 3)),
        ("Dato: 18-06-2022", dt.date(2022, 6, 18)),
        ("den 18-6-22 kl. 10", dt.date(2022, 6, 18)),
        ("18/06/2022", dt.date(2022, 6, 18)),
        ("18/6-22", dt.date(2022, 6, 18)),
        ("fredag den 17. juni, 2022", dt.date(2022, 6, 17)),
        ("17 juni, 2022", dt.date(2022, 6, 17)),
        ("24. DECEMBER", dt.date(2024, 12, 24)),
    ],
)
def test_is_a_date(text: str, expected: dt.date) -> None:
    assert next(find_dates(text)).on(2024) == expected


def test_a_date_without_a_year_is_the_first_from_the_meeting_on() -> None:
    january, december = find_dates("27. januar og 24. december")

    assert january.on_or_after(dt.date(2022, 11, 11)) == dt.date(2023, 1, 27)
    assert december.on_or_after(dt.date(2022, 11, 11)) == dt.date(2022, 12, 24)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("mødet kl. 10.00-12.00 på Teams", "10.00-12.00"),
        ("fredage kl. 10-13:", "10-13"),
        ("Tid: 9:30 – 12", "9:30 – 12"),
        ("klokken 9.30 til 12.00", "9.30 til 12.00"),
    ],
)
def test_hours_are_kept_as_written(text: str, hours: str) -> None:
    found = time_of_day(text)

    assert found is not None
    assert found.hours == hours


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-15",
        "15-12-2026",
        "15-12-26",
        "15.12.2026",
        "15/12/2026",
        "15/12-26",
        "15. december 2026",
        " tirsdag den 15. december, 2026 ",
        "d. 15 dec 2026",
    ],
)
def test_a_day_may_be_typed_as_people_write_one(typed: str) -> None:
    assert read_date(typed) == dt.date(2026, 12, 15)


@pytest.mark.parametrize(
    "typed", ["", "i morgen", "15. december", "31-02-2026", "15-12-2026 kl. 10", "12-15-2026"]
)
def test_what_is_not_one_day_with_its_year_is_none(typed: str) -> None:
    assert read_date(typed) is None
