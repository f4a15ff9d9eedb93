"""The workbook's ledger: every cell with content, every note and every word struck out.

A cell is understood where it stands in a column that is read and nothing is to be said of it.
A sheet or a header that begins with ``_`` is the user's own, and the sheet ``Lister`` the tool's;
everything else that is not read is said: once for a sheet, a column, a note, a strike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from reportgen.problems import Location, Problem, shortened
from reportgen.report.ledger import Item, Ledger
from reportgen.sources.workbook.beside import Note
from reportgen.sources.workbook.cells import RawRow, RawSheet, column_number
from reportgen.sources.workbook.sheets import NOTES
from reportgen.sources.workbook.table import SheetTable
from reportgen.sources.workbook.values import (
    CellValue,
    ErrorValue,
    Uncalculated,
    is_empty,
    line,
    no_value,
)

LISTS = "Lister"
"""The tool's own sheet, from which the drop-downs take their choices."""
_OWN = "_"
_LONGEST = 120


def is_own(name: str) -> bool:
    """Whether a sheet or a header is the user's own, not to be read and not to be told."""
    return name.strip().startswith(_OWN)


class Account:
    """Adds up what a workbook holds, sheet by sheet, with what is to be said of it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._read = 0
        self._sheets: dict[str, tuple[Mapping[int, RawRow], Collection[str]]] = {}
        """By sheet, its rows and the columns that are read."""
        self._aside: list[Item] = []
        self._doubtful: list[Item] = []

    def own(self, raw: RawSheet, where: Location, reason: str) -> None:
        """A sheet that is the user's own, or the tool's."""
        for cell, text in (*_cells(raw), *((note.cell, note.text) for note in raw.notes)):
            self._aside.append(_item(replace(where, cell=cell), text, reason))

    def unread(self, raw: RawSheet, where: Location) -> None:
        """A sheet that nothing reads: one remark for all of it."""
        cells = [*_cells(raw), *((note.cell, note.text) for note in raw.notes)]
        for cell, text in cells:
            self._doubtful.append(_item(replace(where, cell=cell), text, "arket læses ikke"))
        for text in raw.drawn:
            self._doubtful.append(_item(where, text, "arket læses ikke"))
        if cells or raw.drawn:
            first = shortened(cells[0][1] if cells else raw.drawn[0])
            values = {"count": len(cells) + len(raw.drawn), "first": first}
            self.problems.append(Problem("workbook-sheet-unread", where, values))

    def sheet(self, raw: RawSheet, table: SheetTable, told: set[str]) -> None:
        """A sheet that is read as `table`; of the cells `told` a fault is said already."""
        header = next((row for row in raw.rows if row.number == 1), RawRow(1, False, {}))
        headers = {letters: line(value)[0] for letters, value in header.values.items()}
        read = set(table.columns.values())
        self._columns(raw, headers, read, table, told)
        self._strikes(raw, headers, read, table)
        for cell, shown in raw.shown.items():
            if _letters(cell) in read:
                code = "workbook-text-shown-otherwise" if shown.strip() else "workbook-text-hidden"
                self.problems.append(Problem(code, table.at(cell), {"shown": shortened(shown)}))
        for note in raw.notes:
            self._note(note, headers, table)
        for text in raw.drawn:
            self._doubtful.append(_item(table.where, text, "læses ikke"))
        if raw.drawn:
            drawn = shortened(", ".join(raw.drawn), _LONGEST)
            self.problems.append(Problem("workbook-drawn", table.where, {"drawn": drawn}))

    def close(self, problems: Iterable[Problem]) -> Ledger:
        """The whole; a cell of which one of `problems` tells is doubtful."""
        said = {(p.location.sheet, p.location.cell): p for p in problems}
        of_cells = [
            _item(problem.location, "", problem.code)
            for (sheet, cell), problem in said.items()
            if self._is_read(sheet, cell)
        ]
        understood = self._read - len(of_cells)
        return Ledger(understood, tuple(self._aside), (*self._doubtful, *of_cells))

    def _is_read(self, sheet: str, cell: str) -> bool:
        """Whether there is something in the cell, in a column that is read."""
        rows, read = self._sheets.get(sheet, ({}, ()))
        letters = _letters(cell)
        number = cell.removeprefix(letters)
        row = rows.get(int(number)) if number.isdecimal() else None
        value = row.values.get(letters) if row is not None and letters in read else None
        return value is not None and not is_empty(value)

    def _columns(
        self,
        raw: RawSheet,
        headers: Mapping[str, str],
        read: Collection[str],
        table: SheetTable,
        told: set[str],
    ) -> None:
        """Each cell by its column: read, the user's own, or not read."""
        self._sheets[table.where.sheet] = {row.number: row for row in raw.rows}, read
        unread: dict[str, list[tuple[str, str]]] = {}
        for row in raw.rows:
            for letters, value in row.values.items():
                if is_empty(value):
                    continue
                if letters in read:
                    self._read += 1
                    continue
                cell, text = f"{letters}{row.number}", _words(value)
                if is_own(headers.get(letters, "")):
                    self._aside.append(_item(table.at(cell), text, "brugerens egen kolonne"))
                else:
                    unread.setdefault(letters, []).append((cell, text))
        for letters in sorted(unread, key=column_number):
            cells = unread[letters]
            header = headers.get(letters, "")
            if cells == [(f"{letters}1", header)] and f"{letters}1" not in told:
                self._aside.append(_item(table.at(cells[0][0]), header, "overskrift uden indhold"))
                continue
            for cell, text in cells:
                self._doubtful.append(_item(table.at(cell), text, "kolonnen læses ikke"))
            if table.columns and f"{letters}1" not in told:
                content = [text for cell, text in cells if cell != f"{letters}1"]
                values = {"column": header or letters, "count": len(content)}
                values["first"] = shortened(content[0] if content else header)
                at = table.at(f"{letters}1" if header else cells[0][0])
                self.problems.append(Problem("workbook-column-unread", at, values))

    def _strikes(
        self, raw: RawSheet, headers: Mapping[str, str], read: Collection[str], table: SheetTable
    ) -> None:
        """What is struck out in cells that are read: a row once, else cell by cell."""
        by_row = {row.number: row for row in raw.rows}
        whole: dict[int, list[str]] = {}
        for cell, words in raw.struck.items():
            if is_own(headers.get(_letters(cell), "")) or _letters(cell) not in read:
                continue
            at = table.at(cell)
            self._doubtful.append(_item(at, words, "overstreget"))
            number = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            if words:
                text = shortened(words)
                self.problems.append(
                    Problem("workbook-struck-words", table.at(cell), {"text": text})
                )
            else:
                whole.setdefault(number, []).append(cell)
        for number, cells in whole.items():
            values = by_row[number].values
            filled = [c for c, v in values.items() if c in read and not is_empty(v)]
            if len(cells) == len(filled) > 1:
                at = table.at(cells[0])
                self.problems.append(Problem("workbook-struck-row", at, {"row": number}))
                continue
            for cell in cells:
                text = shortened(line(values[_letters(cell)])[0])
                self.problems.append(
                    Problem("workbook-struck-cell", table.at(cell), {"text": text})
                )

    def _note(self, note: Note, headers: Mapping[str, str], table: SheetTable) -> None:
        """A note: the tool's own, the user's own, or one that is said."""
        at = table.at(note.cell)
        if " ".join(note.text.split()) in NOTES:
            self._aside.append(_item(at, note.text, "programmets egen note"))
        elif is_own(headers.get(_letters(note.cell), "")):
            self._aside.append(_item(at, note.text, "brugerens egen kolonne"))
        else:
            self._doubtful.append(_item(at, note.text, "note"))
            values = {"author": note.author, "text": shortened(note.text, _LONGEST)}
            code = "workbook-note-by" if note.author else "workbook-note"
            self.problems.append(Problem(code, at, values))


def _cells(raw: RawSheet) -> Iterator[tuple[str, str]]:
    """Every cell with content, and it on one line."""
    for row in raw.rows:
        for letters, value in row.values.items():
            if not is_empty(value):
                yield f"{letters}{row.number}", _words(value)


def _words(value: CellValue) -> str:
    """What a cell says, on one line, also where it can be no text of the report."""
    if isinstance(value, bool | ErrorValue | Uncalculated):
        return str(no_value(value).values.get("value", "formel"))
    return line(value)[0]


def _letters(cell: str) -> str:
    return cell.rstrip("0123456789")


def _item(where: Location, what: str, reason: str) -> Item:
    place = f"{where.sheet}!{where.cell}" if where.cell else where.sheet
    return Item(place, what, reason)
