"""The year's documents in and out, each once, for whoever files them in a case system.

Date and a short theme are what the law on public access asks of a journal (offentlighedsloven
§ 15, stk. 3). The program sends nothing itself: a document has the date on which a person marked
it as sent, else none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from reportgen.app.documents import JOURNAL, Document, What, is_document, listed
from reportgen.app.generate import read_sound
from reportgen.app.hearing.gathering import hearing_of
from reportgen.app.year import YearInputs
from reportgen.report.dates import danish_date
from reportgen.report.inputs import KLE
from reportgen.report.stage import Stage
from reportgen.sources.workbook.create import listing
from reportgen.workspace import versions
from reportgen.workspace.made import write_made
from reportgen.workspace.places import Year
from reportgen.workspace.received import (
    BY_PROGRAM,
    Receipt,
    current,
    read_receipts,
    receipt_file,
    receipt_number,
)
from reportgen.workspace.rounds import BASE, PARTIES, RECIPIENTS, Round
from reportgen.workspace.sent_marks import read_sent_marks
from reportgen.workspace.versions import Record

_ALL = "Høringsparterne"


class Direction(StrEnum):
    """Which way a document goes."""

    IN = "ind"
    OUT = "ud"
    OWN = "internt"
    """Made to help with what is sent, and sent to nobody."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A document of the year."""

    direction: Direction
    date: dt.date | None
    """When it came, or was marked as sent; None where nobody has said so."""
    theme: str
    party: str
    """Who sent it, or who is to have it; empty where nobody knows."""
    path: Path

    @property
    def is_own(self) -> bool:
        """Whether it goes to nobody, and so has no date of having gone."""
        return self.direction is Direction.OWN


@dataclass(frozen=True, slots=True)
class DocumentJournal:
    """All of a year's documents, with what they are filed under."""

    entries: tuple[JournalEntry, ...]
    """By date, those without one last."""
    case_number: str
    kle: str

    @property
    def undated(self) -> int:
        """How many came or are to go, and nobody has said when."""
        return sum(entry.date is None and not entry.is_own for entry in self.entries)


def document_journal(year: Year) -> DocumentJournal:
    """List the documents in and out of the year.

    Raises `InputFaults` where the inputs, or a record of a round, have errors.
    """
    inputs, rounds = read_sound(year)
    found = _Listing(inputs, rounds, versions.records(year)).entries()
    network = inputs.material.network
    return DocumentJournal(
        tuple(sorted(found, key=lambda entry: entry.date or dt.date.max)),
        network.case_number or "",
        inputs.workbook.fact(KLE) or network.kle or "",
    )


@dataclass(frozen=True, slots=True)
class _Listing:
    """One run over the files of a year."""

    inputs: YearInputs
    rounds: Sequence[Round]
    records: Sequence[Record]

    def entries(self) -> Iterator[JournalEntry]:
        """Every document, once."""
        rounds = {found.number: _OfRound(self.inputs, found) for found in self.rounds}
        for document in listed(self.inputs.year, self.records, self.rounds):
            of_round = rounds.get(document.round)
            if not is_document(document.path):
                continue
            entry = of_round.entry(document) if of_round else self._of_year(document)
            if entry is not None:
                yield entry
        for of_round in rounds.values():
            yield from of_round.beside()

    def _of_year(self, document: Document) -> JournalEntry | None:
        year, network = self.inputs.year.year, self.inputs.material.network
        path, what = document.path, document.what
        if what is What.MINUTES:
            held = (file.meeting.facts.date for file in self.inputs.meetings)
            date = next((day for day in held if path.name.startswith(day.isoformat())), None)
            of = f" af netværksmøde {danish_date(date)}" if date else ""
            return JournalEntry(Direction.IN, date, f"Referat{of}", network.name, path)
        if what is What.REMINDER:
            theme = f"Påmindelse om høringen af årsrapport {year}"
            party = "Høringsparter, der ikke havde svaret"
            return JournalEntry(Direction.OUT, None, theme, party, path)
        if what is What.AGENDA:
            theme = f"Dagsorden til netværksmøde {document.about}"
            return JournalEntry(Direction.OUT, None, theme, network.name, path)
        if what is What.SUBMISSION:
            theme = f"Mødesag, årsrapport {year}"
            return JournalEntry(Direction.OUT, None, theme, network.steering_group, path)
        if what is What.PDF or (what is What.VERSION and document.stage == Stage.PUBLISHED):
            dates = {record.version: record.date for record in self.records}
            form = "PDF" if what is What.PDF else "Word"
            theme = f"Årsrapport {year}, offentliggjort ({form})"
            date = dates.get(document.about)
            return JournalEntry(Direction.OUT, date, theme, network.steering_group, path)
        return None


