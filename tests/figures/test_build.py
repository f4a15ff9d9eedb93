from __future__ import annotations

from decimal import Decimal

from hypothesis import given

from reportgen.figures.build import LINE_YEARS, MOST_LINES, bars, lines, plots
from reportgen.figures.chart import ChartKind
from reportgen.figures.pivot import Pivot, pivots
from reportgen.report.inputs import KeyFigure
from tests.figures.builders import (
    FAXE,
    GREVE,
    LEJRE,
    ORGANISATIONS,
    REGION,
    SEVENTEEN,
    figures,
    sheets,
)


def pivot_of(unit: str, values: dict[str, dict[int, str]], indicator: str = "Antal sager") -> Pivot:
    (pivot,) = pivots(figures(indicator, unit, values), tuple(values), 2022)
    return pivot


def test_columns_stand_in_order_of_value_and_leave_out_who_has_none() -> None:
    plot = bars(pivot_of("antal", {FAXE: {2022: "5"}, GREVE: {2022: "1200"}, LEJRE: {2021: "7"}}))
    assert plot is not None
    assert plot.chart.categories == ("Greve", "Faxe")
    assert plot.chart.series[0].values == (Decimal(1200), Decimal(5))
    assert plot.note == "Uden tal for 2022: Lejre"
    assert plot.title == "Antal sager i 2 kommuner, 2022: højest i Greve (1.200), lavest i Faxe (5)"


def test_the_alternative_text_of_columns_says_highest_lowest_and_total() -> None:
    plot = bars(pivot_of("kr.", {FAXE: {2022: "500"}, REGION: {2022: "1200"}}, "Udgift"))
    assert plot is not None
    assert plot.chart.alt == (
        "Liggende søjler: Udgift (kr.) i 2022 for 2 organisationer. "
        "Højest er Region Sjælland med 1.200 kr., lavest Faxe med 500 kr. I alt 1.700 kr."
    )


def test_columns_that_are_all_alike_name_nobody_as_highest() -> None:
    plot = bars(pivot_of("antal", {FAXE: {2022: "5"}, GREVE: {2022: "5"}}))
    assert plot is not None
    assert plot.title.endswith("alle på 5")
    assert "Alle har 5." in plot.chart.alt


def test_one_organisation_alone_is_not_compared() -> None:
    assert bars(pivot_of("antal", {FAXE: {2022: "5"}})) is None


def test_the_median_is_a_marked_bar_in_its_place_among_the_others() -> None:
    names = SEVENTEEN[:6]
    given = {name: {2022: str(10 * (at + 1))} for at, name in enumerate(names)}
    plot = bars(pivot_of("antal", given))
    assert plot is not None
    assert plot.chart.marked == 3
    assert plot.chart.categories[3] == "Median"
    assert plot.chart.series[0].values == tuple(map(Decimal, (60, 50, 40, 35, 30, 20, 10)))
    assert "Medianen er 35." in plot.chart.alt


@given(figures=sheets())
def test_the_median_parts_the_bars_in_halves(figures: list[KeyFigure]) -> None:
    for pivot in pivots(figures, ORGANISATIONS, 2022):
        plot = bars(pivot)
        if plot is None or plot.chart.marked is None:
            continue
        at, told = plot.chart.marked, list(plot.chart.series[0].values)
        middle = told.pop(at)
        assert middle is not None
        half = len(told) / 2
        finest = Decimal(1).scaleb(-plot.chart.decimals)
        assert sum(value is not None and value > middle + finest for value in told) <= half
        assert sum(value is not None and value < middle - finest for value in told) <= half


def test_two_years_are_no_development() -> None:
    assert lines(pivot_of("antal", {FAXE: {2021: "5", 2022: "6"}})) is None


def test_the_line_of_a_count_is_the_total_of_those_who_have_every_year() -> None:
    plot = lines(
        pivot_of(
            "antal",
            {
                FAXE: {2020: "10", 2021: "12", 2022: "15"},
                GREVE: {2020: "10", 2021: "10", 2022: "10"},
                LEJRE: {2021: "100", 2022: "100"},
            },
        )
    )
    assert plot is not None
    (series,) = plot.chart.series
    assert series.name == "I alt (2 af 3)"
    assert series.values == (Decimal(20), Decimal(22), Decimal(25))
    assert plot.note.endswith("ikke Lejre")
    assert plot.title == "Antal sager i alt i 2 kommuner, 2020-2022: fra 20 til 25 (+5, +25,0 %)"
    assert "Højest 25 i 2022, lavest 20 i 2020." in plot.chart.alt


def test_the_lines_of_a_share_are_the_organisations_and_their_move_in_points() -> None:
    plot = lines(
        pivot_of(
            "pct.",
            {
                FAXE: {2020: "10", 2021: "12", 2022: "15.5"},
                GREVE: {2020: "10", 2021: "10", 2022: "9"},
            },
            "Andel",
        )
    )
    assert plot is not None
    assert [series.name for series in plot.chart.series] == ["Faxe", "Greve"]
    assert "Faxe fra 10,0 % i 2020 til 15,5 % i 2022 (+5,5 procentpoint)." in plot.chart.alt
    assert plot.title == "Andel, 2020-2022: i 2022 fra 9,0 % i Greve til 15,5 % i Faxe"


def test_of_many_organisations_the_spread_is_shown_and_the_choice_is_said() -> None:
    values = {
        name: {year: str(place) for year in (2020, 2021, 2022)}
        for place, name in enumerate(SEVENTEEN, start=1)
    }
    plot = lines(pivot_of("pct.", values, "Andel"))
    assert plot is not None
    assert [series.values[-1] for series in plot.chart.series] == [17, 16, 9, 2, 1]
    assert "af 17 kommuner" in plot.note


def test_a_year_without_figures_keeps_its_place_on_the_axis() -> None:
    plot = lines(pivot_of("pct.", {FAXE: {2018: "1", 2019: "2", 2022: "3"}}, "Andel"))
    assert plot is not None
    assert plot.chart.categories == ("2018", "2019", "2020", "2021", "2022")
    assert plot.chart.series[0].values == tuple(
        None if value is None else Decimal(value) for value in (1, 2, None, None, 3)
    )


@given(rows=sheets(unit="pct.", years=(1990, 2022)))
def test_a_plot_shows_only_figures_that_were_given_and_stays_readable(
    rows: list[KeyFigure],
) -> None:
    (pivot,) = pivots(rows, ORGANISATIONS, 2022)
    given_values = {row.value for row in rows}
    for plot in plots(pivot):
        assert set(plot.chart.plotted) <= given_values
        assert plot.chart.alt.endswith(".")
        assert all(len(s.values) == len(plot.chart.categories) for s in plot.chart.series)
        if plot.chart.kind is ChartKind.LINES:
            assert len(plot.chart.series) <= MOST_LINES
            assert len(plot.chart.categories) <= LINE_YEARS
