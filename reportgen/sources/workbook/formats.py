"""Number formats: whether a stored number is shown as a number, a percentage or a date.

openpyxl knows the built-in formats, what makes a format a date's, and how serial numbers
count, the leap day included that 1900 never had. It is imported only when a sheet has a
number in a format of its own, for it takes 0.2 s.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

from reportgen.sources.workbook.values import CellValue, Percent, excel_number

Reader: TypeAlias = Callable[[str], CellValue]


def reader_of(format_id: int, own: Mapping[int, str], *, since_1904: bool) -> Reader:
    """What reads the stored numbers of a format; `own` are the workbook's own formats."""
    if not format_id:
        return excel_number
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    code = own.get(format_id) or BUILTIN_FORMATS.get(format_id, "")
    if is_date_format(code):
        return _read_date_1904 if since_1904 else _read_date_1900
    unquoted = re.sub(r'"[^"]*"|\\.', "", code)
    return _read_percent if "%" in unquoted else excel_number


def _read_percent(content: str) -> CellValue:
    number = excel_number(content)
    return Percent(number * 100) if isinstance(number, Decimal) else number


def _read_date_1900(content: str) -> CellValue:
    from openpyxl.utils.datetime import WINDOWS_EPOCH

    return _read_date(content, WINDOWS_EPOCH)


def _read_date_1904(content: str) -> CellValue:
    from openpyxl.utils.datetime import MAC_EPOCH

    return _read_date(content, MAC_EPOCH)


def _read_date(content: str, epoch: dt.datetime) -> CellValue:
    from openpyxl.utils.datetime import from_excel

    number = excel_number(content)
    if not isinstance(number, Decimal) or number < 0:
        return number  # shown as ##### in the sheet
    try:
        found = from_excel(float(number), epoch)
    except (OverflowError, ValueError):
        return number
    return found if isinstance(found, dt.datetime | dt.time) else number
