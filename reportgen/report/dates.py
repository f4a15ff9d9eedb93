"""Dates as a Danish report writes them, and as people type them."""

from __future__ import annotations

import datetime as dt
import re

# Twelve words: loading a locale library for them costs every run 40 ms.
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
"""Monday first, as `datetime.date.weekday` counts."""


def danish_time(moment: dt.datetime) -> str:
    """Write `moment` as ``11. november 2022 kl. 9.30``."""
    return f"{danish_date(moment.date())} kl. {moment.hour}.{moment:%M}"


def danish_date(date: dt.date) -> str:
    """Write `date` as ``11. november 2022``."""
    return f"{date.day}. {MONTHS[date.month - 1]} {date.year}"


FIRST_YEAR, LAST_YEAR = 1900, 2100
_ISO = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.A)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:[-./]|\. )(\d{1,2})(?:[-./]|\. )(\d{4})", re.A)
_IN_WORDS = re.compile(r"(?:([a-zæøå]+)(?:,| den| d\.)? )?(\d{1,2})\.? ?([a-z]+)\.? (\d{4})", re.A)


def parse_date(typed: str) -> dt.date | None:
    """Read a date typed as text where it can mean one day only."""
    typed = " ".join(typed.casefold().split())
    weekday = ""
    if match := _ISO.fullmatch(typed):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := _DAY_FIRST.fullmatch(typed):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    elif match := _IN_WORDS.fullmatch(typed):
        weekday = "" if match[1] in {None, "den", "d"} else match[1]
        day, month, year = int(match[2]), _month(match[3]), int(match[4])
    else:
        return None
    try:
        parsed = dt.date(year, month, day)
    except ValueError:
        return None
    fits = not weekday or weekday == WEEKDAYS[parsed.weekday()]
    return parsed if fits and FIRST_YEAR <= year <= LAST_YEAR else None


def _month(word: str) -> int:
    """Number of a month from its name or its first three letters or more; 0 for none."""
    starts = [n for n, name in enumerate(MONTHS, 1) if len(word) > 2 and name.startswith(word)]
    return starts[0] if len(starts) == 1 else 0
