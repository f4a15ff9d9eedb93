"""The first page: where the year stands, what is open, the one next step, the files."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, redirect, render_template, url_for

from reportgen.desk.desk import this_desk
from reportgen.desk.pages import year_words
from reportgen.desk.pages.actions import ACTIONS
from reportgen.desk.pages.shared import ON_YEAR, is_whole, year_of
from reportgen.problems import InputFaults, Refusal
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from reportgen.app.standing.status import Heard

year = Blueprint("year", __name__)


@year.get("/")
def first() -> ResponseReturnValue:
    """The year that is under way."""
    from reportgen.app.standing.choices import under_way

    meant = under_way(this_desk().workspace)
    if meant is None:
        return redirect(url_for("beginning.show"))
    return redirect(url_for(".show", network=meant.network, number=meant.year))


@year.get(f"{ON_YEAR}/stand")
def stand(network: str, number: int) -> ResponseReturnValue:
    """What tells a page that the year was changed since it was shown."""
    from reportgen.app.standing.freshness import stamp

    return jsonify(stamp=stamp(year_of(network, number)))


@year.get(f"{ON_YEAR}/")
def show(network: str, number: int) -> ResponseReturnValue:
    """A year."""
    from reportgen.app.documents import documents
    from reportgen.app.standing.stations import stops

    chosen = year_of(network, number)
    desk = this_desk()
    stamped, now = desk.readings.status(chosen, dt.date.today())
    return render_template(
        "year.html",
        now=now,
        stamp=stamped,
        stops=stops(now),
        words=year_words,
        action=ACTIONS.get(now.step),
        actions=ACTIONS,
        doubts=sum(len(file.meeting.open_doubts) for file in now.inputs.meetings),
        today=dt.date.today(),
        files=[
            group
            for group in year_words.groups(documents(chosen, now.versions, now.rounds))
            if group.files
        ],
        id_of=desk.files.id_of,
        undecided=_undecided(chosen, now.hearing) if now.hearing and now.hearing.sheet else 0,
    )


def _undecided(chosen: Year, heard: Heard) -> int | None:
    """How many changes of the open round are not decided; None where that takes a while.

    What keeps them from being read is told on their own page.
    """
    reviews = this_desk().reviews
    if not is_whole() and not reviews.is_ready(chosen, heard.round):
        return None
    try:
        with reviews.of(chosen) as opened:
            return opened.review.overview.sum().open
    except (InputFaults, Refusal):
        return 0
