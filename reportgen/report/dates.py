"""Dates as a Danish report writes them."""

from __future__ import annotations

import datetime as dt

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
