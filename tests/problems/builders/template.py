"""The Word template, and what people type into it; a line is named by the text in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from docx import Document
from lxml import etree

from reportgen.opc.namespaces import qn
from tests.problems.builders import builder
from tests.problems.running import Desk

TEMPLATE = "templates/aarsrapport.docx"
_TABLE = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{}</w:tr></w:tbl>"
_CELL = "<w:tc><w:tcPr/>{}</w:tc>"
_FRAMES = {
    "table": _TABLE.format(_CELL),
    "box": (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        "<w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    ),
    "control": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
}


def edit_parts(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with its parts as `change` makes them from name and content; None drops one."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return target.getvalue()


@builder
def edit_part(desk: Desk, file: str, part: str, old: str, new: str) -> None:
    """Change the XML of one part of a Word file or workbook."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old.encode() in content, f"{part} does not hold {old!r}"
        return content.replace(old.encode(), new.encode(), 1)

    desk.write(file, edit_parts(desk.read(file), change))


@builder
def repeat(desk: Desk, file: str, count: str, opening: str, closing: str = "") -> None:
    """Put so many of one tag at the head of a Word file's text, one in another if they close."""
    tags = opening * int(count) + closing * int(count)
    edit_part(desk, file, "word/document.xml", "<w:body>", f"<w:body>{tags}")


@builder
def retype(desk: Desk, old: str, new: str, part: str = "document") -> None:
    """Type over some words of the template, in its text or in the part named."""
    edit_part(desk, TEMPLATE, f"word/{part}.xml", escape(old), escape(new))


@builder
def line_under(desk: Desk, above: str, text: str, style: str = "") -> None:
    """Type a line of its own under another one."""
    _edit_line(desk, above, lambda line: line.addnext(_parsed(_line(text, style))))


@builder
def many_tags(desk: Desk, count: str) -> None:
    """Type the year that many times, in a line of its own."""
    line_under(desk, "{{ noegletal }}", "{{ aar }} " * int(count))


@builder
def comment_on_template(desk: Desk, text: str) -> None:
    """Put a comment on the first line of the template."""
    document = Document(io.BytesIO(desk.read(TEMPLATE)))
    document.add_comment(document.paragraphs[0].runs[0], text, "Sekretariatet", "S")
    target = io.BytesIO()
    document.save(target)
    desk.write(TEMPLATE, target.getvalue())


@builder
def table_under(desk: Desk, above: str, *cells: str) -> None:
    """Put in a table of one row; each cell with its lines."""
    row = "".join(_CELL.format("".join(_line(text) for text in cell.split("\n"))) for cell in cells)
    _edit_line(desk, above, lambda line: line.addnext(_parsed(_TABLE.format(row))))


@builder
def delete_line(desk: Desk, text: str) -> None:
    """Delete a line."""
    _edit_line(desk, text, _delete)


@builder
def frame_line(desk: Desk, text: str, frame: str) -> None:
    """Put a line into a table, a text box or a content control."""

    def change(line: etree._Element) -> None:
        line.addnext(_parsed(_FRAMES[frame].format(_line(text))))
        _delete(line)

    _edit_line(desk, text, change)


def _edit_line(desk: Desk, text: str, change: Callable[[etree._Element], object]) -> None:
    def edit(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        root = etree.fromstring(content)
        change(
            next(
                line
                for line in root.iter(qn("w:p"))
                if "".join(t.text or "" for t in line.iter(qn("w:t"))).strip() == text
            )
        )
        return etree.tostring(root, encoding="UTF-8", standalone=True)

    desk.write(TEMPLATE, edit_parts(desk.read(TEMPLATE), edit))


def _delete(line: etree._Element) -> None:
    parent = line.getparent()
    assert parent is not None
    parent.remove(line)


def _line(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _parsed(xml: str) -> etree._Element:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return etree.fromstring(f'<w:body xmlns:w="{space}">{xml}</w:body>')[0]
