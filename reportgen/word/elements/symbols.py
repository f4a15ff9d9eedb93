"""Characters that a font or a raised baseline makes of others: one table for every reader.

Word's symbols are codes of a font that means nothing elsewhere (``F0B3`` in Symbol is ≥),
and ``m²`` is often an m and a raised 2. Both are read as the characters they show.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.word.elements.symbol_fonts import characters_of, is_symbol_font
from reportgen.word.elements.values import VAL

UNKNOWN = "\ufffd"
"""Stands for a character that is shown, and that nobody can tell without its font."""

_PRIVATE, _LAST = 0xF000, 0xF8FF
"""Codes that stand for others of the font: those of symbols are written from F020 on."""
_FOR_PRIVATE_USE = "\ue000"
"""The first of the codes that mean nothing without their font (Unicode 23.5)."""
_FONTS, _SCRIPT = qn("w:rFonts"), qn("w:vertAlign")
_NAMES = (qn("w:ascii"), qn("w:hAnsi"))
_SCRIPTS = (*range(0xAA, 0xBB), *range(0x1D62, 0x1D66), *range(0x2070, 0x209D), 0x2C7C)
"""Where Unicode has its raised and lowered characters."""
_HYPHENS = "-–"


class Script(StrEnum):
    """Where characters stand that are not on the line."""

    RAISED = "super"
    LOWERED = "sub"


_NAMED = {"superscript": Script.RAISED, "subscript": Script.LOWERED}


def symbol(font: str, code: int) -> str:
    """The character that a code shows in a font; `UNKNOWN` where there is none.

    >>> symbol("Symbol", 0xF0B3), symbol("Wingdings", 0xE0), symbol("Arial", 0xF0B3)
    ('≥', '→', '�')
    """
    if is_symbol_font(font):
        own = code - _PRIVATE if code >= _PRIVATE else code
        return characters_of(font).get(own, UNKNOWN)
    # What is no character by itself still took the place of one.
    known = 0x20 <= code <= 0xFFFF and not 0xD800 <= code <= _LAST
    return chr(code) if known else UNKNOWN


def shown(text: str, properties: Element | None) -> str:
    """What a reader sees of text that is written with these properties of a run.

    >>> shown("50 \uf0b3 40", None)
    '50 � 40'
    """
    if not text or (properties is None and max(text) < _FOR_PRIVATE_USE):
        return text
    fonts = None if properties is None else next(properties.iterchildren(_FONTS), None)
    if fonts is not None:
        names = (fonts.get(name) or "" for name in _NAMES)
        if font := next(filter(is_symbol_font, names), ""):
            return "".join(_typed(font, character) for character in text)
    if max(text) >= _FOR_PRIVATE_USE:
        text = "".join(UNKNOWN if _FOR_PRIVATE_USE <= sign <= chr(_LAST) else sign for sign in text)
    script = None if properties is None else script_of(properties)
    return text if script is None else in_script(text, script) or text


def script_of(properties: Element) -> Script | None:
    """Whether a run is raised or lowered to be read so; shifting it by hand means nothing."""
    align = next(properties.iterchildren(_SCRIPT), None)
    return None if align is None else _NAMED.get(align.get(VAL) or "")


def in_script(text: str, script: Script) -> str:
    """Text in characters that are raised or lowered by themselves; empty where one has none.

    >>> in_script("2", Script.RAISED), in_script("x+1", Script.LOWERED)
    ('²', 'ₓ₊₁')
    """
    known = _of_script(script)
    written = [known.get(character, "") for character in text]
    return "".join(written) if all(written) else ""


def is_in_script(text: str, script: Script) -> bool:
    """Whether the characters of a text say themselves that they are raised or lowered."""
    return set(text) <= set(_of_script(script).values())


@cache
def _of_script(script: Script) -> Mapping[str, str]:
    """Each character on the line to the one that Unicode says is the same, raised or lowered."""
    found: dict[str, str] = {" ": " ", "\u00a0": "\u00a0"}
    for code in _SCRIPTS:
        how, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if how == f"<{script}>" and " " not in plain:
            found.setdefault(chr(int(plain, 16)), chr(code))
    return found | dict.fromkeys(_HYPHENS, found["\u2212"])


def _typed(font: str, character: str) -> str:
    code = ord(character)
    if code > 0xFF and not _PRIVATE <= code <= _LAST:
        return character  # which another font shows
    return character if character.isspace() else symbol(font, code)
