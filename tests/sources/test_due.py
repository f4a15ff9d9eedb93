"""The day a task is due, from what was said of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.dates import danish_date
from reportgen.sources.dates import due_date

MEETING = dt.date(2022, 11, 11)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("1. december", "2022-12-01"),
        ("senest den 3. marts", "2023-03-03"),
        ("3. marts 2022", "2022-03-03"),
        ("inden 1/12", "2022-12-01"),
        ("2023-01-10", "2023-01-10"),
        ("10-01-2023", "2023-01-10"),
        ("uge 48", "2022-12-04"),
        ("Uge 2", "2023-01-15"),
        ("uge 2 i 2024", "2024-01-14"),
        ("udgangen af november", "2022-11-30"),
        ("i løbet af februar", "2023-02-28"),
        ("februar 2024", "2024-02-29"),
    ],
)
def test_a_day_a_week_or_a_month_is_due_on_its_last_day(said: str, due: str) -> None:
    assert due_date(said, MEETING) == dt.date.fromisoformat(due)


@pytest.mark.parametrize(
    "said",
    ["hurtigst muligt", "inden længe", "næste møde", "uge 60", "31-02-2023", "når Jan svarer"],
)
def test_what_names_no_day_is_not_made_one(said: str) -> None:
    assert due_date(said, MEETING) is None


@given(st.dates(dt.date(2000, 1, 1), dt.date(2098, 12, 31)), st.integers(0, 364))
def test_a_date_said_without_its_year_is_the_first_one_from_the_meeting_on(
    meeting: dt.date, ahead: int
) -> None:
    meant = meeting + dt.timedelta(days=ahead)
    said = danish_date(meant).rpartition(" ")[0]
    assert due_date(said, meeting) == meant
