"""Ids of blocks: points are ``U1``, paragraphs of prose ``3.1/2`` and ``Bilag 1/2``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

CHALLENGES, RECOMMENDATIONS, FOCUS_AREAS = "3.6", "3.7", "4.2"
"""Numbers fixed by the commissioning body."""

LETTERS: Mapping[str, str] = MappingProxyType(
    {CHALLENGES: "U", RECOMMENDATIONS: "A", FOCUS_AREAS: "F"}
)
"""The letter that opens the ids of each section of points."""

_SECTIONS = {letter: section for section, letter in LETTERS.items()}
# Nine digits are more than any report counts to, and few enough for every reader of them.
_POINT = re.compile(r"([A-ZÆØÅ])([1-9][0-9]{0,8})")
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
    return section if is_point_section(section) else f"{section}/"


def sequence_of(block: str) -> str:
    """Name of the row that `block` stands in."""
    if match := _POINT.fullmatch(block):
        return _SECTIONS.get(match[1], "")
    return f"{section_of(block) or ''}/"


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
    return f"{letter}{number}" if letter else f"{section}/{number}"


def order(block: str) -> tuple[str, int]:
    """Sort key that puts U2 before U10."""
    match = _POINT.fullmatch(block) or _PROSE.fullmatch(block)
    return (match[1], int(match[2])) if match else (block, 0)
