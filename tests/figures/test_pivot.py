from __future__ import annotations

from decimal import Decimal

from hypothesis import given

from reportgen.figures.pivot import change, last_years, pivots
from reportgen.report.inputs import KeyFigure
from tests.figures.builders import (
    FAXE,
    GREVE,
    LEJRE,
    ORGANISATIONS,
    REGION,
    figures,
    sheets,
)


@given(rows=sheets())
def test_a_total_is_the_exact_sum_of_its_year(rows: list[KeyFigure]) -> None:
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    if pivot.total is None:
        assert len(pivot.rows) == 1
        return
    for year in pivot.years:
        of_year = [row.value for row in rows if row.year == year]
        assert pivot.total.values[year] == sum(of_year)
        assert pivot.total.counts[year] == len(of_year)


@given(rows=sheets())
def test_a_change_is_this_year_less_the_last(rows: list[KeyFigure]) -> None:
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    for row in pivot.rows:
        now = row.value(pivot.latest)
        before = row.value(pivot.previous) if pivot.previous else None
        if now is None or before is None:
            assert row.change.absolute is row.change.percent is None
        else:
            assert row.change.absolute == now - before


@given(rows=sheets())
def test_the_change_of_a_total_compares_the_same_organisations(rows: list[KeyFigure]) -> None:
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    if pivot.total is None or pivot.previous is None:
        return
    changes = [row.change.absolute for row in pivot.rows if row.change.absolute is not None]
    assert pivot.total.compared == len(changes)
    assert pivot.total.change.absolute == (sum(changes) if changes else None)


@given(rows=sheets())
def test_every_figure_is_in_exactly_one_place(rows: list[KeyFigure]) -> None:
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    placed = [figure for row in pivot.rows for figure in row.figures.values()]
    assert sorted(figure.cells["Værdi"] for figure in placed) == sorted(
        figure.cells["Værdi"] for figure in rows
    )


@given(rows=sheets())
def test_rows_keep_the_order_of_the_network(rows: list[KeyFigure]) -> None:
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    shown = [row.organisation for row in pivot.rows]
    assert shown == [name for name in ORGANISATIONS if name in set(shown)]
    assert set(shown) | set(pivot.absent) == set(ORGANISATIONS)


def test_per_cent_needs_something_to_start_from() -> None:
    assert change(Decimal(4), Decimal(5)).percent == 25
    assert change(Decimal(0), Decimal(5)).percent is None
    assert change(Decimal(-4), Decimal(5)).percent is None
    assert change(None, Decimal(5)).absolute is None
    assert change(Decimal(4), None).absolute is None


def test_an_organisation_the_network_does_not_know_comes_last() -> None:
    rows = figures("Antal", "antal", {"Anden": {2022: "1"}, GREVE: {2022: "2"}})
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    assert [row.organisation for row in pivot.rows] == [GREVE, "Anden"]
    assert pivot.absent == (FAXE, LEJRE, REGION)


def test_years_after_the_report_are_left_out() -> None:
    rows = figures("Antal", "antal", {FAXE: {2022: "1", 2023: "9"}})
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    assert pivot.years == (2022,)
    assert pivots(rows[1:], ORGANISATIONS, 2022) == ()


def test_indicators_keep_the_order_they_appear_in_and_units_apart() -> None:
    rows = [
        *figures("Senere", "antal", {FAXE: {2022: "1"}}),
        *figures("Før", "kr.", {FAXE: {2022: "2"}}),
        *figures("Senere", "pct.", {FAXE: {2022: "3"}}),
        *figures("Senere", "antal", {GREVE: {2022: "4"}}),
    ]
    found = [(pivot.indicator, pivot.unit) for pivot in pivots(rows, ORGANISATIONS, 2022)]
    assert found == [("Senere", "antal"), ("Før", "kr."), ("Senere", "pct.")]


def test_a_gap_in_the_years_compares_with_the_year_before_the_gap() -> None:
    rows = figures("Antal", "antal", {FAXE: {2018: "4", 2022: "5"}})
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    assert (pivot.previous, pivot.latest) == (2018, 2022)
    assert pivot.rows[0].change.absolute == 1


def test_the_last_years_name_those_who_have_only_older_ones() -> None:
    rows = figures("Antal", "antal", {FAXE: {2019: "1.5"}, GREVE: {2020: "2", 2021: "3"}})
    (pivot,) = pivots(rows, (FAXE, GREVE), 2022)
    shown = last_years(pivot, 2)
    assert shown.years == (2020, 2021)
    assert [row.organisation for row in shown.rows] == [GREVE]
    assert shown.absent == (FAXE,)
    assert shown.decimals == 1
    assert last_years(pivot, 3) is pivot


def test_of_two_figures_for_the_same_place_the_first_counts() -> None:
    rows = [
        *figures("A", "antal", {FAXE: {2022: "1"}}),
        *figures("A", "antal", {FAXE: {2022: "2"}}),
    ]
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    assert pivot.rows[0].value(2022) == 1


def test_sources_are_named_once_each() -> None:
    rows = [
        *figures("A", "antal", {FAXE: {2022: "1"}, GREVE: {2022: "1"}}, "Danmarks\nStatistik "),
        *figures("A", "antal", {LEJRE: {2022: "1"}}, "Egen opgørelse"),
        *figures("A", "antal", {REGION: {2022: "1"}}, ""),
    ]
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    assert pivot.sources == ("Danmarks Statistik", "Egen opgørelse")
