"""Reading a year's workbook: what it says, and everything that is wrong with it, at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from reportgen.problems import Location, Problem
from reportgen.report.inputs import FollowUp, Workbook
from reportgen.sources.spelling import folded, match_names
from reportgen.sources.workbook import rows
from reportgen.sources.workbook.account import LISTS, Account, is_own
from reportgen.sources.workbook.cells import RawSheet
from reportgen.sources.workbook.lists import list_problems
from reportgen.sources.workbook.package import Unreadable, WorkbookPackage
from reportgen.sources.workbook.sheets import (
    FIGURES,
    FOLLOW_UP,
    LIST_SECTIONS,
    MEMBERS,
    SHEETS,
    WHEEL,
    YEAR_FACTS,
    SheetSpec,
)
from reportgen.sources.workbook.spreadsheetml import SheetPart, WorkbookParts
from reportgen.sources.workbook.table import SheetTable, read_table
from reportgen.sources.workbook.values import line


def read_workbook(
    data: bytes,
    file: str,
    organisations: Sequence[str],
    taken: Callable[[], Collection[str]] = frozenset,
) -> tuple[Workbook, list[Problem]]:
    """Read the workbook in `data` and list everything that is wrong with it.

    `file` is its name as a person knows it, and `organisations` are the network's, spelt as
    they must be. Which challenge a recommendation names is for the fold to
    judge, since meetings add some. A row with a fault is still given where it can be
    told from others (a figure by indicator, organisation and year), so that everything that is
    wrong with it is found at once; one without an id has the next that is free, also of those
    that stand elsewhere, which `taken` tells. Nothing is raised, whatever `data` holds.
    """
    where = Location(file)
    try:
        raws, sheets, found = _opened(data, where)
    except Unreadable as fault:
        return Workbook(file), [Problem(fault.code, where, fault.values)]
    problems = list(found)
    account = Account()
    tables = _tables(raws, sheets, where, account, problems)
    rules = {sheet: raws[part].rules for sheet, part in sheets.items() if sheet in tables}
    if organisations:
        by_name = {folded(part.name): raw for part, raw in raws.items()}
        problems += list_problems(tables, rules, by_name, organisations)
    content = _content(tables, file, organisations, taken, problems)
    problems += account.problems
    return replace(content, ledger=account.close(problems)), problems


_Sheets = tuple[Mapping[SheetPart, RawSheet], Mapping[SheetSpec, SheetPart]]


@lru_cache(maxsize=4)  # half of the work, and the same as long as nobody saves the file
def _opened(data: bytes, where: Location) -> tuple[*_Sheets, Sequence[Problem]]:
    """What each sheet holds, which of them is which, and what is wrong with the file as such."""
    workbook = WorkbookParts(WorkbookPackage(data))
    problems: list[Problem] = []
    if workbook.has_macros:
        problems.append(Problem("workbook-macros", where))
    if workbook.fetches:
        problems.append(Problem("workbook-fetches", where))
    return *_sheets(workbook, where, problems), problems


def figures_without_value(data: bytes) -> dict[tuple[str, str, int], str]:
    """Cells of ``Nøgletal`` that wait for their value.

    By indicator (as `reportgen.sources.spelling.folded` gives it), organisation and year.
    Raises `Unreadable` where `data` is no workbook.
    """
    workbook = WorkbookParts(WorkbookPackage(data))
    raws, sheets = _sheets(workbook, Location(), [])
    table = _tables(raws, sheets, Location(), Account(), []).get(FIGURES)
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


@lru_cache(maxsize=16)  # of earlier years, which seldom change
def read_follow_ups(data: bytes) -> tuple[FollowUp, ...] | None:
    """The rows of ``Opfølgning`` alone; nothing else is opened, and None where nothing can be.

    A row without an id has none here.
    """
    try:
        workbook = WorkbookParts(WorkbookPackage(data))
        found = [part for part in workbook.sheets if folded(part.name) == folded(FOLLOW_UP.name)]
        tables = [read_table(workbook.sheet(part), FOLLOW_UP, Location())[0] for part in found[:1]]
    except Unreadable:
        return None
    ids = rows.Ids((), frozenset)
    read = [row for table in tables for row in rows.follow_ups(table, ids, [])]
    given = frozenset(ids.missing)
    return tuple(
        replace(row, id="") if f"{FOLLOW_UP.name}!{row.cells.get('Id', '')}" in given else row
        for row in read
    )


def _sheets(
    workbook: WorkbookParts, where: Location, problems: list[Problem]
) -> tuple[dict[SheetPart, RawSheet], dict[SheetSpec, SheetPart]]:
    """What each sheet holds, and which of them is which."""
    raws: dict[SheetPart, RawSheet] = {}
    for part in workbook.sheets:
        try:
            raws[part] = workbook.sheet(part)
        except Unreadable as fault:
            place = Location(where.file, part.name)
            problems.append(Problem(fault.code, place, fault.values))
    named = [part for part in workbook.sheets if not _is_passed_over(part)]
    return raws, _identified_sheets(named, raws, where, problems)


def _tables(
    raws: Mapping[SheetPart, RawSheet],
    sheets: Mapping[SheetSpec, SheetPart],
    where: Location,
    account: Account,
    problems: list[Problem],
) -> dict[SheetSpec, SheetTable]:
    """The sheets that are there, each with its columns and rows."""
    tables: dict[SheetSpec, SheetTable] = {}
    for sheet, part in sheets.items():
        if part not in raws:
            continue
        place = Location(where.file, part.name)
        table, faults = read_table(raws[part], sheet, place)
        if part.hidden and table.rows:
            problems.append(Problem("workbook-hidden-sheet", place))
        problems.extend(faults)
        account.sheet(raws[part], table, {fault.location.cell for fault in faults})
        tables[sheet] = table
    for part in (part for part in raws if part not in sheets.values()):
        place = Location(where.file, part.name)
        if _is_passed_over(part):
            reason = "brugerens eget ark" if is_own(part.name) else "programmets eget ark"
            account.own(raws[part], place, reason)
        else:
            account.unread(raws[part], place)
    return tables


def _is_passed_over(part: SheetPart) -> bool:
    return is_own(part.name) or folded(part.name) == folded(LISTS)


def _identified_sheets(
    parts: Sequence[SheetPart],
    raws: Mapping[SheetPart, RawSheet],
    where: Location,
    problems: list[Problem],
) -> dict[SheetSpec, SheetPart]:
    """Which sheet is which; one named otherwise is a fault and is read as what it must be."""
    typed = {folded(part.name) for part in parts}
    # What may be left out is known by its name or its headers: a name like it may be anything.
    by_name = {s.name: s for s in SHEETS if not s.optional or folded(s.name) in typed}
    matches = match_names({part: part.name for part in parts}, tuple(by_name))
    found = {by_name[name]: part for name, part in matches.where(by_name).items()}
    others = [part for part in parts if part not in found.values() and part in raws]
    meant = _by_headers(
        [sheet for sheet in SHEETS if sheet not in found], {part: raws[part] for part in others}
    )

    def report(fault: str, there: str, **values: object) -> None:
        problems.append(Problem(f"workbook-sheet-{fault}", Location(where.file, there), values))

    for name, part in matches.twice:
        report("twice", part.name, sheet=name, first=matches.exact[name].name)
    for name in (name for name in by_name if name not in matches.exact):
        sheet = by_name[name]
        if (like := matches.near.get(name) or meant.get(sheet)) is not None:
            report("misspelt", like.name, typed=like.name, sheet=name)
        else:
            report("missing", name, sheet=name, columns=", ".join(sheet.headers))
    for sheet, part in meant.items():
        if sheet.optional:
            report("misspelt", part.name, typed=part.name, sheet=sheet.name)
    found |= meant
    return {sheet: found[sheet] for sheet in SHEETS if sheet in found}


_MOST_HEADERS = 0.7
"""Share of a sheet's headers by which a sheet of another name is known."""


