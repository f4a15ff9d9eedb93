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
_CLAUSE = re.compile(r"(?:om|hv(?:ad|em|ilke[nt]?|or\w*|is))\b", re.IGNORECASE)
"""What opens a question to decide, which does not follow "at"."""


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


def is_question(asked: str) -> bool:
    """Whether what is asked is a question to decide: it follows a comma instead of "at"."""
    return bool(_CLAUSE.match(asked_words(asked)))


def asked_told(asked: str) -> str:
    """What is asked, as it opens a line; empty where nothing is.

    >>> asked_told("at sætte rammen."), asked_told("om vagten skal deles")
    ('Bedes beslutte at sætte rammen', 'Bedes beslutte, om vagten skal deles')
    """
    words = asked_words(asked)
    opened = ASKED.removesuffix(" at") + "," if is_question(words) else ASKED
    return f"{opened} {words}" if words else ""


def _after(word: str, said: str) -> str:
    words = " ".join(said.split())
    first, _, rest = words.partition(" ")
    return rest if first.casefold().removesuffix(":") == word else words


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
    addressee = addressee_words(asking.addressee)
    told = (
        f"{ADDRESSEE} {addressee}" if addressee else "",
        asked_told(asking.asked),
        f"{DUE} {danish_date(asking.due)}" if asking.due else "",
    )
    parts = [part for part in told if part]
    return BETWEEN.join((*parts[:1], *(part[0].lower() + part[1:] for part in parts[1:])))


def is_complete(asking: Asking) -> bool:
    """Whether it says who is to decide what; a deadline may be left out."""
    return bool(addressee_words(asking.addressee) and asked_words(asking.asked))
