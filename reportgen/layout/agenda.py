"""The agenda of a meeting in the form of its minutes: a row for each item, to be filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportgen.layout.content import (
    Column,
    FormCell,
    Letter,
    MinutesForm,
    Paragraph,
    Style,
)
from reportgen.layout.letters import contact
from reportgen.report.agenda import Agenda, Item, OpenThing, Part
from reportgen.report.dates import WEEKDAYS, danish_date
from reportgen.report.ids import Anchor
from reportgen.report.meeting import Network
from reportgen.report.wording.text import Line, ListKind, Run, parse, plain

_COLUMNS = (Column("Dagsordenspunkt", 18), Column("Uddybning", 40), Column("Referat", 42))
_TO_FILL_IN = (
    Paragraph((), Style.CELL),
    Paragraph((), Style.DECISION),
    Paragraph((), Style.TASK),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting to come, as far as it is planned."""

    date: dt.date
    time: str = ""
    form: str = ""
    place: str = ""


def minutes_form(network: Network, meeting: Planned, agenda: Agenda) -> MinutesForm:
    """Lay out the agenda of `meeting`; what is not known of it is left to be filled in."""
    day = f"{WEEKDAYS[meeting.date.weekday()]} den {danish_date(meeting.date)}"
    head = Letter(
        sender=network.name,
        contact=contact(network),
        title="Dagsorden og referat",
        facts=(
            ("Dato:", day),
            ("Tid:", f"kl. {meeting.time}" if meeting.time else ""),
            ("Form:", meeting.form),
            ("Sted:", meeting.place),
            ("Referent:", ""),
            ("Til stede:", ""),
            ("Afbud:", ""),
        ),
        content=(),
        author=network.secretariat.organisation,
        date=meeting.date,
        footer=f"{network.name} · møde {danish_date(meeting.date)}",
    )
    return MinutesForm(
        head=head,
        columns=_COLUMNS,
        rows=tuple(_row(number, item) for number, item in enumerate(agenda.items, 1)),
        titles=tuple(_heading(item) for item in agenda.items),
    )


def _heading(item: Item) -> str:
    return " ".join(plain(item.title).split())


def _row(number: int, item: Item) -> tuple[FormCell, ...]:
    title = (Run(f"{number}. {_heading(item)}", bold=True),)
    return (
        (Paragraph(title, Style.CELL, Anchor.of_item(number)),),
        tuple(_explained(item)),
        _TO_FILL_IN,
    )


def _explained(item: Item) -> Iterator[Paragraph]:
    """What stands beside an item: where it is from, and its lines with where they are from."""
    if item.of is not None:
        for text in item.of.more:
            yield Paragraph((Run(text),), Style.CELL)
    if item.source:
        yield _source(item.source)
    for part in item.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[Paragraph]:
    """The lines of a part; a source that follows on itself stands once, under what is from it."""
    if part.heading:
        yield Paragraph((Run(part.heading, bold=True),), Style.CELL)
    runs = [(source, list(those)) for source, those in groupby(part.things, _source_of)]
    for source, things in runs:
        shared = len(things) > 1 or len(runs) == 1
        for thing in things:
            yield from _lines(thing, thing.more if shared else (*thing.more, _within(source)))
        if shared:
            yield _source(source)


def _source_of(thing: OpenThing) -> str:
    return thing.source


def _lines(thing: OpenThing, beside: Sequence[str]) -> Iterator[Paragraph]:
    """An entry of a list: what it opens with, its words, and `beside` them in brackets."""
    first, *others = parse(thing.text) or (Line(()),)
    lead = (Run(thing.lead, bold=True), Run(": ")) if thing.lead else ()
    lines = [Line((*lead, *first.runs), ListKind.BULLET), *others]
    if beside:
        lines[-1] = replace(lines[-1], runs=(*lines[-1].runs, Run(f" ({'; '.join(beside)})")))
    for line in lines:
        yield Paragraph(line.runs, Style.CELL, kind=line.kind)


def _within(source: str) -> str:
    """A source inside a sentence, where it begins with no capital."""
    return f"{source[:1].lower()}{source[1:]}"


def _source(text: str) -> Paragraph:
    return Paragraph((Run(text),), Style.SOURCE)
