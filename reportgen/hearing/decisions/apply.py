"""Decisions become entries of ``aendringer/``: what the fold is to do, and what it is to tell.

Every ruling leaves an entry. What was met changes the report, one entry an edit, each made
against the wording the one before it left, so that every word keeps its own source; what
was not met is a remark with its answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.hearing.base import Prepared
from reportgen.hearing.decisions.rewordings import (
    UNNAMED,
    Made,
    entry,
    heading_and_text,
    record,
    rewordings,
)
from reportgen.hearing.decisions.rulings import Decided, Outcome, Ruling, Rulings, settle
from reportgen.hearing.edits.tables import BETWEEN_CELLS, cell_with
from reportgen.hearing.result import Edit, EditKind, Merged, Part, TablePlace
from reportgen.problems import Location, Problem
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Kind
from reportgen.report.wording.listing import listed_like
from reportgen.report.wording.text import parse
from reportgen.report.wording.tokens import without_breaks

__all__ = ["Applied", "CellChange", "RowChange", "apply_rulings"]


@dataclass(slots=True)
class Applied:
    """What decisions come to."""

    made: list[Made] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)
    undecided: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    @property
    def entries(self) -> list[DecidedEntry]:
        """What is to be written."""
        return [each.entry for each in self.made]


def apply_rulings(
    prepared: Prepared, merged: Merged, rulings: Rulings, used: Collection[str] = ()
) -> Applied:
    """Turn rulings into entries; `used` are ids that new blocks cannot have.

    The entries are in the order the fold needs: what is only told, rewordings, moves,
    additions, and last what is taken out, since others may be placed after it.
    """
    settled, problems = settle(merged, rulings)
    decided = Decided.of(prepared, merged, settled)
    made = [
        *_told(decided),
        *rewordings(decided),
        *moves(decided),
        *additions(decided, used),
    ]
    made += removals(decided, made)
    changed = cells(decided)
    came_and_went = rows(decided)
    faults = [*problems, *decided.problems]
    return Applied(made, changed, came_and_went, settled.undecided, faults)


def _told(decided: Decided) -> list[Made]:
    """Records of what changes no text: what was not met, remarks, comments, cells."""
    made: list[Made] = []
    for edit in decided.merged.edits:
        ruling = decided.ruled.get(edit.id)
        if ruling is None:
            continue
        tells = edit.part in (Part.FIXED, Part.ROW) or edit.kind is EditKind.CELL
        if ruling.outcome is Outcome.NO or tells:
            made.append(record(edit, ruling))
    for comment in decided.merged.comments:
        ruling = decided.of_comment(comment)
        if ruling is not None:
            made.append(record(comment, ruling))
    return made


# Whole blocks, and cells and rows of the workbook


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the workbook that was decided to say something else."""

    cell: str
    """As ``Nøgletal!E7``."""
    before: str
    """What the report shows of it."""
    after: str
    edits: tuple[str, ...]
    place: TablePlace | None = None
    """Where in the report's table it is; always known of a figure the workbook has not."""
    by: tuple[str, ...] = ()
    """The parties that asked for it."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table that was decided to come or to go."""

    place: TablePlace
    """With the cells that a new one is to have."""
    is_new: bool
    edits: tuple[str, ...]
    by: tuple[str, ...] = ()
    """The parties that asked for it."""


def moves(decided: Decided) -> list[Made]:
    """Every met move, in the order of the parties; none before that of what it stands after."""
    met = [e for e in decided.merged.edits if e.kind is EditKind.MOVE and decided.met(e)]
    return [
        entry(edit, decided.ruled[edit.id], kind=Kind.MOVE, after=edit.place)
        for edit in _each_after_its_place(met)
    ]


def _each_after_its_place(moved: Sequence[Edit]) -> list[Edit]:
    """Moves such that the block a move leads to is in its own new place by then.

    Where parties want two blocks each after the other, their order decides.
    """
    ordered: dict[str, Edit] = {}
    waiting: set[str] = set()
    of_block: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in moved:
        of_block[edit.block].append(edit)

    def take(edit: Edit) -> None:
        if edit.id in ordered or edit.id in waiting:
            return
        waiting.add(edit.id)
        for before in of_block[edit.place]:
            take(before)
        ordered[edit.id] = edit

    for edit in moved:
        take(edit)
    return list(ordered.values())


