"""Key figures laid out as organisation by year, with what changed and what it adds up to.

How missing values are treated, so that no number says more than it knows:

- A change needs both years; a change in per cent also needs a first value above zero.
- A year's total adds up the values there are, and `Total.counts` says how many.
- Values are told as Excel shows them. Totals add up what is stored, and are told no finer than
  the coarsest of their values; changes are those between the numbers that are told. Where a
  number is withheld ("under 5"), its year has no total: the others would give it away.
- The change of the total compares only the organisations that have both years
  (`Total.compared`); otherwise an organisation that starts or stops reporting would look
  like a development. Where all have both years it is the difference of the two totals.
- An organisation without a value in the years shown is named, not shown as an empty row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from reportgen.figures.wording import EXACT, decimals_of, rounded
from reportgen.report.inputs import KeyFigure

if TYPE_CHECKING:
    pass


from reportgen.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class YearChange:
    """How far the last year is from the one before it."""

    absolute: Decimal | None = None
    percent: Decimal | None = None
    """None where the first value is zero or negative: per cent of what?"""


@dataclass(frozen=True, slots=True)
class PivotRow:
    """One organisation's figures by year."""

    organisation: str
    figures: Mapping[int, KeyFigure]
    change: YearChange = YearChange()

    def value(self, year: int) -> Decimal | None:
        """Value of `year`, or None where it is missing."""
        return self.figures[year].value if year in self.figures else None


@dataclass(frozen=True, slots=True)
class Total:
    """What the organisations add up to, and how many of them it rests on."""

    values: Mapping[int, Decimal | None]
    """By year; None where one number of the year is withheld, which the total would give away."""
    counts: Mapping[int, int]
    change: YearChange
    compared: int
    """How many organisations have both of the years that are compared."""


@dataclass(frozen=True, slots=True)
class Pivot:
    """One indicator in one unit."""

    indicator: str
    unit: str
    decimals: int
    years: tuple[int, ...]
    """Years with a value, the earliest first; a gap between two of them is possible."""
    rows: tuple[PivotRow, ...]
    total: Total | None = None
    absent: tuple[str, ...] = ()
    """Organisations of the network that have no value."""
    sources: tuple[str, ...] = ()
    finest: int | None = None
    """Decimals of the coarsest value, where Excel shows one rounded; None where it shows all."""

    @property
    def coarsest(self) -> int:
        """Decimals with which what is reckoned from the values may be told."""
        return self.decimals if self.finest is None else min(self.decimals, self.finest)

    def added(self, figures: Iterable[KeyFigure]) -> Decimal | None:
        """What figures of this indicator add up to; None where one of them is withheld."""
        return _added(figures, self.finest)

    def is_withheld(self, year: int) -> bool:
        """Whether a number of `year` is not told, and its total therefore neither."""
        return any(year in row.figures and row.figures[year].value is None for row in self.rows)

    @property
    def latest(self) -> int:
        """Last year with a value."""
        return self.years[-1]

    @property
    def previous(self) -> int | None:
        """The year that the last one is compared with; None where there is only one year."""
        return self.years[-2] if len(self.years) > 1 else None


def pivots(
    figures: Sequence[KeyFigure], organisations: Sequence[str], year: int
) -> tuple[Pivot, ...]:
    """Lay out `figures` up to `year`, one `Pivot` an indicator and unit, in order of appearance.

    Rows follow `organisations`; an organisation that is not among them comes last. Of two
    figures for one organisation, year and indicator the first counts (reading the
    workbook reports the other).
    """
    groups: dict[tuple[str, str], list[KeyFigure]] = {}
    for figure in figures:
        if figure.year <= year:
            groups.setdefault((figure.indicator, figure.unit), []).append(figure)
    with localcontext(EXACT):
        return tuple(_pivot(group, organisations) for group in groups.values())


def last_years(pivot: Pivot, count: int) -> Pivot:
    """Keep the last `count` years of `pivot`, and the organisations that have a value there."""
    if count >= len(pivot.years):
        return pivot
    years = pivot.years[-count:]
    kept = tuple(row for row in pivot.rows if any(year in row.figures for year in years))
    figures = [row.figures[year] for row in kept for year in years if year in row.figures]
    with localcontext(EXACT):
        names = [row.organisation for row in pivot.rows]
        return _pivot(figures, [*names, *pivot.absent], decimals=pivot.decimals)


