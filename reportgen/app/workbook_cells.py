"""Accepted edits of table cells, written into the cells of the workbook they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.app.year import YearInputs
from reportgen.hearing.decisions.apply import CellChange
from reportgen.problems import Severity
from reportgen.report.ids import CellId
from reportgen.sources.workbook.package import Unreadable
from reportgen.sources.workbook.patch import CellEdit, changed_since, patch
from reportgen.sources.workbook.read import read_workbook
from reportgen.workspace import files

_DANISH = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class WrittenCells:
    """What can be written into the workbook."""

    data: bytes | None
    """The workbook with the cells written; None where there are none."""
    done: frozenset[str] = frozenset()
    """Cells that are written in it, as ``Nøgletal!E7``; a person has to type the others."""


def with_written_cells(inputs: YearInputs, cells: Iterable[CellChange]) -> WrittenCells:
    """Work out the workbook with every cell written that can be.

    A cell is left to a person where it no longer says what the report showed, holds a
    formula, a date or a number the report shows otherwise, or would be a fault.
    """
    data = files.read(inputs.year.workbook)
    edits = {cell.cell: edit for cell in cells if (edit := _edit(cell)) is not None}
    if data is None or not edits:
        return WrittenCells(None)
    try:
        patched, done = patch(data, edits)
    except Unreadable:
        return WrittenCells(None)
    if not done or _has_new_errors(inputs, data, patched):
        return WrittenCells(None)
    return WrittenCells(patched, frozenset(done))


def changed_cells(inputs: YearInputs, shown: Mapping[str, str]) -> dict[str, str]:
    """What cells say now that no longer say what a report has `shown` of them."""
    data = files.read(inputs.year.workbook)
    expected: dict[str, CellEdit] = {}
    for cell, text in shown.items():
        sheet, place = CellId.parse(cell)
        number = _number(text)
        before = text if number is None else number
        expected[cell] = CellEdit(sheet, place, before, before)
    if data is None or not expected:
        return {}
    try:
        return changed_since(data, expected)
    except Unreadable:
        return {}


def write_workbook(inputs: YearInputs, workbook: WrittenCells) -> None:
    """Write the workbook, where anything in it changes."""
    if workbook.data is not None:
        files.write(inputs.year.workbook, workbook.data)


def _edit(cell: CellChange) -> CellEdit | None:
    sheet, place = CellId.parse(cell.cell)
    before, after = _number(cell.before), _number(cell.after)
    if before is not None and after is not None:
        return CellEdit(sheet, place, before, after)
    if before is None and after is None and cell.before.strip() and cell.after.strip():
        return CellEdit(sheet, place, cell.before, cell.after)
    return None


def _number(text: str) -> Decimal | None:
    """A number as the report writes it: ``563.935`` or ``1,5``."""
    number = text.strip()
    if not _DANISH.fullmatch(number):
        return None
    return Decimal(number.replace(".", "").replace(",", "."))


def _has_new_errors(inputs: YearInputs, before: bytes, after: bytes) -> bool:
    name = inputs.year.workbook.name
    organisations = inputs.network.organisations if inputs.network else ()

    def errors(data: bytes) -> set[tuple[object, ...]]:
        _, problems = read_workbook(data, name, organisations)
        return {(p.code, p.location) for p in problems if p.severity is Severity.ERROR}

    return not errors(after) <= errors(before)
