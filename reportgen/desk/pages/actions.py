"""The steps of the year that are done by a button: work in the background, told in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify
from werkzeug.exceptions import NotFound

from reportgen.app.commands import Step
from reportgen.desk.desk import this_desk
from reportgen.desk.pages.shared import ON_YEAR, year_of
from reportgen.desk.work import Outcome
from reportgen.language.translation import N_, ntr, tr
from reportgen.workspace import versions
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

actions = Blueprint("actions", __name__)


@actions.post(f"{ON_YEAR}/skridt/<step>")
def do(network: str, number: int, step: str) -> ResponseReturnValue:
    """Begin a step."""
    chosen = year_of(network, number)
    if step not in BUTTONS:
        raise NotFound
    _words, title, run = BUTTONS[Step(step)]
    work = this_desk().works.start(chosen, tr(title), lambda: run(chosen))
    return jsonify(work=work.id)


def _generate(year: Year) -> Outcome:
    from reportgen.app.generate import generate

    done = generate(year, dt.date.today())
    text = (
        tr("Nothing has changed: {version} still stands.")
        if done.unchanged
        else tr("{version} is made.")
    )
    told = [text.format(version=done.record.version)]
    if done.pending:
        told.append(
            ntr(
                "{count} input still needs a wording; it stands as a comment in the document.",
                "{count} inputs still need a wording; they stand as comments in the document.",
                len(done.pending),
            )
        )
    return Outcome(tuple(told), done.problems)


def _absorb(year: Year) -> Outcome:
    from reportgen.app.absorb import absorb, edits_of
    from reportgen.app.generate import edited_version

    edited = edited_version(year, versions.latest(year))
    if edited is None:
        return Outcome((tr("The latest version holds no edits that are not taken in."),))
    done = absorb(year, year.outputs / edited, dt.date.today())
    count = ntr("{count} change was absorbed.", "{count} changes were absorbed.", edits_of(done))
    return Outcome((count,), done.problems)


def _publish(year: Year) -> Outcome:
    from reportgen.app.publish import publish

    done = publish(year, dt.date.today())
    if done.record is None:
        return Outcome((tr("Nothing was published."),), done.problems, is_done=False)
    text = tr("{version} is published.").format(version=done.record.version)
    return Outcome((text,), done.problems)


def _new_year(year: Year) -> Outcome:
    from reportgen.app.new import new_year

    done = new_year(Year(year.workspace, year.network, year.year + 1))
    return Outcome((tr("{year} is laid out.").format(year=year.year + 1),), done.problems)


BUTTONS: dict[Step, tuple[str, str, Callable[[Year], Outcome]]] = {
    Step.GENERATE: (N_("Make the next version"), N_("The next version is being made"), _generate),
    Step.ABSORB: (N_("Take the edits in"), N_("The edits are being taken in"), _absorb),
    Step.PUBLISH: (N_("Publish"), N_("The report is being published"), _publish),
    Step.NEW_YEAR: (N_("Begin the next year"), N_("The next year is being laid out"), _new_year),
}
"""What stands on the button of a step, what is told while it works, and what it does."""
