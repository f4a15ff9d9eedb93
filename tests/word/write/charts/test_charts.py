from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart

from reportgen.figures.chart import Chart, ChartKind, Series
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, relationship_type
from reportgen.opc.package import rels_name
from reportgen.word.write.charts.embed import chart_parts, drawing_xml
from tests.figures.builders import SEVENTEEN, values


def bars(count: int = 3, unit: str = "antal", factor: str = "100") -> Chart:
    names = [f"{name} & <søn>" for name in SEVENTEEN] + [f"Nr. {n}" for n in range(20)]
    plotted = tuple(Decimal(count - n) * Decimal(factor) for n in range(count))
    return Chart(
        ChartKind.BARS, tuple(names[:count]), (Series("Antal 2022", plotted),), unit, 0, "Alt."
    )


def line(count: int = 2) -> Chart:
    return Chart(
        ChartKind.LINES,
        ("2020", "2021", "2022"),
        tuple(
            Series(f"Kommune {n}", (Decimal("12.5") + n, None, Decimal("14.1") + n))
            for n in range(count)
        ),
        "pct.",
        1,
        "Alt.",
    )


CHARTS = {
    "few bars": bars(3),
    "seventeen bars": bars(17),
    "wide values": bars(17, "kr.", "123456"),
    "many bars": bars(25),
    "below zero": bars(4, factor="-2.5"),
    "a marked bar": replace(bars(6), marked=3),
    "bars of two series": replace(bars(4), series=bars(4).series * 2),
    "one line": line(1),
    "five lines": line(5),
    "too many lines for labels": line(7),
    "no values at all": Chart(
        ChartKind.LINES, ("2021", "2022"), (Series("Faxe", (None, None)),), "", 0, "Alt."
    ),
}


# What a cell can hold once it is read: no control characters, but any other, with line breaks.
NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t&<>\"'æøåÆØÅ"),
    min_size=1,
    max_size=12,
)


@st.composite
def any_chart(draw: st.DrawFn) -> Chart:
    """Charts of both kinds, of any names, with values missing anywhere."""
    categories = draw(st.lists(NAMES, min_size=1, max_size=5))
    plotted = st.none() | values(places=4)
    count = len(categories)
    row = st.lists(plotted, min_size=count, max_size=count).map(tuple)
    series = draw(st.lists(st.builds(Series, NAMES, row), min_size=1, max_size=3))
    kind = draw(st.sampled_from(ChartKind))
    decimals = draw(st.sampled_from((0, 1, 2, 4)))
    return Chart(kind, tuple(categories), tuple(series), draw(NAMES), decimals, "Alt.")


def xml(chart: Chart) -> etree._Element:
    return etree.fromstring(chart_parts(chart, 1).xml)


def find(root: etree._Element, path: str) -> list[str]:
    """Values of the attribute or text nodes that `path` names."""
    found = root.xpath(path, namespaces=dict(NAMESPACES))
    assert isinstance(found, list)
    return [str(each) for each in found]


def document(charts: dict[str, Chart]) -> bytes:
    """Make the smallest Word file that shows `charts`."""
    types = {
        "/word/document.xml": (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        )
    }
    parts: dict[str, bytes] = {}
    relations, body = "", ""
    for number, chart in enumerate(charts.values(), start=1):
        made = chart_parts(chart, number)
        types[f"/{made.name}"] = CONTENT_TYPE["chart"]
        types[f"/{made.workbook_name}"] = CONTENT_TYPE["xlsx"]
        parts |= {made.name: made.xml, made.workbook_name: made.workbook}
        parts[rels_name(made.name)] = made.relations_xml
        relations += (
            f'<Relationship Id="rId{number}" Type="{relationship_type("chart")}" '
            f'Target="/{made.name}"/>'
        )
        drawing = drawing_xml(f"rId{number}", number, f"Figur {number}", 'Højest "Faxe" & <5>')
        body += f"<w:p><w:r>{drawing}</w:r></w:p>"
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    rel, office = NAMESPACES["rel"], NAMESPACES["r"]
    texts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{NAMESPACES["ct"]}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{rel}"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f'<w:document xmlns:w="{NAMESPACES["w"]}"><w:body>{body}</w:body></w:document>'
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rel}">{relations}</Relationships>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, text in texts.items():
            package.writestr(name, text)
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()


def findings(file: Path) -> list[object]:
    """Ask the validator what is wrong with `file`."""
    run = subprocess.run(
        ["ooxml-validator", str(file)], capture_output=True, text=True, check=False, timeout=120
    )
    answer = json.loads(run.stdout)
    assert isinstance(answer["errors"], list)
    return answer["errors"]


@pytest.mark.skipif(not shutil.which("ooxml-validator"), reason="ooxml-validator is missing")
def test_the_open_xml_validator_finds_nothing_in_any_kind_of_chart(tmp_path: Path) -> None:
    file = tmp_path / "charts.docx"
    file.write_bytes(document(CHARTS))
    assert findings(file) == []


