"""What keeps somebody from reading a report is found in the finished Word file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.app.generate import render_version
from reportgen.app.publish import second_look
from reportgen.app.year import YearInputs, read_year
from reportgen.checks.accessibility import contrast
from reportgen.word.package import Package
from reportgen.workspace.versions import Record
from tests.workspaces import small_year

DAY = dt.date(2024, 12, 2)
DOCUMENT, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
TITLE = "Årsrapport 2024 – Netværksgruppe Ældre &amp; Sundhed"
Alter = Callable[[str], str]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> YearInputs:
    read = read_year(small_year(tmp_path_factory.mktemp("tilgaengelig") / "mappe").year)
    return replace(read, folded=replace(read.folded, pending=()))


@pytest.fixture(scope="module")
def finished(inputs: YearInputs) -> bytes:
    return render_version(inputs, Record(3, "offentliggjort", DAY, "r.docx", "", "", ""))


def codes(inputs: YearInputs, data: bytes) -> set[str]:
    return {problem.code for problem in second_look(inputs, data, "r.docx")}


def altered(data: bytes, part: str, alter: Alter) -> bytes:
    package = Package.open(data, "")
    before = package.parts[part].decode()
    after = alter(before)
    assert after != before, "the document has nothing of the kind to alter"
    package.parts[part] = after.encode()
    return package.save()


def swap(old: str, new: str) -> Alter:
    return lambda text: text.replace(old, new, 1)


def paragraph(inner: str) -> Alter:
    return swap(
        '<w:p><w:pPr><w:pStyle w:val="TOCHeading"/>',
        f"<w:p>{inner}</w:p>" + ('<w:p><w:pPr><w:pStyle w:val="TOCHeading"/>'),
    )


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_the_report_as_the_template_makes_it_has_nothing_in_the_way(
    inputs: YearInputs, finished: bytes
) -> None:
    assert codes(inputs, finished) == set()


@pytest.mark.parametrize(
    ("part", "alter", "code"),
    [
        (CORE, swap(TITLE, ""), "access-no-title"),
        (STYLES, swap('<w:lang w:val="da-DK"', '<w:lang w:val="en-US"'), "access-no-language"),
        (DOCUMENT, swap('"Heading2"', '"Heading3"'), "access-heading-order"),
        (DOCUMENT, swap("<w:tblHeader/>", ""), "access-no-header-row"),
        (DOCUMENT, swap("Formand", " "), "access-empty-cells"),
        (DOCUMENT, swap("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>'), "access-merged-cells"),
        (DOCUMENT, swap("</w:tcPr>", "<w:vMerge/></w:tcPr>"), "access-merged-cells"),
        (DOCUMENT, lambda text: text.replace("wp:inline", "wp:anchor"), "access-floating"),
        (DOCUMENT, swap(">Vejledningen<", ">klik her<"), "access-link-text"),
        (
            DOCUMENT,
            swap(">Vejledningen<", ">https://example.dk/vejledning<"),
            "access-link-address",
        ),
        (STYLES, swap('"1F2933"', '"AAAAAA"'), "access-contrast"),
        (DOCUMENT, paragraph(run("lyst", '<w:color w:val="C0C0C0"/>')), "access-contrast"),
        (DOCUMENT, paragraph(run("• et punkt")), "access-typed-list"),
        (DOCUMENT, paragraph(f"{run('1) et')}</w:p><w:p>{run('2) to')}"), "access-typed-list"),
    ],
)
def test_each_obstacle_is_found(
    inputs: YearInputs, finished: bytes, part: str, alter: Alter, code: str
) -> None:
    assert code in codes(inputs, altered(finished, part, alter))


def test_a_figure_without_words_for_it_is_found(inputs: YearInputs, finished: bytes) -> None:
    without = altered(finished, DOCUMENT, lambda text: re.sub(r' descr="[^"]*"', "", text))
    assert "access-no-alt-text" in codes(inputs, without)


def test_a_sentence_that_begins_with_a_dash_is_no_list(inputs: YearInputs, finished: bytes) -> None:
    once = altered(finished, DOCUMENT, paragraph(run("– betyder, at det ikke er oplyst.")))
    assert codes(inputs, once) == set()


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("000000", "FFFFFF", 21.0), ("FFFFFF", "FFFFFF", 1.0), ("767676", "FFFFFF", 4.54)],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("part", "alter", "code"),
    [
        ("word/header1.xml", swap("Årsrapport", "010190-1234"), "published-cpr"),
        ("word/footer1.xml", swap("Side ", "Ring 23 45 67 89"), "published-telephone"),
        (CORE, swap("Rammeaftale", "anne@gmail.com"), "published-private-address"),
        ("word/charts/chart1.xml", swap("Åby", "010190-1234"), "published-cpr"),
        (DOCUMENT, swap('descr="', 'descr="010190-1234 '), "published-cpr"),
        (
            DOCUMENT,
            swap('<w:tblCaption w:val="', '<w:tblCaption w:val="010190-1234 '),
            "published-cpr",
        ),
        (
            "word/_rels/document.xml.rels",
            swap("https://example.dk/vejledning", "mailto:nogen@andet.example"),
            "published-unknown-address",
        ),
        (DOCUMENT, paragraph(run("0101") + run("90-12") + run("34")), "published-cpr"),
    ],
)
def test_personal_data_is_found_in_every_part_of_the_package(
    inputs: YearInputs, finished: bytes, part: str, alter: Alter, code: str
) -> None:
    assert codes(inputs, altered(finished, part, alter)) == {code}


def test_a_finding_names_its_place(inputs: YearInputs, finished: bytes) -> None:
    data = altered(finished, DOCUMENT, swap("Netværket mødtes", "Ring 23 45 67 89, mødtes"))
    (problem,) = second_look(inputs, data, "r.docx")
    where = problem.location
    assert (where.file, where.part) == (Path("r.docx").name, "body")
    assert where.heading == "3.1 Årets arbejde og temaer"
    assert where.paragraph == 1
