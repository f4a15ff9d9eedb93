"""What is written on the desk of the report's words and not put into the report yet."""

from __future__ import annotations

from reportgen.problems import Location, Problem
from reportgen.report.journal import Entry
from reportgen.workspace.journal import Journal
from reportgen.workspace.places import Year

REPORT, INPUT = "rapport", "input"
"""What a place of the journal begins with that is of a section or point, or of an input."""


def is_wording(entry: Entry) -> bool:
    """Whether an entry of the journal is of the report's words."""
    return entry.place[0] in {REPORT, INPUT} and len(entry.place) == 3


def texts_waiting(year: Year) -> tuple[Problem, ...]:
    """A note on what waits to be put in; raises `FileHeld` where the journal cannot be read."""
    if not year.journal.exists():
        return ()
    waiting = filter(is_wording, Journal(year.journal).waiting)
    named = dict.fromkeys(entry.place[1] for entry in waiting)
    if not named:
        return ()
    values = {"places": ", ".join(named)}
    return (Problem("texts-not-put-in", Location(year.journal.name), values),)
