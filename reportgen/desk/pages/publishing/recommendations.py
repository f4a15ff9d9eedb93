"""The page of the recommendations: what every year's report asked, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from reportgen.desk.desk import this_desk
from reportgen.desk.pages.action import Action, Doing, opener
from reportgen.desk.pages.publishing import recommendations_words
from reportgen.desk.pages.shared import ON_YEAR, year_of
from reportgen.desk.work import Outcome
from reportgen.language.translation import N_
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

recommendations = Blueprint("recommendations", __name__)


@recommendations.get(f"{ON_YEAR}/anbefalinger")
def show(network: str, number: int) -> ResponseReturnValue:
    """Show the recommendations of all years of the network."""
    from reportgen.results.recommendations import counted

    chosen = year_of(network, number)
    stamped, found = this_desk().readings.recommendations(chosen, dt.date.today())
    return render_template(
        "recommendations.html",
        year=chosen,
        stamp=stamped,
        found=found,
        told=tuple(counted(found)),
        action=RECOMMENDATIONS_ACTIONS["recommendations"],
        words=recommendations_words,
    )


def _write(year: Year) -> Doing:
    show_file = opener()

    def do() -> Outcome:
        from reportgen.app.documents import Document, Origin, What
        from reportgen.app.extracts.recommendations import recommendations as listed
        from reportgen.app.extracts.recommendations import write_recommendations
        from reportgen.results.recommendations import counted

        found = listed(year.workspace, year.network, dt.date.today())
        told = tuple(counted(found))
        if not found.rows:
            return Outcome(told)
        path = write_recommendations(year.workspace, year.network, found)
        made = Document(path, What.RECOMMENDATIONS, Origin.OURS)
        return Outcome(told, show_file(made))

    return do


RECOMMENDATIONS_ACTIONS: dict[str, Action] = {
    "recommendations": Action(
        N_("Open as a workbook"), N_("The recommendations are being written as a list"), _write
    ),
}
"""What the page can ask for."""
