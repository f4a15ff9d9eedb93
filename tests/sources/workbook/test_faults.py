"""Every fault a person can make in the workbook is found, with sheet and cell, in one run."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.problems import Problem
from reportgen.problems.catalog import entry
from reportgen.report.inputs import (
    FollowUp,
    KeyFigure,
    Member,
    PointRow,
    ReplyStatus,
    Status,
    WheelEntry,
    Workbook,
)
from reportgen.sources.workbook.create import create_workbook
from reportgen.sources.workbook.read import read_workbook
from reportgen.sources.workbook.sheets import SHEETS

FILE = "aarsrapport.xlsx"
ORGANISATIONS = ("Faxe Kommune", "Greve Kommune", "Køge Kommune", "Region Sjælland")
SOURCE = "Netværksmøde 11. november 2022"
CONTENT = Workbook(
    members=(
        Member("Leder", "Greve Kommune", "Tovholder", "leder@greve.example", dt.date(2021, 1, 1)),
        Member("Chef", "Region Sjælland", "Medlem"),
    ),
    points=(
        PointRow("U1", "Udgifter", "Udgifterne stiger.", Status.NEW, SOURCE),
        PointRow("U2", "Venteliste", "Den vokser.", Status.CONTINUED, SOURCE),
        PointRow("A1", "Fælles indkøb", "Køb sammen.", Status.NEW, SOURCE, challenge="U1"),
        PointRow("F1", "Overgange", "Fra barn til voksen.", Status.NEW, SOURCE, priority="1"),
    ),
    figures=(
        KeyFigure("Anbringelser", "antal", "Faxe Kommune", 2021, Decimal(40), SOURCE),
        KeyFigure("Anbringelser", "antal", "Greve Kommune", 2021, Decimal("41.5"), SOURCE),
    ),
    follow_ups=(
        FollowUp(
            "O1", "A1", "22/17", "Styregruppen", dt.date(2022, 5, 2), "Ja.", ReplyStatus.ANSWERED
        ),
    ),
    wheel=(WheelEntry(dt.date(2023, 3, 3), "Overgange", "virtuelt", "Teams"),),
)
GOOD = create_workbook(ORGANISATIONS, CONTENT)

Book = openpyxl.Workbook
Found = list[tuple[str, str, str]]


def edited(change: Callable[[Book], object]) -> bytes:
    """The good workbook as it is after `change`."""
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def patched(part: str, old: str, new: str) -> bytes:
    """The good workbook with the XML of one part changed."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            target.writestr(name, text)
    return written.getvalue()


def read(data: bytes) -> tuple[Workbook, list[Problem]]:
    return read_workbook(data, FILE, ORGANISATIONS)


def found(data: bytes) -> Found:
    _, problems = read(data)
    assert all(problem.location.file == FILE for problem in problems)
    for problem in problems:  # each blank of its words is filled
        words = entry(problem.code)
        words.message.format_map(problem.values)
        words.hint.format_map(problem.values)
    return [(p.code, p.location.sheet, p.location.cell) for p in problems]


def cell(sheet: str, ref: str, value: object) -> Callable[[Book], None]:
    """An edit that writes one cell."""

    def change(book: Book) -> None:
        book[sheet][ref] = value

    return change


