"""Publishing, as long work of the desk."""

from __future__ import annotations

import datetime as dt

from reportgen.app.standing.commands import Step
from reportgen.desk.pages.action import Action, Doing
from reportgen.desk.work import Outcome
from reportgen.language.translation import N_
from reportgen.workspace.places import Year


def _publish(year: Year) -> Doing:
    def do() -> Outcome:
        from reportgen.app.publish import publish
        from reportgen.results.versions import published

        done = publish(year, dt.date.today())
        return Outcome(tuple(published(done)), done.problems, is_done=done.record is not None)

    return do


PUBLICATION_ACTIONS: dict[str, Action] = {
    Step.PUBLISH: Action(N_("Publish"), N_("The report is being published"), _publish)
}
"""What the page can ask for."""
