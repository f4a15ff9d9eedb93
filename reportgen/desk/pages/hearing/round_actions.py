"""What the page of the round asks for that takes more than a moment."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import BadRequest

from reportgen.app.standing.commands import Step
from reportgen.desk.pages.action import Action, Doing, day_in, uploads
from reportgen.desk.work import Outcome
from reportgen.language.translation import N_
from reportgen.language.words import in_danish
from reportgen.problems import InputFaults, Problem, limits
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from reportgen.app.hearing.collecting import Collected
    from reportgen.app.hearing.late import LateAnswers

PARTY_OF, AS_EDITS = "party:", "edits:"
"""Open the names of the fields that say of a file whose it is, and that it holds edits; the
number of its receipt follows."""


def _open(year: Year) -> Doing:
    now = _now()
    deadline = day_in("deadline")
    if deadline is None or deadline < now.date():
        raise BadRequest
    per_party = bool(request.form.get("per_party"))
    with_pending = "with_pending" in request.form

    def do() -> Outcome:
        from reportgen.app.hearing.opening import open_hearing
        from reportgen.results.hearing import laid_ready

        done = open_hearing(year, now, deadline, per_party=per_party, with_pending=with_pending)
        return Outcome((laid_ready(done),), done.problems)

    return do


def _collect(year: Year) -> Doing:
    sent = uploads(needed="waiting" not in request.form)
    now = _now()

    def do() -> Outcome:
        from reportgen.app.hearing.collecting import collect
        from reportgen.app.hearing.late import collect_late

        try:
            return _taken_in(
                lambda: collect(year, sent.paths, now, in_danish),
                lambda: collect_late(year, sent.paths, now),
            )
        finally:
            sent.remove()

    return do


def _attribute(year: Year) -> Doing:
    given = {number: party for number, party in _numbered(PARTY_OF).items() if party}
    as_edits = frozenset(_numbered(AS_EDITS))
    now = _now()
    if not given:
        raise InputFaults([Problem("round-party-not-chosen")])

    def do() -> Outcome:
        from reportgen.app.hearing.collecting import attribute
        from reportgen.app.hearing.late import attribute_late

        return _taken_in(
            lambda: attribute(year, given, now, in_danish, as_edits=as_edits),
            lambda: attribute_late(year, given, now, as_edits=as_edits),
        )

    return do


def _answer(year: Year) -> Doing:
    party, said = request.form.get("party", ""), request.form.get("said", "").strip()
    nothing = request.form.get("answer") == "nothing"
    now, date = _now(), day_in("date")
    if not party or len(said) > limits.LONGEST_SAID:
        raise BadRequest
    if nothing == bool(said):
        raise InputFaults([Problem("round-answer-unclear", values={"party": party})])

    def do() -> Outcome:
        from reportgen.app.hearing.collecting import answer
        from reportgen.app.hearing.late import answer_late

        return _taken_in(
            lambda: answer(year, party, said or None, now, in_danish, date=date),
            lambda: answer_late(year, party, said or None, now, date=date),
        )

    return do


def _taken_in(
    open_: Callable[[], Collected], late: Callable[[], tuple[LateAnswers, ...]]
) -> Outcome:
    """What came in, in the round that is open, else in the one that it was sent out in."""
    from reportgen.app.hearing.gathering import NoRoundOpen
    from reportgen.results.hearing import SAID_IN_SHORT, came_late, taken_in

    try:
        done = open_()
    except NoRoundOpen:
        each = late()
        told = tuple(line for one in each for line in came_late(one))
        problems = [problem for one in each for problem in one.problems]
    else:
        told, problems = tuple(taken_in(done)), list(done.problems)
    return Outcome(told, tuple(each for each in problems if each.code not in SAID_IN_SHORT))


_NUMBER = re.compile(r"[0-9]{1,9}")


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _numbered(opening: str) -> Mapping[int, str]:
    """What the fields say whose names are `opening` and a number, by that number."""
    said: dict[int, str] = {}
    for name, text in request.form.items():
        number = name.removeprefix(opening)
        if number != name and _NUMBER.fullmatch(number):
            said[int(number)] = text
    return said


ROUND_ACTIONS: Mapping[str, Action] = {
    Step.OPEN: Action(N_("Open the hearing"), N_("The hearing is being opened"), _open),
    Step.COLLECT: Action(N_("Take the answers in"), N_("The answers are being read"), _collect),
    "attribute": Action(
        N_("Take them in as their answers"), N_("The answers are being read"), _attribute
    ),
    "answer": Action(N_("Note the answer"), N_("The answer is being noted"), _answer),
}
