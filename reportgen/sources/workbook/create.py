"""Making the workbook a secretary opens: seven sheets ready to be filled in, or filled.

The bytes depend on the content alone: times in the package and in its properties are
fixed, so that making the same workbook twice gives the same file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.problems import Location, Refusal
from reportgen.report.inputs import Workbook
from reportgen.sources.workbook.design import dress, packed, protect_choices
from reportgen.sources.workbook.sheets import (
    FIGURES,
    FOLLOW_UP,
    LIST_SECTIONS,
    MEMBERS,
    SHEETS,
    WHEEL,
    Sheet,
)

if TYPE_CHECKING:
    from openpyxl.cell import Cell

_MAX_TEXT = 32_767
"""Characters a cell holds, counted in UTF-16 (Excel specifications and limits)."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

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
        rows = _rows(sheet, content)
        table: list[list[_Value]] = [list(sheet.headers), *rows]
        for number, row in enumerate(table, 1):
            for column, value in enumerate(row, 1):
                if value not in {None, ""}:
                    _write(page.cell(number, column), value, content.file)
        dress(page, sheet, len(rows))
    protect_choices(book, organisations)
    book.active = 0
    return packed(book, "Årsrapport: arbejdsbog")


def _rows(sheet: Sheet, content: Workbook) -> list[list[_Value]]:
    """The rows of `content` that belong in `sheet`, values in the order of its columns."""
    rows: list[dict[str, _Value]] = []
    if sheet is MEMBERS:
        rows = [
            {
                "Navn": member.name,
                "Organisation": member.organisation,
                "Rolle": member.role,
                "E-mail": member.email,
                "Fra": member.since,
                "Til": member.until,
            }
            for member in content.members
        ]
    elif sheet in LIST_SECTIONS:
        rows = [
            {
                "Id": point.id,
                "Overskrift": point.heading,
                "Tekst": point.text,
                "Status": point.status.value,
                "Kilde": point.source,
                "Udfordring": point.challenge,
                "Prioritet": point.priority,
            }
            for point in content.points
            if (point.sheet == sheet.name if point.sheet else point.id[:1] == sheet.letter)
        ]
    elif sheet is FIGURES:
        rows = [
            {
                "Indikator": figure.indicator,
                "Enhed": figure.unit,
                "Organisation": figure.organisation,
                "År": figure.year,
                "Værdi": figure.value,
                "Kilde": figure.source,
            }
            for figure in content.figures
        ]
    elif sheet is FOLLOW_UP:
        rows = [
            {
                "Id": reply.id,
                "Anbefaling": reply.recommendation,
                "Sag": reply.case,
                "Fra": reply.sender,
                "Dato": reply.date,
                "Svar": reply.answer,
                "Status": reply.status.value,
            }
            for reply in content.follow_ups
        ]
    elif sheet is WHEEL:
        rows = [
            {
                "Dato": entry.date,
                "Emne": entry.topic,
                "Form": entry.form,
                "Sted": entry.place,
                "Gæster": entry.guests,
            }
            for entry in content.wheel
        ]
    return [[row[header] for header in sheet.headers] for row in rows]


def _write(cell: Cell, value: _Value, file: str) -> None:
    if isinstance(value, str):
        escaped = _escaped(value)
        if len(escaped.encode("utf-16-le")) > 2 * _MAX_TEXT:
            place = Location(file, str(cell.parent.title), cell.coordinate)
            raise TextTooLong(place, length=len(value))
        # Said outright to be text: openpyxl would make a formula of "=…", and an error
        # value of "#N/A".
        cell.value = escaped
        cell.data_type = "s"
    elif isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        cell.value = int(value) if whole else float(value)
    else:
        cell.value = value


def _escaped(text: str) -> str:
    """Text as the package holds it: ``_x0007_`` for what XML cannot hold (22.4.2.4)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
