"""Who answered a hearing, and how; and the order of the parties.

Parties stand in the order of the network, a party's second answer after its first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportgen.hearing.base import Prepared
from reportgen.hearing.result import Merged
from reportgen.problems import Problem
from reportgen.report.ledger import Ledger


class Way(StrEnum):
    """How a party answered."""

    DOCUMENT = "document"
    """A copy of the report with edits or comments in it."""
    UNCHANGED = "unchanged"
    """A copy of the report in which nothing was changed."""
    TEXT = "text"
    """In words, by mail or otherwise."""
    NONE = "none"
    """That there is nothing to remark."""
    MISSING = "missing"
    """Not at all yet."""


@dataclass(frozen=True, slots=True)
class Response:
    """What one party answered; a second, different copy is an answer of its own."""

    party: str
    """As the network spells it, with `` (2)`` after it for a second answer."""
    way: Way
    date: str = ""
    """ISO 8601 date of the answer; empty where there is none."""
    is_dated: bool = False
    """Whether the date is its own, and not that of the day it was taken in."""
    files: tuple[str, ...] = ()
    """What it came in, by the names in ``modtaget/``."""
    known_by: str = ""
    """What told whose it is: ``given``, ``mark``, ``mail``, ``author``."""
    edits: int = 0
    comments: int = 0
    ledger: Ledger = Ledger()
    """What it came in consists of, each part once."""

    @property
    def day(self) -> dt.date | None:
        """The date, where it is one."""
        try:
            return dt.date.fromisoformat(self.date[:10])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that came back and is in no answer, for the secretariat to look at."""

    id: str
    """Of its row, the same in every collect."""
    file: str
    """Name in ``modtaget/``."""
    reason: Problem
    party: str = ""
    """Whose it is; empty where nobody knows."""
    answered: bool = False
    """Whether what it says stands as an answer in words, so that the file itself is none."""


@dataclass(frozen=True, slots=True)
class RoundResult:
    """Everything that came back in a round so far, compared with what was sent out."""

    prepared: Prepared
    merged: Merged
    """Edits, conflicts and comments; what was said in mails and otherwise is among the
    comments, in no section."""
    responses: tuple[Response, ...]
    """Every party of the round in the network's order, those that did not answer too."""
    set_aside: tuple[SetAside, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Parties that have not answered, in their order: counted here and nowhere else."""
        return tuple(each.party for each in self.responses if each.way is Way.MISSING)


def counts(merged: Merged) -> dict[str, int]:
    """How much there is of everything, such that the numbers add up.

    Every edit is either `free`, in a conflict, or a remark for the secretariat.
    """
    kinds = Counter(
        "in_conflict" if edit.conflict else "remarks" if edit.part.value == "fixed" else "free"
        for edit in merged.edits
    )
    return {
        "edits": len(merged.edits),
        "free": kinds["free"],
        "in_conflict": kinds["in_conflict"],
        "remarks": kinds["remarks"],
        "conflicts": len(merged.conflicts),
        "comments": len(merged.comments),
    }


_AGAIN = re.compile(r"(.*) \((\d+)\)")


class Ranks:
    """The place of each party in every list of parties."""

    def __init__(self, order: Sequence[str]) -> None:
        self._order = {party: n for n, party in enumerate(order)}

    def of(self, party: str) -> tuple[int, str, int]:
        """Sort key of a party; one the network does not know comes last, by its name."""
        first, number = _parted(party, self._order)
        return self._order.get(first, len(self._order)), first, number

    def first(self, parties: Iterable[str]) -> tuple[int, str, int]:
        """Sort key of the first of several."""
        return min(self.of(party) for party in parties)


def heard_as(name: str, parties: Collection[str]) -> str:
    """The party that an answer of this name is of, its second, third … answer too."""
    return _parted(name, parties)[0]


def _parted(name: str, parties: Collection[str]) -> tuple[str, int]:
    """A party, and which of its answers; a name that the network knows is a party's own."""
    found = None if name in parties else _AGAIN.fullmatch(name)
    return (found[1], int(found[2])) if found else (name, 1)


def again(party: str, number: int) -> str:
    """Name of a party's second, third … answer, where it differs from the first."""
    return party if number == 1 else f"{party} ({number})"
