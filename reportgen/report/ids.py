"""Ids of blocks: points are ``U1``, paragraphs of prose ``3.1/2``, cells ``Nøgletal!E7``."""

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

_POINT = re.compile(r"([A-ZÆØÅ])([1-9]\d*)")
_PROSE = re.compile(r"(\d+(?:\.\d+)*)/([1-9]\d*)")


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
    section = section_of(block) or ""
    return section if is_point(block) else f"{section}/"


def section_of(block: str) -> str | None:
    """Section that `block` belongs to by its id, or None where the id is of no known form."""
    if match := _POINT.fullmatch(block):
        return next((s for s, letter in LETTERS.items() if letter == match[1]), None)
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
    letter = LETTERS.get(section)
    return f"{letter}{highest + 1}" if letter else f"{section}/{highest + 1}"


def order(block: str) -> tuple[str, int]:
    """Sort key that puts U2 before U10."""
    match = _POINT.fullmatch(block) or _PROSE.fullmatch(block)
    return (match[1], int(match[2])) if match else (block, 0)
