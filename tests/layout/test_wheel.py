"""The year wheel of section 4.1 as a figure."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.figures.chart import Month, Wheel
from reportgen.layout.content import Figure
from reportgen.layout.wheel import wheel_figures
from reportgen.report.dates import danish_date
from reportgen.report.inputs import WheelEntry

ENTRIES = st.lists(
    st.builds(
        WheelEntry,
        st.dates(dt.date(2022, 6, 1), dt.date(2024, 6, 30)),
        st.sampled_from(("Nøgletal", "Høring & <svar>", "Besøg", "")),
    ),
    min_size=1,
    max_size=14,
)


def entry(date: str, topic: str = "Emne") -> WheelEntry:
    return WheelEntry(dt.date.fromisoformat(date), topic)


def figures(*entries: WheelEntry) -> list[Figure]:
    return [block for block in wheel_figures(entries) if isinstance(block, Figure)]


def wheels(*entries: WheelEntry) -> list[Wheel]:
    return [figure.chart for figure in figures(*entries) if isinstance(figure.chart, Wheel)]


def marked(wheel: Wheel) -> dict[str, tuple[str, str]]:
    """Dates and topic by month, of those with meetings."""
    return {month.name: (month.dates, month.topic) for month in wheel.months if month.dates}


def test_without_meetings_there_is_no_wheel() -> None:
    assert wheel_figures(()) == ()


def test_a_wheel_has_the_twelve_months_in_order_and_marks_those_with_meetings() -> None:
    (wheel,) = wheels(entry("2023-11-24", "Høring"), entry("2023-05-12", "Nøgletal"))
    assert [month.name for month in wheel.months] == [
        *("jan.", "feb.", "marts", "april", "maj", "juni"),
        *("juli", "aug.", "sep.", "okt.", "nov.", "dec."),
    ]
    assert wheel.title == "2023"
    assert marked(wheel) == {"maj": ("12. maj", "Nøgletal"), "nov.": ("24. november", "Høring")}
    assert wheel.months[0] == Month("jan.")


def test_the_figure_says_when_and_repeats_no_source_of_the_table_above() -> None:
    (figure,) = figures(entry("2023-11-24"), entry("2023-05-12"))
    assert figure.caption == "Årshjul 2023: 2 møder i maj og november"
    assert figure.source == "Mørke felter er måneder med møde."


@pytest.mark.parametrize(
    ("dates", "caption"),
    [
        (["2023-05-12"], "Årshjul 2023: ét møde i maj"),
        (["2023-05-12", "2023-05-26"], "Årshjul 2023: 2 møder i maj"),
        ([f"2023-{month:02}-01" for month in range(1, 8)], "Årshjul 2023: 7 møder"),
    ],
)
def test_the_caption_names_the_months_while_they_are_few(dates: list[str], caption: str) -> None:
    (figure,) = figures(*map(entry, dates))
    assert figure.caption == caption


def test_the_alternative_text_says_every_meeting_in_a_sentence() -> None:
    (figure,) = figures(
        entry("2023-09-15", "**Årsrapport**\n- udkast\n- plan"), entry("2023-05-12", "Nøgletal")
    )
    assert figure.chart.alt == (
        "Ringdiagram: Årshjul 2023 med årets tolv måneder og 2 møder: 12. maj 2023 (Nøgletal) "
        "og 15. september 2023 (Årsrapport, udkast, plan)."
    )


def test_meetings_of_one_month_stand_together_and_nothing_is_said_twice() -> None:
    (wheel,) = wheels(
        entry("2023-03-03", "Nøgletal"),
        entry("2023-03-24", "Høring"),
        entry("2023-03-24", "Nøgletal"),
    )
    assert marked(wheel) == {"marts": ("3. og 24. marts", "Nøgletal; Høring")}


def test_meetings_on_either_side_of_new_year_share_a_wheel_and_say_their_year() -> None:
    (figure,) = figures(entry("2023-11-03", "Opstart"), entry("2024-01-12", "Nøgletal"))
    assert figure.caption == "Årshjul 2023-2024: 2 møder i november og januar"
    assert isinstance(figure.chart, Wheel)
    assert figure.chart.title == "2023-2024"
    assert marked(figure.chart) == {
        "jan.": ("12. januar 2024", "Nøgletal"),
        "nov.": ("3. november 2023", "Opstart"),
    }


def test_a_month_that_two_years_use_gives_each_year_its_wheel() -> None:
    drawn = figures(entry("2024-05-03"), entry("2023-05-12"), entry("2024-01-12"))
    assert [figure.caption for figure in drawn] == [
        "Årshjul 2023: ét møde i maj",
        "Årshjul 2024: 2 møder i januar og maj",
    ]


@given(entries=ENTRIES)
def test_every_meeting_is_on_exactly_one_wheel_and_said_in_its_alternative_text(
    entries: list[WheelEntry],
) -> None:
    drawn = wheels(*entries)
    for said in {danish_date(each.date) for each in entries}:
        assert sum(f" {said}" in wheel.alt for wheel in drawn) == 1
    for wheel in drawn:
        assert len(wheel.months) == 12
    for each in entries:
        short = wheels(entry("2023-01-01"))[0].months[each.date.month - 1].name
        (there,) = (w for w in drawn if f" {danish_date(each.date)}" in w.alt)
        dates, topic = marked(there)[short]
        assert f"{each.date.day}." in dates
        assert each.topic in topic
