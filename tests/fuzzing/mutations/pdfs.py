"""Changes of a PDF: its objects, what they refer to, its streams and its table."""

from __future__ import annotations

import re
import zlib
from random import Random

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_VALUES = (
    *(b"0", b"-1", b"99999999999", b"1e9", b"0.0000001", b"-0.5", b"null", b"[]", b"<<>>", b"()"),
    *(b"1 0 R", b"2 0 R", b"3 0 R", b"4 0 R", b"999 0 R", b"/X", b"true", b"9" * 400, b"<FEFF>"),
)
_KEYS = (
    *(b"/Kids", b"/Parent", b"/Contents", b"/Resources", b"/Font", b"/Length", b"/Filter"),
    *(b"/Type", b"/Subtype", b"/Prev"),
    *(b"/MediaBox", b"/Count", b"/Encoding", b"/ToUnicode", b"/Root", b"/Size"),
    *(b"/DecodeParms", b"/Annots", b"/Rotate", b"/CropBox", b"/UserUnit", b"/XObject", b"/First"),
    *(b"/StructTreeRoot", b"/W", b"/Index", b"/DescendantFonts", b"/Widths", b"/FirstChar"),
)


def drop_object(rng: Random, data: bytes) -> bytes:
    """Leave out an object."""
    found = rng.choice(list(_OBJECT.finditer(data)))
    return data[: found.start()] + data[found.end() :]


def exchange_objects(rng: Random, data: bytes) -> bytes:
    """Let an object be what another is."""
    objects = list(_OBJECT.finditer(data))
    one, other = rng.choice(objects), rng.choice(objects)
    return data[: one.start(2)] + other[2] + data[one.end(2) :]


def other_number(rng: Random, data: bytes) -> bytes:
    """Other numbers, among them those of objects that are referred to."""
    for _ in range(rng.choice((1, 1, 3, 20))):
        found = rng.choice(list(_NUMBER.finditer(data)))
        data = data[: found.start()] + rng.choice(_VALUES) + data[found.end() :]
    return data


def other_entry(rng: Random, data: bytes) -> bytes:
    """Say something else of an object, or something that it did not say."""
    at = rng.choice([found.end() for found in re.finditer(rb"<<", data)])
    value = rng.choice(
        (*_VALUES, b"[" * 3000, b"<<" * 3000, b"/A" * 20_000, b"[2 0 R 2 0 R 3 0 R]")
    )
    return data[:at] + rng.choice(_KEYS) + b" " + value + data[at:]


def other_reference(rng: Random, data: bytes) -> bytes:
    """Let a reference lead to another object, perhaps to the one it stands in."""
    found = rng.choice(list(re.finditer(rb"(\d+) 0 R", data)))
    number = b"%d" % rng.randint(0, 12)
    return data[: found.start(1)] + number + data[found.end(1) :]


def other_stream(rng: Random, data: bytes) -> bytes:
    """Let a stream hold something else: very often, very deep, or packed to excess."""
    streams = list(_STREAM.finditer(data))
    found = rng.choice(streams)
    count = rng.choice((50, 2000, 20_000))
    content = rng.choice(
        (
            b"q " * count + b"BT /F0 11 Tf 56 700 Td (hej) Tj ET",
            b"BT /F0 11 Tf " + b"1 0 0 1 56 700 Tm (ord) Tj " * count + b"ET",
            b"BT /F0 0.001 Tf 1 0 0 1 56 700 Tm (" + b"x" * count * 10 + b") Tj ET",
            b"BT /F0 1e9 Tf 1e9 0 0 -1e9 1e30 700 Tm (ord) Tj ET",
            b"BT /F9 11 Tf (ord) Tj [" + b"(a) -9999 " * count + b"] TJ ET",
            b"0 0 m " + b"1 1 l " * count + b"S",
            b"0 0 100 100 re f " * count,
            b"/X Do " * count,
            b"[" * count,
            b"(" * count,
            b"<<" * count,
            b"BI /W 1 /H 1 ID x EI " * count,
            b"/P <</MCID 0>> BDC " * count + b"(x) Tj",
            b"1" * count + b" w",
            rng.randbytes(count),
        )
    )
    if rng.random() < 0.3:
        packed = zlib.compress(content * rng.choice((1, 20)) + b" " * rng.choice((0, 30_000_000)))
        if rng.random() < 0.3:
            packed = zlib.compress(packed)
        return _in_object(data, found, packed, b"/Filter[/FlateDecode/FlateDecode]"[:33])
    return _in_object(data, found, content, b"")


def _in_object(data: bytes, found: re.Match[bytes], content: bytes, says: bytes) -> bytes:
    """The file with other bytes in a stream, its length and filter put right before it."""
    start = data.rfind(b"<<", 0, found.start())
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(content), data[start : found.start()])
    head = head.replace(b"<<", b"<<" + says, 1)
    return data[:start] + head + b"stream\n" + content + b"\nendstream" + data[found.end() :]


def repeat_object(rng: Random, data: bytes) -> bytes:
    """Say an object very often, under its number or under others."""
    found = rng.choice(list(_OBJECT.finditer(data)))
    count = min(rng.choice((2, 300, 20_000)), 3_000_000 // len(found[0]) + 1)
    if rng.random() < 0.5:
        more = found[0] * count
    else:
        more = b"".join(b"%d 0 obj%sendobj\n" % (100 + n, found[2]) for n in range(count))
    return data[: found.end()] + b"\n" + more + data[found.end() :]


def many_pages(rng: Random, data: bytes) -> bytes:
    """The same page again and again, or pages in which are pages."""
    count = rng.choice((2, 100, 3000, 30_000))
    kids = re.search(rb"/Kids *\[([^\]]*)\]", data)
    assert kids is not None
    inside = rng.choice((kids[1].strip() + b" ", b"2 0 R "))
    return data[: kids.start(1)] + inside * count + data[kids.end(1) :]


def spoil_table(rng: Random, data: bytes) -> bytes:
    """Damage the table of objects, or what says where it is."""
    at = data.rfind(b"xref")
    return rng.choice(
        (
            data[:at],
            data[:at] + b"xref\n0 99999999\n" + data[at + 5 :],
            re.sub(rb"startxref\s+\d+", b"startxref\n0", data),
            re.sub(rb"startxref\s+\d+", b"startxref\n99999999", data),
            re.sub(rb"trailer\s*<<", b"trailer<</Prev %d" % data.find(b"xref"), data),
            re.sub(rb"trailer\s*<<", b"trailer<</Prev -1/XRefStm 0", data),
            re.sub(rb"/Root \d+ 0 R", b"/Root 9 0 R", data),
            re.sub(rb"trailer\s*<<", b"trailer<</Encrypt<</Filter/Standard/V 4/R 4>>", data),
        )
    )


MUTATIONS = (
    drop_object,
    exchange_objects,
    other_number,
    other_number,
    other_entry,
    other_reference,
    other_stream,
    other_stream,
    repeat_object,
    many_pages,
    spoil_table,
)
