"""Make the workbook that every ``hoeringssvar.xlsx`` begins as.

`python tools/make_decision_sheet.py` writes it where the package has it: its columns, how they
look and help, and one empty row. A test fails where it is not what this writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.hearing.decisions.rows import Row
from reportgen.sources import decision_sheet
from reportgen.sources.decision_sheet import (
    ANSWERS,
    EMPTY,
    KINDS,
    MET,
    OUTCOMES,
    TO_TYPE,
    TYPE,
    cell_values,
)
from reportgen.sources.workbook.create import (
    check_column,
    copy_style,
    format_sheet,
    packed,
    validation,
)

_SHADED = "FFF6F8F9"


def made_by_openpyxl(rows: Sequence[Row]) -> bytes:
    """The workbook of `rows`, all of it written by openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(ANSWERS.name)
    for column, header in enumerate(ANSWERS.headers, 1):
        page.cell(1, column, header)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(cell_values(row), 1):
            if value:
                cell = page.cell(number, column)
                cell.value = value
                cell.data_type = "s"  # a text that opens with "=" is no formula
    format_sheet(page, ANSWERS, len(rows))
    _shade(page, len(rows))
    undecided = "Lad cellen være tom, til det er afgjort."
    _offer(page, MET, OUTCOMES, undecided)
    _offer(page, TYPE, KINDS, "Lad cellen være tom, hvis ingen af dem passer.")
    return packed(book, "Høringssvar")


def _shade(page: Worksheet, rows: int) -> None:
    """Give what is only to be read a quiet ground, so that the rest is seen to be typed in."""
    fill = PatternFill("solid", fgColor=_SHADED)
    for column, header in enumerate(ANSWERS.headers, 1):
        if header in TO_TYPE:
            continue
        cells = [page.cell(row, column) for row in range(2, rows + 2)]
        for first in cells[:1]:
            first.fill = fill
            copy_style(first, cells[1:])
    page.freeze_panes = "B2"


def _offer(page: Worksheet, header: str, choices: Sequence[str], otherwise: str) -> None:
    """Let one of `choices` be chosen from a list in every cell of a column."""
    error = f"Vælg en af disse: {', '.join(choices)}. {otherwise}"
    rule = validation("list", f'"{",".join(choices)}"', error, style=None)
    check_column(page, ANSWERS.headers.index(header) + 1, rule)


if __name__ == "__main__":
    target = Path(decision_sheet.__file__).with_name(EMPTY)
    target.write_bytes(made_by_openpyxl([Row("", "", "", "", "")]))
