"""What is no page: a page's sign that it lives, the language, work under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request
from werkzeug.exceptions import BadRequest, NotFound

from reportgen.desk.desk import this_desk
from reportgen.language.translation import LANGUAGES

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

life = Blueprint("life", __name__)


@life.post("/lever")
def sign() -> ResponseReturnValue:
    """A page lives."""
    this_desk().presence.sign()
    return "", 204


@life.post("/sprog")
def language() -> ResponseReturnValue:
    """Choose the language of all pages."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        raise BadRequest
    this_desk().language = chosen
    return jsonify(again=True)


@life.get("/arbejde/<id_>")
def work(id_: str) -> ResponseReturnValue:
    """How far work has come."""
    found = this_desk().works.find(id_)
    if found is None:
        raise NotFound
    return jsonify(running=found.outcome is None, seconds=found.seconds)


@life.post("/arbejde/<id_>/set")
def seen(id_: str) -> ResponseReturnValue:
    """A result was seen and is put away."""
    this_desk().works.put_away(id_)
    return jsonify(anew=True)
