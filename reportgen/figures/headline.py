"""The key figures that stand in front of a report, each with its change since the year before.

What is told of an indicator is one number for the network:

- its total, where its figures can be added up (`reportgen.figures.pivot.has_total`);
- the median, where they cannot, as the bars show it;
- the figure itself, where only one organisation has any.

The numbers of both years rest on the same organisations. Which indicators:

- those that are marked in the column ``Kort fortalt``, in the order of the sheet, the first three
  of them. One that has figures of a single year is told without a change, and one without such
  numbers by its name alone.
- where none is marked, the three whose number has changed the most in per cent, those equal in
  the order of the sheet. One counts only where the two years follow each other and the last is
  the report's year or the one before; where every organisation that has reported anything in
  those two years has a number in both; and where the first number is above zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.figures.build import FEWEST_WITH_MEDIAN, median
from reportgen.figures.pivot import MOST_IN_SHORT, Pivot, PivotRow, YearChange, change, pivots
from reportgen.figures.wording import (
    change_text,
    count_text,
    short_names,
    unit_text,
    value_text,
    with_its_unit,
)
from reportgen.report.inputs import KeyFigure


@dataclass(frozen=True, slots=True)
class Headline:
    """One key figure."""

    pivot: Pivot
    of: str
    """What its number is, and of whom: "i alt i 17 kommuner"; empty where it has none."""
    values: tuple[Decimal, ...] = ()
    """Of the year before and of the latest, of the latest alone where there is only one, or none.
    """

    @property
    def name(self) -> str:
        """The indicator, with its unit where that cannot stand after a number: "1.000 kr."."""
        pivot = self.pivot
        return (
            with_its_unit(pivot.indicator, pivot.unit) if self._is_unit_named else pivot.indicator
        )

    @property
    def _is_unit_named(self) -> bool:
        return unit_text(self.pivot.unit)[:1].isdigit()

    @property
    def change(self) -> YearChange:
        """How far the latest number is from the one before."""
        return change(*self.values) if len(self.values) > 1 else YearChange()

    @property
    def told(self) -> str:
        """The numbers and the change: "1.234 i 2022 mod 1.180 i 2021: +54, +4,6 %"."""
        pivot = replace(self.pivot, unit="") if self._is_unit_named else self.pivot
        said = [value_text(value, pivot) for value in self.values]
        if not said:
            return ""
        latest = f"{said[-1]} i {pivot.latest}"
        if len(said) == 1:
            return latest
        return f"{latest} mod {said[0]} i {pivot.previous}: {change_text(self.change, pivot)}"


def headlines(
    figures: Sequence[KeyFigure], organisations: Sequence[str], year: int
) -> tuple[Headline, ...]:
    """The key figures for the front of the report of `year`, three at most."""
    marked = {(figure.indicator, figure.unit) for figure in figures if figure.in_short}
    laid_out = pivots(figures, organisations, year)
    if marked:
        chosen = [pivot for pivot in laid_out if (pivot.indicator, pivot.unit) in marked]
        return tuple(_headline(pivot) for pivot in chosen[:MOST_IN_SHORT])
    reporting: defaultdict[int, set[str]] = defaultdict(set)
    for figure in figures:
        reporting[figure.year].add(figure.organisation)
    fit = (p for p in laid_out if _is_fresh(p, year) and _has_everyone(p, reporting))
    moved = [(abs(percent), one) for one in map(_headline, fit) if (percent := one.change.percent)]
    ranked = sorted(moved, key=lambda pair: pair[0], reverse=True)
    return tuple(one for _, one in ranked[:MOST_IN_SHORT])


def _is_fresh(pivot: Pivot, year: int) -> bool:
    return pivot.previous == pivot.latest - 1 and pivot.latest >= year - 1


def _has_everyone(pivot: Pivot, reporting: Mapping[int, Collection[str]]) -> bool:
    """Whether nobody is missing who reports anything in the two years that are compared."""
    wanted = {name for year in pivot.years[-2:] for name in reporting[year]}
    return wanted == {row.organisation for row in _rows_of_all(pivot)}


def _rows_of_all(pivot: Pivot) -> list[PivotRow]:
    """Those that have a number in each of the years that are told: two, or the only one."""
    return [row for row in pivot.rows if None not in map(row.value, pivot.years[-2:])]


def _headline(pivot: Pivot) -> Headline:
    """What is told of an indicator: a number for each year, if there is one."""
    rows, years = _rows_of_all(pivot), pivot.years[-2:]
    names = [row.organisation for row in rows]
    of, values = "", list[Decimal | None]()
    if rows and len(pivot.rows) == 1:
        of = f"i {short_names(names)[names[0]]}"
        values = [rows[0].value(year) for year in years]
    elif rows and pivot.total is not None and not any(map(pivot.is_withheld, years)):
        of = f"i alt i {count_text(names)}"
        values = [pivot.added(row.figures[year] for row in rows) for year in years]
    elif len(rows) >= FEWEST_WITH_MEDIAN and pivot.total is None:
        of = f"median af {count_text(names)}"
        values = [_middle(rows, year, pivot) for year in years]
    return Headline(pivot, of, tuple(value for value in values if value is not None))


def _middle(rows: Sequence[PivotRow], year: int, pivot: Pivot) -> Decimal:
    return median(sorted(v for row in rows if (v := row.value(year)) is not None), pivot)
