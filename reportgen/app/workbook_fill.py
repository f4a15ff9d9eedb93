"""What the workbook lacks and can be given without asking: the ids of its rows."""

from __future__ import annotations

from reportgen.app.year import YearInputs
from reportgen.report.ids import CellId
from reportgen.sources.workbook.package import Unreadable
from reportgen.sources.workbook.patch import CellEdit, patch
from reportgen.workspace import files


def fill_in(inputs: YearInputs) -> tuple[tuple[str, str], ...]:
    """Write the ids that rows lack; returns the cells that were written, and what they say now."""
    data = files.read(inputs.year.workbook)
    edits = {
        cell: CellEdit(*CellId.parse(cell), before=None, after=id_)
        for cell, id_ in inputs.workbook.missing_ids.items()
    }
    if data is None or not edits:
        return ()
    try:
        patched = patch(data, edits)
    except Unreadable:
        return ()
    if patched.cells:
        files.write(inputs.year.workbook, patched.data)
    return tuple(
        (cell, id_) for cell, id_ in inputs.workbook.missing_ids.items() if cell in patched.cells
    )
