"""What Excel hides or coarsens is nowhere in a report, nor can it be reckoned from what is.

A workbook is filled in with numbers in formats of every kind, read, and laid out as its section
of key figures: what the tables, titles, notes, charts, their alternative texts and the workbooks
inside them hold is all that is published.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.layout.content import Block, Figure, Paragraph, Table
from reportgen.layout.figures import key_figure_blocks
from reportgen.report.inputs import KeyFigure, Workbook
from reportgen.report.model import Folded
from reportgen.report.trace import cell_steps
from reportgen.report.turn_of_year import next_workbook
from reportgen.sources.workbook.create import create_workbook
from reportgen.sources.workbook.read import read_workbook
from reportgen.word.write.charts.embed import chart_parts

ORGANISATIONS = ("Faxe Kommune", "Greve Kommune", "Køge Kommune", "Region Sjælland")
YEARS = (2019, 2020, 2021, 2022)
HIDING = ('[<100000]"under 100.000";0', ";;;", '"1-4"', '[>5]"mange";0', '"fortroligt";"nej"')
"""Formats that show no number."""
COARSENING = ("0", "0.0", "#,##0", "0.0E+0", '0.0" (skøn)"', '"<"0', '0" eller flere"', "0.0,")
PLAIN = ("General", "0.000", "#,##0.000")


@cache
def empty() -> bytes:
    return create_workbook(ORGANISATIONS)


def workbook(rows: list[tuple[str, int, float, str]], unit: str = "kr.") -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(empty()))
    page = book["Nøgletal"]
    for number, (organisation, year, value, code) in enumerate(rows, 2):
        for column, content in enumerate(("Udgift", unit, organisation, year, value, "BU"), 1):
            page.cell(number, column, content)
        page.cell(number, 5).number_format = code
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def published(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text in which a number could be told."""
    for number, block in enumerate(blocks, 1):
        if isinstance(block, Paragraph):
            yield "".join(run.text for run in block.runs)
        elif isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row)
            yield from (block.caption, block.source, block.summary)
        elif isinstance(block, Figure):
            parts = chart_parts(block.chart, number)
            yield from (block.caption, block.source, block.chart.alt)
            yield from re.findall(r"<(?:c:v|a:t)>([^<]*)<", parts.xml.decode())
            with zipfile.ZipFile(io.BytesIO(parts.workbook)) as inside:
                for name in inside.namelist():
                    yield from re.findall(r"<(?:v|t)\b[^>]*>([^<]*)<", inside.read(name).decode())


def numbers(texts: Iterator[str]) -> set[Decimal]:
    """The numbers that texts tell, in Danish and as XML has them."""
    found: set[Decimal] = set()
    for text in texts:
        if re.fullmatch(r"-?\d+(\.\d+)?", text):
            found.add(Decimal(text))
        for told in re.findall(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?", text):
            found.add(Decimal(told.replace(".", "").replace(",", ".")))
    return found


_random = random.Random(0)
STORED = {
    (name, year): _random.randrange(10_000, 99_999) + _random.randrange(113, 447) / 1000
    for name in ORGANISATIONS
    for year in YEARS
}
"""Numbers whose sums and differences are not one another's by chance."""


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[str, int, float, str]]:
    where = draw(st.lists(st.sampled_from(list(STORED)), min_size=2, max_size=12, unique=True))
    codes = st.sampled_from(HIDING + COARSENING + PLAIN)
    return [(*place, STORED[place], draw(codes)) for place in where]


