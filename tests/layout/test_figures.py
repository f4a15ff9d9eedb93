from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from reportgen.figures.chart import Chart, ChartKind
from reportgen.figures.wording import number
from reportgen.layout.content import Align, Block, Figure, Paragraph, Style, Table
from reportgen.layout.figures import MOST_YEARS, key_figure_blocks
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


def tables(blocks: Iterable[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def charts(blocks: Iterable[Block]) -> list[Chart]:
    drawn = (block.chart for block in blocks if isinstance(block, Figure))
    return [chart for chart in drawn if isinstance(chart, Chart)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_an_indicator_is_a_heading_its_development_a_table_and_who_lies_where() -> None:
    rows = figures(
        "Antal sager",
        "antal",
        {name: dict.fromkeys((2019, 2020, 2021, 2022), "3") for name in (FAXE, GREVE)},
    )
    heading, line, table, bars = key_figure_blocks(rows, ORGANISATIONS, 2022)
    assert isinstance(heading, Paragraph)
    assert heading.style is Style.SUBHEADING
    assert heading.runs[0].text == "Antal sager"
    assert isinstance(table, Table)
    assert [chart.kind for chart in charts([line, bars])] == [ChartKind.LINES, ChartKind.BARS]


def test_one_line_alone_over_three_years_is_a_sentence() -> None:
    values = {FAXE: {2020: "3", 2021: "4", 2022: "6"}, GREVE: dict.fromkeys(range(2020, 2023), "1")}
    rows = figures("Antal sager", "antal", values)
    _, told, *others = key_figure_blocks(rows, ORGANISATIONS, 2022)
    assert isinstance(told, Paragraph)
    assert told.runs[0].text == (
        "Antal sager i alt i 2 kommuner, 2020-2022: fra 4 til 7 (+3, +75,0 %)."
    )
    assert [chart.kind for chart in charts(others)] == [ChartKind.BARS]


def test_a_development_without_change_is_called_so() -> None:
    values = {FAXE: dict.fromkeys((2020, 2021, 2022), "3"), GREVE: dict.fromkeys((2020, 2022), "1")}
    rows = figures("Udgift", "1.000 kr.", values)
    _, told, *_ = key_figure_blocks(rows, ORGANISATIONS, 2022)
    assert isinstance(told, Paragraph)
    assert told.runs[0].text.startswith(
        "Udgift i alt i 1 kommune, 2020-2022: fra 3 i 1.000 kr. til 3 i 1.000 kr. (uændret)."
    )


def test_lines_over_three_years_are_left_to_the_table() -> None:
    values = {name: {2020: "3.5", 2021: "4.5", 2022: "6.5"} for name in (FAXE, GREVE)}
    blocks = key_figure_blocks(figures("Andel", "pct.", values), ORGANISATIONS, 2022)
    assert [chart.kind for chart in charts(blocks)] == [ChartKind.BARS]
    values = {name: given | {2019: "2.5"} for name, given in values.items()}
    blocks = key_figure_blocks(figures("Andel", "pct.", values), ORGANISATIONS, 2022)
    assert [chart.kind for chart in charts(blocks)] == [ChartKind.LINES, ChartKind.BARS]


def test_a_figure_repeats_no_source_that_stands_under_its_table() -> None:
    rows = figures(
        "Antal sager",
        "antal",
        {name: dict.fromkeys(range(2018, 2023), "3") for name in (FAXE, GREVE)},
    )
    blocks = key_figure_blocks([replace(row, source="Register") for row in rows], (), 2022)
    (table,) = tables(blocks)
    drawn = [block for block in blocks if isinstance(block, Figure)]
    assert "Kilde: Register." in table.source
    assert len(drawn) == 2
    assert not [figure for figure in drawn if "Kilde" in figure.source]


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    years = range(2018, 2023)
    high = figures("Andel", "pct.", {FAXE: dict.fromkeys(years, "80")})
    low = figures("Andel", "pct.", {FAXE: {year: str(year - 2017) for year in years}})
    (from_seventy,) = [b for b in key_figure_blocks(high, (), 2022) if isinstance(b, Figure)]
    (from_zero,) = [b for b in key_figure_blocks(low, (), 2022) if isinstance(b, Figure)]
    assert "Aksen begynder ved 78 og ikke ved 0." in from_seventy.source
    assert "Aksen" not in from_zero.source


def test_a_table_shows_years_changes_and_total_in_danish() -> None:
    rows = figures(
        "Udgift",
        "1.000 kr.",
        {GREVE: {2021: "1000", 2022: "1250.5"}, FAXE: {2021: "563935", 2022: "563000"}},
    )
    (table,) = tables(key_figure_blocks(rows, ORGANISATIONS, 2022))
    assert table.caption == "Udgift (1.000 kr.), 2021-2022"
    assert [column.header for column in table.columns] == [
        "Organisation",
        "2021",
        "2022",
        "Ændring fra 2021",
        "Ændring i pct.",
    ]
    assert texts(table) == [
        [FAXE, "563.935,0", "563.000,0", "−935,0", "−0,2"],
        [GREVE, "1.000,0", "1.250,5", "+250,5", "+25,1"],
        ["I alt", "564.935,0", "564.250,5", "−684,5", "−0,1"],
    ]
    assert table.total
    assert [column.align for column in table.columns][1:] == [Align.NUMBER] * 4


def test_a_value_is_anchored_as_the_cell_it_came_from_and_nothing_else_is() -> None:
    rows = figures("Antal", "antal", {FAXE: {2021: "1", 2022: "2"}, GREVE: {2022: "4"}})
    (table,) = tables(key_figure_blocks(rows, ORGANISATIONS, 2022))
    assert [[cell.anchor for cell in row] for row in table.rows] == [
        ["", "Nøgletal!E2", "Nøgletal!E3", "", ""],
        ["", "", "Nøgletal!E4", "", ""],
        ["", "", "", "", ""],
    ]


@given(rows=sheets())
@settings(max_examples=40)
def test_every_figure_of_the_years_shown_is_in_exactly_one_cell(rows: list[KeyFigure]) -> None:
    (table,) = tables(key_figure_blocks(rows, ORGANISATIONS, 2022))
    years = [int(column.header) for column in table.columns if column.header.isdigit()]
    anchored = {cell.anchor: cell.text for row in table.rows for cell in row if cell.anchor}
    shown = {f"Nøgletal!{row.cells['Værdi']}": row for row in rows if row.year in years}
    assert anchored.keys() == shown.keys()
    decimals = max(len(text.partition(",")[2]) for text in anchored.values())
    assert anchored == {anchor: number(row.value, decimals) for anchor, row in shown.items()}


@given(rows=sheets())
@settings(max_examples=40)
def test_a_table_is_rectangular_without_an_empty_cell(rows: list[KeyFigure]) -> None:
    for table in tables(key_figure_blocks(rows, ORGANISATIONS, 2022)):
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert all(cell.text for row in table.rows for cell in row)
        assert sum(column.share for column in table.columns) == pytest.approx(1)


def test_percentages_have_no_total_and_change_by_points() -> None:
    rows = figures("Andel", "pct.", {FAXE: {2021: "10", 2022: "12.5"}, GREVE: {2022: "4"}})
    (table,) = tables(key_figure_blocks(rows, ORGANISATIONS, 2022))
    assert not table.total
    assert "Ændring fra 2021 (pct.point)" in [column.header for column in table.columns]
    assert texts(table) == [
        [FAXE, "10,0", "12,5", "+2,5", "+25,0"],
        [GREVE, "–", "4,0", "–", "–"],
    ]


def test_a_single_year_has_no_columns_of_change() -> None:
    rows = figures("Antal", "antal", {FAXE: {2022: "1"}, GREVE: {2022: "2"}})
    (table,) = tables(key_figure_blocks(rows, ORGANISATIONS, 2022))
    assert [column.header for column in table.columns] == ["Organisation", "2022"]
    assert texts(table)[-1] == ["I alt", "3"]


def test_one_organisation_alone_has_no_total() -> None:
    rows = figures("Antal", "antal", {REGION: {2021: "1", 2022: "2"}})
    (table,) = tables(key_figure_blocks(rows, ORGANISATIONS, 2022))
    assert texts(table) == [[REGION, "1", "2", "+1", "+100,0"]]


def test_what_is_missing_is_said_under_the_table() -> None:
    rows = figures(
        "Antal",
        "antal",
        {
            FAXE: {2021: "10", 2022: "12"},
            GREVE: {2021: "5"},
            LEJRE: {2021: "0", 2022: "3"},
        },
        source="Danmarks Statistik",
    )
    (table,) = tables(key_figure_blocks(rows, ORGANISATIONS, 2022))
    assert texts(table)[-1] == ["I alt", "15", "15", "+5", "+50,0"]
    notes, source = table.source.split("\n")
    assert source == "Kilde: Danmarks Statistik."
    assert notes == (
        "– betyder, at tallet mangler. "
        "Ændring i pct. er ikke beregnet, hvor tallet for 2021 er 0 eller negativt. "
        "I alt omfatter ikke alle 3 kommuner, men 2 i 2022. "
        "Ændringen i alt er regnet på de 2 af 3, der har tal for både 2021 og 2022. "
        "Ingen tal fra Region Sjælland."
    )


def test_a_table_with_nothing_missing_has_its_source_alone() -> None:
    rows = figures("Antal", "antal", {name: {2022: "1"} for name in ORGANISATIONS})
    (table,) = tables(key_figure_blocks(rows, ORGANISATIONS, 2022))
    assert table.source == "Kilde: Indberetning."


def test_ten_years_keep_the_last_in_the_table_and_all_of_them_in_the_line() -> None:
    rows = figures(
        "Antal", "antal", {name: dict.fromkeys(range(2013, 2023), "12") for name in SEVENTEEN}
    )
    blocks = key_figure_blocks(rows, SEVENTEEN, 2022)
    (table,) = tables(blocks)
    years = [column.header for column in table.columns if column.header.isdigit()]
    assert years == ["2019", "2020", "2021", "2022"]
    assert len(years) == MOST_YEARS
    assert "Udviklingen fra 2013 vises i figuren." in table.source
    (line,) = (chart for chart in charts(blocks) if chart.kind is ChartKind.LINES)
    assert line.categories == tuple(str(year) for year in range(2013, 2023))


def test_wide_numbers_show_fewer_years_rather_than_broken_lines() -> None:
    rows = figures(
        "Udgift",
        "kr.",
        {name: dict.fromkeys(range(2015, 2023), "1234567890.25") for name in SEVENTEEN},
    )
    (table,) = tables(key_figure_blocks(rows, SEVENTEEN, 2022))
    assert 2 <= len([c for c in table.columns if c.header.isdigit()]) < MOST_YEARS


def test_years_too_old_for_any_chart_are_named() -> None:
    rows = figures("Antal", "antal", {FAXE: dict.fromkeys((1990, 2012, *range(2019, 2023)), "1")})
    (table,) = tables(key_figure_blocks(rows, ORGANISATIONS, 2022))
    assert "Udviklingen fra 2012 vises i figuren. Tal for 1990 er ikke vist." in table.source


def test_figures_older_than_the_report_say_so() -> None:
    rows = figures("Antal", "antal", {FAXE: {2020: "1"}})
    (table,) = tables(key_figure_blocks(rows, ORGANISATIONS, 2022))
    assert "De seneste tal er fra 2020." in table.source


def test_two_units_of_one_indicator_are_two_headings() -> None:
    rows = [
        *figures("Anbragte", "børn", {FAXE: {2022: "1"}}),
        *figures("Anbragte", "pct.", {FAXE: {2022: "2"}}),
    ]
    headings = [
        block.runs[0].text
        for block in key_figure_blocks(rows, ORGANISATIONS, 2022)
        if isinstance(block, Paragraph)
    ]
    assert headings == ["Anbragte (børn)", "Anbragte (pct.)"]


def test_without_figures_there_is_nothing_to_lay_out() -> None:
    assert key_figure_blocks((), ORGANISATIONS, 2022) == ()
