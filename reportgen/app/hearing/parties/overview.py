"""A round at a glance: every party with what it answered, every file with what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from reportgen.app.hearing.gathering import Gathering
from reportgen.app.year import YearInputs
from reportgen.hearing.responses import Response, RoundResult, SetAside, Way
from reportgen.problems import Problem
from reportgen.sources.mail.drafts import addresses
from reportgen.workspace import answer_sets
from reportgen.workspace.received import Numbered, Receipt, current, read_receipts
from reportgen.workspace.rounds import Round
from reportgen.workspace.sent_marks import read_sent_marks


class Fate(StrEnum):
    """What became of a file that came in."""

    READ = "read"
    """It holds edits or comments, and they are merged."""
    UNCHANGED = "unchanged"
    """It is a copy in which nothing was changed."""
    WORDS = "words"
    """It says in words what its party thinks."""
    NOTHING = "nothing"
    """It says that its party has nothing to remark."""
    COVER = "cover"
    """It is the mail that another file hung on."""
    ASIDE = "aside"
    """It could not be taken as an answer."""
    UNKNOWN = "unknown"
    """It is in no answer until a person says whose it is."""
    LATE = "late"
    """It came after the round was closed."""
    WAITING = "waiting"
    """It was received and not read yet, since a run was broken off."""


ASKS_FOR_PARTY = frozenset(
    {
        *("received-unattributed", "received-named", "received-name-differs"),
        *("mail-other-year", "received-other-year"),
    }
)
"""Why a file is set aside that counts once somebody says whose answer it is."""
ASKS_FOR_EDITS = frozenset(("received-replaced", "received-replaced-nothing", "received-emptied"))
"""Why a copy is not read as edits that is, once somebody says that it holds them."""


@dataclass(frozen=True, slots=True)
class CameIn:
    """A file that came in, as it counts now."""

    number: int
    """Of its receipt."""
    name: str
    """What it was called when it came."""
    path: Path
    received: dt.datetime
    fate: Fate
    party: str = ""
    """Whose it is; empty where nobody knows."""
    edits: int = 0
    comments: int = 0
    reason: Problem | None = None
    """Why it was set aside, where it was."""
    mail: str = ""
    """The mail it hung on, by its name in ``modtaget/``."""
    hints: tuple[str, ...] = ()
    """Parties that it speaks of, where that does not settle whose it is."""

    @property
    def asks_for_edits(self) -> bool:
        """Whether it is read as an edited copy once a person says that it is one."""
        return self.reason is not None and self.reason.code in ASKS_FOR_EDITS


@dataclass(frozen=True, slots=True)
class PartyHeard:
    """A party of a round."""

    name: str
    addresses: tuple[str, ...]
    """Where it is written to now; the mail that was made ready may have fewer."""
    sent: dt.datetime | None
    """When a person marked it as written to."""
    answer_sent: dt.datetime | None
    """When a person marked the answer to it as sent."""
    responses: tuple[Response, ...]
    """What it answered before the round was closed, each answer once."""
    is_missing: bool
    """Whether nothing has come from it."""
    late: dt.datetime | None = None
    """When something came from it after the round was closed."""


@dataclass(frozen=True, slots=True)
class RoundOverview:
    """A round, party by party and file by file."""

    round: Round
    parties: tuple[PartyHeard, ...]
    files: tuple[CameIn, ...]
    """The newest first."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Parties that nothing has come from."""
        return tuple(party.name for party in self.parties if party.is_missing)

    @property
    def unreached(self) -> int:
        """How many of those missing no reminder reaches, since no address is known of them."""
        return sum(party.is_missing and not party.addresses for party in self.parties)

    @property
    def is_begun(self) -> bool:
        """Whether anybody was written to, or has answered."""
        return any(party.sent or not party.is_missing for party in self.parties)

    @property
    def waiting(self) -> int:
        """How many files were received and not read yet."""
        return sum(each.fate is Fate.WAITING for each in self.files)

    @property
    def unsent(self) -> tuple[str, ...]:
        """Parties that nobody has marked as written to."""
        return tuple(party.name for party in self.parties if party.sent is None)


def answers_of(inputs: YearInputs, found: Round) -> RoundResult | None:
    """Everything that came back before a round was closed; None where nothing was collected.

    What the latest set was made of is taken from its record. Raises `InputFaults` where
    something that was sent or received is damaged.
    """
    made = answer_sets.latest(found)
    if made is None:
        return None
    recorded, _ = answer_sets.read_record(found, made.number)
    receipts = [each for each in read_receipts(found) if each.number <= made.receipts]
    return Gathering(inputs, found, recorded).answers(receipts, made.number, made.conflicts).result


