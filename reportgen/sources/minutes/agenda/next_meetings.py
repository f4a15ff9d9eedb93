"""The next meetings, and the year wheel: which topic is for which of them."""

from __future__ import annotations

import datetime as dt
import re
from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.report.dates import danish_date
from reportgen.report.meeting import MeetingStatus, NextMeeting, WheelTopic
from reportgen.report.outline import Doubt, OutlineParagraph, SourcePlace
from reportgen.sources.dates import DateMention, find_dates, time_of_day, years_in
from reportgen.sources.minutes.agenda.items import TracedItem
from reportgen.sources.minutes.text.sentences import sentences

_LEAD = 22
"""How far into its line a date may begin and still be what the line is about ("Fredag den …")."""
_ABOUT_MEETINGS = re.compile(
    r"\b(?:netværks)?møde(?:r|rne|t)?\b.{0,25}(?:20\d\d|datoer|plan|kalender)|\bnæste\s+(?:\w+)?møde"
    r"|\bkommende\s+(?:\w+)?møder|\bmøde(?:datoer|plan|kalender|række)|\bdatoer\b|\bflytte\w*\b.{0,200}\bmøde",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\b(?:følgende|disse)\b.{0,40}\b(?:møder|mødedatoer|datoer|netværksmøder)\b"
    r"|\b(?:møder|mødedatoer|datoer|netværksmøder)\b.{0,40}\b(?:foreslås|foreslået|følgende|er|bliver)\b"
    r"|\b(?:forslag til|kommende)\s+(?:\w+)?(?:møder|datoer|mødedatoer)\b|^datoer\b",
    re.IGNORECASE,
)
_TURNED_DOWN = re.compile(
    r"\bskal\s+findes\s+en\s+(?:anden|ny)\b|\baflys(?:es|t)\b|\budgår\b|\bdur\s+ikke\b|\bpasser\s+ikke\b"
    r"|\bkan\s+ikke\s+(?:bruges|lade\s+sig\s+gøre|benyttes|holdes|afholdes)\b|\bikke\s+godkendt\b|\bforkastes?\b"
    r"|\bduer\s+ikke\b|\berstattes\b|\bfindes\s+en\s+(?:anden|ny)\s+dato\b|\bholdes\s+ikke\b|\bbortfalder\b",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"\bgodkend(?:t|te|es|tes)\b|\bvedtag(?:et|es)\b|\baftalt\b|\bfastlagt\b|\bfastlægges\b|\bligger\s+fast\b|\bok\b|\bbesluttet\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:øvrige|resterende|andre|resten)\b.{0,25}\b(?:dato|møde)\w*|\bresten\b|\bde\s+(?:øvrige|andre|resterende)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:datoerne|møderne|mødedatoerne|mødeplanen|mødekalenderen|møderækken|forslaget|alle\s+(?:\w+\s+)?(?:datoer|møder))\b",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\bflytt(?:es|et|er|e)\b|\brykkes\b|\bændres\b", re.IGNORECASE)
_NEXT = re.compile(
    r"\b(?:næste|kommende)\s+(?:ordinære\s+)?(?:netværks|fysiske\s+|virtuelle\s+)?møde\b|\bvi\s+mødes\s+(?:igen|næste\s+gang)\b|^næste\s+gang\b",
    re.IGNORECASE,
)
_OTHER_BODY = re.compile(
    r"\b(?:styregruppe|k17|kkr|arbejdsgruppe|dialog|udvalgs|bestyrelses"
    r"|top)\w*(?:s\s+)?(?:møde|s møde)?",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:afholdes|holdes|mødes|er|bliver)\b[^.]{0,200}?\b(?:i|på|hos)\s+(?P<place>[A-ZÆØÅ][\wæøåÆØÅ]*(?:\s+[A-ZÆØÅ][\w]*)*(?:,\s*[^.;]*?\d[^.;]*)?)"
)


