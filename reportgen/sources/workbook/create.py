"""Making the workbook a secretary opens: seven sheets ready to be filled in, or filled.

The bytes depend on the content alone: times in the package and in its properties are
fixed, so that making the same workbook twice gives the same file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.problems import Location, Refusal
from reportgen.report.inputs import Workbook
from reportgen.sources.workbook.design import format_sheet, packed, protect_choices
from reportgen.sources.workbook.sheets import (
    FIGURES,
    FOLLOW_UP,
    LIST_SECTIONS,
    MEMBERS,
    SHEETS,
    WHEEL,
    SheetSpec,
)
from reportgen.sources.workbook.spreadsheetml import LONGEST_TEXT, encode_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell

_Value = str | Decimal | int | dt.date | None


class TextTooLong(Refusal):
    """A text does not fit into a cell, and cutting it would lose what it says."""

    code = "workbook-text-too-long"


def create_workbook(organisations: Sequence[str], content: Workbook | None = None) -> bytes:
    """Make a workbook with all sheets, and with the rows of `content` where it is given.

    `organisations` fill the drop-downs. What is written here, `read_workbook` reads back
    equal, but for blanks round a text and for what goes beyond the 15 digits of a number
    that Excel keeps. Raises `TextTooLong` for a text that no cell can hold.
    """
    import openpyxl

    content = content or Workbook()
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        records = _records(sheet, content)
        attributes = [column.attribute for column in sheet.columns]
        table = [sheet.headers, *([getattr(r, name) for name in attributes] for r in records)]
        for number, row in enumerate(table, 1):
            for column, value in enumerate(row, 1):
                if value not in {None, ""}:
                    _write(page.cell(number, column), value, content.file)
        format_sheet(page, sheet, len(records))
    protect_choices(book, organisations)
    book.active = 0
    return packed(book, "Årsrapport: arbejdsbog")


def _records(sheet: SheetSpec, content: Workbook) -> Sequence[object]:
    """What of `content` stands in `sheet`, a record for each row."""
    if sheet in LIST_SECTIONS:
        return [
            point
            for point in content.points
            if (point.sheet == sheet.name if point.sheet else point.id[:1] == sheet.letter)
        ]
    records: Mapping[SheetSpec, Sequence[object]] = {
        MEMBERS: content.members,
        FIGURES: content.figures,
        FOLLOW_UP: content.follow_ups,
        WHEEL: content.wheel,
    }
    return records[sheet]


def _write(cell: Cell, value: _Value, file: str) -> None:
    if isinstance(value, str):
        encoded = encode_text(value)
        if len(encoded.encode("utf-16-le")) > 2 * LONGEST_TEXT:
            place = Location(file, str(cell.parent.title), cell.coordinate)
            raise TextTooLong(place, length=len(value))
        # Said outright to be text: openpyxl would make a formula of "=…", and an error
        # value of "#N/A".
        cell.value = encoded
        cell.data_type = "s"
    elif isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        cell.value = int(value) if whole else float(value)
    else:
        cell.value = value
