"""Where the wording of a block, or what a cell holds, comes from."""

from __future__ import annotations

from typing import Any

from reportgen.app.year import decided_changes, read_year
from reportgen.problems import InputFaults, Location, Problem
from reportgen.report import ids
from reportgen.report.trace import block_steps, cell_steps
from reportgen.sources.meetings import meeting_changes
from reportgen.workspace.places import Year


def trace(year: Year, ref: str) -> list[dict[str, Any]]:
    """The base and every change of the block `ref` names, oldest first.

    `ref` is an id (``U1``, ``3.1/2``, ``Nøgletal!E7``) or a point's place (``3.6/2``).
    Raises `InputFaults` where there is no such block.
    """
    inputs = read_year(year)
    if ids.is_cell(ref):
        where, known = Location(inputs.workbook.file), ""
        steps = cell_steps(inputs.workbook, ref)
    else:
        blocks = inputs.folded.blocks.values()
        where, known = Location(), ", ".join(b.id for row in blocks for b in row[:40])
        changes = (*meeting_changes(inputs.meetings), *decided_changes(year))
        steps = block_steps(inputs.folded, changes, ref)
    if steps is None:
        fault = Problem("trace-unknown", where, {"ref": ref, "known": known or "–"})
        raise InputFaults([fault])
    return steps
