"""The year wheel against what the meetings agreed."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.report.inputs import WheelEntry, Workbook
from reportgen.sources.meetings import MeetingFile, check_planning, read_meeting

WHEEL = Workbook(
    wheel=(
        WheelEntry(dt.date(2023, 3, 3), "Nøgletal", place="Greve Rådhus"),
        WheelEntry(dt.date(2023, 6, 2), "Høring"),
    )
)


def meeting(date: str, *coming: str) -> MeetingFile:
    text = f"moede: {{dato: {date}}}\nnaeste_moeder:\n" + "".join(f"  - {{{c}}}\n" for c in coming)
    read, _ = read_meeting(text.encode(), f"{date}.yaml", 2022, ())
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("dato: 2023-03-03", []),
        ("dato: 2023-03-03, sted: greve  rådhus", []),
        ("dato: 2023-03-03, sted: 'Greve Rådhus, lokale 3'", []),
        ("dato: 2023-03-03, sted: Teams", ["next-meeting-elsewhere-in-wheel"]),
        ("dato: 2023-06-02, sted: Teams", []),
        ("dato: 2023-03-04", ["next-meeting-not-in-wheel"]),
        ("dato: 2023-03-04, status: foreslået", []),
        ("dato: 2023-03-03, status: aflyst", ["next-meeting-cancelled-in-wheel"]),
        ("dato: 2023-03-04, status: aflyst", []),
        (
            "dato: 2023-03-04, status: flyttet, fra: 2023-03-03",
            ["next-meeting-cancelled-in-wheel", "next-meeting-not-in-wheel"],
        ),
        ("dato: 2023-06-02, status: flyttet, fra: 2023-05-05", []),
    ],
)
def test_a_meeting_that_says_otherwise_than_the_sheet_is_told(
    said: str, expected: list[str]
) -> None:
    problems = check_planning([meeting("2022-11-11", said)], WHEEL, 2022)
    assert [p.code for p in problems] == expected
    assert all(p.location.line == 3 for p in problems)


def test_the_latest_meeting_has_the_last_word() -> None:
    meetings = [
        meeting("2022-11-11", "dato: 2023-03-04"),
        meeting("2022-12-12", "dato: 2023-03-04, status: aflyst"),
    ]
    assert check_planning(meetings, WHEEL, 2022) == []


def test_a_meeting_that_was_held_need_not_be_in_the_sheet() -> None:
    meetings = [meeting("2022-05-05", "dato: 2022-11-11"), meeting("2022-11-11")]
    assert check_planning(meetings, WHEEL, 2022) == []


def test_a_meeting_within_the_reports_own_year_need_not_be_in_the_sheet() -> None:
    """The sheet is of the coming year, and such a meeting comes to be among those held."""
    coming = [meeting("2022-05-05", "dato: 2022-12-02")]
    assert check_planning(coming, WHEEL, 2022) == []
    assert [p.code for p in check_planning(coming, WHEEL, 2021)] == ["next-meeting-not-in-wheel"]
