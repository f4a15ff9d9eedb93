"""Where things go in a chart: the value axis, the labels, and the room they need.

Few columns carry their value; a line carries its name and last value at its end, so that
nobody must match colours with a legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from reportgen.figures.build import MOST_LINES
from reportgen.figures.chart import Chart, ChartKind, Series
from reportgen.figures.number_format import EXACT, decimals_of, number
from reportgen.word.write.charts.drawingml import turned_text

WIDTH_CM, HEIGHT_CM = 16.0, 7.5
MOST_COLUMNS = 18
"""Columns up to this many carry their value; of more, the axis has to do."""


# In cm, for 9 pt: how wide a character runs, how high a line of type stands, the title of
# the value axis, and the air around things.
_CHARACTER, _LINE, _TITLE, _AIR = 0.165, 0.42, 0.6, 0.3
_WRAPS = WIDTH_CM / 5  # where a label breaks into a second line
_WIDEST_LABEL = 4.0
_WIDEST_TICK = WIDTH_CM / 3  # thirty figures; a longer number would leave no room for the plot
_AXIS_ROOM = 1.4  # the columns' value axis, which the program lays out itself


def is_labelled(chart: Chart) -> bool:
    """Tell whether values and names stand in the plot itself; otherwise a legend tells them."""
    if chart.kind is ChartKind.LINES:
        return len(chart.series) <= MOST_LINES
    return len(chart.series) == 1 and len(chart.categories) <= MOST_COLUMNS


def names_collide(chart: Chart) -> bool:
    """Tell whether the names under the axis need to be turned to have room."""
    longest = max((len(name) for name in chart.categories), default=0)
    return longest * _CHARACTER + _AIR / 2 > _slot(chart)


def with_headroom(chart: Chart) -> tuple[Decimal, ...]:
    """Values the axis must span: those plotted, and above columns the room for their labels."""
    values = chart.plotted
    if chart.kind is ChartKind.LINES or not is_labelled(chart) or not values:
        return values
    turned = _columns_crowded(chart)
    room = Decimal("1.25") if turned else Decimal("1.05")
    return (*values, *(value * room for value in (min(values), max(values))))


def plot_area(chart: Chart, axis: Scale) -> tuple[float, float, float, float]:
    """Place the plot of a line chart: x, y, width and height as shares of the whole chart."""
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
    if chart.kind is ChartKind.COLUMNS:
        turned = turned_text() if _columns_crowded(chart) else ""
        values = turned + label_content("outEnd", value=True)
        return (f"<c:dLbls>{values}</c:dLbls>",) * len(chart.series)
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
    """How far down each line's label moves from its point, as a share of the chart's height."""
    height = plot_area(chart, axis)[3]
    wraps = any(len(_end_text(chart, series)) * _CHARACTER > _WRAPS for series in chart.series)
    ends = [_last_value(series) for series in chart.series]
    places = [axis.share(value) if value is not None else 0.0 for value in ends]
    moved = spread(places, _LINE * (1 + wraps) / (height * HEIGHT_CM))
    return [round((old - new) * height, 4) for old, new in zip(places, moved, strict=True)]


def _last_point(series: Series) -> int | None:
    return max((at for at, value in enumerate(series.values) if value is not None), default=None)


def _last_value(series: Series) -> Decimal | None:
    at = _last_point(series)
    return None if at is None else series.values[at]


def _end_text(chart: Chart, series: Series) -> str:
    return f"{series.name} {number(_last_value(series), chart.decimals)}"


def _slot(chart: Chart) -> float:
    """Width one category has, in cm."""
    return (WIDTH_CM - _AXIS_ROOM) / max(len(chart.categories), 1)


def _columns_crowded(chart: Chart) -> bool:
    longest = max((len(number(value, chart.decimals)) for value in chart.plotted), default=0)
    return longest * _CHARACTER > _slot(chart)


# The value axis: its scale is worked out here and written into the chart, because the labels are
# placed by it. Left to themselves, Word and LibreOffice choose different scales for the same
# figures.

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MOST_STEPS = 6
_LEAST_SPAN = Decimal("0.2")
"""Share of the highest value that an axis spans at least, so that two per cent stay small."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Ends and step of a value axis."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def decimals(self) -> int:
        """Decimals the figures along the axis need."""
        return decimals_of((self.low, self.step))

    def share(self, value: Decimal) -> float:
        """How far up the axis `value` lies, 0 to 1."""
        return float((value - self.low) / (self.high - self.low))


def scale(values: Sequence[Decimal], *, from_zero: bool, decimals: int = 0) -> Scale:
    """Choose round ends and a round step around `values`.

    With `from_zero` the axis includes zero. Without, it still starts there unless the values
    lie close together far above it, and never closes in so far that a small change looks
    large. No step is finer than `decimals` can show. No values make an axis from 0 to 1.

    >>> for values, from_zero in (("12", "47"), True), (("98", "103"), False):
    ...     axis = scale([Decimal(value) for value in values], from_zero=from_zero)
    ...     print(axis.low, axis.high, axis.step)
    0 50 10
    80 105 5
    """
    with localcontext(EXACT):
        return _scale(values, from_zero=from_zero, decimals=decimals)


def _scale(values: Sequence[Decimal], *, from_zero: bool, decimals: int) -> Scale:
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if not from_zero:
        low = min(low, high - abs(high) * _LEAST_SPAN)
    if from_zero or (low >= 0 and low * 2 <= high):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        low, high = (low, low + 1) if low >= 0 else (low - 1, low)
    step = _step((high - low) / _MOST_STEPS, Decimal(1).scaleb(-decimals))
    bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale(bottom, top if top > bottom else bottom + step, step)


def spread(positions: Sequence[float], gap: float) -> tuple[float, ...]:
    """Move `positions` apart until neighbours are `gap` from each other, as little as can be.

    Positions are shares of the axis, 0 to 1, and keep their order; equal ones part in the
    order given. Labels that collide become a group around their common middle, and groups
    that then collide join.

    >>> spread([0.5, 0.52, 0.9], 0.1)
    (0.46, 0.56, 0.9)
    """
    order = sorted(range(len(positions)), key=lambda index: (positions[index], -index))
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _top(groups[-2], positions, gap) > (
            _bottom(groups[-1], positions, gap) - gap
        ):
            last = groups.pop()
            groups[-1] += last
    placed = list(positions)
    for group in groups:
        start = _bottom(group, positions, gap)
        for place, index in enumerate(group):
            placed[index] = start + place * gap
    return tuple(placed)


def _step(least: Decimal, finest: Decimal) -> Decimal:
    magnitude = Decimal(1).scaleb(least.adjusted())
    step = next(size * magnitude for size in _STEPS if size * magnitude >= least)
    if step <= finest:
        return finest
    # 2.5 needs a decimal more than its neighbours; where there is none, 5 is the next.
    return (
        step
        if step % finest == 0
        else next(size * magnitude for size in _STEPS if size * magnitude > step)
    )


def _bottom(group: Sequence[int], positions: Sequence[float], gap: float) -> float:
    height = (len(group) - 1) * gap
    middle = sum(positions[index] for index in group) / len(group)
    return min(max(middle - height / 2, 0.0), max(1.0 - height, 0.0))


def _top(group: Sequence[int], positions: Sequence[float], gap: float) -> float:
    return _bottom(group, positions, gap) + (len(group) - 1) * gap
