"""Number formats: whether a stored number is shown as a number, a percentage or a date.

The built-in formats (ISO/IEC 29500-1, 18.8.30) and how serial numbers count (18.17.4.1) are
a few lines; openpyxl knows them too, and takes 0.2 s to be imported.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

from reportgen.sources.workbook.values import CellValue, Percent, excel_number

Reader: TypeAlias = Callable[[str], CellValue]

_BUILT_IN_PERCENT = frozenset({9, 10})
_BUILT_IN_DATES = frozenset({*range(14, 23), 45, 46, 47})
_LITERAL = re.compile(r'"[^"]*"|\\.')
# Colours, conditions and locales stand in brackets too; elapsed time alone is [h], [mm] or [s].
_BRACKETS = re.compile(r"\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]", re.IGNORECASE)
_DATE_LETTER = re.compile(r"(?<!_)[dmhys]", re.IGNORECASE)

_EPOCH_1900 = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_DAYS_BEFORE_MARCH_1900 = 60
"""Serial number of 29 February 1900, a day that Excel counts and that never was."""
_MILLISECONDS = 24 * 60 * 60 * 1000


def reader_of(format_id: int, own: Mapping[int, str], *, since_1904: bool) -> Reader:
    """What reads the stored numbers of a format; `own` are the workbook's own formats."""
    code = _LITERAL.sub("", own.get(format_id, ""))
    if code:
        is_date = _DATE_LETTER.search(_BRACKETS.sub("", code.split(";")[0])) is not None
        is_percent = "%" in code
    else:
        is_date, is_percent = format_id in _BUILT_IN_DATES, format_id in _BUILT_IN_PERCENT
    if is_date:
        return _read_date_1904 if since_1904 else _read_date_1900
    return _read_percent if is_percent else excel_number


def _read_percent(content: str) -> CellValue:
    number = excel_number(content)
    return Percent(number * 100) if isinstance(number, Decimal) else number


def _read_date_1900(content: str) -> CellValue:
    return _read_date(content, _EPOCH_1900)


def _read_date_1904(content: str) -> CellValue:
    return _read_date(content, _EPOCH_1904)


def _read_date(content: str, epoch: dt.datetime) -> CellValue:
    number = excel_number(content)
    if not isinstance(number, Decimal) or number < 0:
        return number  # shown as ##### in the sheet
    try:
        return _date(float(number), epoch)
    except (OverflowError, ValueError):
        return number


def _date(serial: float, epoch: dt.datetime) -> dt.datetime | dt.time:
    """The moment a serial number stands for; below one day it is a time of day."""
    day, fraction = divmod(serial, 1)
    time = dt.timedelta(milliseconds=round(fraction * _MILLISECONDS))
    if serial < 1 and not time.days:
        return (dt.datetime.min + time).time()
    if 0 < serial < _DAYS_BEFORE_MARCH_1900 and epoch == _EPOCH_1900:
        day += 1
    return epoch + dt.timedelta(days=day) + time
