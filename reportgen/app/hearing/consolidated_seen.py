"""Which edits stand in a consolidated document, as it reads with its changes settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportgen.app.hearing.sheet_rows import Typed
from reportgen.hearing.base import Prepared
from reportgen.hearing.consolidated.choices import choice, meets, read_with
from reportgen.hearing.decisions.own_wording import whole
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.changes import changes
from reportgen.hearing.edits.conflicts import words_of
from reportgen.hearing.edits.texts import heading_with, text_with
from reportgen.hearing.matching.likeness import Likeness
from reportgen.hearing.model import Para, Returned
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from reportgen.report.tokens import Tokens

_OWN = 0.5
"""Likeness at which a new block is a party's, reworded."""


class Seen:
    """One view of the document, and which edits stand in it."""

    def __init__(self, prepared: Prepared, merged: Merged, paragraphs: Sequence[Para]) -> None:
        self._prepared, self._merged = prepared, merged
        self._paragraphs = paragraphs
        self.answer = Answer(prepared, Returned("", tuple(paragraphs)))
        self._edits = changes(self.answer)
        self._ids = {edit.id for edit in self._edits}
        self._outcomes: dict[str, Outcome] = {}
        self._explained: set[str] = set()
        """Edits of this view that some row accounts for."""
        self._wordings: dict[str, str] = {}
        """Own wordings of added blocks, by the edit they reword."""
        self.added: list[str] = []
        """Ids of the additions that stand here, in order."""
        places: defaultdict[tuple[str, Part], list[Edit]] = defaultdict(list)
        for edit in merged.edits:
            if edit.kind in (EditKind.REPLACE, EditKind.FORMAT, EditKind.CELL):
                places[edit.block, edit.part].append(edit)
        for (block, part), edits in places.items():
            self._of_words(block, part, edits)
        for edit in merged.edits:
            if edit.kind in (EditKind.MOVE, EditKind.REMOVE):
                self._of_block(edit)
        self._of_additions([e for e in merged.edits if e.kind is EditKind.ADD])

    def outcome(self, edit: Edit) -> Outcome:
        """Whether an edit stands in this view."""
        return self._outcomes.get(edit.id, Outcome.NO)

    def typed(self, edit: Edit, outcome: Outcome) -> Typed:
        """The outcome with the wording that stands there, where it is an own one."""
        text = self._wordings.get(edit.id, "") if outcome is Outcome.PARTLY else ""
        if outcome is Outcome.PARTLY and not text:
            text = self._text(edit)
        return Typed(outcome if text or outcome is not Outcome.PARTLY else Outcome.NO, text)

    def own(self) -> tuple[Edit, ...]:
        """Edits here that no row accounts for."""
        known = {edit.id for edit in self._merged.edits}
        return tuple(e for e in self._edits if e.id not in known and e.id not in self._explained)

    def _here(self, edit: Edit) -> list[Edit]:
        return [e for e in self._edits if e.block == edit.block and e.part is edit.part]

    def _text(self, edit: Edit) -> str:
        """What the whole place says here."""
        hunks = [e.hunk for e in self._here(edit) if e.hunk is not None]
        if edit.kind is EditKind.CELL:
            return next((e.after for e in self._here(edit)), edit.before)
        known = self._prepared.known[edit.block]
        if edit.part is Part.HEADING:
            return heading_with(known, hunks)
        return text_with(known, hunks)

    # Words

    def _of_words(self, block: str, part: Part, edits: Sequence[Edit]) -> None:
        here = self._here(edits[0])
        base = words_of(self._prepared, edits[0])
        gone = any(e.kind is EditKind.REMOVE and e.block == block for e in self._edits)
        if gone:
            return  # taken out with all that was proposed in it
        now = read_with(base, here)
        wording = [e for e in edits if e.kind is not EditKind.FORMAT]
        accepted = choice(base, now, [e for e in wording if e.hunk is not None])
        if accepted is not None:
            self._explained |= {e.id for e in here if e.kind is not EditKind.FORMAT}
            self._outcomes |= dict.fromkeys(accepted, Outcome.YES)
        else:
            self._by_place(here, wording, base)
        for edit in edits:
            if edit.kind is EditKind.FORMAT:
                self._of_look(edit, here)

    def _by_place(self, here: Sequence[Edit], wording: Sequence[Edit], base: Tokens) -> None:
        """Where the words as a whole fit no choice, ask at each edit's own place."""
        hunks = {e.hunk: e for e in here if e.hunk is not None and e.kind is not EditKind.FORMAT}
        for edit in wording:
            assert edit.hunk is not None
            touching = [h for h in hunks if h == edit.hunk or meets(h, edit.hunk, base)]
            if edit.hunk in hunks:
                self._outcomes[edit.id] = Outcome.YES
            elif touching:
                self._outcomes[edit.id] = Outcome.PARTLY
            self._explained |= {hunks[h].id for h in touching}

    def _of_look(self, edit: Edit, here: Sequence[Edit]) -> None:
        wanted = edit.hunk
        assert wanted is not None
        for other in here:
            hunk = other.hunk
            if hunk is None or hunk.sets is not wanted.sets or hunk.value != wanted.value:
                continue
            if hunk.start <= wanted.start and wanted.end <= hunk.end:
                self._outcomes[edit.id] = Outcome.YES
                self._explained.add(other.id)

    # Blocks

    def _of_block(self, edit: Edit) -> None:
        same = [e for e in self._edits if e.block == edit.block and e.kind is edit.kind]
        if edit.kind is EditKind.MOVE:
            same = [e for e in same if e.place == edit.place]
        known = {e.id for e in self._merged.edits}
        if any(e.id in known and e.id != edit.id for e in same):
            same = [e for e in same if e.id == edit.id]  # it is another's, in another way
        if same:
            self._outcomes[edit.id] = Outcome.YES
            self._explained |= {e.id for e in same}

    def _of_additions(self, wanted: Sequence[Edit]) -> None:
        new = [e for e in self._edits if e.kind is EditKind.ADD]
        left = list(wanted)
        known: set[tuple[str, str, str]] = set()
        for other in new:
            said = (other.row, other.heading, other.after)
            same = [e for e in left if (e.row, e.heading, e.after) == said]
            edit = next((e for e in same if e.place == other.place), same[0] if same else None)
            if edit is not None:
                self._outcomes[edit.id] = Outcome.YES
                self.added.append(edit.id)
                left.remove(edit)
                known.add(said)
            # What parties want in different orders stands twice, and may have been left so.
            if said in known:
                self._explained.add(other.id)
        left = [e for e in wanted if e.id not in self._outcomes]
        rest = [e for e in new if e.id not in self._explained]
        if not left or not rest:
            return
        likeness = Likeness(*([f"{e.heading} {e.after}" for e in each] for each in (left, rest)))
        pairs = sorted(
            likeness.pairs(range(len(left)), range(len(rest)), _OWN), key=lambda p: -p[2]
        )
        for i, j, _ in pairs:
            mine, theirs = left[i], rest[j]
            if mine.row != theirs.row or theirs.id in self._explained:
                continue
            if mine.id not in self._outcomes:
                self._outcomes[mine.id] = Outcome.PARTLY
                self._wordings[mine.id] = whole(theirs.heading, theirs.after)
                self._explained.add(theirs.id)
