"""The finished report as the second look sees it, and LibreOffice, which prints it."""

from __future__ import annotations

from typing import Any
from unittest import mock

from reportgen.app import publish
from reportgen.pdf import libreoffice
from tests.problems.builders import builder
from tests.problems.builders.template import edit_parts
from tests.problems.running import Desk
from tests.sources.minutes.pdfs import assembled

_CONTENTS = '<w:p><w:pPr><w:pStyle w:val="Indholdsoverskrift"/>'


@builder
def in_report(desk: Desk, part: str, old: str, new: str, where: str = "once") -> None:
    """Let the finished report have other XML in one of its parts, once or ``everywhere``."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old.encode() in content, f"{part} does not hold {old!r}"
        return content.replace(old.encode(), new.encode(), 1 if where == "once" else -1)

    make = publish.next_version

    def make_and_change(*arguments: Any) -> Any:
        record, document = make(*arguments)
        return record, edit_parts(document, change)

    desk.enter_context(mock.patch.object(publish, "next_version", make_and_change))


@builder
def line_in_report(desk: Desk, text: str, properties: str = "") -> None:
    """Let the finished report have a line before its contents, with these run properties."""
    line = f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
    in_report(desk, "word/document.xml", _CONTENTS, line + _CONTENTS)


@builder
def no_libreoffice(desk: Desk) -> None:
    """LibreOffice is not installed."""
    desk.enter_context(mock.patch.object(libreoffice, "_office", return_value=None))


@builder
def libreoffice_fails(desk: Desk) -> None:
    """LibreOffice is there, and makes no PDF."""
    desk.enter_context(mock.patch.object(libreoffice, "_office", return_value="false"))


@builder
def libreoffice_makes(desk: Desk, file: str) -> None:
    """LibreOffice makes this PDF of whatever it is given."""
    data = desk.read(file)
    desk.enter_context(mock.patch.object(publish, "make_pdf", return_value=data))


@builder
def pdf_with_figure(desk: Desk, file: str) -> None:
    """A PDF with one page, whose tags tell of one figure and of no text for it."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Type/StructTreeRoot/K 5 0 R>>",
        b"<</Type/StructElem/S/Figure/P 4 0 R>>",
    ]
    desk.write(file, assembled(objects))