@pytest.mark.skipif(not shutil.which("ooxml-validator"), reason="ooxml-validator is missing")
def test_the_open_xml_validator_finds_nothing_in_the_embedded_workbook(tmp_path: Path) -> None:
    file = tmp_path / "chart.xlsx"
    file.write_bytes(chart_parts(line(5), 1).workbook)
    assert findings(file) == []


@pytest.mark.skipif(
    not shutil.which("soffice") or not shutil.which("pdftotext"),
    reason="LibreOffice or pdftotext is missing",
)
def test_libreoffice_draws_names_and_danish_numbers(tmp_path: Path) -> None:
    file = tmp_path / "charts.docx"
    shown = {name: CHARTS[name] for name in ("few bars", "five lines")}
    shown["few bars"] = bars(3, factor="1000")
    file.write_bytes(document(shown))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(tmp_path), str(file)),
        ],
        capture_output=True,
        check=True,
        timeout=180,
    )
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "charts.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "3.000" in text
    assert "Kommune 4 18,1" in text
    assert "Greve Kommune & <søn>" in " ".join(text.split())


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
def test_the_same_chart_gives_the_same_bytes(chart: Chart) -> None:
    assert chart_parts(chart, 3) == chart_parts(chart, 3)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
def test_the_embedded_workbook_holds_the_plotted_figures_and_nothing_else(chart: Chart) -> None:
    book = load_workbook(io.BytesIO(chart_parts(chart, 1).workbook))
    assert book.sheetnames == ["Tal"]
    header, *rows = book["Tal"].iter_rows(values_only=True)
    assert header == (None, *(series.name for series in chart.series))
    assert [row[0] for row in rows] == list(chart.categories)
    for at, series in enumerate(chart.series, start=1):
        expected = [None if value is None else float(value) for value in series.values]
        assert [row[at] for row in rows] == expected


def test_the_embedded_workbook_says_nothing_of_when_or_by_whom() -> None:
    with zipfile.ZipFile(io.BytesIO(chart_parts(bars(), 1).workbook)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if name.startswith("docProps")]


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    chart = Chart(ChartKind.BARS, ("=1+1",), (Series("=A1", (Decimal(1),)),), "antal", 0, "Alt.")
    sheet = load_workbook(io.BytesIO(chart_parts(chart, 1).workbook))["Tal"]
    assert (sheet["A2"].data_type, sheet["B1"].data_type) == ("s", "s")


def test_the_chart_caches_what_its_workbook_holds() -> None:
    root = xml(line(2))
    assert find(root, "//c:ser[2]/c:tx//c:v/text()") == ["Kommune 1"]
    assert find(root, "//c:ser[2]/c:cat//c:v/text()") == ["2020", "2021", "2022"]
    assert find(root, "//c:ser[2]/c:val//c:pt/@idx") == ["0", "2"]
    assert find(root, "//c:ser[2]/c:val//c:v/text()") == ["13.5", "15.1"]
    assert find(root, "//c:ser[2]/c:val//c:f/text()") == ["Tal!$C$2:$C$4"]
    assert find(root, "//c:externalData/@r:id") == ["rId1"]


@given(chart=any_chart())
def test_another_reader_finds_every_name_and_value_where_it_was_plotted(chart: Chart) -> None:
    # Without a workbook: openpyxl does not read the relation to one.
    root = etree.fromstring(chart_parts(chart, 1, embed=False).xml)
    # Typed for openpyxl's own trees, it reads lxml's as well.
    read = read_chart(ChartSpace.from_tree(root))  # type: ignore[arg-type,no-untyped-call]
    assert read.tagname == ("lineChart" if chart.kind is ChartKind.LINES else "barChart")
    assert [each.tx.strRef.strCache.pt[0].v for each in read.series] == [
        series.name for series in chart.series
    ]
    for drawn, series in zip(read.series, chart.series, strict=True):
        names = drawn.cat.strRef.strCache
        assert names.ptCount == len(chart.categories)
        assert [point.v for point in names.pt] == list(chart.categories)
        assert {point.idx: point.v for point in drawn.val.numRef.numCache.pt} == {
            at: float(value) for at, value in enumerate(series.values) if value is not None
        }
    axis = read.y_axis
    assert all(axis.scaling.min <= float(v) <= axis.scaling.max for v in chart.plotted)


def test_the_unit_stands_beside_the_axis_as_it_was_typed_and_no_unit_leaves_no_title() -> None:
    unit = 'kr. & <øre> "pr." dag'
    titled = xml(replace(line(), unit=f" {unit} "))
    assert find(titled, "//c:valAx/c:title//a:t/text()") == [unit]
    assert find(xml(replace(line(), unit=" ")), "//c:title") == []


def test_a_column_after_the_26th_is_found_by_two_letters() -> None:
    cells = find(xml(line(28)), "//c:ser/c:tx//c:f/text()")
    assert cells[24:28] == ["Tal!$Z$1", "Tal!$AA$1", "Tal!$AB$1", "Tal!$AC$1"]


