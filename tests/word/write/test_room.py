"""The room on a page of a template, read from its own margins, headers, styles and fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.layout.content import Style
from reportgen.layout.room import Room
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.word.write.room import room_at
from tests.layout.pages import A4

TEMPLATE = Path(__file__).resolve().parents[3] / "templates" / "aarsrapport.docx"


def room(*edits: tuple[str, str], part: str = "document") -> Room:
    """The room at the tag of the page in front, after every `edits` in a part of the template."""
    package = Package.open(TEMPLATE.read_bytes(), "")
    name = f"word/{part}.xml"
    text = package.parts[name].decode()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    package.parts[name] = text.encode()
    root = package.xml(package.document)
    body = root.find(qn("w:body"))
    assert body is not None
    tag = next(p for p in body.iter(qn("w:p")) if "kort_fortalt" in "".join(p.itertext()))
    return room_at(package, body, tag)


def test_it_is_that_of_the_template_that_comes_with_the_program() -> None:
    found = room()
    assert (found.width, found.height, found.above) == (A4.width, A4.height, A4.above)
    assert {style: found.types[style] for style in A4.types} == A4.types


def test_it_is_that_of_the_section_the_tag_stands_in() -> None:
    found = room(('w:w="11906" w:h="16838"', 'w:w="8391" w:h="11906"'))
    assert (found.width, found.height) == (8391 - 1701 - 1417, 11906 - 1644 - 1417)
    two = room(('<w:cols w:space="708"/>', '<w:cols w:num="2" w:space="708"/>'))
    assert two.width == (A4.width - 708) // 2


def test_what_stands_above_the_tag_on_its_page_is_taken_and_not_what_a_break_parts_from_it() -> (
    None
):
    heading = "Kort fortalt</w:t></w:r></w:p>"
    more = "<w:p><w:r><w:t>Til styregruppen</w:t></w:r></w:p>"
    broken = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    assert len(room((heading, heading + more)).above) == 2
    assert len(room((heading, heading + broken + more)).above) == 1
    begins = more.replace("<w:p>", "<w:p><w:pPr><w:pageBreakBefore/></w:pPr>")
    assert len(room((heading, heading + begins)).above) == 1


def test_what_stands_below_the_tag_is_taken_up_to_where_the_next_page_begins() -> None:
    tag = "{{ kort_fortalt }}</w:t></w:r></w:p>"
    more = "<w:p><w:r><w:t>Læs hele rapporten på vores side.</w:t></w:r></w:p>"
    broken = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    assert room().below == ()
    taken = room((tag, tag + more * 3))
    assert len(taken.below) == 3
    assert room().free - taken.free == taken.height_of(taken.below)
    assert len(room((tag, tag + more + broken + more)).below) == 2
    contents = "<w:p><w:r><w:t>{{ indholdsfortegnelse }}</w:t></w:r></w:p>"
    assert room((tag, tag + more + contents)).below == ()


def test_lines_that_are_laid_on_a_grid_are_as_far_apart_as_its_own() -> None:
    grid = '<w:cols w:space="708"/><w:docGrid w:type="lines" w:linePitch="480"/>'
    laid = room(('<w:cols w:space="708"/>', grid))
    assert laid.types[Style.SOURCE].line >= 480
    assert laid.types[Style.BODY].line >= 480 * 1.25
    no_grid = grid.replace(' w:type="lines"', "")
    assert room(('<w:cols w:space="708"/>', no_grid)).types == room().types


def test_a_gutter_takes_of_the_line() -> None:
    assert A4.width - room(('w:gutter="0"', 'w:gutter="567"')).width == 567


def test_a_picture_takes_of_the_page_unless_the_text_stands_beside_it() -> None:
    heading = "Kort fortalt</w:t></w:r></w:p>"

    def taken(kind: str, inside: str = "") -> int:
        drawn = f'<wp:{kind}><wp:extent cx="635000" cy="1270000"/>{inside}</wp:{kind}>'
        names = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        picture = f'<w:p><w:r><w:drawing xmlns:wp="{names}">{drawn}</w:drawing></w:r></w:p>'
        return room((heading, heading + picture)).above[-1].lines

    assert taken("inline") == taken("anchor", "<wp:wrapTopAndBottom/>")
    assert taken("inline") == taken("anchor", "<wp:wrapSquare/>") + 2000


def test_a_header_higher_than_its_margin_takes_of_the_text() -> None:
    line = "<w:p><w:r><w:t>Kommunens navn</w:t></w:r></w:p>"
    low = room(("</w:hdr>", f"{line}</w:hdr>"), part="header1")
    high = room(("</w:hdr>", f"{line * 8}</w:hdr>"), part="header1")
    assert low.height == A4.height
    assert A4.height - high.height > 4 * 300


def test_the_cells_of_a_table_in_a_header_stand_side_by_side() -> None:
    line = "<w:p><w:r><w:t>Kommunens navn</w:t></w:r></w:p>"
    cell = f"<w:tc>{line * 4}</w:tc>"

    def height(*rows: str) -> int:
        inside = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
        return room(("</w:hdr>", f"<w:tbl>{inside}</w:tbl></w:hdr>"), part="header1").height

    assert height(cell) == height(cell * 3)
    assert height(cell, cell, cell) < height(cell)
    taken = room(("</w:hdr>", f"{line * 4}</w:hdr>"), part="header1").height
    assert abs(height(cell) - taken) <= 120  # the air above and below
    narrow = cell.replace("<w:tc>", '<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr>')
    assert height(narrow * 3) < height(cell * 3)
    high = '<w:trPr><w:trHeight w:val="4000"/></w:trPr>'
    assert height(high + cell) < height(cell)


@pytest.mark.parametrize("size", ["22", "32"])
def test_type_of_another_size_or_font_gets_higher_and_wider(size: str) -> None:
    plain = room().types[Style.BODY]
    found = room(('"Calibri"', '"Verdana"'), ('w:val="22"', f'w:val="{size}"'), part="styles")
    other = found.types[Style.BODY]
    assert other.size == int(size) * 10
    assert other.breadth > plain.breadth
    assert other.line > plain.line


def test_a_font_of_the_theme_is_the_one_the_theme_names() -> None:
    themed = ('w:ascii="Calibri"', 'w:asciiTheme="minorHAnsi"')
    assert room(themed, part="styles").types[Style.BODY].breadth == A4.types[Style.BODY].breadth


def test_a_font_of_a_style_is_followed_where_all_styles_have_that_of_the_theme() -> None:
    themed = ('w:ascii="Calibri"', 'w:asciiTheme="minorHAnsi"')
    normal = '<w:name w:val="Normal"/><w:uiPriority w:val="0"/><w:qFormat/>'
    own = "<w:pPr><w:widowControl/></w:pPr>"
    verdana = f'{own}<w:rPr><w:rFonts w:ascii="Verdana" w:hAnsi="Verdana"/></w:rPr>'
    found = room(themed, (normal + own, normal + verdana), part="styles").types[Style.BODY]
    assert found == room(('"Calibri"', '"Verdana"'), part="styles").types[Style.BODY]


def test_lines_may_be_set_exactly_or_at_least() -> None:
    spacing = '<w:spacing w:before="0" w:after="120" w:line="300" w:lineRule="auto"/>'
    exact = spacing.replace("300", "400").replace("auto", "exact")
    least = exact.replace("exact", "atLeast")
    assert room((spacing, exact), part="styles").types[Style.BODY].line == 400
    assert room((spacing, least), part="styles").types[Style.BODY].line == 400


def test_air_adds_up_where_the_document_says_so() -> None:
    adding = "<w:doNotUseHTMLParagraphAutoSpacing/></w:compat>"
    assert not room().adds_air
    assert room(("</w:compat>", adding), part="settings").adds_air