@given(tables(), st.sampled_from(["kr.", "antal", "pct."]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_published_finer_than_shown_nor_can_be_reckoned(
    rows: list[tuple[str, int, float, str]], unit: str
) -> None:
    read, problems = read_workbook(workbook(rows, unit), "aarsrapport.xlsx", ORGANISATIONS)
    told = numbers(published(key_figure_blocks(read.figures, ORGANISATIONS, 2022)))
    stored = {(name, year): Decimal(str(value)) for name, year, value, _ in rows}
    by_code = {(name, year): code for name, year, _, code in rows}
    for (name, year), value in stored.items():
        code = by_code[name, year]
        if code in PLAIN:
            continue
        in_year = sum(other for where, other in stored.items() if where[1] == year)
        # Less the others, which may all be told, the year's sum would be the number itself.
        alone = [value, in_year] if in_year != value else [value]
        if code not in HIDING:
            assert not told & set(alone), (name, year)
            continue
        for before in YEARS:  # and so would a change from a number that is told
            if (name, before) in stored and before != year:
                alone.append(abs(value - stored[name, before]))
        for secret in alone:
            assert all(abs(number - secret) > Decimal("0.5") for number in told), secret
    assert len(problems) >= sum(code in HIDING for code in by_code.values())


def test_a_withheld_number_takes_its_total_with_it_and_leaves_the_change_of_the_others() -> None:
    rows = [
        ("Faxe Kommune", 2021, 12.0, "0"),
        ("Faxe Kommune", 2022, 3.0, '[<5]"under 5";0'),
        ("Greve Kommune", 2021, 20.0, "0"),
        ("Greve Kommune", 2022, 25.0, "0"),
    ]
    read, problems = read_workbook(workbook(rows, "børn"), "a.xlsx", ORGANISATIONS)
    table = next(
        block
        for block in key_figure_blocks(read.figures, ORGANISATIONS, 2022)
        if isinstance(block, Table)
    )
    shown = [[cell.text for cell in row] for row in table.rows]
    assert shown == [
        ["Faxe Kommune", "12", "under 5", "–", "–"],
        ["Greve Kommune", "20", "25", "+5", "+25,0"],
        ["I alt", "32", "–", "+5", "+25,0"],
    ]
    assert "I alt er ikke vist for 2022" in table.source
    assert [problem.code for problem in problems] == ["workbook-value-in-words"]


@pytest.mark.parametrize(
    ("values", "code", "unit", "cells", "total"),
    [
        ((66.3333, 12.0), "0.0", "kr.", ["66,3", "12,0"], "78,3"),
        ((1.4, 1.4), "0", "børn", ["1", "1"], "3"),
        ((1234567, 2543210), "#,##0.0,,", "mio. kr.", ["1,2", "2,5"], "3,8"),
        ((12345678, 499), "#,##0,", "1.000 kr.", ["12.346", "0"], "12.346"),
        ((1234.56, 10), '#,##0 "kr."', "kr.", ["1.235", "10"], "1.245"),
        ((12, 5), '0" (skøn)"', "børn", ["12 (skøn)", "5 (skøn)"], "17"),
        ((0, 7), '0;-0;"-"', "børn", ["0", "7"], "7"),
        ((12, 5), '"<"0', "børn", ["<12", "<5"], "–"),
        ((12, 5), ";;;", "børn", ["–", "–"], "–"),
        ((12.5, 5), "General", "kr.", ["12,5", "5,0"], "17,5"),
    ],
)
def test_values_are_told_as_shown_and_totals_with_their_precision(
    values: tuple[float, float], code: str, unit: str, cells: list[str], total: str
) -> None:
    rows = [(name, 2022, value, code) for name, value in zip(ORGANISATIONS, values, strict=False)]
    read, _ = read_workbook(workbook(rows, unit), "a.xlsx", ORGANISATIONS)
    blocks = key_figure_blocks(read.figures, ORGANISATIONS, 2022)
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row[1].text for row in table.rows] == [*cells, total]


def test_a_cell_told_coarser_than_its_neighbours_gets_no_decimal_that_excel_does_not_show() -> None:
    rows = [("Faxe Kommune", 2022, 66.4, "General"), ("Greve Kommune", 2022, 66.449, "0")]
    read, _ = read_workbook(workbook(rows, "kr."), "a.xlsx", ORGANISATIONS)
    blocks = key_figure_blocks(read.figures, ORGANISATIONS, 2022)
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row[1].text for row in table.rows] == ["66,4", "66", "133"]


def test_trace_tells_a_value_as_excel_shows_it() -> None:
    rows = [("Faxe Kommune", 2022, 3.0, '[<5]"under 5";0'), ("Greve Kommune", 2022, 3.0, ";;;")]
    read, _ = read_workbook(workbook(rows), "a.xlsx", ORGANISATIONS)
    told = [cell_steps(read, f"Nøgletal!E{row}") for row in (2, 3)]
    assert [steps[0]["tekst"] for steps in told if steps] == ["under 5", "–"]


def test_next_years_workbook_shows_what_this_ones_does() -> None:
    rows = [
        (name, 2022, 1234.567, code)
        for name, code in zip(ORGANISATIONS, (";;;", "0.0", '"<"0', "General"), strict=True)
    ]
    read, _ = read_workbook(workbook(rows), "a.xlsx", ORGANISATIONS)
    carried = next_workbook(Folded({}, {}), read, (), 2022)
    again, _ = read_workbook(create_workbook(ORGANISATIONS, carried), "a.xlsx", ORGANISATIONS)

    def told(book: Workbook) -> list[tuple[object, ...]]:
        return [(f.value, f.words, f.behind) for f in book.figures if isinstance(f, KeyFigure)]

    assert told(again) == told(read)
