"""Minutes as Word files and PDFs; the lines of a case are what stands in them."""

from __future__ import annotations

from unittest import mock

from reportgen.report.outline import TracedText
from reportgen.sources.minutes.ledger import CharacterLedger
from tests.problems.builders import builder
from tests.problems.running import Desk
from tests.sources.minutes.build import Shape, p, running, write
from tests.sources.minutes.pdfs import (
    Word,
    assembled,
    encrypted,
    picture_only,
    printed_at,
    stream,
)

_CELLS = " || "


@builder
def minutes_table(desk: Desk, file: str, lines: str) -> None:
    """A Word file: lines of text, then a table; ``||`` parts the cells of a row.

    The first row with cells holds the headers.
    """
    text = lines.rstrip("\n").split("\n")
    head = [p(line) for line in text if _CELLS not in line]
    headers, *rows = (line.split(_CELLS) for line in text if _CELLS in line)
    cells = [[[p(cell)] for cell in row] for row in rows]
    desk.write(file, write(Shape(head, headers, cells, [24 / len(headers)] * len(headers))))


@builder
def minutes_in_bold(desk: Desk, file: str, lines: str) -> None:
    """A Word file without a table; a line between ``*`` is bold."""
    text = [line.strip("*") for line in lines.rstrip("\n").split("\n")]
    bold = {at for at, line in enumerate(lines.split("\n")) if line.startswith("*")}
    desk.write(file, running([("", line) for line in text], bold=bold))


@builder
def pdf_of_pictures(desk: Desk, file: str) -> None:
    """A PDF as a scanner makes it: a picture of a page, and no text."""
    desk.write(file, picture_only())


@builder
def pdf_with_password(desk: Desk, file: str) -> None:
    """A PDF that opens only with a password."""
    desk.write(file, encrypted())


@builder
def pdf_of_glyphs(desk: Desk, file: str, lines: str) -> None:
    """A PDF whose font does not say what its letter f is."""
    desk.write(file, printed_at(_in_columns(lines), "\ue000"))


@builder
def pdf_in_columns(desk: Desk, file: str, lines: str) -> None:
    """A PDF; ``||`` parts what stands in two columns."""
    desk.write(file, printed_at(_in_columns(lines)))


def _in_columns(lines: str) -> list[Word]:
    return [
        (60.0 + 250 * column, 760.0 - 14 * at, text)
        for at, line in enumerate(lines.split("\n"))
        for column, text in enumerate(line.split(_CELLS))
        if text
    ]


@builder
def pdf_of_pages(desk: Desk, file: str, count: str) -> None:
    """A PDF of so many empty pages."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + int(count)))
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, int(count))
    desk.write(file, assembled([b"<</Type/Catalog/Pages 2 0 R>>", tree, *[page] * int(count)]))


@builder
def pdf_of_characters(desk: Desk, file: str, count: str) -> None:
    """A PDF of one page with so many characters."""
    desk.write(file, printed_at([(56.0, 780.0, "x" * int(count))]))


@builder
def pdf_without_letters(desk: Desk, file: str) -> None:
    """A PDF with a title, and text whose font does not say which letters its glyphs are."""
    glyphs = b"".join(b"%04x" % number for number in range(1, 60))
    desk.write(
        file,
        assembled(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                b"/Resources<</Font<</F 5 0 R/T 8 0 R>>>>>>",
                stream(
                    b"BT /T 10 Tf 40 720 Td (Referat den 14. juni 2024) Tj ET "
                    b"BT /F 10 Tf 40 700 Td <%s> Tj ET" % glyphs
                ),
                b"<</Type/Font/Subtype/Type0/BaseFont/Skrift/Encoding/Identity-H"
                b"/DescendantFonts[6 0 R]>>",
                b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Skrift/CIDSystemInfo"
                b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 7 0 R>>",
                b"<</Type/FontDescriptor/FontName/Skrift/Flags 4/FontBBox[0 0 1000 1000]"
                b"/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
            ]
        ),
    )


@builder
def pdf_table(desk: Desk, file: str, lines: str) -> None:
    """A PDF with text and a table in ruled cells; ``||`` parts the cells, ``---`` the pages."""
    pages = [page.strip("\n").split("\n") for page in lines.split("---\n")]
    numbers = [4 + 2 * at for at in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, page in zip(numbers, pages, strict=True):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (number + 1)
        )
        objects.append(stream(_drawn(page)))
    desk.write(file, assembled(objects))


def _drawn(lines: list[str]) -> bytes:
    """The page: each line below the one before, its cells of one width in ruled boxes."""
    drawn = []
    height = 690
    for line in lines:
        cells = line.split(_CELLS)
        width = 500 // len(cells)
        for at, cell in enumerate(cells):
            left = 50 + at * width
            if len(cells) > 1:
                drawn.append(b"%d %d %d 20 re S" % (left, height - 6, width))
            text = cell.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
            drawn.append(b"BT /F 10 Tf %d %d Td (%s) Tj ET" % (left + 4, height, text))
        height -= 20
    return b"\n".join(drawn)


@builder
def forget(desk: Desk, text: str) -> None:
    """A fault of the program: it uses some words and does not count them, nor put them aside."""
    take = CharacterLedger.take

    def take_others(ledger: CharacterLedger, *words: TracedText) -> None:
        take(ledger, *(part for part in words if part.text != text))

    desk.enter_context(mock.patch.object(CharacterLedger, "take", take_others))
    desk.enter_context(mock.patch.object(CharacterLedger, "open_parts", return_value=()))
