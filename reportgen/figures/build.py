"""From a pivot to the charts that show it: what to plot, and what the plot says.

- **Bars**: the latest year, one bar an organisation, the highest at the top, with a marked bar
  for the median where there are enough to have a middle. The chart answers "who lies where";
  the table beside it, in the network's own order, answers "what about us". An organisation
  without a value is left out and named: a bar of no length would read as zero.
- **Lines**: the years, from three of them on. A total where there is one, over the
  organisations that have a value every year, so that the line shows a development and not
  who reported. Otherwise the organisations themselves, `MOST_LINES` at most; of more, the two
  highest, the one in the middle and the two lowest, which is the spread and where it goes.
  Three years are no figure: the table tells them, and one line alone is a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from reportgen.figures.axis import scale
from reportgen.figures.chart import Chart, ChartKind, Series
from reportgen.figures.pivot import Pivot, PivotRow, change, distinct
from reportgen.figures.wording import (
    EXACT,
    MISSING,
    added_up,
    change_text,
    count_text,
    listed,
    number,
    period,
    rounded,
    sentences,
    short_names,
    value_text,
    with_its_unit,
)

MOST_LINES = 5
"""More lines than this cannot be told apart."""

LINE_YEARS = 15
"""How far back a line goes, counted from the latest year."""

MOST_BARS = 40
"""More bars than this have no room on a page; the table tells them."""

FEWEST_WITH_MEDIAN = 5
"""Organisations that have a middle; of fewer each is seen at a glance."""

_FEWEST_YEARS = 3
_MEDIAN = "Median"
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart with the words around it."""

    chart: Chart
    title: str
    """The message, without number and full stop."""
    note: str
    """What a reader must know to read it right; empty where there is nothing."""
    sources: tuple[str, ...]


def plots(pivot: Pivot) -> tuple[Plot, ...]:
    """Draw what is worth drawing of `pivot`: bars, lines, both or neither."""
    drawn = (bars(pivot), lines(pivot))
    return tuple(plot for plot in drawn if plot is not None and not _is_short(plot))


def told(pivot: Pivot) -> str:
    """Say a development that a sentence tells better than a figure; empty where there is none."""
    plot = lines(pivot)
    if plot is None or not _is_short(plot) or len(plot.chart.series) > 1:
        return ""
    return sentences(plot.title, plot.note)


def _is_short(plot: Plot) -> bool:
    """Whether the lines follow no more years than the table beside them shows at a glance."""
    rows = zip(*(series.values for series in plot.chart.series), strict=True)
    years = sum(any(value is not None for value in row) for row in rows)
    return plot.chart.kind is ChartKind.LINES and years <= _FEWEST_YEARS


def bars(pivot: Pivot) -> Plot | None:
    """Compare the organisations in the latest year; None where there is nobody to compare."""
    year = pivot.latest
    ranked = _ranked(pivot.rows, year)
    if not 2 <= len(ranked) <= MOST_BARS:
        return None
    short = short_names([row.organisation for row in pivot.rows])
    names = [short[row.organisation] for row in ranked]
    values = [value for row in ranked if (value := row.value(year)) is not None]
    who = count_text([row.organisation for row in ranked])
    kind = with_its_unit(pivot.indicator, pivot.unit)
    total = pivot.total.values[year] if pivot.total else None
    added = value_text(total, pivot) if total is not None else ""
    top, bottom = _holders(names, values, values[0]), _holders(names, values, values[-1])
    alike = values[0] == values[-1]
    highest, lowest = value_text(values[0], pivot), value_text(values[-1], pivot)
    middle = median(values, pivot) if len(values) >= FEWEST_WITH_MEDIAN else None
    spread = (
        f"alle på {highest}"
        if alike
        else (f"højest i {top} ({highest}), lavest i {bottom} ({lowest})")
    )
    alt = sentences(
        f"Liggende søjler: {kind} i {year} for {who}",
        f"Alle har {highest}"
        if alike
        else f"Højest er {top} med {highest}, lavest {bottom} med {lowest}",
        f"I alt {added}" if added else "",
        f"Medianen er {value_text(middle, pivot)}" if middle is not None and not alike else "",
    )
    marked = None
    if middle is not None and not alike:
        marked = sum(value >= middle for value in values)
        names.insert(marked, _MEDIAN)
        values.insert(marked, middle)
    without = [short[row.organisation] for row in pivot.rows if year not in row.figures]
    return Plot(
        chart=Chart(
            kind=ChartKind.BARS,
            categories=tuple(names),
            series=(Series(f"{pivot.indicator} {year}", tuple(values)),),
            unit=pivot.unit,
            decimals=pivot.coarsest,
            alt=alt,
            marked=marked,
        ),
        title=f"{pivot.indicator} i {who}, {year}: {spread}",
        note=_note(
            f"Uden tal for {year}: {listed(without)}" if without else "",
            *_told_otherwise(pivot.rows, (year,), short),
        ),
        sources=distinct(row.figures[year].source for row in ranked),
    )


