"""What a person marks as sent in the open round, party by party or all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reportgen.app.hearing.attributing import PartyUnknown
from reportgen.app.hearing.gathering import NoRoundOpen
from reportgen.problems import InputFaults, has_errors
from reportgen.workspace import rounds
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round
from reportgen.workspace.sent_marks import marks_file, read_sent_marks
from reportgen.workspace.together import write_all


def mark_sent(year: Year, parties: Sequence[str], now: dt.datetime) -> None:
    """Mark parties as written to at `now`; who has a mark keeps it.

    Raises `NoRoundOpen`, `PartyUnknown`, and `InputFaults` where the round is damaged.
    """
    found = _open_round(year)
    _refuse_unknown(found, parties)
    marked = dict(read_sent_marks(found))
    for party in parties:
        marked.setdefault(party, now)
    _write(year, found, marked)


def unmark_sent(year: Year, parties: Sequence[str]) -> None:
    """Take the marks of parties back; raises as `mark_sent` does."""
    found = _open_round(year)
    _refuse_unknown(found, parties)
    _write(year, found, {p: t for p, t in read_sent_marks(found).items() if p not in parties})


def _write(year: Year, found: Round, marked: dict[str, dt.datetime]) -> None:
    """Write the marks in the order of the parties, unless they stand there already."""
    if marked != read_sent_marks(found):
        ordered = {p.name: marked[p.name] for p in found.parties if p.name in marked}
        write_all(year.workspace.root, marks_file(found, ordered))


def _open_round(year: Year) -> Round:
    read, problems = rounds.read_rounds(year)
    if has_errors(problems):
        raise InputFaults(problems)
    if (found := rounds.open_round(read)) is None:
        raise NoRoundOpen()
    return found


def _refuse_unknown(found: Round, parties: Sequence[str]) -> None:
    known = [party.name for party in found.parties]
    for party in parties:
        if party not in known:
            raise PartyUnknown(name=party, known=", ".join(known))
