"""People as minutes name them: who may be whom, and who is named twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from reportgen.report.outline import Doubt, Omission, SourcePlace, TracedText
from reportgen.sources.minutes.header.remarks import is_title

TWICE = "nævnt to gange på listen"


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as the minutes name them."""

    name: str | None
    organisation: str | None = None
    items: tuple[str, ...] = ()
    takes_minutes: bool = False
    is_away: bool = False
    """Whether a remark says that they were not there, whatever the list."""
    words: TracedText = field(default=TracedText(), compare=False)
    """All that was said of them: what stands left out if they are named twice."""
    place: SourcePlace = field(default=SourcePlace(), compare=False)


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What a list of people said."""

    people: tuple[NamedPerson, ...] = ()
    omissions: tuple[Omission, ...] = ()
    """Parts that no field holds."""
    doubts: tuple[Doubt, ...] = ()


class GrowingList:
    """A list of people that part after part of the head adds to."""

    def __init__(self) -> None:
        self.people: list[NamedPerson] = []
        self._places: dict[str | None, list[int]] = {}
        self._names: set[tuple[str | None, str | None]] = set()

    def extend(self, people: Iterable[NamedPerson]) -> None:
        """Put `people` after those there are."""
        for person in people:
            self._places.setdefault(person.name, []).append(len(self.people))
            self.people.append(person)
            if person.name and not is_title(person.name):
                self._names.add((person.name, person.organisation))

    def add(self, more: PeopleList, place: SourcePlace) -> PeopleList:
        """Add a part; whoever is named again is left out and doubted. Returns what was added."""
        again = [p for p in more.people if (p.name, p.organisation) in self._names]
        others = [p for p in more.people if (p.name, p.organisation) not in self._names]
        for name in {person.name for person in again if person.takes_minutes}:
            for at in self._places[name]:
                self.people[at] = replace(self.people[at], takes_minutes=True)
        self.extend(others)
        return PeopleList(
            tuple(others),
            said_of(again, more.omissions, TWICE, place),
            (*more.doubts, *(_named_twice(person, place) for person in again)),
        )


def said_of(
    people: Iterable[NamedPerson],
    omissions: Iterable[Omission],
    reason: str,
    place: SourcePlace,
) -> tuple[Omission, ...]:
    """Add to `omissions` all that was said of `people`; remarks that stand in it are not twice."""
    whole = [Omission(person.words, reason, place) for person in people]
    within = {offset for each in whole for offset in each.words.offsets}
    others = [each for each in omissions if not within.issuperset(each.words.offsets)]
    return (*others, *whole)


def _named_twice(person: NamedPerson, place: SourcePlace) -> Doubt:
    return Doubt("minutes-person-twice", {"name": person.name}, place)


def without_repeated(people: PeopleList, place: SourcePlace = SourcePlace()) -> PeopleList:
    """Keep each person once; the second mention is left out and doubted.

    A second mention without organisation is the same person; their items are put together.
    """
    kept: list[NamedPerson] = []
    again: list[NamedPerson] = []
    first: dict[tuple[str, str | None], int] = {}
    for person in people.people:
        is_known = bool(person.name) and not is_title(person.name or "")
        same = first.get((person.name or "", person.organisation or None)) if is_known else None
        if same is None:
            for organisation in (None, person.organisation):
                first.setdefault((person.name or "", organisation), len(kept))
            kept.append(person)
            continue
        again.append(person)
        items = tuple(dict.fromkeys((*kept[same].items, *person.items)))
        kept[same] = replace(
            kept[same],
            items=items if kept[same].items else (),
            takes_minutes=kept[same].takes_minutes or person.takes_minutes,
        )
    return PeopleList(
        tuple(kept),
        said_of(again, people.omissions, TWICE, place),
        (*people.doubts, *(_named_twice(person, place) for person in again)),
    )
