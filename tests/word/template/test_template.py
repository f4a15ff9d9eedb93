"""The template we ship: made by its tool, valid, numbered, calm to look at."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from reportgen.layout.tags import REPORT, VOCABULARIES, TagKind, Vocabulary, tags_table
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse
from reportgen.word.elements.headings import Heading, headings
from reportgen.word.elements.numbering import NumberingPart
from reportgen.word.elements.styles import LIST_STYLES, STYLE_NAMES
from reportgen.word.read.inspect.theme import theme_colours
from reportgen.word.template.fill import fill

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "templates" / "aarsrapport.docx"
CASE_TEMPLATE = TEMPLATE.with_name("moedesag.docx")
GUIDE = ROOT / "docs" / "skabelon.md"

SECTIONS = """\
1 Indledning
1.1 Formål
1.2 Året kort
2 Netværksgruppen
2.1 Opgave og organisering
2.2 Medlemmer
2.3 Møder i året
3 Status på området
3.1 Årets arbejde og temaer
3.2 Opfølgning på sidste årsrapport
3.3 Opfølgning på årets fokusområder
3.4 Nøgletal
3.5 Udviklingstendenser
3.6 Udfordringer og udviklingsbehov
3.7 Anbefalinger til styregruppen
4 Det kommende år
4.1 Møder og årshjul
4.2 Fokusområder
Bilag 1 Kilder""".splitlines()


def package(data: bytes | None = None) -> Package:
    return Package.open(TEMPLATE.read_bytes() if data is None else data, "aarsrapport.docx")


def body_headings(held: Package) -> list[Heading]:
    return headings(held, parse(held.parts[held.document]))


def filled(frist: str) -> bytes:
    """The template with its scalar tags filled in as the program does."""
    values = {**dict.fromkeys(REPORT.scalars, "R&D <b>"), "frist": frist, "stadie": "Udkast"}
    values |= {tag: f"[{tag}]" for tag in REPORT.blocks}
    return fill(TEMPLATE.read_bytes(), values)


def findings(file: Path) -> list[object]:
    """What the Open XML SDK's validator finds in `file`."""
    program = shutil.which("ooxml-validator")
    if program is None:
        pytest.skip("ooxml-validator is not installed")
    said = subprocess.run([program, str(file)], capture_output=True, check=False, text=True)
    return list(json.loads(said.stdout)["errors"])


