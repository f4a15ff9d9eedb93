"""What stands on which page of a PDF, read by pdfplumber."""

from __future__ import annotations

import io
from collections.abc import Sequence


def pages_of(pdf: bytes, entries: Sequence[str]) -> list[int] | None:
    """The page, from 1, on which each of `entries` stands, by the PDF's own outline.

    `entries` are headings in the order of the document, numbers included; the outline may
    hold others between them. None where one is not found: no page is guessed.
    """
    outline = iter(_outline(pdf))
    numbers: list[int] = []
    for entry in entries:
        wanted = _squeezed(entry)
        page = next((page for title, page in outline if _squeezed(title) == wanted), None)
        if page is None:
            return None
        numbers.append(page)
    return numbers


def text_of(pdf: bytes) -> str:
    """The text of all pages."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def _squeezed(text: str) -> str:
    """A heading without blanks, which tabs and line breaks may have become."""
    return "".join(text.split()).replace("\u00ad", "")


def _outline(pdf: bytes) -> list[tuple[str, int]]:
    """Entries of the outline in order: title, and page from 1; those that lead nowhere left out."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFNoOutlines
    from pdfminer.pdftypes import resolve1

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        pages = {page.page_obj.pageid: page.page_number for page in document.pages}
        try:
            entries = list(document.doc.get_outlines())
        except PDFNoOutlines:
            return []
        placed: list[tuple[str, int]] = []
        for _level, title, dest, action, _element in entries:
            target = resolve1(dest)
            if target is None and action is not None:
                target = resolve1(resolve1(action).get("D"))
            if isinstance(target, dict):
                target = resolve1(target.get("D"))
            if isinstance(target, list) and target and hasattr(target[0], "objid"):
                placed.append((str(title), pages.get(target[0].objid, 0)))
    return [(title, page) for title, page in placed if page]
