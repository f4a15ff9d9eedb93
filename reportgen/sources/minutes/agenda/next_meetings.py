"""The next meetings and the year wheel."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.report.meeting import MeetingStatus, NextMeeting, WheelTopic
from reportgen.report.outline import Doubt, OutlineParagraph, SourcePlace
from reportgen.sources import dates
from reportgen.sources.minutes.agenda.items import TracedItem
from reportgen.sources.minutes.text.sentences import sentences

_ABOUT_MEETINGS = re.compile(
    r"\b(?:netværks)?møde(?:r|rne|t)?\b.{0,25}(?:20\d\d|datoer|plan|kalender)|\bnæste\s+(?:\w+)?møde"
    r"|\bkommende\s+(?:\w+)?møder|\bmøde(?:datoer|plan|kalender|række)|\bdatoer\b|\bflytte\w*\b.*\bmøde",
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
    r"\b(?:afholdes|holdes|mødes|er|bliver)\b[^.]*?\b(?:i|på|hos)\s+(?P<place>[A-ZÆØÅ][\wæøåÆØÅ]*(?:\s+[A-ZÆØÅ][\w]*)*(?:,\s*[^.;]*?\d[^.;]*)?)"
)


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
    plan = _MeetingCalendar(day)
    for item in items:
        if is_wheel(item):
            continue
        about = bool(_ABOUT_MEETINGS.search(item.title.text))
        year = next(iter(dates.years(item.title.text)), None)
        # Without a column for what was put forward, a list in the minutes is what was agreed.
        plan.propose(item.proposal, about, year, MeetingStatus.PROPOSED)
        plan.propose(item.minutes, about, year, MeetingStatus.APPROVED)
        for paragraph in item.minutes:
            for sentence in sentences(paragraph.text):
                plan.decide(sentence, about, year, paragraph.place)
    order = sorted(range(len(plan.meetings)), key=lambda at: plan.meetings[at].date)
    meetings = tuple(plan.meetings[at] for at in order)
    doubts = tuple((order.index(at), doubt) for at, doubt in plan.doubts)
    topics, wheel_doubts = wheel(items, day)
    return NextMeetings(meetings, topics, doubts, wheel_doubts)


class _MeetingCalendar:
    def __init__(self, day: dt.date) -> None:
        self._day = day
        self.meetings: list[NextMeeting] = []
        self.doubts: list[tuple[int, Doubt]] = []

    def propose(
        self,
        paragraphs: Iterable[OutlineParagraph],
        about: bool,
        year: int | None,
        status: MeetingStatus,
    ) -> None:
        """Take the dates of a list that is led in as dates of meetings."""
        hours: str | None = None
        leading = False
        for paragraph in paragraphs:
            text = paragraph.text
            if _PROPOSES.search(text) or (about and text.rstrip().endswith(":")):
                leading = True
                time = dates.time_of_day(text)
                hours = time["time"] if time else None
                year = next(iter(dates.years(text)), year)
                if status is MeetingStatus.PROPOSED or not _ACCEPTED.search(text):
                    self._inline(text, year, hours, status)
                continue
            found = list(dates.find(text))
            if found and found[0].start <= LEAD_WORDS and leading:
                # "27. januar (…, evt. kl. 12)": hours after the date are that meeting's own.
                own = dates.time_of_day(text[found[0].end :], bare=True)
                self._add(found[0], year, own["time"] if own else hours, status, paragraph.place)
            elif not paragraph.mark:
                leading = False

    def _inline(
        self, text: str, year: int | None, hours: str | None, status: MeetingStatus
    ) -> None:
        lead = _PROPOSES.search(text)
        if lead is None:
            return
        for found in dates.find(text):
            if found.start >= lead.start() and not _OTHER_BODY.search(
                text[lead.end() : found.start]
            ):
                self._add(found, year, hours, status, SourcePlace())

    def _add(
        self,
        found: dates.Found,
        year: int | None,
        hours: str | None,
        status: MeetingStatus,
        place: SourcePlace,
    ) -> None:
        date = self._date(found, year)
        if date is None or self._at(date) is not None:
            return
        hours = " ".join(hours.split()) if hours else None
        self.meetings.append(
            NextMeeting(date=date, time=hours, place=None, status=status, moved_from=None)
        )

    def decide(self, sentence: str, about: bool, year: int | None, place: SourcePlace) -> None:
        """Take what a sentence of the minutes decides about dates."""
        found = list(dates.find(sentence))
        if not (about or _NEXT.search(sentence) or (_ALL.search(sentence) and self.meetings)):
            return
        if _MOVED.search(sentence) and found:
            self._move(sentence, found, year, place)
            return
        if found and _TURNED_DOWN.search(sentence):
            for one in found[:1]:
                self._set(one, year, MeetingStatus.CANCELLED)
            return
        if _ACCEPTED.search(sentence) and (
            _OTHERS.search(sentence) or (_ALL.search(sentence) and not found)
        ):
            self.meetings = [
                replace_status(meeting, MeetingStatus.APPROVED)
                if meeting.status is MeetingStatus.PROPOSED
                else meeting
                for meeting in self.meetings
            ]
            return
        if found and _NEXT.search(sentence):
            self._next(sentence, found[0], year)
            return
        if found and about and _ACCEPTED.search(sentence):
            for one in found:
                self._set(one, year, MeetingStatus.APPROVED)

    def _move(
        self, sentence: str, found: Sequence[dates.Found], year: int | None, place: SourcePlace
    ) -> None:
        target = next(
            (
                one
                for one in found
                if re.search(r"\btil\s+(?:\w+dag\s+)?(?:den\s+|d\.\s*)?$", sentence[: one.start])
            ),
            found[-1] if len(found) > 1 else None,
        )
        if target is None:
            self._set(found[0], year, MeetingStatus.CANCELLED)
            return
        date = self._date(target, year)
        origin = next((self._date(one, year) for one in found if one is not target), None)
        if date is None:
            return
        known = self._at(date)
        before = self._at(origin) if origin else None
        hours = self.meetings[before].time if before is not None else None
        time = dates.time_of_day(sentence)
        moved = NextMeeting(
            date=date,
            time=time["time"] if time else hours,
            place=None,
            status=MeetingStatus.MOVED,
            moved_from=origin,
        )
        if before is not None:
            self.meetings[before] = moved
        elif known is not None:
            self.meetings[known] = moved
        else:
            self.meetings.append(moved)
        if origin is None:
            self.doubts.append(
                (
                    len(self.meetings) - 1,
                    Doubt("minutes-moved-from-unknown", {"date": date.isoformat()}, place),
                )
            )

    def _next(self, sentence: str, found: dates.Found, year: int | None) -> None:
        date = self._date(found, year)
        if date is None or date <= self._day:
            return
        time = dates.time_of_day(sentence[found.end :], bare=True)
        where = _AT.search(sentence)
        at = self._at(date)
        if at is None:
            self.meetings.append(
                NextMeeting(
                    date=date,
                    time=" ".join(time["time"].split()) if time else None,
                    place=where["place"].strip() if where else None,
                    status=MeetingStatus.APPROVED,
                    moved_from=None,
                )
            )
            return
        known = self.meetings[at]
        status = MeetingStatus.APPROVED if known.status is MeetingStatus.PROPOSED else known.status
        self.meetings[at] = known.model_copy(
            update={
                "status": status,
                "time": known.time or (time["time"] if time else None),
                "place": known.place or (where["place"].strip() if where else None),
            }
        )

    def _set(self, found: dates.Found, year: int | None, status: MeetingStatus) -> None:
        date = self._date(found, year)
        if date is None:
            return
        at = self._at(date)
        if at is not None:
            self.meetings[at] = replace_status(self.meetings[at], status)
        elif date > self._day:
            self.meetings.append(
                NextMeeting(date=date, time=None, place=None, status=status, moved_from=None)
            )

    def _date(self, found: dates.Found, year: int | None) -> dt.date | None:
        known = [meeting.date for meeting in self.meetings]
        if found.year is None:
            same = [date for date in known if (date.day, date.month) == (found.day, found.month)]
            if same:
                return same[0]
        return found.on(year) if year and not found.year else found.from_then_on(self._day)

    def _at(self, date: dt.date | None) -> int | None:
        return next((at for at, meeting in enumerate(self.meetings) if meeting.date == date), None)


def replace_status(meeting: NextMeeting, status: MeetingStatus) -> NextMeeting:
    """The same meeting with another status."""
    return meeting.model_copy(update={"status": status})


# The year wheel: which topic is for which meeting.

LEAD_WORDS = 22
"""How far into its line a date may begin and still be what the line is about ("Fredag den …")."""

_WHEEL = re.compile(r"\bårshjul", re.IGNORECASE)
_TOPIC = re.compile(r"^\s*(?:[:–-]\s*)?(?P<topic>\S.*)$", re.DOTALL)


def is_wheel(item: TracedItem) -> bool:
    """Whether the item is the year wheel itself."""
    return bool(_WHEEL.search(item.title.text))


def wheel(
    items: Sequence[TracedItem], day: dt.date
) -> tuple[tuple[WheelTopic, ...], tuple[tuple[int, Doubt], ...]]:
    """Read the topics of `items` that are the year wheel of a meeting held on `day`."""
    found: list[tuple[dates.Found, str, SourcePlace]] = []
    named: int | None = None
    for item in items:
        if not is_wheel(item):
            continue
        named = next(iter(dates.years(item.title.text)), named)
        for paragraph in (*item.proposal, *item.minutes):
            first = next(iter(dates.find(paragraph.text)), None)
            if first is None or first.start > LEAD_WORDS:
                named = next(iter(dates.years(paragraph.text)), named)
                continue
            topic = _TOPIC.match(paragraph.text[first.end :].lstrip(" :.,–-"))
            if topic:
                found.append((first, topic["topic"].strip(), paragraph.place))
    if not found:
        return (), ()
    year = named or day.year
    own = [one.on(year) for one, _, _ in found]
    guessed = False
    if named is None and all(date is not None and date < day for date in own):
        year, guessed = day.year + 1, True
    topics: list[WheelTopic] = []
    doubts: list[tuple[int, Doubt]] = []
    for one, topic_text, place in found:
        date = one.on(year)
        if date is None:
            continue
        if guessed and one.year is None:
            doubts.append(
                (len(topics), Doubt("minutes-wheel-year", {"date": date.isoformat()}, place))
            )
        topics.append(WheelTopic(date=date, topic=topic_text))
    return tuple(topics), tuple(doubts)
