"""What was typed on the desk, entry by entry, and what it comes to.

An entry says what its page showed and what was typed instead. Until it is settled (it stands in
its file, or a later one took its place) it waits, and counts over what the file says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

Place = tuple[str, ...]
"""Where something is typed: the file's folder or name, the row or item in it, the column or key."""


class Fate(StrEnum):
    """How an entry was settled."""

    WRITTEN = "skrevet"
    """The program wrote it into its file."""
    THERE = "stod der"
    """The file said the same already."""
    REPLACED = "erstattet"
    """A later entry took its place."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing typed: where, what the page showed there, and what it is to say."""

    place: Place
    shown: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something typed, as the journal keeps it."""

    number: int
    """From 1, in the order in which the entries were kept."""
    time: str
    """ISO 8601."""
    by: str
    """The user's name in the system."""
    said: Said
    batch: str
    """Name shared by all that was done in one go; it is undone in one go, too."""
    undoes: str = ""
    """The batch that it undoes."""

    @property
    def place(self) -> Place:
        """Where it was typed."""
        return self.said.place


@dataclass(frozen=True, slots=True)
class Folded:
    """What one place says, once what waits for it is taken in."""

    value: str
    taken: tuple[Entry, ...] = ()
    """What waited and is in `value`."""
    contested: tuple[Entry, ...] = ()
    """What was typed where something else was shown than stood there: a person has to choose."""


def fold(stands: str, waiting: Sequence[Entry]) -> Folded:
    """What a place comes to that says `stands` in its file, with what waits for it.

    An entry is taken where its page showed what stood there by then. What was written already
    before a crash is known again: the file may say what it said before any of them, or after.
    Of several ways to read it, the one that leaves the fewest entries to a person is right.
    """
    if not waiting:
        return Folded(stands)
    starts = dict.fromkeys((stands, *(entry.said.shown for entry in waiting)))
    ways = [way for start in starts if (way := _from(start, stands, waiting)) is not None]
    return min(ways, key=lambda way: len(way.contested))


def _from(start: str, stands: str, waiting: Sequence[Entry]) -> Folded | None:
    """What entries come to from `start`, if the file has said `stands` on the way."""
    value, passed = start, start == stands
    taken: list[Entry] = []
    contested: list[Entry] = []
    for entry in waiting:
        if value in (entry.said.shown, entry.said.value):
            value = entry.said.value
            taken.append(entry)
            passed = passed or value == stands
        else:
            contested.append(entry)
    return Folded(value, tuple(taken), tuple(contested)) if passed else None


@dataclass(frozen=True, slots=True)
class Batch:
    """What was done in one go."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def undoes(self) -> str:
        """The batch that it undoes; empty for most."""
        return self.entries[0].undoes

    def reversed(self) -> Iterator[Said]:
        """What puts back what each place showed before."""
        before: dict[Place, str] = {}
        after: dict[Place, str] = {}
        for entry in self.entries:
            before.setdefault(entry.place, entry.said.shown)
            after[entry.place] = entry.said.value
        for place, value in before.items():
            yield Said(place, after[place], value)


def batches(entries: Iterable[Entry]) -> dict[str, Batch]:
    """Everything done, by the name of its batch, in order."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.batch, []).append(entry)
    return {name: Batch(name, tuple(made)) for name, made in found.items()}


def to_undo(entries: Iterable[Entry]) -> tuple[Batch | None, Batch | None]:
    """The batch that is undone next, and the one that is done again by undoing its undoing.

    The second is none once something new was done.
    """
    made = batches(entries)
    done: list[Batch] = []
    undone: list[Batch] = []
    for batch in made.values():
        if not batch.undoes:
            done.append(batch)
            undone.clear()
        elif done and done[-1].name == batch.undoes:
            done.pop()
            undone.append(batch)
        elif undone and undone[-1].name == batch.undoes:
            undone.pop()
            done.append(made[_first(made, batch)])
        else:  # undone out of turn, by another page
            done = [each for each in done if each.name != batch.undoes]
            undone.append(batch)
    return (done[-1] if done else None), (undone[-1] if undone else None)


def _first(made: dict[str, Batch], batch: Batch) -> str:
    """The batch that was done first, of one that does it again."""
    while batch.undoes:
        batch = made[batch.undoes]
    return batch.name
