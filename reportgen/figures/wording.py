"""The Danish words that tables and charts of key figures share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from reportgen.figures.number_format import delta, is_bare, is_percent, spoken, with_unit

if TYPE_CHECKING:
    from decimal import Decimal

    from reportgen.figures.pivot import Change, Pivot

_MUNICIPALITY = " Kommune"
_AS_ADDED_UP = "I alt"


def short_names(organisations: Collection[str]) -> dict[str, str]:
    """Map each organisation to what stands on an axis: "Faxe" for "Faxe Kommune".

    A name keeps its last word where two would otherwise read alike.
    """
    short = {name: name.removesuffix(_MUNICIPALITY) for name in organisations}
    taken = list(short.values())
    return {name: text if taken.count(text) == 1 else name for name, text in short.items()}


def counted(organisations: Sequence[str]) -> str:
    """Say how many they are: "17 kommuner", "1 organisation"."""
    count = len(organisations)
    if organisations and all(name.endswith(_MUNICIPALITY) for name in organisations):
        return f"{count} {'kommune' if count == 1 else 'kommuner'}"
    return f"{count} {'organisation' if count == 1 else 'organisationer'}"


def titled(indicator: str, unit: str) -> str:
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
    said = (part.strip() for part in parts)
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in said if part)


def source_line(sources: Sequence[str]) -> str:
    """Name the sources: "Kilde: …", or nothing where none is given."""
    return f"Kilde: {'; '.join(sources)}" if sources else ""


def added_up(included: int, of: int) -> str:
    """Name a total, with its coverage where it does not include everyone."""
    return _AS_ADDED_UP if included == of else f"{_AS_ADDED_UP} ({included} af {of})"


def said_change(change: Change, pivot: Pivot) -> str:
    """Say a change in running text: "+12 (+4,2 %)"; of percentages, in percentage points."""
    if change.absolute is None:
        return ""
    amount = delta(change.absolute, pivot.decimals)
    if is_percent(pivot.unit):
        return f"{amount} procentpoint"
    if not is_bare(pivot.unit):
        amount = f"{amount} {spoken(pivot.unit)}"
    return amount if change.percent is None else f"{amount}, {delta(change.percent, 1)} %"


def said(value: Decimal | None, pivot: Pivot) -> str:
    """Say a value of `pivot` in running text, with its unit."""
    return with_unit(value, pivot.unit, pivot.decimals)
