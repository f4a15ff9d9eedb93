"""Publishing and the steering group's case, as long work of the desk."""

from __future__ import annotations

import datetime as dt

from reportgen.app.documents import Document, Origin, What
from reportgen.app.standing.commands import Step
from reportgen.desk.pages.action import Action, Doing, opener
from reportgen.desk.work import Outcome
from reportgen.language.translation import N_
from reportgen.report.dates import danish_date
from reportgen.workspace.places import Year


def _publish(year: Year) -> Doing:
    def do() -> Outcome:
        from reportgen.app.publish import publish
        from reportgen.results.versions import published

        done = publish(year, dt.date.today())
        return Outcome(tuple(published(done)), done.problems, is_done=done.record is not None)

    return do


def _submission(year: Year) -> Doing:
    show = opener()

    def do() -> Outcome:
        from reportgen.app.extracts.submission import make_submission
        from reportgen.results.documents import submission_made

        today = dt.date.today()
        made = make_submission(year, today)
        document = Document(made.path, What.SUBMISSION, Origin.OURS, danish_date(today))
        return Outcome(tuple(submission_made()), (*made.problems, *show(document)))

    return do


PUBLICATION_ACTIONS: dict[str, Action] = {
    Step.PUBLISH: Action(N_("Publish"), N_("The report is being published"), _publish),
    "submission": Action(
        N_("Write the case and open it"), N_("The case is being written"), _submission
    ),
}
"""What the page can ask for."""
