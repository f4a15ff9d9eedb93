"""What names a block, a row of blocks, a cell of the workbook, and a place in the document.

A block is a point (``U1``) or a paragraph of prose (``3.1/2``, ``Bilag 1/2``); an edit may
also be of a cell (``Nøgletal!E7``). Names stand in people's files and in records as they
are, so they are strings; what they are made of is known here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

CHALLENGES, RECOMMENDATIONS, FOCUS_AREAS = "3.6", "3.7", "4.2"
"""Numbers fixed by the commissioning body."""

LETTERS: Mapping[str, str] = MappingProxyType(
    {CHALLENGES: "U", RECOMMENDATIONS: "A", FOCUS_AREAS: "F"}
)
"""The letter that opens the ids of each section of points."""

_SECTIONS = {letter: section for section, letter in LETTERS.items()}
# Nine digits are more than any report counts to, and few enough for every reader of them.
_POINT = re.compile(r"([A-ZÆØÅ])([1-9][0-9]{0,8})")
_PLACE = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")
_PROSE = re.compile(r"((?:[^\W\d_]+ )?[0-9]+(?:\.[0-9]+)*)/([1-9][0-9]{0,8})")


def is_point_section(section: str) -> bool:
    """Tell whether `section` consists of points."""
    return section in LETTERS


def is_point(block: str) -> bool:
    """Tell whether `block` is the id of a point."""
    return _POINT.fullmatch(block) is not None


def sequence(section: str) -> str:
    """Name of the row of blocks that `pind` counts in: the points, else the prose.

    A section of points may have prose before them; each is a row of its own, ``3.6`` the
    points and ``3.6/`` the prose.
    """
    return section if is_point_section(section) else prose_row(section)


def prose_row(section: str) -> str:
    """Name of the row that the prose of `section` stands in."""
    return f"{section}/"


def prose_id(section: str, number: int) -> str:
    """Id of paragraph `number` of the prose of `section`."""
    return f"{prose_row(section)}{number}"


def is_prose_row(row: str) -> bool:
    """Tell whether `row` is one of prose, and not of points."""
    return row.endswith("/")


def section_of_row(row: str) -> str:
    """The section that a row of blocks is in."""
    return row.removesuffix("/")


def sequence_of(block: str) -> str:
    """Name of the row that `block` stands in."""
    if match := _POINT.fullmatch(block):
        return _SECTIONS.get(match[1], "")
    return prose_row(section_of(block) or "")


def section_of(block: str) -> str | None:
    """Section that `block` belongs to by its id, or None where the id is of no known form."""
    if match := _POINT.fullmatch(block):
        return _SECTIONS.get(match[1])
    if match := _PROSE.fullmatch(block):
        return match[1]
    return None


def number_of(block: str) -> int:
    """Running number of a point or of a paragraph; 0 for other ids."""
    match = _POINT.fullmatch(block) or _PROSE.fullmatch(block)
    return int(match[2]) if match else 0


def next_id(section: str, used: Iterable[str]) -> str:
    """First id after all of `used` in `section`: ids are never reused."""
    row = sequence(section)
    highest = max((number_of(block) for block in used if sequence_of(block) == row), default=0)
    return numbered(section, highest + 1)


def numbered(section: str, number: int) -> str:
    """Id of block `number` of the row that `pind` counts in."""
    letter = LETTERS.get(section)
    return f"{letter}{number}" if letter else prose_id(section, number)


def order(block: str) -> tuple[str, int]:
    """Sort key that puts U2 before U10."""
    match = _POINT.fullmatch(block) or _PROSE.fullmatch(block)
    return (match[1], int(match[2])) if match else (block, 0)


FIGURES = "Nøgletal"
"""The sheet of the key figures."""


class CellId(NamedTuple):
    """A cell of the workbook."""

    sheet: str
    """Name of its sheet, as ``Nøgletal``."""
    cell: str
    """Its place there, as ``E7``; of a figure that has none yet, what it is a figure of."""

    @classmethod
    def parse(cls, name: str) -> CellId:
        """Read ``Nøgletal!E7``; raises ValueError for what names no cell (see `is_cell`)."""
        sheet, cell = name.split("!", 1)
        return cls(sheet, cell)

    @property
    def is_place(self) -> bool:
        """Whether it names a cell that is there, and not a figure that the workbook has not."""
        return _PLACE.fullmatch(self.cell) is not None

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


def is_cell(block: str) -> bool:
    """Tell whether what an edit is of is a cell of the workbook."""
    return "!" in block


class BlockPart(StrEnum):
    """Which part of a block a paragraph shows, by the letter its anchor has."""

    HEADING = "h"
    TEXT = "t"
    REQUEST = "r"
    """The line that says what a recommendation asks, of whom and by when."""
    SOURCE = "m"
    """The line that says where a point is from."""
    WAITING = "w"
    """The sentence in place of a wording nobody has written."""


class Anchor(str):
    """What a paragraph or a cell of the document shows, as its bookmark says it.

    ``U1#h`` is the heading of a point, ``U1#t2`` its second text paragraph, ``3.1/2#t1``
    prose, ``Nøgletal!E7`` a cell of the workbook, ``§3.6`` the heading of a section and ``@3``
    that of an item of an agenda; the empty anchor is of nothing.

    >>> anchor = Anchor("U1#t2")
    >>> anchor.block, anchor.part, anchor.shows
    ('U1', 't2', <BlockPart.TEXT: 't'>)
    >>> Anchor("§3.6").section, Anchor("§3.6").block
    ('3.6', '')
    >>> Anchor("Nøgletal!E7").cell
    CellId(sheet='Nøgletal', cell='E7')
    """

    __slots__ = ()

    @classmethod
    def of_block(cls, block: str, part: BlockPart, number: int | None = None) -> Anchor:
        """The anchor of a part of a block; its text paragraphs are numbered from 1."""
        return cls(f"{block}#{part}{number or ''}")

    @classmethod
    def of_section(cls, section: str) -> Anchor:
        """The anchor of a section's heading."""
        return cls(f"§{section}")

    @classmethod
    def of_item(cls, number: int) -> Anchor:
        """The anchor of the heading of an agenda's item, by the number it was made with."""
        return cls(f"@{number}")

    @property
    def block(self) -> str:
        """Id of the block it shows a part of; empty for cells and headings of sections."""
        block, mark, _ = self.partition("#")
        return block if mark else ""

    @property
    def part(self) -> str:
        """The part of the block with its number, as ``t2``; empty where it is of no block."""
        return self.partition("#")[2]

    @property
    def shows(self) -> BlockPart | None:
        """Which part of a block it shows; None where it is of none, or of one not known."""
        letter = self.part[:1]
        return BlockPart(letter) if letter in _PARTS else None

    @property
    def cell(self) -> CellId | None:
        """The cell of the workbook it shows, if any."""
        return CellId.parse(self) if is_cell(self) else None

    @property
    def section(self) -> str:
        """Number of the section whose heading it is; empty for others."""
        return self[1:] if self.startswith("§") else ""

    @property
    def item(self) -> int:
        """Number of the agenda's item whose heading it is, from 1; 0 for others."""
        return int(self[1:]) if self.startswith("@") else 0


_PARTS = frozenset(BlockPart)