def page(book: Book, sheet: str) -> Worksheet:
    worksheet = book[sheet]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def test_the_good_workbook_has_no_fault() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("sheet", "ref", "value", "code"),
    [
        # what Excel could not calculate
        ("Udfordringer", "C2", "#N/A", "workbook-error-value"),
        ("Nøgletal", "E2", "#REF!", "workbook-error-value"),
        ("Nøgletal", "E2", "=E3*2", "workbook-formula-uncalculated"),
        ("Medlemmer", "E2", "=TODAY()", "workbook-formula-uncalculated"),
        ("Udfordringer", "B2", True, "workbook-truth-value"),
        ("Nøgletal", "E2", False, "workbook-truth-value"),
        # ids
        ("Udfordringer", "A3", None, "workbook-id-missing"),
        ("Udfordringer", "A3", "U1", "workbook-id-twice"),
        ("Fokusområder", "A2", "F01", "workbook-id-malformed"),
        ("Fokusområder", "A2", "f1", "workbook-id-malformed"),
        ("Fokusområder", "A2", 1, "workbook-id-malformed"),
        ("Opfølgning", "A2", "O 1", "workbook-id-malformed"),
        ("Opfølgning", "B2", "U1", "workbook-id-malformed"),
        ("Opfølgning", "B2", None, "workbook-recommendation-missing"),
        ("Anbefalinger", "D2", "u1", "workbook-id-malformed"),
        # points
        ("Anbefalinger", "B2", None, "workbook-heading-missing"),
        ("Anbefalinger", "B2", "   ", "workbook-heading-missing"),
        ("Anbefalinger", "F2", None, "workbook-source-missing"),
        ("Anbefalinger", "E2", "måske", "workbook-status-unknown"),
        ("Anbefalinger", "E2", None, "workbook-status-missing"),
        ("Opfølgning", "G2", "ny", "workbook-status-unknown"),
        ("Opfølgning", "F2", None, "workbook-answer-missing"),
        # members
        ("Medlemmer", "A2", None, "workbook-name-missing"),
        ("Medlemmer", "B2", "Greve", "workbook-organisation-misspelt"),
        ("Medlemmer", "B2", "greve kommune", "workbook-organisation-misspelt"),
        ("Medlemmer", "B2", "Socialstyrelsen", "workbook-organisation-unknown"),
        ("Medlemmer", "B2", None, "workbook-organisation-missing"),
        ("Medlemmer", "D2", "leder(at)greve.example", "workbook-email-malformed"),
        ("Medlemmer", "D2", "a@b.dk; c@d.dk", "workbook-email-malformed"),
        ("Medlemmer", "F2", dt.date(2020, 12, 31), "workbook-period-reversed"),
        ("Medlemmer", "F2", "31-12-22", "workbook-date-unreadable"),
        ("Medlemmer", "F2", "31. december 2022", "workbook-date-as-text"),
        # figures
        ("Nøgletal", "A2", None, "workbook-indicator-missing"),
        ("Nøgletal", "A2", "anbringelser", "workbook-indicator-spelling"),
        ("Nøgletal", "B2", None, "workbook-unit-missing"),
        ("Nøgletal", "B3", "pct.", "workbook-unit-differs"),
        ("Nøgletal", "C2", "Alle", "workbook-organisation-unknown"),
        ("Nøgletal", "C2", "Koege Kommune", "workbook-organisation-misspelt"),
        ("Nøgletal", "C3", "Faxe Kommune", "workbook-figure-twice"),
        ("Nøgletal", "D2", None, "workbook-year-missing"),
        ("Nøgletal", "D2", "2021", "workbook-year-as-text"),
        ("Nøgletal", "D2", 2021.5, "workbook-year-unreadable"),
        ("Nøgletal", "E2", None, "workbook-value-missing"),
        ("Nøgletal", "E2", "1.234,5", "workbook-number-as-text"),
        ("Nøgletal", "E2", "1.5", "workbook-number-unreadable"),
        ("Nøgletal", "E2", dt.date(2022, 5, 12), "workbook-number-is-date"),
        ("Nøgletal", "F2", None, "workbook-source-missing"),
        # the year wheel
        ("Årshjul", "A2", None, "workbook-date-missing"),
        ("Årshjul", "A2", dt.datetime(2023, 3, 3, 10), "workbook-time-ignored"),
        ("Årshjul", "B2", None, "workbook-topic-missing"),
        # what XML and Word cannot hold
        ("Udfordringer", "C2", "a_x0001_b", "workbook-control-character"),
    ],
)
def test_a_fault_in_a_cell_is_found_at_that_cell(
    sheet: str, ref: str, value: object, code: str
) -> None:
    at = {
        "workbook-figure-twice": "A3",
        "workbook-indicator-spelling": "A3",  # the first spelling rules
    }.get(code, ref)
    assert found(edited(cell(sheet, ref, value))) == [(code, sheet, at)]


