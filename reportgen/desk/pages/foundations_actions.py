"""What the page of the foundations asks for that takes more than a moment."""

from __future__ import annotations

from reportgen.desk.pages.action import Action, Doing
from reportgen.desk.pages.foundations_words import file_title
from reportgen.desk.work import Outcome
from reportgen.language.translation import N_
from reportgen.workspace.places import Year


def _mend(year: Year) -> Doing:
    def do() -> Outcome:
        from reportgen.app.check import check
        from reportgen.results.inputs import mended

        done = check(year, fix=True)
        return Outcome(tuple(mended(done, lambda file: file_title(file, year))))

    return do


FOUNDATIONS_ACTIONS: dict[str, Action] = {
    "mend": Action(
        N_("Fill in what is missing"), N_("What rows and entries lack is being filled in"), _mend
    ),
}
"""What the page can ask for."""
