"""Section 3.4: key figures as tables, charts and the small print that keeps them honest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.figures.build import Plot, axis_note, line_years, plots, told
from reportgen.figures.chart import ChartKind
from reportgen.figures.pivot import Pivot, PivotRow, YearChange, last_years, pivots
from reportgen.figures.wording import (
    MISSING,
    count_text,
    delta,
    figure_text,
    is_percent,
    listed,
    number,
    period,
    sentences,
    short_names,
    source_line,
    value_text,
    with_its_unit,
)
from reportgen.layout.content import (
    Align,
    Block,
    Column,
    Figure,
    Paragraph,
    Style,
    Table,
    TableCell,
)
from reportgen.report.ids import Anchor, CellId
from reportgen.report.inputs import KeyFigure
from reportgen.report.wording.text import Run

MOST_YEARS = 4
"""Years in a table beside the two columns of change; the lines show those before them."""

_SHEET, _VALUE = "Nøgletal", "Værdi"
_TOTAL = "I alt"

# Widths in cm: the text is 15.5 cm wide; a digit of the table's type takes 0.19 cm, a bold
# header letter somewhat more, and a cell has 0.2 cm of air on either side.
_TEXT_WIDTH, _DIGIT, _AIR = 15.5, 0.19, 0.4
_NARROWEST, _CHANGE = 1.3, 2.1
_CHANGE_ON_ONE_LINE = 3.1
_MOST_IN_CELL = 16
"""Characters on one line of a cell; words beside a number go on in the next."""
_NAME_LEAST, _NAME_MOST = 3.2, 5.0


def key_figure_blocks(
    figures: Sequence[KeyFigure], organisations: Sequence[str], year: int
) -> tuple[Block, ...]:
    """Lay out `figures` for the report of `year`: how each indicator went, a table, who lies where.

    `organisations` gives the order of the rows. Each value's cell carries the workbook cell
    it came from as its anchor (``Nøgletal!E7``). Figures of later years are left out.
    """
    laid_out = pivots(figures, organisations, year)
    names = [pivot.indicator for pivot in laid_out]
    blocks: list[Block] = []
    for pivot in laid_out:
        heading = (
            with_its_unit(pivot.indicator, pivot.unit)
            if names.count(pivot.indicator) > 1
            else pivot.indicator
        )
        drawn = plots(pivot)
        blocks.append(Paragraph((Run(heading),), Style.SUBHEADING))
        if development := told(pivot):
            blocks.append(Paragraph((Run(development),)))
        shown = last_years(pivot, _years_that_fit(pivot))
        for plot in drawn:
            if plot.chart.kind is ChartKind.LINES:
                blocks.append(_figure(plot, shown.sources))
        blocks.append(_table(pivot, shown, year, drawn))
        for plot in drawn:
            if plot.chart.kind is ChartKind.BARS:
                blocks.append(_figure(plot, shown.sources))
    return tuple(blocks)


def _figure(plot: Plot, said: Sequence[str]) -> Figure:
    """A figure with its small print; sources that are `said` under its table are not repeated."""
    further = () if set(plot.sources) <= set(said) else plot.sources
    notes = _small_print(plot.note, axis_note(plot.chart), sources=further)
    return Figure(plot.title, plot.chart, notes)


def _small_print(*notes: str, sources: Sequence[str]) -> str:
    """Set the notes in one paragraph, and the sources in one under it."""
    return "\n".join(filter(None, (sentences(*notes), sentences(source_line(sources)))))


def _table(pivot: Pivot, shown: Pivot, year: int, drawn: Iterable[Plot]) -> Table:
    """The table of an indicator: the years `shown`, a total where there is one, its notes."""
    rows = [_row(row, shown) for row in shown.rows]
    if shown.total is not None:
        rows.append(_total_row(shown))
    traced = any(plot.chart.kind is ChartKind.LINES for plot in drawn)
    caption = f"{with_its_unit(shown.indicator, shown.unit)}, {period(shown.years)}"
    return Table(
        caption=caption,
        columns=_columns(shown),
        rows=tuple(rows),
        source=_small_print(
            *_notes(shown, year), *_earlier(pivot, shown, traced), sources=shown.sources
        ),
        total=shown.total is not None,
        summary=_summary(shown, caption),
    )


def _row(row: PivotRow, pivot: Pivot) -> tuple[TableCell, ...]:
    values = (
        TableCell(
            figure_text(row.figures.get(year), pivot.decimals), _anchor(row.figures.get(year))
        )
        for year in pivot.years
    )
    return (TableCell(row.organisation), *values, *_change_cells(row.change, pivot))


def _total_row(pivot: Pivot) -> tuple[TableCell, ...]:
    assert pivot.total is not None
    total = pivot.total
    values = (
        TableCell(number(total.values[year], pivot.coarsest), bold=True) for year in pivot.years
    )
    return (TableCell(_TOTAL, bold=True), *values, *_change_cells(total.change, pivot, bold=True))


def _change_cells(change: YearChange, pivot: Pivot, bold: bool = False) -> tuple[TableCell, ...]:
    if pivot.previous is None:
        return ()
    return (
        TableCell(delta(change.absolute, pivot.coarsest), bold=bold),
        TableCell(delta(change.percent, 1), bold=bold),
    )


def _anchor(figure: KeyFigure | None) -> Anchor:
    cell = figure.cells.get(_VALUE, "") if figure else ""
    return Anchor(CellId(_SHEET, cell) if cell else "")


def _columns(pivot: Pivot) -> tuple[Column, ...]:
    """A column for the name, one a year, and two for the change where there are two years."""
    headers = [str(year) for year in pivot.years]
    widths = [_year_width(pivot)] * len(headers)
    if pivot.previous is not None:
        points = " (pct.point)" if is_percent(pivot.unit) else ""
        headers += [f"Ændring fra {pivot.previous}{points}", "Ændring i pct."]
        roomy = min((_TEXT_WIDTH - _NAME_MOST - sum(widths)) / 2, _CHANGE_ON_ONE_LINE)
        widths += [max(_CHANGE, widths[0], roomy)] * 2
    first = max(_NAME_LEAST, _TEXT_WIDTH - sum(widths))
    whole = first + sum(widths)
    return (
        Column("Organisation", first / whole),
        *(
            Column(header, width / whole, Align.NUMBER)
            for header, width in zip(headers, widths, strict=True)
        ),
    )


def _years_that_fit(pivot: Pivot) -> int:
    longest = max(len(row.organisation) for row in pivot.rows)
    names = min(_NAME_MOST, max(_NAME_LEAST, longest * _DIGIT + _AIR))
    width = _year_width(pivot)
    left = _TEXT_WIDTH - names - 2 * max(_CHANGE, width)
    return max(2, min(MOST_YEARS, int(left / width)))


def _year_width(pivot: Pivot) -> float:
    figures = [figure for row in pivot.rows for figure in row.figures.values()]
    texts = [figure_text(figure, pivot.decimals) for figure in figures]
    totals = pivot.total.values.values() if pivot.total else ()
    texts += [number(value, pivot.coarsest) for value in totals]
    longest = min(max(map(len, texts)), _MOST_IN_CELL)
    return max(_NARROWEST, longest * _DIGIT + _AIR)


def _summary(pivot: Pivot, caption: str) -> str:
    who = count_text([row.organisation for row in pivot.rows])
    compared = f", med ændring fra {pivot.previous} til {pivot.latest}" if pivot.previous else ""
    total = pivot.total.values[pivot.latest] if pivot.total else None
    added = value_text(total, pivot) if total is not None else ""
    return sentences(
        f"{caption}, for {who}{compared}",
        f"{_TOTAL} {added} i {pivot.latest}" if added else "",
    )


def _notes(shown: Pivot, year: int) -> Iterable[str]:
    """Say what a careful reader would otherwise misread, each thing only where it applies."""
    told = [row.figures.get(of) for row in shown.rows for of in shown.years]
    if any(figure is not None and figure.words == MISSING for figure in told):
        yield "– betyder, at tallet mangler eller ikke er oplyst"
    elif None in told:
        yield "– betyder, at tallet mangler"
    if shown.previous is not None and any(
        row.change.absolute is not None and row.change.percent is None for row in shown.rows
    ):
        yield (
            f"Ændring i pct. er ikke beregnet, hvor tallet for {shown.previous} er 0 eller negativt"
        )
    yield from _coverage(shown)
    if shown.absent:
        yield f"Ingen tal fra {listed(short_names(shown.absent).values())}"
    if shown.latest < year:
        yield f"De seneste tal er fra {shown.latest}"


def _coverage(pivot: Pivot) -> Iterable[str]:
    """Tell what a total and its change rest on, where that is not everyone."""
    total, everyone = pivot.total, len(pivot.rows)
    if total is None:
        return
    withheld = [year for year in pivot.years if pivot.is_withheld(year)]
    if withheld:
        yield (
            f"{_TOTAL} er ikke vist for {listed(map(str, withheld))}, "
            "da ikke alle tal er oplyst nøjagtigt"
        )
    short = [
        f"{total.counts[year]} i {year}"
        for year in pivot.years
        if total.counts[year] < everyone and year not in withheld
    ]
    if short:
        who = count_text([row.organisation for row in pivot.rows])
        yield f"{_TOTAL} omfatter ikke alle {who}, men {listed(short)}"
    if pivot.previous is not None and total.compared < everyone:
        years = f"{pivot.previous} og {pivot.latest}"
        if total.compared:
            yield (
                f"Ændringen i alt er regnet på de {total.compared} af {everyone}, "
                f"der har tal for både {years}"
            )
        else:
            yield f"Ændringen i alt er ikke beregnet, da ingen har tal for både {years}"


def _earlier(pivot: Pivot, shown: Pivot, traced: bool) -> Iterable[str]:
    """Tell where the years are that the table has no room for."""
    before = [year for year in pivot.years if year < shown.years[0]]
    drawn = [year for year in before if traced and year in line_years(pivot)]
    beyond = [year for year in before if year not in drawn]
    if drawn:
        yield f"Udviklingen fra {drawn[0]} vises i figuren"
    if beyond:
        yield f"Tal for {period(beyond)} er ikke vist"
