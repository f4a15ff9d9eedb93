"""Ranges of a workbook that end at its last row, made to hold one more."""

from __future__ import annotations

import html
import re

from reportgen.sources.workbook.cells import column_number

_RANGE = re.compile(rb"(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?")
_DIMENSION = re.compile(rb"(<(?:\w+:)?dimension\b[^>]*?\sref\s*=\s*[\"'])([^\"']*)([\"'])")
_FILTER = re.compile(rb"(<(?:\w+:)?autoFilter\b[^>]*?\sref\s*=\s*[\"'])([^\"']*)([\"'])")
_RULES = re.compile(
    rb"(<(?:\w+:)?(?:dataValidation|conditionalFormatting)\b[^>]*?\ssqref\s*=\s*[\"'])"
    rb"([^\"']*)([\"'])"
)
_RULES_BEYOND = re.compile(rb"(<(?:\w+:)?sqref>)([^<]*)(</(?:\w+:)?sqref>)")
_TABLE = re.compile(rb"(<(?:\w+:)?(?:table|autoFilter)\b[^>]*?\sref\s*=\s*[\"'])([^\"']*)([\"'])")
_TOTALS = re.compile(rb"<(?:\w+:)?table\b[^>]*?\stotalsRowCount\s*=\s*[\"']([1-9]\d*)[\"']")
_FILTER_NAME = re.compile(
    rb"(<(?:\w+:)?definedName\b[^>]*?_xlnm\._FilterDatabase[^>]*>)([^<]*)(</)"
)


def sheet_grown(sheet: bytes, number: int, letters: str) -> bytes:
    """The sheet with row `number` in its dimension, its filter and its rules.

    `letters` are those of the last column that was written in.
    """
    sheet = _DIMENSION.sub(lambda m: m[1] + _widened(m[2], number, letters) + m[3], sheet)
    for pattern in (_FILTER, _RULES, _RULES_BEYOND):
        sheet = pattern.sub(lambda m: m[1] + _lengthened(m[2], number) + m[3], sheet)
    return sheet


def table_grown(table: bytes, number: int) -> bytes:
    """A table of Excel's with row `number` in it, where it ended in the row before."""
    return _TABLE.sub(lambda m: m[1] + _lengthened(m[2], number) + m[3], table)


def has_totals(table: bytes, last: int) -> bool:
    """Whether a table of Excel's ends in row `last` with a row of totals."""
    found = _TABLE.search(table)
    ends = _RANGE.fullmatch(found[2]) if found else None
    return bool(_TOTALS.search(table)) and ends is not None and int(ends[4] or ends[2]) == last


def offering(sheet: bytes, listed: str, last: int) -> bytes:
    """The sheet with every rule that offers column A of the sheet `listed` offering it to `last`.

    >>> rule = b"<formula1>Lister!$A$2:$A$9</formula1>"
    >>> offering(rule, "Lister", 18)
    b'<formula1>Lister!$A$2:$A$18</formula1>'
    """
    name = re.escape(html.escape(listed, quote=False).encode())
    choices = rb"(<(?:\w+:)?(?:formula1|f)>'?" + name + rb"'?!\$A\$2)(?::\$A\$\d+)?(</)"
    return re.sub(choices, lambda m: b"%s:$A$%d%s" % (m[1], last, m[2]), sheet)


def filter_grown(workbook: bytes, sheet: str, number: int) -> bytes:
    """The workbook part with row `number` in the range that a sheet is filtered by."""

    def grown(match: re.Match[bytes]) -> bytes:
        name, mark, cells = match[2].rpartition(b"!")
        named = html.unescape(name.decode()).strip("'").replace("''", "'")
        if not mark or named != sheet:
            return match[0]
        return match[1] + name + mark + _lengthened(cells, number) + match[3]

    return _FILTER_NAME.sub(grown, workbook)


def _lengthened(refs: bytes, number: int) -> bytes:
    """Ranges apart by blanks, those that end in the row before `number` with it too.

    >>> _lengthened(b"A1:F21 C2:C9 E21 $B$2:$B$21", 22)
    b'A1:F22 C2:C9 E21:E22 $B$2:$B$22'
    """
    last = number - 1

    def longer(match: re.Match[bytes]) -> bytes:
        column, ends = match[3] or match[1], int(match[4] or match[2])
        return b"%s%s:%s%d" % (match[1], match[2], column, number) if ends == last else match[0]

    return _RANGE.sub(longer, refs)


def _widened(ref: bytes, number: int, letters: str) -> bytes:
    match = _RANGE.fullmatch(ref)
    if match is None:
        return ref
    column, row = (match[3] or match[1]).decode(), max(int(match[4] or match[2]), number)
    column = max(column, letters, key=column_number)
    return b"%s%s:%s%d" % (match[1], match[2], column.encode(), row)
