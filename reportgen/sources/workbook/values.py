"""One cell's value to the date, number or text its column asks for.

Each reader gives the value (or none) and what there is to say about the cell. What was
typed as text is read where it can mean one thing only, with a warning; otherwise it is a
fault. The rules, which follow Danish habit (Retskrivningsordbogen; Excel in Danish):

- Dates have the day first: ``11-11-2022``, ``11.11.2022``, ``3/4-2022`` (3 April),
  ``11. november 2022``, with or without weekday; or the year first as in ISO 8601. A year
  of two digits, a missing year, a month above 12, a date that does not exist, or a weekday
  that is not that date's is a fault.
- Numbers have a decimal comma, and points (or spaces) between groups of three digits:
  ``1.234,5``, ``12,5``, ``563.935``. A point that does not part groups of three, as in
  ``1.5`` or ``0.125``, may be an English decimal point and is a fault; so are units.
- A number is what Excel shows and keeps: 15 significant digits. What a cell holds beyond
  them is the noise of binary fractions.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import TypeAlias

from reportgen.report.dates import FIRST_YEAR, LAST_YEAR, danish_date, parse_date
from reportgen.sources.text_file import UNWELCOME, unified
from reportgen.sources.workbook.shown.number_format import (
    BUILT_IN,
    NumberFormat,
    number_format,
    part_of_date,
)
from reportgen.sources.workbook.shown.number_section import Shown


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """What Excel shows in place of a value: ``#N/A``, ``#REF!`` …."""

    text: str


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula whose result the file does not hold."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A number that its format shows otherwise than it is stored."""

    stored: Decimal
    shown: Shown
    code: str
    """The number format."""


@dataclass(frozen=True, slots=True)
class PartOfDate:
    """A moment of which the format shows a part, as the month alone."""

    moment: dt.datetime
    shown: str


