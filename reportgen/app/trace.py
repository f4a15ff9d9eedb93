"""Where the wording of a block, or what a cell holds, comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from reportgen.app.year import YearInputs, read_year
from reportgen.problems import InputFaults, Problem
from reportgen.report import ids
from reportgen.report.trace import block_steps, cell_steps
from reportgen.workspace.places import Year


def trace(year: Year, ref: str) -> list[dict[str, Any]]:
    """The base and every change of the block `ref` names, oldest first.

    `ref` is an id (``U1``, ``3.1/2``, ``Nøgletal!E7``) or a point's place (``3.6/2``).
    Raises `InputFaults` where there is no such block.
    """
    return trace_in(read_year(year), ref)


def trace_in(inputs: YearInputs, ref: str) -> list[dict[str, Any]]:
    """The same of a year that is read already."""
    if ids.is_cell(ref):
        sheet, _, cell = ref.partition("!")
        steps = cell_steps(inputs.workbook, f"{sheet.capitalize()}!{cell.upper()}")
        if steps is None:
            raise InputFaults([Problem("trace-cell-unknown", values={"ref": ref})])
    else:
        blocks = inputs.folded.blocks.values()
        known = ", ".join(run for row in blocks for run in _runs([block.id for block in row]))
        steps = block_steps(inputs.folded, inputs.changes, ref)
        if steps is None:  # u1, as people type it
            steps = block_steps(inputs.folded, inputs.changes, ref.upper())
        if steps is None and not known:
            raise InputFaults([Problem("trace-empty", values={"ref": ref})])
        if steps is None:
            fault = Problem("trace-unknown", values={"ref": ref, "known": known})
            raise InputFaults([fault])
    return steps


def _runs(names: Sequence[str]) -> Iterator[str]:
    """The ids of a row, those that follow each other as ``U1–U4``."""
    runs: list[list[str]] = []
    for name in names:
        if runs and _number(name) == _number(runs[-1][-1]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    for run in runs:
        yield run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}"


def _number(block: str) -> int:
    digits = re.search(r"[0-9]+$", block)
    return int(digits[0]) if digits else 0
