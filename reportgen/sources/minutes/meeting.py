"""From an outline to a meeting, with what is unsure and the count of every character."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from reportgen.problems import Location, Problem, shortened
from reportgen.report import ledger as report_ledger
from reportgen.report.meeting import (
    AgendaItem,
    Attendance,
    Facts,
    LeftOut,
    Meeting,
    Person,
    Task,
)
from reportgen.report.minutes_record import SourceLine
from reportgen.report.outline import (
    Cell,
    Doubt,
    MinutesOutline,
    Omission,
    SourcePlace,
    TracedText,
)
from reportgen.sources.minutes.agenda.decisions import PromisedTask, read_decisions, read_tasks
from reportgen.sources.minutes.agenda.items import Agenda, TracedItem
from reportgen.sources.minutes.agenda.links import (
    assign_standalone_links,
    distinct,
    item_attachments,
    item_links,
)
from reportgen.sources.minutes.agenda.next_meetings import read_next_meetings
from reportgen.sources.minutes.agenda.parse import read_agenda
from reportgen.sources.minutes.changes.entries import ItemChanges, read_changes
from reportgen.sources.minutes.changes.phrases import SECTIONS, NextId, Resolve
from reportgen.sources.minutes.header.organisations import Organisations
from reportgen.sources.minutes.header.parse import Header, read_header
from reportgen.sources.minutes.header.people import NamedPerson
from reportgen.sources.minutes.header.people_index import PeopleIndex
from reportgen.sources.minutes.ledger import Account, CharacterLedger, Path, entries_of
from reportgen.sources.minutes.source_lines import source_lines
from reportgen.sources.minutes.text.plain_text import ADDRESS_ALONE

BULLETS = "listetegn, der står som - i teksten"
NOWHERE = "kunne ikke placeres"
_MOST_SOUGHT = 1_000
"""Doubts after which a further one is not looked for in all the text, but told by its place."""


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
    lines: tuple[SourceLine, ...] = ()
    """What the document says, in its order, and which item each line is part of."""

    @property
    def ledger(self) -> report_ledger.Ledger:
        """The entries of the meeting's file, and what is unsure of the whole document."""
        if self.meeting is None:
            return report_ledger.Ledger()
        doubts = [(entry.problem, entry.at) for entry in self.unsure]
        return entries_of(self.meeting, doubts, self.account)


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
    agenda = read_agenda(outline)
    if not agenda.items:
        return Minutes(None, problems=(Problem("minutes-no-agenda", Location(file=file)),))
    header = read_header(
        agenda.head,
        agenda.people,
        agenda.omissions,
        between=agenda.between,
        organisations=Organisations(tuple(organisations)),
        file=file,
        year=year,
    )
    if header.date is None:
        return Minutes(None, problems=(Problem("minutes-no-date", Location(file=file)),))
    builder = _MeetingBuilder(outline.source, agenda, header, file)
    meeting = builder.build(resolve, next_id, sections, draft)
    account = builder.ledger.close()
    unsure = tuple(builder.unsure)
    problems = [entry.problem for entry in unsure]
    if not account.complete:
        missing = " … ".join(outline.source[start:end] for start, end in account.missing)
        values = {"share": f"{account.share:.1%}", "missing": shortened(missing, 120)}
        problems.append(Problem("minutes-not-accounted", Location(file=file), values))
    lines = tuple(source_lines(outline, agenda.items))
    return Minutes(meeting, unsure, account, tuple(problems), lines)


