"""The whole document: what Word, LibreOffice and the validator make of it."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from reportgen.app.generate import generate
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse
from reportgen.report.inputs import PointRow, Status
from reportgen.report.wording.text import write
from reportgen.word.elements.headings import headings
from reportgen.workspace.places import Workspace, Year
from tests.programs import (
    findings,
    needs_libreoffice,
    needs_poppler,
    needs_validator,
    pdf_of,
    text_of,
)
from tests.word.reading import read
from tests.workspaces import CONTENT, ROOT, SmallYear

DAY = dt.date(2024, 11, 15)


@pytest.fixture
def document(small: SmallYear) -> Path:
    return generate(small.year, DAY).path


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample network's report, made into a folder of its own."""
    for name in ("inputs", "templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    return generate(Year(Workspace(tmp_path), "boern-og-unge", 2022), dt.date(2022, 11, 15)).path


def body_of(path: Path) -> etree._Element:
    package = Package.open(path.read_bytes(), "")
    return parse(package.parts[package.document])


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val")) or ""


@needs_validator
def test_the_validator_finds_nothing(document: Path, sample: Path) -> None:
    assert findings(document) == []
    assert findings(sample) == []


@needs_validator
def test_the_validator_finds_nothing_in_hard_text(small: SmallYear) -> None:
    hard = (
        "R&D <b> {{ x }} \"citat\" 'x' \t tab\n- punkt & <i>\n1. et\n[a&b](https://x.dk/?a=1&b=2)"
    )
    points = (*CONTENT.points, PointRow("U9", "R&D <b>", hard, Status.NEW, "<&>"))
    small.write_workbook(points=points)
    assert findings(generate(small.year, DAY).path) == []


def test_lists_in_a_cell_are_words_own_lists(small: SmallYear) -> None:
    answer = "Vi ser på:\n- sprog\n- vagter\n1. først\n2. siden"
    follow_up = replace(CONTENT.follow_ups[0], answer=answer)
    small.write_workbook(follow_ups=(follow_up,))
    package = Package.open(generate(small.year, DAY).path.read_bytes(), "")
    lines = [p.line for p in read(package.save()).document.paragraphs if p.style == "Tabeltekst"]
    first = next(number for number, line in enumerate(lines) if line.runs[0].text == "Vi ser på:")
    assert write(lines[first : first + 5]) == answer


@needs_libreoffice
@needs_poppler
def test_libreoffice_shows_the_fixed_numbers_the_points_and_the_pages(
    document: Path, tmp_path: Path
) -> None:
    text = text_of(pdf_of(document, tmp_path))
    for expected in (
        r"3\.6\s+Udfordringer og udviklingsbehov",
        r"3\.7\s+Anbefalinger til styregruppen",
        r"4\.2\s+Fokusområder",
        r"Bilag 1\s+Kilder",
        r"1\.\s+Natten",
        r"2\.\s+Vagter",
        r"Side 2 af \d+",
        r"Tabel 1\. Netværksgruppens medlemmer",
        r"Figur 1\. ",
        r"Årsrapport 2024",
        r"Udkast",
    ):
        assert re.search(expected, text), expected
    assert "Error" not in text
    assert "{{" not in text


def test_the_contents_list_every_numbered_heading_linked_and_ask_nothing(document: Path) -> None:
    root = body_of(document)
    entries = [
        p
        for p in root.iter(qn("w:p"))
        if style_of(p).startswith("TOC") and style_of(p)[3:].isdigit()
    ]
    shown = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in entries]
    assert [entry[:4].strip() for entry in shown[:4]] == ["1Ind", "1.1F", "1.2Å", "2Net"]
    assert len(entries) == 19
    targets = {link.get(qn("w:anchor")) for p in entries for link in p.iter(qn("w:hyperlink"))}
    bookmarks = {mark.get(qn("w:name")) for mark in root.iter(qn("w:bookmarkStart"))}
    assert len(targets) == 19
    assert targets <= bookmarks
    instruction = "".join(t.text or "" for t in root.iter(qn("w:instrText")))
    assert r'TOC \o "1-3" \h \n' in instruction
    package = Package.open(document.read_bytes(), "")
    assert b"updateFields" not in package.parts["word/settings.xml"]