def lines(pivot: Pivot) -> Plot | None:
    """Follow the years; None where there are fewer than three of them."""
    years = line_years(pivot)
    if len(years) < _FEWEST_YEARS:
        return None
    rows = [row for row in pivot.rows if any(year in row.figures for year in years)]
    complete = [row for row in rows if len(_values(row, years)) == len(years)]
    if pivot.total is not None and 0 < len(rows) <= 2 * len(complete):
        return _total_line(pivot, years, rows, complete)
    return _organisation_lines(pivot, years, rows)


def line_years(pivot: Pivot) -> tuple[int, ...]:
    """Years with a value that a line chart of `pivot` reaches back to."""
    return tuple(year for year in pivot.years if year > pivot.latest - LINE_YEARS)


def _total_line(
    pivot: Pivot, years: Sequence[int], rows: Sequence[PivotRow], complete: Sequence[PivotRow]
) -> Plot:
    """One line: what those who reported in all of `years` add up to."""
    sums = (pivot.added(row.figures[year] for row in complete) for year in years)
    values = [value for value in sums if value is not None]  # all: no complete row withholds one
    moved = change_text(change(values[0], values[-1]), pivot)
    who = count_text([row.organisation for row in complete])
    first, last = value_text(values[0], pivot), value_text(values[-1], pivot)
    high, low = max(values), min(values)
    kind = with_its_unit(pivot.indicator, pivot.unit)
    alt = sentences(
        f"Linjediagram: {kind} i alt for {who}, {period(years)}",
        f"Fra {first} i {years[0]} til {last} i {years[-1]} ({moved})",
        f"Højest {value_text(high, pivot)} i {years[values.index(high)]}, "
        f"lavest {value_text(low, pivot)} i {years[values.index(low)]}",
    )
    short = short_names([row.organisation for row in pivot.rows])
    left_out = [short[row.organisation] for row in rows if row not in complete]
    total = (added_up(len(complete), len(rows)), dict(zip(years, values, strict=True)))
    return Plot(
        chart=_line_chart(pivot, years, [total], alt),
        title=f"{pivot.indicator} i alt i {who}, {period(years)}: fra {first} til {last} ({moved})",
        note=_note(
            f"Lagt sammen er kun de {who}, der har tal for alle årene; ikke {listed(left_out)}"
            if left_out
            else "",
            *_told_otherwise(rows, years, short),
        ),
        sources=_sources(complete, years),
    )


def _organisation_lines(
    pivot: Pivot, years: Sequence[int], rows: Sequence[PivotRow]
) -> Plot | None:
    """A line for each organisation, a choice of them where they are many; None for no lines."""
    ranked = [row for row in _ranked(rows, years[-1]) if len(_values(row, years)) > 1]
    shown, note = _chosen(ranked), ""
    if not shown:
        return None
    if len(shown) < len(rows):
        which = (
            "de to højeste, den midterste og de to laveste"
            if len(shown) < len(ranked)
            else "dem, der har tal for flere år,"
        )
        everyone = count_text([row.organisation for row in rows])
        note = f"Vist er {which} i {years[-1]} af {everyone}"
    short = short_names([row.organisation for row in pivot.rows])
    series = [(short[row.organisation], _values(row, years)) for row in shown]
    moves = [_development(name, values, pivot) for name, values in series]
    kind = with_its_unit(pivot.indicator, pivot.unit)
    top, bottom = shown[0], shown[-1]
    if top is bottom:
        title = f"{pivot.indicator}, {period(years)}: {moves[0]}"
    else:
        title = (
            f"{pivot.indicator}, {period(years)}: i {years[-1]} "
            f"fra {value_text(bottom.value(years[-1]), pivot)} i {short[bottom.organisation]} "
            f"til {value_text(top.value(years[-1]), pivot)} i {short[top.organisation]}"
        )
    who = count_text([row.organisation for row in shown])
    alt = sentences(f"Linjediagram: {kind} for {who}, {period(years)}", *moves)
    note = _note(note, *_told_otherwise(shown, years, short))
    return Plot(_line_chart(pivot, years, series, alt), title, note, _sources(shown, years))


