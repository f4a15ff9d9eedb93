"""Writing cells and new rows into a workbook that people own, and nothing else.

Loading and saving a workbook loses charts, pictures and rules that a library does not
know; so a cell is written into the sheet's XML where it stands, and every other part
stays byte for byte. A cell with a formula is never overwritten. Since other cells may be
reckoned from the one that changed, Excel is asked to reckon anew when it opens the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from reportgen.report.dates import parse_date
from reportgen.sources.spelling import folded
from reportgen.sources.workbook import ranges
from reportgen.sources.workbook.cells import LAST_ROW, column_number
from reportgen.sources.workbook.package import WorkbookPackage
from reportgen.sources.workbook.sheet_xml import Content, SheetXml
from reportgen.sources.workbook.spreadsheetml import SheetPart, WorkbookParts
from reportgen.sources.workbook.values import (
    CellValue,
    Formatted,
    PartOfDate,
    danish_number,
    is_empty,
    line,
    parse_number,
)

_BEFORE_RECKONING = ("definedNames", "externalReferences", "functionGroups", "sheets")
"""Elements of the workbook part that `calcPr` comes after, the last first (18.2.27)."""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell, what it must say now, and what it is to say; None is nothing."""

    sheet: str
    cell: str
    before: Content | None
    after: Content | None


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be put under the last one: what each column is to say, by its header."""

    sheet: str
    values: Mapping[str, Content]


@dataclass(frozen=True, slots=True)
class Choices:
    """A list in column A of a sheet, and its last row: rules that offer it are to offer it all."""

    sheet: str
    last: int


@dataclass(frozen=True, slots=True)
class Patched:
    """The workbook with what could be written, and where that is."""

    data: bytes
    cells: Mapping[str, Mapping[str, str]]
    """By the name of each edit that is done: its cells, by their headers (of a row) or alone."""


Edit: TypeAlias = CellEdit | NewRow | Choices


def patch(data: bytes, edits: Mapping[str, Edit]) -> Patched:
    """Write the cells and rows that can be written.

    A cell is left as it is where it no longer says what it is expected to, holds a formula, is
    in no row that is there, or has a number format that would show otherwise what is written. A
    number is the expected one where it rounds to it. A row comes under the last that holds
    anything; what is said of the rows above (filters, rules for what may be typed, a table of
    Excel's) is said of it too. It is left out under a row of totals. Raises `Unreadable` where
    `data` is no workbook.
    """
    written = _written(data, edits)
    reading = _Writing(WorkbookPackage(written.data))
    shown = {
        name
        for name, cells in written.cells.items()
        if all(_says(reading.value(cell), cell.after) for cell in _as_edits(edits[name], cells))
    }
    if shown == written.cells.keys():
        return written
    return patch(data, {name: edit for name, edit in edits.items() if name in shown})


def _as_edits(edit: Edit, cells: Mapping[str, str]) -> Iterator[CellEdit]:
    """What was written, cell by cell."""
    if isinstance(edit, CellEdit):
        yield edit
        return
    if isinstance(edit, NewRow):
        for header, cell in cells.items():
            yield CellEdit(edit.sheet, cell, None, edit.values[header])


def _written(data: bytes, edits: Mapping[str, Edit]) -> Patched:
    writing = _Writing(WorkbookPackage(data))
    done: dict[str, Mapping[str, str]] = {}
    for name, edit in edits.items():
        if isinstance(edit, NewRow):
            cells = writing.row(edit)
        else:
            cells = writing.cell(edit) if isinstance(edit, CellEdit) else writing.choices(edit)
        if cells:
            done[name] = cells
    return Patched(writing.saved() if done else data, done)


def changed_since(data: bytes, expected: Mapping[str, CellEdit]) -> dict[str, str]:
    """What cells say that no longer hold what they are expected to: numbers as in Danish.

    Only words and numbers are told. Raises `Unreadable` where `data` is no workbook.
    """
    reading = _Writing(WorkbookPackage(data))
    found: dict[str, str] = {}
    for name, edit in expected.items():
        value = reading.value(edit)
        if _says(value, edit.before):
            continue
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, Formatted):
            found[name] = value.shown.text
        elif isinstance(value, Decimal):
            found[name] = danish_number(value)
    return found


class _Writing:
    """A workbook that is being written into."""

    def __init__(self, package: WorkbookPackage) -> None:
        self._package = package
        self._workbook = WorkbookParts(package)
        self._parts = {folded(part.name): part for part in self._workbook.sheets}
        self._sheets: dict[str, SheetXml] = {}
        self._others: dict[str, bytes] = {}
        self._rows: dict[str, dict[int, dict[str, CellValue]]] = {}

    def saved(self) -> bytes:
        """The same file with the parts that were written in."""
        main = self._others.pop(self._workbook.path, None) or self._package.read(
            self._workbook.path
        )
        changed = {path: sheet.content for path, sheet in self._sheets.items()}
        changed |= {**self._others, self._workbook.path: _reckoned_anew(main)}
        return self._package.with_parts(changed)

    def cell(self, edit: CellEdit) -> Mapping[str, str]:
        """Write one cell."""
        part = self._parts.get(folded(edit.sheet))
        letters, number = _split(edit.cell)
        held = self._held(part).get(number, {}) if part else {}
        value = held.get(letters)
        if part is None or not held or not _says(value, edit.before):
            return {}
        after = edit.after
        if isinstance(value, Formatted) and isinstance(after, Decimal) and "%" in value.code:
            after = after / 100
        sheet = self._sheet(part)
        if not sheet.write(edit.cell, after, self._shows_dates):
            return {}
        held[letters] = _as_value(after)
        return {"": edit.cell}

    def value(self, edit: CellEdit) -> CellValue | None:
        """What the cell of an edit holds."""
        part = self._parts.get(folded(edit.sheet))
        letters, number = _split(edit.cell)
        return self._held(part).get(number, {}).get(letters) if part else None

    def row(self, new: NewRow) -> Mapping[str, str]:
        """Put a row under the last."""
        part = self._parts.get(folded(new.sheet))
        if part is None:
            return {}
        held = self._held(part)
        headers = {folded(line(v)[0]): letters for letters, v in held.get(1, {}).items()}
        wanted = {header: headers.get(folded(header), "") for header in new.values}
        last = max(held, default=0)
        if not all(wanted.values()) or last < 1 or last + 1 > LAST_ROW:
            return {}
        number = last + 1
        tables = self._tables(part)
        if any(ranges.has_totals(each, last) for each in tables.values()):
            return {}
        sheet = self._sheet(part)
        cells = {header: f"{letters}{number}" for header, letters in wanted.items()}
        before = sheet.content
        sheet.add_row(number, last)
        for header, content in new.values.items():
            if not sheet.write(cells[header], content, self._shows_dates, like=last):
                sheet.content = before
                return {}
        sheet.content = ranges.sheet_grown(sheet.content, number, _widest(cells.values()))
        self._others |= {path: ranges.table_grown(each, number) for path, each in tables.items()}
        main = self._others.get(self._workbook.path) or self._package.read(self._workbook.path)
        self._others[self._workbook.path] = ranges.filter_grown(main, part.name, number)
        held[number] = {
            wanted[header]: _as_value(content) for header, content in new.values.items()
        }
        return cells

    def choices(self, offered: Choices) -> Mapping[str, str]:
        """Let every rule that offers a list offer all of it."""
        for part in self._workbook.sheets:
            content = self._sheet(part).content
            self._sheet(part).content = ranges.offering(content, offered.sheet, offered.last)
        return {"": offered.sheet}

    def _held(self, part: SheetPart) -> dict[int, dict[str, CellValue]]:
        """What each row of a sheet holds, as far as it is written by now."""
        if part.path not in self._rows:
            rows = self._workbook.sheet(part).rows
            self._rows[part.path] = {row.number: row.values for row in rows}
        return self._rows[part.path]

    def _sheet(self, part: SheetPart) -> SheetXml:
        if part.path not in self._sheets:
            self._sheets[part.path] = SheetXml(
                self._package.read(part.path), since_1904=self._workbook.since_1904
            )
        return self._sheets[part.path]

    def _tables(self, part: SheetPart) -> dict[str, bytes]:
        """Tables of Excel's that lie on a sheet."""
        return {
            path: self._others.get(path) or self._package.read(path)
            for kind, path in self._package.relations(part.path).values()
            if kind == "table" and path in self._package.names
        }

    def _shows_dates(self, style: int) -> bool:
        return self._workbook.shows_dates(style)


def _split(cell: str) -> tuple[str, int]:
    letters = cell.rstrip("0123456789")
    return letters, int(cell[len(letters) :] or 0)


def _widest(cells: Iterable[str]) -> str:
    return max((_split(cell)[0] for cell in cells), key=column_number)


def _says(value: CellValue | None, wanted: Content | None) -> bool:
    """Whether a cell says what an edit was made against."""
    if wanted is None:
        return value is None or is_empty(value)
    if isinstance(wanted, dt.date):
        if isinstance(value, str):
            return parse_date(value) == wanted
        moment = value.moment if isinstance(value, PartOfDate) else value
        return isinstance(moment, dt.datetime) and moment.date() == wanted
    if isinstance(value, Formatted):
        value = value.shown.number if isinstance(wanted, Decimal) else value.shown.text
    if isinstance(wanted, Decimal):
        if isinstance(value, str):
            value = parse_number(value)
        return isinstance(value, Decimal) and round(value, _decimals(wanted)) == wanted
    return isinstance(value, str) and value.split() == wanted.split()


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _as_value(content: Content | None) -> CellValue:
    if isinstance(content, dt.date):
        return dt.datetime(content.year, content.month, content.day)
    return "" if content is None else content


def _reckoned_anew(workbook: bytes) -> bytes:
    """The workbook part, asking for all formulas to be reckoned when it is opened."""
    if b"fullCalcOnLoad" in workbook:
        return re.sub(rb'fullCalcOnLoad\s*=\s*["\'][^"\']*["\']', b'fullCalcOnLoad="1"', workbook)
    if there := re.search(rb"<(?:\w+:)?calcPr\b", workbook):
        return workbook[: there.end()] + b' fullCalcOnLoad="1"' + workbook[there.end() :]
    for name in _BEFORE_RECKONING:
        ends = rb"</(\w+:)?" + name.encode() + rb">|<(\w+:)?" + name.encode() + rb"\b[^>]*/>"
        if there := re.search(ends, workbook):
            prefix = there[1] or there[2] or b""
            asked = b'<%scalcPr fullCalcOnLoad="1"/>' % prefix
            return workbook[: there.end()] + asked + workbook[there.end() :]
    return workbook
