"""Small PDFs made by hand: a picture without text, a locked one."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence

_LINES_OF_PAGE = 52


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """The file with these objects, numbered from 1; the first is the catalogue."""
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def stream(content: bytes) -> bytes:
    """A stream object."""
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)


Word = tuple[float, float, str]
"""What is printed from a place on, in points from the page's lower left corner."""


def printed_at(words: Sequence[Word], meaning: str = "") -> bytes:
    """A page with `words` in Helvetica of 11 points.

    With a `meaning`, the font says that its hyphen is that character, or, for one that is no
    hyphen, that its letter f is.
    """
    glyph = b"2D" if meaning in {"", "\u00ad"} else b"66"
    content = b"BT /F 11 Tf\n"
    for left, up, text in words:
        said = text.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
        content += b"1 0 0 1 %.1f %.1f Tm (%s) Tj\n" % (left, up, said)
    mapped = f"{ord(meaning):04X}".encode() if meaning else b"002D"
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"1 beginbfchar <%s> <%s> endbfchar\nendcmap end end" % (glyph, mapped)
    )
    mapping = b"/ToUnicode 6 0 R" if meaning else b""
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>",
            stream(content + b"ET"),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding%s>>" % mapping,
            stream(to_unicode),
        ]
    )


def picture_only() -> bytes:
    """A page that holds a grey picture and no text: what a scanner makes."""
    pixels = b"\x80" * 16
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Length 16>>\nstream\n" + pixels + b"\nendstream"
    )
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</XObject<</S 5 0 R>>>>>>",
            stream(b"q 595 0 0 842 0 0 cm /S Do Q"),
            picture,
        ]
    )


def encrypted() -> bytes:
    """A PDF that opens only with a password (standard handler, revision 2)."""
    owner = hashlib.sha256(b"owner").digest()
    permissions = -44
    identity = b"0123456789abcdef"
    # A user entry that the empty password does not give: nobody opens it without the right one.
    user = hashlib.sha256(b"some password").digest()
    hexed = identity.hex().encode()
    encryption = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d>>/ID[<%s><%s>]" % (
        owner.hex().encode(),
        user.hex().encode(),
        permissions,
        hexed,
        hexed,
    )
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ],
        encryption,
    )


def of_lines(lines: Sequence[str], bold: Container[int] = ()) -> bytes:
    """A PDF of lines from the top of the page down; an empty one leaves room."""
    pages, fonts = [], [b"Helvetica", b"Helvetica-Bold"]
    for start in range(0, len(lines), _LINES_OF_PAGE):
        content = b""
        for at, line in enumerate(lines[start : start + _LINES_OF_PAGE], start):
            words = line.encode("cp1252").replace(b"\\", b"\\\\")
            words = words.replace(b"(", b"\\(").replace(b")", b"\\)")
            down = 790 - 14 * (at - start)
            content += b"BT /F%d 11 Tf 56 %d Td (%s) Tj ET\n" % (at in bold, down, words)
        pages.append(stream(content))
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * at) for at in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
    ]
    objects += [
        b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % font
        for font in fonts
    ]
    for at, page in enumerate(pages):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F0 3 0 R/F1 4 0 R>>>>>>" % (6 + 2 * at),
            page,
        ]
    return assembled(objects)
