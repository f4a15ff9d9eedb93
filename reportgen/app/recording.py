"""Entries of the secretariat's own, put into the report: into their cells, else the next file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.app import deciding
from reportgen.app.workbook import cells as workbook_cells
from reportgen.app.workbook.point_cells import cells_of_points, without_written
from reportgen.app.year import YearInputs
from reportgen.problems import Problem
from reportgen.report.entries import DecidedEntry, Decision, Origin
from reportgen.workspace.together import write_all

OUTCOME = "indarbejdet"
SOURCE = "Rettet i rapporten af {parties}, {date}"
"""The source of a figure that was put in."""
ON_DESK = "Skrevet på siden i browseren"
"""Where an entry is from that was written on the desk."""
_HEADING = (f"{ON_DESK}. Ret ikke i filen.",)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written."""

    file: str
    """Name in ``aendringer/``."""
    told: tuple[Problem, ...] = ()
    """Each cell of the workbook that was written, with what it says now."""


def record(inputs: YearInputs, entries: Sequence[DecidedEntry], now: dt.datetime) -> Recorded:
    """Write entries that were made on the desk, with the cells they change, as one.

    Raises `InputFaults` where the report cannot take them; nothing is written then.
    """
    by = inputs.material.network.secretariat.organisation
    decision = Decision(by=by, date=now.date(), outcome=OUTCOME)
    origin = Origin(file=ON_DESK, party=by, time=now.isoformat(timespec="minutes"))
    signed = [e.model_copy(update={"decision": decision, "origin": origin}) for e in entries]
    written = workbook_cells.with_written_cells(
        inputs, cells_of_points(inputs, signed), date=now.date(), source=SOURCE
    )
    left = without_written(inputs, signed, written.done)
    name, data = deciding.next_checked_file(inputs, left, _HEADING)
    cells = workbook_cells.workbook_file(inputs, written)
    root = inputs.year.workspace.root
    write_all(root, {**cells, inputs.year.decided / name: data})
    return Recorded(name, written.told)
