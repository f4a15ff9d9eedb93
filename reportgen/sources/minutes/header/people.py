"""Lists of people: names, their organisations, and the items a guest came for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.report.outline import Doubt, OutlineParagraph, OutlineTable, SourcePlace, TracedText
from reportgen.sources.minutes.header.organisations import Organisations

TWICE = "nævnt to gange på listen"
JOB = "stillingsbetegnelse eller bemærkning"
UNREAD = "kunne ikke læses som en person"

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
    left_out: tuple[tuple[TracedText, str], ...] = ()
    """Parts that no field holds, and why."""
    doubts: tuple[Doubt, ...] = ()


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
    reader = _PeopleReader(text, organisations, place)
    reader.read()
    return without_twice(reader.result())


class _PeopleReader:
    def __init__(self, text: TracedText, organisations: Organisations, place: SourcePlace) -> None:
        self._text = text
        self._organisations = organisations
        self._place = place
        self._open: list[_PersonInProgress] = []
        self._left_out: list[tuple[TracedText, str]] = []
        self._doubts: list[Doubt] = []
        self._items: tuple[str, ...] = ()
        self._group: str | None = None

    def result(self) -> PeopleList:
        people = tuple(
            NamedPerson(
                entry.name.text or None,
                entry.organisation,
                entry.items,
                entry.takes_minutes,
                _span(entry.words),
            )
            for entry in self._open
        )
        return PeopleList(people, tuple(self._left_out), tuple(self._doubts))

    def read(self) -> None:
        if _NOBODY.fullmatch(self._text.text.strip()):
            self._left_out.append((self._text.strip(), "ingen nævnt"))
            return
        for before, unit in self._units():
            self._unit(before, unit)

    def _units(self) -> Iterator[tuple[str, TracedText]]:
        """Split the text at its separators, but never inside a parenthesis."""
        text = self._text.text
        covered = [match.span() for match in _PARENTHESIS.finditer(text)]
        covered += [match.span("items") for match in _FOR_ITEMS.finditer(text)]
        covered += [
            match.span() for match in re.finditer(r"\b(?:pkt|nr|dr|jr|ca|Ca|[A-ZÆØÅ])\.\s", text)
        ]
        start, before = 0, ""
        for match in _SEPARATOR.finditer(text):
            if any(low <= match.start() < high for low, high in covered):
                continue
            yield before, self._text.part(start, match.start()).strip()
            start, before = match.end(), match[0].strip()
        yield before, self._text.part(start).strip()

    def _unit(self, before: str, unit: TracedText) -> None:
        if not unit:
            return
        if before == ".":
            self._items = ()
        if before in {".", ";", ""}:
            self._group = None
        if found := _FOR_ITEMS.search(unit.text):
            items = _item_numbers(found["items"])
            after = unit.part(found.end()).strip()
            ahead = unit.part(0, found.start()).strip()
            if _NAME.match(after.text):
                if ahead.text.strip(" ("):
                    self._person(before, ahead)
                self._items = items
                self._person(before, after)
            elif "(" not in ahead.text or ahead.text.count("(") == ahead.text.count(")"):
                if ahead:
                    self._person(before, ahead)
                if self._open:
                    self._open[-1].items = items
            else:
                self._person(before, unit)
            return
        self._person(before, unit)

    def _person(self, before: str, unit: TracedText) -> None:
        label = re.match(r"([^:()]{3,40}):\s*", unit.text)
        if label and (named := self._organisations.find(label[1])):
            self._group = named
            unit = unit.part(label.end())
        elif label:
            unit = self._set_aside(unit.part(0, label.end())) or unit.part(label.end())
        parentheses = list(_PARENTHESIS.finditer(unit.text))
        name = unit.part(0, parentheses[0].start()).strip() if parentheses else unit
        organisation = None
        name, organisation = self._parted(name)
        if not name and organisation:
            self._organisation_alone(organisation, unit)
        elif not name and parentheses and self._open:
            pass
        elif not _NAME.fullmatch(name.text) or len(name.text.split()) > 7:
            job = self._open and (name.text[:1].islower() or before == ",")
            self._set_aside(unit, JOB if job and name.text[:1].islower() else UNREAD)
            return
        elif name:
            known = self._organisations.find(name.text)
            if known and self._open and before in {",", "-"} and not self._open[-1].organisation:
                self._share(known, unit)
                return
            if known and not parentheses:
                self._open.append(_PersonInProgress(TracedText(), [unit], known, self._items))
                return
            entry = _PersonInProgress(name, [unit], organisation or self._group, self._items)
            entry.joined_by_and = before in {"og", "&", "+", "samt"}
            self._open.append(entry)
            if entry.organisation and organisation:
                self._share(entry.organisation, TracedText())
        for parenthesis in parentheses:
            inside = unit.part(parenthesis.start("inside"), parenthesis.end("inside"))
            self._parenthesis(inside.strip())

    def _parted(self, name: TracedText) -> tuple[TracedText, str | None]:
        """Split ``Navn – Faxe Kommune``, ``Faxe – Navn`` and ``Navn Faxe Kommune``."""
        dash = re.search(r"\s+[-–/]\s+|\s+fra\s+|\s*/\s*", name.text)
        if dash:
            first, second = name.part(0, dash.start()), name.part(dash.end())
            if found := self._organisations.find(second.text):
                return first.strip(), found
            if found := self._organisations.find(first.text):
                return second.strip(), found
        if ending := self._organisations.ending(name.text):
            return name.part(0, ending[0]).strip(), ending[1]
        return name, None

    def _organisation_alone(self, organisation: str, unit: TracedText) -> None:
        if self._open and not self._open[-1].organisation:
            self._share(organisation, unit)
        else:
            self._open.append(_PersonInProgress(TracedText(), [unit], organisation, self._items))

    def _parenthesis(self, inside: TracedText) -> None:
        if not self._open or not inside:
            return
        last = self._open[-1]
        if found := _FOR_ITEMS.search(inside.text):
            last.items = _item_numbers(found["items"])
            inside = (
                inside.part(0, found.start()).strip(" ,;-") or inside.part(found.end())
            ).strip(" ,;")
            if not inside:
                return
        if role := _MINUTE_TAKER.search(inside.text):
            last.takes_minutes = True
            before, after = inside.part(0, role.start()), inside.part(role.end())
            inside = before.strip(" ,;-") or after.strip(" ,;-")
            if not inside:
                return
        whole = self._organisations.find(inside.text)
        named = whole or self._organisations.within(inside.text)
        if named is None and (near := self._organisations.near(inside.text)):
            self._doubts.append(
                Doubt(
                    "minutes-organisation-guessed",
                    {"said": inside.text, "taken": near},
                    self._place,
                )
            )
            named = whole = near
        if named is None:
            if inside.text[:1].islower() and " " not in inside.text:
                self._set_aside(inside, JOB)
                return
            first = re.split(r"\s*[,;]\s*", inside.text)[0]
            named = whole = first if first[:1].isupper() else inside.text
            if len(first) < len(inside.text) and first[:1].isupper():
                self._set_aside(inside.part(len(first)).strip(" ,;"), JOB)
        if whole is None:
            self._other_parts(inside)
        self._share(named, TracedText())

    def _other_parts(self, inside: TracedText) -> None:
        """Set aside what a parenthesis says beside the organisation."""
        start = 0
        for match in (*re.finditer(r"\s*[,;/|]\s*", inside.text), None):
            part = inside.part(start, match.start() if match else None).strip()
            if part and self._organisations.within(part.text) is None:
                self._set_aside(part, JOB)
            start = match.end() if match else 0

    def _share(self, organisation: str, words: TracedText) -> None:
        """Give `organisation` to the last person, and to those who share it."""
        last = self._open[-1]
        last.organisation = organisation
        if words:
            last.words.append(words)
        at = len(self._open) - 1
        while at > 0 and not self._open[at - 1].organisation and self._open[at - 1].name:
            if not self._open[at].joined_by_and:
                self._doubts.append(
                    Doubt(
                        "minutes-organisation-shared",
                        {"name": self._open[at - 1].name.text, "organisation": organisation},
                        self._place,
                    )
                )
            self._open[at - 1].organisation = organisation
            at -= 1

    def _set_aside(self, words: TracedText, reason: str = JOB) -> TracedText | None:
        self._left_out.append((words, reason))
        if reason == UNREAD:
            self._doubts.append(Doubt("minutes-person-unread", {"text": words.text}, self._place))
        return None


def _span(words: Sequence[TracedText]) -> TracedText:
    return TracedText(
        " ".join(part.text for part in words),
        tuple(offset for n, part in enumerate(words) for offset in ((-1,) * bool(n) + part.at)),
    )


def _item_numbers(text: str) -> tuple[str, ...]:
    numbers: list[str] = []
    for first, last in re.findall(r"(\d{1,2}[a-z]?)(?:\s*[-–]\s*(\d{1,2}))?", text):
        if last and first.isdigit():
            numbers += [str(number) for number in range(int(first), int(last) + 1)]
        else:
            numbers.append(first)
    return tuple(numbers)


def without_twice(people: PeopleList) -> PeopleList:
    """Keep each person once; the second mention is left out and doubted."""
    kept: list[NamedPerson] = []
    left_out, doubts = list(people.left_out), list(people.doubts)
    for person in people.people:
        same = next(
            (
                at
                for at, other in enumerate(kept)
                if person.name
                and other.name == person.name
                and (other.organisation == person.organisation or not person.organisation)
            ),
            None,
        )
        if same is None:
            kept.append(person)
            continue
        left_out.append((person.words, TWICE))
        doubts.append(Doubt("minutes-person-twice", {"name": person.name}))
        items = tuple(dict.fromkeys((*kept[same].items, *person.items)))
        kept[same] = replace(kept[same], items=items if kept[same].items else ())
    return PeopleList(tuple(kept), tuple(left_out), tuple(doubts))


# Those present and absent, as a table of its own.

_NAME_HEADER = re.compile(r"navn(?:e)?|deltager(?:e|navn)?|medlem(?:mer)?", re.IGNORECASE)
_ORGANISATION_HEADER = re.compile(
    r"kommune(?:r)?|organisation(?:er)?|region|arbejdssted|kommune\s*/\s*\w+", re.IGNORECASE
)
_PRESENT_HEADER = re.compile(r"til ?stede|deltog|deltager|mødt|fremmødt|ja", re.IGNORECASE)
_ABSENT_HEADER = re.compile(r"afbud|fraværende|ikke mødt|nej", re.IGNORECASE)


def read_people_table(
    table: OutlineTable, organisations: Organisations
) -> tuple[PeopleList, PeopleList, TracedText]:
    """Read a table of people: those present, those absent, and the header left out."""
    header = table.rows[0]
    columns = {name.strip(" :").casefold(): at for at, name in enumerate(header.texts)}
    name_at = _column(columns, _NAME_HEADER, 0)
    organisation_at = _column(columns, _ORGANISATION_HEADER)
    present_at, absent_at = _column(columns, _PRESENT_HEADER), _column(columns, _ABSENT_HEADER)
    present: list[NamedPerson] = []
    absent: list[NamedPerson] = []
    left_out: list[tuple[TracedText, str]] = []
    for row in table.rows[1:]:
        texts = (*row.texts, *("",) * len(columns))
        name = texts[name_at].strip() if name_at is not None else ""
        organisation = texts[organisation_at].strip() if organisation_at is not None else ""
        if not name and not organisation:
            left_out += [(_cell_words(cell), UNREAD) for cell in row.cells if cell]
            continue
        person = NamedPerson(
            name or None, organisations.spelt(organisation) if organisation else None
        )
        away = absent_at is not None and bool(texts[absent_at].strip())
        if present_at is not None and present_at != name_at and absent_at is None:
            away = bool(_ABSENT_HEADER.search(texts[present_at])) or not texts[present_at].strip()
        others = [at for at in range(len(row.cells)) if at not in {name_at, organisation_at}]
        if present_at in {None, name_at} and absent_at is None:
            away = any(_ABSENT_HEADER.search(texts[at]) for at in others)
        (absent if away else present).append(person)
        left_out += [
            (_cell_words(row.cells[at]), JOB)
            for at in others
            if row.cells[at] and at not in {present_at, absent_at}
        ]
    words = TracedText()
    for cell in header.cells:
        words = words + _cell_words(cell) + TracedText.inserted(" ")
    return (
        without_twice(PeopleList(tuple(present), tuple(left_out))),
        without_twice(PeopleList(tuple(absent))),
        words.strip(),
    )


def _cell_words(cell: Sequence[OutlineParagraph]) -> TracedText:
    words = TracedText()
    for paragraph in cell:
        words = words + paragraph.glyph + TracedText.inserted(" ") + paragraph.words
    return words.strip()


def _column(
    columns: dict[str, int], pattern: re.Pattern[str], default: int | None = None
) -> int | None:
    return next((at for name, at in columns.items() if pattern.fullmatch(name)), default)
