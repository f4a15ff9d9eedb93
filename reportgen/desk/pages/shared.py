"""What the modules of pages share."""

from __future__ import annotations

from typing import Any

from flask import g, request
from werkzeug.exceptions import NotFound

from reportgen.desk.desk import this_desk
from reportgen.desk.ways import Piece, hint_pieces, message_pieces
from reportgen.language.words import place
from reportgen.problems import Problem
from reportgen.report.wording.characters import shown
from reportgen.workspace.places import Year

ON_YEAR = "/<network>/<int:number>"
"""Where the pages of a year lie."""
_WHOLE = "helt"
"""What the page's script adds to the address where something is to come after."""


def is_whole() -> bool:
    """Whether a page is asked for with what takes a while to read; else it comes at once."""
    return _WHOLE in request.args


def year_of(network: str, number: int) -> Year:
    """The year that an address names, if the workspace has it; from here on the page's year."""
    workspace = this_desk().workspace
    if network not in workspace.networks() or number not in workspace.years(network):
        raise NotFound
    g.year = Year(workspace, network, number)
    return Year(workspace, network, number)


def as_told(problem: Problem) -> dict[str, Any]:
    """A problem as the page's script shows it."""
    return {
        "severity": problem.severity.value,
        "place": [{"text": shown(place(problem.location))}],
        "message": _as_told(message_pieces(problem)),
        "hint": _as_told(hint_pieces(problem)),
    }


def _as_told(pieces: list[Piece]) -> list[dict[str, str]]:
    return [{"text": shown(piece.text), "href": piece.href} for piece in pieces]
