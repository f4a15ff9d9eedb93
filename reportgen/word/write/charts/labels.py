"""Labels at the bars and at the ends of the lines, and the room they need.

A bar has its name before it and its value at its end; a line carries its name and last value
at its end, so that nobody must match colours with a legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.figures.axis import Scale, spread
from reportgen.figures.build import MOST_LINES
from reportgen.figures.chart import Chart, ChartKind, Series
from reportgen.figures.wording import number

WIDTH_CM, HEIGHT_CM = 16.0, 8.0

# In cm, for 9 pt: how wide a character runs, how high a line of type stands, the title of
# the value axis, and the air around things.
_CHARACTER, _LINE, _TITLE, _AIR = 0.165, 0.42, 0.6, 0.3
_WRAPS = WIDTH_CM / 5  # where a label breaks into a second line
_WIDEST_LABEL = 4.0
_WIDEST_TICK = WIDTH_CM / 3  # thirty figures; a longer number would leave no room for the plot
_AXIS_ROOM = 1.4
_BAR, _BAR_OF_TWO_LINES = 0.45, 0.85  # from one bar to the next
_WIDEST_NAME = WIDTH_CM * 0.4
_WIDEST_VALUE = WIDTH_CM / 4


def is_labelled(chart: Chart) -> bool:
    """Tell whether values and names stand in the plot itself; otherwise a legend tells them."""
    return len(chart.series) <= (MOST_LINES if chart.kind is ChartKind.LINES else 1)


def chart_height(chart: Chart) -> float:
    """Height of a chart in cm: of bars, as much as their names need to stand level."""
    if chart.kind is ChartKind.LINES:
        return HEIGHT_CM
    wrapped = _longest_name(chart) * _CHARACTER > _WIDEST_NAME
    bar = (_BAR_OF_TWO_LINES if wrapped else _BAR) * len(chart.series)
    return round(bar * len(chart.categories) + _AIR + _below(chart), 2)


def _below(chart: Chart) -> float:
    """Room below bars for the figures of an axis, where they do not carry their own."""
    return 0.0 if is_labelled(chart) else _LINE + _AIR


def with_headroom(chart: Chart) -> tuple[Decimal, ...]:
    """Values the axis must span: those plotted, and beyond bars the room for their labels."""
    values = chart.plotted
    if chart.kind is ChartKind.LINES or not is_labelled(chart) or not values:
        return values
    label = min(_longest_value(chart) * _CHARACTER + _AIR, _WIDEST_VALUE)
    room = 1 + Decimal(label / (WIDTH_CM - _names_width(chart) - label))
    return (*values, *(value * room for value in (min(values), max(values))))


def plot_area(chart: Chart, axis: Scale) -> tuple[float, float, float, float]:
    """Place the plot in a chart: x, y, width and height as shares of the whole."""
    if chart.kind is ChartKind.BARS:
        left, height = _names_width(chart), chart_height(chart)
        return (
            round(left / WIDTH_CM, 4),
            round(_AIR / 2 / height, 4),
            round((WIDTH_CM - left - _AIR) / WIDTH_CM, 4),
            round((height - _AIR - _below(chart)) / height, 4),
        )
    ticks = [number(value, axis.decimals) for value in (axis.low, axis.high)]
    figures = min(max(map(len, ticks)) * _CHARACTER, _WIDEST_TICK)
    left = figures + _AIR + (_TITLE if chart.unit.strip() else 0)
    ends = [_end_text(chart, series) for series in chart.series]
    right = min(max(map(len, ends), default=0) * _CHARACTER + _AIR, _WIDEST_LABEL)
    # Half a category's width already lies between the last point and the edge of the plot.
    right = max(right - (WIDTH_CM - left - right) / max(len(chart.categories), 1) / 2, _AIR)
    below = _LINE + 2 * _AIR
    return (
        round(left / WIDTH_CM, 4),
        round(_AIR / HEIGHT_CM, 4),
        round((WIDTH_CM - left - right) / WIDTH_CM, 4),
        round((HEIGHT_CM - _AIR - below) / HEIGHT_CM, 4),
    )


def data_labels(chart: Chart, axis: Scale) -> tuple[str, ...]:
    """Write `c:dLbls` (Data Labels) for each series of `chart`; empty where there are none."""
    if not is_labelled(chart):
        return ("",) * len(chart.series)
    if chart.kind is ChartKind.BARS:
        return (f"<c:dLbls>{label_content('outEnd', value=True)}</c:dLbls>",)
    return tuple(
        _line_labels(chart, series, offset)
        for series, offset in zip(chart.series, _offsets(chart, axis), strict=True)
    )


def point_label(at: int, content: str) -> str:
    """`c:dLbl` (Data Label): the label of the point `at`."""
    return f'<c:dLbl><c:idx val="{at}"/>{content}</c:dLbl>'


def label_offset(right: float, down: float) -> str:
    """`c:layout` (Layout) of a label: how far from its place, as shares of the chart."""
    if not (right or down):
        return ""
    place = f'<c:x val="{right:g}"/><c:y val="{down:.4f}"/>'
    return f"<c:layout><c:manualLayout>{place}</c:manualLayout></c:layout>"


def label_content(
    place: str = "", *, value: bool = False, category: bool = False, series: bool = False
) -> str:
    """`c:dLblPos` (Data Label Position) and what a label shows, each said as the schema wants.

    A doughnut's labels have no `place`, and Word takes a file that gives them one for broken.
    """
    parts = {
        "LegendKey": False,
        "Val": value,
        "CatName": category,
        "SerName": series,
        "Percent": False,
        "BubbleSize": False,
    }
    position = f'<c:dLblPos val="{place}"/>' if place else ""
    shows = "".join(f'<c:show{part} val="{is_shown:d}"/>' for part, is_shown in parts.items())
    separator = "<c:separator> </c:separator>" if series else ""
    return f"{position}{shows}{separator}"


def _line_labels(chart: Chart, series: Series, offset: float) -> str:
    """Name and value at the line's end; on a line alone with room, the other values too."""
    last = _last_point(series)
    texts = [number(value, chart.decimals) for value in series.values]
    longest = max(map(len, texts), default=0)
    alone = len(chart.series) == 1 and longest * _CHARACTER + _AIR / 2 <= _slot(chart)
    labels = [
        point_label(at, label_content("b", value=True))
        for at in sorted(_valleys(series) if alone else ())
        if at != last
    ]
    if last is not None:
        name_and_value = label_content("r", value=True, series=True)
        labels.append(point_label(last, label_offset(0, offset) + name_and_value))
    return f"<c:dLbls>{''.join(labels)}{label_content('t', value=alone)}</c:dLbls>"


