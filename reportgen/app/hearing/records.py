"""What of a round's decisions is only told in ``aendringer/``: what a person still has to do."""

from __future__ import annotations

import datetime as dt

from reportgen.hearing.absorbing import row_request
from reportgen.hearing.decisions.apply import CellChange, RowChange
from reportgen.hearing.decisions.rows import Row, Typed, cell_name
from reportgen.hearing.edits.tables import cell_place
from reportgen.hearing.result import Edit
from reportgen.problems import Location, Problem
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Decision, Kind, Origin
from reportgen.report.ids import CellId

RECORDED = "hoering/{number}"
"""What the record of a round names as its file."""


def round_receipt(number: int, by: str, date: dt.date) -> DecidedEntry:
    """The record that a round's decisions were taken in, all of them."""
    return DecidedEntry(
        kind=Kind.REMARK,
        answer=f"Høringsrunde {number} er afgjort.",
        origin=Origin(file=RECORDED.format(number=number), party=by),
        decision=Decision(by=by, date=date),
    )


def of_file_set_aside(row: Row, typed: Typed, by: str, date: dt.date) -> DecidedEntry:
    """The record of what was decided of a file that was set aside."""
    outcome = typed.outcome.value if typed.outcome else None
    return DecidedEntry(
        kind=Kind.REMARK,
        input=f"Fil lagt til side: {row.before}",
        answer=typed.reason or typed.assessment or "Set af sekretariatet.",
        origin=Origin(file=row.before, party=row.party if row.party != "–" else by),
        decision=Decision(by=by, date=date, outcome=outcome, reason=typed.reason or None),
    )


def of_cell(cell: CellChange, by: str) -> DecidedEntry:
    """A cell of the workbook that was decided to change: pending until it is typed in."""
    said = f"{cell_name(cell.cell)} i arbejdsbogen skal være “{cell.after}” (var “{cell.before}”)."
    return DecidedEntry(kind=Kind.REMARK, input=said, origin=Origin(party=by))


def of_row(row: RowChange, by: str) -> DecidedEntry:
    """A row that was decided to come or to go: pending until somebody sees to it."""
    return DecidedEntry(kind=Kind.REMARK, input=row_request(row), origin=Origin(party=by))


def of_fixed_text(edit: Edit, by: str) -> DecidedEntry:
    """Text of the template that was decided to change: pending until somebody sees to it."""
    what = f"{edit.block}:" if ids.is_point(edit.block) else "Fast tekst"
    said = f"{what} “{edit.before}” skal være “{edit.after}”."
    if not edit.before:
        said = f"Skal skrives ind i skabelonen: “{edit.after}”."
    elif not edit.after:
        said = f"{what} “{edit.before}” skal slettes."
    if edit.table is not None:
        said = f"{cell_place(edit.table)} er “{edit.before}” rettet til “{edit.after}”."
    section = edit.section or None
    return DecidedEntry(section=section, kind=Kind.REMARK, input=said, origin=Origin(party=by))


def cell_note(cell: CellChange) -> Problem:
    """What a person is told of a cell that has to be typed in."""
    sheet, at = CellId.parse(cell.cell)
    values = {"before": cell.before or "–", "after": cell.after or "–"}
    return Problem("absorb-cell", Location("aarsrapport.xlsx", sheet=sheet, cell=at), values)
