"""The page in front of the report as LibreOffice lays it out: one page, whatever is on it."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest

from reportgen.app.generate import generate
from reportgen.app.year import read_year
from reportgen.layout.in_short import NOTHING, whole_lists
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.report.inputs import PointRow, Status, Workbook
from reportgen.sources.workbook.create import create_workbook
from reportgen.word.elements.headings import paragraph_text
from reportgen.workspace.places import Workspace, Year
from tests.programs import needs_libreoffice, pdf_of
from tests.sample.large_year import large_year
from tests.sample.second_year import lay_out_second_year

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent
LONG = "Et meget langt navn på noget, som netværket har arbejdet med hele året igennem, " * 6


def sample(root: Path) -> Year:
    for folder in ("inputs", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    return Year(Workspace.at(root), "boern-og-unge", 2022)


def empty(root: Path) -> Year:
    year = sample(root)
    network = read_year(year).material.network
    year.workbook.write_bytes(create_workbook(network.organisations, Workbook()))
    year.prose.write_text("", encoding="utf-8")
    shutil.rmtree(year.meetings)
    return year


def second(root: Path) -> Year:
    return lay_out_second_year(root)


def wordy(root: Path) -> Year:
    """A large year whose headings are as long as anybody writes, and each asks a lot."""
    year = large_year(root)
    inputs = read_year(year)
    points = tuple(
        replace(point, heading=f"{LONG}{point.id}", addressee="styregruppen", asked=LONG * 3)
        if point.id.startswith("A")
        else replace(point, heading=f"{LONG}{point.id}")
        for point in inputs.workbook.points
    )
    points += (PointRow("A900", "Ét ord: " + "m" * 900, "", Status.NEW, "Møde"),)
    workbook = replace(inputs.workbook, points=points)
    names = inputs.material.network.organisations
    year.workbook.write_bytes(create_workbook(names, workbook))
    return year


SIZE, MARGINS = re.compile(rb"<w:pgSz [^>]*/>"), re.compile(rb"<w:pgMar [^>]*/>")


def on(width: int, height: int, margin: int, font: str = "") -> Callable[[Path], None]:
    """Give the pages behind the cover another size and margin, and all text another font."""

    def change(template: Path) -> None:
        package = Package.open(template.read_bytes(), "")
        cover, heading, rest = package.parts[package.document].partition(b"Kort fortalt")
        edges = " ".join(f'w:{edge}="{margin}"' for edge in ("top", "right", "bottom", "left"))
        edges += ' w:header="567" w:footer="567" w:gutter="0"'
        rest = SIZE.sub(f'<w:pgSz w:w="{width}" w:h="{height}"/>'.encode(), rest)
        rest = MARGINS.sub(f"<w:pgMar {edges}/>".encode(), rest)
        package.parts[package.document] = cover + heading + rest
        if font:
            styles = package.parts["word/styles.xml"]
            package.parts["word/styles.xml"] = styles.replace(b"Calibri", font.encode())
        template.write_bytes(package.save())

    return change


A5, WIDE_MARGINS, WIDE_FONT = (
    on(8391, 11906, 1134),
    on(11906, 16838, 2835),
    on(11906, 16838, 1500, "DejaVu Sans"),
)


def tall_header(template: Path) -> None:
    """Let the name of the municipality stand in many lines at the top of every page."""
    package = Package.open(template.read_bytes(), "")
    line = b"<w:p><w:r><w:t>Kommunens navn</w:t></w:r></w:p>"
    header = package.parts["word/header1.xml"]
    package.parts["word/header1.xml"] = header.replace(b"</w:hdr>", line * 12 + b"</w:hdr>")
    template.write_bytes(package.save())


def contents_above(template: Path) -> None:
    """Let the contents stand on the same page, above what is told in short."""
    package = Package.open(template.read_bytes(), "")
    root = package.xml(package.document)
    paragraphs = {paragraph_text(each).strip(): each for each in root.iter(qn("w:p"))}
    contents = deepcopy(paragraphs["{{ indholdsfortegnelse }}"])
    paragraphs["{{ kort_fortalt }}"].addprevious(contents)
    paragraphs["{{ indholdsfortegnelse }}"].getparent().remove(
        paragraphs["{{ indholdsfortegnelse }}"]
    )
    package.set_xml(package.document, root)
    template.write_bytes(package.save())


def text_below(template: Path) -> None:
    """Let the template say something of its own under the tag."""
    package = Package.open(template.read_bytes(), "")
    line = b"<w:p><w:r><w:t>Hele rapporten kan hentes hos sekretariatet.</w:t></w:r></w:p>"
    tag = b"{{ kort_fortalt }}</w:t></w:r></w:p>"
    document = package.parts[package.document]
    assert document.count(tag) == 1
    package.parts[package.document] = document.replace(tag, tag + line * 12)
    template.write_bytes(package.save())


YEARS = {
    "sample": (sample, None),
    "empty": (empty, None),
    "second": (second, None),
    "large": (large_year, None),
    "wordy": (wordy, None),
    "wordy-a5": (wordy, A5),
    "large-wide-margins": (large_year, WIDE_MARGINS),
    "large-tall-header": (large_year, tall_header),
    "large-text-below": (large_year, text_below),
    "large-contents-above": (large_year, contents_above),
    "wordy-other-font": (wordy, WIDE_FONT),
}


@pytest.fixture(params=YEARS)
def year(request: pytest.FixtureRequest, tmp_path: Path) -> Year:
    make, change = YEARS[request.param]
    year = make(tmp_path / "mappe")
    if change is not None:
        change(year.workspace.template)
    return year


@needs_libreoffice
def test_it_is_one_page_and_tells_all_or_how_much_more_there_is(year: Year, tmp_path: Path) -> None:
    generate(year, dt.date(year.year, 11, 15))
    (document,) = year.outputs.glob("*.docx")
    with pdfplumber.open(pdf_of(document, tmp_path / "pdf")) as pdf:
        texts = [page.extract_text() for page in pdf.pages[:3]]
        count = len(pdf.pages)
    assert "Kort fortalt" in texts[1]
    assert "\nIndhold\n" in texts[2], texts[2]
    page = texts[1]
    lists = [one for one in whole_lists(read_year(year).material) if one.entries]
    assert lists or NOTHING in page
    for one in lists:
        assert one.heading in page
    flat = " ".join(page.split())
    flat = flat[flat.index(lists[0].heading) if lists else 0 :]
    ends = [*(one.heading for one in lists[1:]), f"Side 2 af {count}"] if lists else []
    for one, end in zip(lists, ends, strict=True):
        told = flat.partition(one.heading)[2].partition(end)[0]
        see = re.escape(one.section)
        more = re.search(rf"og (\d+) til, se {see}|^: (\d+), se {see}", told)
        left = int(more[1] or more[2]) if more else 0
        assert len(re.findall(rf"(?<!se )\b{see}(?:, [A-Z]\d+|\))|• Se {see}", told)) + left == len(
            one.entries
        )


@pytest.mark.parametrize("make", [sample, second], ids=["sample", "second_year"])
def test_the_page_says_what_its_file_holds(make: Callable[[Path], Year], tmp_path: Path) -> None:
    year = make(tmp_path / "mappe")
    document = generate(year, dt.date(year.year, 11, 15)).path.read_bytes()
    shown = GOLDEN / f"in_short_{'sample' if make is sample else 'second_year'}.txt"
    assert lines(document) == shown.read_text("utf-8").splitlines()


def lines(document: bytes) -> list[str]:
    """What stands between the heading of the page and that of the contents."""
    package = Package.open(document, "")
    said = [paragraph_text(each) for each in package.xml(package.document).iter(qn("w:p"))]
    return [line for line in said[said.index("Kort fortalt") + 1 : said.index("Indhold")] if line]