def test_tables_repeat_their_header_and_keep_rows_whole(document: Path) -> None:
    for table in body_of(document).iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(r.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for r in rows)
        description = table.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}")
        assert description is not None
        assert description.get(qn("w:val"))


def test_no_cell_is_empty(sample: Path) -> None:
    for cell in body_of(sample).iter(qn("w:tc")):
        assert "".join(t.text or "" for t in cell.iter(qn("w:t"))).strip()


def test_charts_say_what_they_show_to_those_who_cannot_see_them(document: Path) -> None:
    drawings = list(body_of(document).iter(qn("wp:docPr")))
    assert drawings
    assert all(len(drawing.get("descr") or "") > 40 for drawing in drawings)


def test_a_heading_inside_a_section_is_one_level_below_it(sample: Path) -> None:
    package = Package.open(sample.read_bytes(), "")
    found = headings(package, parse(package.parts[package.document]))
    inside = [n for n, heading in enumerate(found) if style_of(heading.element) == "Mellemrubrik"]
    assert inside
    for n in inside:
        above = next(found[m] for m in range(n, -1, -1) if m not in inside)
        assert found[n].level == above.level + 1
        assert not found[n].number


def test_the_language_is_danish_and_nothing_floats(document: Path) -> None:
    package = Package.open(document.read_bytes(), "")
    assert b'w:val="da-DK"' in package.parts["word/styles.xml"]
    assert b"wp:anchor" not in package.parts[package.document]


def test_there_are_no_content_controls_and_no_tag_is_left(document: Path) -> None:
    root = body_of(document)
    assert not list(root.iter(qn("w:sdt")))
    assert "{{" not in "".join(t.text or "" for t in root.iter(qn("w:t")))
    assert "\ufdd0" not in etree.tostring(root, encoding="unicode")


def test_a_heading_can_be_renamed_and_a_section_added_in_word_alone(small: SmallYear) -> None:
    template = small.year.workspace.template
    document = Document(str(template))
    heading = next(p for p in document.paragraphs if p.text == "Udviklingstendenser")
    heading.runs[0].text = "Tendenser"
    last = next(p for p in document.paragraphs if p.text == "Fokusområder")
    new_heading = last.insert_paragraph_before("Et nyt afsnit", style=last.style)
    last.insert_paragraph_before("{{ tekst }}")
    document.element.body.remove(new_heading._p.getnext())  # put after 4.2 instead
    document.element.body.remove(new_heading._p)
    tag = next(p for p in document.paragraphs if "fokusomraader" in p.text)
    tag._p.addnext(new_heading._p)
    text = document.add_paragraph("{{ tekst }}")
    new_heading._p.addnext(text._p)
    document.save(str(template))
    prose = small.year.prose
    prose.write_text(
        prose.read_text(encoding="utf-8") + "\n## 4.3 Et nyt afsnit\nNy tekst.\n", encoding="utf-8"
    )
    made = Document(str(generate(small.year, DAY).path))
    texts = [p.text for p in made.paragraphs]
    assert "Tendenser" in texts
    assert texts.index("Ny tekst.") > texts.index("Et nyt afsnit")


def test_a_template_saved_by_danish_word_with_its_own_style_ids_works(small: SmallYear) -> None:
    template = small.year.workspace.template
    package = Package.open(template.read_bytes(), "")
    for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
        text = package.parts[name].decode()
        package.parts[name] = re.sub(r'"Heading(\d)"', r'"Overskrift\1"', text).encode()
    template.write_bytes(package.save())
    made = Document(io.BytesIO(generate(small.year, DAY).path.read_bytes()))
    assert any(p.text == "Noget helt nyt." for p in made.paragraphs)
