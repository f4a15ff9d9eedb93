"""Which edits stand in a consolidated document, as it reads with its changes settled.

Where a text was proposed to be reworded in several ways, it is told which of the proposed
wordings it was made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from reportgen.hearing.base import Prepared
from reportgen.hearing.decisions.rewordings import whole
from reportgen.hearing.decisions.rows import Typed
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.conflicts import words_of
from reportgen.hearing.edits.merging import changes
from reportgen.hearing.edits.texts import heading_with, text_with
from reportgen.hearing.matching.alignment import Likeness
from reportgen.hearing.model import Para, Returned
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from reportgen.report.wording.differ import Hunk, apply_hunks, clash
from reportgen.report.wording.tokens import Tokens, without_breaks

_OWN = 0.5
"""Likeness at which a new block is a party's, reworded."""


class StandingEdits:
    """One view of the document, and which edits stand in it."""

    def __init__(self, prepared: Prepared, merged: Merged, paragraphs: Sequence[Para]) -> None:
        self._prepared, self._merged = prepared, merged
        self._paragraphs = paragraphs
        self.answer = Answer(prepared, Returned("", tuple(paragraphs)), _added_rows(merged))
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
            if edit.kind in (EditKind.MOVE, EditKind.REMOVE) and not edit.is_row:
                self._of_block(edit)
        self._of_additions([e for e in merged.edits if e.kind is EditKind.ADD and not e.is_row])
        self._of_rows([e for e in merged.edits if e.is_row])

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
        if edit.is_row:
            return edit.before or edit.after
        if edit.part is Part.FIELD:
            return "\n".join(e.after for e in self._here(edit))
        known = self._prepared.known[edit.block]
        if edit.part is Part.HEADING:
            return heading_with(known, hunks)
        return text_with(known, hunks)

    # Words

    def _of_words(self, block: str, part: Part, edits: Sequence[Edit]) -> None:
        here = self._here(edits[0])
        base = words_of(self._prepared, edits[0])
        gone = any(e.kind is EditKind.REMOVE and e.subject == edits[0].subject for e in self._edits)
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
                self._wordings[mine.id] = whole(theirs.heading, without_breaks(theirs.after))
                self._explained.add(theirs.id)

    # Rows of tables

    def _of_rows(self, wanted: Sequence[Edit]) -> None:
        """Rows that came or went; a new row with another's key is it, reworded."""
        rows = [e for e in self._edits if e.is_row]
        known = {e.id for e in wanted}
        for edit in wanted:
            if edit.id in self._ids:
                self._outcomes[edit.id] = Outcome.YES
        # What parties want at different places stands at each of them.
        said = {(e.table.table, e.table.cells) for e in wanted if e.table and e.id in self._ids}
        for other in rows:
            if other.table and (other.table.table, other.table.cells) in said:
                self._explained.add(other.id)
        rest = [e for e in rows if e.id not in known | self._explained and e.kind is EditKind.ADD]
        for edit in wanted:
            if edit.kind is not EditKind.ADD or edit.id in self._outcomes:
                continue
            own = next((e for e in rest if _have_same_key(e, edit)), None)
            if own is not None:
                self._outcomes[edit.id] = Outcome.PARTLY
                self._wordings[edit.id] = own.after
                self._explained.add(own.id)
                rest.remove(own)


def _added_rows(merged: Merged) -> dict[int, set[tuple[str, ...]]]:
    """Rows that parties put in, by the table and what they say."""
    found: defaultdict[int, set[tuple[str, ...]]] = defaultdict(set)
    for edit in merged.edits:
        if edit.is_row and edit.table is not None and edit.kind is EditKind.ADD:
            found[edit.table.table].add(edit.table.cells)
    return dict(found)


def _have_same_key(one: Edit, other: Edit) -> bool:
    """Whether two new rows of one table have most of what they say in common."""
    mine, theirs = one.table, other.table
    if mine is None or theirs is None or mine.table != theirs.table:
        return False
    alike = [a == b for a, b in zip(mine.cells, theirs.cells, strict=False) if a or b]
    return sum(alike) * 2 >= len(alike)


# Choices among proposed wordings


_MOST = 8
"""Edits that hang together up to which every choice of them is tried."""
_BESIDE = 3
"""Words between two edits of one sentence from which on they have nothing to do with each other."""


def read_with(base: Tokens, edits: Sequence[Edit]) -> tuple[str, ...]:
    """What a text says with these edits of its words made."""
    hunks = [e.hunk for e in edits if e.hunk is not None and e.kind is not EditKind.FORMAT]
    return _texts(apply_hunks(base, hunks))


def _texts(words: Tokens) -> tuple[str, ...]:
    return tuple(token.text for token in words)


def meets(one: Hunk, other: Hunk, base: Tokens) -> bool:
    """Whether one hunk rewrites what the other is about: the words, or some beside them."""
    first, last = sorted((one, other), key=lambda hunk: (hunk.start, hunk.end))
    between = base[first.end : last.start]
    if any(token.begins or token.text in ".?!" for token in between):
        return False
    return sum(not token.text.isspace() for token in between) < _BESIDE


def choice(base: Tokens, now: tuple[str, ...], edits: Sequence[Edit]) -> set[str] | None:
    """Ids of the edits that, made together, turn `base` into `now`; None where none do."""
    places = _places(edits)
    kept = [_texts(base[start:end]) for start, end in _between(places, len(base))]

    def search(number: int, at: int) -> set[str] | None:
        stays = kept[number]
        if now[at : at + len(stays)] != stays:
            return None
        at += len(stays)
        if number == len(places):
            return set() if at == len(now) else None
        for chosen, words in _choices(places[number], base):
            if now[at : at + len(words)] == words:
                found = search(number + 1, at + len(words))
                if found is not None:
                    return found | {edit.id for edit in chosen}
        return None

    return search(0, 0)


@dataclass(frozen=True, slots=True)
class _Place:
    """Edits that hang together, and the words of the base they are over."""

    start: int
    end: int
    edits: tuple[Edit, ...]


def _places(edits: Sequence[Edit]) -> list[_Place]:
    """Edits in order, those that meet in one place together."""
    made: list[_Place] = []
    for edit in sorted(edits, key=lambda e: (e.hunk.start, e.hunk.end) if e.hunk else (0, 0)):
        hunk = edit.hunk
        assert hunk is not None
        if made and hunk.start <= made[-1].end:
            last = made[-1]
            made[-1] = _Place(last.start, max(last.end, hunk.end), (*last.edits, edit))
        else:
            made.append(_Place(hunk.start, hunk.end, (edit,)))
    return made


def _between(places: Sequence[_Place], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for place in places:
        yield at, place.start
        at = place.end
    yield at, length


def _choices(place: _Place, base: Tokens) -> Iterator[tuple[tuple[Edit, ...], tuple[str, ...]]]:
    """What the words can come to: none of the edits, all, and what lies between."""
    most = len(place.edits) if len(place.edits) <= _MOST else 1
    for size in range(most + 1):
        for chosen in combinations(place.edits, size):
            hunks = [e.hunk for e in chosen if e.hunk is not None]
            if any(clash(one, other, base) for one, other in combinations(hunks, 2)):
                continue
            moved = [
                replace(h, start=h.start - place.start, end=h.end - place.start) for h in hunks
            ]
            yield chosen, _texts(apply_hunks(base[place.start : place.end], moved))
