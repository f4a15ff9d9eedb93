"""What the secretariat decided by accepting and rejecting in the consolidated document.

An accepted change leaves no trace, so what stands there is compared with the base and with
what each party wanted. What is still a tracked change is undecided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.hearing.base import Prepared
from reportgen.hearing.consolidated.plan import only_told
from reportgen.hearing.consolidated.standing import StandingEdits
from reportgen.hearing.decisions.rows import Typed
from reportgen.hearing.decisions.rulings import Outcome, variants
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.matching.tables import cell_pairs
from reportgen.hearing.model import DeletedParagraph, Para, Returned
from reportgen.hearing.redline_plan import BETWEEN_NAMES
from reportgen.hearing.result import Edit, EditKind, Merged, Part, Variant


@dataclass(frozen=True, slots=True)
class FromDocument:
    """What a document says was decided."""

    decisions: Mapping[str, Typed]
    """By row; rows that are not in it are undecided, or cannot be decided in a document."""
    own: tuple[Edit, ...] = ()
    """Edits of the secretariat's own that answer no row."""
    added: tuple[str, ...] = ()
    """Ids of the additions that were accepted, in the order they stand in."""

    def in_order(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """`edits` with those additions at each place in the order of the document."""
        number = {id_: n for n, id_ in enumerate(self.added)}
        places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for n, edit in enumerate(edits):
            if edit.id in number:
                places[edit.row, edit.place].append(n)
        made = list(edits)
        for at in places.values():
            there = sorted((edits[n] for n in at), key=lambda edit: number[edit.id])
            for n, edit in zip(at, there, strict=True):
                made[n] = edit
        return tuple(made)


def decisions_from_document(
    prepared: Prepared, merged: Merged, document: Returned, rejected: Sequence[Para]
) -> FromDocument:
    """Tell what was accepted and rejected in a consolidated document, however it was saved.

    `document` is how it reads with what is still tracked accepted, `rejected` its paragraphs
    with that rejected. A wording that is neither the base's nor what was proposed is the
    secretariat's own: it meets a proposal partly. Comments and remarks are not decided in a
    document.
    """
    done = StandingEdits(prepared, merged, rejected)
    kept = StandingEdits(prepared, merged, document.paragraphs)
    left = StillTracked(kept.answer, merged, document.deleted)
    met: dict[str, Outcome] = {}
    told = only_told(prepared, merged)
    for edit in merged.edits:
        if edit.part is Part.FIXED:
            continue
        now, then = done.outcome(edit), kept.outcome(edit)
        # A row that is still tracked is there in the one view, and not in the other.
        is_open = not edit.is_row and left.of(edit)
        if now is Outcome.YES or (now is Outcome.PARTLY and not is_open):
            met[edit.id] = now
        elif then is Outcome.NO and not is_open and edit.id not in told:
            met[edit.id] = Outcome.NO
    made: dict[str, Typed] = {}
    for edit in merged.edits:
        if not edit.conflict and edit.id in met:
            made[edit.id] = done.typed(edit, met[edit.id])
    for conflict in merged.conflicts:
        made |= _of_conflict(variants(merged, conflict.id), merged, met, told, done)
    added = tuple(id_ for id_ in done.added if met.get(id_) is Outcome.YES)
    return FromDocument(made, done.own(), added)


def _of_conflict(
    sides: Sequence[tuple[str, Variant]],
    merged: Merged,
    met: Mapping[str, Outcome],
    told: frozenset[str],
    done: StandingEdits,
) -> dict[str, Typed]:
    """One side is met, or none; what is like no side is the secretariat's own."""
    ids = {id_ for _, side in sides for id_ in side.edits}
    if not ids - told <= met.keys():
        return {}
    yes = {id_ for id_ in ids if met.get(id_) is Outcome.YES}
    partly = {id_ for id_ in ids if met.get(id_) is Outcome.PARTLY}
    made = {row: Typed(Outcome.NO) for row, _ in sides}
    chosen = next(
        (
            row
            for row, side in sides
            if set(side.edits) - told == yes - told != set() and not partly
        ),
        "",
    )
    if chosen:
        made[chosen] = Typed(Outcome.YES)
    elif yes or partly:
        row, side = max(sides, key=lambda each: len((yes | partly) & set(each[1].edits)))
        about = next(merged.edit(id_) for id_ in side.edits)
        made[row] = done.typed(about, Outcome.PARTLY)
    else:
        # What a comment proposes may still be followed, where no other side was.
        made = {row: made[row] for row, side in sides if not told & set(side.edits)}
    return made


class StillTracked:
    """The changes that are still tracked, by block, by section, and by author."""

    def __init__(self, answer: Answer, merged: Merged, deleted: Sequence[DeletedParagraph]) -> None:
        self._authors: defaultdict[str, set[str]] = defaultdict(set)
        self.uprooted: defaultdict[str, set[str]] = defaultdict(set)
        """Who moved a block or took it out."""
        for edit in merged.edits:
            if edit.kind in (EditKind.MOVE, EditKind.REMOVE) and not edit.is_row:
                self.uprooted[edit.block] |= set(edit.parties)
        for piece in answer.view.pieces:
            for j in piece.paragraphs:
                self._note(answer.para(j), piece.block, piece.section)
        for j, section in answer.view.new_fixed:
            self._note(answer.para(j), section)
        for para in answer.returned.paragraphs:
            for anchor in para.anchors:
                if shown := anchor.block or anchor.cell:
                    self._note(para, str(shown))
        figures = {e.paragraphs[0]: e.block for e in merged.edits if e.kind is EditKind.CELL}
        for cell, other in cell_pairs(answer.prepared.tables, answer.tables):
            if cell.paragraphs[0] in figures:
                for i in other.paragraphs:
                    self._note(answer.returned.paragraphs[i], figures[cell.paragraphs[0]])
        known = answer.prepared.known
        for gone in deleted:
            for anchor in gone.anchors:
                block = anchor.block or str(anchor.cell or "")
                section = known[block].block.section if block in known else ""
                for place in (block, section):
                    self._authors[place].add(gone.author.name)

    def _note(self, para: Para, *places: str) -> None:
        for place in places:
            self._authors[place] |= {tracked.author.name for tracked in para.tracked}

    def of(self, edit: Edit) -> bool:
        """Whether a change of somebody's who made this edit is left in its block.

        What was put in a block that somebody else moved or took out may stand alone, or be
        seen by nobody as long as that is open; and what is new is in no block. There,
        anything of theirs in the section counts.
        """
        authors, parties = self._authors[edit.block or edit.section], set(edit.parties)
        if edit.block in self.uprooted:
            authors = authors | self._authors[edit.section]
            parties |= self.uprooted[edit.block]
        names = {name for author in authors for name in author.split(BETWEEN_NAMES)}
        return bool(names & parties)
