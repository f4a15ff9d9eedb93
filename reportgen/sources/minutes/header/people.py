"""Lists of people: names, their organisations, and the items a guest came for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reportgen.report.outline import (
    Doubt,
    Omission,
    SourcePlace,
    TracedText,
)
from reportgen.sources.minutes.header.organisations import Organisations

TWICE = "nævnt to gange på listen"
JOB = "stillingsbetegnelse eller bemærkning"
UNREAD = "kunne ikke læses som en person"
NOBODY = "ingen nævnt"

_ITEMS = r"\d{1,2}[a-z]?(?:\s*(?:,|og|-|–|\+|&|samt)\s*\d{1,2}[a-z]?)*"
_FOR_ITEMS = re.compile(
    rf"""
    (?P<lead>(?:\b(?:samt|og|desuden|endvidere)\b[\s,]*)*)
    (?:(?:deltog|deltager|deltagelse|kun|var\s+med)\s+)*
    (?:(?:under|til|ved|på|i)\s+)?(?:dagsordens)?(?:\bpkt\.?|\bpunkt(?:er|erne|et)?)\s*(?:nr\.?\s*)?
    (?P<items>{_ITEMS})\s*(?:deltog|deltager)?\s*:?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[;\n]\s*|\s*,\s*|\s+(?:og|samt|&|\+)\s+|\.\s+|\.$")
