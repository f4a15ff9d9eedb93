"""A chart part (DrawingML chart, ISO/IEC 29500-1 section 21.2) from a chart as data.

The chart is made of `openpyxl.chart` objects: plot, axes, series with their cached values.
What those cannot say is added to their XML: labels at points (`reportgen.word.chart_labels`),
the language, the type, and the way to the embedded workbook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lxml import etree

from reportgen.figures.chart import Chart, ChartKind, Series
from reportgen.word.chart_axis import Scale, scale
from reportgen.word.chart_labels import (
    add_labels,
    is_labelled,
    names_collide,
    plot_area,
    with_headroom,
)
from reportgen.word.ns import NAMESPACES, qn
from reportgen.word.package import serialise

if TYPE_CHECKING:
    from openpyxl.chart.bar_chart import BarChart
    from openpyxl.chart.layout import Layout
    from openpyxl.chart.line_chart import LineChart
    from openpyxl.chart.series import Series as ChartSeries
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.chart.text import RichText
    from openpyxl.chart.title import Title
    from openpyxl.descriptors.serialisable import Serialisable
    from openpyxl.drawing.text import CharacterProperties

SHEET = "Tal"
"""The sheet of the embedded workbook: categories in column A, one series a column after it."""

COLOURS = ("0F4C5C", "C8553D", "588B8B", "B5771F", "6C757D")
_TEXT, _GRID, _AXIS = "1F2933", "DDE3E6", "9AA5AE"
_MARKERS: tuple[Literal["circle", "square", "diamond", "triangle", "x"], ...] = (
    "circle",
    "square",
    "diamond",
    "triangle",
    "x",
)
_FONT, _SIZE = "Calibri", 900  # in hundredths of a point
# Without it LibreOffice writes numbers in the language of the machine that makes the PDF.
_DANISH = "[$-406]"
_POINT, _DEGREE = 12700, 60000  # in EMU; in the format's 60,000ths


def chart_xml(chart: Chart, workbook_relation: str = "") -> bytes:
    """Write `chart` as a chart part.

    `workbook_relation` is the id of the part's relation to its workbook; without it the chart
    shows the same, and its figures cannot be edited.
    """
    from openpyxl.xml.functions import tostring

    lines = chart.kind is ChartKind.LINES
    axis = scale(with_headroom(chart), from_zero=not lines, decimals=chart.decimals)
    drawn = _line_chart(chart) if lines else _column_chart(chart)
    _frame(drawn, chart, axis)
    tree = drawn._write()  # type: ignore[union-attr]  # missing from the stubs alone
    root = etree.fromstring(tostring(tree))
    add_labels(root, chart, axis)
    _finish(root, workbook_relation)
    etree.cleanup_namespaces(root, top_nsmap={"r": NAMESPACES["r"]})
    return serialise(root)


def format_code(decimals: int) -> str:
    """Excel's number format with `decimals` decimals and thousands parted, in Danish marks."""
    return _DANISH + "#,##0" + ("." + "0" * decimals if decimals else "")