def _by_headers(
    missing: Sequence[SheetSpec], others: Mapping[SheetPart, RawSheet]
) -> dict[SheetSpec, SheetPart]:
    """Which of the other sheets have the headers of those that are missing.

    The ids in them tell first, then how many of their headers are the same.
    """
    likeness: list[tuple[tuple[bool, float, int], SheetSpec, SheetPart]] = []
    for part, raw in others.items():
        header = next((row for row in raw.rows if row.number == 1), None)
        typed = {folded(line(v)[0]) for v in header.values.values()} if header else set()
        first = [line(value)[0] for row in raw.rows for value in list(row.values.values())[:1]]
        for sheet in missing:
            wanted = {folded(column.header) for column in sheet.columns if not column.optional}
            share = len(typed & set(map(folded, sheet.headers))) / max(len(typed | wanted), 1)
            if len(typed & wanted) >= _MOST_HEADERS * len(wanted):
                ids = sum(bool(sheet.letter) and text.startswith(sheet.letter) for text in first)
                likeness.append(((ids > 0, share, ids), sheet, part))
    meant: dict[SheetSpec, SheetPart] = {}
    for like in sorted(likeness, key=lambda like: like[0], reverse=True):
        free = [o for o in likeness if o[1] not in meant and o[2] not in meant.values()]
        rivals = [o for o in free if o[0] == like[0] and (o[1] is like[1]) != (o[2] is like[2])]
        if like in free and not rivals:
            meant[like[1]] = like[2]
    return meant


def _content(
    tables: dict[SheetSpec, SheetTable],
    file: str,
    organisations: Sequence[str],
    taken: Callable[[], Collection[str]],
    problems: list[Problem],
) -> Workbook:
    """Read the rows of every sheet that is there; ids count as used across sheets."""
    # A Mac may write å as a and a ring; it is the same spelling.
    known = {unicodedata.normalize("NFD", name): name for name in organisations}
    known |= {name: name for name in organisations}
    absent = SheetTable(Location(file), {})
    table = {sheet: tables.get(sheet, absent) for sheet in SHEETS}
    typed = (
        line(row.values["Id"])[0]
        for sheet in (*LIST_SECTIONS, FOLLOW_UP)
        for row in table[sheet].rows
        if "Id" in row.values
    )
    ids = rows.Ids(typed, taken)
    points = [rows.points(table[sheet], sheet, ids, problems) for sheet in LIST_SECTIONS]
    follow_ups = rows.follow_ups(table[FOLLOW_UP], ids, problems)
    return Workbook(
        file=file,
        members=rows.members(table[MEMBERS], known, problems),
        points=tuple(chain.from_iterable(points)),
        figures=rows.figures(table[FIGURES], known, problems),
        follow_ups=follow_ups,
        wheel=rows.wheel(table[WHEEL], problems),
        facts=rows.facts(table[YEAR_FACTS], problems),
        missing_ids=ids.missing,
    )
