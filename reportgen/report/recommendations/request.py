"""What a recommendation asks: of whom, for which decision, by when; and how that is told."""

from __future__ import annotations

import datetime as dt
import re
from typing import Protocol

from reportgen.report.dates import danish_date

ADDRESSEE, ASKED, DUE = "Til", "Bedes beslutte at", "Inden"
"""What each part is told after, where it opens a line."""
BETWEEN = " · "
_ABBREVIATED = re.compile(r"(?:\.\w+|\b(?:mv|osv|mfl|kr|mio|mia|pct|stk))\.$", re.IGNORECASE)
"""An abbreviation at the end of what is asked: its full stop is its own."""


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

    >>> asked_words("at sætte rammen."), asked_words("inddrage skoler m.fl.")
    ('sætte rammen', 'inddrage skoler m.fl.')
    """
    said = asked.strip()
    return _after("at", said if _ABBREVIATED.search(said) else said.rstrip("."))


def _after(word: str, said: str) -> str:
    words = " ".join(said.split())
    first, _, rest = words.partition(" ")
    return rest if first.casefold() == word else words


def addressee_words(addressee: str) -> str:
    """What follows "Til": on one line, without a "til" of its own.

    >>> addressee_words("Til kommunerne m.fl.")
    'kommunerne m.fl.'
    """
    return _after("til", addressee)


def request(asking: Asking) -> str:
    """The request as a line; empty where nothing is asked.

    Reads ``Til styregruppen · bedes beslutte at sætte rammen · inden 1. juni 2023``.
    """
    parts = [
        f"{label} {value}"
        for label, value in (
            (ADDRESSEE, addressee_words(asking.addressee)),
            (ASKED, asked_words(asking.asked)),
            (DUE, danish_date(asking.due) if asking.due else ""),
        )
        if value
    ]
    return BETWEEN.join((*parts[:1], *(part[0].lower() + part[1:] for part in parts[1:])))


def is_complete(asking: Asking) -> bool:
    """Whether it says who is to decide what; a deadline may be left out."""
    return bool(addressee_words(asking.addressee) and asked_words(asking.asked))
