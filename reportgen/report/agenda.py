"""The next meeting's agenda: what waits for the meeting, item by item, each with its source.

What is open comes from where people keep it: standing items of the network, the year wheel,
what a meeting put off until the next, tasks, recommendations without an answer, the draft and
what is pending in it. Each open thing comes to stand in one item, or is left out for a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportgen.report.dates import danish_date
from reportgen.report.ids import LETTERS
from reportgen.report.turn_of_year import NO_TOPIC
from reportgen.report.wording.text import plain

FOLLOW_UP = "Opfølgning"
AGREED = "Aftalt til mødet"
UNANSWERED = "Anbefalinger, der venter på svar"
WHOLE_REPORT = "Hele rapporten"
"""The fixed words of an agenda; all others are the data's."""


class Origin(StrEnum):
    """Where an open thing is kept."""

    STANDING = "standing"
    TASK = "task"
    WHEEL = "wheel"
    PROMISED = "promised"
    """A topic that minutes put off until the next meeting."""
    INPUT = "input"
    """What a meeting wanted in the draft and nobody has worded."""
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True)
class OpenThing:
    """Something that waits for a meeting."""

    origin: Origin
    key: str
    """What it is called among those of its origin: an id, a cell, a meeting and its item."""
    text: str
    """As people typed it, in the small markup."""
    source: str
    """Where it is from, as a reader is told."""
    lead: str = ""
    """What it opens with: who promised it, the id of the point it is about."""
    year: int = 0
    """Of an input or a recommendation, the year of the report it is about; 0 is not known."""
    section: str = ""
    """Of an input, the section it is about; empty is the whole report."""
    date: dt.date | None = None
    """The day it is for, or the day it was said."""
    more: tuple[str, ...] = ()
    """What is said beside it: the guests of a topic."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft report that there is."""

    year: int
    version: str
    made: dt.date
    sections: Sequence[tuple[str, str]]
    """Number and title of those that are discussed."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that waits for a meeting."""

    standing: Sequence[OpenThing] = ()
    tasks: Sequence[OpenThing] = ()
    """Open tasks; `date` is the meeting that gave them."""
    wheel: Sequence[OpenThing] = ()
    """Topics of the year wheel; `date` is the meeting they are for."""
    promised: Sequence[OpenThing] = ()
    """Topics put off; `date` is the meeting that put them off."""
    recommendations: Sequence[OpenThing] = ()
    inputs: Sequence[OpenThing] = ()
    drafts: Sequence[Draft] = ()

    @property
    def things(self) -> tuple[OpenThing, ...]:
        """Everything, each once."""
        lists = (self.standing, self.tasks, self.wheel, self.promised, self.inputs)
        return tuple(thing for each in (*lists, self.recommendations) for thing in each)


class Reason(StrEnum):
    """Why something is not on the agenda."""

    LATER = "later"
    """It is for a meeting after this one."""
    PASSED = "passed"
    """It was for a day before this one, of which there are no minutes."""
    NO_DRAFT = "no-draft"
    """It is about a draft, and there is none to discuss."""
    NOT_PUT = "not-put"
    """It stands in a report that is a draft still, and is put to nobody yet."""
    NO_TOPIC = "no-topic"
    """The year wheel names a day and no topic."""
    TWICE = "twice"
    """It stands on the agenda already, in the same words."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An open thing that is not on the agenda."""

    thing: OpenThing
    reason: Reason


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of an item that belong together."""

    things: tuple[OpenThing, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda."""

    title: str
    parts: tuple[Part, ...] = ()
    source: str = ""
    """Where the item itself is from; empty where its lines say it."""
    of: OpenThing | None = None
    """What it is as a whole; none where it gathers several things."""

    @property
    def things(self) -> tuple[OpenThing, ...]:
        """The open things that stand in it."""
        own = (self.of,) if self.of else ()
        return (*own, *(thing for part in self.parts for thing in part.things))


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is put before a meeting, and what is not."""

    date: dt.date
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def things(self) -> tuple[OpenThing, ...]:
        """The open things that are on it."""
        return tuple(thing for item in self.items for thing in item.things)


def agenda(date: dt.date, waiting: Waiting) -> Agenda:
    """Put what waits before the meeting of `date`.

    The first standing item opens the meeting and the others close it; between them stand
    what is followed up, the topics, and the report. The same topic stands once.
    """
    left_out: list[LeftOut] = []
    said: set[str] = set()
    drafted = {draft.year for draft in waiting.drafts}

    def kept(things: Iterable[OpenThing]) -> tuple[OpenThing, ...]:
        remaining: list[OpenThing] = []
        for thing in things:
            reason = _reason(thing, date, drafted)
            if reason is None and thing.origin in _TOPICS:
                words = _words(thing.text)
                reason = Reason.TWICE if words in said else None
                said.add(words)
            if reason is None:
                remaining.append(thing)
            else:
                left_out.append(LeftOut(thing, reason))
        return tuple(remaining)

    standing = kept(waiting.standing)
    items = (
        *map(_whole, standing[:1]),
        *_gathered(FOLLOW_UP, kept(waiting.tasks)),
        *map(_whole, kept(waiting.wheel)),
        *_gathered(AGREED, kept(waiting.promised)),
        *_reports(waiting.drafts, kept(waiting.inputs)),
        *_gathered(UNANSWERED, kept(waiting.recommendations)),
        *map(_whole, standing[1:]),
    )
    return Agenda(date, items, tuple(left_out))


_TOPICS = frozenset({Origin.STANDING, Origin.WHEEL, Origin.PROMISED})


def _words(text: str) -> str:
    return " ".join(plain(text).casefold().split()).rstrip(".")


def _reason(thing: OpenThing, date: dt.date, drafted: Container[int]) -> Reason | None:
    """Why `thing` is not for the meeting of `date`; none if it is."""
    if thing.origin is Origin.WHEEL:
        assert thing.date is not None
        if thing.date != date:
            return Reason.LATER if thing.date > date else Reason.PASSED
        return Reason.NO_TOPIC if _words(thing.text) == _words(NO_TOPIC) else None
    if thing.origin is Origin.INPUT and thing.year not in drafted:
        return Reason.NO_DRAFT
    if thing.origin is Origin.RECOMMENDATION and thing.year in drafted:
        return Reason.NOT_PUT
    said_later = thing.date is not None and thing.date >= date
    return Reason.LATER if said_later else None


def _whole(thing: OpenThing) -> Item:
    return Item(thing.text, source=thing.source, of=thing)


def _gathered(title: str, things: tuple[OpenThing, ...]) -> Iterator[Item]:
    if things:
        yield Item(title, (Part(things),))


def _reports(drafts: Sequence[Draft], inputs: Sequence[OpenThing]) -> Iterator[Item]:
    """The drafts, each section by section with what is pending there."""
    for draft in drafts:
        titles = dict(draft.sections)
        own = [each for each in inputs if each.year == draft.year]
        wanted = dict.fromkeys((*LETTERS, *(each.section for each in own)))
        parts = (
            Part(
                tuple(each for each in own if each.section == section),
                f"Afsnit {section}, {titles.get(section, '')}".rstrip(" ,")
                if section
                else WHOLE_REPORT,
            )
            for section in sorted(wanted, key=lambda section: (section not in LETTERS, section))
        )
        source = f"{draft.version}, {danish_date(draft.made)}"
        yield Item(f"Årsrapport {draft.year}, udkast", tuple(parts), source)
