"""Numbers that a condition shows otherwise are read as Excel shows them, or not told."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from reportgen.sources.workbook.read import read_workbook
from tests.sources.workbook.test_faults import FILE, ORGANISATIONS, edited


def rule(code: str, type_: str, operator: str | None, *formulas: str) -> Rule:
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=190, formatCode=code))
    return Rule(type=type_, operator=operator, formula=list(formulas), dxf=style)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "value", "words"),
    [
        (rule('"under 50"', "cellIs", "lessThan", "50"), None, "under 50"),
        (rule('"under 50"', "cellIs", "lessThan", "40"), 40, ""),
        (rule('"30-45"', "cellIs", "between", "30", "45"), None, "30-45"),
        (rule('"30-45"', "cellIs", "notBetween", "30", "45"), 40, ""),
        (rule(";;;", "expression", None, "E2<=40"), None, "–"),
        (rule(";;;", "expression", None, "$E2>40"), 40, ""),
        (rule(";;;", "expression", None, "$A$1>40"), None, "–"),
        (rule(";;;", "cellIs", "lessThan", "$H$1"), None, "–"),
        (rule('0" (skøn)"', "cellIs", "equal", "40"), 40, "40 (skøn)"),
        (rule("0", "top10", None), None, "–"),
        (rule("General", "cellIs", "equal", "40"), 40, ""),
    ],
)
def test_a_number_is_told_as_its_condition_shows_it(
    given: Rule, value: int | None, words: str
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["Nøgletal"].conditional_formatting.add("E2:E3", given)

    read, problems = read_workbook(edited(change), FILE, ORGANISATIONS)
    figure = read.figures[0]
    assert figure.value == (None if value is None else Decimal(value))
    assert figure.words == words
    assert bool(words) == any(problem.location.cell == "E2" for problem in problems)


def test_a_condition_that_gives_a_colour_alone_changes_no_number() -> None:
    def change(book: openpyxl.Workbook) -> None:
        red = DifferentialStyle(font=openpyxl.styles.Font(color="FFFF0000"))
        given = Rule(type="top10", dxf=red)
        book["Nøgletal"].conditional_formatting.add("E2:E3", given)

    read, problems = read_workbook(edited(change), FILE, ORGANISATIONS)
    assert [figure.value for figure in read.figures] == [Decimal(40), Decimal("41.5")]
    assert problems == []
