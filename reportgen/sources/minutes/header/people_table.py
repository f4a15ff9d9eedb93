"""Those present and absent, as a table of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.report.outline import Paragraph, Stretch, Table
from reportgen.sources.minutes.header.organisations import Organisations
from reportgen.sources.minutes.header.people import JOB, UNREAD, Named, People, without_twice

_NAME_HEADER = re.compile(r"navn(?:e)?|deltager(?:e|navn)?|medlem(?:mer)?", re.IGNORECASE)
_ORGANISATION_HEADER = re.compile(
    r"kommune(?:r)?|organisation(?:er)?|region|arbejdssted|kommune\s*/\s*\w+", re.IGNORECASE
)
_PRESENT_HEADER = re.compile(r"til ?stede|deltog|deltager|mødt|fremmødt|ja", re.IGNORECASE)
_ABSENT_HEADER = re.compile(r"afbud|fraværende|ikke mødt|nej", re.IGNORECASE)


def read_people_table(table: Table, organisations: Organisations) -> tuple[People, People, Stretch]:
    """Read a table of people: those present, those absent, and the header left out."""
    header = table.rows[0]
    columns = {name.strip(" :").casefold(): at for at, name in enumerate(header.texts)}
    name_at = _column(columns, _NAME_HEADER, 0)
    organisation_at = _column(columns, _ORGANISATION_HEADER)
    present_at, absent_at = _column(columns, _PRESENT_HEADER), _column(columns, _ABSENT_HEADER)
    present: list[Named] = []
    absent: list[Named] = []
    left_out: list[tuple[Stretch, str]] = []
    for row in table.rows[1:]:
        texts = (*row.texts, *("",) * len(columns))
        name = texts[name_at].strip() if name_at is not None else ""
        organisation = texts[organisation_at].strip() if organisation_at is not None else ""
        if not name and not organisation:
            left_out += [(_cell_words(cell), UNREAD) for cell in row.cells if cell]
            continue
        person = Named(name or None, organisations.spelt(organisation) if organisation else None)
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
    words = Stretch()
    for cell in header.cells:
        words = words + _cell_words(cell) + Stretch.inserted(" ")
    return (
        without_twice(People(tuple(present), tuple(left_out))),
        without_twice(People(tuple(absent))),
        words.strip(),
    )


def _cell_words(cell: Sequence[Paragraph]) -> Stretch:
    words = Stretch()
    for paragraph in cell:
        words = words + paragraph.glyph + Stretch.inserted(" ") + paragraph.words
    return words.strip()


def _column(
    columns: dict[str, int], pattern: re.Pattern[str], default: int | None = None
) -> int | None:
    return next((at for name, at in columns.items() if pattern.fullmatch(name)), default)
