"""The files of a year that people open in other programs, and where each comes from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reportgen.app.standing.agendas import agendas
from reportgen.report.dates import danish_date
from reportgen.report.stage import Stage
from reportgen.workspace import answer_sets, files
from reportgen.workspace.names import SUBMISSION
from reportgen.workspace.party_answers import answers_of
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import BASE, LETTER, MAIL, REMINDER, Round
from reportgen.workspace.versions import Record

OPENED = frozenset({".docx", ".xlsx", ".eml", ".pdf", ".ics"})
"""Kinds of file that are opened, by the end of their names."""


COMPARISONS = "Aendringer-"
"""Opens the names of documents that compare two versions."""
_COMPARED = re.compile(rf"{COMPARISONS}([\d-]+)_.*_(v\d+)-til-(v\d+)(_\d+)?")


JOURNAL = "_Journal-"
"""Stands in the name of a list of documents, after its date."""


_AGAIN = re.compile(r"_(\d+)$")


class What(StrEnum):
    """What a file is to those who work with it."""

    WORKBOOK = "workbook"
    VERSION = "version"
    PDF = "pdf"
    COMPARISON = "comparison"
    """Two versions as one document."""
    CALENDAR = "calendar"
    DECISIONS = "decisions"
    """The workbook in which a round is decided."""
    TOGETHER = "together"
    """Everybody's edits in one document."""
    NOTE = "note"
    ANSWER = "answer"
    """The answer to a party of a round."""
    ANSWER_MAIL = "answer_mail"
    LETTER = "letter"
    MAIL = "mail"
    COPY = "copy"
    """The copy of a version that was made to be sent."""
    SENT = "sent"
    """Another file that was made to be sent."""
    RECEIVED = "received"
    LATE = "late"
    """The document that was sent out, with what came after the round was closed."""
    REMINDER = "reminder"
    """A mail to those who have not answered."""
    SUBMISSION = "submission"
    """The case that is put to the steering group."""
    MINUTES = "minutes"
    JOURNAL = "journal"
    """The list of the documents in and out."""
    AGENDA = "agenda"
    """The agenda of a meeting, which its minutes are written in."""
    TASKS = "tasks"
    """The list of who promised what; made when it is asked for."""
    RECOMMENDATIONS = "recommendations"
    """The list of what all years recommend; made when it is asked for."""


class Origin(StrEnum):
    """Whose a file is, and so how it may be opened."""

    OURS = "ours"
    """May be worked in where it lies."""
    SENT = "sent"
    """Is kept as it was sent."""
    RECEIVED = "received"
    """Is kept as it came, from elsewhere."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the year."""

    path: Path
    what: What
    origin: Origin
    about: str = ""
    """The version, the party or the name it came under."""
    round: int = 0
    """The hearing round it belongs to."""
    stage: str = ""
    """Of a version, how far it had come."""


def documents(
    year: Year, versions: Sequence[Record], rounds: Sequence[Round]
) -> tuple[Document, ...]:
    """The files of a year that are there and that can be opened, by what they are."""
    return tuple(each for each in listed(year, versions, rounds) if is_opened(each.path))


def is_opened(path: Path) -> bool:
    """Whether it is an ordinary file of a kind that is opened."""
    return path.suffix.casefold() in OPENED and is_document(path)


def is_document(path: Path) -> bool:
    """Whether it is an ordinary file that somebody made, and not a link to one."""
    return not files.is_left_behind(path.name) and path.is_file() and not files.is_link(path)


def listed(year: Year, versions: Sequence[Record], rounds: Sequence[Round]) -> Iterator[Document]:
    """Every file of a year by what it is, whether it is there or not, and can be opened or not."""
    yield Document(year.workbook, What.WORKBOOK, Origin.OURS)
    for record in reversed(versions):
        path = year.outputs / record.file
        yield Document(path, What.VERSION, Origin.OURS, record.version, stage=record.stage)
        if record.stage == Stage.PUBLISHED:
            yield Document(path.with_suffix(".pdf"), What.PDF, Origin.OURS, record.version)
    for path in sorted(year.outputs.glob(f"{COMPARISONS}*.docx")):
        yield Document(path, What.COMPARISON, Origin.OURS, _compared(path.stem))
    for path in reversed(submissions(year)):
        yield Document(path, What.SUBMISSION, Origin.OURS, _day_of(path))
    for path in sorted(year.outputs.glob("*.ics")):
        yield Document(path, What.CALENDAR, Origin.OURS)
    for path in sorted(year.outputs.glob(f"*{JOURNAL}*.xlsx"), reverse=True):
        yield Document(path, What.JOURNAL, Origin.OURS, _day_of(path))
    for path in sorted(year.outputs.glob(f"*{REMINDER}*.eml"), reverse=True):
        yield Document(path, What.REMINDER, Origin.OURS, _day_of(path))
    for found in reversed(rounds):
        yield from _of_round(found)
        for party, path in answers_of(year, found):
            what = What.ANSWER_MAIL if path.suffix == ".eml" else What.ANSWER
            yield Document(path, what, Origin.OURS, party, found.number)
    for date, same in sorted(agendas(year).items(), reverse=True):
        for path in reversed(same):
            yield Document(path, What.AGENDA, Origin.OURS, danish_date(date))
    kept = (path for path in year.minutes.glob("*") if path.suffix != ".json")
    for path in sorted(kept):
        yield Document(path, What.MINUTES, Origin.RECEIVED, path.name)


def submissions(year: Year) -> list[Path]:
    """The cases that were made for the steering group, oldest first."""
    made = filter(is_document, year.outputs.glob(f"*{SUBMISSION}*.docx"))
    return sorted(made, key=lambda path: (path.name[:8], len(path.name), path.name))


def _day_of(path: Path) -> str:
    """The day that a name opens with, and which of that day's it is where there are several."""
    try:
        day = danish_date(dt.datetime.strptime(path.name[:8], "%Y%m%d").date())
    except ValueError:
        return path.name
    again = _AGAIN.search(path.stem)
    return f"{day} ({again[1]})" if again else day


def _compared(name: str) -> str:
    """Which versions a comparison is of, by its name, and which of several it is."""
    found = _COMPARED.fullmatch(name)
    return "{}, {}–{}{}".format(*found.groups("")) if found else name


def _of_round(found: Round) -> Iterator[Document]:
    collected = answer_sets.latest(found)
    if collected is not None:
        for name, what in _SET.items():
            path = answer_sets.path_of(found, collected.number, name)
            yield Document(path, what, Origin.OURS, round=found.number)
    for path in sorted(found.answers.glob(f"*_{answer_sets.LATE_DOCUMENT}")):
        yield Document(path, What.LATE, Origin.OURS, round=found.number)
    for party in found.parties:
        for path in sorted((found.sent / party.folder).glob("*")):
            what = _SENT.get(path.name, What.COPY)
            yield Document(path, what, Origin.SENT, party.name, found.number)
    for path in sorted(found.sent.glob("*")):
        if path.name != BASE:
            yield Document(path, What.SENT, Origin.SENT, path.name, found.number)
    for path in sorted(found.received.glob("*")):
        yield Document(path, What.RECEIVED, Origin.RECEIVED, path.name, found.number)


_SET = {
    answer_sets.SHEET: What.DECISIONS,
    answer_sets.DOCUMENT: What.TOGETHER,
    answer_sets.NOTE: What.NOTE,
}
_SENT = {LETTER: What.LETTER, MAIL: What.MAIL}
