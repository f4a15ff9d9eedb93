"""What a new year began with, and nobody has looked at since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from reportgen.problems import Location, Problem, Refusal
from reportgen.report.dates import danish_date
from reportgen.report.inputs import WheelEntry, Workbook
from reportgen.report.turn_of_year import next_wheel
from reportgen.sources.meetings import read_meeting
from reportgen.workspace.places import Year

CARRIED_OVER = frozenset({"prose-from-last-year", "wheel-from-last-year"})
"""Codes of what still stands as the report before left it."""


def wheel_problems(year: Year, workbook: Workbook) -> tuple[Problem, ...]:
    """A note on each row of ``Årshjul`` that stands as the year before left it.

    Such a row is dated in the report's own year, while the report shows the coming one. Of a
    year that no earlier one is archived of, nothing is known and nothing is said.
    """
    own = [entry for entry in workbook.wheel if entry.date.year == year.year]
    if not own:
        return ()
    earlier, begun_with = _begun_with(year)
    return tuple(
        Problem(
            "wheel-from-last-year",
            Location(workbook.file, "Årshjul", entry.cells.get("Dato", "")),
            {"date": danish_date(entry.date), "year": earlier},
        )
        for entry in own
        if replace(entry, cells={}) in begun_with
    )


def _begun_with(year: Year) -> tuple[int, tuple[WheelEntry, ...]]:
    """The last archived year before `year`, and the wheel that `new` made of it."""
    from reportgen.app import archiving  # few years have to look back
    from reportgen.sources.workbook.read import read_workbook

    try:
        listed = archiving.listed(year.workspace)
        years = [one["year"] for one in listed if one["network"] == year.network]
        last = max((other for other in years if other < year.year), default=0)
        if not last:
            return 0, ()
        there = archiving.ArchivedYear(replace(year, year=last))
        step = there.holding(None)
        held = there.steps[step].state
        relative = year.workspace.relative
        book = relative(there.year.workbook)
        if book not in held:
            return 0, ()
        read, _ = read_workbook(there.store.read(there.id, step, book), book, ())
        meetings = [
            meeting.meeting
            for path in sorted(held)
            if path.startswith(f"{relative(there.year.meetings)}/")
            and PurePosixPath(path).suffix in {".yaml", ".yml"}
            and (meeting := read_meeting(there.store.read(there.id, step, path), path, last, ())[0])
        ]
    except Refusal:
        return 0, ()  # an archive that cannot be read is told of where it is used
    return last, next_wheel(read.wheel, meetings, year.year)
