"""Native charts: the parts a chart adds to a document, and the drawing that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reportgen.figures.chart import Chart, Wheel
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, RELATIONSHIP, qn
from reportgen.opc.package import Relationships
from reportgen.opc.xml import serialise
from reportgen.word.write.charts.labels import HEIGHT_CM, WIDTH_CM
from reportgen.word.write.charts.part import chart_xml
from reportgen.word.write.charts.workbook import chart_workbook
from reportgen.word.write.charts.year_wheel import WHEEL_HEIGHT_CM, rings, wheel_xml

CHART_TYPE = CONTENT_TYPE["chart"]
WORKBOOK_TYPE = CONTENT_TYPE["xlsx"]
CHART_RELATION = RELATIONSHIP["chart"]
"""Type of the document's relation to the chart."""
WORKBOOK_RELATION = RELATIONSHIP["package"]
"""Type of the chart's relation to its workbook."""

_EMU_PER_CM = 360000
_WORKBOOK_RID = "rId1"  # what `Relationships` gives the first, and there is no second


@dataclass(frozen=True, slots=True)
class ChartParts:
    """What a chart adds to a package; part names are absolute, as in ``[Content_Types].xml``."""

    name: str
    """``/word/charts/chart1.xml``, of `CHART_TYPE`; the document relates to it by
    `CHART_RELATION`."""
    xml: bytes
    workbook_name: str = ""
    """``/word/embeddings/Microsoft_Excel_Sheet1.xlsx``, of `WORKBOOK_TYPE`; empty where the
    chart embeds none."""
    workbook: bytes = b""
    workbook_rid: str = ""
    """Id of the chart's relation to its workbook, of type `WORKBOOK_RELATION`."""
    height_cm: float = HEIGHT_CM
    """How high the chart is drawn; every chart is as wide as the others."""

    @property
    def relations_name(self) -> str:
        """Name of the part with the chart's own relations."""
        folder, _, file = self.name.rpartition("/")
        return f"{folder}/_rels/{file}.rels"

    @property
    def relations_xml(self) -> bytes:
        """The chart's own relations; empty where there are none."""
        if not self.workbook_rid:
            return b""
        relations = Relationships(None)
        relations.add(WORKBOOK_RELATION, self.workbook_name.replace("/word/", "../", 1))
        return serialise(relations.root)


def chart_parts(chart: Chart | Wheel, number: int, *, embed: bool = True) -> ChartParts:
    """Make the parts of the chart `number` (from 1, unique in its document).

    The embedded workbook lets people edit the chart in Word; it holds the plotted figures and
    nothing else. Without `embed` there is none, as in a published file. The same chart gives
    the same bytes.
    """
    relation = _WORKBOOK_RID if embed else ""
    if isinstance(chart, Wheel):
        xml, height = wheel_xml(chart, relation), WHEEL_HEIGHT_CM
        names, series, decimals = tuple(month.name for month in chart.months), rings(chart), 0
    else:
        xml, height = chart_xml(chart, relation), HEIGHT_CM
        names, series, decimals = chart.categories, chart.series, chart.decimals
    name = f"/word/charts/chart{number}.xml"
    if not embed:
        return ChartParts(name, xml, height_cm=height)
    return ChartParts(
        name=name,
        xml=xml,
        workbook_name=f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx",
        workbook=chart_workbook(names, series, decimals),
        workbook_rid=relation,
        height_cm=height,
    )


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
