"""How wide letters are, so that it is known without any program how long a line gets.

The widths are those of Carlito, which was made with the very widths of Calibri
(table hmtx of OpenType, 2048 units to the size of the type). Each letter has the widest of its
regular, bold and italic form, and stands with those at most 14 units narrower, so that no line
comes out longer than it is reckoned.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

EM = 2048
"""Units to the size of the type."""
_WIDEST = EM + EM // 4
"""A letter that is not listed: signs of other scripts are as wide as they are high, or wider."""

_SHARING: Mapping[str, int] = {
    " ": 463,
    "'": 478,
    "il": 503,
    ",j‘’": 528,
    ".I·": 548,
    ":;": 565,
    "-`´": 627,
    "()f": 648,
    "![]": 667,
    "J²³": 692,
    "t{}°": 710,
    "r": 728,
    "sz": 817,
    "¨": 849,
    "/L\\c": 880,
    '"“”': 898,
    "?Fx": 949,
    "S": 968,
    "Zkvy|": 983,
    "E": 1000,
    "#*+<=>T^_~§–•−": 1020,
    "$0123456789e€": 1038,
    "Yag": 1064,
    "CPbdhnopqu«»ð": 1103,
    "Kø": 1120,
    "Xß": 1136,
    "BR": 1153,
    "V": 1211,
    "A": 1241,
    "DGH": 1305,
    "NU": 1349,
    "OØ": 1394,
    "Q½": 1415,
    "&…": 1457,
    "%": 1493,
    "w": 1526,
    "Ææ": 1588,
    "m": 1666,
    "M": 1790,
    "@": 1840,
    "W—": 1856,
}
_WIDTHS = MappingProxyType({c: width for letters, width in _SHARING.items() for c in letters})


@cache
def advance(character: str) -> int:
    """Width of a character in units of `EM`; one with an accent is as wide as without it.

    >>> advance("i"), advance("é") == advance("e"), advance("字")
    (503, True, 2560)
    """
    known = _WIDTHS.get(character)
    if known is None:
        # A blank that does not break the line is a blank, and a letter with an accent a letter.
        plain = unicodedata.normalize("NFKD", character)
        known = sum(_WIDTHS.get(part, 0) for part in plain)
    return known or _WIDEST
