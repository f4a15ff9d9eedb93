"""What was decided on the desk and is not in the workbook yet: written behind, or taken in.

What is typed on the desk is first kept in the journal. From there it goes into the workbook of
the latest set, into its own cell alone, if that still says what the page showed.
"""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.hearing.decisions.rows import Row, Typed
from reportgen.problems import InputFaults, Location, Problem, Refusal
from reportgen.report.journal import Entry, Fate, Folded, Place, fold
from reportgen.sources.decision_sheet import ANSWERS, ID, MET, read_answers, said_in
from reportgen.sources.workbook.package import Unreadable
from reportgen.sources.workbook.patch import CellEdit, Edit, NewRow, patch
from reportgen.workspace import answer_sets, files
from reportgen.workspace.answer_sets import SHEET, Collection
from reportgen.workspace.journal import Journal
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round

Cell = tuple[str, str]
"""A row of the workbook, by its id, and the header of a column."""


class DecisionsContested(Refusal, code="desk-contested"):
    """The workbook says something else by now than the desk showed when it was decided there."""


class DecisionsHomeless(Refusal, code="desk-homeless"):
    """Something was decided on the desk in rows that are no longer there."""


class DecisionsWithoutWorkbook(Refusal, code="desk-workbook-missing"):
    """The workbook is gone that decisions of the desk wait for."""


def place_of(found: Round, row: str, column: str) -> Place:
    """Where a cell of a round's workbook is, as the journal names it."""
    return (f"hoering/{found.number}", row, column)


def waiting_for(found: Round, journal: Journal) -> tuple[Entry, ...]:
    """What waits for a round's workbook."""
    return tuple(e for e in journal.waiting if e.place[0] == f"hoering/{found.number}")


def waiting_cells(year: Year, found: Round) -> int:
    """How many cells of a round's workbook something waits for."""
    return len({entry.place for entry in waiting_for(found, Journal(year.journal))})


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the workbook, cell by cell, held against what it says."""

    cells: Mapping[Cell, Folded] = field(default_factory=dict)
    homeless: tuple[Entry, ...] = ()
    """What was typed in rows that are no longer there."""

    @property
    def contested(self) -> dict[Cell, Folded]:
        """Cells that a person has to choose in."""
        return {cell: folded for cell, folded in self.cells.items() if folded.contested}


def held_against(waiting: Iterable[Entry], typed: Mapping[str, Typed], made: Collection) -> Waiting:
    """Bring what waits to the rows of a set, and to what was `typed` in them.

    An edit that has come into a conflict since is decided at the side it is on.
    """
    known = {id_ for id_, *_ in made.rows}
    sides = {
        edit: f"{conflict.id}/{number}"
        for conflict in made.conflicts
        for number, variant in enumerate(conflict.variants, 1)
        for edit in variant.edits
    }
    of_cell: dict[Cell, list[Entry]] = {}
    homeless: list[Entry] = []
    for entry in waiting:
        _, row, column = entry.place
        row = row if row in known else sides.get(row, row)
        if row in known:
            of_cell.setdefault((row, column), []).append(entry)
        else:
            homeless.append(entry)
    cells = {
        cell: fold(said_in(typed.get(cell[0], Typed()), cell[1]), entries)
        for cell, entries in of_cell.items()
    }
    return Waiting(cells, tuple(homeless))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The workbook of a set as it lies on the disk."""

    path: Path
    data: bytes
    typed: Mapping[str, Typed]
    problems: tuple[Problem, ...] = ()


def read_sheet(found: Round, made: Collection) -> Sheet | None:
    """The workbook of a set, read; None where it is gone. Raises `FileHeld`."""
    path = answer_sets.path_of(found, made.number, SHEET)
    data = files.read(path)
    if data is None:
        return None
    typed, problems = read_answers(data, path.name, rows_known(made))
    return Sheet(path, data, typed, tuple(problems))


def rows_known(made: Collection) -> list[Row]:
    """The rows of a set, as far as what is typed in them is read by."""
    return [Row(id_, party, "", "", "", conflict=among) for id_, party, among in made.rows]


