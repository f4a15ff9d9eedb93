"""What a page can ask for that takes more than a moment, what it sends, what is then opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import BadRequest

from reportgen.app.documents import Document
from reportgen.desk.desk import this_desk
from reportgen.desk.uploads import Uploads
from reportgen.desk.work import Outcome
from reportgen.problems import Problem, Refusal
from reportgen.workspace.places import Year

Doing = Callable[[], Outcome]


@dataclass(frozen=True, slots=True)
class Action:
    """A step that is done by a button: work in the background, told in words."""

    button: str
    """What stands on its button, to be translated."""
    title: str
    """What is told while it works, to be translated."""
    prepare: Callable[[Year], Doing]
    """Takes what the page sent; what it returns does the work, in another thread."""


def uploads(*, needed: bool = True) -> Uploads:
    """The files that were sent; where there have to be some, none is a bad request."""
    sent = [each for each in request.files.getlist("files") if each.filename]
    if needed and not sent:
        raise BadRequest
    return Uploads(sent)


def day_in(field: str) -> dt.date | None:
    """The day in a field; none where it is empty or no day."""
    try:
        return dt.date.fromisoformat(request.form.get(field, ""))
    except ValueError:
        return None


def opener() -> Callable[[Document], tuple[Problem, ...]]:
    """Opens what was made; that it cannot be opened is no reason for it not to be there."""
    files = this_desk().files

    def show(document: Document) -> tuple[Problem, ...]:
        try:
            files.open(files.id_of(document))
        except Refusal as refusal:
            return (refusal.problem,)
        return ()

    return show
