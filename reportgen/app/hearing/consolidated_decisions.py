"""What the secretariat decided by accepting and rejecting in the consolidated document.

An accepted change leaves no trace, so what stands there is compared with the base and with
what each party wanted. What is still a tracked change is undecided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.app.hearing.consolidated_choices import choice, meets, read_with
from reportgen.app.hearing.consolidated_plan import only_told
from reportgen.app.hearing.sheet_rows import Typed
from reportgen.hearing.answer import Answer
from reportgen.hearing.base import Prepared
from reportgen.hearing.changes import changes
from reportgen.hearing.conflicts import words_of
from reportgen.hearing.decisions import Outcome, variants
from reportgen.hearing.likeness import Likeness
from reportgen.hearing.model import Deleted, Para, Returned
from reportgen.hearing.result import Edit, EditKind, Merged, Part, Variant
from reportgen.hearing.texts import heading_with, text_with
from reportgen.hearing.words import Tokens
from reportgen.word.redline_plan import BETWEEN_NAMES
from reportgen.word.returned import ReadFile

_OWN = 0.5
"""Likeness at which a new block is a party's, reworded."""


@dataclass(frozen=True, slots=True)
class FromDocument:
    """What a document says was decided."""

    decisions: Mapping[str, Typed]
    """By row; rows that are not in it are undecided, or cannot be decided in a document."""
    own: tuple[Edit, ...] = ()
    """Edits of the secretariat's own that answer no row."""


def decisions_from_document(prepared: Prepared, merged: Merged, read: ReadFile) -> FromDocument:
    """Tell what was accepted and rejected in a consolidated document, however it was saved.

    A wording that is neither the base's nor what was proposed is the secretariat's own: it
    meets a proposal partly. Comments and remarks are not decided in a document.
    """
    done = _Seen(prepared, merged, read.rejected)
    kept = _Seen(prepared, merged, read.document.paragraphs)
    left = _Left(kept.answer, merged, read.document.deleted)
    met: dict[str, Outcome] = {}
    told = only_told(prepared, merged)
    for edit in merged.edits:
        if edit.part is Part.FIXED:
            continue
        now, then = done.outcome(edit), kept.outcome(edit)
        is_open = left.of(edit)
        # Of a block put in anew elsewhere, what looks like an own wording may be a misreading.
        is_sure = not is_open and edit.block not in left.uprooted
        if now is Outcome.YES or (now is Outcome.PARTLY and is_sure):
            met[edit.id] = now
        elif then is Outcome.NO and not is_open and edit.id not in told:
            met[edit.id] = Outcome.NO
    made: dict[str, Typed] = {}
    for edit in merged.edits:
        if not edit.conflict and edit.id in met:
            made[edit.id] = done.typed(edit, met[edit.id])
    for conflict in merged.conflicts:
        made |= _of_conflict(variants(merged, conflict.id), merged, met, told, done)
    return FromDocument(made, done.own())


def _of_conflict(
    sides: Sequence[tuple[str, Variant]],
    merged: Merged,
    met: Mapping[str, Outcome],
    told: frozenset[str],
    done: _Seen,
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


class _Left:
    """The changes that are still tracked, by block, by section, and by author."""

    def __init__(self, answer: Answer, merged: Merged, deleted: Sequence[Deleted]) -> None:
        self._authors: defaultdict[str, set[str]] = defaultdict(set)
        self.uprooted: defaultdict[str, set[str]] = defaultdict(set)
        """Who moved a block or took it out."""
        for edit in merged.edits:
            if edit.kind in (EditKind.MOVE, EditKind.REMOVE):
                self.uprooted[edit.block] |= set(edit.parties)
        for piece in answer.view.pieces:
            for j in piece.paragraphs:
                self._note(answer.para(j), piece.block, piece.section)
        for j, section in answer.view.new_fixed:
            self._note(answer.para(j), section)
        for para in answer.returned.paragraphs:
            for anchor in para.anchors:
                self._note(para, anchor.partition("#")[0])
        known = answer.prepared.known
        for gone in deleted:
            for anchor in gone.anchors:
                block = anchor.partition("#")[0]
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


class _Seen:
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
        for edit in wanted:
            for other in new:
                same = (other.row, other.heading, other.after) == (
                    *(edit.row, edit.heading, edit.after),
                )
                if same and other.id not in self._explained:
                    self._outcomes[edit.id] = Outcome.YES
                    self._explained.add(other.id)
                    break
        left = [e for e in wanted if e.id not in self._outcomes]
        rest = [e for e in new if e.id not in self._explained]
        if not left or not rest:
            return
        likeness = Likeness([e.after for e in left], [e.after for e in rest])
        pairs = sorted(
            likeness.pairs(range(len(left)), range(len(rest)), _OWN), key=lambda p: -p[2]
        )
        for i, j, _ in pairs:
            mine, theirs = left[i], rest[j]
            if mine.row != theirs.row or theirs.id in self._explained:
                continue
            if mine.id not in self._outcomes:
                self._outcomes[mine.id] = Outcome.PARTLY
                self._wordings[mine.id] = theirs.after
                self._explained.add(theirs.id)
