"""Dates of tracked formatting that LibreOffice types into the text by way of RTF.

It reads the number after the word ``crdate``, in which RTF packs a time (minute, hour, day,
month, year from 1900 and day of the week), as text before the words that were set otherwise.
"""

from __future__ import annotations

import datetime as dt
import re

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element

_T = qn("w:t")
_END = b" </w:t>"
_AT_END = re.compile(rb"[> ]-?\d{9,10}$")
_LONGEST = 12
"""Bytes of what `_AT_END` may be."""
_NUMBER = re.compile(r"(?<!\S)-?\d{9,10} $")
_YEARS = range(1990, 2100)
_WORD = 0xFFFFFFFF


def may_hold(part: bytes) -> bool:
    """Whether a part may hold such a date; told without reading it."""
    return any(_AT_END.search(before[-_LONGEST:]) for before in part.split(_END)[:-1])


def take_out(root: Element) -> int:
    """Take such dates out of a part; how many there were."""
    count = 0
    for written in root.iter(_T):
        match = _NUMBER.search(written.text or "")
        if match and is_date(int(match[0])):
            written.text = (written.text or "")[: match.start()]
            count += 1
    return count


def is_date(packed: int) -> bool:
    """Whether a number is a time as RTF packs it, its day of the week and all.

    >>> is_date(1741398656), is_date(1741398656 + (1 << 29)), is_date(1234567890)
    (True, False, False)
    """
    number = packed & _WORD
    minute, hour, day = number & 0x3F, number >> 6 & 0x1F, number >> 11 & 0x1F
    month, year = number >> 16 & 0xF, 1900 + (number >> 20 & 0x1FF)
    try:
        time = dt.datetime(year, month, day, hour, minute)
    except ValueError:
        return False
    return year in _YEARS and time.isoweekday() % 7 == number >> 29
