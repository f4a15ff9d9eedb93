"""The page of the foundations: the network as a form, and all that is wrong in the inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, render_template, request
from werkzeug.exceptions import BadRequest

from reportgen.desk.desk import this_desk
from reportgen.desk.pages import foundations_words
from reportgen.desk.pages.foundations_actions import FOUNDATIONS_ACTIONS
from reportgen.desk.pages.shared import ON_YEAR, as_told, year_of
from reportgen.workspace.lock import held

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

foundations = Blueprint("foundations", __name__)

_PAGE = f"{ON_YEAR}/grundlag"
_SHOWN = "shown:"
"""Opens the name of a hidden field that says what the page showed of another."""


@foundations.get(_PAGE)
def show(network: str, number: int) -> ResponseReturnValue:
    """Show the network, and what `check` finds."""
    from reportgen.app.network import TITLES, Field, network_form

    chosen = year_of(network, number)
    form = network_form(chosen)
    stamped, inputs = this_desk().readings.checked(chosen)
    return render_template(
        "foundations.html",
        year=chosen,
        stamp=stamped,
        form=form,
        fields=Field,
        titles=TITLES,
        own_case=foundations_words.own_case(inputs, form.said.get(Field.CASE_NUMBER, "")),
        groups=foundations_words.groups(inputs.problems),
        errors=foundations_words.count_errors(inputs.problems),
        can_mend=foundations_words.can_be_mended(inputs.problems),
        actions=FOUNDATIONS_ACTIONS,
        words=foundations_words,
        way_to=lambda file: foundations_words.way_to(chosen, file, this_desk().files),
    )


@foundations.post(f"{_PAGE}/netvaerk")
def write(network: str, number: int) -> ResponseReturnValue:
    """Write what was typed of the network, each key alone."""
    from reportgen.app.network import ChangedMeanwhile, Field, network_form, tidy, write_network

    chosen = year_of(network, number)
    sent = request.form
    fields = [field for field in Field if field in sent and f"{_SHOWN}{field}" in sent]
    if not fields:
        raise BadRequest
    typed = {field: tidy(field, sent[field]) for field in fields}
    shown = {field: tidy(field, sent[f"{_SHOWN}{field}"]) for field in fields}
    try:
        with held(chosen.workspace.root):
            write_network(chosen, shown, typed)
    except ChangedMeanwhile as refusal:
        said = network_form(chosen).said
        now = {f"{_SHOWN}{field}": text for field, text in said.items()}
        return jsonify(problems=[as_told(refusal.problem)], shown=now), 409
    return jsonify(anew=True)
