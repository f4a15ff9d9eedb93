"""Answers given otherwise: by telephone, at a meeting, in a mail that is not kept as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from reportgen.app.hearing.collecting import Collected, settle
from reportgen.app.hearing.decided import kept_so_far
from reportgen.app.hearing.gathering import sole_open_round
from reportgen.app.hearing.intake import party_named
from reportgen.problems import Problem
from reportgen.workspace.places import Year
from reportgen.workspace.received import GIVEN, Intake, read_receipts


def answer(
    year: Year,
    party: str,
    text: str | None,
    now: dt.datetime,
    say: Callable[[Problem], str],
    *,
    date: dt.date | None = None,
) -> Collected:
    """Record what a party answered; no `text` is that it has nothing to remark.

    `date` is the day it was answered, today unless given.

    The same answer given again is recorded once. Raises `NoRoundOpen`, `PartyUnknown`, and
    `InputFaults` where the inputs or the decisions so far have errors.
    """
    inputs, found = sole_open_round(year)
    decided = kept_so_far(found)
    name = party_named(party, [each.name for each in found.parties])
    receipts = read_receipts(found)
    intake = Intake(found, receipts, now)
    said = {
        "party": name,
        "said": text,
        "nothing": text is None,
        "date": (date or now.date()).isoformat(),
    }
    known = any(
        all(getattr(each.receipt, key) == value for key, value in said.items())
        and each.receipt.file is None
        for each in receipts
    )
    if not known:
        intake.answer(known_by=GIVEN, **said)
    return settle(inputs, found, intake, say, decided)