def write_behind(found: Round, made: Collection, journal: Journal) -> Waiting:
    """Write what waits into the workbook; returns what is left for a person to see to.

    Raises `DecisionsWithoutWorkbook`, `FileHeld` and `NoRoom` where nothing can be written by
    now, and `InputFaults` where the workbook cannot be read: all of it goes on waiting.
    """
    entries = waiting_for(found, journal)
    if not entries:
        return Waiting()
    sheet = read_sheet(found, made)
    if sheet is None:
        name = answer_sets.path_of(found, made.number, SHEET).name
        raise DecisionsWithoutWorkbook(Location(name))
    waiting = held_against(entries, sheet.typed, made)
    edits = dict(_edits(waiting, sheet, made))
    try:
        patched = patch(sheet.data, edits)
    except Unreadable as fault:
        raise InputFaults([Problem(fault.code, Location(sheet.path.name), fault.values)]) from None
    if patched.cells:
        if files.read(sheet.path) != sheet.data:  # somebody saved it in this very moment
            return write_behind(found, made, journal)
        files.write(sheet.path, patched.data)
    written = patched.cells.keys()
    stays = {
        (row, column): folded
        for (row, column), folded in waiting.cells.items()
        if written & {row, _name((row, column))}
        or folded.value == said_in(sheet.typed.get(row, Typed()), column)
    }
    if len(stays) < len(waiting.cells) and sheet.problems:
        raise InputFaults(sheet.problems)
    journal.settle(dict(_fates(stays, written)))
    left = {c: f for c, f in waiting.cells.items() if f.contested or c not in stays}
    return Waiting(left, waiting.homeless)


def _name(cell: Cell) -> str:
    return "\n".join(cell)


def _edits(waiting: Waiting, sheet: Sheet, made: Collection) -> Iterator[tuple[str, Edit]]:
    """What is to be written: a cell by its name, or a whole row by its id.

    A row that somebody deleted is put in again under the last.
    """
    party = {id_: party for id_, party, _ in made.rows}
    gone: dict[str, dict[str, str]] = {}
    for (row, column), folded in waiting.cells.items():
        typed = sheet.typed.get(row)
        if typed is None:
            gone.setdefault(row, {})[column] = folded.value
            continue
        if column == MET and typed.spelt and typed.outcome is None:
            continue  # no decision, but somebody typed it
        stands = said_in(typed, column)
        if folded.value != stands and (cell := typed.cells.get(column)):
            before = typed.spelt if column == MET else stands
            edit = CellEdit(ANSWERS.name, cell, before or None, folded.value or None)
            yield _name((row, column)), edit
    for row, columns in gone.items():
        said = {column: value for column, value in columns.items() if value}
        if said:
            yield row, NewRow(ANSWERS.name, {ID: row, "Part": party[row], **said})


def _fates(cells: Mapping[Cell, Folded], written: Names[str]) -> Iterator[tuple[int, Fate]]:
    """What became of everything that stands in the workbook now."""
    for cell, folded in cells.items():
        if folded.taken:
            *before, last = folded.taken
            yield from ((entry.number, Fate.REPLACED) for entry in before)
            is_written = _name(cell) in written or cell[0] in written
            yield last.number, Fate.WRITTEN if is_written else Fate.THERE


def take_in(year: Year, found: Round) -> None:
    """Put what waits into the workbook of the latest set, before it is read.

    Raises what `write_behind` does, and `DecisionsContested` or `DecisionsHomeless` where only
    a person can say what is to stand.
    """
    if not year.journal.exists():
        return
    made = answer_sets.latest(found)
    if made is None:
        return
    left = write_behind(found, made, Journal(year.journal))
    where = Location(answer_sets.path_of(found, made.number, SHEET).name)
    if left.cells:
        raise DecisionsContested(where, rows=_listed(row for row, _ in left.cells))
    if left.homeless:
        raise DecisionsHomeless(where, rows=_listed(entry.place[1] for entry in left.homeless))


def _listed(rows: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(rows))
