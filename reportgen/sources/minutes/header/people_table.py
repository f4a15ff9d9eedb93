"""Tables of people: a row a person, with columns for name, organisation and who was there."""

from __future__ import annotations

import re

from reportgen.report.outline import Cell, Omission, OutlineTable, TracedText
from reportgen.sources.minutes.header.organisations import Organisations
from reportgen.sources.minutes.header.people import NamedPerson, PeopleList, without_repeated
from reportgen.sources.minutes.header.people_list import JOB, UNREAD

_NAME_HEADER = re.compile(r"navn(?:e)?|deltager(?:e|navn)?|medlem(?:mer)?", re.IGNORECASE)
_ORGANISATION_HEADER = re.compile(
    r"kommune(?:r)?|organisation(?:er)?|region|arbejdssted|kommune\s*/\s*\w+", re.IGNORECASE
)
_PRESENT_HEADER = re.compile(r"til ?stede|deltog|deltager|mødt|fremmødt|ja", re.IGNORECASE)
_ABSENT_HEADER = re.compile(r"afbud|fraværende|ikke mødt|nej", re.IGNORECASE)


def is_people_table(table: OutlineTable) -> bool:
    """Whether `table` lists people, by its header."""
    header = table.rows[0].texts if table.rows else ()
    return len(header) >= 2 and any(_NAME_HEADER.fullmatch(text.strip(" :")) for text in header)


def read_people_table(
    table: OutlineTable, organisations: Organisations
) -> tuple[PeopleList, PeopleList, TracedText]:
    """Read a table of people: those present, those absent, and the words of the header."""
    header, *rows = table.rows
    columns = {name.strip(" :").casefold(): at for at, name in enumerate(header.texts)}

    def column(pattern: re.Pattern[str]) -> int | None:
        return next((at for name, at in columns.items() if pattern.fullmatch(name)), None)

    name_at, organisation_at = column(_NAME_HEADER) or 0, column(_ORGANISATION_HEADER)
    present_at, absent_at = column(_PRESENT_HEADER), column(_ABSENT_HEADER)
    present: list[NamedPerson] = []
    absent: list[NamedPerson] = []
    omissions: list[Omission] = []
    for row in rows:
        texts = (*row.texts, *("",) * len(columns))
        name = texts[name_at].strip()
        organisation = texts[organisation_at].strip() if organisation_at is not None else ""
        others = [at for at in range(len(row.cells)) if at not in {name_at, organisation_at}]
        if not name and not organisation:
            omissions += [Omission(_cell_text(cell), UNREAD, header.place) for cell in row.cells]
            continue
        if absent_at is not None:
            away = bool(texts[absent_at].strip())
        elif present_at not in {None, name_at}:
            tick = texts[present_at or 0]
            away = bool(_ABSENT_HEADER.search(tick)) or not tick.strip()
        else:
            away = any(_ABSENT_HEADER.search(texts[at]) for at in others)
        spelt = organisations.spelt(organisation) if organisation else None
        (absent if away else present).append(NamedPerson(name or None, spelt))
        omissions += [
            Omission(_cell_text(row.cells[at]), JOB, header.place)
            for at in others
            if at not in {present_at, absent_at}
        ]
    return (
        without_repeated(PeopleList(tuple(present), tuple(omissions))),
        without_repeated(PeopleList(tuple(absent))),
        TracedText.joined(_cell_text(cell) for cell in header.cells),
    )


def _cell_text(cell: Cell) -> TracedText:
    blank = TracedText.inserted(" ")
    parts = (part for paragraph in cell for part in (paragraph.glyph, blank, paragraph.words))
    return TracedText.joined(parts, "").strip()
