from __future__ import annotations

from reportgen.figures.pivot import figure_problems
from reportgen.problems import Location
from reportgen.problems.catalog import entry
from tests.figures.builders import FAXE, GREVE, figures


def test_a_figure_later_than_the_report_is_pointed_out_at_its_year() -> None:
    rows = figures("Antal", "antal", {FAXE: {2022: "1", 2023: "2"}})
    (problem,) = figure_problems(rows, 2022, "aarsrapport.xlsx")
    assert problem.code == "figure-after-year"
    assert problem.location == Location("aarsrapport.xlsx", "Nøgletal", "D3")


def test_an_indicator_without_the_year_of_the_report_is_pointed_out_once() -> None:
    rows = figures("Antal", "antal", {FAXE: {2020: "1", 2021: "2"}, GREVE: {2020: "3"}})
    (problem,) = figure_problems(rows, 2022, "aarsrapport.xlsx")
    assert problem.code == "figures-none-this-year"
    assert problem.values == {"indicator": "Antal", "year": 2021, "report": 2022}


def test_figures_up_to_the_year_of_the_report_are_in_order() -> None:
    rows = figures("Antal", "antal", {FAXE: {2020: "1", 2022: "2"}})
    assert figure_problems(rows, 2022, "aarsrapport.xlsx") == ()


def test_every_code_of_the_key_figures_is_in_the_catalogue() -> None:
    rows = figures("Antal", "antal", {FAXE: {2020: "1", 2023: "2"}})
    for problem in figure_problems(rows, 2022, "x.xlsx"):
        words = entry(problem.code)
        assert words.message.format(**problem.values)
        assert words.hint.format(**problem.values)
