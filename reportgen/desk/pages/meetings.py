"""The meetings: minutes dropped in, what was understood of them, and putting it right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, render_template, request
from werkzeug.exceptions import BadRequest, NotFound

from reportgen.desk.desk import this_desk
from reportgen.desk.pages import meetings_words
from reportgen.desk.pages.actions import ACTIONS
from reportgen.desk.pages.shared import ON_YEAR, year_of
from reportgen.problems import InputFaults, limits
from reportgen.report.dates import danish_date
from reportgen.workspace.lock import held

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from reportgen.app.documents import Document
    from reportgen.app.standing.agendas import UnreadAgenda
    from reportgen.app.year import YearInputs
    from reportgen.sources.minutes.putting_right import Attendee, Choice
    from reportgen.workspace.places import Year

meetings = Blueprint("meetings", __name__)

_PAGE = f"{ON_YEAR}/moeder"


@meetings.get(_PAGE)
def show(network: str, number: int) -> ResponseReturnValue:
    """The meetings of the year."""
    from reportgen.app.extracts.tasks import TaskState, tasks_of
    from reportgen.app.meetings.overview import meetings as of_year
    from reportgen.app.standing.agendas import unread_agendas
    from reportgen.results.tasks import counted, said_at

    year, today = year_of(network, number), dt.date.today()
    readings = this_desk().readings
    stamped, inputs = readings.stamped(year)
    tasks = tasks_of(inputs, today, readings.meetings)
    return render_template(
        "meetings.html",
        year=year,
        stamp=stamped,
        listed=of_year(inputs),
        words=meetings_words,
        actions=ACTIONS,
        today=today,
        next_meeting=_next_meeting(inputs, today),
        agendas=[(one, _agenda(one)) for one in unread_agendas(year, today)],
        id_of=this_desk().files.id_of,
        tasks=[task for task in tasks if task.state is not TaskState.DONE],
        done=[task for task in tasks if task.state is TaskState.DONE],
        tasks_counted=counted(tasks),
        said_at=said_at,
    )


def _next_meeting(inputs: YearInputs, today: dt.date) -> dt.date | None:
    """The day of the next meeting that is planned, as far as that can be read."""
    from reportgen.app.extracts.agenda import next_planned
    from reportgen.app.standing.awaited import read_open_years

    if not inputs.has_errors:
        with suppress(InputFaults):  # told when the agenda is made
            return next_planned(read_open_years(inputs, this_desk().readings.of), today)
    return None


def _agenda(one: UnreadAgenda) -> Document:
    from reportgen.app.documents import Document, Origin, What

    return Document(one.path, What.AGENDA, Origin.OURS, danish_date(one.date))


@meetings.get(f"{_PAGE}/<name>")
def one(network: str, number: int, name: str) -> ResponseReturnValue:
    """One meeting, beside the minutes that it was read from."""
    from reportgen.app.documents import Document, Origin, What
    from reportgen.app.meetings.overview import NoSuchMeeting, meeting
    from reportgen.app.meetings.settling import can_undo, kept_copy

    year = year_of(network, number)
    stamped, inputs = this_desk().readings.stamped(year)
    try:
        shown_meeting = meeting(inputs, f"{name}.yaml")
    except NoSuchMeeting:
        raise NotFound from None
    source = shown_meeting.source
    file = Document(source, What.MINUTES, Origin.RECEIVED, source.name) if source else None
    return render_template(
        "meeting.html",
        year=year,
        stamp=stamped,
        name=name,
        now=shown_meeting,
        meeting=shown_meeting.listed.meeting,
        words=meetings_words,
        minutes=(file, this_desk().files.id_of(file)) if file else None,
        can_undo=can_undo(year, f"{name}.yaml"),
        is_kept=not shown_meeting.listed.meeting and bool(kept_copy(year, f"{name}.yaml")),
        longest=limits.LONGEST_SAID,
    )


@meetings.post(f"{_PAGE}/<name>/valg")
def choose(network: str, number: int, name: str) -> ResponseReturnValue:
    """Write a choice into the meeting's file."""
    from reportgen.app.meetings.settling import settle

    choice, seen = _choice(), request.form.get("seen", "")
    return _done(network, number, name, lambda year, file: settle(year, file, choice, seen))


