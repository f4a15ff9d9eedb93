"""The rows of each sheet, from cells to plain data, with what must hold within a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportgen.problems import Problem
from reportgen.report.inputs import (
    FollowUp,
    KeyFigure,
    Member,
    PointRow,
    ReplyStatus,
    Status,
    WheelEntry,
)
from reportgen.sources.workbook.cells import RowReader
from reportgen.sources.workbook.sheets import FOLLOW_UP, RECOMMENDATIONS, Sheet
from reportgen.sources.workbook.table import Table
from reportgen.sources.workbook.values import folded

Places = dict[str, str]
"""Where each id was first used."""

# One @, no blanks, and a dot in the domain: enough to catch what cannot be an address,
# without refusing what can (RFC 5321 allows far more than people use).
_EMAIL = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>().]{2,}")


def members(
    table: Table, organisations: Mapping[str, str], problems: list[Problem]
) -> tuple[Member, ...]:
    """Read ``Medlemmer``."""
    found: list[Member] = []
    for row in table.rows:
        reader = RowReader(table, row, problems)
        name = reader.line("Navn", "workbook-name-missing")
        organisation = reader.organisation("Organisation", organisations)
        role, email = reader.line("Rolle"), reader.line("E-mail")
        since, until = reader.date("Fra"), reader.date("Til")
        if email and not _EMAIL.fullmatch(email):
            reader.say("workbook-email-malformed", "E-mail", email=email)
        if since and until and since > until:
            reader.say("workbook-period-reversed", "Til", first=row.cells["Fra"])
        if name:
            found.append(Member(name, organisation, role, email, since, until, row.cells))
    return tuple(found)


def points(
    table: Table, sheet: Sheet, used: Places, problems: list[Problem]
) -> tuple[PointRow, ...]:
    """Read one of the three list sections; `used` gains their ids."""
    found: list[PointRow] = []
    for row in table.rows:
        reader = RowReader(table, row, problems)
        id_ = _own_id(reader, sheet, f"{table.where.sheet}!{row.cells.get('Id', '')}", used)
        point = PointRow(
            id=id_,
            heading=reader.line("Overskrift", "workbook-heading-missing"),
            text=reader.text("Tekst"),
            status=reader.status("Status", Status, Status.NEW),
            source=reader.text("Kilde", "workbook-source-missing"),
            challenge=reader.reference("Udfordring", "U") if sheet is RECOMMENDATIONS else "",
            priority=reader.line("Prioritet"),
            sheet=sheet.name,
            cells=row.cells,
        )
        if id_:
            found.append(point)
    return tuple(found)


def figures(
    table: Table, organisations: Mapping[str, str], problems: list[Problem]
) -> tuple[KeyFigure, ...]:
    """Read ``Nøgletal``: one value of one indicator, organisation and year a row."""
    found: list[KeyFigure] = []
    first: dict[tuple[str, str, int], str] = {}
    names: dict[str, tuple[str, str]] = {}
    units: dict[str, dict[str, str]] = {}
    for row in table.rows:
        reader = RowReader(table, row, problems)
        indicator = reader.line("Indikator", "workbook-indicator-missing")
        unit = reader.line("Enhed", "workbook-unit-missing")
        organisation = reader.organisation("Organisation", organisations)
        year = reader.year("År", "workbook-year-missing")
        value = reader.number("Værdi", "workbook-value-missing")
        source = reader.text("Kilde", "workbook-source-missing")
        if indicator:
            name, cell = names.setdefault(folded(indicator), (indicator, row.cells["Indikator"]))
            if name != indicator:
                names[folded(indicator)] = (indicator, row.cells["Indikator"])
                reader.say("workbook-indicator-spelling", "Indikator", first=cell, name=name)
            _one_unit(reader, units.setdefault(indicator, {}), unit, row.cells)
        if indicator and organisation and year:
            cell = first.setdefault((indicator, organisation, year), row.cells["Indikator"])
            if cell != row.cells["Indikator"]:
                reader.say("workbook-figure-twice", "Indikator", first=cell)
        if indicator and organisation and year and value is not None:
            found.append(KeyFigure(indicator, unit, organisation, year, value, source, row.cells))
    return tuple(found)


def follow_ups(table: Table, used: Places, problems: list[Problem]) -> tuple[FollowUp, ...]:
    """Read ``Opfølgning``; `used` gains its ids."""
    found: list[FollowUp] = []
    for row in table.rows:
        reader = RowReader(table, row, problems)
        id_ = _own_id(reader, FOLLOW_UP, f"{table.where.sheet}!{row.cells.get('Id', '')}", used)
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
            reader.say("workbook-answer-missing", "Svar")
        if id_:
            found.append(reply)
    return tuple(found)


def wheel(table: Table, problems: list[Problem]) -> tuple[WheelEntry, ...]:
    """Read ``Årshjul``."""
    found: list[WheelEntry] = []
    for row in table.rows:
        reader = RowReader(table, row, problems)
        date = reader.date("Dato", "workbook-date-missing")
        topic = reader.text("Emne", "workbook-topic-missing")
        form, place = reader.line("Form"), reader.line("Sted")
        guests = reader.text("Gæster")
        if date:
            found.append(WheelEntry(date, topic, form, place, guests, row.cells))
    return tuple(found)


def _own_id(reader: RowReader, sheet: Sheet, place: str, used: Places) -> str:
    """The id of a row, or an empty text where it has none that can be used.

    Any sheet's id counts as used, so that one moved to another sheet is found twice.
    """
    typed = reader.line("Id", "workbook-id-missing")
    if not typed:
        return ""
    fits = reader.is_id("Id", typed, sheet.letter)
    first = used.setdefault(typed, place)
    if first != place:
        reader.say("workbook-id-twice", "Id", id=typed, first=first)
    return typed if fits and first == place else ""


def _one_unit(
    reader: RowReader, units: dict[str, str], unit: str, cells: Mapping[str, str]
) -> None:
    """Say once for each further unit of an indicator that it has another already."""
    if unit and unit not in units:
        if units:
            other, cell = next(iter(units.items()))
            reader.say("workbook-unit-differs", "Enhed", unit=unit, other=other, first=cell)
        units[unit] = cells["Enhed"]
