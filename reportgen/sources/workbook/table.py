"""One sheet as a table: where its columns stand, and the rows that hold something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.problems import Location, Problem
from reportgen.report.inputs import Cells
from reportgen.sources.spelling import folded, match_names
from reportgen.sources.workbook.cells import Merge, RawRow, RawSheet, column_letters, column_number
from reportgen.sources.workbook.sheets import SheetSpec
from reportgen.sources.workbook.values import CellValue, is_empty, line

_SHORT = 5
"""Letters of a word that is near to too many others."""
_TITLE_ROWS = 10
"""How far down headers are looked for, only to say that they stand too low."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: header to value for the cells that hold something, header to cell for all."""

    number: int
    values: Mapping[str, CellValue]
    cells: Cells


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet's columns (header to letters) and rows, with where it is."""

    where: Location
    columns: Mapping[str, str]
    rows: tuple[SheetRow, ...] = ()

    def at(self, cell: str) -> Location:
        """Location of `cell` in this sheet."""
        return replace(self.where, cell=cell)


def read_table(
    raw: RawSheet, sheet: SheetSpec, where: Location
) -> tuple[SheetTable, list[Problem]]:
    """Find the columns of `sheet` in row 1 of `raw`, and the rows under it.

    Columns may stand in any order and others may stand between them. A misspelt header is
    a fault, and its column is read as what was probably meant, so that faults in it are
    found in the same run.
    """
    header = next((row for row in raw.rows if row.number == 1), RawRow(1, False, {}))
    columns, problems = _columns(header, raw.rows, sheet, where)
    names = tuple(columns.items())
    rows: list[SheetRow] = []
    hidden: list[RawRow] = []
    for row in raw.rows:
        if row.number == 1:
            continue
        cells_of_row = row.values
        values = {
            name: cells_of_row[letters]
            for name, letters in names
            if letters in cells_of_row and not is_empty(cells_of_row[letters])
        }
        if values:
            cells = {name: f"{letters}{row.number}" for name, letters in names}
            rows.append(SheetRow(row.number, values, cells))
            if row.hidden:
                hidden.append(row)
    table = SheetTable(where, columns, tuple(rows))
    problems.extend(_merged(raw.merges, table))
    problems.extend(_hidden_rows([row.number for row in hidden], table))
    problems.extend(_hidden_columns(raw, table))
    return table, problems


def _columns(
    header: RawRow, rows: Sequence[RawRow], sheet: SheetSpec, where: Location
) -> tuple[dict[str, str], list[Problem]]:
    """Find the letters of each column by the headers in row 1, in the order of `sheet`.

    A header that is nearly one that is missing is read as it, with a fault; headers that
    stand further down are said once, and no column is found then.
    """
    problems: list[Problem] = []

    def report(code: str, at: str, /, **values: object) -> None:
        problems.append(Problem(code, replace(where, cell=at), values))

    typed = {letters: line(value)[0] for letters, value in header.values.items()}
    # A short word that may be left out is known only as it is: many are like it.
    there = set(map(folded, typed.values()))
    sought = [
        column.header
        for column in sheet.columns
        if not (column.optional and len(column.header) <= _SHORT) or folded(column.header) in there
    ]
    matches = match_names(typed, sought)
    for name, letters in matches.twice:
        report("workbook-column-twice", f"{letters}1", column=name, first=f"{matches.exact[name]}1")
    if not matches.exact and (low := _lower_header(rows, sheet.headers)):
        report("workbook-header-low", f"A{low}", row=low)
        return {}, problems
    may_be_gone = {column.header for column in sheet.columns if column.optional}
    free = max((column_number(letters) for letters in header.values), default=0)
    for name in (name for name in sheet.headers if name not in matches.exact):
        if meant := matches.near.get(name):
            report("workbook-column-misspelt", f"{meant}1", typed=typed[meant], column=name)
        elif name not in may_be_gone:
            free += 1
            cell = f"{column_letters(free)}1"
            report("workbook-column-missing", cell, column=name, cell=cell)
    return matches.where(sheet.headers), problems


def _lower_header(rows: Sequence[RawRow], headers: Sequence[str]) -> int:
    """Row under the first that holds at least half of the headers; 0 for none."""
    wanted = set(map(folded, headers))
    for row in rows:
        if row.number > _TITLE_ROWS:
            break
        hits = sum(folded(line(value)[0]) in wanted for value in row.values.values())
        if row.number > 1 and hits * 2 >= len(wanted):
            return row.number
    return 0


def _merged(merges: Sequence[Merge], table: SheetTable) -> Iterator[Problem]:
    """Merged headers, and merged cells that cover a read column in a row with data."""
    read = sorted(column_number(letters) for letters in table.columns.values())
    filled = [row.number for row in table.rows]
    for merge in merges:
        columns = any(merge.first_column <= column <= merge.last_column for column in read)
        at = bisect_left(filled, merge.first_row)
        rows = at < len(filled) and filled[at] <= merge.last_row
        if merge.first_row == 1 and (columns or not read):
            yield Problem("workbook-merged-header", table.at(merge.ref), {"cells": merge.ref})
        elif columns and rows:
            yield Problem("workbook-merged-cells", table.at(merge.ref), {"cells": merge.ref})


def _hidden_rows(numbers: Sequence[int], table: SheetTable) -> Iterator[Problem]:
    """One warning for each stretch of hidden rows that hold something."""
    first = 0
    for index, number in enumerate(numbers):
        first = first or number
        if index + 1 == len(numbers) or numbers[index + 1] != number + 1:
            rows = str(first) if first == number else f"{first}-{number}"
            yield Problem("workbook-hidden-row", table.at(f"A{first}"), {"rows": rows})
            first = 0


def _hidden_columns(raw: RawSheet, table: SheetTable) -> Iterator[Problem]:
    for name, letters in table.columns.items():
        column = column_number(letters)
        hidden = any(first <= column <= last for first, last in raw.hidden_columns)
        if hidden and any(name in row.values for row in table.rows):
            yield Problem("workbook-hidden-column", table.at(f"{letters}1"), {"column": name})
