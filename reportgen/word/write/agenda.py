"""An agenda that its minutes are written in, in the template's look.

The styles *Beslutning* and *Opgave* are put in where the template has none of that name. Each
shows its label by a list without numbers, so that a paragraph holds nothing but what is typed.
"""

from __future__ import annotations

from lxml import etree

from reportgen.layout.content import Column, MinutesForm, Style
from reportgen.opc.namespaces import NAMESPACES
from reportgen.opc.package import Package
from reportgen.opc.xml import escape
from reportgen.word.elements.agenda import LABELS, set_agenda
from reportgen.word.elements.numbering import NumberingPart
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.write.letter import (
    DOCUMENT,
    WIDE,
    WIDE_TEXT,
    add_foot,
    begin,
    finish,
    refuse_chart,
    write_head,
)
from reportgen.word.write.markup import TABLE_STYLE, Writer
from reportgen.word.write.page import PageSetup

_COLUMNS_APART = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="FFFFFF"/>'
    for side in ("left", "right", "insideV")
)
"""Rules in the paper's colour, by which the columns are told apart in a PDF of the minutes."""


def write_agenda(template: bytes, form: MinutesForm) -> bytes:
    """Make the file; the same template and form always give the same bytes.

    Raises `BadPackage` where `template` is no Word file.
    """
    package = begin(template, form.head)
    _add_styles(package)
    rels = package.relationships(DOCUMENT)
    numbering = NumberingPart(package)
    writer = Writer(
        page=PageSetup.of(numbering, WIDE_TEXT),
        link=lambda href: rels.add("hyperlink", href, external=True),
        chart=refuse_chart,
        comment_ids={},
        next_number=numbering.next_id,
    )
    body = write_head(form.head) + _write_table(writer, form)
    numbering.add(writer.numbers)
    foot = add_foot(package, rels, form.head.footer, WIDE_TEXT)
    finish(package, rels, body, f"{foot}{WIDE}")
    set_agenda(package, form.head.date, form.titles)
    return package.save()


def _write_table(writer: Writer, form: MinutesForm) -> str:
    """Write the table; its rows go on over pages, and its header is repeated on each."""
    widths = writer.page.widths(form.columns)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    named = escape(form.head.title)
    properties = (
        f'<w:tblStyle w:val="{TABLE_STYLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{_COLUMNS_APART}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{named}"/><w:tblDescription w:val="{named}"/>'
    )
    head = "".join(
        _write_cell(_header(column), width)
        for column, width in zip(form.columns, widths, strict=True)
    )
    rows = "".join(
        f"<w:tr>{''.join(map(_write_cell, map(writer.write_cell, row), widths))}</w:tr>"
        for row in form.rows
    )
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl><w:p/>"
    )


def _header(column: Column) -> str:
    style = f'<w:pPr><w:pStyle w:val="{Style.CELL_HEAD.value}"/></w:pPr>'
    return f"<w:p>{style}<w:r><w:t>{escape(column.header)}</w:t></w:r></w:p>"


def _write_cell(content: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


# --- styles ---------------------------------------------------------------------------------


def _add_styles(package: Package) -> None:
    """Put in each style of `LABELS` that the file has not, with the list that labels it."""
    part, styles = package.related("styles"), package.related_xml("styles")
    if part is None or styles is None:
        return
    sheet = StyleSheet(styles)
    known = {sheet.name(style_id).casefold() for style_id in sheet}
    numbering = NumberingPart(package)
    for name, label in LABELS.items():
        if name.casefold() not in known:
            number = numbering.add_labels(label, name)
            styles.append(etree.fromstring(_style(name, number)))
    package.set_xml(part, styles)


def _style(name: str, number: int) -> bytes:
    return (
        f'<w:style xmlns:w="{NAMESPACES["w"]}" w:type="paragraph" w:customStyle="1" '
        f'w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{Style.CELL.value}"/>'
        f'<w:qFormat/><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:style>'
    ).encode()
