"""The report's pages as LibreOffice lays them out, of the sample and of a large year.

The large year is laid out twice: alone, with answers to everything, and after eleven archived
years whose recommendations mostly wait.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from lxml import etree

from reportgen.app.generate import generate
from reportgen.opc.namespaces import NAMESPACES, qn
from reportgen.opc.package import Package
from reportgen.pdf import libreoffice
from reportgen.workspace.places import Workspace, Year
from tests.programs import (
    by_abiword,
    findings,
    needs_abiword,
    needs_libreoffice,
    needs_validator,
    pdf_of,
)
from tests.sample.large_year import RECOMMENDATIONS, large_year

pytestmark = needs_libreoffice
ROOT = Path(__file__).resolve().parents[2]
TOP, BOTTOM = 82, 771
"""Where the text of a page begins and ends, in points from its top."""
DAY = dt.date(2022, 11, 15)
CHART = re.compile(r"word/charts/chart\d+\.xml")
FRONT = 3
"""The cover, the page in short, and the page with the contents."""


@dataclass(frozen=True)
class Line:
    page: int
    top: float
    text: str
    large: bool
    """Whether it is a heading of a chapter."""


@dataclass(frozen=True)
class Pages:
    document: Path
    lines: tuple[Line, ...]
    count: int
    is_large: bool

    def page_of(self, text: str, after: int = 0) -> int:
        """The page where a line begins with `text`, at `after` or later."""
        return next(
            line.page for line in self.lines if line.page >= after and line.text.startswith(text)
        )

    def last_line(self, page: int) -> Line:
        return max((line for line in self.lines if line.page == page), key=lambda line: line.top)

    def first_line(self, page: int) -> Line:
        return min((line for line in self.lines if line.page == page), key=lambda line: line.top)

    def body(self) -> etree._Element:
        package = Package.open(self.document.read_bytes(), "")
        body = package.xml(package.document).find(qn("w:body"))
        assert body is not None
        return body


@pytest.fixture(scope="module", params=["sample", "large", "archived"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    root = tmp_path_factory.mktemp(request.param)
    if request.param == "large":
        year = large_year(root)
    elif request.param == "archived":
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(libreoffice, "_office", lambda: None)
            year = large_year(root, with_earlier=True)
    else:
        for folder in ("inputs", "templates"):
            shutil.copytree(ROOT / folder, root / folder)
        year = Year(Workspace.at(root), "boern-og-unge", 2022)
    generate(year, DAY)
    (document,) = year.outputs.glob("*.docx")
    with pdfplumber.open(pdf_of(document, tmp_path_factory.mktemp("pdf"))) as pdf:
        lines = tuple(line for page in pdf.pages for line in lines_of(page))
        return Pages(document, lines, len(pdf.pages), request.param != "sample")


def lines_of(page: pdfplumber.page.Page) -> Iterator[Line]:
    """The lines of a page, without its header and foot."""
    for line in page.extract_text_lines():
        if page.page_number == 1 or TOP - 6 <= line["top"] <= BOTTOM:
            size = max(char["size"] for char in line["chars"])
            yield Line(page.page_number, line["bottom"], line["text"], size > 18)


def test_the_sample_takes_two_pages_fewer_than_fifteen_without_the_one_in_front(
    pages: Pages,
) -> None:
    if not pages.is_large:
        assert pages.count - 1 <= 13


def test_no_page_but_a_chapters_last_is_less_than_half_full(pages: Pages) -> None:
    for page in range(FRONT + 1, pages.count):
        if not pages.first_line(page + 1).large:
            full = (pages.last_line(page).top - TOP) / (BOTTOM - TOP)
            assert full >= 0.5, f"page {page} of {pages.document.name} is {full:.0%} full"


def test_no_heading_is_alone_at_the_foot_of_a_page(pages: Pages) -> None:
    numbered = re.compile(r"\d(\.\d)? [A-ZÆØÅ]")
    for page in range(FRONT + 1, pages.count + 1):
        last = pages.last_line(page)
        assert not last.large, last
        assert not numbered.match(last.text), last


def _tables(body: etree._Element) -> Iterator[tuple[str, list[str]]]:
    """Caption of each table, and the first cell of each of its rows, the header among them."""
    for table in body.iter(qn("w:tbl")):
        caption = table.getprevious()
        assert caption is not None
        yield (
            "".join(caption.itertext(qn("w:t"))),
            ["".join(row.find(qn("w:tc")).itertext(qn("w:t"))) for row in table.iter(qn("w:tr"))],  # type: ignore[union-attr]
        )


def test_a_table_that_has_room_on_a_page_stands_on_one_and_others_keep_three_rows(
    pages: Pages,
) -> None:
    for caption, (_, *rows) in _tables(pages.body()):
        begins = pages.page_of(caption[:30])
        places = [begins]
        for row in rows:
            places.append(pages.page_of(row.partition(",")[0][:20], places[-1]))
        by_page = [places[1:].count(page) for page in dict.fromkeys(places[1:])]
        if len(by_page) > 1:
            assert len(rows) >= 18, f"{caption} is cut"
            assert by_page[0] >= 3 <= by_page[-1], f"{caption}: {by_page}"
        assert begins == places[1], f"{caption} stands alone"


def test_what_is_open_from_earlier_years_is_in_3_2_once(pages: Pages) -> None:
    tables = dict(_tables(pages.body()))
    rows = [row for caption, (_, *rows) in tables.items() if "Åbne" in caption for row in rows]
    assert len(rows) == len(set(rows))
    answered = [
        row for caption, (_, *rows) in tables.items() if "Svar på" in caption for row in rows
    ]
    after_many = pages.is_large and len(answered) < RECOMMENDATIONS
    assert bool(rows) == after_many
    assert after_many == any("Svar på anbefalinger i tidligere" in each for each in tables)


def test_a_figure_stands_with_its_table_or_is_nearly_half_a_page(pages: Pages) -> None:
    height = 0.0
    table = 0
    for element in pages.body():
        text = "".join(element.itertext(qn("w:t")))
        extent = element.find(f".//{qn('wp:extent')}")
        if extent is not None:
            height = int(extent.get("cy") or 0) / 12700
        elif text.startswith("Tabel "):
            table = pages.page_of(text[:30])
        elif text.startswith("Figur ") and height:
            own = pages.page_of(text[:30])
            # A line chart comes before its table, under the heading of both.
            is_under = "højest" in text or "Årshjul" in text
            is_large = pages.is_large and height / (BOTTOM - TOP) > 0.3
            assert not is_under or own == table or is_large, text
            height = 0.0


def test_addresses_are_not_broken(pages: Pages) -> None:
    body = pages.body()
    texts = {text for text in body.itertext(qn("w:t")) if "@" in str(text)}
    assert texts or not pages.is_large
    for address in texts:
        assert any(str(address) in line.text for line in pages.lines), address


def test_names_at_the_ends_of_lines_stand_one_under_the_other(pages: Pages) -> None:
    package = Package.open(pages.document.read_bytes(), "")
    charts = [package.xml(name) for name in package.parts if CHART.fullmatch(name)]
    lines = [root for root in charts if root.find(f".//{qn('c:lineChart')}") is not None]
    path = f".//{qn('c:ser')}/{qn('c:tx')}//{qn('c:v')}"
    names = {name.text for root in lines for name in root.iterfind(path)}
    seen = 0
    for page in range(FRONT + 1, pages.count + 1):
        ends = sorted(
            line.top
            for line in pages.lines
            if line.page == page and line.text.rpartition(" ")[0] in names
        )
        assert all(below - above > 8 for above, below in pairwise(ends)), page
        seen += len(ends)
    assert seen >= len(names)


@needs_validator
def test_the_validator_finds_nothing(pages: Pages) -> None:
    assert findings(pages.document) == []


@needs_abiword
def test_abiword_opens_it(pages: Pages, tmp_path: Path) -> None:
    read = by_abiword(pages.document, tmp_path, "txt").read_text("utf-8", "replace")
    assert "Anbefalinger til styregruppen" in read


def test_every_chart_follows_the_theme(pages: Pages) -> None:
    package = Package.open(pages.document.read_bytes(), "")
    charts = [name for name in package.parts if CHART.fullmatch(name)]
    assert charts
    for name in charts:
        assert not package.xml(name).findall(f".//{{{NAMESPACES['a']}}}srgbClr")


def test_charts_are_drawn_in_the_colours_of_a_municipalitys_own_template(tmp_path: Path) -> None:
    for folder in ("inputs", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path = tmp_path / "templates" / "aarsrapport.docx"
    template = Package.open(path.read_bytes(), "")
    theme = template.related("theme")
    assert theme is not None
    template.parts[theme] = template.parts[theme].replace(b"0F4C5C", b"7A1FA2")
    path.write_bytes(template.save())
    year = Year(Workspace.at(tmp_path), "boern-og-unge", 2022)
    generate(year, DAY)
    (document,) = year.outputs.glob("*.docx")
    with pdfplumber.open(pdf_of(document, tmp_path / "pdf")) as pdf:
        drawn = {
            tuple(round(part * 255) for part in shape["non_stroking_color"] or ())
            for page in pdf.pages[FRONT:]
            for shape in (*page.rects, *page.curves)
            if shape["fill"]
        }
    assert (0x7A, 0x1F, 0xA2) in drawn
    assert (0xC8, 0x55, 0x3D) in drawn