def test_all_faults_are_found_in_one_run() -> None:
    def spoil(book: Book) -> None:
        book["Medlemmer"]["B2"] = "Greve"
        book["Udfordringer"]["A2"] = "X"
        book["Anbefalinger"]["B2"] = None
        book["Anbefalinger"]["E2"] = "?"
        del book["Årshjul"]
        book["Nøgletal"]["E2"] = "1.5"
        book["Nøgletal"]["E3"] = "=1/0"

    assert found(edited(spoil)) == [
        ("workbook-sheet-missing", "Årshjul", ""),
        ("workbook-id-malformed", "Udfordringer", "A2"),
        ("workbook-heading-missing", "Anbefalinger", "B2"),
        ("workbook-status-unknown", "Anbefalinger", "E2"),
        ("workbook-organisation-misspelt", "Medlemmer", "B2"),
        ("workbook-number-unreadable", "Nøgletal", "E2"),
        ("workbook-formula-uncalculated", "Nøgletal", "E3"),
    ]


def test_an_id_that_stands_in_two_sheets_is_found_twice() -> None:
    data = edited(cell("Fokusområder", "A2", "U1"))
    assert ("workbook-id-twice", "Fokusområder", "A2") in found(data)
    _, problems = read(data)
    assert problems[-1].values["first"] == "Udfordringer!A2"


def test_the_hint_says_what_would_be_right() -> None:
    _, problems = read(edited(cell("Medlemmer", "B2", "Greve")))
    assert problems[0].values["organisation"] == "Greve Kommune"
    _, problems = read(edited(cell("Fokusområder", "A2", "f 07")))
    assert problems[0].values["right"] == "F7"


def test_a_formula_that_excel_calculated_is_its_result() -> None:
    number = patched("xl/worksheets/sheet5.xml", "<v>40</v>", "<f>20*2</f><v>40</v>")
    assert found(number) == []
    assert read(number)[0].figures[0].value == 40
    text = '<c r="C2" t="str"><f>A1&amp;"x"</f><v>Idx</v></c>'
    data = edited(cell("Udfordringer", "C2", None))
    assert read(data)[0].points[0].text == ""
    patched_text = patched(
        "xl/worksheets/sheet2.xml",
        '<c r="C2" s="1" t="inlineStr"><is><t>Udgifterne stiger.</t></is></c>',
        text,
    )
    assert read(patched_text)[0].points[0].text == "Idx"


def test_a_formula_whose_result_is_no_text_is_an_empty_cell() -> None:
    data = patched(
        "xl/worksheets/sheet2.xml",
        '<c r="C2" s="1" t="inlineStr"><is><t>Udgifterne stiger.</t></is></c>',
        '<c r="C2" t="str"><f>""</f><v></v></c>',
    )
    assert found(data) == []
    assert read(data)[0].points[0].text == ""


@pytest.mark.parametrize("never", ["<f>1+1</f>", "<f>1+1</f><v/>", "<f>1+1</f><v></v>"])
def test_a_formula_without_a_result_is_found(never: str) -> None:
    data = patched("xl/worksheets/sheet5.xml", "<v>40</v>", never)
    assert found(data) == [("workbook-formula-uncalculated", "Nøgletal", "E2")]


def test_merged_headers_are_found() -> None:
    data = edited(lambda book: page(book, "Medlemmer").merge_cells("E1:F1"))
    assert found(data) == [
        ("workbook-column-missing", "Medlemmer", "F1"),
        ("workbook-merged-header", "Medlemmer", "E1:F1"),
    ]


def test_merged_cells_over_data_are_found_and_elsewhere_left_alone() -> None:
    def merge(book: Book) -> None:
        page(book, "Udfordringer").merge_cells("E2:E3")
        page(book, "Udfordringer").merge_cells("H2:J3")
        page(book, "Udfordringer").merge_cells("A40:C40")

    assert found(edited(merge))[:1] == [("workbook-merged-cells", "Udfordringer", "E2:E3")]
    assert len(found(edited(merge))) == 2  # and the source that merging took from row 3


