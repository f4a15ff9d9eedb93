"""What one sheet holds, before anything is made of it: rows of values, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from reportgen.sources.workbook.beside import Note
from reportgen.sources.workbook.package import Unreadable
from reportgen.sources.workbook.values import CellValue

LAST_ROW = 1_048_576
_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: first and last column and row, from 1."""

    ref: str
    first_column: int
    first_row: int
    last_column: int
    last_row: int


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row that holds something: column letters to values."""

    number: int
    hidden: bool
    values: dict[str, CellValue]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by which Excel lets people choose from a list only."""

    cells: str
    """Where it holds: ranges apart by blanks."""
    choices: str
    """The formula that names the choices, or holds them in quotation marks."""


@dataclass(slots=True)
class RawSheet:
    """What one sheet holds."""

    rows: list[RawRow] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last column of each hidden stretch."""
    struck: dict[str, str] = field(default_factory=dict)
    """By cell, the words that are struck out in it; empty where all of it is."""
    shown: dict[str, str] = field(default_factory=dict)
    """By cell, what its number format shows of its text, where that is another one."""
    rules: list[Rule] = field(default_factory=list)
    notes: tuple[Note, ...] = ()
    drawn: tuple[str, ...] = ()
    """Boxes, pictures and charts, each in a word or by its text."""


def column_number(letters: str) -> int:
    """Number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise Unreadable("workbook-damaged")
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """Letters of a column from its number: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def parse_merge(ref: str) -> Iterator[Merge]:
    """Read ``B2:C5``; what is none is left out."""
    first, _, last = ref.partition(":")
    start, end = _REF.fullmatch(first), _REF.fullmatch(last or first)
    if start and end:
        yield Merge(ref, column_number(start[1]), int(start[2]), column_number(end[1]), int(end[2]))