def additions(decided: Decided, used: Collection[str]) -> list[Made]:
    """Every met addition, each with an id of its own, none of them in `used`."""
    taken = {*used, *decided.prepared.known}
    made: list[Made] = []
    last: dict[tuple[str, str], str] = {}
    for edit in decided.merged.edits:
        own = decided.wording(edit)
        if edit.kind is not EditKind.ADD or edit.is_row or not (decided.met(edit) or own):
            continue
        new = _next_id(edit, taken)
        place = last.get((edit.row, edit.place), edit.place)
        last[edit.row, edit.place] = new
        is_point = not ids.is_prose_row(edit.row)
        heading, text = edit.heading, without_breaks(edit.after)
        if own:
            wanted, text = text, own.text.strip()
            if is_point:
                named, text = heading_and_text(own.text, wanted)
                heading = named or heading
            text = listed_like(text, parse(wanted))
        made.append(
            entry(
                edit,
                decided.ruled[edit.id],
                kind=Kind.ADD,
                id=new,
                after=place,
                heading=(heading or UNNAMED) if is_point else None,
                text=text,
            )
        )
    return made


def _next_id(edit: Edit, used: set[str]) -> str:
    numbers = [ids.number_of(each) for each in used if ids.sequence_of(each) == edit.row]
    number = max(numbers, default=0) + 1
    letter = ids.LETTERS.get(edit.row)
    new = f"{letter}{number}" if letter else f"{edit.row}{number}"
    used.add(new)
    return new


def removals(decided: Decided, before: Sequence[Made]) -> list[Made]:
    """Every block that goes, once, as the entries `before` left it."""
    made: dict[str, Made] = {}
    told: list[Made] = []
    stands: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for reworded, _ in before:
        if reworded.text is not None:
            stands[reworded.id or ""]["before"] = reworded.text
        if reworded.heading is not None:
            stands[reworded.id or ""]["heading_before"] = reworded.heading
    for edit in decided.merged.edits:
        if edit.kind is not EditKind.REMOVE or edit.is_row or not decided.met(edit):
            continue
        ruling = decided.ruled[edit.id]
        if edit.block in made:
            told.append(record(edit, ruling, alone=True))
        else:
            was = {"before": edit.before, **stands[edit.block]}
            made[edit.block] = entry(edit, ruling, kind=Kind.REMOVE, **was)
    return [*made.values(), *told]


def cells(decided: Decided) -> list[CellChange]:
    """Every cell that changes, once, with all that was met in it."""
    made: list[CellChange] = []
    of_cell: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in decided.merged.edits:
        if edit.kind is EditKind.CELL:
            of_cell[edit.block].append(edit)
    for cell, edits in of_cell.items():
        own = next((own for edit in edits if (own := decided.wording(edit)) is not None), None)
        met = [edit for edit in edits if decided.met(edit)]
        before, place = edits[0].before, edits[0].table
        if own is not None and _is_of_row(decided, edits[0]):
            continue
        if own is not None:
            after = own.text.strip()
        elif met:
            after = cell_with(before, met)
        else:
            continue
        because = met if own is None else edits
        made.append(_change(cell, before, after, place, because))
    return [*made, *_cells_of_rows(decided)]


def _change(
    cell: str, before: str, after: str, place: TablePlace | None, edits: Sequence[Edit]
) -> CellChange:
    parties = dict.fromkeys(party for edit in edits for party in edit.parties)
    return CellChange(cell, before, after, tuple(e.id for e in edits), place, tuple(parties))


def _is_of_row(decided: Decided, edit: Edit) -> bool:
    """Whether a cell is disputed together with its whole row."""
    return any(
        e.is_row for e in decided.merged.edits if edit.conflict and e.conflict == edit.conflict
    )


def _cells_of_rows(decided: Decided) -> Iterator[CellChange]:
    """Cells of a row that somebody wanted out, and that was given a wording of its own."""
    for edit in decided.merged.edits:
        own, place = decided.wording(edit), edit.table
        if own is None or place is None or not edit.is_row or edit.kind is EditKind.ADD:
            continue
        for cell, before, after in zip(
            place.anchors, place.cells, _own_cells(decided, own, place), strict=False
        ):
            if cell and before != after:
                yield _change(cell, before, after, place, [edit])


def rows(decided: Decided) -> list[RowChange]:
    """Every row that comes or goes, once."""
    made: list[RowChange] = []
    for edit in decided.merged.edits:
        own, place = decided.wording(edit), edit.table
        if not edit.is_row or place is None:
            continue
        is_new = edit.kind is EditKind.ADD
        if own is not None and is_new:
            place = replace(place, cells=_own_cells(decided, own, place))
        elif not decided.met(edit):
            continue
        made.append(RowChange(place, is_new, (edit.id,), edit.parties))
    return made


def _own_cells(decided: Decided, own: Ruling, place: TablePlace) -> tuple[str, ...]:
    """The cells of a row as the secretariat words it; those of before where it has others."""
    typed = tuple(part.strip() for part in own.text.split(BETWEEN_CELLS.strip()))
    left = place.cells[len(typed) :]
    if len(typed) <= len(place.cells) and not any(left):
        return (*typed, *left)
    values = {"id": own.id, "cells": len(place.cells), "row": BETWEEN_CELLS.join(place.cells)}
    decided.problems.append(Problem("hearing-row-wording", Location(), values))
    return place.cells
