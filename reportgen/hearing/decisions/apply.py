"""Decisions become entries of ``aendringer/``: what the fold is to do, and what it is to tell.

Every ruling leaves an entry. What was met changes the report, one entry an edit, each made
against the wording the one before it left, so that every word keeps its own source; what
was not met is a remark with its answer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from reportgen.hearing.base import Prepared
from reportgen.hearing.decisions.apply_blocks import CellChange, additions, cells, moves, removals
from reportgen.hearing.decisions.apply_words import rewordings
from reportgen.hearing.decisions.decided import Decided
from reportgen.hearing.decisions.entries import record
from reportgen.hearing.decisions.rulings import Outcome, Rulings, settle
from reportgen.hearing.result import EditKind, Merged, Part
from reportgen.problems import Problem
from reportgen.report.entries import DecidedEntry

__all__ = ["Applied", "CellChange", "apply_rulings"]


@dataclass(slots=True)
class Applied:
    """What decisions come to."""

    entries: list[DecidedEntry] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    undecided: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def apply_rulings(
    prepared: Prepared, merged: Merged, rulings: Rulings, used: Collection[str] = ()
) -> Applied:
    """Turn rulings into entries; `used` are ids that new blocks cannot have.

    The entries are in the order the fold needs: what is only told, rewordings, moves,
    additions, and last what is taken out, since others may be placed after it.
    """
    settled, problems = settle(merged, rulings)
    decided = Decided.of(prepared, merged, settled)
    entries = [
        *_told(decided),
        *rewordings(decided),
        *moves(decided),
        *additions(decided, used),
        *removals(decided),
    ]
    return Applied(entries, cells(decided), settled.undecided, [*problems, *decided.problems])


def _told(decided: Decided) -> list[DecidedEntry]:
    """Records of what changes no text: what was not met, remarks, comments, cells."""
    made: list[DecidedEntry] = []
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
