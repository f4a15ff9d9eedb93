"""The rows of each sheet, from cells to plain data, with what must hold within a sheet.

The cells of a row are read as their columns ask; what is wrong with each is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from functools import cached_property, partial
from typing import TypeVar

from reportgen.problems import Problem
from reportgen.report.inputs import (
    ECONOMY,
    FACT_NAMES,
    FollowUp,
    KeyFigure,
    Member,
    PointRow,
    ReplyStatus,
    Status,
    WheelEntry,
    YearFact,
)
from reportgen.sources.spelling import folded, nearest
from reportgen.sources.workbook import values
from reportgen.sources.workbook.sheets import FOLLOW_UP, NO, RECOMMENDATIONS, YES, SheetSpec
from reportgen.sources.workbook.shown.value import ShownValue, shown_value
from reportgen.sources.workbook.table import SheetRow, SheetTable
from reportgen.sources.workbook.values import CellValue, Finding

_NUMBER = re.compile("[1-9][0-9]*")

_T = TypeVar("_T")
_Choice = TypeVar("_Choice", bound=StrEnum)


class RowReader:
    """Reads one row; what it finds wrong goes into `problems`.

    An absent column is one fault of the sheet, and nothing is said of it in the rows.
    """

    def __init__(self, table: SheetTable, row: SheetRow, problems: list[Problem]) -> None:
        self._table = table
        self._row = row
        self._problems = problems

    def report(self, code: str, column: str, /, **blanks: object) -> None:
        """Add a problem with the cell of `column`."""
        if column in self._row.cells:
            place = self._table.at(self._row.cells[column])
            self._problems.append(Problem(code, place, blanks))

    def place(self, column: str) -> str:
        """The cell of `column` with its sheet, as ``Udfordringer!A2``."""
        return f"{self._table.where.sheet}!{self._row.cells.get(column, '')}"

    def is_empty(self, column: str) -> bool:
        """Whether the row has this column, and nothing in it."""
        return column in self._row.cells and column not in self._row.values

    def line(self, column: str, missing: str = "") -> str:
        """Text on one line; where it is empty, `missing` is the code to say so."""
        return self._read(column, values.line, missing) or ""

    def text(self, column: str, missing: str = "") -> str:
        """Text with its paragraphs."""
        return self._read(column, values.text, missing) or ""

    def date(self, column: str, missing: str = "") -> dt.date | None:
        """A date."""
        return self._read(column, values.date, missing)

    def value(self, column: str, unit: str, missing: str = "") -> ShownValue | None:
        """A key figure's value, in `unit`."""
        return self._read(column, partial(shown_value, unit=unit), missing)

    def year(self, column: str, missing: str = "") -> int | None:
        """A year."""
        return self._read(column, values.year, missing)

    def is_id(self, column: str, typed: str, letter: str) -> bool:
        """Tell whether `typed` is an id that opens with `letter`, and say so if not."""
        if _is_id(typed, letter):
            return True
        right = f"{letter}{_digits(typed) or 1}"
        self.report("workbook-id-malformed", column, id=typed, letter=letter, right=right)
        return False

    def reference(self, column: str, letter: str, missing: str = "") -> str:
        """An id of another row; a malformed one is a fault and reads as empty."""
        typed = self.line(column, missing)
        return typed if typed and self.is_id(column, typed, letter) else ""

    def status(self, column: str, choices: type[_Choice], default: _Choice) -> _Choice:
        """One of the words of `choices`; an empty cell reads as `default`, with a warning."""
        typed = self.line(column)
        if not typed:
            # An error or a truth value in the cell was said already.
            if self.is_empty(column):
                self.report("workbook-status-missing", column, default=default.value)
            return default
        known = folded(typed)
        for choice in choices:
            if choice.value == known:
                return choice
        allowed = ", ".join(choice.value for choice in choices)
        self.report("workbook-status-unknown", column, status=typed, allowed=allowed)
        return default

    def mark(self, column: str) -> bool:
        """Whether a cell says yes; a word that is neither yes nor no is told."""
        typed = self.line(column)
        if not typed or folded(typed) == NO:
            return False
        if folded(typed) in {YES, "x"}:
            return True
        self.report("workbook-mark-unknown", column, typed=typed, yes=YES)
        return False

    def organisation(self, column: str, known: Mapping[str, str]) -> str:
        """One of the network's organisations, spelt exactly; `known` is text to name."""
        typed = self.line(column, "workbook-organisation-missing")
        if not typed or typed in known:
            return known.get(typed, "")
        near = nearest(typed, known.values())
        if near:
            self.report("workbook-organisation-misspelt", column, typed=typed, organisation=near)
        else:
            names = ", ".join(dict.fromkeys(known.values()))
            self.report("workbook-organisation-unknown", column, typed=typed, known=names)
        return typed

    def _read(
        self,
        column: str,
        reader: Callable[[CellValue], tuple[_T | None, Finding | None]],
        missing: str,
    ) -> _T | None:
        value = self._row.values.get(column)
        if value is None:
            if missing and column in self._row.cells:
                self.report(missing, column, column=column)
            return None
        read, finding = reader(value)
        if finding:
            self.report(finding.code, column, **finding.values)
        return read