@pytest.mark.parametrize("kind", ChartKind)
def test_the_largest_number_a_cell_holds_leaves_room_for_the_plot(kind: ChartKind) -> None:
    plotted = (Decimal("1E+308"), Decimal(1))
    root = xml(Chart(kind, ("2021", "2022"), (Series("Faxe", plotted),), "kr.", 4, "Alt."))
    assert all(0 < float(share) < 1 for share in find(root, "//c:plotArea/c:layout//c:w/@val"))
    assert find(root, "//c:val//c:v/text()") == ["1e+308", "1"]


def test_charts_are_written_without_loading_a_spreadsheet_library() -> None:
    script = (
        "import sys; from decimal import Decimal; "
        "from reportgen.figures.chart import Chart, ChartKind, Series; "
        "from reportgen.word.write.charts.embed import chart_parts; "
        "series = (Series('Antal', (Decimal(1),)),); "
        "[chart_parts(Chart(kind, ('2022',), series, '', 0, ''), 1) for kind in ChartKind]; "
        "sys.exit('openpyxl' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_without_a_workbook_the_chart_leads_nowhere() -> None:
    parts = chart_parts(bars(), 1, embed=False)
    assert parts.workbook == parts.relations_xml == b""
    assert b"externalData" not in parts.xml
    assert find(etree.fromstring(parts.xml), "//c:val//c:v/text()") == ["300", "200", "100"]


def test_a_chart_speaks_danish_and_has_no_title_frame_or_depth_of_its_own() -> None:
    root = xml(bars())
    assert find(root, "//c:lang/@val") == ["da-DK"]
    assert find(root, "//c:autoTitleDeleted/@val") == ["1"]
    assert find(root, "//c:roundedCorners/@val") == ["0"]
    assert find(root, "//c:view3D") == []
    assert find(root, "//c:valAx/c:numFmt/@formatCode") == ["[$-406]#,##0"]


def test_bars_begin_at_zero() -> None:
    assert find(xml(bars(17, factor="100000")), "//c:valAx/c:scaling/c:min/@val") == ["0"]


@pytest.mark.parametrize("count", [2, 17, 37])
def test_bars_lie_level_with_a_name_and_a_value_each_and_no_axis_of_figures(count: int) -> None:
    root = xml(bars(count))
    assert find(root, "//c:barDir/@val") == ["bar"]
    assert find(root, "//c:catAx//c:orientation/@val") == ["maxMin"]
    assert find(root, "//c:catAx/c:tickLblSkip/@val") == ["1"]
    assert find(root, "//c:dLbls/c:showVal/@val") == ["1"]
    assert find(root, "//c:valAx/c:delete/@val") == ["1"]
    assert set(find(root, "//a:bodyPr/@rot")) == {"0"}


def test_every_bar_has_the_height_of_a_line_of_type() -> None:
    for count in (2, 17, 37):
        parts = chart_parts(bars(count), 1)
        (share,) = find(etree.fromstring(parts.xml), "//c:plotArea/c:layout//c:h/@val")
        assert float(share) * parts.height_cm / count >= 0.42


def test_a_marked_bar_has_a_colour_of_its_own() -> None:
    root = xml(replace(bars(5), marked=2))
    own = find(root, "//c:ser/c:spPr/a:solidFill/a:schemeClr/@val")
    assert find(root, "//c:ser/c:dPt/c:idx/@val") == ["2"]
    assert own
    assert find(root, "//c:dPt/c:spPr/a:solidFill/a:schemeClr/@val") not in ([], own)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
def test_every_colour_of_a_chart_is_one_of_the_documents_theme(chart: Chart) -> None:
    root = xml(chart)
    assert find(root, "//a:srgbClr") == []
    assert set(find(root, "//a:schemeClr/@val")) <= {
        *("tx1", "bg1", "bg2"),
        *(f"accent{number}" for number in range(1, 6)),
    }


def test_a_line_is_named_at_its_end_and_many_lines_in_a_legend() -> None:
    few, many = xml(line(5)), xml(line(6))
    assert find(few, "//c:ser/c:dLbls/c:dLbl/c:idx/@val") == ["2"] * 5
    assert find(few, "//c:dLbl/c:showSerName/@val") == ["1"] * 5
    assert find(few, "//c:legend") == []
    assert find(many, "//c:dLbl") == []
    assert len(find(many, "//c:legend")) == 1


def test_lines_differ_by_more_than_colour() -> None:
    looks = list(
        zip(
            find(xml(line(7)), "//c:ser/c:marker/c:symbol/@val"),
            find(xml(line(7)), "//c:ser/c:spPr//a:prstDash/@val"),
            strict=True,
        )
    )
    assert len(set(looks)) == 7


def test_the_drawing_carries_the_alternative_text_and_stands_in_the_line() -> None:
    root = etree.fromstring(drawing_xml("rId9", 4, "Figur 4", 'Højest "Faxe" & <5>'))
    assert find(root, "//wp:inline/wp:docPr/@descr") == ['Højest "Faxe" & <5>']
    assert find(root, "//wp:docPr/@id") == ["4"]
    assert find(root, "//c:chart/@r:id") == ["rId9"]
    assert find(root, "//wp:extent/@cx") == [str(16 * 360000)]