class _MeetingBuilder:
    """Puts a meeting together, and enters in the ledger what it uses."""

    def __init__(self, source: str, agenda: Agenda, header: Header, file: str) -> None:
        self.ledger = CharacterLedger(source)
        self.unsure: list[Unsure] = []
        self._source = source
        self._agenda = agenda
        self._header = header
        self._file = file
        self._left_out: list[LeftOut] = []
        self._bullets: list[Omission] = []
        self._tasks: dict[tuple[str, ...], str] = {}
        """Tasks so far, by their keys, each with the item that states it first."""
        standalone = [entry for entry in agenda.omissions if entry.reason == ADDRESS_ALONE]
        self._placed = assign_standalone_links(standalone, agenda.items)

    def build(
        self, resolve: Resolve, next_id: NextId, sections: Mapping[str, str], draft: str | None
    ) -> Meeting:
        """Build the meeting, in the order of its file."""
        facts, attendance = self._facts(draft), self._attendance()
        items = [
            self._item(at, item, read_changes(item.spoken, resolve, next_id, sections))
            for at, item in enumerate(self._agenda.items)
        ]
        self._check_numbers()
        spoken = [item.spoken for item in self._agenda.items]
        ahead = read_next_meetings(spoken, facts.date)
        for at, doubt in ahead.meeting_doubts:
            self._doubt(doubt, ("naeste_moeder", at))
        for at, doubt in ahead.wheel_doubts:
            self._doubt(doubt, ("aarshjul", at))
        for doubt in self._agenda.doubts:
            self._doubt_where_it_stands(doubt)
        self._leave_out_rest()
        return Meeting(
            facts=facts,
            attendance=attendance,
            agenda=tuple(items),
            next_meetings=ahead.meetings,
            wheel=ahead.wheel,
            left_out=tuple(self._left_out),
        )

    # --- head -------------------------------------------------------------------------------

    def _facts(self, draft: str | None) -> Facts:
        header = self._header
        assert header.date is not None
        self.ledger.take(*header.taken)
        for omission in header.omissions:
            self._leave_out(omission)
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
        """Where in the file a doubt about the head stands: at the person it names."""
        if doubt.code == "minutes-date-from-name":
            return ("moede",)
        named = self._paths_of_names.get(str(doubt.values.get("name", "")))
        if named is not None:
            return named
        return ("deltagere",) if doubt.code.startswith(("minutes-person", "minutes-org")) else ()

    @cached_property
    def _paths_of_names(self) -> dict[str, Path]:
        """Where in the file each name stands first, among those absent before those present."""
        header = self._header
        paths: dict[str, Path] = {}
        for key, people in (("afbud", header.absent), ("til_stede", header.present)):
            for at, person in enumerate(people):
                if person.name:
                    paths.setdefault(person.name, ("deltagere", key, at))
        return paths

    # --- items ------------------------------------------------------------------------------

    @cached_property
    def _everyone(self) -> PeopleIndex:
        """Those on the lists, present before absent."""
        return PeopleIndex((*self._header.present, *self._header.absent))

    @cached_property
    def _first_names(self) -> frozenset[str]:
        """First names of those at the meeting."""
        names = [person.name for person in self._everyone.people]
        return frozenset(name.split()[0] for name in (*names, self._header.minute_taker) if name)

    @cached_property
    def _small_words(self) -> frozenset[str]:
        """The words that the document writes with a small letter somewhere."""
        return frozenset(re.findall(r"(?<![\w-])[a-zæøå][\w-]*", self._source))

    def _item(self, at: int, item: TracedItem, changed: ItemChanges) -> AgendaItem:
        """Put an item together, and doubt what is unsure in it."""
        path: Path = ("dagsorden", at)
        self._enter(item)
        for doubt in (*item.doubts, *self._placed.doubts.get(at, ())):
            self._doubt(doubt, path, item.key)
        for index, doubt in changed.doubts:
            self._doubt(doubt, (*path, "aarsrapport", index), item.key)
        promised = read_tasks(item, self._first_names, self._small_words)
        return AgendaItem(
            number=item.number,
            title=item.title.tidy().text or (item.number or "?"),
            proposal=_written(item.proposal),
            minutes=_written(item.reported),
            decisions=read_decisions(item, promised),
            tasks=tuple(self._new_tasks(promised, item, path)),
            attachments=item_attachments(item),
            links=distinct((*item_links(item), *self._placed.links.get(at, ()))),
            entries=changed.entries,
        )

    def _new_tasks(
        self, promised: Iterable[PromisedTask], item: TracedItem, path: Path
    ) -> Iterator[Task]:
        """The tasks that no item has stated before; a second mention is doubted."""
        for at, task in enumerate(promised):
            if task.who is None or not task.is_clear:
                code = "agenda-task-parts" if task.who else "agenda-task-unclear"
                unclear = Doubt(code, {"task": shortened(task.what)}, task.place)
                self._doubt(unclear, (*path, "opgaver", at), item.key)
            first = self._tasks.get(task.key)
            if first is None:
                if task.key:
                    self._tasks[task.key] = item.key
                who = task.who if task.is_stated else self._with_organisation(task.who)
                yield Task(who=who, what=task.what, due=task.due)
            else:
                values = {"who": task.who, "what": shortened(task.what), "item": first}
                self._doubt(Doubt("minutes-task-twice", values, task.place), path, item.key)

    def _with_organisation(self, who: str | None) -> str | None:
        """Who promised, with the organisation that the lists tell of exactly one such person."""
        if not who or "(" in who or "," in who:
            return who
        said = []
        for name in who.split(" og "):
            at = self._everyone.only(NamedPerson(name))
            told = self._everyone.people[at].organisation if at is not None else None
            said.append(f"{name} ({told})" if told and told not in name else name)
        return " og ".join(said)

    def _check_numbers(self) -> None:
        """Doubt a number that does not follow the one before it; marks are better than numbers."""
        above: int | None = None
        for at, item in enumerate(self._agenda.items):
            digits = re.match(r"\d+", item.number or "")
            if not digits or item.is_form:
                continue
            number = int(digits[0])
            if above is not None and number not in {above, above + 1}:
                values = {"number": item.number, "before": above}
                doubt = Doubt("minutes-number-gap", values, item.place)
                self._doubt(doubt, ("dagsorden", at), item.key)
            above = number

    def _enter(self, item: TracedItem) -> None:
        """Enter in the ledger what an item's own fields hold; its bullets become ``-``."""
        self.ledger.take(item.number_glyph, item.title)
        for paragraph in item.paragraphs:
            self.ledger.take(paragraph.words)
            if paragraph.glyph.text == paragraph.mark:
                self.ledger.take(paragraph.glyph)
            elif paragraph.glyph:
                self._bullets.append(Omission(paragraph.glyph, BULLETS, paragraph.place))

    # --- what is left out -------------------------------------------------------------------

    def _leave_out_rest(self) -> None:
        """Leave out what the readers did, single characters together, and what nobody took."""
        together: dict[str, list[Omission]] = {}
        for omission in (*self._agenda.omissions, *self._bullets):
            if omission.reason == ADDRESS_ALONE:
                self._leave_out(replace(omission, reason=self._address_reason(omission)))
            elif len(omission.words) <= 2:
                together.setdefault(omission.reason, []).append(omission)
            else:
                self._leave_out(omission)
        for reason, same in together.items():
            words = TracedText.joined(omission.words for omission in same)
            place = same[0].place if len(same) == 1 else SourcePlace()
            self._leave_out(Omission(words, reason, place))
        for words in self.ledger.open_parts():
            self._leave_out(Omission(words, NOWHERE))
            self._doubt(Doubt("minutes-text-unplaced", {"text": shortened(words.text)}), ())

    def _address_reason(self, omission: Omission) -> str:
        at = self._placed.item_of.get(omission.words.offsets[0])
        if at is None:
            return "gentaget linkadresse"
        return f"{ADDRESS_ALONE}; står under links i punkt {self._agenda.items[at].key}"

    def _leave_out(self, omission: Omission) -> None:
        self.ledger.take(omission.words)
        text = omission.words.tidy().text
        if text:
            place = omission.place.in_words
            self._left_out.append(LeftOut(text=text, reason=omission.reason, place=place))

    def _doubt_where_it_stands(self, doubt: Doubt) -> None:
        """Doubt a piece of text at the item that holds it, else of the whole document."""
        text = str(doubt.values.get("text", ""))
        texts, starts = self._text_of_items
        found = texts.find(text) if text and len(self.unsure) < _MOST_SOUGHT else -1
        if found < 0:
            self._doubt(doubt, ())
            return
        at = bisect_right(starts, found) - 1
        self._doubt(doubt, ("dagsorden", at), self._agenda.items[at].key)

    @cached_property
    def _text_of_items(self) -> tuple[str, list[int]]:
        """The lines of all items as one text, and where in it each item begins."""
        texts = [
            "\n".join((item.title.text, *(each.words.text for each in item.paragraphs), ""))
            for item in self._agenda.items
        ]
        return "".join(texts), list(accumulate(map(len, texts[:-1]), initial=0))

    def _doubt(self, doubt: Doubt, at: Path, item: str = "") -> None:
        location = doubt.place.location(self._file, item)
        self.unsure.append(Unsure(Problem(doubt.code, location, doubt.values), at))


def _person(named: NamedPerson) -> Person:
    return Person(name=named.name, organisation=named.organisation, items=named.items)


def _written(paragraphs: Cell) -> str | None:
    return "\n".join(paragraph.written for paragraph in paragraphs) or None
