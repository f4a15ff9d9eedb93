"""What is said of a point beside its words, changed in the cell of the workbook they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.app.year import YearInputs
from reportgen.hearing.decisions.apply import CellChange
from reportgen.hearing.edits.fields import CHALLENGE, PRIORITY, STATUS, shown, told
from reportgen.report.entries import DecidedEntry, Kind
from reportgen.report.recommendations.request import ADDRESSEE, ASKED, DUE

_FIELDS = {
    "status": ("Status", STATUS),
    "priority": ("Prioritet", PRIORITY),
    "challenge": ("Udfordring", CHALLENGE),
    "addressee": ("Til", ADDRESSEE),
    "asked": ("Bedes beslutte", ASKED),
    "due": ("Frist", DUE),
}
"""Each with its column, and its name in the small line of a point."""


def cells_of_points(inputs: YearInputs, entries: Iterable[DecidedEntry]) -> list[CellChange]:
    """Cells that say what entries change beside the words of their points.

    A point of the workbook has them there, unless a meeting or a decision set them since.
    """
    rows = {row.id: row for row in inputs.workbook.points}
    found: list[CellChange] = []
    for entry in entries:
        row = rows.get(entry.id or "")
        block = inputs.folded.find(entry.id or "")
        if row is None or block is None or entry.kind is not Kind.AMEND:
            continue
        for name, (column, _) in _FIELDS.items():
            wanted, stands = getattr(entry, name), getattr(row, name)
            set_since = any(step.entry and getattr(step.entry, name) for step in block.steps)
            if wanted and not set_since and column in row.cells:
                cell = f"{row.sheet}!{row.cells[column]}"
                found.append(CellChange(cell, shown(stands), shown(wanted), ()))
    return found


def without_written(
    inputs: YearInputs, entries: Sequence[DecidedEntry], done: frozenset[str]
) -> list[DecidedEntry]:
    """The entries without what was written into the cells `done`: that is told as a record."""
    return [_left(inputs, entry, done) for entry in entries]


def _left(inputs: YearInputs, entry: DecidedEntry, done: frozenset[str]) -> DecidedEntry:
    written = [cell for cell in cells_of_points(inputs, [entry]) if cell.cell in done]
    if not written:
        return entry
    there = {cell.cell.partition("!")[2] for cell in written}
    row = next(row for row in inputs.workbook.points if row.id == entry.id)
    names = [name for name, (column, _) in _FIELDS.items() if row.cells.get(column) in there]
    left = entry.model_copy(update=dict.fromkeys(names))
    others = (left.heading, left.text, left.after, *left.fields.values())
    if any(value is not None for value in others):
        return left
    said = "; ".join(told(_FIELDS[name][1], shown(getattr(entry, name))) for name in names)
    cells = ", ".join(cell.cell for cell in written)
    changed = {"kind": Kind.REMARK, "input": said, "answer": f"Skrevet i arbejdsbogen ({cells})."}
    return left.model_copy(update=changed)
