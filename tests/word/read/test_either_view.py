"""A report reads the same whatever editor saved it, and in either view."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from reportgen.hearing.model import ObjectKind
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES
from reportgen.opc.package import Package
from reportgen.report.wording.text import ListKind
from reportgen.word.read.returned import ReadFile
from tests.word.reading import blocks, plain, read
from tests.word.tracked import bookmark, control, dele, document_xml, gone, ins, p, r

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass
class File:
    """A Word file with only what a test is about."""

    blocks: tuple[str, ...]
    parts: dict[str, str] = field(default_factory=dict)

    def read(self) -> ReadFile:
        def relationships(targets: dict[str, str]) -> bytes:
            return (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + "".join(
                    f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
                    for kind, target in targets.items()
                )
                + "</Relationships>"
            ).encode()

        parts = {
            "[Content_Types].xml": (
                f'<Types xmlns="{NAMESPACES["ct"]}">'
                f'<Default Extension="xml" ContentType="{CONTENT_TYPE["xml"]}"/></Types>'
            ).encode(),
            "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
            "word/document.xml": document_xml(*self.blocks),
            "word/_rels/document.xml.rels": relationships({k: f"{k}.xml" for k in self.parts}),
            **{f"word/{kind}.xml": content.encode() for kind, content in self.parts.items()},
        }
        return read(Package(parts).save())


def shown(file: File) -> list[str]:
    """The text of its paragraphs as accepted."""
    return plain(file.read().document.paragraphs)


def _objects(file: ReadFile) -> list[tuple[ObjectKind, str]]:
    objects = file.document.objects
    return [(each.kind, each.text) for each in objects if each.kind is not ObjectKind.SECTION]


def test_a_file_is_read_with_changes_accepted_and_with_changes_rejected() -> None:
    file = File((p(r("Vi "), ins(r("alle ")), dele(gone("ikke ")), r("ses")),))
    found = file.read()
    assert plain(found.document.paragraphs) == ["Vi alle ses"]
    assert plain(found.rejected) == ["Vi ikke ses"]
    assert found.has_edits


def test_changes_to_the_layout_of_tables_are_no_sign_of_work() -> None:
    change = '<w:tblPrChange w:id="1" w:author="A"><w:tblPr/></w:tblPrChange>'
    file = File((f"<w:tbl><w:tblPr>{change}</w:tblPr></w:tbl>",))
    assert not file.read().has_edits


@pytest.mark.parametrize(
    ("identifier", "name"), [("Contents1", "TOC 1"), ("Indholdsfortegnelse1", "toc 1")]
)
def test_a_style_is_known_by_its_name_when_an_editor_renames_its_id(
    identifier: str, name: str
) -> None:
    styles = (
        f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="{identifier}">'
        f'<w:name w:val="{name}"/></w:style></w:styles>'
    )
    file = File((p(r("x"), style=identifier),), {"styles": styles})
    assert [paragraph.style for paragraph in file.read().document.paragraphs] == ["TOC1"]


def test_a_list_made_with_the_buttons_of_an_editor_is_a_list() -> None:
    numbering = (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def listed(number: int, level: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    file = File(
        (
            p(r("a"), properties=listed(5, 0)),
            p(r("b"), properties=listed(5, 1)),
            p(r("c"), style="Punktliste"),
            p(r("d"), style="Punktliste", properties=listed(0, 0)),
            p(r("e"), style="Punkt", properties=listed(5, 0)),
        ),
        {"numbering": numbering},
    )
    assert [paragraph.line.kind for paragraph in file.read().document.paragraphs] == [
        ListKind.BULLET,
        ListKind.NUMBER,
        ListKind.BULLET,
        ListKind.NONE,
        ListKind.NONE,
    ]


def test_the_end_of_a_page_is_no_text_and_the_end_of_a_line_is() -> None:
    file = File((p('<w:r><w:br w:type="page"/></w:r>', r("a"), "<w:r><w:br/></w:r>", r("b")),))
    assert shown(file) == ["a\nb"]


def test_a_character_of_a_symbol_font_is_not_lost() -> None:
    unknown = '<w:r><w:sym w:font="Vores egen" w:char="F0E0"/></w:r>'
    assert shown(File((p(r("a "), unknown),))) == ["a \ufffd"]
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:char="volapyk"/></w:r>'
    assert shown(File((p(r("a "), symbol, r(" b")),))) == ["a → b"]


def test_a_text_box_is_read_once_although_the_file_holds_it_twice() -> None:
    box = f"<w:txbxContent>{p(r('boks'))}</w:txbxContent>"
    twice = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    found = File((p(r("før"), twice),)).read()
    assert plain(found.document.paragraphs) == ["før"]
    assert _objects(found) == [(ObjectKind.BOX, "boks")]


def test_two_paragraphs_of_a_block_made_one_are_its_text_once() -> None:
    file = File(
        (
            p(bookmark("_rg_U1t1", r("Et, ")), mark=dele(), style="Punkttekst"),
            p(bookmark("_rg_U1t2", r("to.")), style="Punkttekst"),
        )
    )
    found = file.read()
    assert blocks(found.document.paragraphs)["U1"].text == "Et, to."
    assert blocks(found.rejected)["U1"].text == "Et, \nto."


def test_a_deleted_point_is_gone_and_its_name_does_not_pass_to_the_next() -> None:
    file = File(
        (
            p(bookmark("_rg_U1t1", dele(gone("Væk."))), mark=dele()),
            p(bookmark("_rg_U2t1", r("Her."))),
        )
    )
    found = file.read()
    there = blocks(found.document.paragraphs)
    assert {block: read.text for block, read in there.items()} == {"U2": "Her."}
    assert set(blocks(found.rejected)) == {"U1", "U2"}


def test_notes_are_read_since_the_program_writes_none() -> None:
    notes = f"<w:footnotes {_W}><w:footnote>{p(r('Se bilaget.'))}</w:footnote></w:footnotes>"
    found = File((p(),), {"footnotes": notes}).read()
    assert _objects(found) == [(ObjectKind.FOOTNOTE, "Se bilaget.")]


def test_text_is_found_however_deep_it_is_wrapped() -> None:
    deep = r("dybt")
    for _ in range(600):
        deep = control(deep)
    assert shown(File((p(deep),))) == ["dybt"]
