"""Builds Word files of minutes, and prints them to PDF as Word's users do."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


@dataclass(frozen=True)
class Link:
    """Words with an address behind them."""

    words: str
    address: str


@dataclass(frozen=True)
class Inserted:
    """Words that were put in with tracking on."""

    words: str


@dataclass(frozen=True)
class Deleted:
    """Words that were struck out with tracking on."""

    words: str


Piece = str | Link | Inserted | Deleted


@dataclass(frozen=True)
class P:
    """A paragraph: its pieces, and the style of its list."""

    pieces: tuple[Piece, ...]
    style: str = ""
    comment: str = ""


def p(*pieces: Piece, comment: str = "") -> P:
    """A paragraph of running text."""
    return P(pieces, comment=comment)


def b(*pieces: Piece) -> P:
    """An entry of a list."""
    return P(pieces, "List Bullet")


def b2(*pieces: Piece) -> P:
    """An entry of a list inside a list."""
    return P(pieces, "List Bullet 2")


Cell = Sequence[P]
Row = Sequence[Cell]


@dataclass(frozen=True)
class Shape:
    """Minutes: what stands above the table, its headers, rows and widths in centimetres."""

    head: Sequence[P]
    headers: Sequence[str]
    rows: Sequence[Row]
    widths: Sequence[float]
    footer: str = ""


def write(shape: Shape, *, repeat_header: bool = True) -> bytes:
    """A Word file: paragraphs, then one table with real lists in its cells."""
    document = _landscape(shape.footer)
    headers, widths = shape.headers, shape.widths
    for paragraph in shape.head:
        _fill(document.add_paragraph(), paragraph, document)
    table = document.add_table(rows=1, cols=len(headers))
    table.style = "Table Grid"
    table.autofit = False
    for cell, words in zip(table.rows[0].cells, headers, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    if repeat_header:
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    for row in shape.rows:
        for cell, content in zip(table.add_row().cells, row, strict=True):
            _cell(cell, content, document)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    return _saved(document)


def as_text(shape: Shape, characters: Sequence[int], cut: Sequence[int] = ()) -> str:
    """The text that comes out of a PDF of `shape`: columns lost, `characters` wide.

    A row whose number (from 0) is in `cut` ran over a page's end: half of each cell stands
    before it, half after, and the line after the break is set in by one blank.
    """
    wide = 165
    lines = [line for paragraph in shape.head for line in _wrapped(paragraph, wide)]
    lines += ["", " ".join(shape.headers), ""]
    for number, row in enumerate(shape.rows):
        cells = [
            [line for paragraph in cell for line in _wrapped(paragraph, width)]
            for cell, width in zip(row, characters, strict=True)
        ]
        if number not in cut:
            lines += _cells(cells)
            continue
        lines += _cells([cells[0], *(cell[: len(cell) // 2] for cell in cells[1:])])
        rest = _cells([[], *(cell[len(cell) // 2 :] for cell in cells[1:])])
        while lines and not lines[-1]:
            lines.pop()
        lines += [f" {rest[0]}", *rest[1:]]
    return "".join(f"{line} \n" if line else "\n" for line in lines)


def _cells(cells: Sequence[Sequence[str]]) -> list[str]:
    return [line for cell in cells if cell for line in (*cell, "")]


_GLYPHS = {"List Bullet": "- ", "List Bullet 2": "o "}


def _wrapped(paragraph: P, width: int) -> list[str]:
    words = "".join(
        piece if isinstance(piece, str) else "" if isinstance(piece, Deleted) else piece.words
        for piece in paragraph.pieces
    )
    lead = _GLYPHS.get(paragraph.style, "")
    return textwrap.wrap(lead + words, width, break_long_words=False, break_on_hyphens=False)


def running(paragraphs: Sequence[tuple[str, str]], bold: Container[int] = ()) -> bytes:
    """A Word file without a table: (style, words) of each paragraph, and which are bold."""
    document = Document()
    for at, (style, words) in enumerate(paragraphs):
        made = document.add_paragraph(words, style=style or None)
        for run in made.runs:
            run.bold = at in bold or None
    return _saved(document)


def _landscape(footer: str) -> Any:
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].font.name = "Liberation Sans"
    if footer:
        section.footer.paragraphs[0].text = footer
    return document


def _cell(cell: Any, content: Cell, document: Any) -> None:
    for at, paragraph in enumerate(content):
        made = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        _fill(made, paragraph, document)


def _fill(made: Any, paragraph: P, document: Any) -> None:
    if paragraph.style:
        made.style = document.styles[paragraph.style]
    for piece in paragraph.pieces:
        if isinstance(piece, str):
            made.add_run(piece)
        elif isinstance(piece, Link):
            _link(made, piece)
        else:
            _tracked(made, piece)
    if paragraph.comment:
        document.add_comment(made.runs, paragraph.comment, author="Sekretariatet", initials="S")


def _link(paragraph: Any, link: Link) -> None:
    relation = paragraph.part.relate_to(link.address, HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    # LibreOffice prints no link over words that lack the style Word itself gives them.
    properties, style = OxmlElement("w:rPr"), OxmlElement("w:rStyle")
    style.set(qn("w:val"), "Hyperlink")
    properties.append(style)
    run.append(properties)
    text = OxmlElement("w:t")
    text.text = link.words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    element.append(run)
    paragraph._p.append(element)


def _tracked(paragraph: Any, piece: Inserted | Deleted) -> None:
    inserted = isinstance(piece, Inserted)
    change = OxmlElement("w:ins" if inserted else "w:del")
    change.set(qn("w:id"), "900")
    change.set(qn("w:author"), "Sekretariatet")
    change.set(qn("w:date"), "2025-11-14T10:00:00Z")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t" if inserted else "w:delText")
    text.text = piece.words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    change.append(run)
    paragraph._p.append(change)


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def in_control(data: bytes) -> bytes:
    """The same Word file with every row's first cell inside a content control."""
    document = Document(io.BytesIO(data))
    for table in document.element.body.iter(qn("w:tbl")):
        for row in list(table.iter(qn("w:tr"))):
            cell = row.find(qn("w:tc"))
            for paragraph in list(cell.iterchildren(qn("w:p"))):
                control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
                paragraph.addprevious(control)
                control.append(content)
                content.append(paragraph)
    return _saved(document)


def soffice() -> str | None:
    """LibreOffice, if it is here."""
    return shutil.which("soffice")


def printed(data: bytes, convert: Callable[..., Any] = subprocess.run) -> bytes:
    """`data`, a Word file, as LibreOffice prints it to PDF."""
    program = soffice()
    assert program is not None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "referat.docx")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        convert(
            [
                program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                # Word tags the paragraphs of its PDFs unless told not to.
                'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
                "--outdir",
                folder,
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=180,
            env={**os.environ, "HOME": folder},
        )
        return Path(folder, "referat.pdf").read_bytes()
