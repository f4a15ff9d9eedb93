"""Decisions become entries of ``aendringer/``: what the fold is to do, and what it is to tell.

Every ruling leaves an entry. What was met changes the report, one entry an edit, each made
against the wording the one before it left, so that every word keeps its own source; what
was not met is a remark with its answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from reportgen.hearing.base import Known, Prepared
from reportgen.hearing.decisions import Outcome, Ruling, Rulings, settle, variants
from reportgen.hearing.differences import applied, clash, differences
from reportgen.hearing.entries import entry, record
from reportgen.hearing.fixed import cell_words
from reportgen.hearing.result import Comment, Edit, EditKind, Hunk, Merged, Part
from reportgen.hearing.texts import heading_with, text_with
from reportgen.hearing.words import of_markup, plain
from reportgen.problems import Location, Problem
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Kind

UNNAMED = "Nyt punkt"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the workbook that was decided to say something else."""

    cell: str
    """As ``Nøgletal!E7``."""
    before: str
    """What the report shows of it."""
    after: str
    edits: tuple[str, ...]


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
    making = _Making(prepared, merged, settled.edits, settled.own, {*used, *prepared.known})
    made = Applied(undecided=settled.undecided, problems=problems)
    told = making.told()
    made.entries += [
        *told,
        *making.rewordings(),
        *making.moves(),
        *making.additions(),
        *making.removals(),
    ]
    made.cells += making.cells()
    made.problems += making.problems
    return made


