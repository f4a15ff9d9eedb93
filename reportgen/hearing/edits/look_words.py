"""How it is told, in Danish, that words look otherwise than they were sent out."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from reportgen.hearing.model import Look

_LONGEST = 300
"""Characters of a quotation beyond which it is told where it ends."""
_GREY, _LIGHT, _DARK = 0.18, 0.85, 0.3
_BROWN = 0.65
_HUES = (
    (15, "rødt"),
    (42, "orange"),
    (68, "gult"),
    (165, "grønt"),
    (195, "turkis"),
    (255, "blåt"),
    (290, "lilla"),
    (340, "pink"),
    (361, "rødt"),
)
"""Where on the circle of colours, in degrees, each ends."""
_PROPERTIES: Mapping[str, str] = MappingProxyType(
    {
        "sz": "Skriftstørrelsen",
        "rFonts": "Skrifttypen",
        "caps": "Brugen af store bogstaver",
        "smallCaps": "Brugen af store bogstaver",
        "spacing": "Afstanden",
        "position": "Højden på linjen",
        "lang": "Sproget",
        "jc": "Justeringen",
        "ind": "Indrykningen",
        "numPr": "Placeringen på listen",
        "ilvl": "Placeringen på listen",
        "pStyle": "Typografien",
        "rStyle": "Typografien",
        "keepNext": "Sideopdelingen",
        "keepLines": "Sideopdelingen",
        "pageBreakBefore": "Sideopdelingen",
        "widowControl": "Sideopdelingen",
    }
)
_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "Title": "titel",
        "Subtitle": "undertitel",
        "Punkt": "overskrift på et punkt",
        "Mellemrubrik": "mellemrubrik",
        "Billedtekst": "billedtekst",
        "quote": "citat",
        "intensequote": "citat",
    }
)
_HEADING = re.compile(r"heading([1-9])", re.IGNORECASE)


def looking(look: Look, colour: str, words: str) -> str:
    """That words have a look they did not have: ``Markeret med gult: “…”``."""
    match look:
        case Look.MARKED:
            how = f"Markeret med {colour_name(colour)}"
        case Look.COLOURED:
            how = f"Skrevet med {colour_name(colour)}"
        case Look.HIDDEN:
            how = "Skjult tekst"
        case Look.UNDERLINED:
            how = "Understreget"
        case Look.RAISED:
            how = "Hævet skrift, som rapporten ikke kan vise"
        case Look.LOWERED:
            how = "Sænket skrift, som rapporten ikke kan vise"
    return f"{how}: {quoted(words)}"


def changed(properties: Iterable[str], words: str) -> str:
    """That somebody changed, with tracking on, how words are set."""
    names = dict.fromkeys(_PROPERTIES.get(each, "Formateringen") for each in properties)
    first, *others = names
    listed = [first, *(other.lower() for other in others)]
    what = listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} og {listed[-1]}"
    return f"{what} er ændret: {quoted(words)}"


def restyled(before: str, after: str, words: str) -> str:
    """That a paragraph was made another kind of one; empty where readers see none."""
    was, now = style_name(before), style_name(after)
    if was == now:
        return ""
    if now:
        return f"Gjort til {now}: {quoted(words)}"
    return f"Gjort fra {was} til almindelig tekst: {quoted(words)}"


def style_name(style: str) -> str:
    """What readers call a paragraph of a style; empty for text like any other."""
    if heading := _HEADING.fullmatch(style):
        return f"overskrift på niveau {heading[1]}"
    return _STYLES.get(style, "")


def own_words_struck(words: str) -> str:
    """That words were struck through which never stood in what was sent out."""
    return f"Skrevet ind og overstreget igen: {quoted(words)}"


def unreadable(words: str) -> str:
    """That a character shows nothing without its font."""
    return f"Et tegn kan ikke læses uden sin skrifttype: {quoted(words)}"


def quoted(words: str) -> str:
    """Words in quotation marks, a long stretch by its beginning and its end."""
    text = " ".join(words.split())
    if len(text) > _LONGEST:
        half = _LONGEST // 2
        text = f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
    return f"“{text}”"


def colour_name(colour: str) -> str:
    """What people call a colour ``RRGGBB``.

    >>> [colour_name(each) for each in ("FFFF00", "C00000", "1F3864", "808080", "000000")]
    ['gult', 'rødt', 'blåt', 'gråt', 'sort']
    """
    red, green, blue = (part / 255 for part in bytes.fromhex(colour))
    hue, saturation, brightness = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < _GREY:
        return "sort" if brightness < _DARK else "hvidt" if brightness > _LIGHT else "gråt"
    name = next(name for end, name in _HUES if hue * 360 < end)
    return "brunt" if name == "orange" and brightness < _BROWN else name
