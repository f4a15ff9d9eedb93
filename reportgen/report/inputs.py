"""What a year's workbook holds, as plain data with the cell each value came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from reportgen.report.ledger import Ledger


class Status(StrEnum):
    """Where a point stands; a closed one is shown this year and dropped the next."""

    NEW = "ny"
    CONTINUED = "fortsat"
    CLOSED = "afsluttet"


class ReplyStatus(StrEnum):
    """Where the steering group's reply to a recommendation stands."""

    WAITING = "afventer"
    ANSWERED = "besvaret"
    CLOSED = "afsluttet"


Cells = Mapping[str, str]
"""Column header to cell, as ``{"Tekst": "C2"}``."""


@dataclass(frozen=True, slots=True)
class Member:
    """A row of ``Medlemmer``."""

    name: str
    organisation: str
    role: str = ""
    email: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    cells: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PointRow:
    """A row of ``Udfordringer`` (3.6), ``Anbefalinger`` (3.7) or ``Fokusområder`` (4.2)."""

    id: str
    heading: str
    text: str = ""
    status: Status = Status.NEW
    source: str = ""
    challenge: str = ""
    """Id of the challenge a recommendation answers."""
    priority: str = ""
    addressee: str = ""
    """Who is to act on a recommendation."""
    asked: str = ""
    """What the addressee is asked to decide: what follows "at"."""
    due: dt.date | None = None
    """The day by which it is asked for."""
    sheet: str = ""
    cells: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Behind:
    """What a cell holds behind a number that Excel shows otherwise."""

    stored: Decimal
    format: str
    """The cell's number format, by which a workbook made anew shows the same."""
    exact: Decimal
    """The stored number in the scale in which it is shown: 1.234567 for "1,2 mio."."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A row of ``Nøgletal``: one value of one indicator, organisation and year."""

    indicator: str
    unit: str
    organisation: str
    year: int
    value: Decimal | None
    """The number as Excel shows it, never finer; None where it shows none to reckon with."""
    source: str = ""
    cells: Cells = field(default_factory=dict)
    words: str = ""
    """What Excel shows where that is more than the number, or no number: "under 5"."""
    behind: Behind | None = None
    in_short: bool = False
    """Whether its indicator is marked to stand in front of the report."""

    @property
    def amount(self) -> Decimal | None:
        """The number to add up with: the stored one, where it is shown rounded."""
        return self.behind.exact if self.behind and self.value is not None else self.value

    @property
    def decimals(self) -> int | None:
        """Decimals it may be told with, below zero for tens and hundreds; None for any."""
        if self.value is None or self.value == self.amount:
            return None
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A row of ``Opfølgning``: what the steering group said of last year's recommendation."""

    id: str
    recommendation: str
    case: str = ""
    sender: str = ""
    date: dt.date | None = None
    answer: str = ""
    status: ReplyStatus = ReplyStatus.WAITING
    cells: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WheelEntry:
    """A row of ``Årshjul``: one planned meeting and its topic."""

    date: dt.date
    topic: str
    form: str = ""
    place: str = ""
    guests: str = ""
    cells: Cells = field(default_factory=dict)


CASE_NUMBER, KLE, ECONOMY = "Sagsnummer", "KLE", "Økonomi"
"""What a year may say of itself: where it is filed, and what the steering group's case costs."""
FACT_NAMES = (CASE_NUMBER, KLE, ECONOMY)


@dataclass(frozen=True, slots=True)
class YearFact:
    """A row of ``Året``: something that holds for this year alone."""

    name: str
    """One of `FACT_NAMES`."""
    value: str = ""
    """Empty where what the network says holds, or where nothing is said."""
    cells: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workbook:
    """Everything a year's workbook says."""

    file: str = "aarsrapport.xlsx"
    members: tuple[Member, ...] = ()
    points: tuple[PointRow, ...] = ()
    """Points of all three list sections, in the order of their sheets and rows."""
    figures: tuple[KeyFigure, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    wheel: tuple[WheelEntry, ...] = ()
    facts: tuple[YearFact, ...] = ()
    missing_ids: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Cells that lack an id, as ``Udfordringer!A2``, with the one that their row is read under."""
    ledger: Ledger = field(default_factory=Ledger, compare=False)
    """Every cell with content, note and strike of the file that was read."""

    def fact(self, name: str) -> str:
        """What the year itself says under this name; empty where it says nothing."""
        return next((one.value for one in self.facts if one.name == name and one.value), "")
