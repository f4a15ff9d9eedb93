"""The cells of one row, read as their columns ask, with what is wrong with each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from reportgen.problems import Problem
from reportgen.sources.workbook import values
from reportgen.sources.workbook.spelling import nearest
from reportgen.sources.workbook.table import Row, Table
from reportgen.sources.workbook.values import CellValue, Finding, folded

_NUMBER = re.compile("[1-9][0-9]*")

_T = TypeVar("_T")
_Choice = TypeVar("_Choice", bound=StrEnum)


class RowReader:
    """Reads one row; what it finds wrong goes into `problems`.

    An absent column is one fault of the sheet, and nothing is said of it in the rows.
    """

    def __init__(self, table: Table, row: Row, problems: list[Problem]) -> None:
        self._table = table
        self._row = row
        self._problems = problems

    def say(self, code: str, column: str, /, **blanks: object) -> None:
        """Add a problem with the cell of `column`."""
        place = self._table.at(self._row.cells[column])
        self._problems.append(Problem(code, place, blanks))

    def line(self, column: str, missing: str = "") -> str:
        """Text on one line; where it is empty, `missing` is the code to say so."""
        return self._read(column, values.line, missing) or ""

    def text(self, column: str, missing: str = "") -> str:
        """Text with its paragraphs."""
        return self._read(column, values.text, missing) or ""

    def date(self, column: str, missing: str = "") -> dt.date | None:
        """A date."""
        return self._read(column, values.date, missing)

    def number(self, column: str, missing: str = "") -> Decimal | None:
        """A number."""
        return self._read(column, values.number, missing)

    def year(self, column: str, missing: str = "") -> int | None:
        """A year."""
        return self._read(column, values.year, missing)

    def is_id(self, column: str, typed: str, letter: str) -> bool:
        """Tell whether `typed` is an id that opens with `letter`, and say so if not."""
        if typed.startswith(letter) and _NUMBER.fullmatch(typed, len(letter)):
            return True
        digits = re.fullmatch(r"[A-Z]?[\s.-]*0*([1-9][0-9]*)", typed.upper())
        right = f"{letter}{digits[1] if digits else 1}"
        self.say("workbook-id-malformed", column, id=typed, letter=letter, right=right)
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
            if column in self._row.cells and column not in self._row.values:
                self.say("workbook-status-missing", column, default=default.value)
            return default
        known = folded(typed)
        for choice in choices:
            if choice.value == known:
                return choice
        allowed = ", ".join(choice.value for choice in choices)
        self.say("workbook-status-unknown", column, status=typed, allowed=allowed)
        return default

    def organisation(self, column: str, known: Mapping[str, str]) -> str:
        """One of the network's organisations, spelt exactly; `known` is text to name."""
        typed = self.line(column, "workbook-organisation-missing")
        if not typed or typed in known:
            return known.get(typed, "")
        near = nearest(typed, known.values())
        if near:
            self.say("workbook-organisation-misspelt", column, typed=typed, organisation=near)
        else:
            names = ", ".join(dict.fromkeys(known.values()))
            self.say("workbook-organisation-unknown", column, typed=typed, known=names)
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
                self.say(missing, column, column=column)
            return None
        found, finding = reader(value)
        if finding:
            self.say(finding.code, column, **finding.values)
        return found
