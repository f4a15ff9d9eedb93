"""The first page: where the year stands, what is open, the one next step, the files."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from reportgen.desk.desk import this_desk
from reportgen.desk.pages import year_words
from reportgen.desk.pages.actions import BUTTONS
from reportgen.desk.pages.shared import ON_YEAR, year_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

year = Blueprint("year", __name__)


@year.get("/")
def first() -> ResponseReturnValue:
    """The year that is under way."""
    from reportgen.app.choices import under_way

    meant = under_way(this_desk().workspace)
    if meant is None:
        return render_template("empty.html")
    return redirect(url_for(".show", network=meant.network, number=meant.year))


@year.get(f"{ON_YEAR}/")
def show(network: str, number: int) -> ResponseReturnValue:
    """A year."""
    from reportgen.app.documents import documents
    from reportgen.app.stations import stops
    from reportgen.app.status import status

    chosen = year_of(network, number)
    desk = this_desk()
    now = status(chosen, dt.date.today())
    return render_template(
        "year.html",
        now=now,
        stops=stops(now),
        words=year_words,
        button=BUTTONS.get(now.step),
        files=[
            group
            for group in year_words.groups(documents(chosen, now.versions, now.rounds))
            if group.files
        ],
        id_of=desk.files.id_of,
        running=desk.works.running(),
        ended=desk.works.ended(chosen),
    )
