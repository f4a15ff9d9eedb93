"""A chart part (DrawingML chart, ECMA-376 part 1 chapter 21.2) from a chart as data.

Written as text, as the document around it is: each function writes one element and stands
for what the standard calls it, children in the order of the schema. How things look comes
from `reportgen.word.chart_style`, the labels at points from `reportgen.word.chart_labels`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reportgen.figures.chart import Chart, ChartKind, Series
from reportgen.word.chart_axis import Scale, scale
from reportgen.word.chart_labels import (
    data_labels,
    is_labelled,
    names_collide,
    plot_area,
    with_headroom,
)
from reportgen.word.chart_style import (
    AXIS,
    COLOURS,
    GRID,
    NO_FRAME,
    NO_LINE,
    axis_title,
    column_fill,
    marker_fill,
    stroke,
    text_properties,
)
from reportgen.word.ns import NAMESPACES
from reportgen.word.writer import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SHEET = "Tal"
"""The sheet of the embedded workbook: categories in column A, one series a column after it."""

_PREFIXES = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("c", "a", "r"))
_MARKERS = ("circle", "square", "diamond", "triangle", "x")
# Without it LibreOffice writes numbers in the language of the machine that makes the PDF.
_DANISH = "[$-406]"
_NAMES_ID, _VALUES_ID = 10, 100  # what the axes call each other


def chart_xml(chart: Chart, workbook_relation: str = "") -> bytes:
    """Write `chart` as a chart part, `c:chartSpace` (Chart Space).

    `workbook_relation` is the id of the part's relation to its workbook; without it the chart
    shows the same, and its figures cannot be edited.
    """
    lines = chart.kind is ChartKind.LINES
    axis = scale(with_headroom(chart), from_zero=not lines, decimals=chart.decimals)
    return (
        f"{DECLARATION}<c:chartSpace {_PREFIXES}>"
        '<c:date1904 val="0"/><c:lang val="da-DK"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/>{_plot_area(chart, axis)}{_legend(chart)}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{NO_FRAME}{text_properties()}{_external_data(workbook_relation)}</c:chartSpace>"
    ).encode()


def format_code(decimals: int) -> str:
    """Excel's number format with `decimals` decimals and thousands parted, in Danish marks."""
    return _DANISH + "#,##0" + ("." + "0" * decimals if decimals else "")


def series_column(index: int) -> str:
    """Column letters of the series `index` (from 0) in the embedded workbook: B, C … Z, AA."""
    letters, number = "", index + 2
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _plot_area(chart: Chart, axis: Scale) -> str:
    """`c:plotArea` (Plot Area): where it lies, the series, and the two axes."""
    draw = _line_chart if chart.kind is ChartKind.LINES else _bar_chart
    return (
        f"<c:plotArea>{_layout(chart, axis)}{draw(chart, axis)}"
        f"{_category_axis(chart)}{_value_axis(chart, axis)}</c:plotArea>"
    )


def _layout(chart: Chart, axis: Scale) -> str:
    """`c:layout` (Layout) of lines named at their ends; all else the program lays out well."""
    if chart.kind is not ChartKind.LINES or _has_legend(chart):
        return ""
    x, y, width, height = map(_number, plot_area(chart, axis))
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/>'
        '<c:xMode val="edge"/><c:yMode val="edge"/>'
        '<c:wMode val="factor"/><c:hMode val="factor"/>'
        f'<c:x val="{x}"/><c:y val="{y}"/><c:w val="{width}"/><c:h val="{height}"/>'
        "</c:manualLayout></c:layout>"
    )


def _bar_chart(chart: Chart, axis: Scale) -> str:
    """`c:barChart` (Bar Charts), its bars upright, each series in one colour."""
    bars = "".join(
        _series(
            chart,
            index,
            look=column_fill(COLOURS[index % len(COLOURS)]) + '<c:invertIfNegative val="0"/>',
            labels=labels,
        )
        for index, labels in enumerate(data_labels(chart, axis))
    )
    return (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{bars}<c:gapWidth val="45"/>{_axis_ids()}</c:barChart>'
    )


def _line_chart(chart: Chart, axis: Scale) -> str:
    """`c:lineChart` (Line Charts), each line straight from point to point."""
    lines = "".join(
        _series(chart, index, look=_line_look(index), labels=labels, end='<c:smooth val="0"/>')
        for index, labels in enumerate(data_labels(chart, axis))
    )
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{lines}<c:marker val="1"/>{_axis_ids()}</c:lineChart>'
    )


