"""What is written on the desk of the report's words and not put into the report yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reportgen.problems import Location, Problem
from reportgen.report.journal import Entry, Place
from reportgen.report.model import Change
from reportgen.workspace.journal import Journal

if TYPE_CHECKING:
    from reportgen.app.year import YearInputs

REPORT, INPUT = "rapport", "input"
"""What a place of the journal begins with that is of a section or point, or of an input."""


def is_wording(entry: Entry) -> bool:
    """Whether an entry of the journal is of the report's words."""
    return entry.place[0] in {REPORT, INPUT} and len(entry.place) == 3


def called(place: Place, changes: Iterable[Change]) -> str:
    """How a person knows a place: the number of a point, or where an input was said."""
    kind, name, _ = place
    return next((c.source for c in changes if kind == INPUT and c.ref == name), name)


def texts_waiting(inputs: YearInputs) -> tuple[Problem, ...]:
    """A note on what waits to be put in; raises `FileHeld` where the journal cannot be read."""
    year = inputs.year
    if not year.journal.exists():
        return ()
    waiting = filter(is_wording, Journal(year.journal).waiting)
    named = dict.fromkeys(called(entry.place, inputs.changes) for entry in waiting)
    if not named:
        return ()
    values = {"places": ", ".join(named)}
    return (Problem("texts-not-put-in", Location(year.journal.name), values),)
