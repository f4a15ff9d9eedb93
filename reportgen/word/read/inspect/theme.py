"""The colours of a document's theme, put where a chart names them by their place in it.

DrawingML, ECMA-376 part 1, 20.1.2.3.29 (scheme colour) and 20.1.6.2 (colour scheme).
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element

_PLACES = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
"""Text and background, as every document maps them that does not say otherwise."""
_WHOLE = 100_000


def theme_colours(theme: Element | None) -> Mapping[str, str]:
    """The colours of a theme as ``RRGGBB``, by their place: ``accent1``, ``dk1``, ``tx1``."""
    scheme = None if theme is None else theme.find(qn("a:themeElements/a:clrScheme"))
    colours = {}
    for place in () if scheme is None else scheme:
        for colour in place.iter(qn("a:srgbClr"), qn("a:sysClr")):
            told = colour.get("lastClr") or colour.get("val") or ""
            colours[etree.QName(place).localname] = told.upper()
    return colours | {name: colours[place] for name, place in _PLACES.items() if place in colours}


def name_colours(chart: Element, colours: Mapping[str, str]) -> Element:
    """Name the scheme colours of a chart; those that the theme lacks stay as they are."""
    for named in chart.iter(qn("a:schemeClr")):
        if colour := colours.get(named.get("val") or ""):
            changed = _lightened(colour, _share(named, "a:lumMod", 1), _share(named, "a:lumOff", 0))
            named.tag = qn("a:srgbClr")
            named.set("val", changed)
    return chart


def _share(colour: Element, tag: str, otherwise: float) -> float:
    found = colour.find(qn(tag))
    return otherwise if found is None else int(found.get("val") or 0) / _WHOLE


def _lightened(colour: str, kept: float, added: float) -> str:
    """`colour` with `kept` of its lightness and `added` to it (20.1.2.3.20 and .21)."""
    if (kept, added) == (1, 0):
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = min(max(light * kept + added, 0.0), 1.0)
    parts = colorsys.hls_to_rgb(hue, light, saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)