# --- sheets ----------------------------------------------------------------------


class Ids:
    """The ids of a workbook: where each stands, and which are free.

    A row without one of its own is read under the next one that is free, so that everything
    else that is wrong with it is found too.
    """

    def __init__(self, typed: Iterable[str], taken: Callable[[], Collection[str]]) -> None:
        """`typed` stand somewhere in the workbook; `taken` tells those that stand elsewhere."""
        self._typed = frozenset(typed)
        self._taken = taken
        self._given: set[str] = set()
        self.places: dict[str, str] = {}
        """Where each id was first used."""
        self.missing: dict[str, str] = {}
        """Cells with no id, as ``Udfordringer!A2``, and the one that belongs there."""

    def like(self, letter: str, digits: str) -> str:
        """The id that was probably meant, unless another row has or had it."""
        meant = f"{letter}{digits}"
        if not digits or meant in self._typed | self._given | self._elsewhere:
            return self.next(letter)
        self._given.add(meant)
        return meant

    def next(self, letter: str) -> str:
        """The first id after all that were ever used."""
        used = (*self._typed, *self._given, *self._elsewhere)
        numbers = (int(id_[1:]) for id_ in used if id_[:1] == letter and id_[1:].isdecimal())
        new = f"{letter}{max(numbers, default=0) + 1}"
        self._given.add(new)
        return new

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        return frozenset(self._taken())


# One @, no blanks, and a dot in the domain: enough to catch what cannot be an address,
# without refusing what can (RFC 5321 allows far more than people use).
_EMAIL = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>().]{2,}")


def is_address(text: str) -> bool:
    """Whether a text can be one mail address."""
    return _EMAIL.fullmatch(text) is not None


def members(
    table: SheetTable, organisations: Mapping[str, str], problems: list[Problem]
) -> tuple[Member, ...]:
    """Read ``Medlemmer``."""
    records: list[Member] = []
    for row in table.rows:
        reader = RowReader(table, row, problems)
        name = reader.line("Navn", "workbook-name-missing")
        organisation = reader.organisation("Organisation", organisations)
        role, email = reader.line("Rolle"), reader.line("E-mail")
        since, until = reader.date("Fra"), reader.date("Til")
        if email and not is_address(email):
            reader.report("workbook-email-malformed", "E-mail", email=email)
        if since and until and since > until:
            reader.report("workbook-period-reversed", "Til", first=row.cells["Fra"])
        if name:
            records.append(Member(name, organisation, role, email, since, until, row.cells))
    return tuple(records)


def points(
    table: SheetTable, sheet: SheetSpec, ids: Ids, problems: list[Problem]
) -> tuple[PointRow, ...]:
    """Read one of the three list sections; `ids` gains theirs."""
    records: list[PointRow] = []
    for row in table.rows:
        reader = RowReader(table, row, problems)
        id_ = _own_id(reader, sheet, ids)
        point = PointRow(
            id=id_,
            heading=reader.line("Overskrift", "workbook-heading-missing"),
            text=reader.text("Tekst"),
            status=reader.status("Status", Status, Status.NEW),
            source=reader.text("Kilde", "workbook-source-missing"),
            challenge=reader.reference("Udfordring", "U") if sheet is RECOMMENDATIONS else "",
            priority=reader.line("Prioritet"),
            addressee=reader.line("Til"),
            asked=reader.line("Bedes beslutte"),
            due=reader.date("Frist"),
            sheet=sheet.name,
            cells=row.cells,
        )
        records.append(point)
    return tuple(records)


def figures(
    table: SheetTable, organisations: Mapping[str, str], problems: list[Problem]
) -> tuple[KeyFigure, ...]:
    """Read ``Nøgletal``: one value of one indicator, organisation and year a row."""
    records: list[KeyFigure] = []
    first: dict[tuple[str, str, int], str] = {}
    names: dict[str, tuple[str, str]] = {}
    units: dict[str, dict[str, str]] = {}
    for row in table.rows:
        reader = RowReader(table, row, problems)
        indicator = reader.line("Indikator", "workbook-indicator-missing")
        unit = reader.line("Enhed", "workbook-unit-missing")
        organisation = reader.organisation("Organisation", organisations)
        year = reader.year("År", "workbook-year-missing")
        value = reader.value("Værdi", unit, "workbook-value-missing")
        source = reader.text("Kilde", "workbook-source-missing")
        in_short = reader.mark("Kort fortalt")
        if indicator:
            name, cell = names.setdefault(folded(indicator), (indicator, row.cells["Indikator"]))
            if name != indicator:
                names[folded(indicator)] = (indicator, row.cells["Indikator"])
                reader.report("workbook-indicator-spelling", "Indikator", first=cell, name=name)
            _one_unit(reader, units.setdefault(indicator, {}), unit, row.cells)
        if indicator and organisation and year:
            cell = first.setdefault((indicator, organisation, year), row.cells["Indikator"])
            if cell != row.cells["Indikator"]:
                reader.report("workbook-figure-twice", "Indikator", first=cell)
        # One that cannot be read is an error of its own; the others are found with it. An
        # empty cell is no figure: the table shows a dash, or not the organisation at all.
        waits = "Værdi" in row.cells and "Værdi" not in row.values
        value = value or ShownValue(None)
        if indicator and organisation and year and not waits:
            shown = value.value, source, row.cells, value.words, value.behind, in_short
            records.append(KeyFigure(indicator, unit, organisation, year, *shown))
    return tuple(records)


