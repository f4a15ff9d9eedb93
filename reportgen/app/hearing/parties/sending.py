"""What a person marks as sent in a round, party by party or all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.app.hearing.attributing import PartyUnknown
from reportgen.app.hearing.gathering import NoRoundOpen
from reportgen.problems import InputFaults, has_errors
from reportgen.workspace import rounds
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round
from reportgen.workspace.sent_marks import SentMarks, marks_file, read_sent_marks
from reportgen.workspace.together import write_all


def mark_sent(year: Year, parties: Sequence[str], now: dt.datetime) -> None:
    """Mark parties of the open round as written to at `now`; who has a mark keeps it.

    Raises `NoRoundOpen`, `PartyUnknown`, and `InputFaults` where the round is damaged.
    """
    found = _round(year, is_open=True)
    marks = read_sent_marks(found)
    _write(year, found, replace(marks, written=_with(found, marks.written, parties, now)))


def unmark_sent(year: Year, parties: Sequence[str]) -> None:
    """Take the marks of parties back; raises as `mark_sent` does."""
    found = _round(year, is_open=True)
    marks = read_sent_marks(found)
    _write(year, found, replace(marks, written=_without(found, marks.written, parties)))


def mark_answered(year: Year, parties: Sequence[str], now: dt.datetime) -> None:
    """Mark the answers to parties of the round that was closed last as sent at `now`.

    Who has a mark keeps it. Raises as `mark_sent` does, where no round was closed.
    """
    found = _round(year, is_open=False)
    marks = read_sent_marks(found)
    _write(year, found, replace(marks, answered=_with(found, marks.answered, parties, now)))


def unmark_answered(year: Year, parties: Sequence[str]) -> None:
    """Take the marks of answers back; raises as `mark_answered` does."""
    found = _round(year, is_open=False)
    marks = read_sent_marks(found)
    _write(year, found, replace(marks, answered=_without(found, marks.answered, parties)))


_Times = Mapping[str, dt.datetime]


def _with(found: Round, marked: _Times, parties: Sequence[str], now: dt.datetime) -> _Times:
    """The marks with those of more parties, in the order of the parties."""
    _refuse_unknown(found, parties)
    times = {**dict.fromkeys(parties, now), **marked}
    return {party.name: times[party.name] for party in found.parties if party.name in times}


def _without(found: Round, marked: _Times, parties: Sequence[str]) -> _Times:
    _refuse_unknown(found, parties)
    return {party: time for party, time in marked.items() if party not in parties}


def _write(year: Year, found: Round, marks: SentMarks) -> None:
    """Write the marks, unless they stand there already."""
    if marks != read_sent_marks(found):
        write_all(year.workspace.root, marks_file(found, marks))


def _round(year: Year, *, is_open: bool) -> Round:
    read, problems = rounds.read_rounds(year)
    if has_errors(problems):
        raise InputFaults(problems)
    found = next((each for each in reversed(read) if each.is_open is is_open), None)
    if found is None:
        raise NoRoundOpen()
    return found


def _refuse_unknown(found: Round, parties: Sequence[str]) -> None:
    known = [party.name for party in found.parties]
    for party in parties:
        if party not in known:
            raise PartyUnknown(name=party, known=", ".join(known))
