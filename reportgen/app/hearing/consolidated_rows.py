"""Where added and moved blocks come to stand, for each party that wants them there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.hearing.base import Prepared
from reportgen.hearing.result import Edit, EditKind


@dataclass(frozen=True, slots=True)
class Arrival:
    """A block that comes to stand after a paragraph of the base, for these parties."""

    edit: Edit
    parties: tuple[str, ...]


class Arrivals:
    """Every addition and move, at the paragraph of the base it follows.

    Parties that want the same block after a block that only some of them moved get it at
    two places, each under its own.
    """

    def __init__(self, prepared: Prepared, edits: Sequence[Edit]) -> None:
        self._prepared = prepared
        self._at: defaultdict[tuple[str, str], list[Edit]] = defaultdict(list)
        self.movers: defaultdict[str, set[str]] = defaultdict(set)
        """Parties that moved a block, by the block."""
        for edit in edits:
            if edit.kind in (EditKind.ADD, EditKind.MOVE):
                self._at[edit.row, edit.place].append(edit)
            if edit.kind is EditKind.MOVE:
                self.movers[edit.block] |= set(edit.parties)
        self.after: defaultdict[int, list[Arrival]] = defaultdict(list)
        """By the paragraph of the base."""
        everyone = {party for edit in edits for party in edit.parties}
        for row, place in list(self._at):
            anchor = self._anchor(row, place, self._at[row, place])
            staying = everyone - self.movers[place]
            self.after[anchor] += self._arriving(row, place, staying, frozenset())

    @property
    def times(self) -> dict[str, int]:
        """At how many places each edit comes to stand."""
        counted: defaultdict[str, int] = defaultdict(int)
        for arrivals in self.after.values():
            for arrival in arrivals:
                counted[arrival.edit.id] += 1
        return dict(counted)

    def _anchor(self, row: str, place: str, edits: Sequence[Edit]) -> int:
        known = self._prepared.known.get(place)
        if known is not None and known.slots:
            return max(self._prepared.slots[i].index for i in known.slots)
        blocks = [self._prepared.known[block] for block in self._prepared.rows.get(row, ())]
        firsts = [self._prepared.slots[b.slots[0]].index for b in blocks if b.slots]
        if firsts:
            return min(firsts) - 1
        near = [edit.paragraphs[0] for edit in edits if edit.paragraphs]
        return near[0] if near else len(self._prepared.document.paragraphs) - 1

    def _arriving(
        self, row: str, place: str, parties: set[str], passed: frozenset[str]
    ) -> Iterator[Arrival]:
        """What comes after `place` for `parties`: what is new there, then what is moved.

        After a moved block comes what its mover put after it.
        """
        here = self._at.get((row, place), [])
        for edit in sorted(here, key=lambda edit: edit.kind is EditKind.MOVE):
            mine = tuple(party for party in edit.parties if party in parties)
            if not mine:
                continue
            yield Arrival(edit, mine)
            if edit.kind is EditKind.MOVE and edit.block not in passed:
                yield from self._arriving(row, edit.block, set(mine), passed | {edit.block})
