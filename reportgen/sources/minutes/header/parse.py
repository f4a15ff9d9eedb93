"""The head of the minutes: when, where, in what form, who takes them, who was there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.report.outline import (
    Doubt,
    Omission,
    OutlineParagraph,
    OutlineTable,
    SourcePlace,
    TracedText,
    joined,
)
from reportgen.sources import dates
from reportgen.sources.minutes.header.organisations import Organisations
from reportgen.sources.minutes.header.people import (
    NamedPerson,
    PeopleList,
    read_people,
    read_people_table,
)
from reportgen.sources.minutes.labels import HeadLabel, HeadPart, split_head

HEADING = "dokumentets overskrift"
UNPLACED = "står før dagsordenen og hører ikke til et felt"
CHAIR = "mødeleder"
TAKERS_ORGANISATION = "referentens organisation"


_LONG = 200
"""From this many characters on, a paragraph is no heading."""


_WEEKDAY = r"(?:man|tirs|ons|tors|fre|lør|søn)dag(?:en)?"
_BEFORE_DATE = re.compile(rf"(?:\b{_WEEKDAY}\s*,?\s*)?(?:\bd(?:en\b|\.))?\s*$", re.IGNORECASE)
_ROOM = re.compile(r"\b(?:teams|zoom|skype|webex|google meet)\b(?:[\s-]*møde\w*)?", re.IGNORECASE)
_ONLINE = re.compile(
    r"\b(?:virtuel\w*|online\w*|videomøde\w*|digital\w*|telefonmøde\w*)(?:\s+møde\w*)?\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(r"\bhybrid\w*\b(?:\s+møde\w*)?", re.IGNORECASE)
_PHYSICAL = re.compile(r"\bfysisk\b(?:\s+(?:møde|fremmøde)\w*)?", re.IGNORECASE)
# Words that only tie date, hours and place together.
_BETWEEN = re.compile(r"\b(?:på|via|over|i|kl|klokken|den|d|fra|og|møde|mødet)\b", re.IGNORECASE)
_SPELT = {
    "teams": "Teams",
    "zoom": "Zoom",
    "skype": "Skype",
    "webex": "Webex",
    "google meet": "Google Meet",
}


@dataclass(frozen=True, slots=True)
class Header:
    """What the head says."""

    date: dt.date | None = None
    time: str | None = None
    form: str | None = None
    place: str | None = None
    minute_taker: str | None = None
    present: tuple[NamedPerson, ...] = ()
    absent: tuple[NamedPerson, ...] = ()
    has_present: bool = False
    """Whether there is a list of those present at all."""
    taken: tuple[TracedText, ...] = ()
    """Characters that these fields stand for, labels and separators included."""
    left_out: tuple[Omission, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_header(
    head: Sequence[OutlineParagraph],
    people: Sequence[OutlineTable],
    omissions: Sequence[Omission],
    *,
    organisations: Organisations,
    file: str,
    year: int | None = None,
) -> Header:
    """Read the paragraphs before the agenda.

    A date that the head lacks is looked for in the page's header (`omissions`) and then in the
    name of the `file`; `year` is the year of a date written without one.
    """
    reader = _HeaderReader(organisations, year)
    parts = split_head(head)
    for part in parts:
        reader.read(part)
    for table in people:
        reader.read_table(table)
    reader.look_elsewhere(omissions, file)
    return reader.result()


class _HeaderReader:
    def __init__(self, organisations: Organisations, year: int | None) -> None:
        self._organisations = organisations
        self._year = year
        self._date: dt.date | None = None
        self._time: str | None = None
        self._forms: list[str] = []
        self._place: str | None = None
        self._room: str | None = None
        self._taker: str | None = None
        self._present: list[NamedPerson] = []
        self._absent: list[NamedPerson] = []
        self._has_present = False
        self._taken: list[TracedText] = []
        self._left_out: list[Omission] = []
        self._doubts: list[Doubt] = []

    def result(self) -> Header:
        form = None
        if self._forms:
            form = "hybrid" if len(set(self._forms)) > 1 else self._forms[0]
        if self._place and form is None:
            form = "fysisk"
        taker = self._taker or next((p.name for p in self._present if p.takes_minutes), None)
        both = {p.name for p in self._present if p.name} & {p.name for p in self._absent if p.name}
        doubts = [
            *self._doubts,
            *(Doubt("minutes-person-both", {"name": name}) for name in sorted(both)),
        ]
        return Header(
            self._date,
            self._time,
            form,
            self._place or self._room,
            taker,
            tuple(self._present),
            tuple(self._absent),
            self._has_present,
            tuple(self._taken),
            tuple(self._left_out),
            tuple(doubts),
        )

    def read(self, part: HeadPart) -> None:
        """Read one part of the head."""
        if part.label_words:
            self._taken.append(part.label_words)
        text = part.text
        if part.label in {HeadLabel.PRESENT, HeadLabel.ABSENT}:
            self._people(part, text)
        elif part.label is HeadLabel.TAKER:
            self._minute_taker(text, part.place)
        elif part.label is HeadLabel.CHAIR:
            if text:
                self._left_out.append(Omission(text.tidy(), CHAIR, part.place))
        elif part.label in {HeadLabel.WHEN, HeadLabel.PLACE, HeadLabel.FORM}:
            rest = self._facts(text, bare_time=part.label is HeadLabel.WHEN)
            self._labelled_rest(part, rest, text)
        else:
            self._heading(part, text)

    def read_table(self, table: OutlineTable) -> None:
        """Read a table of people."""
        present, absent, header = read_people_table(table, self._organisations)
        place = table.rows[0].place
        self._present += present.people
        self._absent += absent.people
        self._has_present = self._has_present or bool(present.people)
        self._left_out.append(Omission(header, "deltagertabellens hoved", place))
        self._left_out += [
            Omission(w, why, place) for w, why in (*present.left_out, *absent.left_out)
        ]
        self._doubts += [*present.doubts, *absent.doubts]
        out = {offset for aside in self._left_out for offset in aside.words.at}
        for row in table.rows[1:]:
            for cell in row.cells:
                for paragraph in cell:
                    self._taken.append(_without(joined((paragraph.glyph, paragraph.words)), out))

    def look_elsewhere(self, omissions: Sequence[Omission], file: str) -> None:
        """Take a date that the head lacks from the page's header, else from the file's name."""
        if self._date is not None:
            return
        for aside in omissions:
            if (date := self._first_date(aside.words.text)) is not None:
                self._date = date
                if not self._time and (time := dates.time_of_day(aside.words.text)):
                    self._time = time["time"]
                return
        name = re.sub(r"[_ ]+", " ", file.rsplit(".", 1)[0])
        compact = re.search(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)", name)
        text = "-".join(compact.groups()) if compact else name
        if (date := self._first_date(text)) is not None:
            self._date = date
            self._doubts.append(Doubt("minutes-date-from-name", {"date": date.isoformat()}))

    def _first_date(self, text: str) -> dt.date | None:
        found = [date for date in dates.find(text) if date.year or self._year]
        found.sort(key=lambda date: date.year is None)
        return found[0].on(self._year or 0) if found else None

    def _people(self, part: HeadPart, text: TracedText) -> None:
        read = read_people(text, self._organisations, part.place)
        target = self._absent if part.label is HeadLabel.ABSENT else self._present
        if part.label is HeadLabel.PRESENT:
            self._has_present = True
        merged = _merged(target, read)
        target[:] = merged.people
        self._left_out += [
            Omission(words.tidy(), why, part.place) for words, why in merged.left_out
        ]
        self._doubts += [
            Doubt(d.code, d.values, d.place if d.place != SourcePlace() else part.place)
            for d in merged.doubts
        ]
        out = {offset for words, _ in merged.left_out for offset in words.at}
        self._taken.append(_without(text, out))

    def _minute_taker(self, text: TracedText, place: SourcePlace) -> None:
        read = read_people(text, self._organisations, place)
        names = [person for person in read.people if person.name]
        if not names:
            self._taker = self._taker or text.tidy().text or None
            self._taken.append(text)
            return
        self._taker = " og ".join(person.name or "" for person in names)
        parentheses = [
            text.part(match.start(), match.end())
            for match in re.finditer(r"[(\[][^()]*[)\]]", text.text)
        ]
        self._left_out += [Omission(words, TAKERS_ORGANISATION, place) for words in parentheses]
        self._left_out += [
            Omission(words, why, place)
            for words, why in read.left_out
            if not any(set(words.at) <= set(p.at) for p in parentheses)
        ]
        out = {offset for aside in self._left_out for offset in aside.words.at}
        self._taken.append(_without(text, out))

    def _facts(self, text: TracedText, *, bare_time: bool) -> list[TracedText]:
        """Take date, hours and form out of `text`; returns what is left, in pieces."""
        spans: list[tuple[int, int]] = []
        if self._date is None:
            found = [date for date in dates.find(text.text) if date.year or self._year]
            found.sort(key=lambda date: date.year is None)
            if found and (date := found[0].on(self._year or 0)):
                self._date = date
                before = _BEFORE_DATE.search(text.text, 0, found[0].start)
                spans.append((before.start() if before else found[0].start, found[0].end))
        # The date's own digits are no hours: "11.11.22" holds none.
        blanked = "".join(
            " " if any(low <= at < high for low, high in spans) else char
            for at, char in enumerate(text.text)
        )
        time = dates.time_of_day(blanked, bare=bare_time or self._time is None)
        if time and self._time is None:
            self._time = " ".join(time["time"].split())
            spans.append(time.span())
        for pattern, form in (
            (_HYBRID, "hybrid"),
            (_ROOM, "virtuelt"),
            (_ONLINE, "virtuelt"),
            (_PHYSICAL, "fysisk"),
        ):
            match = pattern.search(blanked)
            if match is None:
                continue
            self._forms.append(form)
            spans.append(match.span())
            if pattern is _ROOM and self._room is None:
                word = re.match(r"google meet|\w+", match[0], re.IGNORECASE)
                self._room = _SPELT.get(word[0].casefold()) if word else None
        self._taken += [text.part(low, high) for low, high in spans]
        pieces, at = [], 0
        for low, high in sorted(spans):
            if low > at:
                pieces.append(text.part(at, low))
            at = max(at, high)
        pieces.append(text.part(at))
        return [piece for piece in pieces if piece.text.strip()]

    def _labelled_rest(self, part: HeadPart, rest: list[TracedText], text: TracedText) -> None:
        holds_place = part.label is HeadLabel.PLACE or "sted" in part.label_words.text.casefold()
        meaning = [piece for piece in rest if re.search(r"\w", _BETWEEN.sub("", piece.text))]
        self._taken += [piece for piece in rest if piece not in meaning]
        if holds_place and meaning:
            # The whole value is the place when nothing else was in it, commas included.
            value = " ".join(piece.tidy().text.strip(" ,;.–-") for piece in meaning)
            if self._place is None:
                self._place = value
                self._taken += meaning
                return
            self._place = f"{self._place}, {value}"
            self._taken += meaning
            return
        self._left_out += [Omission(piece.tidy(), UNPLACED, part.place) for piece in meaning]

    def _heading(self, part: HeadPart, text: TracedText) -> None:
        rest = self._facts(text, bare_time=False) if len(text) < _LONG else [text]
        reason = HEADING if len(text) < _LONG else UNPLACED
        for piece in rest:
            if re.search(r"\w", _BETWEEN.sub("", piece.text)):
                self._left_out.append(Omission(piece.tidy(), reason, part.place))
                if reason == UNPLACED:
                    self._doubts.append(
                        Doubt("minutes-text-unplaced", {"text": _short(piece.text)}, part.place)
                    )
            else:
                self._taken.append(piece)


def _merged(people: Sequence[NamedPerson], more: PeopleList) -> PeopleList:
    """Add `more` to `people`; someone named again is left out and doubted."""
    kept = list(people)
    left_out, doubts = list(more.left_out), list(more.doubts)
    known = {(person.name, person.organisation) for person in people if person.name}
    for person in more.people:
        if person.name and (person.name, person.organisation) in known:
            left_out.append((person.words, "nævnt to gange på listen"))
            doubts.append(Doubt("minutes-person-twice", {"name": person.name}))
        else:
            kept.append(person)
    return PeopleList(tuple(kept), tuple(left_out), tuple(doubts))


def _without(words: TracedText, offsets: set[int]) -> TracedText:
    kept = [at for at, offset in enumerate(words.at) if offset not in offsets]
    return TracedText("".join(words.text[at] for at in kept), tuple(words.at[at] for at in kept))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
