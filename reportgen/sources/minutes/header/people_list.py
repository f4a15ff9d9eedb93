"""Lists of people: names, their organisations, and the items a guest came for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.problems import limits
from reportgen.report.outline import (
    INSERTED,
    Doubt,
    Omission,
    SourcePlace,
    TracedText,
)
from reportgen.sources.minutes.header.organisations import PARTS, Organisations
from reportgen.sources.minutes.header.people import NamedPerson, PeopleList, without_repeated
from reportgen.sources.minutes.header.remarks import (
    body_outside,
    is_initials,
    is_partly,
    is_remark,
    is_title,
    names_stand_in,
    opens_remark,
    says_absent,
)

JOB = "stillingsbetegnelse eller bemærkning"
UNREAD = "kunne ikke læses som en person"
NOBODY = "ingen nævnt"

_ITEMS = r"\d{1,2}[a-z]?(?:\s*+(?:,|og|-|–|\+|&|samt)\s*+\d{1,2}[a-z]?)*"
_FOR_ITEMS = re.compile(
    rf"""
    (?:\b(?:samt|og|desuden|endvidere)\b[\s,]*+){{0,3}}
    (?:(?:deltog|deltager|deltagelse|kun|var\s+med)\s++){{0,2}}
    (?:(?:under|til|ved|på|i)\s++)?(?:dagsordens)?(?:\bpkt\.?|\bpunkt(?:er|erne|et)?)\s*+(?:nr\.?\s*+)?
    (?P<items>{_ITEMS})\s*+(?:deltog|deltager)?\s*+:?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"(?<!\s)(?:\s*+[;,]\s*+|[^\S\n]*+\n\s*+|\s++(?:og|samt|&|\+)\s++)|\.\s++|\.$"
)
_PARENTHESIS = re.compile(r"(?<!\s)\s*+[(\[](?P<inside>[^()\[\]]*)[)\]]")
_NAME = re.compile(
    r"[A-ZÆØÅÄÖÜÉ][\w.'’´`-]*"
    r"(?:\s+(?:[A-ZÆØÅÄÖÜÉ][\w.'’´`-]*|(?:af|de|den|der|du|el|la|le|van|von|zu|al)\b))*"
)
_ABBREVIATION = re.compile(
    r"\b(?:pkt|nr|dr|jr|ca|Ca|kl|tlf|afd|ref|vedr|inkl|pga|adm|konst|cand|[A-ZÆØÅ])\.(?=\s)"
)
_NOBODY = re.compile(r"(?:ingen|intet|-|–|n/?a|alle)\W*", re.IGNORECASE)
_MINUTE_TAKER = re.compile(r"\b(?:referent|ref\.?|sekretær)\b", re.IGNORECASE)