def series_column(index: int) -> str:
    """Column letter of the series `index` (from 0) in the embedded workbook."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(index + 2)


def _column_chart(chart: Chart) -> BarChart:
    from openpyxl.chart import BarChart

    drawn = BarChart(gapWidth=45, varyColors=False)
    drawn.type, drawn.grouping = "col", "clustered"
    for index, series in enumerate(chart.series):
        made = _series(chart, index, series)
        made.invertIfNegative = False
        made.graphicalProperties = _fill(COLOURS[index % len(COLOURS)])
        drawn.series.append(made)
    return drawn


def _line_chart(chart: Chart) -> LineChart:
    from openpyxl.chart import LineChart
    from openpyxl.chart.marker import Marker

    drawn = LineChart(grouping="standard", varyColors=False, marker=True)
    for index, series in enumerate(chart.series):
        colour = COLOURS[index % len(COLOURS)]
        made = _series(chart, index, series)
        made.smooth = False
        # The second round of colours is dashed: no two lines look alike.
        made.graphicalProperties = _stroke(colour, 2.25, dashed=index >= len(COLOURS))
        made.marker = Marker(symbol=_MARKERS[index % len(_MARKERS)], size=6, spPr=_fill(colour))
        made.marker.graphicalProperties.line.solidFill = colour
        drawn.series.append(made)
    return drawn


def _series(chart: Chart, index: int, series: Series) -> ChartSeries:
    from openpyxl.chart.data_source import (
        AxDataSource,
        NumData,
        NumDataSource,
        NumRef,
        NumVal,
        StrData,
        StrRef,
        StrVal,
    )
    from openpyxl.chart.series import Series as ChartSeries
    from openpyxl.chart.series import SeriesLabel

    count, letter = len(chart.categories), series_column(index)
    title = StrData(ptCount=1, pt=[StrVal(idx=0, v=series.name)])
    names = [StrVal(idx=place, v=name) for place, name in enumerate(chart.categories)]
    values = [
        NumVal(idx=place, v=float(value))
        for place, value in enumerate(series.values)
        if value is not None
    ]
    cached = NumData(formatCode=format_code(chart.decimals), ptCount=count, pt=values)
    cells = f"{SHEET}!${{0}}$2:${{0}}${count + 1}"
    return ChartSeries(
        idx=index,
        order=index,
        tx=SeriesLabel(strRef=StrRef(f=f"{SHEET}!${letter}$1", strCache=title)),
        cat=AxDataSource(
            strRef=StrRef(f=cells.format("A"), strCache=StrData(ptCount=count, pt=names))
        ),
        val=NumDataSource(numRef=NumRef(f=cells.format(letter), numCache=cached)),
    )


def _frame(drawn: BarChart | LineChart, chart: Chart, axis: Scale) -> None:
    """Set up what surrounds the series: axes, gridlines, legend, room for labels."""
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.data_source import NumFmt
    from openpyxl.chart.legend import Legend

    names, values = drawn.x_axis, drawn.y_axis
    names.axPos, values.axPos = "b", "l"
    names.delete = values.delete = False
    names.tickLblPos, values.tickLblPos = "low", "nextTo"
    names.graphicalProperties = _stroke(_AXIS, 0.75)
    names.txPr = _text(rotation=-45 if names_collide(chart) else 0)
    values.majorGridlines = ChartLines(spPr=_stroke(_GRID, 0.5))
    values.graphicalProperties = _no_line()
    values.numFmt = NumFmt(format_code(axis.decimals), sourceLinked=False)
    values.scaling.min, values.scaling.max = float(axis.low), float(axis.high)
    values.majorUnit, values.crossBetween = float(axis.step), "between"
    values.txPr = _text()
    if chart.unit.strip():
        values.title = _axis_title(chart.unit.strip())
    drawn.roundedCorners = False
    drawn.legend = None
    if len(chart.series) > 1 and not is_labelled(chart):
        drawn.legend = Legend(legendPos="b", txPr=_text())
    elif chart.kind is ChartKind.LINES:
        drawn.layout = _inner(*plot_area(chart, axis))


def _finish(root: etree._Element, workbook_relation: str) -> None:
    """Add the parts of the chart space that openpyxl leaves out, in the schema's order."""
    root.insert(0, etree.Element(qn("c:date1904"), val="0"))
    root.insert(1, etree.Element(qn("c:lang"), val="da-DK"))
    chart = root.find(qn("c:chart"))
    assert chart is not None
    chart.insert(0, etree.Element(qn("c:autoTitleDeleted"), val="1"))
    # addnext puts the later one first
    chart.addnext(_element(_text(), "txPr"))
    chart.addnext(_element(_no_frame(), "spPr"))
    if workbook_relation:
        data = etree.SubElement(root, qn("c:externalData"))
        data.set(qn("r:id"), workbook_relation)
        etree.SubElement(data, qn("c:autoUpdate"), val="0")


def _element(made: Serialisable, tag: str) -> etree._Element:
    from openpyxl.xml.functions import tostring

    element = etree.fromstring(tostring(made.to_tree(tag)))
    element.tag = qn(f"c:{tag}")
    return element


def _text(rotation: int = 0) -> RichText:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RichTextProperties

    return RichText(
        bodyPr=RichTextProperties(rot=rotation * _DEGREE, vert="horz"),
        p=[Paragraph(pPr=ParagraphProperties(defRPr=_font()), endParaRPr=_font())],
    )


def _axis_title(text: str) -> Title:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import (
        Paragraph,
        ParagraphProperties,
        RegularTextRun,
        RichTextProperties,
    )

    run = RegularTextRun(rPr=_font(), t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_font()), r=[run])
    body = RichTextProperties(rot=-90 * _DEGREE, vert="horz")
    return Title(tx=Text(rich=RichText(bodyPr=body, p=[paragraph])), overlay=False)


def _font() -> CharacterProperties:
    from openpyxl.drawing.text import CharacterProperties, Font

    return CharacterProperties(
        lang="da-DK", sz=_SIZE, b=False, solidFill=_TEXT, latin=Font(typeface=_FONT)
    )


def _inner(x: float, y: float, width: float, height: float) -> Layout:
    from openpyxl.chart.layout import Layout, ManualLayout

    return Layout(
        ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=x, y=y, w=width, h=height)
    )


def _fill(colour: str) -> GraphicalProperties:
    from openpyxl.chart.shapes import GraphicalProperties

    return GraphicalProperties(solidFill=colour)


def _stroke(colour: str, points: float, *, dashed: bool = False) -> GraphicalProperties:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    dash: Literal["sysDash", "solid"] = "sysDash" if dashed else "solid"
    return GraphicalProperties(
        ln=LineProperties(w=int(points * _POINT), cap="rnd", solidFill=colour, prstDash=dash)
    )


def _no_line() -> GraphicalProperties:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return GraphicalProperties(ln=LineProperties(noFill=True))


def _no_frame() -> GraphicalProperties:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
