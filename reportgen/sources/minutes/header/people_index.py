"""Who of many people a name may mean, found without asking each of them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.sources.minutes.header.people import NamedPerson
from reportgen.sources.minutes.header.remarks import is_title

_MOST_WORDS = 12
"""Words of a name by which it is known; a longer one is known by these and by all of it."""
_BEGINS, _WHOLE, _INITIALS, _ANY = "begins", "whole", "initials", "any"
_Form = tuple[str, tuple[str, ...]]
"""How a name is known, and its words."""


class PeopleIndex:
    """People in their order, found by names that may mean them.

    "Alfa" may be "Alfa Dam", and so may "AD"; "Alfa Dam" may be "Alfa". Two who have only a
    title, or the same name but work elsewhere, are two.

    >>> index = PeopleIndex([NamedPerson("Alfa Dam", "Faxe Kommune"), NamedPerson("Beta Ek")])
    >>> [index.first(NamedPerson(name)) for name in ("Alfa", "BE", "Gamma")]
    [0, 1, None]
    >>> index.first(NamedPerson("Alfa", "Greve Kommune")), index.only(NamedPerson("Alfa"))
    (None, 0)
    """

    def __init__(self, people: Iterable[NamedPerson] = ()) -> None:
        self.people: list[NamedPerson] = []
        self._found: dict[tuple[_Form, str], list[int]] = {}
        for person in people:
            self.add(person)

    def add(self, person: NamedPerson) -> None:
        """Put a person after the others."""
        self.people.append(person)
        for form in _forms(person):
            for place in (person.organisation or "", _ANY):
                self._found.setdefault((form, place), []).append(len(self.people) - 1)

    def give_organisation(self, at: int, organisation: str | None) -> NamedPerson:
        """Let a person who had no organisation be of one; returns the person."""
        person = replace(self.people[at], organisation=organisation)
        self.people[at] = person
        if organisation:
            for form in _forms(person):
                self._found[form, ""].remove(at)
                insort(self._found.setdefault((form, organisation), []), at)
        return person

    def first(self, named: NamedPerson) -> int | None:
        """Index of the first person who may be meant; none if nobody is."""
        return min((found[0] for found in self._lists(named) if found), default=None)

    def only(self, named: NamedPerson) -> int | None:
        """Index of the one person who may be meant; none if nobody is, or several are."""
        meant = {at for found in self._lists(named) for at in found[:2]}
        return meant.pop() if len(meant) == 1 else None

    def _lists(self, named: NamedPerson) -> Iterator[list[int]]:
        words = tuple((named.name or "").split())
        if not words or is_title(" ".join(words)):
            return
        openings = {words[:count] for count in range(1, _MOST_WORDS + 1)} | {words}
        forms: list[_Form] = [(_WHOLE, opening) for opening in openings]
        forms += [(_BEGINS, words), (_INITIALS, ("".join(words).replace(".", ""),))]
        places = (named.organisation, "") if named.organisation else (_ANY,)
        for form in forms:
            for place in places:
                yield self._found.get((form, place), [])


def _forms(person: NamedPerson) -> Iterator[_Form]:
    """How a person is known: by the first words of the name, by all of it, by its initials."""
    words = tuple((person.name or "").split())
    if words:
        for opening in {words[:count] for count in range(1, _MOST_WORDS + 1)} | {words}:
            yield _BEGINS, opening
        yield _WHOLE, words
        yield _INITIALS, ("".join(word[0] for word in words),)
