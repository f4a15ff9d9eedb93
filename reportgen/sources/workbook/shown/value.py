"""A key figure's value as Excel shows it, held against its unit.

What is shown is what is published. A number that stands with words that bound it ("under 5"),
in another currency or scale than its unit says, or not at all, is no number to reckon with:
then only what is shown is told, and sums, changes and charts do without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reportgen.figures.wording import MISSING, is_percent
from reportgen.report.inputs import Behind
from reportgen.sources.workbook.shown.number_section import Shown
from reportgen.sources.workbook.values import (
    CellValue,
    Finding,
    Formatted,
    danish_number,
    number,
)

_SAME = {
    "kr": ("kr", "dkk", "krone", "kroner"),
    "€": ("€", "eur", "euro"),
    "$": ("$", "usd", "dollar", "us$"),
    "£": ("£", "gbp", "pund"),
    "%": ("%", "pct", "procent"),
    "tusind": ("tusind", "tusinde", "t", "1.000", "1000", "tkr", "k"),
    "mio": ("mio", "million", "millioner", "mill", "1.000.000", "1000000", "mkr"),
    "mia": ("mia", "milliard", "milliarder", "mrd", "1.000.000.000", "1000000000"),
}
_WORD_OF = {spelling: word for word, spellings in _SAME.items() for spelling in spellings}
_CURRENCIES = frozenset({"kr", "€", "$", "£", "nok", "sek", "chf", "isk"})
_SCALES = ("", "tusind", "mio", "mia")
_WITH_KRONER = frozenset({"tkr", "mkr"})
_RATE = re.compile(r"\bpr\.?\s*[\d.]+")

_BOUNDS = re.compile(
    r"[<>≤≥\d±–-]|\b(?:under|over|højst|mindst|færre|flere|mere|mindre|lavere|højere|maks|max|min"
    r"|op til|fra|til|mellem|ikke|ingen|ukendt|fortrolig|diskretion\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ShownValue:
    """What a key figure's cell says."""

    value: Decimal | None
    words: str = ""
    behind: Behind | None = None


def shown_value(value: CellValue, unit: str) -> tuple[ShownValue | None, Finding | None]:
    """Read the cell of a value whose unit is `unit`; None where it says nothing."""
    if not isinstance(value, Formatted):
        read, finding = number(value)
        return (ShownValue(read) if read is not None else None), finding
    shown = value.shown
    behind = Behind(value.stored, value.code, shown.exact)
    code, with_number = _remark(shown, unit)
    words = shown.text or MISSING
    told: dict[str, object] = {"shown": shown.text, "unit": unit}
    if code == "workbook-value-otherwise":
        told["stored"] = danish_number(value.stored)
    elif shown.thousands:
        told["right"] = f"{_RIGHT_SCALE[min(shown.thousands, 3)]} {unit}"
    elif code == "workbook-percent":
        told["shown"] = danish_number(shown.number or Decimal(0))
    finding = Finding(code, told) if code else None
    if not with_number:
        return ShownValue(None, words, behind), finding
    said = shown.number
    is_told = code == "workbook-value-with-words"
    return ShownValue(said, words if is_told else "", behind), finding


_RIGHT_SCALE = ("", "1.000", "mio.", "mia.")


def _remark(shown: Shown, unit: str) -> tuple[str, bool]:
    """What there is to say of the cell, if anything, and whether its number is one to reckon with.

    >>> _remark(Shown("7 stk.", Decimal(7), Decimal(7), "stk."), "antal")
    ('workbook-value-with-words', True)
    """
    if shown.number is None:
        return ("workbook-value-in-words" if shown.text else "workbook-value-hidden"), False
    if not shown.is_rounded:
        return "workbook-value-otherwise", False
    if not any(character.isdigit() for character in shown.text):
        return "workbook-value-zero", True
    said, asked = _words(shown.words), _words(unit)
    strange = said - asked
    scale = _SCALES[min(shown.thousands, len(_SCALES) - 1)]
    if scale and scale not in asked:
        return "workbook-value-scale", False
    if strange & set(_SCALES):
        return "workbook-value-scale-named", False
    if strange & _CURRENCIES:
        return "workbook-value-currency", False
    if strange - {"%"}:
        bounded = _BOUNDS.search(" ".join(strange)) is not None
        return ("workbook-value-in-words" if bounded else "workbook-value-with-words"), not bounded
    if (shown.is_percent or "%" in strange) and not is_percent(unit):
        return "workbook-percent", True
    minus_by_colour = shown.number < 0 and not re.search(r"[-−(]", shown.text)
    return ("workbook-value-minus" if minus_by_colour else ""), True


def _words(text: str) -> set[str]:
    """The words of a unit or of what stands beside a number, each spelt one way."""
    pieces = re.findall(r"[^\s(),;/%€$£]+|[%€$£]", _RATE.sub(" ", text.casefold()))
    words: set[str] = set()
    for piece in pieces:
        word = piece.strip(".")
        if word in _WITH_KRONER:
            words.add("kr")
        if word.startswith("t.kr"):
            words |= {"tusind", "kr"}
        elif word:
            words.add(_WORD_OF.get(word, word))
    return words
