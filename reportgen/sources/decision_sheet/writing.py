"""Writing ``hoeringssvar.xlsx``; the same rows always give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.hearing.decisions.rows import Row
from reportgen.sources.decision_sheet.columns import ANSWERS, MET, OUTCOMES
from reportgen.sources.workbook.design import packed
from reportgen.sources.workbook.spreadsheetml import LAST_ROW, LONGEST_TEXT, encode_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_CUT = " … (forkortet; hele teksten står i det samlede dokument)"
_SHADED = "FFF6F8F9"


def write_answers(rows: Sequence[Row]) -> bytes:
    """Make the workbook, with what `rows` have typed in them.

    A text that no cell can hold is cut and says so; what a person typed came from a cell,
    and always fits.
    """
    import openpyxl

    from reportgen.sources.workbook.design import format_sheet

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(ANSWERS.name)
    for column, header in enumerate(ANSWERS.headers, 1):
        page.cell(1, column, header)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(_values(row), 1):
            if value:
                cell = page.cell(number, column)
                cell.value = _encoded(value)
                cell.data_type = "s"  # a text that opens with "=" is no formula
    format_sheet(page, ANSWERS, len(rows))
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


def _encoded(text: str) -> str:
    """Text as the package holds it, cut where it is too long for a cell."""
    text = encode_text(text)
    if len(text.encode("utf-16-le")) <= 2 * LONGEST_TEXT:
        return text
    room = 2 * (LONGEST_TEXT - len(_CUT))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def _shade(page: Worksheet, rows: int) -> None:
    """Give what is only to be read a quiet ground, so that the rest is seen to be typed in."""
    from openpyxl.styles import PatternFill

    from reportgen.sources.workbook.design import copy_style

    fill = PatternFill("solid", fgColor=_SHADED)
    typed = ANSWERS.headers.index(MET)
    for column in range(1, typed + 1):
        cells = [page.cell(row, column) for row in range(2, rows + 2)]
        for first in cells[:1]:
            first.fill = fill
            copy_style(first, cells[1:])
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
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    page.add_data_validation(rule)