def overview(
    inputs: YearInputs, found: Round, result: RoundResult | None, today: dt.date
) -> RoundOverview:
    """Put a round together of its receipts, its marks and its answers so far.

    `result` is what the latest set was made of, where that is known. Raises `InputFaults` where
    the marks, a receipt or the record of the latest set is damaged.
    """
    receipts = read_receipts(found)
    unread = {each.number for each in answer_sets.since_latest(found, receipts)}
    came = current(receipts)
    late = {
        each.receipt.party: each.receipt.received
        for each in came
        if each.number in unread and not found.is_open and not each.receipt.aside
    }
    marks = read_sent_marks(found)
    answered = _answered(found, result)
    counted = result if found.is_open else None
    missing = frozenset(counted.missing if counted else answer_sets.unanswered(found))
    members = inputs.workbook.members
    parties = tuple(
        PartyHeard(
            party.name,
            addresses(members, party.name, today),
            marks.written.get(party.name),
            marks.answered.get(party.name),
            answered.get(party.name, ()),
            party.name in missing,
            late.get(party.name),
        )
        for party in found.parties
    )
    files = [_came_in(found, each) for each in came if each.receipt.file]
    told = _Told(files, answered, result, unread, is_open=found.is_open)
    return RoundOverview(found, parties, tuple(told.of(each) for each in reversed(files)))


def _answered(found: Round, result: RoundResult | None) -> Mapping[str, tuple[Response, ...]]:
    """The answers of each party by its own name, its second answer too."""
    names = {party.name for party in found.parties}
    by_party: dict[str, list[Response]] = {}
    for response in result.responses if result else ():
        name = response.party if response.party in names else response.party.rpartition(" (")[0]
        if response.way is not Way.MISSING:
            by_party.setdefault(name, []).append(response)
    return {party: tuple(responses) for party, responses in by_party.items()}


def _came_in(found: Round, each: Numbered) -> CameIn:
    receipt = each.receipt
    return CameIn(
        number=each.number,
        name=receipt.name or receipt.file or "",
        path=found.received / (receipt.file or ""),
        received=receipt.received,
        fate=_said(receipt),
        party=receipt.party or "",
        mail=receipt.mail or "",
        hints=receipt.hints,
    )


def _said(receipt: Receipt) -> Fate:
    """What a receipt alone says that a file is: set aside, words, or what bore other files."""
    if receipt.aside:
        return Fate.ASIDE
    if not receipt.said:
        return Fate.COVER
    return Fate.NOTHING if receipt.nothing else Fate.WORDS


class _Told:
    """What became of each file."""

    def __init__(
        self,
        files: Sequence[CameIn],
        answered: Mapping[str, Sequence[Response]],
        result: RoundResult | None,
        unread: set[int],
        *,
        is_open: bool,
    ) -> None:
        self._unread, self._is_open = unread, is_open
        self._covers = {each.mail for each in files}
        self._copies = {
            (response.files[0], party): response
            for party, responses in answered.items()
            for response in responses
            if response.way in _COPIES
        }
        aside = result.set_aside if result else ()
        self._aside = {(each.file, each.party): each for each in aside}

    def of(self, came: CameIn) -> CameIn:
        """A file with what became of it."""
        key = (came.path.name, came.party)
        if came.number in self._unread:
            return replace(came, fate=self._unread_fate(came))
        if (aside := self._aside.get(key)) is not None:
            return replace(came, fate=self._aside_fate(aside), reason=aside.reason)
        if (response := self._copies.get(key)) is not None:
            fate = _COPIES[response.way]
            return replace(came, fate=fate, edits=response.edits, comments=response.comments)
        return came

    def _aside_fate(self, aside: SetAside) -> Fate:
        """What became of a file that was set aside; nobody is asked once the round is closed."""
        if aside.answered:
            says_nothing = aside.reason.code == "received-replaced-nothing"
            return Fate.NOTHING if says_nothing else Fate.WORDS
        is_asked = self._is_open and aside.reason.code in ASKS_FOR_PARTY
        return Fate.UNKNOWN if is_asked else Fate.ASIDE

    def _unread_fate(self, came: CameIn) -> Fate:
        if self._is_open:
            return Fate.WAITING
        if came.fate is Fate.ASIDE:
            return came.fate
        is_asked = not came.party and came.path.name not in self._covers
        return Fate.UNKNOWN if is_asked else Fate.LATE


_COPIES = {Way.DOCUMENT: Fate.READ, Way.UNCHANGED: Fate.UNCHANGED}
