"""Reports of plain data as Word files, so that answers to them can be laid together in one."""

from __future__ import annotations

from dataclasses import replace

from reportgen.hearing.model import BaseDocument, Para, Returned
from reportgen.opc.package import Package
from reportgen.opc.xml import escape
from reportgen.word.elements.identity import bookmark
from reportgen.word.read.returned import ReadFile
from tests.word.redline_plans import package, read
from tests.word.tracked import p, r, tbl, tc, tr

_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    for style, name in {
        "Title": "Title",
        "Heading2": "heading 2",
        "Note": "Note",
        "Kildelinje": "Kildelinje",
        "Punktliste": "Punktliste",
        "Nummerliste": "Nummerliste",
    }.items()
)


def docx(document: BaseDocument) -> bytes:
    """A Word file that shows a document."""
    blocks: list[str] = []
    rows: dict[int, list[str]] = {}
    for number, para in enumerate(document.paragraphs, 1):
        if para.cell is None:
            blocks.append(_paragraph(para, number))
        else:
            rows.setdefault(para.cell.row, []).append(tc(_paragraph(para, number)))
    if rows:
        blocks.append(tbl(*(tr(*cells) for cells in rows.values())))
        blocks.append(p())
    made = Package.open(package(*blocks), "")
    styles = made.parts["word/styles.xml"]
    made.parts["word/styles.xml"] = styles.replace(b"</w:styles>", f"{_STYLES}</w:styles>".encode())
    return made.save()


def sent(document: BaseDocument) -> tuple[bytes, BaseDocument]:
    """A Word file, and the document as it is read from it."""
    data = docx(document)
    shown = read(data).document
    return data, replace(document, paragraphs=shown.paragraphs, objects=shown.objects)


def _paragraph(para: Para, number: int) -> str:
    inner = "".join(
        r(escape(run.text), ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else ""))
        for run in para.line.runs
    )
    for anchor in para.anchors:
        inner = (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(anchor)}"/>{inner}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
    return p(inner, style=para.style)


def views(read: ReadFile) -> tuple[Returned, tuple[Para, ...]]:
    """A document as it reads with its tracked changes accepted, and its paragraphs without."""
    return read.document, read.rejected
