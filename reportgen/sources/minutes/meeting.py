"""From an outline to a meeting, with what is unsure and the count of every character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.problems import Location, Problem
from reportgen.report.meeting import (
    AgendaItem,
    Attendance,
    Facts,
    LeftOut,
    Meeting,
    Person,
    Task,
)
from reportgen.report.outline import (
    Doubt,
    MinutesOutline,
    Omission,
    OutlineParagraph,
    SourcePlace,
    TracedText,
    joined,
)
from reportgen.sources.minutes.agenda.decisions import PromisedTask, decisions, is_same, tasks
from reportgen.sources.minutes.agenda.items import Agenda, TracedItem
from reportgen.sources.minutes.agenda.links import (
    assign_standalone_links,
    attachments,
    distinct,
    links_of,
)
from reportgen.sources.minutes.agenda.next_meetings import read_next_meetings
from reportgen.sources.minutes.agenda.parse import agenda
from reportgen.sources.minutes.changes.draft import SECTIONS, NextId, Resolve
from reportgen.sources.minutes.changes.entries import changes
from reportgen.sources.minutes.header.organisations import Organisations
from reportgen.sources.minutes.header.parse import Header, read_header
from reportgen.sources.minutes.header.people import NamedPerson
from reportgen.sources.minutes.ledger import Account, Ledger
from reportgen.sources.minutes.text.plain_text import ADDRESS_ALONE

BULLETS = "listetegn, der står som - i teksten"
NOWHERE = "kunne ikke placeres"

Path = tuple[str | int, ...]
"""Where in the file something stands: Danish keys and indexes, as ``("dagsorden", 2)``."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A warning, and the entry of the file that it is about."""

    problem: Problem
    at: Path = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was made of one document."""

    meeting: Meeting | None
    """None if a date or an agenda could not be found; `problems` says so."""
    unsure: tuple[Unsure, ...] = ()
    account: Account = field(default_factory=lambda: Account(0, 0))
    problems: tuple[Problem, ...] = ()
    """Errors, then every warning of `unsure`."""


def no_draft(section: str, position: int) -> tuple[str, str] | None:
    """Resolve nothing: there is no draft."""
    return None


def read_meeting(
    outline: MinutesOutline,
    file: str,
    *,
    organisations: Iterable[str] = (),
    resolve: Resolve = no_draft,
    next_id: NextId,
    sections: Mapping[str, str] = SECTIONS,
    year: int | None = None,
    draft: str | None = None,
) -> Minutes:
    """Read the meeting that `outline` holds the minutes of.

    `organisations` are the network's, in their usual spelling. `resolve` and `next_id`
    answer for the `draft` of the report the meeting had before it. `year` is the year of a
    meeting whose minutes give only day and month.
    """
    found = agenda(outline)
    if not found.items:
        return Minutes(None, problems=(Problem("minutes-no-agenda", Location(file=file)),))
    known = Organisations(tuple(organisations))
    header = read_header(
        found.head, found.people, found.omissions, organisations=known, file=file, year=year
    )
    if header.date is None:
        return Minutes(None, problems=(Problem("minutes-no-date", Location(file=file)),))
    maker = _MeetingBuilder(outline, found, header, file)
    meeting = maker.make(resolve, next_id, sections, draft)
    account = maker.ledger.close()
    unsure = tuple(maker.unsure)
    problems = [entry.problem for entry in unsure]
    if not account.complete:
        problems.append(_not_accounted(account, outline, file))
    return Minutes(meeting, unsure, account, tuple(problems))


def _not_accounted(account: Account, outline: MinutesOutline, file: str) -> Problem:
    missing = [outline.source[start:end] for start, end in account.missing]
    values = {"share": f"{account.share:.1%}", "missing": _short(" … ".join(missing))}
    return Problem("minutes-not-accounted", Location(file=file), values)


def _short(text: str, most: int = 120) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class _MeetingBuilder:
    """Puts a meeting together, and enters in the ledger what it uses."""

    def __init__(self, outline: MinutesOutline, found: Agenda, header: Header, file: str) -> None:
        self.ledger = Ledger(outline.source)
        self.unsure: list[Unsure] = []
        self._outline = outline
        self._agenda = found
        self._header = header
        self._file = file
        self._left_out: list[LeftOut] = []
        self._bullets: list[Omission] = []

    def make(
        self, resolve: Resolve, next_id: NextId, sections: Mapping[str, str], draft: str | None
    ) -> Meeting:
        """Make the meeting."""
        facts, attendance = self._facts(draft), self._attendance()
        items = self._items(resolve, next_id, sections)
        ahead = read_next_meetings(self._agenda.items, facts.date)
        for at, doubt in ahead.meeting_doubts:
            self._doubt(doubt, ("naeste_moeder", at))
        for at, doubt in ahead.wheel_doubts:
            self._doubt(doubt, ("aarshjul", at))
        for doubt in self._agenda.doubts:
            self._doubt(doubt, ())
        self._set_asides()
        return Meeting(
            facts=facts,
            attendance=attendance,
            agenda=items,
            next_meetings=ahead.meetings,
            wheel=ahead.wheel,
            left_out=tuple(self._left_out),
        )

    # --- head -------------------------------------------------------------------------------

    def _facts(self, draft: str | None) -> Facts:
        header = self._header
        assert header.date is not None
        self.ledger.take(*header.taken)
        for aside in header.left_out:
            self._leave_out(aside.words, aside.reason, aside.place)
        return Facts(
            date=header.date,
            time=header.time,
            form=header.form,
            place=header.place,
            minute_taker=header.minute_taker,
            draft=draft,
        )

    def _attendance(self) -> Attendance:
        header = self._header
        for doubt in header.doubts:
            self._doubt(doubt, self._person_path(doubt))
        if not header.has_present:
            self._doubt(Doubt("minutes-no-attendance"), ("deltagere", "til_stede"))
        return Attendance(
            present=tuple(map(_person, header.present)), absent=tuple(map(_person, header.absent))
        )

    def _person_path(self, doubt: Doubt) -> Path:
        if doubt.code == "minutes-date-from-name":
            return ("moede",)
        name = doubt.values.get("name")
        for key, people in (("afbud", self._header.absent), ("til_stede", self._header.present)):
            for at, person in enumerate(people):
                if name and person.name == name:
                    return ("deltagere", key, at)
        return ("deltagere",) if doubt.code.startswith(("minutes-person", "minutes-org")) else ()

    # --- items ------------------------------------------------------------------------------

    def _items(
        self, resolve: Resolve, next_id: NextId, sections: Mapping[str, str]
    ) -> tuple[AgendaItem, ...]:
        items = self._agenda.items
        alone = [aside for aside in self._agenda.omissions if aside.reason == ADDRESS_ALONE]
        placed = assign_standalone_links(alone, items)
        common = frozenset(re.findall(r"(?<![\w-])[a-zæøå][\w-]*", self._outline.source))
        names = [
            person.name for person in (*self._header.present, *self._header.absent) if person.name
        ] + ([self._header.minute_taker] if self._header.minute_taker else [])
        seen: list[tuple[str, PromisedTask]] = []
        made = []
        for at, item in enumerate(items):
            path: Path = ("dagsorden", at)
            self._enter(item)
            for doubt in (*item.doubts, *placed.doubts.get(at, ())):
                self._doubt(doubt, path, item.key)
            changed = changes(item, resolve, next_id, sections)
            for index, doubt in changed.doubts:
                self._doubt(doubt, (*path, "aarsrapport", index), item.key)
            promises = tasks(item, names, common)
            own = []
            for promise in promises:
                twin = next((key for key, other in seen if is_same(other, promise)), None)
                if twin is None:
                    own.append(promise)
                    seen.append((item.key, promise))
                else:
                    values = {"who": promise.who, "what": _short(promise.what, 60), "item": twin}
                    self._doubt(Doubt("minutes-task-twice", values, promise.place), path, item.key)
            made.append(
                AgendaItem(
                    number=item.number,
                    title=item.title.tidy().text or (item.number or "?"),
                    proposal=_written(item.proposal),
                    minutes=_written(item.minutes),
                    decisions=decisions(item, promises),
                    tasks=tuple(Task(who=p.who, what=p.what, due=p.due) for p in own),
                    attachments=attachments(item),
                    links=distinct((*links_of(item), *placed.links.get(at, ()))),
                    entries=changed.entries,
                )
            )
        self._check_numbers(items)
        self._placed = placed
        return tuple(made)

    def _check_numbers(self, items: Sequence[TracedItem]) -> None:
        """Doubt a number that does not follow the one before it."""
        above: int | None = None
        for at, item in enumerate(items):
            digits = re.match(r"\d+", item.number or "")
            if not digits:
                continue
            number = int(digits[0])
            if above is not None and number not in {above, above + 1}:
                values = {"number": item.number, "before": above}
                self._doubt(
                    Doubt("minutes-number-gap", values, item.place), ("dagsorden", at), item.key
                )
            above = number

    def _enter(self, item: TracedItem) -> None:
        self.ledger.take(item.number_glyph, item.title)
        for paragraph in (*item.proposal, *item.minutes):
            self.ledger.take(paragraph.words)
            if paragraph.glyph.text == paragraph.mark:
                self.ledger.take(paragraph.glyph)
            elif paragraph.glyph:
                self._bullets.append(Omission(paragraph.glyph, BULLETS, paragraph.place))

    # --- what is left out -------------------------------------------------------------------

    def _set_asides(self) -> None:
        together: dict[str, list[Omission]] = {}
        for aside in (*self._agenda.omissions, *self._bullets):
            if aside.reason == ADDRESS_ALONE:
                self._leave_out(aside.words, self._address_reason(aside), aside.place)
            elif len(aside.words) <= 2:
                together.setdefault(aside.reason, []).append(aside)
            else:
                self._leave_out(aside.words, aside.reason, aside.place)
        for reason, omissions in together.items():
            place = omissions[0].place if len(omissions) == 1 else SourcePlace()
            self._leave_out(joined(aside.words for aside in omissions), reason, place)
        for stretch in self.ledger.open_parts():
            self._leave_out(stretch, NOWHERE, SourcePlace())
            self._doubt(Doubt("minutes-text-unplaced", {"text": _short(stretch.text, 60)}), ())

    def _address_reason(self, aside: Omission) -> str:
        at = self._placed.item_of.get(aside.words.at[0])
        if at is None:
            return "gentaget linkadresse"
        return f"{ADDRESS_ALONE}; står under links i punkt {self._agenda.items[at].key}"

    def _leave_out(self, words: TracedText, reason: str, place: SourcePlace) -> None:
        self.ledger.take(words)
        text = words.tidy().text
        if text:
            self._left_out.append(LeftOut(text=text, reason=reason, place=_said(place)))

    def _doubt(self, doubt: Doubt, at: Path, item: str = "") -> None:
        location = doubt.place.location(self._file, item)
        self.unsure.append(Unsure(Problem(doubt.code, location, doubt.values), at))


def _person(named: NamedPerson) -> Person:
    return Person(name=named.name, organisation=named.organisation, items=named.items)


def _written(paragraphs: Sequence[OutlineParagraph]) -> str | None:
    return "\n".join(paragraph.written for paragraph in paragraphs) or None


def _said(place: SourcePlace) -> str | None:
    """The place as the file says it."""
    if place.page:
        return f"side {place.page}"
    if place.line:
        return f"linje {place.line}"
    return f"tekstafsnit {place.paragraph}" if place.paragraph else None
