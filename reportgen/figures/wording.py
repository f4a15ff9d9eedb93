"""Numbers as a Danish reader expects them, and the words that tables and charts share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.figures.pivot import Pivot, YearChange
    from reportgen.report.inputs import KeyFigure

EXACT = Context(prec=350, rounding=ROUND_HALF_UP)
"""Arithmetic on key figures: wide enough for the largest number a cell holds, 1E+308."""

MISSING = "–"
"""What stands where a value is missing; an empty cell would look like a slip."""

MINUS = "−"
"""U+2212: as wide as a plus, and no line breaks after it."""

MOST_DECIMALS = 4
_PERCENT_UNITS = frozenset({"%", "pct.", "pct", "procent"})
_COUNT = "antal"
_OF_ONE = {
    "dage": "dag",
    "uger": "uge",
    "måneder": "måned",
    "timer": "time",
    "minutter": "minut",
    "børn": "barn",
    "elever": "elev",
    "personer": "person",
    "borgere": "borger",
    "familier": "familie",
    "sager": "sag",
    "pladser": "plads",
    "kroner": "krone",
}
"""Units that are said otherwise of one."""
_BARE_UNITS = frozenset({"", _COUNT, "indeks", "index", "rate", "andel", "gennemsnit"})


def decimals_of(values: Iterable[Decimal]) -> int:
    """Count the decimals that `values` need to be shown alike, `MOST_DECIMALS` at most.

    Zeros at the end do not count: Excel drops them too, so ``12,50`` arrives as ``12.5``.
    """
    return min(MOST_DECIMALS, max((_decimals(value) for value in values), default=0))


def number(value: Decimal | None, decimals: int = 0) -> str:
    """Write `value` with `decimals` decimals: ``563.935``, ``−12,5``; None is ``–``."""
    if value is None:
        return MISSING
    told = rounded(value, decimals)
    return (MINUS if told < 0 else "") + _digits(told, decimals)


def delta(value: Decimal | None, decimals: int = 0) -> str:
    """Write a change with its sign: ``+12``, ``−3,5``; one that rounds to nothing has none."""
    if value is None:
        return MISSING
    told = rounded(value, decimals)
    sign = "+" if told > 0 else MINUS if told < 0 else ""
    return sign + _digits(told, decimals)


def with_unit(value: Decimal | None, unit: str, decimals: int = 0) -> str:
    """Write `value` as running text does: ``563.935 kr.``, ``12,5 %``; a bare count stays bare.

    A unit that opens with a figure is kept apart from the value: ``564 i 1.000 kr.``; of one,
    a unit is said as of one: ``1 dag``.
    """
    if value is None or is_bare(unit):
        return number(value, decimals)
    return _beside_unit(number(value, decimals), unit)


def _beside_unit(told: str, unit: str) -> str:
    said = unit_text(unit)
    if told.lstrip(f"+{MINUS}") == "1":
        said = _OF_ONE.get(said, said)
    return f"{told} i {said}" if said[:1].isdigit() else f"{told} {said}"


def unit_text(unit: str) -> str:
    """Say `unit` as it follows a number: ``%`` for "pct.", ``pr. 1.000`` for "antal pr. 1.000"."""
    return "%" if is_percent(unit) else unit.strip().removeprefix(f"{_COUNT} ")


def is_percent(unit: str) -> bool:
    """Tell whether `unit` is per cent, however it is spelled."""
    return unit.strip().casefold() in _PERCENT_UNITS


def is_bare(unit: str) -> bool:
    """Tell whether `unit` is not said after a number: "12 antal", "104 indeks"."""
    return unit.strip().casefold() in _BARE_UNITS


def _decimals(value: Decimal) -> int:
    exponent = value.normalize(EXACT).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round `value`; half goes up, as readers were taught (Babel rounds half to even)."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)


@lru_cache(maxsize=16_384)
def _digits(value: Decimal, decimals: int) -> str:
    """Write `value` without its sign; the context keeps `abs` from rounding it."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    with localcontext(EXACT):
        return format_decimal(abs(value), format=pattern, locale="da")


# Words

_MUNICIPALITY = " Kommune"
_AS_ADDED_UP = "I alt"


def short_names(organisations: Collection[str]) -> dict[str, str]:
    """Map each organisation to what stands on an axis: "Faxe" for "Faxe Kommune".

    A name keeps its last word where two would otherwise read alike.
    """
    short = {name: name.removesuffix(_MUNICIPALITY) for name in organisations}
    taken = list(short.values())
    return {name: text if taken.count(text) == 1 else name for name, text in short.items()}


def count_text(organisations: Sequence[str]) -> str:
    """Say how many they are: "17 kommuner", "1 organisation"."""
    count = len(organisations)
    if organisations and all(name.endswith(_MUNICIPALITY) for name in organisations):
        return f"{count} {'kommune' if count == 1 else 'kommuner'}"
    return f"{count} {'organisation' if count == 1 else 'organisationer'}"


def with_its_unit(indicator: str, unit: str) -> str:
    """Name an indicator with its unit: "Antal anbringelser (antal)"."""
    return f"{indicator} ({unit.strip()})" if unit.strip() else indicator


def period(years: Sequence[int]) -> str:
    """Say which years: "2022", or "2019-2022"."""
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def listed(names: Iterable[str]) -> str:
    """Join names as a sentence does: "Faxe, Greve og Køge"."""
    *before, last = names
    return f"{', '.join(before)} og {last}" if before else last


def sentences(*parts: str) -> str:
    """Join sentences, each with one full stop (a unit such as "kr." brings its own)."""
    whole = (part.strip() for part in parts)
    return " ".join(
        part if part.endswith((".", "?", "!")) else f"{part}." for part in whole if part
    )


def source_line(sources: Sequence[str]) -> str:
    """Name the sources: "Kilde: …", or nothing where none is given."""
    return f"Kilde: {'; '.join(sources)}" if sources else ""


def added_up(included: int, of: int) -> str:
    """Name a total, with its coverage where it does not include everyone."""
    return _AS_ADDED_UP if included == of else f"{_AS_ADDED_UP} ({included} af {of})"


def change_text(change: YearChange, pivot: Pivot) -> str:
    """Say a change in running text: "+12 (+4,2 %)"; of percentages, in percentage points."""
    if change.absolute is None:
        return ""
    if rounded(change.absolute, pivot.coarsest) == 0:
        return "uændret"
    amount = delta(change.absolute, pivot.coarsest)
    if is_percent(pivot.unit):
        return f"{amount} procentpoint"
    if not is_bare(pivot.unit):
        amount = _beside_unit(amount, pivot.unit)
    return amount if change.percent is None else f"{amount}, {delta(change.percent, 1)} %"


def value_text(value: Decimal | None, pivot: Pivot) -> str:
    """Say a value of `pivot` in running text, with its unit."""
    most = pivot.decimals
    if value is not None and pivot.finest is not None:  # no zero more than Excel shows
        most = min(most, decimals_of([value]))
    return with_unit(value, pivot.unit, most)


def figure_text(figure: KeyFigure | None, decimals: int) -> str:
    """Write a key figure as Excel shows it, its number with `decimals` decimals at most."""
    if figure is None:
        return MISSING
    most = decimals if figure.decimals is None else min(decimals, figure.decimals)
    return figure.words or number(figure.value, most)
