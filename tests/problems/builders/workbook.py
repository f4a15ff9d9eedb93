"""Workbooks, and what people and programs do to them beside filling in cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.problems.builders import builder
from tests.problems.builders.template import edit_parts
from tests.problems.running import Desk

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def _edit(
    desk: Desk, change: Callable[[openpyxl.Workbook], object], file: str = "aarsrapport.xlsx"
) -> None:
    path = desk.path(file)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def _sheet(book: openpyxl.Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


@builder
def merge(desk: Desk, sheet: str, cells: str) -> None:
    """Merge cells into one."""
    _edit(desk, lambda book: _sheet(book, sheet).merge_cells(cells))


@builder
def hide_row(desk: Desk, sheet: str, row: str) -> None:
    """Hide a row."""

    def change(book: openpyxl.Workbook) -> None:
        _sheet(book, sheet).row_dimensions[int(row)].hidden = True

    _edit(desk, change)


@builder
def hide_column(desk: Desk, sheet: str, column: str) -> None:
    """Hide a column."""

    def change(book: openpyxl.Workbook) -> None:
        _sheet(book, sheet).column_dimensions[column].hidden = True

    _edit(desk, change)


@builder
def hide_sheet(desk: Desk, sheet: str) -> None:
    """Hide a sheet."""

    def change(book: openpyxl.Workbook) -> None:
        book[sheet].sheet_state = "hidden"

    _edit(desk, change)


@builder
def rename_sheet(desk: Desk, old: str, new: str, file: str = "aarsrapport.xlsx") -> None:
    """Give a sheet another name."""

    def change(book: openpyxl.Workbook) -> None:
        book[old].title = new

    _edit(desk, change, file)


@builder
def copy_cell(desk: Desk, file: str, sheet: str, cell: str, to: str) -> None:
    """Copy what a cell holds into another one."""

    def change(book: openpyxl.Workbook) -> None:
        _sheet(book, sheet)[to] = _sheet(book, sheet)[cell].value

    _edit(desk, change, file)


@builder
def delete_row(desk: Desk, file: str, sheet: str, row: str) -> None:
    """Delete a row of a sheet."""
    _edit(desk, lambda book: _sheet(book, sheet).delete_rows(int(row)), file)


@builder
def delete_sheet(desk: Desk, sheet: str) -> None:
    """Delete a sheet."""
    _edit(desk, lambda book: book.remove(book[sheet]))


@builder
def add_sheet(desk: Desk, name: str) -> None:
    """Add an empty sheet at the end."""
    _edit(desk, lambda book: book.create_sheet(name))


@builder
def insert_rows(desk: Desk, sheet: str, count: str) -> None:
    """Insert empty rows at the top of a sheet."""
    _edit(desk, lambda book: _sheet(book, sheet).insert_rows(1, int(count)))


@builder
def delete_column(desk: Desk, sheet: str, column: str) -> None:
    """Delete a column with all that stands in it."""
    number = openpyxl.utils.column_index_from_string(column)
    _edit(desk, lambda book: _sheet(book, sheet).delete_cols(number))


@builder
def format_cell(desk: Desk, sheet: str, cell: str, code: str) -> None:
    """Give a cell another number format."""

    def change(book: openpyxl.Workbook) -> None:
        _sheet(book, sheet)[cell].number_format = code

    _edit(desk, change)


@builder
def strike_cell(desk: Desk, sheet: str, cells: str) -> None:
    """Strike cells out."""

    def change(book: openpyxl.Workbook) -> None:
        for row in _sheet(book, sheet)[cells] if ":" in cells else ((_sheet(book, sheet)[cells],),):
            for cell in row:
                cell.font = Font(strike=True)

    _edit(desk, change)


@builder
def strike_words(desk: Desk, sheet: str, cell: str, before: str, struck: str, after: str) -> None:
    """Write a text of which some words are struck out."""

    def change(book: openpyxl.Workbook) -> None:
        words = CellRichText(before, TextBlock(InlineFont(strike=True), struck), after)
        _sheet(book, sheet)[cell] = words

    _edit(desk, change)


@builder
def note(desk: Desk, sheet: str, cell: str, author: str, text: str) -> None:
    """Write a note to a cell."""

    def change(book: openpyxl.Workbook) -> None:
        _sheet(book, sheet)[cell].comment = Comment(text, author)

    _edit(desk, change)


@builder
def chart_on(desk: Desk, sheet: str) -> None:
    """Draw a chart on a sheet."""

    def change(book: openpyxl.Workbook) -> None:
        _sheet(book, sheet).add_chart(BarChart(), "H2")

    _edit(desk, change)


@builder
def own_list(desk: Desk, sheet: str, cells: str, names: str) -> None:
    """Let Excel allow only these names in cells."""

    def change(book: openpyxl.Workbook) -> None:
        rule = DataValidation("list", formula1=f'"{names}"')
        rule.add(cells)
        _sheet(book, sheet).data_validations.dataValidation = [rule]

    _edit(desk, change)


@builder
def ole_file(desk: Desk, file: str, stream: str = "") -> None:
    """A file of Office's old kind; with EncryptedPackage, one that has a password."""
    desk.write(file, _OLE + bytes(60) + stream.encode("utf-16-le") + bytes(540))


