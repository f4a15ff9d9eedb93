"""Which key figures stand in front of a report, and what is told of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.figures.headline import headlines
from reportgen.report.inputs import KeyFigure

NAMES = [f"{name} Kommune" for name in ("Faxe", "Greve", "Køge", "Lejre", "Sorø")]


def rows(
    indicator: str, unit: str, by_year: dict[int, list[int | None]], **more: bool
) -> list[KeyFigure]:
    return [
        KeyFigure(indicator, unit, name, year, Decimal(value), "Kilde", **more)
        for year, values in by_year.items()
        for name, value in zip(NAMES, values, strict=False)
        if value is not None
    ]


STEADY = rows("Sager", "antal", {2021: [100] * 5, 2022: [101] * 5})
FALLING = rows("Ventetid", "dage", {2021: [10, 20, 30, 40, 50], 2022: [5, 10, 20, 30, 40]})
RISING = rows("Pladser", "antal", {2021: [10] * 5, 2022: [12] * 5})
SMALL = rows("Udgift", "1.000 kr.", {2021: [1000] * 5, 2022: [1001] * 5})


def named(figures: list[KeyFigure], year: int = 2022) -> list[str]:
    return [one.pivot.indicator for one in headlines(figures, NAMES, year)]


def test_the_three_that_changed_the_most_up_or_down() -> None:
    assert named([*STEADY, *SMALL, *FALLING, *RISING]) == ["Ventetid", "Pladser", "Sager"]


def test_each_is_told_with_both_years_its_unit_and_of_whom_it_is() -> None:
    falling, rising, spent = headlines([*SMALL, *FALLING, *RISING], NAMES, 2022)
    assert (falling.of, falling.told) == (
        "median af 5 kommuner",
        "20 dage i 2022 mod 30 dage i 2021: −10 dage, −33,3 %",
    )
    assert (rising.of, rising.told) == (
        "i alt i 5 kommuner",
        "60 i 2022 mod 50 i 2021: +10, +20,0 %",
    )
    assert (spent.name, spent.told) == (
        "Udgift (1.000 kr.)",
        "5.005 i 2022 mod 5.000 i 2021: +5, +0,1 %",
    )


@pytest.mark.parametrize(
    "unfit",
    [
        rows("Nyt", "antal", {2022: [5] * 5}),
        rows("Fra nul", "antal", {2021: [0] * 5, 2022: [5] * 5}),
        rows("Med hul", "antal", {2021: [1] * 5, 2022: [9, 9, 9, 9, None]}),
        rows("Få", "antal", {2021: [1] * 4, 2022: [9] * 4}),
        rows("Springer et år over", "antal", {2020: [1] * 5, 2022: [9] * 5}),
        rows("Gammel", "antal", {2018: [1] * 5, 2019: [9] * 5}),
        rows("Få at tage midten af", "pct.", {2021: [1, 2, 3, 4], 2022: [9] * 4}),
    ],
    ids=lambda figures: figures[0].indicator,
)
def test_one_without_enough_data_is_not_chosen(unfit: list[KeyFigure]) -> None:
    assert named([*unfit, *STEADY]) == ["Sager"]


def test_those_that_are_marked_are_told_however_little_they_changed_three_at_most() -> None:
    marked = [replace(figure, in_short=True) for figure in SMALL[:1]] + SMALL[1:]
    assert named([*FALLING, *marked]) == ["Udgift"]
    all_marked = [replace(figure, in_short=True) for figure in (*STEADY, *SMALL, *FALLING, *RISING)]
    assert named(all_marked) == ["Sager", "Udgift", "Ventetid"]


def test_a_marked_one_says_whom_it_counts_where_not_all_have_both_years() -> None:
    gap = rows("Med hul", "antal", {2021: [10] * 5, 2022: [20, 20, 20, 20, None]}, in_short=True)
    (told,) = headlines(gap, NAMES, 2022)
    assert (told.of, told.told) == (
        "i alt i 4 kommuner",
        "80 i 2022 mod 40 i 2021: +40, +100,0 %",
    )


@pytest.mark.parametrize(
    ("unit", "of", "said"),
    [("antal", "i alt i 5 kommuner", "25 i 2022"), ("pct.", "median af 5 kommuner", "5 % i 2022")],
)
def test_a_marked_one_of_a_single_year_is_told_without_a_change(
    unit: str, of: str, said: str
) -> None:
    (told,) = headlines(rows("Nyt", unit, {2022: [5] * 5}, in_short=True), NAMES, 2022)
    assert (told.of, told.told) == (of, said)


def test_a_marked_one_that_nobody_has_in_both_years_is_told_by_its_name_alone() -> None:
    apart = rows("Skift", "antal", {2021: [5], 2022: [None, 5]}, in_short=True)
    (told,) = headlines(apart, NAMES, 2022)
    assert (told.of, told.told, told.values) == ("", "", ())


def test_one_is_told_in_the_singular() -> None:
    waits = rows("Ventetid", "dage", {2021: [2] * 5, 2022: [1] * 5}, in_short=True)
    (told,) = headlines(waits, NAMES, 2022)
    assert told.told == "1 dag i 2022 mod 2 dage i 2021: −1 dag, −50,0 %"


def test_what_only_one_organisation_has_is_its_own_figure() -> None:
    alone = [
        KeyFigure("Visitationer", "antal", NAMES[2], year, Decimal(value), in_short=True)
        for year, value in ((2021, 4), (2022, 3))
    ]
    (told,) = headlines(alone, NAMES, 2022)
    assert (told.of, told.told) == ("i Køge", "3 i 2022 mod 4 i 2021: −1, −25,0 %")


def test_a_number_that_is_withheld_is_in_no_total() -> None:
    hidden = rows("Sager", "antal", {2021: [100] * 5, 2022: [101] * 5}, in_short=True)
    hidden[-1] = replace(hidden[-1], value=None, words="under 5")
    (told,) = headlines(hidden, NAMES, 2022)
    assert told.values == ()