def follow_ups(table: SheetTable, ids: Ids, problems: list[Problem]) -> tuple[FollowUp, ...]:
    """Read ``Opfølgning``; `ids` gains theirs."""
    records: list[FollowUp] = []
    for row in table.rows:
        reader = RowReader(table, row, problems)
        id_ = _own_id(reader, FOLLOW_UP, ids)
        reply = FollowUp(
            id=id_,
            recommendation=reader.reference("Anbefaling", "A", "workbook-recommendation-missing"),
            case=reader.line("Sag"),
            sender=reader.line("Fra"),
            date=reader.date("Dato"),
            answer=reader.text("Svar"),
            status=reader.status("Status", ReplyStatus, ReplyStatus.WAITING),
            cells=row.cells,
        )
        if reply.status is ReplyStatus.ANSWERED and "Svar" in row.cells and not reply.answer:
            reader.report("workbook-answer-missing", "Svar")
        records.append(reply)
    return tuple(records)


def wheel(table: SheetTable, problems: list[Problem]) -> tuple[WheelEntry, ...]:
    """Read ``Årshjul``."""
    records: list[WheelEntry] = []
    for row in table.rows:
        reader = RowReader(table, row, problems)
        date = reader.date("Dato", "workbook-date-missing")
        topic = reader.text("Emne", "workbook-topic-missing")
        form, place = reader.line("Form"), reader.line("Sted")
        guests = reader.text("Gæster")
        if date:
            records.append(WheelEntry(date, topic, form, place, guests, row.cells))
    return tuple(records)


def facts(table: SheetTable, problems: list[Problem]) -> tuple[YearFact, ...]:
    """Read ``Året``; a name that is not known, and one that stands twice, is told."""
    records: list[YearFact] = []
    known = {folded(name): name for name in FACT_NAMES}
    for row in table.rows:
        reader = RowReader(table, row, problems)
        typed = reader.line("Oplysning")
        name = known.get(folded(typed))
        value = reader.text("Værdi") if name == ECONOMY else reader.line("Værdi")
        if name is None:
            reader.report("workbook-fact-unknown", "Oplysning", typed=typed or "–")
        elif any(one.name == name for one in records):
            reader.report("workbook-fact-twice", "Oplysning", name=name)
        else:
            records.append(YearFact(name, value, row.cells))
    return tuple(records)


def _is_id(typed: str, letter: str) -> bool:
    return typed.startswith(letter) and _NUMBER.fullmatch(typed, len(letter)) is not None


def _digits(typed: str) -> str:
    """The number in what was meant as an id; empty where none can be made out."""
    digits = re.fullmatch(r"[A-Z]?[\s.-]*0*([1-9][0-9]*)", typed.upper())
    return digits[1] if digits else ""


def _own_id(reader: RowReader, sheet: SheetSpec, ids: Ids) -> str:
    """The id of a row, or the next free one where it has none that can be used.

    Any sheet's id counts as used, so that one moved to another sheet is found twice.
    """
    typed = reader.line("Id")
    if not typed:
        right = ids.next(sheet.letter)
        if reader.is_empty("Id"):
            ids.missing[reader.place("Id")] = right
            reader.report("workbook-id-missing", "Id", right=right)
        return right
    fits = _is_id(typed, sheet.letter)
    place = reader.place("Id")
    first = ids.places.setdefault(typed, place)
    if fits and first == place:
        return typed
    right = ids.next(sheet.letter) if fits else ids.like(sheet.letter, _digits(typed))
    if not fits:
        reader.report("workbook-id-malformed", "Id", id=typed, letter=sheet.letter, right=right)
    if first != place:
        reader.report("workbook-id-twice", "Id", id=typed, first=first, right=right)
    return right


def _one_unit(
    reader: RowReader, units: dict[str, str], unit: str, cells: Mapping[str, str]
) -> None:
    """Say once for each further unit of an indicator that it has another already."""
    if unit and unit not in units:
        if units:
            other, cell = next(iter(units.items()))
            reader.report("workbook-unit-differs", "Enhed", unit=unit, other=other, first=cell)
        units[unit] = cells["Enhed"]
