"""Hidden bookmarks that say which block a paragraph shows.

A name is ``_rg_`` and letters and digits, 40 characters at most: that is what came
through re-saving and tracked editing in other editors, within one paragraph. The same
place is written ``U1#h`` (heading of a point), ``U1#t2`` (its second paragraph),
``3.1/2#t1``, ``Nøgletal!E7`` and ``§3.6`` (a section's heading) in the rest of the code.
"""

from __future__ import annotations

import re

PREFIX = "_rg_"

_SHEETS = {
    "Medlemmer": "M",
    "Udfordringer": "U",
    "Anbefalinger": "A",
    "Fokusområder": "F",
    "Nøgletal": "N",
    "Opfølgning": "O",
    "Årshjul": "H",
}
_SHEET_OF = {letter: sheet for sheet, letter in _SHEETS.items()}

_POINT = re.compile(r"([A-Z]\d+)([hmw]|t\d+)")
_PROSE = re.compile(r"p(B?\d+(?:x\d+)*)n(\d+)([hmw]|t\d+)")
_CELL = re.compile(r"c([A-Z])([A-Z]{1,3}\d+)")
_SECTION = re.compile(r"s(B?\d+(?:x\d+)*)")


def bookmark(anchor: str) -> str:
    """Name of the bookmark for `anchor`."""
    if anchor.startswith("§"):
        return f"{PREFIX}s{_packed(anchor[1:])}"
    if "!" in anchor:
        sheet, _, cell = anchor.partition("!")
        return f"{PREFIX}c{_SHEETS[sheet]}{cell}"
    block, _, part = anchor.partition("#")
    section, slash, number = block.partition("/")
    return f"{PREFIX}p{_packed(section)}n{number}{part}" if slash else f"{PREFIX}{block}{part}"


def anchor(name: str) -> str | None:
    """The anchor that a bookmark of ours stands for, or None for anybody else's."""
    if not name.startswith(PREFIX):
        return None
    packed = name[len(PREFIX) :]
    if match := _POINT.fullmatch(packed):
        return f"{match[1]}#{match[2]}"
    if match := _PROSE.fullmatch(packed):
        return f"{_unpacked(match[1])}/{match[2]}#{match[3]}"
    if match := _CELL.fullmatch(packed):
        sheet = _SHEET_OF.get(match[1])
        return f"{sheet}!{match[2]}" if sheet else None
    if match := _SECTION.fullmatch(packed):
        return f"§{_unpacked(match[1])}"
    return None


def _packed(section: str) -> str:
    return section.replace("Bilag ", "B").replace(".", "x")


def _unpacked(section: str) -> str:
    return section.replace("B", "Bilag ").replace("x", ".")
