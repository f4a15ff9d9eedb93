"""The colours of Word's highlighter."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MARKERS: Mapping[str, str] = MappingProxyType(
    {
        "black": "000000",
        "blue": "0000FF",
        "cyan": "00FFFF",
        "darkBlue": "00008B",
        "darkCyan": "008B8B",
        "darkGray": "A9A9A9",
        "darkGreen": "006400",
        "darkMagenta": "800080",
        "darkRed": "8B0000",
        "darkYellow": "808000",
        "green": "00FF00",
        "lightGray": "D3D3D3",
        "magenta": "FF00FF",
        "red": "FF0000",
        "white": "FFFFFF",
        "yellow": "FFFF00",
    }
)
"""Name of each to what it looks like, ``RRGGBB`` (ECMA-376 part 1, 17.18.40)."""
