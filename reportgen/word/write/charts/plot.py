"""A chart part (DrawingML chart, ECMA-376 part 1 chapter 21.2) from a chart as data.

Written as text, as the document around it is: each function writes one element and stands
for what the standard calls it, children in the order of the schema. How things look comes
from `drawingml`, the labels at points from `labels`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reportgen.figures.axis import Scale, scale
from reportgen.figures.chart import Chart, ChartKind
from reportgen.word.write.charts.drawingml import (
    AXIS,
    COLOURS,
    GRID,
    NO_LINE,
    axis_title,
    bar_fill,
    chart_space,
    double,
    format_code,
    inner_plot,
    marker_fill,
    series_data,
    stroke,
    text_properties,
)
from reportgen.word.write.charts.labels import (
    data_labels,
    is_labelled,
    plot_area,
    with_headroom,
)

_MARKERS = ("circle", "square", "diamond", "triangle", "x")
_NAMES_ID, _VALUES_ID = 10, 100  # what the axes call each other


def chart_xml(chart: Chart, workbook_relation: str = "") -> bytes:
    """Write `chart` as a chart part, `c:chartSpace` (Chart Space).

    `workbook_relation` is the id of the part's relation to its workbook; without it the chart
    shows the same, and its figures cannot be edited.
    """
    lines = chart.kind is ChartKind.LINES
    axis = scale(with_headroom(chart), from_zero=not lines, decimals=chart.decimals)
    return chart_space(
        _plot_area(chart, axis) + _legend(chart), workbook_relation=workbook_relation
    )


def _plot_area(chart: Chart, axis: Scale) -> str:
    """`c:plotArea` (Plot Area): where it lies, the series, and the two axes."""
    draw = _line_chart if chart.kind is ChartKind.LINES else _bar_chart
    return (
        f"<c:plotArea>{_layout(chart, axis)}{draw(chart, axis)}"
        f"{_category_axis(chart)}{_value_axis(chart, axis)}</c:plotArea>"
    )


def _layout(chart: Chart, axis: Scale) -> str:
    """`c:layout` (Layout) where names stand in the plot; all else the program lays out well."""
    if _has_legend(chart):
        return ""
    return inner_plot(*plot_area(chart, axis))


def _bar_chart(chart: Chart, axis: Scale) -> str:
    """`c:barChart` (Bar Charts), its bars level, each series in one colour but a marked bar."""
    marked = partial(_bar_formatting, chart)
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{_series(chart, axis, marked)}<c:gapWidth val="45"/>{_axis_ids()}</c:barChart>'
    )


def _line_chart(chart: Chart, axis: Scale) -> str:
    """`c:lineChart` (Line Charts), each line straight from point to point."""
    lines = _series(chart, axis, _line_formatting, end='<c:smooth val="0"/>')
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{lines}<c:marker val="1"/>{_axis_ids()}</c:lineChart>'
    )


def _bar_formatting(chart: Chart, index: int) -> str:
    """`c:spPr` of the bars `index`, which keep their colour below zero, and the marked bar's own.

    The colour is not all that tells it: its name says what it is.
    """
    own = ""
    if chart.marked is not None:
        own = (
            f'<c:dPt><c:idx val="{chart.marked}"/><c:invertIfNegative val="0"/>'
            f'<c:bubble3D val="0"/>{bar_fill(COLOURS[1])}</c:dPt>'
        )
    return bar_fill(COLOURS[index % len(COLOURS)]) + '<c:invertIfNegative val="0"/>' + own


def _line_formatting(index: int) -> str:
    """`c:spPr` and `c:marker` (Marker) of the line `index`: no two lines look alike."""
    colour, symbol = COLOURS[index % len(COLOURS)], _MARKERS[index % len(_MARKERS)]
    # The second round of colours is dashed.
    return stroke(colour, 2.25, dashed=index >= len(COLOURS)) + (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="6"/>{marker_fill(colour)}</c:marker>'
    )


def _series(chart: Chart, axis: Scale, formatting: Callable[[int], str], *, end: str = "") -> str:
    """`c:ser` (Bar or Line Chart Series) of all: text, look, labels, categories and values."""
    labelled = zip(chart.series, data_labels(chart, axis), strict=True)
    return "".join(
        series_data(
            index,
            series.name,
            chart.categories,
            series.values,
            decimals=chart.decimals,
            formatting=formatting(index) + labels,
            end=end,
        )
        for index, (series, labels) in enumerate(labelled)
    )


def _axis_ids() -> str:
    return f'<c:axId val="{_NAMES_ID}"/><c:axId val="{_VALUES_ID}"/>'


def _category_axis(chart: Chart) -> str:
    """`c:catAx` (Category Axis): years below the lines; names before the bars, the first on top."""
    lines = chart.kind is ChartKind.LINES
    return (
        f'<c:catAx><c:axId val="{_NAMES_ID}"/>'
        f'<c:scaling><c:orientation val="{"minMax" if lines else "maxMin"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if lines else "l"}"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{stroke(AXIS, 0.75)}{text_properties()}"
        f'<c:crossAx val="{_VALUES_ID}"/><c:lblOffset val="100"/>'
        '<c:tickLblSkip val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart, axis: Scale) -> str:
    """`c:valAx` (Value Axis): the scale, light gridlines, and the unit as its title.

    Bars that carry their values need none of these: the axis is there, and not seen.
    """
    if chart.kind is ChartKind.BARS:
        return _axis_of_bars(chart, axis)
    unit = chart.unit.strip()
    return (
        f'<c:valAx><c:axId val="{_VALUES_ID}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{double(axis.high)}"/><c:min val="{double(axis.low)}"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/>'
        f"<c:majorGridlines>{stroke(GRID, 0.5)}</c:majorGridlines>"
        f"{axis_title(unit) if unit else ''}"
        f'<c:numFmt formatCode="{format_code(axis.decimals)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{NO_LINE}{text_properties()}<c:crossAx val="{_NAMES_ID}"/>'
        f'<c:crossBetween val="between"/><c:majorUnit val="{double(axis.step)}"/></c:valAx>'
    )


def _axis_of_bars(chart: Chart, axis: Scale) -> str:
    hidden = is_labelled(chart)
    gridlines = "" if hidden else f"<c:majorGridlines>{stroke(GRID, 0.5)}</c:majorGridlines>"
    # The names begin at the top, so that what follows the last of them is the foot of the plot.
    return (
        f'<c:valAx><c:axId val="{_VALUES_ID}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{double(axis.high)}"/><c:min val="{double(axis.low)}"/></c:scaling>'
        f'<c:delete val="{hidden:d}"/><c:axPos val="b"/>{gridlines}'
        f'<c:numFmt formatCode="{format_code(axis.decimals)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{NO_LINE}{text_properties()}<c:crossAx val="{_NAMES_ID}"/><c:crosses val="max"/>'
        f'<c:crossBetween val="between"/><c:majorUnit val="{double(axis.step)}"/></c:valAx>'
    )


def _legend(chart: Chart) -> str:
    """`c:legend` (Legend), under the plot, where names do not stand in the plot itself."""
    if not _has_legend(chart):
        return ""
    return f'<c:legend><c:legendPos val="b"/>{text_properties()}</c:legend>'


def _has_legend(chart: Chart) -> bool:
    return len(chart.series) > 1 and not is_labelled(chart)
