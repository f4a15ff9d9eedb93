"""What a recommendation asks: of whom, for which decision, by when; and how that is told."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from reportgen.report.dates import danish_date

ADDRESSEE, ASKED, DUE = "Til", "Bedes beslutte at", "Inden"
"""What each part is told after, where it opens a line."""
BETWEEN = " · "


class Asking(Protocol):
    """Whatever asks something: a row, a block, a record of either."""

    @property
    def addressee(self) -> str:
        """Who is to act."""

    @property
    def asked(self) -> str:
        """What the addressee is asked to decide: what follows "at"."""

    @property
    def due(self) -> dt.date | None:
        """The day by which it is asked for."""


def asked_words(asked: str) -> str:
    """What follows "at": on one line, without an "at" or a full stop of its own.

    >>> asked_words("at sætte rammen.")
    'sætte rammen'
    """
    words = " ".join(asked.split()).rstrip(".")
    return words[3:].lstrip() if f"{words} "[:3].casefold() == "at " else words


def request(asking: Asking) -> str:
    """The request as a line; empty where nothing is asked.

    Reads ``Til styregruppen · bedes beslutte at sætte rammen · inden 1. juni 2023``.
    """
    parts = [
        f"{label} {value}"
        for label, value in (
            (ADDRESSEE, " ".join(asking.addressee.split())),
            (ASKED, asked_words(asking.asked)),
            (DUE, danish_date(asking.due) if asking.due else ""),
        )
        if value
    ]
    return BETWEEN.join((*parts[:1], *(part[0].lower() + part[1:] for part in parts[1:])))


def is_complete(asking: Asking) -> bool:
    """Whether it says who is to decide what; a deadline may be left out."""
    return bool(asking.addressee.strip() and asked_words(asking.asked))
