"""Decisions become entries of ``aendringer/``: what the fold is to do, and what it is to tell.

Every ruling leaves an entry. What was met changes the report, one entry an edit, each made
against the wording the one before it left, so that every word keeps its own source; what
was not met is a remark with its answer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from reportgen.hearing.base import Prepared
from reportgen.hearing.decisions.rewordings import (
    UNNAMED,
    Made,
    entry,
    heading_and_text,
    record,
    rewordings,
)
from reportgen.hearing.decisions.rulings import Decided, Outcome, Rulings, settle
from reportgen.hearing.edits.fixed import cell_words
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from reportgen.problems import Problem
from reportgen.report import ids
from reportgen.report.differ import apply_hunks
from reportgen.report.entries import DecidedEntry, Kind
from reportgen.report.tokens import plain_of

__all__ = ["Applied", "CellChange", "apply_rulings"]


@dataclass(slots=True)
class Applied:
    """What decisions come to."""

    made: list[Made] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
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
        *removals(decided),
    ]
    return Applied(made, cells(decided), settled.undecided, [*problems, *decided.problems])


def _told(decided: Decided) -> list[Made]:
    """Records of what changes no text: what was not met, remarks, comments, cells."""
    made: list[Made] = []
    for edit in decided.merged.edits:
        ruling = decided.ruled.get(edit.id)
        if ruling is None:
            continue
        if ruling.outcome is Outcome.NO or Part.FIXED is edit.part or edit.kind is EditKind.CELL:
            made.append(record(edit, ruling))
    for comment in decided.merged.comments:
        ruling = decided.of_comment(comment)
        if ruling is not None:
            made.append(record(comment, ruling))
    return made


# Whole blocks, and cells of the workbook


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the workbook that was decided to say something else."""

    cell: str
    """As ``Nøgletal!E7``."""
    before: str
    """What the report shows of it."""
    after: str
    edits: tuple[str, ...]


def moves(decided: Decided) -> list[Made]:
    """Every met move, in the order of the parties."""
    return [
        entry(edit, decided.ruled[edit.id], kind=Kind.MOVE, after=edit.place)
        for edit in decided.merged.edits
        if edit.kind is EditKind.MOVE and decided.met(edit)
    ]


def additions(decided: Decided, used: Collection[str]) -> list[Made]:
    """Every met addition, each with an id of its own, none of them in `used`."""
    taken = {*used, *decided.prepared.known}
    made: list[Made] = []
    last: dict[tuple[str, str], str] = {}
    for edit in decided.merged.edits:
        own = decided.wording(edit)
        if edit.kind is not EditKind.ADD or not (decided.met(edit) or own):
            continue
        new = _next_id(edit, taken)
        place = last.get((edit.row, edit.place), edit.place)
        last[edit.row, edit.place] = new
        is_point = not ids.is_prose_row(edit.row)
        heading, text = edit.heading, edit.after
        if own:
            text = own.text.strip()
            if is_point:
                named, text = heading_and_text(own.text, edit.after)
                heading = named or heading
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


def removals(decided: Decided) -> list[Made]:
    """Every block that goes, once."""
    made: dict[str, Made] = {}
    told: list[Made] = []
    for edit in decided.merged.edits:
        if edit.kind is not EditKind.REMOVE or not decided.met(edit):
            continue
        ruling = decided.ruled[edit.id]
        if edit.block in made:
            told.append(record(edit, ruling, alone=True))
        else:
            made[edit.block] = entry(edit, ruling, kind=Kind.REMOVE, before=edit.before)
    return [*made.values(), *told]


def cells(decided: Decided) -> list[CellChange]:
    """Every cell that changes, once, with all that was met in it."""
    made: list[CellChange] = []
    cells = dict.fromkeys(e.block for e in decided.merged.edits if e.kind is EditKind.CELL)
    for cell in cells:
        edits = [edit for edit in decided.merged.edits if edit.block == cell]
        own = [ruling for edit in edits if (ruling := decided.wording(edit)) is not None]
        met = [edit for edit in edits if decided.met(edit)]
        before = edits[0].before
        if own:
            after = own[0].text.strip()
        elif met:
            hunks = [edit.hunk for edit in met if edit.hunk is not None]
            after = plain_of(apply_hunks(cell_words(before), hunks))
        else:
            continue
        names = tuple(edit.id for edit in (met if not own else edits))
        made.append(CellChange(cell, before, after, names))
    return made
