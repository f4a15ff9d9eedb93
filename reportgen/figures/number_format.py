"""Numbers as a Danish reader expects them, and back again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache

EXACT = Context(prec=350, rounding=ROUND_HALF_UP)
"""Arithmetic on key figures: wide enough for the largest number a cell holds, 1E+308."""

MISSING = "–"
"""What stands where a value is missing; an empty cell would look like a slip."""

MINUS = "−"
"""U+2212: as wide as a plus, and no line breaks after it."""

MOST_DECIMALS = 4
_PERCENT_UNITS = frozenset({"%", "pct.", "pct", "procent"})
_COUNT = "antal"
_BARE_UNITS = frozenset({"", _COUNT, "indeks", "index", "rate", "andel", "gennemsnit"})
_DANISH = re.compile(r"(?P<sign>[-−+]?)\s?(?P<whole>\d{1,3}(?:[.\s]\d{3})+|\d+)(?:,(?P<part>\d+))?")


def decimals_of(values: Iterable[Decimal]) -> int:
    """Count the decimals that `values` need to be shown alike, `MOST_DECIMALS` at most.

    Zeros at the end do not count: Excel drops them too, so ``12,50`` arrives as ``12.5``.
    """
    return min(MOST_DECIMALS, max((_decimals(value) for value in values), default=0))


def number(value: Decimal | None, decimals: int = 0) -> str:
    """Write `value` with `decimals` decimals: ``563.935``, ``−12,5``; None is ``–``."""
    if value is None:
        return MISSING
    rounded = _rounded(value, decimals)
    return (MINUS if rounded < 0 else "") + _digits(rounded, decimals)


def delta(value: Decimal | None, decimals: int = 0) -> str:
    """Write a change with its sign: ``+12``, ``−3,5``; one that rounds to nothing has none."""
    if value is None:
        return MISSING
    rounded = _rounded(value, decimals)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return sign + _digits(rounded, decimals)


def with_unit(value: Decimal | None, unit: str, decimals: int = 0) -> str:
    """Write `value` as running text does: ``563.935 kr.``, ``12,5 %``; a bare count stays bare."""
    if value is None or is_bare(unit):
        return number(value, decimals)
    return f"{number(value, decimals)} {spoken(unit)}"


def spoken(unit: str) -> str:
    """Say `unit` as it follows a number: ``%`` for "pct.", ``pr. 1.000`` for "antal pr. 1.000"."""
    return "%" if is_percent(unit) else unit.strip().removeprefix(f"{_COUNT} ")


def is_percent(unit: str) -> bool:
    """Tell whether `unit` is per cent, however it is spelled."""
    return unit.strip().casefold() in _PERCENT_UNITS


def is_bare(unit: str) -> bool:
    """Tell whether `unit` is not said after a number: "12 antal", "104 indeks"."""
    return unit.strip().casefold() in _BARE_UNITS


def parse_number(text: str, unit: str = "") -> Decimal | None:
    """Read a number typed the Danish way, with or without its `unit`; None if it is not one.

    A full stop parts thousands and nothing else: ``12.5`` is refused, since its writer may
    have meant twelve and a half.
    """
    bare = text.strip()
    for suffix in {unit.strip(), "%"}:
        bare = bare.removesuffix(suffix).strip() if suffix else bare
    match = _DANISH.fullmatch(bare)
    if match is None:
        return None
    sign = "-" if match["sign"] in {"-", MINUS} else ""
    whole = re.sub(r"\D", "", match["whole"])
    return Decimal(f"{sign}{whole}.{match['part'] or '0'}")


def _decimals(value: Decimal) -> int:
    exponent = value.normalize(EXACT).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounded(value: Decimal, decimals: int) -> Decimal:
    # Half goes up, as readers were taught; Babel alone would round half to even.
    return value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)


@lru_cache(maxsize=16_384)
def _digits(value: Decimal, decimals: int) -> str:
    """Write `value` without its sign; the context keeps `abs` from rounding it."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(EXACT):
        return format_decimal(abs(value), format=pattern, locale="da")
