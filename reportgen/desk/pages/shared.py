"""What the modules of pages share."""

from __future__ import annotations

from typing import Any

from flask import g
from werkzeug.exceptions import NotFound

from reportgen.desk.desk import this_desk
from reportgen.language.words import hint, message, place
from reportgen.problems import Problem
from reportgen.report.wording.characters import shown
from reportgen.workspace.places import Year

ON_YEAR = "/<network>/<int:number>"
"""Where the pages of a year lie."""


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
        "place": shown(place(problem.location)),
        "message": shown(message(problem)),
        "hint": shown(hint(problem)),
    }
