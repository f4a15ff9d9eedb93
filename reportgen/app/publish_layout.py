"""The published document laid out: its PDF, and the pages measured in it in the contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.pdf.libreoffice import OfficeMissing, make_pdf, pages_of, text_of
from reportgen.pdf.tags import with_sound_tags
from reportgen.problems import Location, Problem

_MOST_LAYOUTS = 3
"""Numbers in the contents hardly ever move a heading, and never do so for long."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A document as it is published."""

    document: bytes
    pdf: bytes | None
    """None where LibreOffice is missing."""
    problems: tuple[Problem, ...] = ()


def lay_out(document: bytes, file: str) -> Laid:
    """Make the PDF, and write the pages measured in it into the contents of both.

    `file` is the document's name in what is said of it. Without LibreOffice the document
    stays without page numbers, and there is no PDF. Raises `PdfFailed`.
    """
    from reportgen.word.write.contents import contents_entries, number_contents

    entries = contents_entries(document)
    problems: list[Problem] = []
    numbered = document
    shown: list[str] = []
    try:
        pdf = make_pdf(document, file)
        for _ in range(_MOST_LAYOUTS):
            pages = _printed_pages(numbered, pdf, entries, file)
            if pages is None:
                problems.append(Problem("publish-page-numbers", Location(file)))
                break
            if pages == shown:
                break
            shown, numbered = pages, number_contents(document, pages)
            pdf = make_pdf(numbered, file)
    except OfficeMissing as missing:
        return Laid(document, None, (missing.problem,))
    tagged, unsaid = _tagged(pdf, document, file)
    return Laid(numbered, tagged, (*problems, *unsaid))


def pdf_of(document: bytes, file: str) -> tuple[bytes, tuple[Problem, ...]]:
    """Make the PDF of a document that is numbered, and tell what is wanting in it.

    Raises `OfficeMissing` and `PdfFailed`.
    """
    return _tagged(make_pdf(document, file), document, file)


def _printed_pages(
    document: bytes, pdf: bytes, entries: Sequence[str], file: str
) -> list[str] | None:
    """The page of each entry as a reader finds it at the foot of the page."""
    from reportgen.word.write.contents import (
        counts_pages_anew,
        read_references,
        with_page_references,
    )

    pages = pages_of(pdf, entries)
    if pages is None:
        return None
    if not counts_pages_anew(document):
        return [str(page) for page in pages]
    return read_references(document, text_of(make_pdf(with_page_references(document), file)))


def _tagged(pdf: bytes, document: bytes, file: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The PDF with sound tags and the texts of the document's figures, and what failed of it."""
    from reportgen.word.read.inspect.document import Inspection

    pictures = Inspection(document, file).pictures()
    tagged = with_sound_tags(pdf, [picture.alt for picture in pictures])
    return tagged.pdf, () if tagged.has_texts else (
        Problem("publish-figure-texts", Location(file)),
    )
