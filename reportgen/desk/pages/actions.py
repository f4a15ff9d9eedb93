"""The steps of the year that are done by a button: work in the background, told in words."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request
from werkzeug.exceptions import NotFound

from reportgen.app.standing.commands import Step
from reportgen.desk.desk import this_desk
from reportgen.desk.pages.action import Action, Doing, uploads
from reportgen.desk.pages.foundations_actions import FOUNDATIONS_ACTIONS
from reportgen.desk.pages.hearing.round_actions import ROUND_ACTIONS
from reportgen.desk.pages.meetings_actions import MEETINGS_ACTIONS
from reportgen.desk.pages.publishing.archive_actions import ARCHIVE_ACTIONS
from reportgen.desk.pages.publishing.publication_actions import PUBLICATION_ACTIONS
from reportgen.desk.pages.publishing.recommendations import RECOMMENDATIONS_ACTIONS
from reportgen.desk.pages.shared import ON_YEAR, year_of
from reportgen.desk.work import Outcome
from reportgen.language.translation import N_, tr
from reportgen.language.words import in_danish, message
from reportgen.problems import InputFaults, Problem, Refusal, Severity, has_errors
from reportgen.results import versions as told_of_versions
from reportgen.workspace import versions
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

actions = Blueprint("actions", __name__)


@actions.post(f"{ON_YEAR}/skridt/<step>")
def do(network: str, number: int, step: str) -> ResponseReturnValue:
    """Begin a step."""
    chosen = year_of(network, number)
    if step not in ACTIONS:
        raise NotFound
    action = ACTIONS[step]
    this_desk().works.refuse_if_busy()  # before files are taken in for nothing
    doing = _telling_news(chosen, action.prepare(chosen))
    return jsonify(work=this_desk().works.start(chosen, tr(action.title), doing).id)


def _telling_news(year: Year, do: Doing) -> Doing:
    """The work, less the notes on its year that stood before it: the year's pages have them."""
    readings = this_desk().readings

    def done() -> Outcome:
        before: tuple[Problem, ...] = ()
        # What keeps the year from being read is no matter of work that does not read it.
        with contextlib.suppress(InputFaults, Refusal):
            before = readings.of(year).problems if year.inputs.is_dir() else ()
        outcome = do()
        notes = [each for each in before if each.severity is not Severity.ERROR]
        news = tuple(each for each in outcome.problems if each not in notes)
        return replace(outcome, problems=news)

    return done


def _generate(year: Year) -> Doing:
    def do() -> Outcome:
        from reportgen.app.generate import generate

        done = generate(year, dt.date.today())
        return Outcome(tuple(told_of_versions.generated(done)), done.problems)

    return do


def _absorb(year: Year) -> Doing:
    met = request.form.getlist("met") if request.form.get("closing") else None

    def do() -> Outcome:
        from reportgen.app.absorb import absorb
        from reportgen.app.generate import edited_version

        edited = edited_version(year, versions.latest(year))
        if edited is None:
            return Outcome((tr("The latest version holds no edits that are not taken in."),))
        done = absorb(year, year.outputs / edited, dt.date.today(), close=met)
        return Outcome(tuple(told_of_versions.absorbed(done)), done.problems)

    return do


def _new_year(year: Year) -> Doing:
    def do() -> Outcome:
        from reportgen.app.new import new_year
        from reportgen.results.years import laid_out

        done = new_year(Year(year.workspace, year.network, year.year + 1))
        begun = tr("{year} is laid out.").format(year=year.year + 1)
        return Outcome((begun, *laid_out(done)), done.problems)

    return do


def _apply(year: Year) -> Doing:
    now = dt.datetime.now().astimezone()
    nobody_answered = "nobody" in request.form

    def do() -> Outcome:
        from reportgen.app.hearing.applying import apply
        from reportgen.results.hearing import applied

        done = apply(year, (), now, in_danish, base_stays=nobody_answered)
        return Outcome(tuple(applied(done)), done.problems, is_done=done.is_done)

    return do


def _import(year: Year) -> Doing:
    sent = uploads()
    is_ours = "is_ours" in request.form

    def do() -> Outcome:
        from reportgen.app.importing import import_minutes
        from reportgen.results.minutes import imported

        try:
            done = import_minutes(
                year.workspace,
                year.network,
                sent.paths,
                year=year.year,
                describe=message,
                confirmed=lambda _doubts: is_ours,
            )
        finally:
            sent.remove()
        # What was doubtful of those that were read stands on the pages of their meetings.
        unread = [one for one in done if one.refused or not one.file or has_errors(one.problems)]
        problems = tuple(problem for one in unread for problem in one.problems)
        told = tuple(line for one in done for line in imported(one, by_day=True))
        return Outcome(told, problems, is_done=not unread)

    return do


ACTIONS: dict[str, Action] = {
    Step.GENERATE: Action(
        N_("Make the next version"), N_("The next version is being made"), _generate
    ),
    Step.ABSORB: Action(N_("Take the edits in"), N_("The edits are being taken in"), _absorb),
    Step.APPLY: Action(N_("Take the decisions in"), N_("The decisions are being taken in"), _apply),
    Step.NEW_YEAR: Action(
        N_("Begin the next year"), N_("The next year is being laid out"), _new_year
    ),
    "import": Action(N_("Read the minutes"), N_("The minutes are being read"), _import),
    **MEETINGS_ACTIONS,
    **ROUND_ACTIONS,
    **FOUNDATIONS_ACTIONS,
    **PUBLICATION_ACTIONS,
    **ARCHIVE_ACTIONS,
    **RECOMMENDATIONS_ACTIONS,
}
"""What pages can ask for, by the step of the year or a name of its own."""
