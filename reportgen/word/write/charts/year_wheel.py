"""A year wheel as a native chart: a doughnut of the months, clockwise from the top.

Months with meetings are dark, their names in bold, and beside them stand dates and topic.
A slice has one label and its name is that; dates and topics are the labels of a second ring,
which is not seen. It lies outside the months, where its labels belong, and they are only
moved clear of the wheel and of each other: a program that does not move labels shows them
at the right months all the same.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.figures.axis import spread
from reportgen.figures.chart import Month, Series, Wheel
from reportgen.word.write.charts.drawingml import (
    COLOURS,
    NO_FRAME,
    PAPER,
    TINT,
    TextLine,
    chart_space,
    inner_plot,
    rich,
    series_data,
    slice_fill,
    text_properties,
)
from reportgen.word.write.charts.labels import WIDTH_CM, label_content, label_offset, point_label

WHEEL_HEIGHT_CM = 8.4

# In cm. Hole and rings each take a third of the radius: LibreOffice makes them equally wide,
# Word makes the hole what it is told and shares the rest among the rings.
_OUTER = WHEEL_HEIGHT_CM / 2
_WHEEL, _NOTES = _OUTER * 2 / 3, _OUTER * 5 / 6
_HOLE = 33  # per cent
# Air round the wheel, and in Calibri of 9 pt a line of type and a character.
_AIR, _LINE, _CHARACTER = 0.25, 0.4, 0.16
_MOST_CHARACTERS, _MOST_LINES = 22, 4
# The year in the hole: its size in points, the characters that have room so large, and how wide
# and high a figure of Calibri is, as shares of that size. The programs put it a little in from
# where they are told.
_YEAR_SIZE, _YEAR_CHARACTERS = 20, 6
_FIGURE_WIDTH, _FIGURE_HEIGHT, _INSET = 0.507, 1.22, 0.1
_POINT = 2.54 / 72

_MONTH_RING, _LABEL_RING = "Felter til måneder", "Felter til datoer og emner"


@dataclass(frozen=True, slots=True)
class _Note:
    """What stands beside the month `at`, and where its middle is.

    In cm from the middle of the wheel, to the right and down.
    """

    at: int
    dates: Sequence[str]
    topic: Sequence[str]
    right: float
    down: float


def rings(wheel: Wheel) -> tuple[Series, ...]:
    """Give what is plotted, from the middle out: in each ring the months have equal parts."""
    parts = (Decimal(1),) * len(wheel.months)
    return Series(_MONTH_RING, parts), Series(_LABEL_RING, parts)


def wheel_xml(wheel: Wheel, workbook_relation: str = "") -> bytes:
    """Write `wheel` as a chart part; `workbook_relation` is as for any other chart."""
    names = [month.name for month in wheel.months]
    formattings = (_month_formatting(wheel.months), _label_formatting(wheel.months))
    series = "".join(
        series_data(index, ring.name, names, ring.values, formatting=formatting)
        for index, (ring, formatting) in enumerate(zip(rings(wheel), formattings, strict=True))
    )
    width = 2 * _OUTER / WIDTH_CM
    return chart_space(
        f"<c:plotArea>{inner_plot(0.5 - width / 2, 0, width, 1)}"
        f'<c:doughnutChart><c:varyColors val="0"/>{series}'
        f'<c:firstSliceAng val="0"/><c:holeSize val="{_HOLE}"/></c:doughnutChart></c:plotArea>',
        title=_title_in_hole(wheel.title),
        workbook_relation=workbook_relation,
    )


def _month_formatting(months: Sequence[Month]) -> str:
    """Look and labels of the months' own ring: `c:spPr`, `c:dPt` (Data Point), `c:dLbls`."""
    points = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:bubble3D val="0"/>'
        f"{slice_fill(COLOURS[0] if month.dates else TINT)}</c:dPt>"
        for at, month in enumerate(months)
    )
    marked = text_properties(colour=PAPER, bold=True) + label_content(category=True)
    labels = "".join(point_label(at, marked) for at, month in enumerate(months) if month.dates)
    # LibreOffice takes a slice that has the colour of its series for one without any, and
    # gives it another: the series has a colour that none of its slices has.
    unlike = slice_fill(PAPER)
    return unlike + points + _labels(labels + text_properties() + label_content(category=True))


def _label_formatting(months: Sequence[Month]) -> str:
    """Look and labels of the ring outside it, which is there for the labels alone."""
    points = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:bubble3D val="0"/>{NO_FRAME}</c:dPt>'
        for at in range(len(months))
    )
    labels = "".join(
        point_label(note.at, _place(note, len(months)) + _text(note) + label_content(category=True))
        for note in _notes(months)
    )
    return points + _labels(labels + label_content())


