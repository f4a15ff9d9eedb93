"""What the workbook can be given without asking: ids of its rows, and its list of names."""

from __future__ import annotations

from reportgen.app.year import YearInputs
from reportgen.report.ids import CellId
from reportgen.sources.workbook.lists import organisation_edits
from reportgen.sources.workbook.package import Unreadable
from reportgen.sources.workbook.patch import CellEdit, Edit, NewRow, patch
from reportgen.workspace import files


def fill_in(inputs: YearInputs) -> tuple[tuple[str, str], ...]:
    """Write the ids that rows lack, and the list that organisations are chosen from.

    Returns the cells that were written, as ``Udfordringer!A2``, and what they say now.
    """
    data = files.read(inputs.year.workbook)
    if data is None:
        return ()
    edits: dict[str, Edit] = {
        cell: CellEdit(*CellId.parse(cell), before=None, after=id_)
        for cell, id_ in inputs.workbook.missing_ids.items()
    }
    try:
        if inputs.network is not None:
            edits |= organisation_edits(data, inputs.network.organisations)
        patched = patch(data, edits) if edits else None
    except Unreadable:
        return ()
    if patched is None or not patched.cells:
        return ()
    files.write(inputs.year.workbook, patched.data)
    return tuple(
        (cell, said)
        for cell, edit in edits.items()
        if cell in patched.cells and (said := _said(edit)) is not None
    )


def _said(edit: Edit) -> str | None:
    """What the cell of an edit says now; None where it is about no cell."""
    if isinstance(edit, CellEdit):
        return str(edit.after or "")
    return ", ".join(map(str, edit.values.values())) if isinstance(edit, NewRow) else None