class _Making:
    """One run from rulings to entries."""

    def __init__(
        self, prepared: Prepared, merged: Merged, ruled: Rulings, own: Rulings, used: set[str]
    ) -> None:
        self.prepared = prepared
        self.merged = merged
        self.ruled = ruled
        self.own = own
        self.used = used
        self.problems: list[Problem] = []
        self.row_of_edit = {
            edit: row
            for conflict in merged.conflicts
            for row, variant in variants(merged, conflict.id)
            for edit in variant.edits
            if row in own
        }
        self.told_by: dict[str, str] = {}
        """Own wording to the edit whose entry brings it."""

    def met(self, edit: Edit) -> bool:
        """Whether an edit is made as it stands."""
        ruling = self.ruled.get(edit.id)
        return (
            ruling is not None
            and ruling.outcome is not Outcome.NO
            and edit.part is not Part.FIXED
            and self.wording(edit) is None
        )

    def wording(self, edit: Edit) -> Ruling | None:
        """The secretariat's own wording in place of an edit, where there is one."""
        return self.own.get(self.row_of_edit.get(edit.id, edit.id))

    # What is only told

    def told(self) -> list[DecidedEntry]:
        """Records of what changes no text: what was not met, remarks, comments, cells."""
        made: list[DecidedEntry] = []
        for edit in self.merged.edits:
            ruling = self.ruled.get(edit.id)
            if ruling is None:
                continue
            if (
                ruling.outcome is Outcome.NO
                or Part.FIXED is edit.part
                or edit.kind is EditKind.CELL
            ):
                made.append(record(edit, ruling))
        for comment in self.merged.comments:
            ruling = self.own.get(comment.id) or self.ruled_comment(comment)
            if ruling is not None:
                made.append(record(comment, ruling))
        return made

    def ruled_comment(self, comment: Comment) -> Ruling | None:
        """The ruling on a comment."""
        return self.ruled.get(comment.id)

    # Words

    def rewordings(self) -> list[DecidedEntry]:
        """Every met edit of a text or a heading, block by block."""
        made: list[DecidedEntry] = []
        blocks = dict.fromkeys(edit.block for edit in self.merged.edits if edit.block)
        blocks.update(dict.fromkeys(c.block for c in self.merged.comments if c.id in self.own))
        for block in blocks:
            if block in self.prepared.known:
                known = self.prepared.known[block]
                edits = [edit for edit in self.merged.edits if edit.block == block]
                headings = self._headings(known, edits)
                made += self._texts(known, edits, headings)
                made += headings
        return made

    def _headings(self, known: Known, edits: Sequence[Edit]) -> list[DecidedEntry]:
        made: list[DecidedEntry] = []
        hunks: list[Hunk] = []
        stands = known.block.heading
        for edit in edits:
            if edit.part is not Part.HEADING:
                continue
            own = self.wording(edit)
            if own is not None and self._speaks_of_heading(edit):
                wanted = own.text.strip().replace("\n", " ")
                made.append(
                    entry(edit, own, kind=Kind.AMEND, heading=wanted, heading_before=stands)
                )
                return made
            if self.met(edit) and edit.hunk is not None:
                hunks.append(edit.hunk)
                wanted = heading_with(known, hunks)
                ruling = self.ruled[edit.id]
                made.append(
                    entry(edit, ruling, kind=Kind.AMEND, heading=wanted, heading_before=stands)
                )
                stands = wanted
        return made

    def _speaks_of_heading(self, edit: Edit) -> bool:
        """Whether a wording typed at this edit is one of the heading alone."""
        dispute = next((c for c in self.merged.conflicts if c.id == edit.conflict), None)
        return dispute is None or dispute.part is Part.HEADING

    def _texts(
        self, known: Known, edits: Sequence[Edit], headings: list[DecidedEntry]
    ) -> list[DecidedEntry]:
        """Rewordings of a text, each made against what the one before it left."""
        made: list[DecidedEntry] = []
        hunks: list[Hunk] = []
        stands = known.block.text
        for about, own in self._own_wordings(known, edits):
            wanted = [hunk for hunk, _ in differences(known.words, of_markup(own.text))]
            if not self._join(known, hunks, wanted, own.id):
                continue
            text = own.text.strip() if len(hunks) == len(wanted) else text_with(known, hunks)
            made.append(entry(about, own, kind=Kind.REPLACE, before=stands, text=text))
            stands = text
        for edit in edits:
            if edit.part is not Part.TEXT or edit.kind is EditKind.REMOVE or not self.met(edit):
                continue
            assert edit.hunk is not None
            if not self._join(known, hunks, [edit.hunk], edit.id):
                continue
            text = text_with(known, hunks)
            ruling = self.ruled[edit.id]
            made.append(entry(edit, ruling, kind=Kind.AMEND, before=stands, text=text))
            stands = text
        if made and known.block.waiting and not known.block.heading:
            # A point becomes one with its first wording, and cannot do so without a heading.
            named = plain(known.heading_words) or UNNAMED
            if headings:
                named = headings.pop().heading or named
                headings.clear()
            made[0] = made[0].model_copy(update={"heading": named})
        return made

    def _own_wordings(
        self, known: Known, edits: Sequence[Edit]
    ) -> list[tuple[Edit | Comment, Ruling]]:
        """The secretariat's own wordings of a text, each once, with what it answers."""
        found: dict[str, tuple[Edit | Comment, Ruling]] = {}
        for edit in edits:
            own = self.wording(edit)
            alone = edit.part is Part.HEADING and self._speaks_of_heading(edit)
            if own is not None and not alone and edit.kind is not EditKind.CELL:
                found.setdefault(own.id, (edit, own))
        for comment in self.merged.comments:
            if comment.id in self.own and comment.block == known.block.id:
                found[comment.id] = (comment, self.own[comment.id])
        return list(found.values())

    def _join(self, known: Known, hunks: list[Hunk], more: Sequence[Hunk], id_: str) -> bool:
        """Add hunks to those already made, unless they touch the same words."""
        new = [hunk for hunk in more if hunk not in hunks]
        if any(clash(one, other, known.words) for one in hunks for other in new):
            values = {"id": id_, "block": known.block.id}
            self.problems.append(Problem("hearing-wordings-clash", Location(), values))
            return False
        hunks += new
        return True

    # Blocks

    def moves(self) -> list[DecidedEntry]:
        """Every met move, in the order of the parties."""
        return [
            entry(edit, self.ruled[edit.id], kind=Kind.MOVE, after=edit.place)
            for edit in self.merged.edits
            if edit.kind is EditKind.MOVE and self.met(edit)
        ]

    def additions(self) -> list[DecidedEntry]:
        """Every met addition, each with an id of its own."""
        made: list[DecidedEntry] = []
        last: dict[tuple[str, str], str] = {}
        for edit in self.merged.edits:
            own = self.wording(edit)
            if edit.kind is not EditKind.ADD or not (self.met(edit) or own):
                continue
            new = self._next_id(edit)
            place = last.get((edit.row, edit.place), edit.place)
            last[edit.row, edit.place] = new
            is_point = not edit.row.endswith("/")
            made.append(
                entry(
                    edit,
                    self.ruled[edit.id],
                    kind=Kind.ADD,
                    id=new,
                    after=place,
                    heading=(edit.heading or UNNAMED) if is_point else None,
                    text=own.text.strip() if own else edit.after,
                )
            )
        return made

    def _next_id(self, edit: Edit) -> str:
        numbers = [ids.number_of(used) for used in self.used if ids.sequence_of(used) == edit.row]
        number = max(numbers, default=0) + 1
        letter = ids.LETTERS.get(edit.row)
        new = f"{letter}{number}" if letter else f"{edit.row}{number}"
        self.used.add(new)
        return new

    def removals(self) -> list[DecidedEntry]:
        """Every block that goes, once."""
        made: dict[str, DecidedEntry] = {}
        told: list[DecidedEntry] = []
        for edit in self.merged.edits:
            if edit.kind is not EditKind.REMOVE or not self.met(edit):
                continue
            ruling = self.ruled[edit.id]
            if edit.block in made:
                told.append(record(edit, ruling, alone=True))
            else:
                made[edit.block] = entry(edit, ruling, kind=Kind.REMOVE, before=edit.before)
        return [*made.values(), *told]

    def cells(self) -> list[CellChange]:
        """Every cell that changes, once, with all that was met in it."""
        made: list[CellChange] = []
        cells = dict.fromkeys(e.block for e in self.merged.edits if e.kind is EditKind.CELL)
        for cell in cells:
            edits = [edit for edit in self.merged.edits if edit.block == cell]
            own = [ruling for edit in edits if (ruling := self.wording(edit)) is not None]
            met = [edit for edit in edits if self.met(edit)]
            before = edits[0].before
            if own:
                after = own[0].text.strip()
            elif met:
                hunks = [edit.hunk for edit in met if edit.hunk is not None]
                after = plain(applied(cell_words(before), hunks))
            else:
                continue
            names = tuple(edit.id for edit in (met if not own else edits))
            made.append(CellChange(cell, before, after, names))
        return made
