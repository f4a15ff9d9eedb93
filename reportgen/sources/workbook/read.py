"""Reading a year's workbook: what it says, and everything that is wrong with it, at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import chain

from reportgen.problems import Location, Problem
from reportgen.report.inputs import Workbook
from reportgen.sources.spelling import folded, match_names
from reportgen.sources.workbook import rows
from reportgen.sources.workbook.package import Unreadable, WorkbookPackage
from reportgen.sources.workbook.sheets import (
    FIGURES,
    FOLLOW_UP,
    LIST_SECTIONS,
    MEMBERS,
    SHEETS,
    WHEEL,
    SheetSpec,
)
from reportgen.sources.workbook.spreadsheetml import SheetPart, WorkbookParts
from reportgen.sources.workbook.table import SheetTable, read_table


def read_workbook(
    data: bytes, file: str, organisations: Sequence[str]
) -> tuple[Workbook, list[Problem]]:
    """Read the workbook in `data` and list everything that is wrong with it.

    `file` is its name as a person knows it, and `organisations` are the network's, spelt as
    they must be. Which challenge a recommendation names is for the fold to
    judge, since meetings add some. A row with a fault is still given where it can be
    told from others (a point by its id, a figure by indicator, organisation, year and value),
    so that one fault does not look like several. Nothing is raised, whatever `data` holds.
    """
    where = Location(file)
    try:
        workbook = WorkbookParts(WorkbookPackage(data))
    except Unreadable as fault:
        return Workbook(file), [Problem(fault.code, where, fault.values)]
    problems: list[Problem] = []
    if workbook.has_macros:
        problems.append(Problem("workbook-macros", where))
    tables = _tables(workbook, where, problems)
    return _content(tables, file, organisations, problems), problems


def figures_without_value(data: bytes) -> dict[tuple[str, str, int], str]:
    """Cells of ``Nøgletal`` that wait for their value.

    By indicator (as `reportgen.sources.spelling.folded` gives it), organisation and year.
    Raises `Unreadable` where `data` is no workbook.
    """
    table = _tables(WorkbookParts(WorkbookPackage(data)), Location(), []).get(FIGURES)
    found: dict[tuple[str, str, int], str] = {}
    for row in table.rows if table else ():
        reader = rows.RowReader(table, row, []) if table else None
        if reader is None or "Værdi" in row.values or "Værdi" not in row.cells:
            continue
        indicator, year = folded(reader.line("Indikator")), reader.year("År")
        if indicator and year:
            key = (indicator, reader.line("Organisation"), year)
            found.setdefault(key, row.cells["Værdi"])
    return found


def _tables(
    workbook: WorkbookParts, where: Location, problems: list[Problem]
) -> dict[SheetSpec, SheetTable]:
    """The sheets that are there, each with its columns and rows."""
    tables: dict[SheetSpec, SheetTable] = {}
    for sheet, part in _identified_sheets(workbook.sheets, where, problems).items():
        place = Location(where.file, part.name)
        try:
            raw = workbook.sheet(part)
        except Unreadable as fault:
            problems.append(Problem(fault.code, place, fault.values))
            continue
        table, faults = read_table(raw, sheet, place)
        if part.hidden and table.rows:
            problems.append(Problem("workbook-hidden-sheet", place))
        problems.extend(faults)
        tables[sheet] = table
    return tables


def _identified_sheets(
    parts: Sequence[SheetPart], where: Location, problems: list[Problem]
) -> dict[SheetSpec, SheetPart]:
    """Which sheet is which; a misspelt one is a fault and is read as what it must be."""
    by_name = {sheet.name: sheet for sheet in SHEETS}
    matches = match_names({part: part.name for part in parts}, tuple(by_name))

    def report(fault: str, there: str, **values: object) -> None:
        problems.append(Problem(f"workbook-sheet-{fault}", Location(where.file, there), values))

    for name, part in matches.twice:
        report("twice", part.name, sheet=name, first=matches.exact[name].name)
    for name in (name for name in by_name if name not in matches.exact):
        if (meant := matches.near.get(name)) is not None:
            report("misspelt", meant.name, typed=meant.name, sheet=name)
        else:
            report("missing", name, sheet=name, columns=", ".join(by_name[name].headers))
    return {by_name[name]: part for name, part in matches.where(by_name).items()}


def _content(
    tables: dict[SheetSpec, SheetTable],
    file: str,
    organisations: Sequence[str],
    problems: list[Problem],
) -> Workbook:
    """Read the rows of every sheet that is there; ids count as used across sheets."""
    # A Mac may write å as a and a ring; it is the same spelling.
    known = {unicodedata.normalize("NFD", name): name for name in organisations}
    known |= {name: name for name in organisations}
    absent = SheetTable(Location(file), {})
    table = {sheet: tables.get(sheet, absent) for sheet in SHEETS}
    used: rows.Places = {}
    points = [rows.points(table[sheet], sheet, used, problems) for sheet in LIST_SECTIONS]
    return Workbook(
        file=file,
        members=rows.members(table[MEMBERS], known, problems),
        points=tuple(chain.from_iterable(points)),
        figures=rows.figures(table[FIGURES], known, problems),
        follow_ups=rows.follow_ups(table[FOLLOW_UP], used, problems),
        wheel=rows.wheel(table[WHEEL], problems),
    )