def test_hidden_rows_columns_and_sheets_that_hold_something_are_warned_of() -> None:
    def hide(book: Book) -> None:
        page(book, "Udfordringer").row_dimensions[2].hidden = True
        page(book, "Udfordringer").row_dimensions[3].hidden = True
        page(book, "Udfordringer").row_dimensions[9].hidden = True
        page(book, "Medlemmer").column_dimensions["D"].hidden = True
        page(book, "Årshjul").column_dimensions["E"].hidden = True  # it is empty
        page(book, "Nøgletal").sheet_state = "veryHidden"

    data = edited(hide)
    assert found(data) == [
        ("workbook-hidden-column", "Medlemmer", "D1"),
        ("workbook-hidden-row", "Udfordringer", "A2"),
        ("workbook-hidden-sheet", "Nøgletal", ""),
    ]
    book, problems = read(data)
    assert problems[1].values == {"rows": "2-3"}
    assert book.points == read(GOOD)[0].points


def test_a_missing_column_is_one_fault_and_not_one_a_row() -> None:
    data = edited(lambda book: page(book, "Nøgletal").delete_cols(6))
    assert found(data) == [("workbook-column-missing", "Nøgletal", "G1")]


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(sheet.name, at) for sheet in SHEETS for at in range(1, len(sheet.columns) + 1)],
)
def test_a_column_that_is_gone_is_all_that_is_said_of_it(sheet: str, column: int) -> None:
    def change(book: Book) -> None:
        for row in range(2, 5):
            page(book, sheet).cell(row, column % page(book, sheet).max_column + 1).value = "?"
        page(book, sheet).delete_cols(column)

    missing = [place for code, *place in found(edited(change)) if code == "workbook-column-missing"]
    assert [name for name, _ in missing] == [sheet] * len(missing)


@pytest.mark.parametrize("typed", ["Vaerdi", "Værdier", "Vardi"])
def test_a_misspelt_header_is_told_and_its_column_still_read(typed: str) -> None:
    def change(book: Book) -> None:
        book["Nøgletal"]["E1"] = typed
        book["Nøgletal"]["E2"] = "1.5"

    assert found(edited(change)) == [
        ("workbook-column-misspelt", "Nøgletal", "E1"),
        ("workbook-number-unreadable", "Nøgletal", "E2"),
    ]


def test_a_misspelt_sheet_is_told_and_still_read() -> None:
    def change(book: Book) -> None:
        book["Nøgletal"].title = "Noegletal"
        book["Noegletal"]["E2"] = "1.5"

    assert found(edited(change)) == [
        ("workbook-sheet-misspelt", "Noegletal", ""),
        ("workbook-number-unreadable", "Noegletal", "E2"),
    ]


def test_case_and_blanks_of_headers_and_sheets_do_not_matter() -> None:
    def change(book: Book) -> None:
        book["Nøgletal"]["E1"] = " VÆRDI "
        book["Årshjul"]["E1"] = "Ga\u0308ster".replace("a\u0308", "æ")
        book["Fokusområder"].title = "fokusomra\u030ader "

    assert found(edited(change)) == []


def test_a_header_or_sheet_that_stands_twice_is_found() -> None:
    def change(book: Book) -> None:
        book["Medlemmer"]["H1"] = "navn"
        book.create_sheet("Medlemmer ")

    assert found(edited(change)) == [
        ("workbook-sheet-twice", "Medlemmer ", ""),
        ("workbook-column-twice", "Medlemmer", "H1"),
    ]


def test_headers_under_a_title_are_told_where_they_stand() -> None:
    def change(book: Book) -> None:
        page(book, "Årshjul").insert_rows(1, 2)
        book["Årshjul"]["A1"] = "Årshjul 2023"

    assert found(edited(change)) == [("workbook-header-low", "Årshjul", "A3")]


def test_columns_may_stand_in_any_order_among_others() -> None:
    def change(book: Book) -> None:
        page(book, "Nøgletal").insert_cols(1, 2)
        book["Nøgletal"]["A1"] = "_Noter"
        book["Nøgletal"]["A2"] = "#N/A"
        book["Nøgletal"]["B3"] = "=1+1"
        book.create_sheet("Mine noter")["A1"] = "#REF!"

    data = edited(change)
    assert found(data) == [
        ("workbook-column-unread", "Nøgletal", "B3"),
        ("workbook-sheet-unread", "Mine noter", ""),
    ]
    figure = read(data)[0].figures[0]
    assert figure.value == 40
    assert figure.cells["Værdi"] == "G2"


