"""The hearing round: opened, sent, answered; party by party and file by file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, render_template, request
from werkzeug.exceptions import BadRequest

from reportgen.desk.desk import this_desk
from reportgen.desk.pages.actions import ACTIONS
from reportgen.desk.pages.hearing import round_words
from reportgen.desk.pages.shared import ON_YEAR, is_whole, year_of
from reportgen.desk.pages.year_words import file_title, open_title
from reportgen.problems import InputFaults, Problem, Refusal, limits
from reportgen.workspace import rounds
from reportgen.workspace.lock import held

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from reportgen.app.hearing.parties.addressing import FilledIn
    from reportgen.app.hearing.parties.overview import RoundOverview
    from reportgen.app.year import YearInputs
    from reportgen.hearing.responses import RoundResult
    from reportgen.workspace.places import Year

round_ = Blueprint("round", __name__)

_PAGE = f"{ON_YEAR}/runde"
_TYPED = ("address", "name", "party", "member", "cell", "shown")
"""The fields of a place for an address, each with the number of the place after it."""


@round_.get(_PAGE)
def show(network: str, number: int) -> ResponseReturnValue:
    """The latest round or an earlier one, or what it takes to open one."""
    from reportgen.app.documents import What, documents
    from reportgen.app.hearing.parties.addressing import wanted

    year, today = year_of(network, number), dt.date.today()
    stamped, inputs = this_desk().readings.stamped(year)
    found, damaged = rounds.read_rounds(year)
    shown = _chosen(found)
    later = _comes_later(year, shown)
    overview, problems = _overview(inputs, shown, today) if shown and not later else (None, ())
    files = documents(year, (), (shown,)) if overview and shown else ()
    is_open = shown is not None and shown.is_open
    organisations = inputs.network.organisations if inputs.network else ()
    by_party = {(each.about, each.what): each for each in files}
    heard = [party.name for party in shown.parties] if shown and is_open else organisations
    return render_template(
        "round.html",
        year=year,
        inputs=inputs,
        rounds=found,
        is_latest=shown is rounds.latest(found),
        is_answered=shown is next((each for each in reversed(found) if not each.is_open), None),
        stamp=stamped,
        later=later,
        overview=overview,
        problems=(*damaged, *problems),
        wanted=wanted(inputs, heard, today),
        today=today,
        words=round_words,
        actions=ACTIONS,
        id_of=this_desk().files.id_of,
        what=What,
        by_path={each.path: each for each in files},
        by_party=by_party,
        answers_unsent=[
            party.name
            for party in (overview.parties if overview and not is_open else ())
            if (party.name, What.ANSWER) in by_party and party.answer_sent is None
        ],
        reminder=next((each for each in files if each.what is What.REMINDER), None),
        late=[each for each in files if each.what is What.LATE],
        file_title=file_title,
        open_title=open_title,
        longest_said=limits.LONGEST_SAID,
        longest_name=limits.LONGEST_NAME,
        longest_address=limits.LONGEST_ADDRESS,
    )


def _chosen(found: Sequence[rounds.Round]) -> rounds.Round | None:
    """The round that the address names, else the latest."""
    asked = request.args.get("nr", "")
    return next((each for each in found if str(each.number) == asked), rounds.latest(found))


def _comes_later(year: Year, shown: rounds.Round | None) -> rounds.Round | None:
    """The round, where it takes a while to be read: then the page comes without it first."""
    if shown is None or not shown.is_open or is_whole():
        return None
    return None if this_desk().reviews.is_ready(year, shown) else shown


def _overview(
    inputs: YearInputs, found: rounds.Round, today: dt.date
) -> tuple[RoundOverview | None, tuple[Problem, ...]]:
    """A round, with what is wrong in it; none where it cannot be told what came."""
    from reportgen.app.hearing.parties.overview import overview

    try:
        result, problems = _result(inputs, found)
        return overview(inputs, found, result, today), problems
    except InputFaults as faults:
        return None, faults.problems


def _result(
    inputs: YearInputs, found: rounds.Round
) -> tuple[RoundResult | None, tuple[Problem, ...]]:
    """All that came back in a round, as the desk holds it where the round is open.

    Where the year cannot be read, it is not known who answered with what.
    """
    from reportgen.app.hearing.applying import NothingCollected

    reviews = this_desk().reviews
    try:
        if found.is_open:
            with reviews.of(inputs.year) as opened:
                return opened.review.result, ()
        return (None if inputs.has_errors else reviews.of_closed(inputs, found)), ()
    except NothingCollected:
        return None, ()
    except InputFaults as faults:
        return None, faults.problems
    except Refusal as refusal:
        return None, (refusal.problem,)


@round_.post(f"{_PAGE}/sendt")
def mark(network: str, number: int) -> ResponseReturnValue:
    """Mark parties as written to."""
    from reportgen.app.hearing.parties.sending import mark_sent

    return _done(network, number, lambda year: mark_sent(year, _parties(), _now()))


@round_.post(f"{_PAGE}/ikke-sendt")
def unmark(network: str, number: int) -> ResponseReturnValue:
    """Take marks back."""
    from reportgen.app.hearing.parties.sending import unmark_sent

    return _done(network, number, lambda year: unmark_sent(year, _parties()))


@round_.post(f"{_PAGE}/svar-sendt")
def mark_answers(network: str, number: int) -> ResponseReturnValue:
    """Mark the answers to parties as sent."""
    from reportgen.app.hearing.parties.sending import mark_answered

    return _done(network, number, lambda year: mark_answered(year, _parties(), _now()))


@round_.post(f"{_PAGE}/svar-ikke-sendt")
def unmark_answers(network: str, number: int) -> ResponseReturnValue:
    """Take the marks of answers back."""
    from reportgen.app.hearing.parties.sending import unmark_answered

    return _done(network, number, lambda year: unmark_answered(year, _parties()))


@round_.post(f"{_PAGE}/paamindelse")
def remind(network: str, number: int) -> ResponseReturnValue:
    """Write the mail to those who have not answered, and open it."""
    from reportgen.app.documents import Document, Origin, What
    from reportgen.app.hearing.parties.reminding import remind as write_reminder

    year = year_of(network, number)
    with held(year.workspace.root):
        done = write_reminder(year, dt.date.today())
    files = this_desk().files
    files.open(files.id_of(Document(done.path, What.REMINDER, Origin.OURS)))
    return jsonify(anew=True)


@round_.post(f"{_PAGE}/adresser")
def addresses(network: str, number: int) -> ResponseReturnValue:
    """Write addresses that were typed into the workbook."""
    from reportgen.app.hearing.parties.addressing import fill_in

    typed = list(_typed())
    return _done(network, number, lambda year: fill_in(year, typed, dt.date.today()))


def _done(network: str, number: int, do: Callable[[Year], object]) -> ResponseReturnValue:
    """Do something to the year, and show the page anew."""
    year = year_of(network, number)
    with held(year.workspace.root):
        do(year)
    return jsonify(anew=True)


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _parties() -> list[str]:
    parties = request.form.getlist("party")
    if not parties:
        raise BadRequest
    return parties


def _typed() -> Iterator[FilledIn]:
    """What was typed in the places for addresses, with what the page showed of each."""
    from reportgen.app.hearing.parties.addressing import FilledIn, Wanted

    columns = (request.form.getlist(name) for name in _TYPED)
    try:
        rows = list(zip(*columns, strict=True))
    except ValueError:
        raise BadRequest from None
    for address, name, party, member, cell, shown in rows:
        if len(address) > limits.LONGEST_ADDRESS or len(name) > limits.LONGEST_NAME:
            raise BadRequest
        if address.strip() not in {"", shown} or name.strip():
            place = Wanted(party, member, cell, shown)
            yield FilledIn(place, address.strip(), " ".join(name.split()))
