"""What a page can ask for that takes more than a moment, and the files that it sends with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import BadRequest

from reportgen.desk.uploads import Uploads
from reportgen.desk.work import Outcome
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
