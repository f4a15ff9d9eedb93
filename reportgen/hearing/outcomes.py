"""Decisions taken in Word: which edits stand in the consolidated document, and which do not.

An accepted change leaves no trace in Word, and neither does a rejected one; so what stands
is compared with what was sent out and with every variant. A wording that is neither is the
secretariat's own. What is still a tracked change is undecided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from reportgen.hearing.answer import Answer
from reportgen.hearing.base import Prepared
from reportgen.hearing.changes import changes
from reportgen.hearing.conflicts import clashes, words_of
from reportgen.hearing.decisions import Outcome, Ruling, variants
from reportgen.hearing.differences import applied
from reportgen.hearing.likeness import likeness
from reportgen.hearing.model import Returned
from reportgen.hearing.result import Edit, EditKind, Hunk, Merged, Part
from reportgen.hearing.texts import heading_with, seen, text_with
from reportgen.hearing.words import plain

_MOST = 10
"""Edits in one place of which every choice is tried; of more, those that stand alone."""


_SAME_ADDITION = 0.4
"""Likeness at which an addition is one that a party made, reworded."""


@dataclass(slots=True)
class Outcomes:
    """What the consolidated document says was decided."""

    rulings: dict[str, Ruling] = field(default_factory=dict)
    """By row, as in `decisions.rows`; comments are not decided in the text."""
    undecided: list[str] = field(default_factory=list)
    """Rows whose change is still tracked."""
    own: list[Edit] = field(default_factory=list)
    """The secretariat's own edits, where nobody else had any."""


def outcomes(prepared: Prepared, merged: Merged, document: Returned) -> Outcomes:
    """Read what was decided of `merged` from the document it was consolidated in."""
    answer = Answer(prepared, document)
    found = {edit.id: edit for edit in changes(answer)}
    return _Reading(prepared, merged, found, tuple(answer.standing)).result()


