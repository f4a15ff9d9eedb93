"""Next meetings: proposed, decided, turned down, moved; and the year wheel."""

from __future__ import annotations

import pytest

from reportgen.report.meeting import Meeting
from tests.sources.minutes.build import Shape, p, write
from tests.sources.minutes.reading import codes, meeting, read


def _held(proposal: list[str], minutes: list[str], title: str = "Møder 2026") -> Meeting:
    shape = Shape(
        [p("Referat den 14. november 2025 kl. 10-12")],
        ("Dagsordenspunkt", "Uddybning", "Referat"),
        [
            ([p("1. Velkommen")], [], [p("Alfa bød velkommen.")]),
            ([p(f"2. {title}")], [p(text) for text in proposal], [p(text) for text in minutes]),
        ],
        (5, 8, 12),
    )
    return meeting(write(shape), "referat.docx")


PROPOSED = ["Følgende møder foreslås i 2026 – kl. 10-13:", "- 23. januar", "- 8. maj"]


def _said(found: Meeting) -> list[tuple[str, str]]:
    return [(coming.date.isoformat(), coming.status.value) for coming in found.next_meetings]


@pytest.mark.parametrize(
    ("minutes", "january", "may"),
    [
        ([], "foreslået", "foreslået"),
        (["Datoerne er godkendt."], "godkendt", "godkendt"),
        (["For den 23. januar skal findes en anden dag."], "aflyst", "foreslået"),
        (["Mødet den 23. januar aflyses.", "Øvrige datoer er godkendt."], "aflyst", "godkendt"),
        (["8. maj er godkendt."], "foreslået", "godkendt"),
    ],
)
def test_uddybning_proposes_and_referat_decides(minutes: list[str], january: str, may: str) -> None:
    assert _said(_held(PROPOSED, minutes)) == [("2026-01-23", january), ("2026-05-08", may)]


def test_hours_come_from_the_lead_in() -> None:
    assert {coming.time for coming in _held(PROPOSED, []).next_meetings} == {"10-13"}


def test_a_moved_meeting_keeps_the_date_it_was_moved_from() -> None:
    found = _held(PROPOSED, ["Mødet den 8. maj flyttes til den 15. maj.", "Resten er godkendt."])

    assert _said(found) == [("2026-01-23", "godkendt"), ("2026-05-15", "flyttet")]
    moved = found.next_meetings[1]
    assert moved.moved_from is not None
    assert moved.moved_from.isoformat() == "2026-05-08"
    assert moved.time == "10-13"


def test_the_next_meeting_is_read_with_hours_and_place() -> None:
    found = _held([], ["Næste møde er den 8. maj 2026 kl. 9-12 og holdes i Ringsted."], "Eventuelt")

    (coming,) = found.next_meetings
    assert (coming.date.isoformat(), coming.time, coming.place) == (
        "2026-05-08",
        "9-12",
        "Ringsted",
    )


def test_meetings_of_others_are_not_the_networks() -> None:
    found = _held(
        [], ["Styregruppen mødes den 14. august.", "Mødet den 28/6 er om noget andet."], "Nyt"
    )

    assert found.next_meetings == ()


def test_without_a_year_a_date_is_the_next_one_that_comes() -> None:
    found = _held([], ["Næste møde er den 23. januar."], "Eventuelt")

    assert _said(found) == [("2026-01-23", "godkendt")]


def _wheel(title: str, *lines: str) -> str:
    return "\n".join(("Dato: 2. juni 2026", "", "1. Velkommen", "Ja.", "", title, *lines))


def test_the_year_wheel_is_of_the_meetings_year() -> None:
    found = meeting(_wheel("Årshjul", "06.03: Skole", "25.09: Boliger"))

    assert [(topic.date.isoformat(), topic.topic) for topic in found.wheel] == [
        ("2026-03-06", "Skole"),
        ("2026-09-25", "Boliger"),
    ]


def test_a_year_wheel_that_is_all_past_is_of_the_next_year_and_doubted() -> None:
    minutes = read(_wheel("Årshjul", "06.03: Skole", "20.05: Boliger"))
    assert minutes.meeting is not None

    assert [topic.date.year for topic in minutes.meeting.wheel] == [2027, 2027]
    assert codes(minutes).count("minutes-wheel-year") == 2


def test_a_year_named_with_the_wheel_rules() -> None:
    found = meeting(_wheel("Årshjul", "Emner for 2028", "06.03: Skole"))

    assert found.wheel[0].date.isoformat() == "2028-03-06"
