"""Workbooks as bytes that are the same every time, and plain lists as workbooks."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from reportgen.sources.workbook.design import print_setup, row_height

if TYPE_CHECKING:
    import openpyxl

_FIXED = dt.datetime(2000, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
# openpyxl fixes every height it writes; rows under the header must grow with their text.
_OWN_HEIGHT = re.compile(rb'(<row r="(?!1")[^>]*) customHeight="1"')


def packed(book: openpyxl.Workbook, title: str) -> bytes:
    """The package of `book`, with every time in it fixed, and `title` as its title."""
    from openpyxl.xml.functions import tostring

    properties = book.properties
    properties.title, properties.creator = title, "reportgen"
    properties.language = "da-DK"
    properties.created = properties.modified = _FIXED
    written, result = io.BytesIO(), io.BytesIO()
    book.save(written)
    properties.modified = _FIXED  # saving has set it to now
    core = tostring(properties.to_tree())
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else the platform's
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                part = core
            elif entry.filename.startswith("xl/worksheets/sheet"):
                part = _OWN_HEIGHT.sub(rb"\1", part)
            target.writestr(info, part)
    return result.getvalue()


def listing(
    title: str,
    headers: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[str | dt.date | None]],
    *,
    strong: Collection[int] = (),
) -> bytes:
    """A workbook of one sheet with one list; widths are in characters.

    Rows whose numbers, from 0, are in `strong` open with a bold cell. The list prints on
    pages as wide as it is, with its headers on each.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in (headers, *rows):
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that opens with "=" is no formula
            elif isinstance(cell.value, dt.date):
                cell.number_format = "dd-mm-yyyy"
    for number in strong:
        sheet.cell(number + 2, 1).font = Font(name="Calibri", size=11, bold=True)
    for cell in sheet[1]:
        cell.font = Font(name="Calibri", size=11, bold=True, color="0F4C5C")
        cell.fill = PatternFill("solid", fgColor="E8F0F2")
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number in range(2, sheet.max_row + 1):
        sheet.row_dimensions[number].height = row_height(sheet, widths, number)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    print_setup(sheet)
    return packed(book, title)