@meetings.post(f"{_PAGE}/<name>/opgave")
def task(network: str, number: int, name: str) -> ResponseReturnValue:
    """Write into the meeting's file that a task is done, or open after all."""
    from reportgen.app.meetings.settling import settle_task
    from reportgen.report.meeting import Task

    said = request.form
    try:
        day = dt.date.fromisoformat(said["date"]) if said.get("date") else None
        done = dt.date.fromisoformat(said["done"]) if said.get("done") else None
        item = int(said.get("item", ""))
    except ValueError:
        raise BadRequest from None
    what = {"hvem": said.get("who") or None, "hvad": said.get("what", "–")}
    shown = Task.model_validate({**what, "frist": said.get("due") or None, "udført": done})
    return _done(
        network, number, name, lambda year, file: settle_task(year, file, item, shown, day)
    )


@meetings.post(f"{_PAGE}/<name>/deltagere")
def attend(network: str, number: int, name: str) -> ResponseReturnValue:
    """Write who was there into the meeting's file."""
    from reportgen.app.meetings.settling import settle_people

    people, seen = list(_people()), request.form.get("seen", "")
    return _done(network, number, name, lambda year, file: settle_people(year, file, people, seen))


@meetings.post(f"{_PAGE}/<name>/fortryd")
def undo(network: str, number: int, name: str) -> ResponseReturnValue:
    """Undo the last choice."""
    from reportgen.app.meetings.settling import undo as undo_last

    return _done(network, number, name, undo_last)


@meetings.post(f"{_PAGE}/<name>/fra-arkivet")
def put_back(network: str, number: int, name: str) -> ResponseReturnValue:
    """Put a file that cannot be read back as the archive has it."""
    from reportgen.app.meetings.settling import put_back as from_archive

    return _done(network, number, name, from_archive)


def _done(
    network: str, number: int, name: str, do: Callable[[Year, str], None]
) -> ResponseReturnValue:
    """Do something to the file of a meeting, and show the page anew."""
    from reportgen.app.meetings.overview import NoSuchMeeting

    year = year_of(network, number)
    try:
        with held(year.workspace.root):
            do(year, f"{name}.yaml")
    except NoSuchMeeting:
        raise NotFound from None
    return jsonify(anew=True)


def _people() -> Iterator[Attendee]:
    """Those the form lists; who has neither name nor organisation is not among them."""
    from reportgen.sources.minutes.putting_right import Attendee

    columns = (
        request.form.getlist(name) for name in ("name", "organisation", "presence", "former")
    )
    try:
        for name, organisation, presence, former in zip(*columns, strict=True):
            if len(name) + len(organisation) > limits.LONGEST_NAME:
                raise BadRequest
            said = " ".join(name.split()), " ".join(organisation.split())
            if any(said) and presence:
                key, _, at = former.partition(":")
                stood = (key, int(at)) if former else None
                yield Attendee(*said, was_there=presence == "there", former=stood)
    except ValueError:
        raise BadRequest from None


def _choice() -> Choice:
    """What the form says."""
    from reportgen.sources.minutes.putting_right import Choice, Is

    form = request.form
    if any(len(value) > limits.LONGEST_SAID for value in form.values()):
        raise BadRequest
    try:
        return Choice(
            Is(form.get("choice", "")),
            item=_number("item"),
            line=_number("line"),
            entry=_number("entry"),
            doubt=_number("doubt"),
            text=_tidy("title" if form.get("choice") == Is.TITLE else "text"),
            who=_tidy("who"),
            due=_tidy("due"),
            number=_tidy("number"),
            point=_tidy("point"),
        )
    except ValueError:
        raise BadRequest from None


def _number(name: str) -> int | None:
    said = request.form.get(name, "")
    return int(said) if said else None


def _tidy(name: str) -> str:
    """What was typed, on one line."""
    return " ".join(request.form.get(name, "").split())
