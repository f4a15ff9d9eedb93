"""Accepted edits of tables, written into the cells of the workbook they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from reportgen.app.workbook.rows import MEMBERS, Edit, WorkbookEdits, danish_number
from reportgen.app.year import YearInputs
from reportgen.hearing.decisions.apply import CellChange, RowChange
from reportgen.hearing.edits.tables import said_of_row
from reportgen.problems import Location, Problem, Severity
from reportgen.report.dates import danish_date
from reportgen.report.ids import CellId
from reportgen.sources.workbook.package import Unreadable
from reportgen.sources.workbook.patch import CellEdit, Patched, changed_since, patch
from reportgen.sources.workbook.read import read_workbook
from reportgen.sources.workbook.sheet_xml import Content
from reportgen.sources.workbook.values import danish_number as written_number
from reportgen.workspace import files


@dataclass(frozen=True, slots=True)
class WrittenCells:
    """What can be written into the workbook."""

    data: bytes | None
    """The workbook with the cells written; None where there are none."""
    done: frozenset[str] = frozenset()
    """Cells that are written in it, as ``Nøgletal!E7``; a person has to type the others."""
    rows: frozenset[RowChange] = frozenset()
    """Rows that are written in it."""
    told: tuple[Problem, ...] = ()
    """Each cell that is written, with what it says now."""


_NOTHING_WRITTEN = WrittenCells(None)


def with_written_cells(
    inputs: YearInputs,
    cells: Iterable[CellChange],
    rows: Iterable[RowChange] = (),
    *,
    date: dt.date,
    source: str,
) -> WrittenCells:
    """Work out the workbook with every cell and row written that can be.

    What is written is decided at `date`; `source` is that of new figures (`WorkbookEdits`). A
    cell is left to a person where it no longer says what the report showed, holds a formula
    or what the report shows otherwise, or would be a fault.
    """
    data = files.read(inputs.year.workbook)
    if data is None:
        return _NOTHING_WRITTEN
    try:
        return _Writing(inputs, data, WorkbookEdits(inputs, data, date, source)).of(cells, rows)
    except Unreadable:
        return _NOTHING_WRITTEN


def changed_cells(inputs: YearInputs, shown: Mapping[str, str]) -> dict[str, str]:
    """What cells say now that no longer say what a report has `shown` of them."""
    data = files.read(inputs.year.workbook)
    expected: dict[str, CellEdit] = {}
    for cell, text in shown.items():
        sheet, place = where = CellId.parse(cell)
        number = danish_number(text)
        before = text if number is None else number
        if where.is_place:
            expected[cell] = CellEdit(sheet, place, before, before)
    if data is None or not expected:
        return {}
    try:
        return changed_since(data, expected)
    except Unreadable:
        return {}


def with_edits(inputs: YearInputs, edits: Mapping[str, Edit], date: dt.date) -> Patched | None:
    """Work out the workbook with the edits written that can be, each by its name.

    One is left out where the cell no longer says what it is expected to, holds a formula, or
    would be a fault. None where there is no workbook that can be read.
    """
    data = files.read(inputs.year.workbook)
    if data is None:
        return None
    try:
        return _Writing(inputs, data, WorkbookEdits(inputs, data, date, "")).patched(edits)
    except Unreadable:
        return None


def workbook_file(inputs: YearInputs, workbook: WrittenCells) -> dict[Path, bytes]:
    """The workbook as it is to be written, where anything in it changes."""
    return {} if workbook.data is None else {inputs.year.workbook: workbook.data}


@dataclass(frozen=True, slots=True)
class _Writing:
    """One run over what was decided."""

    inputs: YearInputs
    data: bytes
    edits: WorkbookEdits

    def of(self, cells: Iterable[CellChange], rows: Iterable[RowChange]) -> WrittenCells:
        """Write what can be written, as a whole, else one by one."""
        wanted: dict[CellChange | RowChange, Mapping[str, Edit]] = {
            **{change: self.edits.of_cell(change) for change in cells},
            **{change: self.edits.of_row(change) for change in rows},
        }
        named = {
            f"{n}/{key}": edit
            for n, edits in enumerate(wanted.values())
            for key, edit in edits.items()
        }
        if not named:
            return _NOTHING_WRITTEN
        patched = self.patched(named)
        if not patched.cells:
            return _NOTHING_WRITTEN
        done = [
            change
            for n, (change, edits) in enumerate(wanted.items())
            if edits and all(f"{n}/{key}" in patched.cells for key in edits)
        ]
        told = [p for name in patched.cells for p in _told(named[name], patched.cells[name])]
        told += [p for change in done if isinstance(change, RowChange) for p in self._stays(change)]
        return WrittenCells(
            patched.data,
            frozenset(change.cell for change in done if isinstance(change, CellChange)),
            frozenset(change for change in done if isinstance(change, RowChange)),
            tuple(told),
        )

    def patched(self, named: Mapping[str, Edit]) -> Patched:
        """Write edits by their names, as a whole, else one by one."""
        known = self._errors(self.data)
        patched = patch(self.data, named)
        if self._errors(patched.data) <= known:
            return patched
        made = Patched(self.data, {})
        for name, edit in named.items():
            one = patch(made.data, {name: edit})
            if one.cells and self._errors(one.data) <= known:
                made = Patched(one.data, {**made.cells, **one.cells})
        return made

    def _errors(self, data: bytes) -> set[tuple[object, ...]]:
        organisations = self.inputs.network.organisations if self.inputs.network else ()
        _, problems = read_workbook(data, self.inputs.year.workbook.name, organisations)
        return {(p.code, p.location) for p in problems if p.severity is Severity.ERROR}

    def _stays(self, change: RowChange) -> Iterator[Problem]:
        """Say of a member who was taken out that the report of the year shows them still."""
        member = self.edits.member(change.place) if change.place.sheet == MEMBERS else None
        year = self.inputs.year.year
        if change.is_new or member is None or self.edits.date < dt.date(year, 12, 31):
            return
        where = Location(self.inputs.year.workbook.name, MEMBERS, member.cells.get("Til", ""))
        values = {"name": member.name, "date": danish_date(self.edits.date), "year": year}
        yield Problem("workbook-member-stays", where, values)


def row_note(row: RowChange) -> Problem:
    """A row that a person has to write into the workbook, or wherever its table is from."""
    said = said_of_row(row.place, is_new=row.is_new)
    if not row.place.sheet:
        return Problem("table-row-left", Location(), {"row": said})
    where = Location("aarsrapport.xlsx", row.place.sheet)
    return Problem("workbook-row-left", where, {"row": said})


def _told(edit: Edit, cells: Mapping[str, str]) -> Iterator[Problem]:
    """Each cell of an edit, with what it said and says."""
    for header, cell in sorted(cells.items(), key=lambda each: each[1]):
        before = edit.before if isinstance(edit, CellEdit) else None
        after = edit.after if isinstance(edit, CellEdit) else edit.values[header]
        code = "workbook-cell-written"
        if before is None or after is None:
            code = "workbook-cell-filled" if before is None else "workbook-cell-emptied"
        values = {"before": _shown(before), "after": _shown(after)}
        yield Problem(code, Location("aarsrapport.xlsx", edit.sheet, cell), values)


def _shown(content: Content | None) -> str:
    if isinstance(content, Decimal):
        return written_number(content)
    if isinstance(content, dt.date):
        return danish_date(content)
    return content or ""
