"""Native charts: the parts a chart adds to a document, and the drawing that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lxml import etree

from reportgen.figures.chart import Chart, Series, Wheel
from reportgen.opc.container import write_container
from reportgen.opc.namespaces import NAMESPACES, qn
from reportgen.opc.package import Relationships
from reportgen.opc.xml import DECLARATION, escape, serialise
from reportgen.word.write.charts.drawingml import SHEET, format_code, series_column
from reportgen.word.write.charts.labels import HEIGHT_CM, WIDTH_CM, chart_height
from reportgen.word.write.charts.plot import chart_xml
from reportgen.word.write.charts.year_wheel import WHEEL_HEIGHT_CM, rings, wheel_xml

_EMU_PER_CM = 360000
_WORKBOOK_RID = "rId1"  # what `Relationships` gives the first, and there is no second


@dataclass(frozen=True, slots=True)
class ChartParts:
    """What a chart adds to a package."""

    name: str
    """Name of its part, ``word/charts/chart1.xml``."""
    xml: bytes
    workbook_name: str = ""
    """``word/embeddings/Microsoft_Excel_Sheet1.xlsx``; empty where the chart embeds none."""
    workbook: bytes = b""
    height_cm: float = HEIGHT_CM
    """How high the chart is drawn; every chart is as wide as the others."""

    @property
    def relations_xml(self) -> bytes:
        """The chart's own relations; empty where there are none."""
        if not self.workbook_name:
            return b""
        relations = Relationships(None)
        relations.add("package", self.workbook_name.replace("word/", "../", 1))
        return serialise(relations.root)


def chart_parts(chart: Chart | Wheel, number: int, *, embed: bool = True) -> ChartParts:
    """Make the parts of the chart `number` (from 1, unique in its document).

    The embedded workbook lets people edit the chart in Word; it holds the plotted figures and
    nothing else. Without `embed` there is none, as in a published file. The same chart gives
    the same bytes.
    """
    relation = _WORKBOOK_RID if embed else ""
    if isinstance(chart, Wheel):
        xml = wheel_xml(chart, relation)
        names, series, decimals = tuple(month.name for month in chart.months), rings(chart), 0
    else:
        xml = chart_xml(chart, relation)
        names, series, decimals = chart.categories, chart.series, chart.decimals
    parts = ChartParts(f"word/charts/chart{number}.xml", xml, height_cm=height_of(chart))
    if not embed:
        return parts
    workbook_name = f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"
    workbook = chart_workbook(names, series, decimals)
    return replace(parts, workbook_name=workbook_name, workbook=workbook)


def height_of(chart: Chart | Wheel) -> float:
    """How high a chart is drawn, in cm."""
    return WHEEL_HEIGHT_CM if isinstance(chart, Wheel) else chart_height(chart)


def drawing_xml(
    relation: str, drawing_id: int, name: str, description: str, height_cm: float = HEIGHT_CM
) -> str:
    """Write the `w:drawing` for a run that shows the chart which `relation` (rId7) leads to.

    `drawing_id` must be unique among the drawings of the document; `description` is the
    alternative text.
    """
    size = {"cx": str(int(WIDTH_CM * _EMU_PER_CM)), "cy": str(int(height_cm * _EMU_PER_CM))}
    none = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")
    prefixes = {prefix: NAMESPACES[prefix] for prefix in ("w", "wp", "a", "c", "r")}
    drawing = etree.Element(qn("w:drawing"), nsmap=prefixes)
    inline = etree.SubElement(drawing, qn("wp:inline"), none)
    etree.SubElement(inline, qn("wp:extent"), size)
    etree.SubElement(
        inline, qn("wp:docPr"), {"id": str(drawing_id), "name": name, "descr": description}
    )
    etree.SubElement(inline, qn("wp:cNvGraphicFramePr"))
    graphic = etree.SubElement(inline, qn("a:graphic"))
    data = etree.SubElement(graphic, qn("a:graphicData"), uri=NAMESPACES["c"])
    etree.SubElement(data, qn("c:chart"), {qn("r:id"): relation})
    return etree.tostring(drawing, encoding="unicode")


# The workbook inside a chart: the plotted figures, and nothing else. It is written part by part
# instead of by openpyxl, which adds who and when, and a style sheet with elements out of the
# schema's order. What is not here cannot leak, and the same chart always gives the same bytes.

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = NAMESPACES["r"]

_TYPES_XML = (
    f'<Types xmlns="{NAMESPACES["ct"]}">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    "</Types>"
)
_WORKBOOK_XML = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def chart_workbook(categories: Sequence[str], series: Sequence[Series], decimals: int = 0) -> bytes:
    """Write plotted figures as a workbook: categories down, one column a series."""
    parts = {
        "[Content_Types].xml": _TYPES_XML,
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _WORKBOOK_XML,
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": _sheet(categories, series),
        "xl/styles.xml": _styles(format_code(decimals)),
    }
    encoded = {name: f"{DECLARATION}\n{text}".encode() for name, text in parts.items()}
    return write_container(encoded)


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{NAMESPACES["rel"]}">{lines}</Relationships>'


def _sheet(categories: Sequence[str], series: Sequence[Series]) -> str:
    rows = "".join(
        f'<row r="{number}">{"".join(cells)}</row>'
        for number, cells in enumerate(_rows(categories, series), start=1)
    )
    columns = '<cols><col min="1" max="1" width="24" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{_MAIN}">{columns}<sheetData>{rows}</sheetData></worksheet>'


def _rows(categories: Sequence[str], series: Sequence[Series]) -> Iterator[list[str]]:
    columns = [(series_column(index), each) for index, each in enumerate(series)]
    yield [_text(f"{letter}1", each.name) for letter, each in columns]
    for at, category in enumerate(categories):
        row = at + 2
        yield [
            _text(f"A{row}", category),
            *(
                _number(f"{letter}{row}", value)
                for letter, each in columns
                if (value := each.values[at]) is not None
            ),
        ]


def _text(cell: str, text: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _number(cell: str, value: Decimal) -> str:
    return f'<c r="{cell}" s="1"><v>{value:f}</v></c>'


def _styles(code: str) -> str:
    """Make the smallest style sheet Excel opens: its defaults, and the numbers' format."""
    return (
        f'<styleSheet xmlns="{_MAIN}">'
        f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{escape(code)}"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1">'
        "<border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )
