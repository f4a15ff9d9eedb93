"""Deadlines of recommendations, held against the year of their report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reportgen.problems import Location, Problem
from reportgen.report.dates import danish_date
from reportgen.report.ids import RECOMMENDATIONS
from reportgen.report.inputs import Workbook
from reportgen.report.model import Block, Change, Folded


def deadline_problems(
    folded: Folded, workbook: Workbook, changes: tuple[Change, ...], year: int
) -> Iterator[Problem]:
    """A note on each deadline that has passed before the report of `year` is made."""
    for block in folded.points(RECOMMENDATIONS):
        if block.due is not None and block.due <= dt.date(year, 12, 31):
            values = {"block": block.id, "date": danish_date(block.due), "year": year}
            where = _place(block, workbook, changes)
            yield Problem("recommendation-due-before-report", where, values)


def _place(block: Block, workbook: Workbook, changes: tuple[Change, ...]) -> Location:
    """The entry that set the deadline last, or its cell."""
    set_by = [step.ref for step in block.steps if step.entry and step.entry.due]
    for change in changes:
        if set_by and change.ref == set_by[-1]:
            return change.location
    row = next((row for row in workbook.points if row.id == block.id), None)
    cell = row.cells.get("Frist", "") if row else ""
    return Location(workbook.file, row.sheet if row else "", cell)