def change(before: Decimal | None, after: Decimal | None) -> YearChange:
    """Compare two values of the same thing."""
    if before is None or after is None:
        return YearChange()
    with localcontext(EXACT):
        percent = (after - before) / before * 100 if before > 0 else None
        return YearChange(after - before, percent)


def distinct(sources: Iterable[str]) -> tuple[str, ...]:
    """Keep each source that says something once, in order of appearance."""
    return tuple(dict.fromkeys(text for source in sources if (text := " ".join(source.split()))))


def _pivot(
    figures: Sequence[KeyFigure], organisations: Sequence[str], decimals: int | None = None
) -> Pivot:
    """Lay out the figures of one indicator in one unit; pandas turns them into rows by year."""
    import pandas as pd

    first = figures[0]
    frame = pd.DataFrame(
        {
            "organisation": [figure.organisation for figure in figures],
            "year": [figure.year for figure in figures],
            "value": pd.Series([figure.value for figure in figures], dtype=object),
            "figure": pd.Series(list(figures), dtype=object),
        }
    ).drop_duplicates(["organisation", "year"])
    present = list(dict.fromkeys(frame["organisation"]))
    known = [name for name in dict.fromkeys(organisations) if name in set(present)]
    order = known + [name for name in present if name not in set(known)]
    table = frame.pivot(index="organisation", columns="year", values="value").reindex(order)
    years = tuple(int(year) for year in table.columns)
    by_row: dict[str, dict[int, KeyFigure]] = {name: {} for name in order}
    for figure in frame["figure"]:
        by_row[figure.organisation][figure.year] = figure
    adds_up = len(order) > 1 and has_total(first.indicator, first.unit)
    rows = tuple(_row(name, by_row[name], years) for name in order)
    finest = _finest(frame["figure"])
    return Pivot(
        indicator=first.indicator,
        unit=first.unit,
        decimals=decimals_of(frame["value"].dropna()) if decimals is None else decimals,
        years=years,
        rows=rows,
        total=_total(rows, years, finest) if adds_up else None,
        absent=tuple(name for name in dict.fromkeys(organisations) if name not in set(order)),
        sources=distinct(figure.source for figure in frame["figure"]),
        finest=finest,
    )


def _finest(figures: Iterable[KeyFigure]) -> int | None:
    told = (figure.decimals for figure in figures)
    return min((decimals for decimals in told if decimals is not None), default=None)


def _row(name: str, figures: Mapping[int, KeyFigure], years: Sequence[int]) -> PivotRow:
    row = PivotRow(name, figures)
    return replace(row, change=change(*map(row.value, years[-2:]))) if len(years) > 1 else row


def _total(rows: Sequence[PivotRow], years: Sequence[int], decimals: int | None) -> Total:
    figures = {year: [row.figures[year] for row in rows if year in row.figures] for year in years}
    values = {year: _added(figures[year], decimals) for year in years}
    counts = {year: sum(figure.value is not None for figure in figures[year]) for year in years}
    both = [row for row in rows if all(row.value(year) is not None for year in years[-2:])]
    if len(years) < 2 or not both:
        return Total(values, counts, YearChange(), 0)
    before, after = (_added((row.figures[year] for row in both), decimals) for year in years[-2:])
    return Total(values, counts, change(before, after), len(both))


def _added(figures: Iterable[KeyFigure], decimals: int | None) -> Decimal | None:
    """What figures add up to, told no finer than `decimals`; None where one of them is withheld.

    With the sum in hand, the one number that is withheld could be reckoned from the others.
    """
    total = Decimal(0)
    with localcontext(EXACT):
        for figure in figures:
            if figure.amount is None:
                return None
            total += figure.amount
    return total if decimals is None else rounded(total, decimals)


# Which key figures can be added up across organisations

_MONTH = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_DATE = rf"(?:\d{{1,2}}[./]\s?(?:\d{{1,2}}\b|{_MONTH})|ultimo|primo|{_MONTH}|(?:19|20)\d\d\b)"

