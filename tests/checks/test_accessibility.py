"""What keeps somebody from reading a report is found in the finished Word file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.app.generate import render_version
from reportgen.app.publication import second_look
from reportgen.app.year import YearInputs, read_year
from reportgen.checks.accessibility import contrast
from reportgen.opc.package import Package
from reportgen.workspace.versions import Record
from tests.workspaces import small_year

DAY = dt.date(2024, 12, 2)
CHART, THEME = "word/charts/chart1.xml", "word/theme/theme1.xml"
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
        '<w:p><w:pPr><w:pStyle w:val="Indholdsoverskrift"/>',
        f"<w:p>{inner}</w:p>" + ('<w:p><w:pPr><w:pStyle w:val="Indholdsoverskrift"/>'),
    )


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


CPR, TELEPHONE, PRIVATE = "published-cpr", "published-telephone", "published-private-address"
RELS = "word/_rels/document.xml.rels"
CODE = "<w:instrText> PAGE </w:instrText>"


def parts(*inner: str) -> str:
    return "".join(one if one.startswith("<w:r>") else f"<w:r>{one}</w:r>" for one in inner)


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
        (DOCUMENT, paragraph(run("gemt", '<w:highlight w:val="black"/>')), "access-contrast"),
        (
            "word/header1.xml",
            swap("<w:r>", '<w:r><w:rPr><w:color w:val="C0C0C0"/></w:rPr>'),
            "access-contrast",
        ),
        (
            "word/footer1.xml",
            swap("</w:pPr>", '<w:shd w:val="clear" w:fill="5B6770"/></w:pPr>'),
            "access-contrast",
        ),
        (CHART, lambda text: text.replace('"accent1"', '"bg2"'), "access-chart-contrast"),
        (THEME, lambda text: text.replace("0F4C5C", "C8D0D2"), "access-chart-contrast"),
        (THEME, lambda text: text.replace("1F2933", "8A8A8A"), "access-contrast"),
        (DOCUMENT, paragraph(run("• et punkt")), "access-typed-list"),
        (DOCUMENT, paragraph(f"{run('1) et')}</w:p><w:p>{run('2) to')}"), "access-typed-list"),
    ],
)
def test_each_obstacle_is_found(
    inputs: YearInputs, finished: bytes, part: str, alter: Alter, code: str
) -> None:
    assert code in codes(inputs, altered(finished, part, alter))


def test_a_contrast_that_will_not_do_is_never_rounded_to_one_that_would(
    inputs: YearInputs, finished: bytes
) -> None:
    grey = altered(finished, DOCUMENT, paragraph(run("x", '<w:color w:val="777777"/>')))
    (problem,) = second_look(inputs, grey, "r.docx")
    assert (problem.values["ratio"], problem.values["least"]) == ("4,4", "4,5")


def test_a_series_on_a_dark_ground_is_held_against_that_ground(
    inputs: YearInputs, finished: bytes
) -> None:
    dark = '<c:spPr><a:solidFill><a:srgbClr val="1F2933"/></a:solidFill></c:spPr></c:plotArea>'
    on_dark = altered(finished, CHART, swap("</c:plotArea>", dark))
    assert "access-chart-contrast" in codes(inputs, on_dark)


def test_a_figure_without_words_for_it_is_found(inputs: YearInputs, finished: bytes) -> None:
    without = altered(finished, DOCUMENT, lambda text: re.sub(r' descr="[^"]*"', "", text))
    assert "access-no-alt-text" in codes(inputs, without)


def test_a_sentence_that_begins_with_a_dash_is_no_list(inputs: YearInputs, finished: bytes) -> None:
    once = altered(finished, DOCUMENT, paragraph(run("– betyder, at det ikke er oplyst.")))
    assert codes(inputs, once) == set()


@pytest.mark.parametrize(
    "lines",
    [
        ["11. november 2022 mødtes de.", "12. december 2022 mødtes de igen."],
        ["1. kvartal var roligt."],
    ],
)
def test_sentences_that_begin_with_a_number_are_no_list(
    inputs: YearInputs, finished: bytes, lines: list[str]
) -> None:
    typed = altered(finished, DOCUMENT, paragraph("</w:p><w:p>".join(map(run, lines))))
    assert codes(inputs, typed) == set()


def test_a_list_that_is_typed_in_a_cell_is_found(inputs: YearInputs, finished: bytes) -> None:
    def typed(mark: str) -> bytes:
        return altered(finished, DOCUMENT, swap(">Formand<", f">{mark} Formand<"))

    assert codes(inputs, typed("•")) == {"access-typed-list"}
    assert codes(inputs, typed("–")) == set()


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
        (DOCUMENT, paragraph(parts(run("010190"), "<w:noBreakHyphen/>", run("1234"))), CPR),
        (DOCUMENT, paragraph(parts(run("0101"), "<w:softHyphen/>", run("901234"))), CPR),
        (DOCUMENT, paragraph(parts(run("0101"), CODE, run("90-1234"))), CPR),
        (DOCUMENT, paragraph('<w:fldSimple w:instr="REF 010190-1234"/>'), CPR),
        (DOCUMENT, paragraph(parts(run("Tlf."), "<w:tab/>", run("23 456 789"))), TELEPHONE),
        (RELS, swap("https://example.dk/vejledning", "tel:+4523456789"), TELEPHONE),
        (RELS, swap("https://example.dk/vejledning", "mailto:anne%40gmail.com"), PRIVATE),
        (CHART, swap("Åby", "Ring 23 45 67 89"), TELEPHONE),
        (CHART, swap("<c:v>102<", "<c:v>1001901234<"), CPR),
        (
            CHART,
            swap("<a:r>", "<a:r><a:t>010190-</a:t></a:r><a:r><a:t>1234</a:t></a:r><a:r>"),
            CPR,
        ),
        ("word/numbering.xml", swap('<w:lvlText w:val="', '<w:lvlText w:val="010190-1234 '), CPR),
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
