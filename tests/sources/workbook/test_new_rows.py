"""Cells and rows that a decision puts into a workbook people own: those, and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.sources.workbook.create import create_workbook
from reportgen.sources.workbook.patch import CellEdit, NewRow, patch
from reportgen.sources.workbook.read import figures_without_value, read_workbook
from tests.workspaces import CONTENT, ORGANISATIONS

EVA = NewRow(
    "Medlemmer",
    {"Organisation": "Bæk Kommune", "Navn": "Eva <& Ko>", "Fra": dt.date(2024, 3, 1)},
)


def book(change: Callable[[openpyxl.Workbook, Worksheet], object] | None = None) -> bytes:
    """A workbook of two members, changed by somebody in Excel."""
    data = create_workbook(ORGANISATIONS, CONTENT)
    if change is None:
        return data
    opened = openpyxl.load_workbook(io.BytesIO(data))
    page = opened["Medlemmer"]
    assert isinstance(page, Worksheet)
    change(opened, page)
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def page_of(data: bytes, name: str = "Medlemmer") -> Worksheet:
    page = openpyxl.load_workbook(io.BytesIO(data))[name]
    assert isinstance(page, Worksheet)
    return page


def other_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: package.read(name)
            for name in package.namelist()
            if name not in ("xl/worksheets/sheet1.xml", "xl/workbook.xml")
        }


def test_a_row_comes_under_the_last_and_looks_like_it() -> None:
    data = book()
    made = patch(data, {"eva": EVA})
    assert made.cells == {"eva": {"Organisation": "B4", "Navn": "A4", "Fra": "E4"}}
    page = page_of(made.data)
    assert [cell.value for cell in page[4]] == [
        "Eva <& Ko>",
        "Bæk Kommune",
        None,
        None,
        dt.datetime(2024, 3, 1),
        None,
    ]
    assert [c.number_format for c in page[4][:2]] == [c.number_format for c in page[3][:2]]
    assert page.dimensions == "A1:F4"
    assert other_parts(made.data) == other_parts(data)
    members, problems = read_workbook(made.data, "aarsrapport.xlsx", ORGANISATIONS)
    assert (members.members[2].name, members.members[2].since) == (
        "Eva <& Ko>",
        dt.date(2024, 3, 1),
    )
    assert not [p for p in problems if p.location.sheet == "Medlemmer"]


def test_rows_put_in_at_once_stand_under_each_other() -> None:
    ole = NewRow("Medlemmer", {"Organisation": "Region Øst", "Navn": "Ole"})
    made = patch(book(), {"eva": EVA, "ole": ole})
    page = page_of(made.data)
    assert [page.cell(row, 1).value for row in (4, 5)] == ["Eva <& Ko>", "Ole"]


def with_table(_: openpyxl.Workbook, page: Worksheet) -> None:
    page.auto_filter.ref = None
    page.add_table(Table(displayName="Deltagere", ref="A1:F3"))


def test_a_table_of_excels_grows_with_the_row() -> None:
    made = patch(book(with_table), {"eva": EVA})
    (table,) = page_of(made.data).tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A1:F4", "A1:F4")


def with_rules(opened: openpyxl.Workbook, page: Worksheet) -> None:
    page.data_validations.dataValidation = []
    rule = DataValidation(type="list", formula1='"Medlem,Formand"')
    rule.add("C2:C3")
    page.add_data_validation(rule)
    page.conditional_formatting.add("A2:A3", CellIsRule("equal", ['"Leder"']))
    page.auto_filter.ref = "A1:F3"


def test_filters_and_rules_that_end_at_the_last_row_hold_for_the_new_one() -> None:
    page = page_of(patch(book(with_rules), {"eva": EVA}).data)
    (rule,) = page.data_validations.dataValidation
    assert str(rule.sqref) == "C2:C4"
    assert [str(each.sqref) for each in page.conditional_formatting] == ["A2:A4"]
    assert page.auto_filter.ref == "A1:F4"
    name = page.defined_names.get("_xlnm._FilterDatabase")
    assert name is None or isinstance(name, DefinedName)


def with_totals(_: openpyxl.Workbook, page: Worksheet) -> None:
    page.auto_filter.ref = None
    page["A4"] = "I alt"
    table = Table(displayName="Deltagere", ref="A1:F4")
    table.totalsRowCount = 1
    page.add_table(table)


def without_column(_: openpyxl.Workbook, page: Worksheet) -> None:
    page["E1"] = "Begyndte"


@pytest.mark.parametrize("change", [with_totals, without_column])
def test_a_row_is_left_to_a_person_where_it_has_no_place(
    change: Callable[[openpyxl.Workbook, Worksheet], object],
) -> None:
    data = book(change)
    made = patch(data, {"eva": EVA})
    assert (made.data, made.cells) == (data, {})


def test_columns_in_another_order_with_others_between_are_found_by_their_headers() -> None:
    def insert(_: openpyxl.Workbook, page: Worksheet) -> None:
        page.insert_cols(1)
        page["A1"] = "Telefon"

    assert patch(book(insert), {"eva": EVA}).cells["eva"]["Navn"] == "B4"


def test_a_cell_that_is_not_there_yet_is_put_in_at_its_place() -> None:
    def drop(_: openpyxl.Workbook, page: Worksheet) -> None:
        del page._cells[2, 6]  # type: ignore[attr-defined]
        page["H2"] = "ved siden af"

    last_day = CellEdit("Medlemmer", "F2", None, dt.date(2024, 11, 15))
    page = page_of(patch(book(drop), {"til": last_day}).data)
    assert (page["F2"].value, page["H2"].value) == (dt.datetime(2024, 11, 15), "ved siden af")


@pytest.mark.parametrize(
    ("held", "edit"),
    [
        ("=1+1", CellEdit("Medlemmer", "F2", None, dt.date(2024, 11, 15))),
        ("ukendt", CellEdit("Medlemmer", "F2", None, dt.date(2024, 11, 15))),
        ("Formand", CellEdit("Medlemmer", "C9", "Formand", "Medlem")),
    ],
)
def test_a_cell_that_says_anything_else_is_left(held: str, edit: CellEdit) -> None:
    def fill(_: openpyxl.Workbook, page: Worksheet) -> None:
        page["F2"] = held

    data = book(fill)
    assert not patch(data, {"celle": edit}).cells


def test_a_figure_that_was_emptied_is_a_remark_and_can_be_filled_in_again() -> None:
    emptied = patch(book(), {"tal": CellEdit("Nøgletal", "E2", Decimal(100), None)}).data
    assert page_of(emptied, "Nøgletal")["E2"].value is None
    content, problems = read_workbook(emptied, "aarsrapport.xlsx", ORGANISATIONS)
    assert len(content.figures) == len(CONTENT.figures) - 1
    (problem,) = [p for p in problems if p.location.cell == "E2"]
    assert problem.severity == "warning"
    assert figures_without_value(emptied) == {("besøg", "Åby Kommune", 2022): "E2"}
    filled = patch(emptied, {"tal": CellEdit("Nøgletal", "E2", None, Decimal(99))})
    assert page_of(filled.data, "Nøgletal")["E2"].value == 99