@dataclass(slots=True)
class _PersonInProgress:
    """A person still being read."""

    name: TracedText
    words: list[TracedText]
    organisation: str | None = None
    items: tuple[str, ...] = ()
    takes_minutes: bool = False
    is_away: bool = False
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
        self._held: set[int] = set()
        """Where in the source the words of the unit stand that a field or an omission holds."""

    def result(self) -> PeopleList:
        """Everyone who was read."""
        people = tuple(
            NamedPerson(
                person.name.text or None,
                person.organisation,
                person.items,
                person.takes_minutes,
                person.is_away,
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
        units = list(_units(text)) if len(text) else []
        if len(units) > limits.MOST_LISTED_PEOPLE:
            self._leave_out(text.strip(), UNREAD)
            return
        for before, unit in units:
            if unit:
                self._held.clear()
                self._unit(before, unit)
                self._leave_out_rest(unit)

    def _leave_out_rest(self, unit: TracedText) -> None:
        """Leave out, as said of the last person, every word of `unit` that no field holds."""
        held = self._held - {INSERTED}
        start = 0
        for at in range(len(unit) + 1):
            if at == len(unit) or unit.offsets[at] in held:
                self._remark(unit.part(start, at))
                start = at + 1

    def _remark(self, words: TracedText) -> None:
        """Leave out what is said of the last person beside name and organisation."""
        said = re.search(r"\w(?:.*\w)?", words.text, re.DOTALL)
        if said is None:
            return
        is_open = "(" in said[0] and words.text[said.end() :].startswith(")")
        words = words.part(said.start(), said.end() + is_open)
        last = self._people[-1] if self._people else None
        name = (last.name.text or last.organisation) if last else None
        self._leave_out(words, f"{JOB} om {name}" if name else JOB)
        if last and says_absent(words.text):
            last.is_away = True
        if name and names_stand_in(words.text):
            values = {"name": name, "text": words.text}
            self._doubts.append(Doubt("minutes-person-stand-in", values, self._place))

    def _understand(self, words: TracedText) -> None:
        self._held.update(words.offsets)

    def _unit(self, before: str, unit: TracedText) -> None:
        """Read what stands between two separators: a person, or the items they came for."""
        if before == ".":
            self._items = ()
        if before in {".", ";", ""}:
            self._group = None
        match = _FOR_ITEMS.search(unit.text)
        if match is None or is_partly(unit.text[: match.start()]):
            self._person(before, unit)
            return
        items = _item_numbers(match["items"])
        before_it = unit.text[: match.start()]
        if before_it.count("(") == before_it.count(")"):
            self._understand(unit.part(*match.span()))
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
                last = self._people[-1]
                last.items = tuple(dict.fromkeys((*last.items, *items)))
                last.words.append(unit.part(match.start()))
        else:
            self._person(before, unit)

    def _person(self, before: str, unit: TracedText) -> None:
        """Read one person (or an organisation alone) with the parentheses that follow."""
        label = re.match(r"([^:()]{3,40}):\s*", unit.text)
        if label is None:
            self._named_person(before, unit)
            return
        words, known = unit.part(0, label.end()), len(self._people)
        organisation = self._organisations.find(label[1])
        if organisation is None:
            self._leave_out(words.strip(), JOB)
        self._group = organisation or self._group
        self._named_person(before, unit.part(label.end()))
        if organisation and organisation in {p.organisation for p in self._people[known:]}:
            self._understand(words)

    def _named_person(self, before: str, unit: TracedText) -> None:
        """Read one person, or an organisation alone, before whom no label stands."""
        parentheses = list(_PARENTHESIS.finditer(unit.text))
        ahead = unit.part(0, parentheses[0].start()).strip() if parentheses else unit
        name, organisation = self._split_organisation(ahead)
        waiting = bool(self._people) and not self._people[-1].organisation
        if name:
            known = self._organisation(name, before, waiting=waiting)
            if known and before in {",", "-"} and waiting:
                self._understand(name)
                self._share(known, unit)
            elif known and not parentheses:
                self._understand(name)
                self._people.append(_PersonInProgress(TracedText(), [unit], known, self._items))
                return
            elif known and self._organisations.find(name.text):
                self._understand(name)
                self._people.append(_PersonInProgress(TracedText(), [unit], known, self._items))
            elif self._is_nobody(
                name, before, waiting=waiting, alone=not parentheses and not organisation
            ):
                if not (self._people and is_remark(name.text)):
                    self._leave_out(unit, UNREAD)
                elif organisation and waiting:
                    self._share(organisation, unit)
                else:
                    self._held.difference_update(ahead.offsets)
                return
            else:
                self._understand(name)
                entry = _PersonInProgress(name, [unit], organisation or self._group, self._items)
                entry.joined_by_and = before in {"og", "&", "+", "samt"}
                self._people.append(entry)
                if organisation:
                    self._share(organisation)
        elif organisation and waiting:
            self._share(organisation, unit)
        elif organisation:
            self._people.append(_PersonInProgress(name, [unit], organisation, self._items))
        elif not parentheses or not self._people:
            self._leave_out(unit, UNREAD)
            return
        for parenthesis in parentheses:
            inside = unit.part(parenthesis.start("inside"), parenthesis.end("inside"))
            self._parenthesis(inside.strip())

    def _organisation(self, name: TracedText, before: str, *, waiting: bool) -> str | None:
        """The organisation that a unit is, all of it; one outside the network only after a name."""
        if known := self._organisations.find(name.text):
            return known
        if not waiting or before not in {",", "-"}:
            return None
        if outside := body_outside(name.text):
            return outside
        if is_initials(name.text) and not is_initials(self._people[-1].name.text):
            values = {"said": name.text, "taken": name.text}
            self._doubts.append(Doubt("minutes-organisation-guessed", values, self._place))
            return name.text
        return None

    def _is_nobody(self, name: TracedText, before: str, *, waiting: bool, alone: bool) -> bool:
        """Whether a unit names nobody: a title or a remark of the last person, or no name."""
        last = self._people[-1] if self._people else None
        if last is not None and opens_remark(name.text):
            return True
        if not is_title(name.text):
            return not _NAME.fullmatch(name.text) or len(name.text.split()) > 7
        if last is None or before in {"", ";", "."}:
            return False
        if name.text[:1].isupper():
            # "Alfa Dam, Centerchef, Greve": a title of its own only after one of its kind.
            return waiting and not is_title(last.name.text)
        return waiting or (alone and before == ",")

    def _split_organisation(self, name: TracedText) -> tuple[TracedText, str | None]:
        """Split ``Navn – Faxe Kommune``, ``Faxe – Navn`` and ``Navn Faxe Kommune``."""
        dash = re.search(r"(?<!\s)(?:\s++(?:[-–/]|fra)\s++|\s*+/\s*+)", name.text)
        if dash:
            first, second = name.part(0, dash.start()), name.part(dash.end())
            if organisation := self._organisations.find(second.text) or body_outside(second.text):
                self._understand(name.part(dash.start()))
                return first.strip(), organisation
            if organisation := self._organisations.find(first.text):
                self._understand(name.part(0, dash.end()))
                return second.strip(), organisation
        if ending := self._organisations.ending(name.text):
            self._understand(name.part(ending[0]))
            return name.part(0, ending[0]).strip(), ending[1]
        lead = _NAME.match(name.text)
        if lead and lead.end() < len(name) and not is_title(name.text):
            # "Alfa Dam deltog online", "Faxe Kommune fra kl. 9.30": what follows is a remark.
            rest = name.text[lead.end() :].strip(" -–")
            if opens_remark(rest) or is_title(rest):
                return name.part(0, lead.end()), None
        return name, None

    def _parenthesis(self, inside: TracedText) -> None:
        """Read ``(under pkt. 2)``, ``(referent)`` and ``(KL, konsulent)`` of the last person."""
        if not self._people or not inside:
            return
        last = self._people[-1]
        match = _FOR_ITEMS.search(inside.text)
        if match and not is_partly(inside.text[: match.start()]):
            last.items = tuple(dict.fromkeys((*last.items, *_item_numbers(match["items"]))))
            self._understand(inside.part(*match.span()))
            rest = inside.part(0, match.start()).strip(" ,;-") or inside.part(match.end())
            inside = rest.strip(" ,;")
        if role := _MINUTE_TAKER.search(inside.text):
            last.takes_minutes = True
            self._understand(inside.part(*role.span()))
            before, after = inside.part(0, role.start()), inside.part(role.end())
            inside = before.strip(" ,;-") or after.strip(" ,;-.")
        if not last.name and _NAME.fullmatch(inside.text) and not is_remark(inside.text):
            last.name = inside
            self._understand(inside)
        if not inside or last.organisation:
            return
        named = self._organisation_within(inside)
        if named is None and (near := self._organisations.near(inside.text)):
            values = {"said": inside.text, "taken": near}
            self._doubts.append(Doubt("minutes-organisation-guessed", values, self._place))
            named = inside, near
        if named is None and not is_remark(inside.text):
            first = inside.part(0, re.search(r"(?<!\s)\s*+[,;]|$", inside.text).start())  # type: ignore[union-attr]
            named = first, first.text
        if named is not None:
            self._understand(named[0])
            self._share(named[1])

    def _organisation_within(self, inside: TracedText) -> tuple[TracedText, str] | None:
        """The first organisation that a parenthesis names, with the words that name it."""
        if whole := self._organisations.find(inside.text):
            return inside, whole
        start = 0
        for match in (*PARTS.finditer(inside.text), None):
            part = inside.part(start, match.start() if match else None)
            if organisation := self._organisations.find(part.text):
                return part, organisation
            start = match.end() if match else 0
        return None

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
        self._held.update(words.offsets)
        if reason == UNREAD:
            self._doubts.append(Doubt("minutes-person-unread", {"text": words.text}, self._place))


def _units(words: TracedText) -> Iterator[tuple[str, TracedText]]:
    """Split `words` at their separators, but never inside a parenthesis.

    Each unit comes with the separator before it.
    """
    text = words.text
    whole = [*_PARENTHESIS.finditer(text), *_ABBREVIATION.finditer(text)]
    spans = [match.span() for match in whole]
    spans += [match.span("items") for match in _FOR_ITEMS.finditer(text)]
    covered = bytearray(len(text))
    for low, high in spans:
        covered[low:high] = b"\1" * (high - low)
    start, before = 0, ""
    at = 0
    while match := _SEPARATOR.search(text, at):
        at = match.end()
        if match.start() < len(text) and covered[match.start()]:
            at = match.start() + 1  # "ref. og": what stands in the middle of one may begin another
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