class _OfRound:
    """The documents of one round."""

    def __init__(self, inputs: YearInputs, found: Round) -> None:
        self._round = found
        self._hearing = hearing_of(inputs, found)
        self._steering_group = inputs.material.network.steering_group
        marks = read_sent_marks(found)
        self._sent = {party: time.date() for party, time in marks.written.items()}
        self._answered = {party: time.date() for party, time in marks.answered.items()}
        self._receipts: dict[str, list[Receipt]] = {}
        self._without_file: list[tuple[int, Receipt]] = []
        for each in current(read_receipts(found)):
            if each.receipt.file:
                self._receipts.setdefault(each.receipt.file, []).append(each.receipt)
            else:
                self._without_file.append((each.number, each.receipt))

    def entry(self, document: Document) -> JournalEntry | None:
        """What is to be told of a document of the round; None for what is the secretariat's."""
        path, about = document.path, document.about
        match document.what:
            case What.COPY | What.LETTER | What.MAIL:
                theme = {
                    What.COPY: "Høringsudgave, årsrapport",
                    What.LETTER: "Høringsbrev, årsrapport",
                    What.MAIL: "Mail med høringsbrev og høringsudgave, årsrapport",
                }[document.what]
                return self._out(theme, about, path, self._sent.get(about))
            case What.ANSWER:
                return self._answer("Svar på høringssvar, årsrapport", about, path)
            case What.ANSWER_MAIL:
                return self._answer("Mail med svar på høringssvar, årsrapport", about, path)
            case What.NOTE if not self._round.is_open:
                return self._out("Høringsnotat, årsrapport", self._steering_group, path)
            case What.RECEIVED if receipt_number(path) is None:
                return self._received(path)
            case What.SENT:
                return self._to_all(path)
        return None

    def beside(self) -> Iterator[JournalEntry]:
        """What no other list has: the version that was sent, and answers without a file."""
        base = self._round.sent / BASE / f"{self._round.version}.docx"
        if is_document(base):
            theme = "Den version, høringsudgaven er dannet af, årsrapport"
            yield self._out(theme, _ALL, base, self._first_sent)
        for number, receipt in self._without_file:
            path = self._round.received / receipt_file(number)
            theme = self._titled("Høringssvar uden fil, årsrapport")
            date = _date(receipt)
            yield JournalEntry(Direction.IN, date, theme, receipt.party or "", path)

    @property
    def _first_sent(self) -> dt.date | None:
        return min(self._sent.values(), default=None)

    def _titled(self, theme: str) -> str:
        return self._hearing.titled(f"{theme} {self._hearing.year}")

    def _out(self, theme: str, party: str, path: Path, date: dt.date | None = None) -> JournalEntry:
        return JournalEntry(Direction.OUT, date, self._titled(theme), party, path)

    def _answer(self, theme: str, party: str, path: Path) -> JournalEntry:
        """An answer to a party; one that was made after the mark was not sent then."""
        date = self._answered.get(party)
        is_later = date is not None and path.name > f"{date:%Y%m%d}~"
        return self._out(theme, party, path, None if is_later else date)

    def _to_all(self, path: Path) -> JournalEntry:
        if path.name == RECIPIENTS:
            theme = self._titled("Adresser til høringen, årsrapport")
            return JournalEntry(Direction.OWN, None, theme, "", path)
        is_list = path.name == PARTIES
        theme = "Høringsparter, årsrapport" if is_list else "Høringsudgave, årsrapport"
        return self._out(theme, _ALL, path, self._first_sent)

    def _received(self, path: Path) -> JournalEntry:
        """A file that came back; several receipts speak of one that came from several parties."""
        receipts = self._receipts.get(path.name, [])
        parties = dict.fromkeys(receipt.party or receipt.sender or "" for receipt in receipts)
        date = _date(receipts[0]) if receipts else None
        theme = self._titled(_theme(receipts, path))
        return JournalEntry(Direction.IN, date, theme, ", ".join(filter(None, parties)), path)


_BY_PROGRAM = frozenset(BY_PROGRAM.values())


def _theme(receipts: Sequence[Receipt], path: Path) -> str:
    if any(receipt.aside in _BY_PROGRAM for receipt in receipts):
        return "Besked skrevet af et mailprogram, høring af årsrapport"
    if any(receipt.mail for receipt in receipts):
        return "Bilag til mail med høringssvar, årsrapport"
    is_mail = receipts and not receipts[0].is_document
    return f"{'Mail med høringssvar' if is_mail else 'Høringssvar'}, årsrapport"


def _date(receipt: Receipt) -> dt.date:
    """The day an answer came: its own, else that on which it was taken in."""
    try:
        return dt.date.fromisoformat((receipt.date or "")[:10])
    except ValueError:
        return receipt.received.date()


# Writing it

UNDATED = "dato mangler"
_HEADERS = ("Nr.", "Retning", "Dato", "Emne", "Afsender eller modtager", "Sagsnummer", "KLE", "Fil")
_WIDTHS = (6, 10, 14, 60, 34, 20, 14, 70)


def journal_as_json(year: Year, journal: DocumentJournal) -> list[dict[str, Any]]:
    """``{number, direction, date, theme, party, case, kle, file}`` for each; no date is null."""
    return [
        {
            "number": number,
            "direction": entry.direction.value,
            "date": entry.date.isoformat() if entry.date else None,
            "theme": entry.theme,
            "party": entry.party or None,
            "case": journal.case_number or None,
            "kle": journal.kle or None,
            "file": year.workspace.relative(entry.path),
        }
        for number, entry in enumerate(journal.entries, 1)
    ]


def write_journal(year: Year, journal: DocumentJournal, date: dt.date) -> Path:
    """Write the list of `date` as a workbook among the outputs, never over another."""
    rows = [
        (
            str(number),
            entry.direction.value,
            entry.date or ("–" if entry.is_own else UNDATED),
            entry.theme,
            entry.party,
            journal.case_number,
            journal.kle,
            year.workspace.relative(entry.path),
        )
        for number, entry in enumerate(journal.entries, 1)
    ]
    path = year.outputs / f"{date:%Y%m%d}{JOURNAL}{year.year}.xlsx"
    return write_made(path, listing("Journal", _HEADERS, _WIDTHS, rows))