def _valleys(series: Series) -> set[int]:
    """Points that lie below the middle of their neighbours: over them runs the line itself."""
    valleys = set()
    for at, value in enumerate(series.values):
        around = [
            beside
            for place in (at - 1, at + 1)
            if 0 <= place < len(series.values) and (beside := series.values[place]) is not None
        ]
        if value is not None and around and value * len(around) < sum(around):
            valleys.add(at)
    return valleys


def _offsets(chart: Chart, axis: Scale) -> Sequence[float]:
    """How far down each line's label moves from its point, as a share of the chart's height.

    All of a label stands above the axis below, and under the edge above.
    """
    height = plot_area(chart, axis)[3]
    wraps = any(len(_end_text(chart, series)) * _CHARACTER > _WRAPS for series in chart.series)
    ends = [_last_value(series) for series in chart.series]
    places = [axis.share(value) if value is not None else 0.0 for value in ends]
    gap = _LINE * (1 + wraps) / (height * HEIGHT_CM)
    inside = [min(max((place - gap / 2) / (1 - gap), 0.0), 1.0) for place in places]
    moved = [place * (1 - gap) + gap / 2 for place in spread(inside, gap / (1 - gap))]
    return [round((old - new) * height, 4) for old, new in zip(places, moved, strict=True)]


def _last_point(series: Series) -> int | None:
    return max((at for at, value in enumerate(series.values) if value is not None), default=None)


def _last_value(series: Series) -> Decimal | None:
    at = _last_point(series)
    return None if at is None else series.values[at]


def _end_text(chart: Chart, series: Series) -> str:
    return f"{series.name} {number(_last_value(series), chart.decimals)}"


def _slot(chart: Chart) -> float:
    """Width one category of a line chart has, in cm."""
    return (WIDTH_CM - _AXIS_ROOM) / max(len(chart.categories), 1)


def _longest_name(chart: Chart) -> int:
    return max(map(len, chart.categories), default=0)


def _names_width(chart: Chart) -> float:
    """Room before the bars for their names."""
    return min(_longest_name(chart) * _CHARACTER, _WIDEST_NAME) + _AIR


def _longest_value(chart: Chart) -> int:
    return max((len(number(value, chart.decimals)) for value in chart.plotted), default=0)