_MOVED_TO = re.compile(r"\btil\s+(?:\w+dag\s+)?(?:den\s+|d\.\s*)?$")
_LOOK_BEHIND = 40
"""Characters before a date that tell where a meeting goes: more than "til fredag den" has."""
_WHEEL = re.compile(r"\bårshjul", re.IGNORECASE)
_TOPIC = re.compile(r"^\s*(?:[:–-]\s*)?(?P<topic>\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NextMeetings:
    """The next meetings as the minutes leave them, and the year wheel."""

    meetings: tuple[NextMeeting, ...] = ()
    wheel: tuple[WheelTopic, ...] = ()
    meeting_doubts: tuple[tuple[int, Doubt], ...] = ()
    """Doubts, each with the index of its meeting."""
    wheel_doubts: tuple[tuple[int, Doubt], ...] = ()


def read_next_meetings(items: Sequence[TracedItem], day: dt.date) -> NextMeetings:
    """Read the next meetings from `items` of a meeting held on `day`.

    "Uddybning" proposes and "Referat" decides: a date proposed and not spoken of stays
    proposed; one that was turned down is cancelled; one moved keeps what it was moved from.
    """
    calendar = _MeetingCalendar(day)
    wheel_items: list[TracedItem] = []
    for item in items:
        if _WHEEL.search(item.title.text):
            wheel_items.append(item)
            continue
        about = bool(_ABOUT_MEETINGS.search(item.title.text))
        year = next(iter(years_in(item.title.text)), None)
        # Without a column for what was put forward, a list in the minutes is what was agreed.
        calendar.propose(item.proposal, about, year, MeetingStatus.PROPOSED)
        calendar.propose(item.minutes, about, year, MeetingStatus.APPROVED)
        for paragraph in item.minutes:
            for sentence in sentences(paragraph.text):
                calendar.decide(sentence, about, year, paragraph.place)
    order = sorted(range(len(calendar.meetings)), key=lambda at: calendar.meetings[at].date)
    meetings = tuple(calendar.meetings[at] for at in order)
    place_of = {at: place for place, at in enumerate(order)}
    doubts = tuple((place_of[at], doubt) for at, doubt in calendar.doubts)
    topics, wheel_doubts = _read_wheel(wheel_items, day)
    return NextMeetings(meetings, topics, doubts, wheel_doubts)


class _MeetingCalendar:
    """The dates of coming meetings, as paragraph after paragraph proposes and decides them."""

    def __init__(self, day: dt.date) -> None:
        self._day = day
        self.meetings: list[NextMeeting] = []
        self._proposed: set[int] = set()
        """Indexes of meetings that may be proposed only."""
        self._of_date: dict[dt.date, list[int]] = {}
        self._of_day: dict[tuple[int, int], list[int]] = {}
        """Indexes of meetings, in rising order, by their date and by day and month."""
        self.doubts: list[tuple[int, Doubt]] = []
        """Doubts, each with the index of its meeting."""

    def propose(
        self,
        paragraphs: Iterable[OutlineParagraph],
        about: bool,
        year: int | None,
        status: MeetingStatus,
    ) -> None:
        """Take the dates of a list that is led in as dates of meetings.

        `about` tells whether the item is about meetings, `year` is the year its title names.
        """
        hours: str | None = None
        led_in = False
        for paragraph in paragraphs:
            text = paragraph.text
            lead = _PROPOSES.search(text)
            if lead or (about and text.rstrip().endswith(":")):
                led_in = True
                time = time_of_day(text)
                hours = time.hours if time else None
                year = next(iter(years_in(text)), year)
                if lead and (status is MeetingStatus.PROPOSED or not _ACCEPTED.search(text)):
                    other = _OTHER_BODY.search(text, lead.end())
                    until = other.start() if other else len(text)
                    for mention in find_dates(text):
                        if lead.start() <= mention.start <= until:
                            self._add(mention, year, status, hours)
                continue
            first = next(find_dates(text), None)
            if first and first.start <= _LEAD and led_in:
                # "27. januar (…, evt. kl. 12)": hours after the date are that meeting's own.
                own = time_of_day(text[first.end :], bare=True)
                self._add(first, year, status, own.hours if own else hours)
            elif not paragraph.mark:
                led_in = False

    def _add(
        self, mention: DateMention, year: int | None, status: MeetingStatus, hours: str | None
    ) -> None:
        date = self._date(mention, year)
        if date is not None and self._index(date) is None:
            self._append(NextMeeting(date=date, time=hours, status=status))

    def _append(self, meeting: NextMeeting) -> int:
        """Put a meeting after the others; returns its index."""
        self.meetings.append(meeting)
        self._enter(len(self.meetings) - 1)
        return len(self.meetings) - 1

    def _put(self, at: int, meeting: NextMeeting) -> None:
        """Put a meeting in the place of another."""
        before = self.meetings[at].date
        self.meetings[at] = meeting
        if before != meeting.date:
            self._of_date[before].remove(at)
            self._of_day[before.day, before.month].remove(at)
            self._enter(at)
        elif meeting.status is MeetingStatus.PROPOSED:
            self._proposed.add(at)

    def _enter(self, at: int) -> None:
        meeting = self.meetings[at]
        day = (meeting.date.day, meeting.date.month)
        insort(self._of_date.setdefault(meeting.date, []), at)
        insort(self._of_day.setdefault(day, []), at)
        if meeting.status is MeetingStatus.PROPOSED:
            self._proposed.add(at)

    def decide(self, sentence: str, about: bool, year: int | None, place: SourcePlace) -> None:
        """Take what a sentence of the minutes decides about dates."""
        mentions = list(find_dates(sentence))
        accepted, speaks_of_all = _ACCEPTED.search(sentence), _ALL.search(sentence)
        if not (about or _NEXT.search(sentence) or (speaks_of_all and self.meetings)):
            return
        if _MOVED.search(sentence) and mentions:
            self._move(sentence, mentions, year, place)
        elif mentions and _TURNED_DOWN.search(sentence):
            self._set_status(mentions[0], year, MeetingStatus.CANCELLED)
        elif accepted and (_OTHERS.search(sentence) or (speaks_of_all and not mentions)):
            for at in self._proposed:
                self.meetings[at] = _approved(self.meetings[at])
            self._proposed.clear()
        elif mentions and _NEXT.search(sentence):
            self._set_next(sentence, mentions[0], year)
        elif mentions and about and accepted:
            for mention in mentions:
                self._set_status(mention, year, MeetingStatus.APPROVED)

    def _move(
        self, sentence: str, mentions: Sequence[DateMention], year: int | None, place: SourcePlace
    ) -> None:
        """Move a meeting to the date that "til" stands before, else to the last of several."""
        target = next(
            (
                mention
                for mention in mentions
                if _MOVED_TO.search(sentence[max(0, mention.start - _LOOK_BEHIND) : mention.start])
            ),
            mentions[-1] if len(mentions) > 1 else None,
        )
        if target is None:
            self._set_status(mentions[0], year, MeetingStatus.CANCELLED)
            return
        date = self._date(target, year)
        if date is None:
            return
        origin = next((self._date(one, year) for one in mentions if one is not target), None)
        before = self._index(origin)
        time = time_of_day(sentence)
        moved = NextMeeting(
            date=date,
            time=time.hours if time else self.meetings[before].time if before is not None else None,
            status=MeetingStatus.MOVED,
            moved_from=origin,
        )
        at = before if before is not None else self._index(date)
        if at is None:
            at = self._append(moved)
        else:
            self._put(at, moved)
        if origin is None:
            doubt = Doubt("minutes-moved-from-unknown", {"date": danish_date(date)}, place)
            self.doubts.append((at, doubt))

    def _set_next(self, sentence: str, mention: DateMention, year: int | None) -> None:
        """Take the date, the hours and the place of "næste møde er den …"."""
        date = self._date(mention, year)
        if date is None or date <= self._day:
            return
        time = time_of_day(sentence[mention.end :], bare=True)
        where = _AT.search(sentence)
        hours = time.hours if time else None
        place = where["place"].strip() if where else None
        at = self._index(date)
        if at is None:
            self._append(
                NextMeeting(date=date, time=hours, place=place, status=MeetingStatus.APPROVED)
            )
            return
        known = _approved(self.meetings[at])
        update = {"time": known.time or hours, "place": known.place or place}
        self._put(at, known.model_copy(update=update))

    def _set_status(self, mention: DateMention, year: int | None, status: MeetingStatus) -> None:
        date = self._date(mention, year)
        at = self._index(date)
        if at is not None:
            self._put(at, self.meetings[at].model_copy(update={"status": status}))
        elif date is not None and date > self._day:
            self._append(NextMeeting(date=date, status=status))

    def _date(self, mention: DateMention, year: int | None) -> dt.date | None:
        """The date: that of a meeting known already, else in `year`, else the first to come."""
        if mention.year is None:
            if known := self._of_day.get((mention.day, mention.month)):
                return self.meetings[known[0]].date
            if year:
                return mention.on(year)
        return mention.on_or_after(self._day)

    def _index(self, date: dt.date | None) -> int | None:
        found = self._of_date.get(date) if date is not None else None
        return found[0] if found else None


def _approved(meeting: NextMeeting) -> NextMeeting:
    """Approve a meeting that was only proposed."""
    if meeting.status is not MeetingStatus.PROPOSED:
        return meeting
    return meeting.model_copy(update={"status": MeetingStatus.APPROVED})


def _read_wheel(
    items: Iterable[TracedItem], day: dt.date
) -> tuple[tuple[WheelTopic, ...], tuple[tuple[int, Doubt], ...]]:
    """Read the topics of `items` that are the year wheel of a meeting held on `day`.

    Their year is one that the wheel names, else the meeting's; else, where every date lies
    before the meeting, the year after, and each is doubted. Doubts come with the index of
    their topic.
    """
    entries: list[tuple[DateMention, str, SourcePlace]] = []
    named: int | None = None
    for item in items:
        named = next(iter(years_in(item.title.text)), named)
        for paragraph in item.paragraphs:
            mention = next(find_dates(paragraph.text), None)
            if mention is None or mention.start > _LEAD:
                named = next(iter(years_in(paragraph.text)), named)
                continue
            topic = _TOPIC.match(paragraph.text[mention.end :].lstrip(" :.,–-"))
            if topic:
                entries.append((mention, topic["topic"].strip(), paragraph.place))
    year = named or day.year
    own = [mention.on(year) for mention, _, _ in entries]
    guessed = named is None and all(date is not None and date < day for date in own)
    if guessed:
        year += 1
    topics: list[WheelTopic] = []
    doubts: list[tuple[int, Doubt]] = []
    for mention, topic_text, place in entries:
        date = mention.on(year)
        if date is None:
            continue
        if guessed and mention.year is None:
            values = {"date": danish_date(date)}
            doubts.append((len(topics), Doubt("minutes-wheel-year", values, place)))
        topics.append(WheelTopic(date=date, topic=topic_text))
    return tuple(topics), tuple(doubts)