@builder
def cut_in_half(desk: Desk, file: str) -> None:
    """Lose the second half of a file, as when copying it was broken off."""
    data = desk.read(file)
    desk.write(file, data[: len(data) // 2])


@builder
def zip_of(desk: Desk, file: str, *names: str) -> None:
    """A zip with parts of these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in names:
            target.writestr(name, b"x")
    desk.write(file, buffer.getvalue())


@builder
def zip_of_many(desk: Desk, file: str, count: str) -> None:
    """A zip with so many parts."""
    zip_of(desk, file, *(str(number) for number in range(int(count))))


@builder
def share_text(desk: Desk, file: str, length: str, cells: str) -> None:
    """Let so many cells show one long text, which the file holds once."""

    def change(book: openpyxl.Workbook) -> None:
        for row in range(2, 2 + int(cells)):
            _sheet(book, "Nøgletal").cell(row, 1).value = "x" * int(length)

    _edit(desk, change, file)


@builder
def row_of_cells(desk: Desk, file: str, count: str) -> None:
    """Put a row of so many empty cells into the first sheet."""
    part = "xl/worksheets/sheet1.xml"
    row = f"<row>{'<c/>' * int(count)}</row>"

    def change(name: str, content: bytes) -> bytes:
        head, _, rest = content.partition(b"</sheetData>")
        return head + row.encode() + b"</sheetData>" + rest if name == part else content

    desk.write(file, edit_parts(desk.read(file), change))


@builder
def zip_of_zeros(desk: Desk, file: str, megabytes: str) -> None:
    """A zip with one part, which unpacks to so many megabytes of zeros."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/media/image1.bin", bytes(int(megabytes) * 1_000_000))
    desk.write(file, buffer.getvalue())


@builder
def add_part(desk: Desk, file: str, name: str, content: str = "") -> None:
    """Add a part to a Word file or workbook."""
    with zipfile.ZipFile(desk.path(file), "a") as target:
        target.writestr(name, content)


@builder
def lengthen(desk: Desk, file: str, text: str, length: str) -> None:
    """Put a text of so many characters in the place of another in a text file."""
    written = desk.read(file).decode()
    assert text in written, f"{file} does not hold {text!r}"
    desk.write(file, written.replace(text, "x" * int(length)).encode())


@builder
def with_lines(desk: Desk, file: str, line: str, count: str) -> None:
    """Put so many lines in the place of one in a text file, all of one letter."""
    written = desk.read(file).decode()
    assert line in written, f"{file} does not hold {line!r}"
    desk.write(file, written.replace(line, "x\n" * int(count)).encode())