def test_the_committed_file_is_what_the_tool_makes(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_template.py"), str(tmp_path)],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in TEMPLATE.parent.glob("*.docx")}


@pytest.mark.parametrize("template", [TEMPLATE, CASE_TEMPLATE])
def test_the_validator_finds_nothing(template: Path) -> None:
    assert findings(template) == []


def test_the_sections_of_a_case_are_those_a_decision_body_reads() -> None:
    held = package(CASE_TEMPLATE.read_bytes())
    assert [heading.label for heading in body_headings(held)] == [
        "1 Resumé",
        "2 Indstilling",
        "3 Sagsfremstilling",
        "4 Høring",
        "5 Økonomi",
        "6 Bilag",
    ]


@pytest.mark.parametrize("frist", ["", "1. december 2022"])
def test_the_validator_finds_nothing_in_the_filled_template(tmp_path: Path, frist: str) -> None:
    file = tmp_path / "filled.docx"
    file.write_bytes(filled(frist))
    assert findings(file) == []


def test_every_section_has_its_number() -> None:
    front, *sections = body_headings(package())
    assert (front.number, front.title) == ("", "Kort fortalt")
    assert [heading.label for heading in sections] == SECTIONS


def test_the_fixed_sections_are_where_they_must_be() -> None:
    numbers = {heading.number for heading in body_headings(package())}
    assert set(REPORT.fixed_sections) <= numbers


def test_every_style_the_program_writes_is_there_under_its_id() -> None:
    styles = parse(package().parts["word/styles.xml"])
    held = {
        style.get(qn("w:styleId")): name.get(qn("w:val"))
        for style in styles.iter(qn("w:style"))
        for name in style.iterchildren(qn("w:name"))
    }
    assert {style: held.get(style) for style in STYLE_NAMES} == dict(STYLE_NAMES)


def test_the_lists_of_points_bullets_and_numbers_are_found_from_their_styles() -> None:
    lists = NumberingPart(package()).abstract_numbers(LIST_STYLES)
    assert len(set(lists.values())) == len(LIST_STYLES)


def test_only_a_hearing_copy_speaks_of_a_deadline() -> None:
    def texts(data: bytes) -> dict[str, str]:
        held = package(data)
        return {
            name: "".join(text.text or "" for text in parse(content).iter(qn("w:t")))
            for name, content in held.parts.items()
            if name in {"word/document.xml", "word/header1.xml"}
        }

    hearing, draft = texts(filled("1. december 2022")), texts(filled(""))
    assert "Høringsfrist1. december 2022" in hearing["word/document.xml"]
    assert "· høringsfrist 1. december 2022" in hearing["word/header1.xml"]
    assert not any("høringsfrist" in text.lower() for text in draft.values())


def test_the_section_break_after_the_cover_is_never_filled_away() -> None:
    for frist in ("", "1. december 2022"):
        root = parse(package(filled(frist)).parts["word/document.xml"])
        assert len(list(root.iter(qn("w:sectPr")))) == 2


def test_the_cover_has_neither_header_nor_footer() -> None:
    root = parse(package().parts["word/document.xml"])
    cover, body = root.iter(qn("w:sectPr"))
    references = (qn("w:headerReference"), qn("w:footerReference"))
    assert [len(list(cover.iter(*references))), len(list(body.iter(*references)))] == [0, 2]


def test_nothing_floats_and_nothing_asks_the_reader_a_question() -> None:
    held = package()
    names = {etree.QName(e).localname for e in parse(held.parts["word/document.xml"]).iter()}
    assert not names & {"drawing", "pict", "framePr", "sdt", "txbxContent"}
    assert b"updateFields" not in held.parts["word/settings.xml"]


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml"])
def test_colours_that_the_theme_has_are_the_themes(part: str) -> None:
    held = package()
    colours = theme_colours(held.related_xml("theme"))
    places = {colours[place] for place in ("tx1", "bg1", "bg2", "accent1")}
    seen = 0
    for element in held.xml(part).iter():
        fill = element.get(qn("w:fill"))
        drawn = element.get(qn("w:color")) or (
            element.get(qn("w:val")) if element.tag == qn("w:color") else None
        )
        assert fill not in places or element.get(qn("w:themeFill"))
        assert drawn not in places or element.get(qn("w:themeColor"))
        seen += drawn in places
    assert seen


def test_every_style_can_be_read() -> None:
    styles = parse(package().parts["word/styles.xml"])
    for style in styles.iter(qn("w:style")):
        color = style.find(f"{qn('w:rPr')}/{qn('w:color')}")
        if color is None:
            continue
        ground = style.find(f"{qn('w:pPr')}/{qn('w:shd')}")
        on = "FFFFFF" if ground is None else ground.get(qn("w:fill"), "")
        assert contrast(color.get(qn("w:val"), ""), on) >= 4.5, style.get(qn("w:styleId"))


def pdf_pages(data: bytes, folder: Path) -> list[str]:
    """Text of each page as LibreOffice sets it."""
    soffice, pdftotext = shutil.which("soffice"), shutil.which("pdftotext")
    if soffice is None or pdftotext is None:
        pytest.skip("soffice or pdftotext is not installed")
    source = folder / "report.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), source],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = subprocess.run(
        [pdftotext, "-layout", str(source.with_suffix(".pdf")), "-"],
        check=True,
        capture_output=True,
    ).stdout.decode()
    return text.split("\f")[:-1]


def test_libreoffice_shows_the_numbers_and_counts_the_pages(tmp_path: Path) -> None:
    pages = pdf_pages(filled("1. december 2022"), tmp_path)
    whole = [" ".join(line.split()) for page in pages for line in page.splitlines()]
    for label in SECTIONS:
        assert label in whole
    assert "Side" not in pages[0]
    feet = [re.findall(r"Side (\d+) af (\d+)", page) for page in pages[1:]]
    last = str(len(pages))
    assert feet == [[(str(number), last)] for number in range(2, len(pages) + 1)]


def test_the_file_is_the_same_on_every_machine() -> None:
    with zipfile.ZipFile(TEMPLATE) as archive:
        entries = archive.infolist()
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert entries[0].filename == "[Content_Types].xml"


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
@pytest.mark.parametrize("kind", list(TagKind))
def test_the_guide_lists_the_tags_there_are(kind: TagKind, vocabulary: Vocabulary) -> None:
    assert tags_table(kind, vocabulary) in GUIDE.read_text(encoding="utf-8")


def test_the_guide_names_every_style_of_our_own() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    styles = parse(package().parts["word/styles.xml"])
    own = [style for style in styles.iter(qn("w:style")) if style.get(qn("w:customStyle"))]
    names = [name.get(qn("w:val")) for style in own for name in style.iterchildren(qn("w:name"))]
    assert [name for name in names if f"*{name}*" not in guide] == []