def _line_look(index: int) -> str:
    """`c:spPr` and `c:marker` (Marker) of the line `index`: no two lines look alike."""
    colour, symbol = COLOURS[index % len(COLOURS)], _MARKERS[index % len(_MARKERS)]
    # The second round of colours is dashed.
    return stroke(colour, 2.25, dashed=index >= len(COLOURS)) + (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="6"/>{marker_fill(colour)}</c:marker>'
    )


def _series(chart: Chart, index: int, *, look: str, labels: str, end: str = "") -> str:
    """`c:ser` (Bar or Line Chart Series): its text, look, labels, categories and values."""
    series, column = chart.series[index], series_column(index)
    last = len(chart.categories) + 1
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx>{_strings(f'${column}$1', (series.name,))}</c:tx>{look}{labels}"
        f"<c:cat>{_strings(f'$A$2:$A${last}', chart.categories)}</c:cat>"
        f"<c:val>{_numbers(f'${column}$2:${column}${last}', chart, series)}</c:val>{end}</c:ser>"
    )


def _strings(cells: str, texts: tuple[str, ...]) -> str:
    """`c:strRef` (String Reference): where the texts stand, and `c:strCache` of what they are."""
    return (
        f"<c:strRef><c:f>{SHEET}!{cells}</c:f><c:strCache>"
        f'<c:ptCount val="{len(texts)}"/>{_points(enumerate(map(escape, texts)))}'
        "</c:strCache></c:strRef>"
    )


def _numbers(cells: str, chart: Chart, series: Series) -> str:
    """`c:numRef` (Number Reference) with its `c:numCache`; a missing value has no point."""
    plotted = ((at, _number(value)) for at, value in enumerate(series.values) if value is not None)
    return (
        f"<c:numRef><c:f>{SHEET}!{cells}</c:f><c:numCache>"
        f"<c:formatCode>{format_code(chart.decimals)}</c:formatCode>"
        f'<c:ptCount val="{len(chart.categories)}"/>{_points(plotted)}'
        "</c:numCache></c:numRef>"
    )


def _points(values: Iterable[tuple[int, str]]) -> str:
    """`c:pt` (String or Numeric Point) for each place and what is there."""
    return "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in values)


def _axis_ids() -> str:
    return f'<c:axId val="{_NAMES_ID}"/><c:axId val="{_VALUES_ID}"/>'


def _category_axis(chart: Chart) -> str:
    """`c:catAx` (Category Axis): the names, below the plot even where columns hang down."""
    return (
        f'<c:catAx><c:axId val="{_NAMES_ID}"/>'
        '<c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{stroke(AXIS, 0.75)}{text_properties(-45 if names_collide(chart) else 0)}"
        f'<c:crossAx val="{_VALUES_ID}"/><c:lblOffset val="100"/></c:catAx>'
    )


def _value_axis(chart: Chart, axis: Scale) -> str:
    """`c:valAx` (Value Axis): the scale, light gridlines, and the unit as its title."""
    unit = chart.unit.strip()
    return (
        f'<c:valAx><c:axId val="{_VALUES_ID}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{_number(axis.high)}"/><c:min val="{_number(axis.low)}"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/>'
        f"<c:majorGridlines>{stroke(GRID, 0.5)}</c:majorGridlines>"
        f"{axis_title(unit) if unit else ''}"
        f'<c:numFmt formatCode="{format_code(axis.decimals)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{NO_LINE}{text_properties()}<c:crossAx val="{_NAMES_ID}"/>'
        f'<c:crossBetween val="between"/><c:majorUnit val="{_number(axis.step)}"/></c:valAx>'
    )


def _legend(chart: Chart) -> str:
    """`c:legend` (Legend), under the plot, where names do not stand in the plot itself."""
    if not _has_legend(chart):
        return ""
    return f'<c:legend><c:legendPos val="b"/>{text_properties()}</c:legend>'


def _has_legend(chart: Chart) -> bool:
    return len(chart.series) > 1 and not is_labelled(chart)


def _external_data(relation: str) -> str:
    """`c:externalData` (External Data Relationship): the way to the embedded workbook."""
    if not relation:
        return ""
    return f'<c:externalData r:id="{escape(relation)}"><c:autoUpdate val="0"/></c:externalData>'


def _number(value: Decimal | float) -> str:
    """Write `value` as an `xsd:double`, to as many digits as a double is sure to hold."""
    return f"{float(value):.16g}"