_RATIO = re.compile(
    rf"""
    %|‰|\bpct\b|\bprocent|\bpromille|procentpoint
    |\bpr\b\.?+\s*+(?!{_DATE})(?=\S)
    |(?<=\w)/\s*(?=[^\W\d])|(?<=\.)/\s*(?=[^\W\d])   # "kr./plads", but not "2021/2022"
    |gennemsnit|\bgns\b|\bsnit\b|\bmedian|\bratio\b|\bindeks|\bindex|indeks\b
    |(?<!h)andel(?:en|e)?\b                          # but not "menneskehandel"
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COUNTS = re.compile(r"\s*(?:antal|antallet|samlet|samlede|sum|i alt)\b", re.IGNORECASE)
_OF_ONE = re.compile(
    r"rate[nr]?\b|grad(?:en)?\b|kvote[nr]?\b|hyppighed|frekvens|score[nr]?\b|karakter(?:en|er)?\b"
    r"|\bpris|pris(?:en)?\b|takst|\balder|normering|tilfredshed|varighed",
    re.IGNORECASE,
)
_TIME = re.compile(r"\s*(minut|time|døgn|dag|uge|måned|år)(?:ter|r|e|er|en)?\.?\s*", re.IGNORECASE)


def has_total(indicator: str, unit: str) -> bool:
    """Tell whether the figures of `indicator`, in `unit`, may be added up across organisations.

    The rule, in the order it is tried, on the unit and the name of the indicator:

    1. A share, rate, index, average or median has no total, nor has anything "pr." something:
       17 percentages add up to nothing. "pr." before a date is no rate ("pr. 31. december").
    2. A name that opens by counting ("Antal …", "Samlet …") has one.
    3. A name for something that belongs to one case (a price, an age, a score) has none.
    4. A unit of time has none (the time a case takes), unless the name counts in that very
       unit ("Sygedage", in days).
    5. Everything else is a count or an amount ("kr.", "børn", "sager") and has a total.

    >>> has_total("Udgift", "kr."), has_total("Udgift pr. barn", "kr.")
    (True, False)
    >>> has_total("Sygedage", "dage"), has_total("Sagsbehandling", "dage")
    (True, False)
    """
    if _RATIO.search(unit) or _RATIO.search(indicator):
        return False
    if _COUNTS.match(indicator):
        return True
    if _OF_ONE.search(indicator) or _OF_ONE.search(unit):
        return False
    time = _TIME.fullmatch(unit)
    return time is None or _counts_in(indicator, time[1])


def _counts_in(indicator: str, unit: str) -> bool:
    """Tell whether the first word of `indicator` ends in the unit of time: "Sygedage"."""
    first = indicator.split(maxsplit=1)[:1] or [""]
    return re.search(rf"{unit}(?:ter|r|e|er)?$", first[0], re.IGNORECASE) is not None


# What looks wrong with the key figures once they are seen together, against the report's year.
#
# Faults of single rows (a figure given twice, two units for one indicator) are found where the
# workbook is read.

_SHEET = "Nøgletal"
MOST_IN_SHORT = 3
"""Key figures in front of a report."""


def figure_problems(figures: Sequence[KeyFigure], year: int, file: str) -> tuple[Problem, ...]:
    """Warn of figures later than the report of `year`, and of indicators without that year.

    Also of indicators that are marked for the front of the report beyond those it has room for.

    `file` is the workbook's name, for the location.
    """
    problems: list[Problem] = []
    latest: dict[str, KeyFigure] = {}
    for figure in figures:
        if figure.year > year:
            values = {"year": figure.year, "report": year}
            problems.append(Problem("figure-after-year", _at(figure, file, "År"), values))
            continue
        if figure.year >= latest.setdefault(figure.indicator, figure).year:
            latest[figure.indicator] = figure
    problems += [
        Problem(
            "figures-none-this-year",
            _at(figure, file, "Indikator"),
            {"indicator": indicator, "year": figure.year, "report": year},
        )
        for indicator, figure in latest.items()
        if figure.year < year
    ]
    marked: dict[str, KeyFigure] = {}
    for figure in figures:
        if figure.in_short:
            marked.setdefault(figure.indicator, figure)
    problems += [
        Problem(
            "figures-in-short-many",
            _at(figure, file, "Kort fortalt"),
            {"indicator": figure.indicator, "most": MOST_IN_SHORT},
        )
        for figure in [*marked.values()][MOST_IN_SHORT:]
    ]
    return tuple(problems)


def _at(figure: KeyFigure, file: str, column: str) -> Location:
    return Location(file=file, sheet=_SHEET, cell=figure.cells.get(column, ""))