def test_empty_rows_are_skipped_and_cells_keep_their_place() -> None:
    def change(book: Book) -> None:
        page(book, "Udfordringer").insert_rows(3, 4)
        book["Udfordringer"]["C4"] = "   "
        book["Udfordringer"]["K5"] = "en note"

    data = edited(change)
    assert found(data) == [("workbook-column-unread", "Udfordringer", "K5")]
    points = read(data)[0].points
    assert [point.id for point in points][:2] == ["U1", "U2"]
    assert points[1].cells["Tekst"] == "C7"


def test_a_number_formatted_as_a_percentage_is_read_as_shown() -> None:
    def change(book: Book) -> None:
        book["Nøgletal"]["E2"] = 0.125
        book["Nøgletal"]["E2"].number_format = "0.0%"

    data = edited(change)
    assert found(data) == [("workbook-percent", "Nøgletal", "E2")]
    assert read(data)[0].figures[0].value == Decimal("12.5")


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    def change(book: Book) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book["Årshjul"]["A2"] = dt.date(2023, 3, 3)

    assert read(edited(change))[0].wheel[0].date == dt.date(2023, 3, 3)


@pytest.mark.parametrize("code", ["[$-406]d. mmmm yyyy", "dd/mm/yy;@", "d-m-yyyy"])
def test_a_date_is_a_date_in_every_format(code: str) -> None:
    def change(book: Book) -> None:
        book["Årshjul"]["A2"].number_format = code

    assert found(edited(change)) == []


def test_a_date_that_lost_its_format_is_a_number_and_a_fault() -> None:
    def change(book: Book) -> None:
        book["Årshjul"]["A2"].number_format = "General"

    assert found(edited(change)) == [("workbook-date-unreadable", "Årshjul", "A2")]


@pytest.mark.parametrize("code", ['0 "md."', "#,##0.00\\ \\d", '#,##0 "dage";[Red]-#,##0'])
def test_a_number_with_a_word_in_its_format_is_no_date(code: str) -> None:
    def change(book: Book) -> None:
        book["Nøgletal"]["E2"].number_format = code

    assert read(edited(change))[0].figures[0].value == 40


def test_text_stays_as_typed() -> None:
    def change(book: Book) -> None:
        sheet = book["Udfordringer"]
        sheet["B2"].value = "0012"
        sheet["C2"].value = "R&D <b> {{ x }}_x000D_\n- kom\u00admune 😀\n\u05e9\u05dc"
        sheet["E2"].value = 2022
        sheet["E3"].value = dt.date(2022, 11, 11)

    data = edited(change)
    assert found(data) == []
    first, second = read(data)[0].points[:2]
    assert first.heading == "0012"
    assert first.text == "R&D <b> {{ x }}\n- kom\u00admune 😀\n\u05e9\u05dc"
    assert first.source == "2022"
    assert second.source == "11. november 2022"


def test_text_in_shared_strings_and_runs_is_read_without_reading_aids() -> None:
    data = patched(
        "xl/worksheets/sheet2.xml",
        "<is><t>Udgifterne stiger.</t></is>",
        "<is><r><t>Udgifterne </t></r><r><rPr><b/></rPr><t>stiger.</t></r>"
        '<rPh sb="0" eb="1"><t>aid</t></rPh></is>',
    )
    assert read(data)[0].points[0].text == "Udgifterne stiger."


def test_a_workbook_saved_as_strict_open_xml_is_read() -> None:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as source,
        zipfile.ZipFile(written, "w") as target,
    ):
        for name in source.namelist():
            part = source.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            part = part.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            target.writestr(name, part)
    assert read(written.getvalue()) == read(GOOD)


@pytest.mark.parametrize(
    ("typed", "marked"), [("ja", True), ("Ja", True), ("x", True), ("X", True), ("nej", False)]
)
def test_a_key_figure_is_marked_by_a_yes_and_a_workbook_may_be_without_the_column(
    typed: str, marked: bool
) -> None:
    def mark(book: Book) -> None:
        page(book, "Nøgletal")["G3"] = typed

    book, problems = read(edited(mark))
    assert not problems
    assert [figure.in_short for figure in book.figures] == [False, marked]
    older, problems = read(edited(lambda book: page(book, "Nøgletal").delete_cols(7)))
    assert not problems
    assert not any(figure.in_short for figure in older.figures)
