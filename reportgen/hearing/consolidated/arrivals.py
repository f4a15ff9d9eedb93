"""Where added and moved blocks come to stand, for each party that wants them there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.hearing.base import Prepared
from reportgen.hearing.matching.chains import increasing
from reportgen.hearing.result import Edit, EditKind


@dataclass(frozen=True, slots=True)
class Arrival:
    """A block that comes to stand after a paragraph of the base, for these parties."""

    edit: Edit
    parties: tuple[str, ...]
    is_again: bool = False
    """Whether it stands beside already, for others, who want it in another order."""


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
        here = [
            Arrival(edit, mine)
            for edit in self._at.get((row, place), [])
            if (mine := tuple(party for party in edit.parties if party in parties))
        ]
        yield from _each_in_order([a for a in here if a.edit.kind is EditKind.ADD])
        for arrival in here:
            edit = arrival.edit
            if edit.kind is not EditKind.MOVE:
                continue
            yield arrival
            if edit.block not in passed:
                theirs = set(arrival.parties)
                yield from self._arriving(row, edit.block, theirs, passed | {edit.block})


def _each_in_order(added: Sequence[Arrival]) -> list[Arrival]:
    """Additions at one place, so that each party's own stand in that party's order.

    Where parties want the same additions in orders that contradict each other, those that
    are out of order for a party stand once more, for that party alone.
    """
    made = list(added)
    for party in dict.fromkeys(party for arrival in added for party in arrival.parties):
        wanted = _order_of(party, [a.edit for a in added if party in a.parties])
        place = {id_: n for n, id_ in enumerate(wanted)}
        mine = [n for n, arrival in enumerate(made) if party in arrival.parties]
        kept = increasing([place[made[n].edit.id] for n in mine])
        stray = set(mine) - {mine[k] for k in kept}
        if not stray:
            continue
        edits = {made[n].edit.id: made[n].edit for n in stray}
        made = [_without(a, party) if n in stray else a for n, a in enumerate(made)]
        at = -1
        for id_ in wanted:
            if id_ in edits:
                at += 1
                beside = made[at] if at < len(made) else None
                if beside is not None and beside.is_again and beside.edit.id == id_:
                    made[at] = replace(beside, parties=(*beside.parties, party))
                else:
                    made.insert(at, Arrival(edits[id_], (party,), is_again=True))
            else:
                at = next(n for n, a in enumerate(made) if a.edit.id == id_ and party in a.parties)
    return [arrival for arrival in made if arrival.parties]


def _without(arrival: Arrival, party: str) -> Arrival:
    return replace(arrival, parties=tuple(each for each in arrival.parties if each != party))


def _order_of(party: str, edits: Sequence[Edit]) -> list[str]:
    """Ids of a party's additions at one place in the order of its answer."""
    ids = {edit.id for edit in edits}
    after = {
        before: edit.id
        for edit in edits
        for whose, before in edit.follows
        if whose == party and before in ids
    }
    found: list[str] = []
    for edit in edits:
        if edit.id not in after.values():
            at: str | None = edit.id
            while at is not None:
                found.append(at)
                at = after.get(at)
    return found
