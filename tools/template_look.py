"""Measures and colours of the template, in the units Word's XML counts in."""

from __future__ import annotations

ACCENT = "0F4C5C"
TINT = "E8F0F2"
TEXT = "1F2933"
QUIET = "5B6770"
"""Grey for small print: 5.8 to 1 on white, 5.0 to 1 on the tint."""
RULE = "C5D2D6"
ON_ACCENT = "D3E2E6"
"""Second colour of text on the accent: 7.2 to 1."""
FONT = "Calibri"

# Twentieths of a point.
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
MARGIN_TOP, MARGIN_BOTTOM = 1644, 1417
MARGIN_LEFT, MARGIN_RIGHT = 1701, 1417
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT

BAND_BORDER = 96
"""Eighths of a point; the widest a paragraph border can be (12 pt)."""
BAND_SPACE = 31
"""Points; the widest a border can stand from its text."""
BAND_INSET = (BAND_BORDER // 8 + BAND_SPACE) * 20
"""How far the band reaches beyond its text. The cover's side margins are exactly this,
so that the band runs out over the edges of the page."""

NUMBER_HANG = MARGIN_LEFT - BAND_INSET
"""How far the numbers of headings hang into the margin: they stand under the cover's text."""
POINT_HANG = 454
"""How far the number of a point hangs into the margin (8 mm)."""

PLACES = {ACCENT: "accent1", TINT: "background2", TEXT: "text1", "FFFFFF": "background1"}
"""Where the colours stand in the theme (ST_ThemeColor, ECMA-376 part 1, 17.18.97)."""


def themed(xml: str) -> str:
    """Let colours of letters, rules and grounds follow the theme, as those of charts do."""
    for colour, place in PLACES.items():
        for named in (f'<w:color w:val="{colour}"', f' w:color="{colour}"'):
            xml = xml.replace(named, f'{named} w:themeColor="{place}"')
        xml = xml.replace(f' w:fill="{colour}"', f' w:fill="{colour}" w:themeFill="{place}"')
    return xml