_PARENTHESIS = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]]")
_NAME = re.compile(
    r"[A-ZÆØÅÄÖÜÉ][\w.'’´`-]*"
    r"(?:\s+(?:[A-ZÆØÅÄÖÜÉ][\w.'’´`-]*|af|de|den|der|du|el|la|le|van|von|zu|al))*"
)
_ABBREVIATION = re.compile(r"\b(?:pkt|nr|dr|jr|ca|Ca|[A-ZÆØÅ])\.\s")
_NOBODY = re.compile(r"(?:ingen|intet|-|–|n/?a|alle)\W*", re.IGNORECASE)
_MINUTE_TAKER = re.compile(r"\b(?:referent|ref\.?|sekretær)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as the minutes name them."""

    name: str | None
    organisation: str | None = None
    items: tuple[str, ...] = ()
    takes_minutes: bool = False
    words: TracedText = field(default=TracedText(), compare=False)
    """All that was said of them: what stands left out if they are named twice."""


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
        names = {(person.name, person.organisation) for person in known if person.name}
        again = [p for p in self.people if (p.name, p.organisation) in names]
        others = [p for p in self.people if (p.name, p.organisation) not in names]
        return PeopleList(
            (*known, *others),
            (*self.omissions, *(Omission(person.words, TWICE, place) for person in again)),
            (*self.doubts, *(_named_twice(person, place) for person in again)),
        )


@dataclass(slots=True)
class _PersonInProgress:
    """A person still being read."""

    name: TracedText
    words: list[TracedText]
    organisation: str | None = None
    items: tuple[str, ...] = ()
    takes_minutes: bool = False
    joined_by_and: bool = False
    """Whether "og" stood before the name: it may share the parenthesis that follows."""


def read_people(
    text: TracedText, organisations: Organisations, place: SourcePlace = SourcePlace()
) -> PeopleList:
    """Read a list such as ``Navn Navnesen (Faxe), A og B (Greve); under pkt. 2 C (KL)``."""
    reader = _PeopleReader(organisations, place)
    reader.read(text)
    return without_repeated(reader.result(), place)


class _PeopleReader:
    """Reads a list of people, from separator to separator."""

    def __init__(self, organisations: Organisations, place: SourcePlace) -> None:
        self._organisations = organisations
        self._place = place
        self._people: list[_PersonInProgress] = []
        self._omissions: list[Omission] = []
        self._doubts: list[Doubt] = []
        self._items: tuple[str, ...] = ()
        """Items that everyone who follows came for, until a full stop."""
        self._group: str | None = None
        """Organisation that stood before a colon: that of everyone who follows."""

    def result(self) -> PeopleList:
        """Everyone who was read."""
        people = tuple(
            NamedPerson(
                person.name.text or None,
                person.organisation,
                person.items,
                person.takes_minutes,
                TracedText.joined(person.words),
            )
            for person in self._people
        )
        return PeopleList(people, tuple(self._omissions), tuple(self._doubts))

    def read(self, text: TracedText) -> None:
        """Read the whole list."""
        if _NOBODY.fullmatch(text.text.strip()):
            self._leave_out(text.strip(), NOBODY)
            return
        for before, unit in _units(text):
            if unit:
                self._unit(before, unit)

    def _unit(self, before: str, unit: TracedText) -> None:
        """Read what stands between two separators: a person, or the items they came for."""
        if before == ".":
            self._items = ()
        if before in {".", ";", ""}:
            self._group = None
        match = _FOR_ITEMS.search(unit.text)
        if match is None:
            self._person(before, unit)
            return
        items = _item_numbers(match["items"])
        after = unit.part(match.end()).strip()
        ahead = unit.part(0, match.start()).strip()
        if _NAME.match(after.text):
            if ahead.text.strip(" ("):
                self._person(before, ahead)
            self._items = items
            self._person(before, after)
        elif ahead.text.count("(") == ahead.text.count(")") or "(" not in ahead.text:
            if ahead:
                self._person(before, ahead)
            if self._people:
                self._people[-1].items = items
        else:
            self._person(before, unit)

    def _person(self, before: str, unit: TracedText) -> None:
        """Read one person (or an organisation alone) with the parentheses that follow."""
        if label := re.match(r"([^:()]{3,40}):\s*", unit.text):
            if organisation := self._organisations.find(label[1]):
                self._group = organisation
            else:
                self._leave_out(unit.part(0, label.end()), JOB)
            unit = unit.part(label.end())
        parentheses = list(_PARENTHESIS.finditer(unit.text))
        ahead = unit.part(0, parentheses[0].start()).strip() if parentheses else unit
        name, organisation = self._split_organisation(ahead)
        if name:
            if not _NAME.fullmatch(name.text) or len(name.text.split()) > 7:
                is_job = self._people and name.text[:1].islower()
                self._leave_out(unit, JOB if is_job else UNREAD)
                return
            known = self._organisations.find(name.text)
            waiting = self._people and not self._people[-1].organisation
            if known and before in {",", "-"} and waiting:
                self._share(known, unit)
                return
            if known and not parentheses:
                self._people.append(_PersonInProgress(TracedText(), [unit], known, self._items))
                return
            entry = _PersonInProgress(name, [unit], organisation or self._group, self._items)
            entry.joined_by_and = before in {"og", "&", "+", "samt"}
            self._people.append(entry)
            if organisation:
                self._share(organisation)
        elif organisation and self._people and not self._people[-1].organisation:
            self._share(organisation, unit)
        elif organisation:
            self._people.append(_PersonInProgress(name, [unit], organisation, self._items))
        elif not parentheses or not self._people:
            self._leave_out(unit, UNREAD)
            return
        for parenthesis in parentheses:
            inside = unit.part(parenthesis.start("inside"), parenthesis.end("inside"))
            self._parenthesis(inside.strip())

    def _split_organisation(self, name: TracedText) -> tuple[TracedText, str | None]:
        """Split ``Navn – Faxe Kommune``, ``Faxe – Navn`` and ``Navn Faxe Kommune``."""
        dash = re.search(r"\s+[-–/]\s+|\s+fra\s+|\s*/\s*", name.text)
        if dash:
            first, second = name.part(0, dash.start()), name.part(dash.end())
            if organisation := self._organisations.find(second.text):
                return first.strip(), organisation
            if organisation := self._organisations.find(first.text):
                return second.strip(), organisation
        if ending := self._organisations.ending(name.text):
            return name.part(0, ending[0]).strip(), ending[1]
        return name, None

    def _parenthesis(self, inside: TracedText) -> None:
        """Read ``(under pkt. 2)``, ``(referent)`` and ``(KL, konsulent)`` of the last person."""
        if not self._people or not inside:
            return
        last = self._people[-1]
        if match := _FOR_ITEMS.search(inside.text):
            last.items = _item_numbers(match["items"])
            rest = inside.part(0, match.start()).strip(" ,;-") or inside.part(match.end())
            inside = rest.strip(" ,;")
        if role := _MINUTE_TAKER.search(inside.text):
            last.takes_minutes = True
            before, after = inside.part(0, role.start()), inside.part(role.end())
            inside = before.strip(" ,;-") or after.strip(" ,;-")
        if not inside:
            return
        whole = self._organisations.find(inside.text)
        named = whole or self._organisations.within(inside.text)
        if named is None and (near := self._organisations.near(inside.text)):
            values = {"said": inside.text, "taken": near}
            self._doubts.append(Doubt("minutes-organisation-guessed", values, self._place))
            named = whole = near
        if named is None:
            if inside.text[:1].islower() and " " not in inside.text:
                self._leave_out(inside, JOB)
                return
            first = re.split(r"\s*[,;]\s*", inside.text)[0]
            named = whole = first if first[:1].isupper() else inside.text
            if len(first) < len(inside.text) and first[:1].isupper():
                self._leave_out(inside.part(len(first)).strip(" ,;"), JOB)
        if whole is None:
            self._leave_out_beside_organisation(inside)
        self._share(named)

    def _leave_out_beside_organisation(self, inside: TracedText) -> None:
        """Leave out what a parenthesis says beside the organisation."""
        start = 0
        for match in (*re.finditer(r"\s*[,;/|]\s*", inside.text), None):
            part = inside.part(start, match.start() if match else None).strip()
            if part and self._organisations.within(part.text) is None:
                self._leave_out(part, JOB)
            start = match.end() if match else 0

    def _share(self, organisation: str, words: TracedText = TracedText()) -> None:
        """Give `organisation`, said in `words`, to the last person and to those who share it."""
        last = self._people[-1]
        last.organisation = organisation
        last.words.append(words)
        for person, after in zip(self._people[-2::-1], self._people[::-1], strict=False):
            if person.organisation or not person.name:
                break
            if not after.joined_by_and:
                values = {"name": person.name.text, "organisation": organisation}
                self._doubts.append(Doubt("minutes-organisation-shared", values, self._place))
            person.organisation = organisation

    def _leave_out(self, words: TracedText, reason: str) -> None:
        self._omissions.append(Omission(words, reason, self._place))
        if reason == UNREAD:
            self._doubts.append(Doubt("minutes-person-unread", {"text": words.text}, self._place))


def _units(words: TracedText) -> Iterator[tuple[str, TracedText]]:
    """Split `words` at their separators, but never inside a parenthesis.

    Each unit comes with the separator before it.
    """
    text = words.text
    covered = [match.span() for match in _PARENTHESIS.finditer(text)]
    covered += [match.span("items") for match in _FOR_ITEMS.finditer(text)]
    covered += [match.span() for match in _ABBREVIATION.finditer(text)]
    start, before = 0, ""
    for match in _SEPARATOR.finditer(text):
        if any(low <= match.start() < high for low, high in covered):
            continue
        yield before, words.part(start, match.start()).strip()
        start, before = match.end(), match[0].strip()
    yield before, words.part(start).strip()


def _item_numbers(text: str) -> tuple[str, ...]:
    numbers: list[str] = []
    for first, last in re.findall(r"(\d{1,2}[a-z]?)(?:\s*[-–]\s*(\d{1,2}))?", text):
        if last and first.isdigit():
            numbers += [str(number) for number in range(int(first), int(last) + 1)]
        else:
            numbers.append(first)
    return tuple(numbers)


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
        kept[same] = replace(kept[same], items=items if kept[same].items else ())
    return PeopleList(
        tuple(kept),
        (*people.omissions, *(Omission(person.words, TWICE, place) for person in again)),
        (*people.doubts, *(_named_twice(person, place) for person in again)),
    )
