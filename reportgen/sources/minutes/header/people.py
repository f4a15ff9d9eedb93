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

    def may_be(self, other: NamedPerson) -> bool:
        """Whether they may be `other`, whose name may be said in full: "Alfa" is "Alfa Dam".

        Two who have only a title, or the same name but work elsewhere, are two.
        """
        if not self.name or not other.name:
            return False
        if self.organisation and other.organisation and self.organisation != other.organisation:
            return False
        if is_title(self.name):
            return False
        own, others = self.name.split(), other.name.split()
        initials = "".join(word[0] for word in others)
        return own[: len(others)] == others[: len(own)] or self.name.replace(".", "") == initials


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What a list of people said."""

    people: tuple[NamedPerson, ...] = ()
    omissions: tuple[Omission, ...] = ()
    """Parts that no field holds."""
    doubts: tuple[Doubt, ...] = ()

    def added_to(self, known: Iterable[NamedPerson], place: SourcePlace) -> PeopleList:
        """Put these people after `known`; someone named again is left out and doubted."""
        known = tuple(known)
        names = {
            (person.name, person.organisation)
            for person in known
            if person.name and not is_title(person.name)
        }
        again = [p for p in self.people if (p.name, p.organisation) in names]
        taking = {p.name for p in again if p.takes_minutes}
        known = tuple(replace(p, takes_minutes=True) if p.name in taking else p for p in known)
        others = [p for p in self.people if (p.name, p.organisation) not in names]
        return PeopleList(
            (*known, *others),
            _with_repeated(self.omissions, again, place),
            (*self.doubts, *(_named_twice(person, place) for person in again)),
        )


def _with_repeated(
    omissions: Iterable[Omission], again: Iterable[NamedPerson], place: SourcePlace
) -> tuple[Omission, ...]:
    """Add all that was said of those named `again`; their own remarks stand in it."""
    repeated = [Omission(person.words, TWICE, place) for person in again]
    within = {offset for each in repeated for offset in each.words.offsets}
    others = [each for each in omissions if not within.issuperset(each.words.offsets)]
    return (*others, *repeated)


def _named_twice(person: NamedPerson, place: SourcePlace) -> Doubt:
    return Doubt("minutes-person-twice", {"name": person.name}, place)


def without_repeated(people: PeopleList, place: SourcePlace = SourcePlace()) -> PeopleList:
    """Keep each person once; the second mention is left out and doubted.

    A second mention without organisation is the same person; their items are put together.
    """
    kept: list[NamedPerson] = []
    again: list[NamedPerson] = []
    for person in people.people:
        same = next(
            (
                at
                for at, other in enumerate(kept)
                if person.name
                and not is_title(person.name)
                and other.name == person.name
                and (not person.organisation or other.organisation == person.organisation)
            ),
            None,
        )
        if same is None:
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
        _with_repeated(people.omissions, again, place),
        (*people.doubts, *(_named_twice(person, place) for person in again)),
    )