class _Reading:
    """One comparison of what stands with what was wanted."""

    def __init__(
        self, prepared: Prepared, merged: Merged, found: dict[str, Edit], order: Sequence[str]
    ) -> None:
        self.prepared = prepared
        self.merged = merged
        self.found = found
        self.order = order
        """Blocks of the base as they stand in the document."""
        self.standing: set[str] = set()
        """Edits that are made in the document."""
        self.open: set[str] = set()
        """Edits that are still tracked there."""
        self.reworded: dict[str, str] = {}
        """Edits in whose place something else stands: the block's text with it alone."""
        self.explained: set[str] = set()
        """Edits of the document that come of the parties' edits."""

    def result(self) -> Outcomes:
        """Tell the outcome of every row, and what is the secretariat's own."""
        for edit in self.merged.edits:
            if edit.id in self.found:
                self._stands(edit.id, [self.found[edit.id]])
            elif edit.kind is EditKind.REMOVE:
                gone = [e for e in self._of(edit.block) if e.kind is EditKind.REMOVE]
                if gone:
                    self._stands(edit.id, gone)
            elif edit.kind is EditKind.ADD:
                self._addition(edit)
        for row in self.prepared.rows:
            self._moves(row)
        for part in (Part.TEXT, Part.HEADING):
            for block in dict.fromkeys(edit.block for edit in self.merged.edits if edit.block):
                self._words(block, part)
        made = Outcomes()
        for edit in self.merged.edits:
            if not edit.conflict and edit.part is not Part.FIXED:
                self._rule(made, edit.id, [edit.id])
        for conflict in self.merged.conflicts:
            for row, variant in variants(self.merged, conflict.id):
                self._rule(made, row, variant.edits)
            self._one_of(made, conflict.id)
        known = self.explained | {edit.id for edit in self.merged.edits}
        made.own = [edit for id_, edit in self.found.items() if id_ not in known]
        return made

    def _of(self, block: str) -> list[Edit]:
        return [edit for edit in self.found.values() if edit.block == block]

    def _stands(self, id_: str, because: Sequence[Edit]) -> None:
        self.standing.add(id_)
        self.explained.update(edit.id for edit in because)
        if any(edit.tracked for edit in because):
            self.open.add(id_)

    def _addition(self, edit: Edit) -> None:
        """Find an addition that stands elsewhere, or with other words."""
        parties = {each.id for each in self.merged.edits}
        rest = [
            other
            for other in self.found.values()
            if other.kind is EditKind.ADD and other.row == edit.row
            if other.id not in parties | self.explained
        ]
        for other in rest:
            if (other.heading, other.after) == (edit.heading, edit.after):
                self._stands(edit.id, [other])  # what it came after is gone
                return
        alike = [(likeness(each.after, edit.after), -n) for n, each in enumerate(rest)]
        if alike and max(alike)[0] >= _SAME_ADDITION:
            other = rest[-max(alike)[1]]
            self.reworded[edit.id] = other.after
            self.explained.add(other.id)
            if other.tracked:
                self.open.add(edit.id)

    def _moves(self, row: str) -> None:
        """Find the choice of moves that gives the order in which a row's blocks stand."""
        blocks = self.prepared.rows[row]
        stands = [block for block in self.order if block in set(blocks)]
        there = [e for e in self.found.values() if e.kind is EditKind.MOVE and e.row == row]
        asked = [e for e in self.merged.edits if e.kind is EditKind.MOVE and e.row == row]
        if not asked or not there or all(edit.id in self.standing for edit in there):
            return
        for choice in _choices(self.prepared, asked):
            order = [block for block in moved(blocks, choice) if block in stands]
            if order == stands:
                self.standing -= {edit.id for edit in asked}
                for edit in choice:
                    self._stands(edit.id, there)
                return

    # Words

    def _words(self, block: str, part: Part) -> None:
        """Explain a block's differences by the parties' edits, place by place."""
        wanted = [
            edit
            for edit in self.merged.edits
            if edit.block == block and edit.part is part and edit.hunk is not None
        ]
        there = [e for e in self._of(block) if e.part is part and e.hunk is not None]
        if not wanted or not there:
            return
        for place in _places([*wanted, *there]):
            here = [edit for edit in there if edit in place]
            asked = [edit for edit in place if edit not in here]
            if here and asked and not all(edit.id in self.standing for edit in here):
                self._place(asked, here)

    def _place(self, asked: Sequence[Edit], here: Sequence[Edit]) -> None:
        base = words_of(self.prepared, asked[0])
        stands = applied(base, [edit.hunk for edit in here if edit.hunk])
        self.standing -= {edit.id for edit in asked}
        alike: Sequence[Edit] | None = None
        for choice in _choices(self.prepared, asked):
            made = applied(base, [edit.hunk for edit in choice if edit.hunk])
            if made == stands:
                alike = choice
                break
            if alike is None and seen(made) == seen(stands):
                alike = choice
        if alike is not None:
            for edit in alike:
                self._stands(edit.id, here)
            return
        self.explained.update(edit.id for edit in here)
        text = self._text(asked[0], [edit.hunk for edit in here if edit.hunk])
        self.reworded.update((edit.id, text) for edit in asked)
        if any(edit.tracked for edit in here):
            self.open.update(edit.id for edit in asked)

    def _text(self, edit: Edit, hunks: Sequence[Hunk]) -> str:
        if edit.kind is EditKind.CELL:
            return plain(applied(words_of(self.prepared, edit), hunks))
        known = self.prepared.known[edit.block]
        is_heading = edit.part is Part.HEADING
        return heading_with(known, hunks) if is_heading else text_with(known, hunks)

    # Rows

    def _rule(self, made: Outcomes, row: str, edits: Sequence[str]) -> None:
        if set(edits) & self.open:
            made.undecided.append(row)
        elif set(edits) <= self.standing:
            made.rulings[row] = Ruling(row, Outcome.YES)
        elif reworded := [self.reworded[id_] for id_ in edits if id_ in self.reworded]:
            made.rulings[row] = Ruling(row, Outcome.PARTLY, text=reworded[0])
        else:
            made.rulings[row] = Ruling(row, Outcome.NO)

    def _one_of(self, made: Outcomes, conflict: str) -> None:
        """Let a wording of the secretariat's own answer the first variant, and only that."""
        met = False
        for row, _ in variants(self.merged, conflict):
            ruling = made.rulings.get(row)
            if ruling is None or ruling.outcome is Outcome.NO:
                continue
            if met:
                made.rulings[row] = Ruling(row, Outcome.NO)
            met = True


def moved(blocks: Sequence[str], moves: Sequence[Edit]) -> list[str]:
    """Blocks of a row in the order that moves, one after the other, give them."""
    order = list(blocks)
    for edit in moves:
        if edit.block in order:
            order.remove(edit.block)
            after = order.index(edit.place) + 1 if edit.place in order else 0
            order.insert(after, edit.block)
    return order


def _places(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Edits of one text in groups that touch or follow each other without a word between."""
    ordered = sorted(
        ((edit.hunk.start, edit.hunk.end, n) for n, edit in enumerate(edits) if edit.hunk),
    )
    group: list[Edit] = []
    end = -1
    for start, stop, n in ordered:
        if group and start > end:
            yield group
            group = []
        group.append(edits[n])
        end = max(end, stop)
    if group:
        yield group


def _choices(prepared: Prepared, edits: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
    """Every choice of edits that can all be made, the fullest first."""
    tried = list(edits)[:_MOST]
    for many in range(len(tried), 0, -1):
        for choice in combinations(tried, many):
            if not any(clashes(prepared, a, b) for a, b in combinations(choice, 2)):
                yield choice
