"""PDFs that unpack to more, draw more or go further in than minutes do: refused, never held."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import pytest

from reportgen.problems import limits
from tests.bounded import bounded
from tests.sources.minutes.pdfs import assembled, encrypted, of_lines, stream
from tests.sources.minutes.reading import codes, read

_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
_PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)
_WORDS = b"BT /F 11 Tf 56 780 Td (Referat fra et langt mode) Tj ET\n"


def _page(content: bytes, *more: bytes, font: bytes = _FONT) -> bytes:
    """A PDF of one page; what it holds more is numbered from six."""
    return assembled([_CATALOGUE, _TREE, _PAGE, stream(content), font, *more])


def _packed(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d/Filter[%s]>>\nstream\n%s\nendstream" % (len(packed), filters, packed)


def _packed_page(body: bytes) -> bytes:
    return assembled([_CATALOGUE, _TREE, _PAGE, body, _FONT])


def _form(content: bytes, inner: int) -> bytes:
    return (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
        b"/Length %d>>\nstream\n%s\nendstream" % (inner, len(content), content)
    )


def _grid(lines: int) -> bytes:
    across = b"".join(b"10 %d m 590 %d l S\n" % (7 * at, 7 * at) for at in range(lines))
    down = b"".join(b"%d 0 m %d 840 l S\n" % (7 * at, 7 * at) for at in range(lines))
    return _page(_WORDS + across + down)


def _mapped(mapping: bytes) -> bytes:
    """A page whose font says by `mapping` which characters its codes are."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    head = b"/CIDInit /ProcSet findresource begin begincmap\n"
    return _page(_WORDS, stream(head + mapping + b"\nendcmap end"), font=font)


_BOMB = bytes(limits.MOST_PDF_STREAM_BYTES + 1)
_WIDE = (
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType2/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>"
    b"/FontDescriptor<</FontName/X>>/W[0 2000000000 500]>>]>>"
)
TOO_LARGE: Mapping[str, bytes] = {
    "a stream that unpacks to too much": _packed_page(_packed(_BOMB)),
    "a stream packed twice": _packed_page(
        _packed(zlib.compress(_BOMB), b"/FlateDecode/FlateDecode")
    ),
    "a stream of runs": _packed_page(
        b"<</Length 90000/Filter/RunLengthDecode>>\nstream\n%s\nendstream" % (b"\x81 " * 45_000)
    ),
    "a page of too many characters": _page(b"BT /F 1 Tf (%s) Tj ET" % (b"a" * 1_000_000)),
    "a page of too many lines": _page(_WORDS + b"1 1 m 9 9 l S\n" * 11_000),
    "a table of too many cells": _grid(110),
    "a form that draws another, and so on, each twice": _page(
        _WORDS + b"/X Do\n", *(_form(b"/X Do /X Do\n", 7 + at) for at in range(40))
    ),
    "a font of two thousand million widths": _page(_WORDS, font=_WIDE),
    "a font of four thousand million codes": _mapped(
        b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"
    ),
    "codes of a font in another way": _mapped(
        b"1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange"
    ),
}
_KIDS = b" ".join(b"%d 0 R" % (4 + at) for at in range(10_000))
DAMAGED: Mapping[str, bytes] = {
    "a tree of pages that holds itself": assembled(
        [_CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]
    ),
    "forms within one another": _page(
        _WORDS + b"/X Do\n", *(_form(b"/X Do\n", 7 + at) for at in range(3_000))
    ),
    "arrays within one another": _page(_WORDS + b"[" * 100_000),
    "a place of a page in lists of lists": assembled(
        [_CATALOGUE, _TREE, b"<</Type/Page/Parent 2 0 R/MediaBox%s>>" % (b"[" * 5_000)]
    ),
    "a file cut off": of_lines(["Referat"] * 200)[:3_000],
    "no list of objects": of_lines(["Referat"] * 200).replace(b"xref", b"xxxx"),
    "a list of objects that leads back": of_lines(["Referat"]).replace(b"/Root", b"/Prev 9/Root"),
    "one long line": b"%PDF-1.4\n" + b"a" * 3_000_000,
    "a page without end": assembled(
        [_CATALOGUE, _TREE, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e300 1e300]>>"]
    ),
    "a page of nothing": assembled([_CATALOGUE, _TREE, b"<</Type/Page/MediaBox[0 0 0 0]>>"]),
    "something else as a page": assembled([_CATALOGUE, _TREE, b"[1 2 3]"]),
    "a stream that is broken": _packed_page(_packed(_WORDS * 20_000).replace(b"\xef", b"\xee")),
    "locked": encrypted(),
}


def _codes(data: bytes) -> str:
    return " ".join(codes(read(data, "referat.pdf")))


@pytest.mark.parametrize("kind", TOO_LARGE)
def test_a_pdf_of_more_than_minutes_is_refused(kind: str) -> None:
    said = bounded(lambda: _codes(TOO_LARGE[kind]), seconds=30, megabytes=400)

    assert said == "minutes-pdf-too-large"


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_pdf_is_a_problem_and_ends(kind: str) -> None:
    assert bounded(lambda: _codes(DAMAGED[kind]), seconds=30, megabytes=400)


def test_ten_thousand_pages_are_refused_before_one_is_read() -> None:
    tree = b"<</Type/Pages/Kids[%s]/Count 10000>>" % _KIDS
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    data = assembled([_CATALOGUE, tree, _FONT, *[page] * 10_000])

    assert bounded(lambda: _codes(data), seconds=30, megabytes=300) == "minutes-too-many-pages"


def test_a_link_is_read_without_what_hangs_on_it() -> None:
    hanging = b"".join(b"/K%d[%d 0 R %d 0 R]" % (at, 7, 7) for at in range(3))
    lists = [b"[%d 0 R %d 0 R]" % (8 + at, 8 + at) for at in range(40)]
    page = _PAGE.replace(b"/Contents", b"/Annots[6 0 R]/Contents")
    note = (
        b"<</Type/Annot/Subtype/Link/Rect[50 596 300 612]%s/A<</URI(https://eksempel.dk)>>>>"
        % hanging
    )
    lines = _WORDS + b"BT /F 11 Tf 56 700 Td (Dato: 2. juni 2026) Tj ET\n"
    lines += b"BT /F 11 Tf 56 600 Td (1. Velkomst) Tj ET\nBT /F 11 Tf 56 586 Td (Godkendt.) Tj ET\n"
    data = assembled([_CATALOGUE, _TREE, page, stream(lines), _FONT, note, *lists, b"[]"])

    def links() -> str:
        minutes = read(data, "referat.pdf")
        assert minutes.meeting is not None, minutes.problems
        return " ".join(link for item in minutes.meeting.agenda for link in item.links)

    assert bounded(links, seconds=30, megabytes=300) == "https://eksempel.dk"