CellValue: TypeAlias = (
    str
    | Decimal
    | bool
    | dt.datetime
    | dt.time
    | PartOfDate
    | Formatted
    | ErrorValue
    | Uncalculated
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What there is to say about a cell: a code of the catalogue and its blanks."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


def excel_number(content: str) -> Decimal | ErrorValue:
    """Read the stored form of a number, to the 15 digits Excel keeps."""
    try:
        number = float(content)
    except ValueError:
        return ErrorValue(content)
    if not math.isfinite(number):
        return ErrorValue(content)
    exact = Decimal(f"{number:.15g}")
    return Decimal(f"{exact:f}") if "e" in f"{number:.15g}" else exact


def is_empty(value: CellValue) -> bool:
    """Tell whether a cell holds nothing a person can see."""
    return isinstance(value, str) and not value.strip()


# --- text --------------------------------------------------------------------------


def text(value: CellValue) -> tuple[str, Finding | None]:
    """Text of a cell, paragraphs apart by a newline, without blanks round it.

    A number reads as Excel shows it in Danish and a date in words, since Excel makes both
    from what was typed as text.
    """
    if isinstance(value, str):
        if "\r" in value:
            value = unified(value)
        bad = None if value.isascii() and value.isprintable() else UNWELCOME.search(value)
        if bad:
            finding = Finding("workbook-control-character", {"character": f"{ord(bad[0]):04X}"})
            return UNWELCOME.sub("", value).strip(), finding
        return value.strip(), None
    if isinstance(value, Decimal):
        return danish_number(value), None
    if isinstance(value, Formatted):
        hidden = Finding("workbook-number-hidden", {}) if not value.shown.text else None
        return value.shown.text, hidden
    if isinstance(value, PartOfDate):
        return value.shown, None
    if isinstance(value, dt.datetime):
        clock = value.time()
        return danish_date(value) + (f" kl. {clock:%H.%M}" if clock != dt.time() else ""), None
    if isinstance(value, dt.time):
        return f"{value:%H.%M}", None
    return "", no_value(value)


def line(value: CellValue) -> tuple[str, Finding | None]:
    """Text of a cell on one line: breaks become spaces."""
    words, finding = text(value)
    if "\n" in words:
        words = " ".join(part.strip() for part in words.split("\n") if part.strip())
    return words, finding


def no_value(value: bool | ErrorValue | Uncalculated) -> Finding:
    """Say why a cell has nothing to read."""
    if isinstance(value, ErrorValue):
        return Finding("workbook-error-value", {"value": value.text})
    if isinstance(value, Uncalculated):
        return Finding("workbook-formula-uncalculated")
    return Finding("workbook-truth-value", {"value": "SAND" if value else "FALSK"})


def danish_number(number: Decimal) -> str:
    """A number with a decimal comma, ungrouped, without zeros at its end."""
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(".", ",")


# --- dates -------------------------------------------------------------------------


def date(value: CellValue) -> tuple[dt.date | None, Finding | None]:
    """Date of a cell; one typed as text is read where it can mean one day only."""
    if isinstance(value, PartOfDate):
        read_as = {"shown": value.shown, "date": danish_date(value.moment)}
        return value.moment.date(), Finding("workbook-date-partly-shown", read_as)
    if isinstance(value, dt.datetime):
        if value.time() == dt.time():
            return value.date(), None
        return value.date(), Finding("workbook-time-ignored", {"time": f"{value:%H.%M}"})
    if isinstance(value, bool | ErrorValue | Uncalculated):
        return None, no_value(value)
    typed, finding = line(value)
    if finding:
        return None, finding
    read = parse_date(typed) if isinstance(value, str) else None
    if read is None:
        return None, Finding("workbook-date-unreadable", {"value": typed})
    return read, Finding("workbook-date-as-text", {"value": typed, "date": danish_date(read)})


# --- numbers -----------------------------------------------------------------------

_SPACES = "\u00a0\u2009\u202f"  # what statistics put between groups
_DANISH = re.compile(
    r"""
    (?P<sign>[-+−]?)
    (?P<whole>\d+ | [1-9]\d{0,2}(?:(?P<gap>[. ])\d{3})(?:(?P=gap)\d{3})*)
    (?:,(?P<fraction>\d+))?
    """,
    re.VERBOSE | re.ASCII,
)
_SCIENTIFIC = re.compile(r"[-+]?\d(?:,\d+)?E[-+]?\d{1,2}", re.ASCII | re.IGNORECASE)


def number(value: CellValue) -> tuple[Decimal | None, Finding | None]:
    """Number of a cell; one typed as text is read by the Danish rules.

    Of one that its format shows otherwise than it is stored, `shown_value` reads more.
    """
    if isinstance(value, Decimal):
        return value, None
    if isinstance(value, bool | ErrorValue | Uncalculated):
        return None, no_value(value)
    typed, finding = line(value)
    if finding:
        return None, finding
    if not isinstance(value, str):
        return None, Finding("workbook-number-is-date", {"value": typed})
    parsed = parse_number(typed)
    if parsed is None:
        return None, Finding("workbook-number-unreadable", {"value": typed})
    read = {"value": typed, "number": danish_number(parsed)}
    return parsed, Finding("workbook-number-as-text", read)


def parse_number(typed: str) -> Decimal | None:
    """Read a number typed as text by the Danish rules; none where it may mean two things."""
    for space in _SPACES:
        typed = typed.replace(space, " ")
    typed = typed.strip()
    if _SCIENTIFIC.fullmatch(typed):
        parsed = excel_number(typed.replace(",", "."))
        return parsed if isinstance(parsed, Decimal) else None
    match = _DANISH.fullmatch(typed)
    if match is None:
        return None
    whole = match["whole"].replace(".", "").replace(" ", "")
    sign = "-" if match["sign"] in {"-", "−"} else ""
    return Decimal(f"{sign}{whole}.{match['fraction'] or '0'}")


def year(value: CellValue) -> tuple[int | None, Finding | None]:
    """Year of a cell: a whole number from 1900 to 2100."""
    if isinstance(value, str):
        typed, finding = line(value)
        if finding:
            return None, finding
        if re.fullmatch(r"[0-9]{4}", typed) and FIRST_YEAR <= int(typed) <= LAST_YEAR:
            return int(typed), Finding("workbook-year-as-text", {"value": typed})
        return None, Finding("workbook-year-unreadable", {"value": typed})
    if isinstance(value, bool | ErrorValue | Uncalculated):
        return None, no_value(value)
    if isinstance(value, Formatted):
        read, finding = year(value.stored)
        if read is not None and value.shown.text != str(read):
            told = {"shown": value.shown.text, "year": read}
            finding = Finding("workbook-year-shown-otherwise", told)
        return read, finding
    if (
        isinstance(value, Decimal)
        and value == value.to_integral_value()
        and FIRST_YEAR <= value <= LAST_YEAR
    ):
        return int(value), None
    return None, Finding("workbook-year-unreadable", {"value": text(value)[0]})


# --- number formats: is it shown as a number or as a date -------------------------

# How serial numbers count (18.17.4.1) is a few lines; openpyxl knows them too, and takes 0.2 s
# to be imported.

Reader: TypeAlias = Callable[[str], CellValue]

_BUILT_IN_DATES = MappingProxyType(
    dict.fromkeys((14, 15, 22), "dd-mm-yyyy")
    | {16: "d. mmm", 17: "mmm yy"}
    | dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm")
)
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
    code = own.get(format_id, "")
    dates = code or _BUILT_IN_DATES.get(format_id, "")
    letters = _BRACKETS.sub("", _LITERAL.sub("", dates).split(";")[0])
    if "general" not in letters.casefold() and _DATE_LETTER.search(letters):
        epoch = _EPOCH_1904 if since_1904 else _EPOCH_1900
        return partial(_read_date, epoch=epoch, code=dates)
    form = number_format(code or BUILT_IN.get(format_id, "General"))
    return excel_number if form.is_plain else partial(_read_number, form=form)


def _read_number(content: str, form: NumberFormat) -> CellValue:
    number = excel_number(content)
    if not isinstance(number, Decimal) or form.shows_whole(number):
        return number
    return Formatted(number, form.of_number(number), form.code)


def _read_date(content: str, epoch: dt.datetime, code: str) -> CellValue:
    number = excel_number(content)
    if not isinstance(number, Decimal) or number < 0:
        return number  # shown as ##### in the sheet
    try:
        moment = _date(float(number), epoch)
    except (OverflowError, ValueError):
        return number
    if isinstance(moment, dt.datetime) and (part := part_of_date(code, moment)):
        return PartOfDate(moment, part)
    return moment


def _date(serial: float, epoch: dt.datetime) -> dt.datetime | dt.time:
    """The moment a serial number stands for; below one day it is a time of day."""
    day, fraction = divmod(serial, 1)
    time = dt.timedelta(milliseconds=round(fraction * _MILLISECONDS))
    if serial < 1 and not time.days:
        return (dt.datetime.min + time).time()
    if 0 < serial < _DAYS_BEFORE_MARCH_1900 and epoch == _EPOCH_1900:
        day += 1
    return epoch + dt.timedelta(days=day) + time
