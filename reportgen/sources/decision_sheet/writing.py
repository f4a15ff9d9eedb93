"""Writing ``hoeringssvar.xlsx``; the same rows always give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.hearing.decisions.rows import Row
from reportgen.sources.decision_sheet.columns import ANSWERS, MET, OUTCOMES
from reportgen.sources.workbook.design import packed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MAX_TEXT = 32_767
"""Signs a cell holds, counted in UTF-16 (Excel specifications and limits)."""
_CUT = " … (forkortet; hele teksten står i det samlede dokument)"
_LAST_ROW = 1_048_576
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SHADED = "FFF6F8F9"


def write_answers(rows: Sequence[Row]) -> bytes:
    """Make the workbook, with what `rows` have typed in them.

    A text that no cell can hold is cut and says so; what a person typed came from a cell,
    and always fits.
    """
    import openpyxl

    from reportgen.sources.workbook.design import dress

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(ANSWERS.name)
    for column, header in enumerate(ANSWERS.headers, 1):
        page.cell(1, column, header)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(_values(row), 1):
            if value:
                cell = page.cell(number, column)
                cell.value = _escaped(value)
                cell.data_type = "s"  # a text that opens with "=" is no formula
    dress(page, ANSWERS, len(rows))
    _shade(page, len(rows))
    _offer_outcomes(page)
    return packed(book, "Høringssvar")


def _values(row: Row) -> tuple[str, ...]:
    typed = row.typed
    return (
        *(row.id, row.party, row.section, row.before, row.after),
        typed.outcome.value if typed.outcome else "",
        *(typed.text, typed.assessment, typed.reason),
    )


def _escaped(text: str) -> str:
    """Text as the package holds it: ``_x0007_`` for what XML cannot hold (22.4.2.4)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    if len(text.encode("utf-16-le")) <= 2 * _MAX_TEXT:
        return text
    room = 2 * (_MAX_TEXT - len(_CUT))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def _shade(page: Worksheet, rows: int) -> None:
    """Give what is only to be read a quiet ground, so that the rest is seen to be typed in."""
    from openpyxl.styles import PatternFill

    from reportgen.sources.workbook.design import like

    fill = PatternFill("solid", fgColor=_SHADED)
    typed = ANSWERS.headers.index(MET)
    for column in range(1, typed + 1):
        cells = [page.cell(row, column) for row in range(2, rows + 2)]
        for first in cells[:1]:
            first.fill = fill
            like(first, cells[1:])
    page.freeze_panes = "B2"


def _offer_outcomes(page: Worksheet) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(ANSWERS.headers.index(MET) + 1)
    rule = DataValidation(
        type="list",
        formula1=f'"{",".join(OUTCOMES)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Kan ikke stå her",
        error=f"Vælg en af disse: {', '.join(OUTCOMES)}. Lad cellen være tom, til det er afgjort.",
    )
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
    page.add_data_validation(rule)