def _labels(content: str) -> str:
    """`c:dLbls` (Data Labels), without lines back to where they were moved from."""
    return f'<c:dLbls>{content}<c:showLeaderLines val="0"/></c:dLbls>'


def _text(note: _Note) -> str:
    dates = [TextLine(line, bold=True) for line in note.dates]
    return rich([*dates, *map(TextLine, note.topic)], wrap=False)


def _place(note: _Note, months: int) -> str:
    """How far the label moves from the middle of its slice, where it stands of itself."""
    right, down = _direction(note.at, months)
    return label_offset(
        round((note.right - right * _NOTES) / WIDTH_CM, 4),
        round((note.down - down * _NOTES) / WHEEL_HEIGHT_CM, 4),
    )


def _direction(at: int, months: int) -> tuple[float, float]:
    """Which way the middle of the slice `at` lies, right and down, one unit long."""
    angle = 2 * math.pi * (at + 0.5) / months
    return math.sin(angle), -math.cos(angle)


def _notes(months: Sequence[Month]) -> list[_Note]:
    """Place what stands beside the months: the first half to the right, the rest to the left."""
    half = len(months) // 2
    sides = (range(half), range(half, len(months)))
    return [note for side in sides for note in _side(side, months)]


def _side(side: Iterable[int], months: Sequence[Month]) -> Iterable[_Note]:
    """Place what stands beside the months of one side, clear of the wheel and of each other."""
    marked = [at for at in side if months[at].dates]
    if not marked:
        return
    room = min(_MOST_LINES, int(WHEEL_HEIGHT_CM / len(marked) / _LINE))
    texts = [_wrapped(months[at], room) for at in marked]
    highest = max(len(dates) + len(topic) for dates, topic in texts) * _LINE
    span = WHEEL_HEIGHT_CM - highest  # between the middles of the first and the last that fit
    ways = [_direction(at, len(months)) for at in marked]
    wanted = [0.5 + down * (_WHEEL + _AIR + highest / 2) / span for _, down in ways]
    shares = spread([min(max(share, 0.0), 1.0) for share in wanted], highest / span)
    for at, (dates, topic), way, share in zip(marked, texts, ways, shares, strict=True):
        down = (share - 0.5) * span
        begins = max(_least_distance(down, highest), abs(way[0]) * (_WHEEL + _AIR))
        width = max(map(len, (*dates, *topic))) * _CHARACTER
        yield _Note(at, dates, topic, math.copysign(begins + width / 2, way[0]), down)


def _least_distance(down: float, height: float) -> float:
    """How far to the side a label `down` from the middle has to begin, not to touch the wheel."""
    nearest = max(abs(down) - height / 2, 0.0)
    return math.sqrt(max((_WHEEL + _AIR) ** 2 - nearest**2, 0.0))


def _wrapped(month: Month, most: int) -> tuple[Sequence[str], Sequence[str]]:
    """Break dates and topic into lines; what there is no room for stands in the table."""
    dates = _lines(month.dates, most)
    return dates, _lines(month.topic, most - len(dates))


def _lines(text: str, most: int) -> Sequence[str]:
    if most < 1:
        return ()
    wrapped = textwrap.wrap(
        text, _MOST_CHARACTERS, max_lines=most, placeholder="…", break_long_words=False
    )
    return [_shortened(line) for line in wrapped]


def _shortened(line: str) -> str:
    """Cut a word too long for its line, and leave no other mark before the one of the cut."""
    if len(line) > _MOST_CHARACTERS:
        line = f"{line[: _MOST_CHARACTERS - 1]}…"
    return f"{line[:-1].rstrip(' ,;:.')}…" if line.endswith("…") else line


def _title_in_hole(title: str) -> str:
    """`c:title` (Title) in the hole of the doughnut."""
    size = min(_YEAR_SIZE, _YEAR_SIZE * _YEAR_CHARACTERS // max(len(title), 1))
    width, height = len(title) * _FIGURE_WIDTH * size * _POINT, _FIGURE_HEIGHT * size * _POINT
    x = 0.5 - (width / 2 + _INSET) / WIDTH_CM
    y = 0.5 - (height / 2 + _INSET) / WHEEL_HEIGHT_CM
    place = f'<c:xMode val="edge"/><c:yMode val="edge"/><c:x val="{x:.4f}"/><c:y val="{y:.4f}"/>'
    text = rich((TextLine(title, size, colour=COLOURS[0]),), wrap=False)
    return (
        f"<c:title>{text}<c:layout><c:manualLayout>{place}</c:manualLayout></c:layout>"
        '<c:overlay val="1"/></c:title>'
    )