def _chosen(ranked: Sequence[PivotRow]) -> list[PivotRow]:
    if len(ranked) <= MOST_LINES:
        return list(ranked)
    return [*ranked[:2], ranked[len(ranked) // 2], *ranked[-2:]]


def _line_chart(
    pivot: Pivot,
    years: Sequence[int],
    series: Iterable[tuple[str, dict[int, Decimal]]],
    alt: str,
) -> Chart:
    """A chart of `series`: name, and value by year."""
    # Every calendar year gets its place, or a gap of two years would look like a leap in one.
    axis = range(years[0], years[-1] + 1)
    return Chart(
        kind=ChartKind.LINES,
        categories=tuple(str(year) for year in axis),
        series=tuple(
            Series(name, tuple(values.get(year) for year in axis)) for name, values in series
        ),
        unit=pivot.unit,
        decimals=pivot.coarsest,
        alt=alt,
    )


def axis_note(chart: Chart) -> str:
    """Say where the value axis of lines begins, if that is not zero; bars begin there."""
    if chart.kind is not ChartKind.LINES:
        return ""
    axis = scale(chart.plotted, from_zero=False, decimals=chart.decimals)
    if axis.low <= 0 <= axis.high:
        return ""
    return f"Aksen begynder ved {number(axis.low, axis.decimals)} og ikke ved 0"


def _ranked(rows: Iterable[PivotRow], year: int) -> list[PivotRow]:
    """Rows with a value in `year`, the highest first; equals keep the network's order."""
    with_value = [(value, row) for row in rows if (value := row.value(year)) is not None]
    return [row for _, row in sorted(with_value, key=lambda pair: pair[0], reverse=True)]


def _values(row: PivotRow, years: Sequence[int]) -> dict[int, Decimal]:
    return {year: value for year in years if (value := row.value(year)) is not None}


def _development(name: str, values: dict[int, Decimal], pivot: Pivot) -> str:
    first, last = min(values), max(values)
    moved = change_text(change(values[first], values[last]), pivot)
    return (
        f"{name} fra {value_text(values[first], pivot)} i {first} "
        f"til {value_text(values[last], pivot)} i {last} ({moved})"
    )


def median(ranked: Sequence[Decimal], pivot: Pivot) -> Decimal:
    """Find the middle of `ranked`, which are in order, told no finer than what it lies between."""
    lower = ranked[len(ranked) // 2]
    upper = ranked[(len(ranked) - 1) // 2]
    with localcontext(EXACT):
        return rounded((lower + upper) / 2, pivot.coarsest)


def _holders(names: Sequence[str], values: Sequence[Decimal], value: Decimal) -> str:
    """Name those who have `value`, or count them where they are many."""
    holders = [name for name, own in zip(names, values, strict=True) if own == value]
    return listed(holders) if len(holders) <= _MOST_NAMED else f"{len(holders)} af dem"


def _note(*parts: str) -> str:
    """Put sentences one after the other; the last one gets its full stop with the others'."""
    return ". ".join(filter(None, parts))


def _told_otherwise(
    rows: Iterable[PivotRow], years: Sequence[int], short: Mapping[str, str]
) -> Iterable[str]:
    """Name the values that the plot cannot show as they are told."""
    beside: list[str] = []
    left_out: list[str] = []
    for row in rows:
        for year in years:
            figure = row.figures.get(year)
            if figure is None or not figure.words:
                continue
            name = short[row.organisation] + (f" i {year}" if len(years) > 1 else "")
            if figure.value is None:
                left_out.append(name if figure.words == MISSING else f"{name} ({figure.words})")
            else:
                beside.append(f"{figure.words} for {name}")
    if beside:
        yield f"Oplyst er {listed(beside)}"
    if left_out:
        yield f"Ikke med i figuren: {listed(left_out)}"


def _sources(rows: Iterable[PivotRow], years: Sequence[int]) -> tuple[str, ...]:
    return distinct(
        row.figures[year].source for row in rows for year in years if year in row.figures
    )
