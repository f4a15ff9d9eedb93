"""Decisions taken in Word: which edits stand in the consolidated document, and which do not.

An accepted change leaves no trace in Word, and neither does a rejected one; so what stands
is compared with what was sent out and with every variant. A wording that is neither is the
secretariat's own. What is still a tracked change is undecided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from reportgen.hearing.answer import Answer
from reportgen.hearing.base import Prepared
from reportgen.hearing.changes import changes
from reportgen.hearing.conflicts import clashes, words_of
from reportgen.hearing.decisions import Outcome, Ruling, variants
from reportgen.hearing.differences import applied
from reportgen.hearing.likeness import likeness
from reportgen.hearing.model import Returned
from reportgen.hearing.passages import Passage, Reading, Wish, passage, read
from reportgen.hearing.places import apart, is_among, places
from reportgen.hearing.result import Edit, EditKind, Hunk, Merged, Part
from reportgen.hearing.rows import pieces_of_rows
from reportgen.hearing.stretches import Stretch, Stretches
from reportgen.hearing.texts import heading_with, text_with
from reportgen.hearing.words import Tokens, plain

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
    return _Reading(Answer(prepared, document), merged).result()


class _Reading:
    """One comparison of what stands with what was wanted."""

    def __init__(self, answer: Answer, merged: Merged) -> None:
        self.prepared = answer.prepared
        self.merged = merged
        self.found = {edit.id: edit for edit in changes(answer)}
        self.order = tuple(answer.standing)
        """Blocks of the base as they stand in the document."""
        self.stretches = {
            row: Stretches(answer, self.prepared.rows.get(row, ()), pieces)
            for row, pieces in pieces_of_rows(answer).items()
        }
        self.standing: set[str] = set()
        """Edits that are made in the document."""
        self.open: set[str] = set()
        """Edits that are still tracked there."""
        self.reworded: dict[str, str] = {}
        """Edits in whose place something else stands: the block's text with it alone."""
        self.explained: set[str] = set()
        """Edits of the document that come of the parties' edits."""
        self.told: set[str] = set()
        """Edits whose outcome the words around them have told already."""
        self.parties = {edit.id for edit in merged.edits}

    def result(self) -> Outcomes:
        """Tell the outcome of every row, and what is the secretariat's own."""
        for edit in self.merged.edits:
            if edit.id in self.found:
                self._stands(edit.id, [self.found[edit.id]])
            elif edit.kind is EditKind.REMOVE:
                gone = [e for e in self._of(edit.block) if e.kind is EditKind.REMOVE]
                if gone:
                    self._stands(edit.id, gone)
        for row in self.prepared.rows:
            self._row(row)
        for edit in self.merged.edits:
            if edit.kind is EditKind.ADD and edit.id not in self.standing | self.told:
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
        known = self.explained | self.parties
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
        rest = [
            other
            for other in self.found.values()
            if other.kind is EditKind.ADD and other.row == edit.row
            if other.id not in self.parties | self.explained
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

    # Rows of blocks, as far as nothing in them is the secretariat's own

    def _row(self, row: str) -> None:
        """Explain what stands in a row by the parties' edits: as a whole, else in stretches."""
        if row not in self.stretches or not self._unexplained(row):
            return
        blocks, stretches = self.prepared.rows[row], self.stretches[row]
        asked = [e for e in self.merged.edits if e.kind is EditKind.MOVE and e.row == row]
        whole = stretches.whole()
        for moves in (*_choices(self.prepared, asked), ()):
            order = moved(blocks, moves)
            if self._keeps(order) and self._stretch(row, replace(whole, blocks=tuple(order))):
                self.standing -= {edit.id for edit in asked}
                self.told |= {edit.id for edit in asked}
                there = [e for e in self.found.values() if e.kind is EditKind.MOVE and e.row == row]
                for edit in moves:
                    self._stands(edit.id, there)
                return
        if not self._keeps(blocks):
            return
        for edit in self._unexplained(row):
            for stretch in stretches.around(edit.block or edit.place):
                if edit.id in self.explained or self._stretch(row, stretch):
                    break

    def _keeps(self, blocks: Sequence[str]) -> bool:
        """Whether the blocks of a row that stand do so in this order."""
        there = set(self.order)
        among = set(blocks)
        return [b for b in blocks if b in there] == [b for b in self.order if b in among]

    def _unexplained(self, row: str) -> list[Edit]:
        blocks = set(self.prepared.rows[row])
        return [
            edit
            for edit in self.found.values()
            if edit.id not in self.parties | self.explained and edit.part is not Part.FIXED
            if edit.row == row or edit.block in blocks
        ]

    def _stretch(self, row: str, stretch: Stretch) -> bool:
        """Explain what stands in a stretch of a row, if the parties' edits alone give it."""
        inside = {*stretch.blocks, stretch.first}
        asked: dict[tuple[str, Part, str], Edit] = {}
        for edit in self.merged.edits:
            is_here = edit.row == row and edit.place in inside
            if edit.kind is EditKind.MOVE or edit.id in self.told:
                continue
            if is_here or edit.block in stretch.blocks:
                # Who takes out a block does so however it was said.
                once = "" if edit.kind is EditKind.REMOVE else edit.id
                asked.setdefault((edit.block, edit.part, once), edit)
        edits = list(asked.values())
        of = passage(self.prepared, edits, stretch.blocks, stretch.first)
        reading = read(self.prepared, of, stretch.stands, self.found)
        if reading is None:
            return False
        here = [
            edit
            for edit in self._unexplained(row)
            if edit.block in stretch.blocks or (not edit.block and edit.place in inside)
        ]
        self._settle(edits, here, reading)
        return True

    def _settle(self, asked: Sequence[Edit], here: Sequence[Edit], reading: Reading) -> None:
        """Take over what the words told of the edits asked for; `here` are the differences."""
        because = [e for e in here if reading.exact or e.kind is not EditKind.FORMAT]
        alike = {edit.id: [edit.id] for edit in asked}
        for edit in self.merged.edits:
            if edit.kind is EditKind.REMOVE:
                for one in asked:
                    if one.kind is EditKind.REMOVE and one.block == edit.block:
                        alike[one.id].append(edit.id)
        every = {id_ for ids in alike.values() for id_ in ids}
        self.standing -= every
        self.told |= every
        self.explained.update(edit.id for edit in because)
        for edit in reading.edits:
            for id_ in alike[edit.id]:
                self._stands(id_, [self.found[id_]] if id_ in self.found else because)
        for edit in reading.untold:
            self.open.update(alike[edit.id])

    def _moves(self, row: str) -> None:
        """Find the choice of moves that gives the order in which a row's blocks stand."""
        blocks = self.prepared.rows[row]
        stands = [block for block in self.order if block in set(blocks)]
        there = [e for e in self.found.values() if e.kind is EditKind.MOVE and e.row == row]
        asked = [e for e in self.merged.edits if e.kind is EditKind.MOVE and e.row == row]
        if not asked or not there or all(edit.id in self.standing for edit in there):
            return
        if any(edit.id in self.told for edit in asked):
            return
        for choice in _choices(self.prepared, asked):
            order = [block for block in moved(blocks, choice) if block in stands]
            if order == stands:
                self.standing -= {edit.id for edit in asked}
                for edit in choice:
                    self._stands(edit.id, there)
                return

    # Words, where some of them are the secretariat's own

    def _words(self, block: str, part: Part) -> None:
        """Explain a block's differences by the parties' edits, place by place."""
        wanted = [
            edit
            for edit in self.merged.edits
            if edit.block == block and edit.part is part and edit.hunk is not None
            if edit.id not in self.told
        ]
        there = [e for e in self._of(block) if e.part is part and e.hunk is not None]
        if not wanted or not there:
            return
        words = words_of(self.prepared, wanted[0])
        if self._place(words, wanted, there):
            return
        for wide in places([*wanted, *there], words):
            if self._place(words, *apart(wide, there)):
                continue
            parts = [apart(narrow, there) for narrow in places(wide)]
            rest = [place for place in parts if not self._place(words, *place)]
            own = [edit for _, here in rest for edit in here]
            drawn = [
                edit for asked, here in parts for edit in asked if not here and is_among(edit, own)
            ]
            for asked, here in rest:
                if here:
                    self._own_words([*asked, *drawn], here)

    def _place(self, words: Tokens, asked: Sequence[Edit], here: Sequence[Edit]) -> bool:
        """Explain one place of a text by the parties' edits alone, where they can."""
        if not here or not asked or all(edit.id in self.standing for edit in here):
            return not here or bool(asked)
        of = Passage(words, tuple(Wish(edit, edit.hunk) for edit in asked if edit.hunk))
        stands = applied(words, [edit.hunk for edit in here if edit.hunk])
        reading = read(self.prepared, of, stands, self.found)
        if reading is not None:
            self._settle(asked, here, reading)
        return reading is not None

    def _own_words(self, asked: Sequence[Edit], here: Sequence[Edit]) -> None:
        """Take what stands in a place as the secretariat's wording of all that was asked."""
        if not asked:
            return
        self.standing -= {edit.id for edit in asked}
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


def _choices(prepared: Prepared, edits: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
    """Every choice of edits that can all be made, the fullest first."""
    tried = list(edits)[:_MOST]
    for many in range(len(tried), 0, -1):
        for choice in combinations(tried, many):
            if not any(
                a.block == b.block and clashes(prepared, a, b) for a, b in combinations(choice, 2)
            ):
                yield choice
