"""The hearing note: a wide document of tables in the template's look."""

from __future__ import annotations

from reportgen.layout.content import HearingNote
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES
from reportgen.opc.package import Package, Relationships, rels_name
from reportgen.opc.xml import serialise
from reportgen.word.write.letter import write_letter
from reportgen.word.write.markup import Page, Writer, escape, text

_LONG, _SHORT, _MARGIN = 16838, 11906, 1134
"""A4 laid down, and its margins (2 cm), in twentieths of a point."""
_WIDTH = _LONG - 2 * _MARGIN
_END = b"<w:sectPr>"
_QUIET = "5B6770"


def write_hearing_note(template: bytes, note: HearingNote) -> bytes:
    """Make the document; the same template and note always give the same bytes.

    Raises `BadPackage` where `template` is no Word file.
    """
    package = Package.open(write_letter(template, note.head), "")
    rels = Relationships(package.parts[rels_name(package.document)])
    writer = Writer(
        page=Page(text_width=_WIDTH, abstract_numbers={}, point_indent=0),
        link=lambda href: rels.add("hyperlink", href, external=True),
        chart=_no_chart,
        comment_ids={},
    )
    tables = writer.write(note.tables).encode()
    package.add("word/footer1.xml", _footer(note.footer).encode(), CONTENT_TYPE["footer"])
    footer = rels.add("footer", "footer1.xml")
    package.parts[rels_name(package.document)] = serialise(rels.root)
    before, end, _ = package.parts[package.document].rpartition(_END)
    if not end:
        raise ValueError("a letter without a page")
    page = f"{_section(footer)}</w:body></w:document>".encode()
    package.parts[package.document] = before + tables + page
    return package.save()


def _no_chart(*_: object) -> str:
    raise ValueError("a hearing note shows no charts")


def _section(footer: str) -> str:
    sides = "".join(f'w:{side}="{_MARGIN}" ' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer}"/>'
        f'<w:pgSz w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"/>'
        f'<w:pgMar {sides}w:header="567" w:footer="567" w:gutter="0"/><w:cols w:space="708"/>'
        "</w:sectPr>"
    )


def _footer(said: str) -> str:
    look = f'<w:rPr><w:color w:val="{_QUIET}"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'

    def run(content: str) -> str:
        return f"<w:r>{look}{content}</w:r>"

    def counted(field: str) -> str:
        return (
            run('<w:fldChar w:fldCharType="begin"/>')
            + run(f'<w:instrText xml:space="preserve"> {escape(field)} </w:instrText>')
            + run('<w:fldChar w:fldCharType="separate"/>')
            + run("<w:t>1</w:t>")
            + run('<w:fldChar w:fldCharType="end"/>')
        )

    # The template's own style for this has its tab stops where an upright page ends.
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:ftr xmlns:w="{NAMESPACES["w"]}"><w:p><w:pPr>{tabs}</w:pPr>'
        f"{run(text(said))}{run('<w:tab/>')}{run(text('Side '))}{counted('PAGE')}"
        f"{run(text(' af '))}{counted('NUMPAGES')}</w:p></w:ftr>"
    )
