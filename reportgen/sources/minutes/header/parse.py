"""The head of the minutes: when, where, in what form, who takes them, who was there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportgen.problems import shortened
from reportgen.report.dates import danish_date
from reportgen.report.outline import (
    Doubt,
    Omission,
    OutlineParagraph,
    OutlineTable,
    SourcePlace,
    TracedText,
)
from reportgen.sources.dates import DateMention, find_dates, time_of_day
from reportgen.sources.minutes.header.organisations import Organisations
from reportgen.sources.minutes.header.people import GrowingList, NamedPerson, said_of
from reportgen.sources.minutes.header.people_index import PeopleIndex
from reportgen.sources.minutes.header.people_list import read_people
from reportgen.sources.minutes.header.people_table import read_people_table
from reportgen.sources.minutes.labels import HeadLabel, HeadPart, split_head

HEADING = "dokumentets overskrift"
UNPLACED = "står før dagsordenen og hører ikke til et felt"
BETWEEN = "står mellem dagsordenens liste og det første punkt"
CHAIR = "mødeleder"
TAKERS_ORGANISATION = "referentens organisation"
TAKERS_ITEMS = "punkter, som referenten kom for"
GROUP = "overskrift i deltagerlisten"
PEOPLE_HEADER = "deltagertabellens hoved"
_LONG = 200
"""From this many characters on, a paragraph is no heading."""

_WEEKDAY = r"(?:man|tirs|ons|tors|fre|lør|søn)dag(?:en)?"
_BEFORE_DATE = re.compile(rf"(?:\b{_WEEKDAY}\s*,?\s*)?(?:\bd(?:en\b|\.))?\s*$", re.IGNORECASE)
_LONGEST_DAY = 40
"""Characters before a date that may belong to it: more than "onsdagen, den" has."""
_ROOM = re.compile(r"\b(?:teams|zoom|skype|webex|google meet)\b(?:[\s-]*møde\w*)?", re.IGNORECASE)
_ONLINE = re.compile(
    r"\b(?:virtuel\w*|online\w*|videomøde\w*|digital\w*|telefonmøde\w*)(?:\s+møde\w*)?\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(r"\bhybrid\w*\b(?:\s+møde\w*)?", re.IGNORECASE)
_PHYSICAL = re.compile(r"\bfysisk\b(?:\s+(?:møde|fremmøde)\w*)?", re.IGNORECASE)
# Words that only tie date, hours and place together.
_BETWEEN = re.compile(r"\b(?:på|via|over|i|kl|klokken|den|d|fra|og|møde|mødet)\b", re.IGNORECASE)
_PARENTHESIS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_GROUP = re.compile(
    r"(?!(?:møde)?deltage(?:re|rliste)|deltog\W*$|deltagende|til ?stede|(?:frem)?mødte?\W)",
    re.IGNORECASE,
)
"""Labels over people that say more than that they were there."""
_NO_PERSON = re.compile(r"sekretariat|referent|tovholder|formand", re.IGNORECASE)
_FORMS = ((_HYBRID, "hybrid"), (_ROOM, "virtuelt"), (_ONLINE, "virtuelt"), (_PHYSICAL, "fysisk"))
"""Words that tell the form of the meeting, in the order they are looked for."""


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
    """Whether there is a list of those present that says anything at all."""
    taken: tuple[TracedText, ...] = ()
    """Characters that these fields stand for, labels and separators included."""
    omissions: tuple[Omission, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_header(
    head: Sequence[OutlineParagraph],
    people: Sequence[OutlineTable],
    omissions: Sequence[Omission],
    *,
    between: Sequence[OutlineParagraph] = (),
    organisations: Organisations,
    file: str,
    year: int | None = None,
) -> Header:
    """Read the paragraphs before the agenda, and those `between` its list and its items.

    A date that the head lacks is looked for in the page's header (`omissions`) and then in
    the name of the `file`; `year` is the year of a date written without one.
    """
    reader = _HeaderReader(organisations, year)
    for part in split_head(head):
        reader.read(part)
    reader.below_list = True
    for part in split_head(between):
        reader.read(part)
    for table in people:
        reader.read_table(table)
    reader.look_elsewhere(omissions, file)
    return reader.result()


class _HeaderReader:
    """Reads the parts of the head; what comes first rules, lists of people are put together."""

    def __init__(self, organisations: Organisations, year: int | None) -> None:
        self.below_list = False
        """Whether what is read stands below the agenda's list: there is no heading there."""
        self._organisations = organisations
        self._year = year
        self._date: dt.date | None = None
        self._time: str | None = None
        self._forms: list[str] = []
        self._own_form: str | None = None
        """The form in other words than those that are looked for."""
        self._place: str | None = None
        self._room: str | None = None
        """The room on the net that is the place where no other is named."""
        self._taker: str | None = None
        self._takers: list[NamedPerson] = []
        self._present = GrowingList()
        self._absent = GrowingList()
        self._has_present = False
        self._taken: list[TracedText] = []
        self._omissions: list[Omission] = []
        self._doubts: list[Doubt] = []

    def result(self) -> Header:
        """What was read."""
        meant = self._own_form or ("fysisk" if self._place else None)
        form = self._forms[0] if self._forms else meant
        away = [person for person in self._present.people if person.is_away]
        present = PeopleIndex(p for p in self._present.people if not p.is_away)
        absent = PeopleIndex((*self._absent.people, *away))
        for taker in self._takers:
            self._add_minute_taker(taker, present, absent)
        taking = [person.name for person in present.people if person.name and person.takes_minutes]
        both = {p.name for p in present.people if p.name and absent.first(p) is not None}
        self._doubts += [Doubt("minutes-person-both", {"name": name}) for name in sorted(both)]
        return Header(
            self._date,
            self._time,
            form if len(set(self._forms)) < 2 else "hybrid",
            self._place or self._room,
            self._taker or " og ".join(taking) or None,
            tuple(present.people),
            tuple(absent.people),
            self._has_present,
            tuple(self._taken),
            tuple(self._omissions),
            tuple(self._doubts),
        )

    def read(self, part: HeadPart) -> None:
        """Read one part of the head."""
        text = part.text
        if part.label is HeadLabel.PRESENT and _GROUP.match(part.label_words.text):
            group = Omission(part.label_words.strip(" :"), GROUP, part.place)
            self._omissions.append(group)
            self._take(part.label_words, (group,))
        else:
            self._taken.append(part.label_words)
        if part.label in {HeadLabel.PRESENT, HeadLabel.ABSENT}:
            self._read_people(part)
        elif part.label is HeadLabel.TAKER:
            self._read_minute_taker(text, part.place)
        elif part.label is HeadLabel.UNKNOWN:
            self._leave_out(text, UNPLACED, part.place)
            values = {"text": shortened(text.tidy().text, 58)}
            self._doubts.append(Doubt("minutes-text-unplaced", values, part.place))
        elif part.label is HeadLabel.CHAIR:
            self._leave_out(text, CHAIR, part.place)
        else:
            self._read_facts(part)

    def read_table(self, table: OutlineTable) -> None:
        """Read a table of people."""
        present, absent, header = read_people_table(table, self._organisations)
        self._present.extend(present.people)
        self._absent.extend(absent.people)
        self._has_present = self._has_present or bool(present.people)
        headed = Omission(header, PEOPLE_HEADER, table.rows[0].place)
        omissions = (headed, *present.omissions, *absent.omissions)
        self._omissions += omissions
        self._doubts += (*present.doubts, *absent.doubts)
        cells = [cell for row in table.rows[1:] for cell in row.cells]
        words = TracedText.joined(paragraph.printed for cell in cells for paragraph in cell)
        self._take(words, omissions)

    def look_elsewhere(self, omissions: Sequence[Omission], file: str) -> None:
        """Take a date that the head lacks from the page's header, else from the file's name."""
        if self._date is not None:
            return
        for omission in omissions:
            text = omission.words.text
            if (date := self._date_of(self._first_date(text))) is not None:
                self._date = date
                if not self._time and (time := time_of_day(text)):
                    self._time = time.hours
                return
        name = re.sub(r"[_ ]+", " ", file.rsplit(".", 1)[0])
        compact = re.search(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)", name)
        self._date = self._date_of(
            self._first_date("-".join(compact.groups()) if compact else name)
        )
        if self._date is not None:
            values = {"date": danish_date(self._date)}
            self._doubts.append(Doubt("minutes-date-from-name", values))

    def _first_date(self, text: str) -> DateMention | None:
        """The first date that has a year, else the first at all if the year is known."""
        mentions = [mention for mention in find_dates(text) if mention.year or self._year]
        return min(mentions, key=lambda mention: mention.year is None, default=None)

    def _date_of(self, mention: DateMention | None) -> dt.date | None:
        return mention.on(self._year or 0) if mention else None

    def _take(self, words: TracedText, omissions: Iterable[Omission]) -> None:
        """Enter `words` as taken, save what is left out of them."""
        left_out = {offset for omission in omissions for offset in omission.words.offsets}
        self._taken.append(words.without(left_out))

    def _leave_out(self, words: TracedText, reason: str, place: SourcePlace) -> None:
        if words:
            self._omissions.append(Omission(words.tidy(), reason, place))

    # --- people -----------------------------------------------------------------------------

    def _read_people(self, part: HeadPart) -> None:
        """Add a list of those present, or of those absent."""
        text = part.text
        people = self._absent if part.label is HeadLabel.ABSENT else self._present
        is_told = part.label is HeadLabel.PRESENT and bool(text.text.strip())
        self._has_present = self._has_present or is_told
        read = people.add(read_people(text, self._organisations, part.place), part.place)
        self._omissions += read.omissions
        self._doubts += read.doubts
        self._take(text, read.omissions)

    def _read_minute_taker(self, text: TracedText, place: SourcePlace) -> None:
        """Read who takes the minutes: somebody who was there."""
        read = read_people(text, self._organisations, place)
        names = [person.name for person in read.people if person.name]
        if not names and self._taker:
            self._leave_out(text, TAKERS_ORGANISATION, place)
            return
        if not names:
            self._taker = text.tidy().text or None
            self._taken.append(text)
            return
        self._taker = " og ".join(names)
        self._takers += [replace(p, place=place) for p in read.people if p.name]
        places = [person for person in read.people if not person.name]
        omissions = said_of(places, read.omissions, TAKERS_ORGANISATION, place)
        self._omissions += omissions
        self._doubts += read.doubts
        self._take(text, omissions)

    def _add_minute_taker(
        self, taker: NamedPerson, present: PeopleIndex, absent: PeopleIndex
    ) -> None:
        """Enter who takes the minutes among those present, unless they are on a list.

        An organisation that the list says otherwise stands left out.
        """
        at, away = present.first(taker), absent.first(taker)
        known = present.people[at] if at is not None else None
        if known is None and away is not None:
            known = absent.people[away]
        if known is None:
            if not _NO_PERSON.match(taker.name or ""):
                present.add(taker)
                return
        elif at is None:
            self._doubts.append(Doubt("minutes-person-both", {"name": taker.name}, taker.place))
        elif known.organisation is None:
            present.give_organisation(at, taker.organisation)
            known = present.people[at]
        if known is not None and taker.items and taker.items != known.items:
            words = TracedText.inserted(", ".join(taker.items))
            self._omissions.append(Omission(words, TAKERS_ITEMS, taker.place))
        if taker.organisation and (known is None or taker.organisation != known.organisation):
            words = TracedText.inserted(taker.organisation)
            self._omissions.append(Omission(words, TAKERS_ORGANISATION, taker.place))

    # --- date, hours, form and place --------------------------------------------------------

    def _read_facts(self, part: HeadPart) -> None:
        """Take date, hours, form and place; what says more than these is left out."""
        text = part.text
        is_long = part.label is None and len(text) >= _LONG
        bare_time = part.label is HeadLabel.WHEN
        rest = [text] if is_long else self._take_facts(text, bare_time=bare_time)
        more = [piece for piece in rest if re.search(r"\w", _BETWEEN.sub("", piece.text))]
        self._taken += [piece for piece in rest if piece not in more]
        holds_place = part.label is HeadLabel.PLACE or "sted" in part.label_words.text.casefold()
        if holds_place and more:
            # The whole value is the place when nothing else was in it, commas included.
            value = " ".join(piece.tidy().text.strip(" ,;.–-") for piece in more)
            self._place = value if self._place is None else f"{self._place}, {value}"
            self._taken += more
            return
        if part.label is HeadLabel.FORM and more and not self._forms:
            self._own_form = self._own_form or text.tidy().text
            self._taken += more
            return
        for piece in more:
            is_heading = part.label is None and not is_long
            reason = BETWEEN if self.below_list else HEADING if is_heading else UNPLACED
            self._leave_out(piece, reason, part.place)
            if is_long or (self.below_list and len(piece.text.split()) > 3):
                short = piece.tidy().text
                values = {"text": short if len(short) <= 60 else shortened(short, 58)}
                self._doubts.append(Doubt("minutes-text-unplaced", values, part.place))

    def _take_facts(self, text: TracedText, *, bare_time: bool) -> list[TracedText]:
        """Take date, hours and form out of `text`; returns what is left, in pieces."""
        spans: list[tuple[int, int]] = []
        blanked = text.text
        mention = self._first_date(text.text) if self._date is None else None
        if mention and (date := self._date_of(mention)):
            self._date = date
            before = _BEFORE_DATE.search(
                text.text, max(0, mention.start - _LONGEST_DAY), mention.start
            )
            start = before.start() if before else mention.start
            spans.append((start, mention.end))
            # The date's own digits are no hours: "11.11.22" holds none.
            blanked = blanked[:start] + " " * (mention.end - start) + blanked[mention.end :]
        time = time_of_day(blanked, bare=bare_time or self._time is None)
        if time and self._time is None:
            self._time = time.hours
            spans.append((time.start, time.end))
        for pattern, form in _FORMS:
            match = pattern.search(blanked)
            if match is None:
                continue
            self._forms.append(form)
            spans.append(match.span())
            if pattern is _ROOM and self._room is None:
                word = re.match(r"google meet|\w+", match[0], re.IGNORECASE)
                self._room = word[0].title() if word else None
        self._taken += [text.part(low, high) for low, high in spans]
        return [piece for piece in text.split(spans) if piece.text.strip()]
