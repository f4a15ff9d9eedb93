"""Changes of a zip file: its entries, and what its directory says of them."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from random import Random

_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
_NAMES = (
    *("../../ude.xml", "/etc/ude", "word\\document.xml", "C:ude.xml", "", "CON"),
    *("word/", "a" * 300),
    *("[content_types].xml", "word/Document.xml", "word/vbaProject.bin", "word/\u202efdp.xml", "."),
)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The entries of a zip by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(entries: Mapping[str, bytes]) -> bytes:
    """A zip of these entries."""
    return _zip(entries.items())


def _zip(entries: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(written, "w", method, compresslevel=1) as archive,
    ):
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name or "x"), content, compress_type=method)
    return written.getvalue()


def drop_entry(rng: Random, data: bytes) -> bytes:
    """Leave out an entry or two."""
    entries = unpacked(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        del entries[rng.choice(list(entries))]
    return packed(entries)


def double_entry(rng: Random, data: bytes) -> bytes:
    """Two entries of one name."""
    entries = list(unpacked(data).items())
    name, content = rng.choice(entries)
    entries.insert(rng.randrange(len(entries) + 1), (name, rng.choice((content, b"", b"<x/>"))))
    return _zip(entries)


def rename_entry(rng: Random, data: bytes) -> bytes:
    """Give an entry another name."""
    entries = unpacked(data)
    old = rng.choice(list(entries))
    new = rng.choice((*_NAMES, old.upper(), f"{old}/x", rng.choice(list(entries))))
    return _zip((new if name == old else name, content) for name, content in entries.items())


def exchange_contents(rng: Random, data: bytes) -> bytes:
    """Let one entry hold what another does."""
    entries = unpacked(data)
    one, other = (rng.choice(list(entries)) for _ in range(2))
    return packed({**entries, one: entries[other], other: entries[one]})


def spoil_entry(rng: Random, data: bytes) -> bytes:
    """Let an entry hold something that it cannot."""
    entries = unpacked(data)
    name = rng.choice(list(entries))
    content = entries[name]
    entries[name] = rng.choice(
        (
            *(b"", b"<", b"<x/>", b"\0" * 1000, b"null", content[: len(content) // 2]),
            *(content * 2, b'<?xml version="1.0" encoding="x-none"?><a/>', rng.randbytes(500)),
        )
    )
    return packed(entries)


def more_entries(rng: Random, data: bytes) -> bytes:
    """Many entries more, or some that nobody asked for."""
    entries = unpacked(data)
    for number in range(rng.choice((1, 20, 2000, 12_000))):
        entries[f"word/more{number}.xml"] = b"<x/>"
    entries[rng.choice(_NAMES)] = rng.randbytes(2000)
    return _zip(entries.items())


def swell(rng: Random, data: bytes) -> bytes:
    """Let an entry of XML unpack to very much: blanks, or all its elements many times."""
    entries = unpacked(data)
    name = rng.choice([name for name in entries if name.endswith((".xml", ".rels"))])
    content = entries[name]
    end = content.rfind(b"</")
    room = rng.choice((200_000, 2_000_000, 20_000_000, 90_000_000))
    start = content.find(b">", content.find(b"?>") + 2) + 1
    stuff = rng.choice((b" " * 1000, content[start:end], b"<x/>", b"<a><b/>t</a>", b"A" * 1000))
    entries[name] = content[:end] + stuff * (room // max(1, len(stuff))) + content[end:]
    return packed(entries)


def lie(rng: Random, data: bytes) -> bytes:
    """Say another size, sum, method, flag or place of an entry than is true."""
    changed = bytearray(data)
    places = [at for at in range(len(data) - 46) if data[at : at + 4] in (_LOCAL, _CENTRAL)]
    for _ in range(rng.choice((1, 1, 3))):
        at = rng.choice(places)
        central = data[at : at + 4] == _CENTRAL
        field, wide = rng.choice(_CENTRAL_FIELDS if central else _LOCAL_FIELDS)
        value = rng.choice((0, 1, 8, 12, 14, 0x7FFF, 0xFFFF, 0xFFFFFFFF, 1 << 30, 99))
        place = slice(at + field, at + field + wide)
        changed[place] = (value & (1 << 8 * wide) - 1).to_bytes(wide, "little")
    return bytes(changed)


_LOCAL_FIELDS = ((6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2))
_CENTRAL_FIELDS = ((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (42, 4))


def other_method(rng: Random, data: bytes) -> bytes:
    """Pack it in another way."""
    method = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    return _zip(unpacked(data).items(), method)


def inside_a_zip(rng: Random, data: bytes) -> bytes:
    """The whole file inside another, some levels deep."""
    for _ in range(rng.choice((1, 3))):
        data = packed({"word/document.xml": data, "indre.docx": data})
    return data


MUTATIONS = (
    drop_entry,
    double_entry,
    rename_entry,
    exchange_contents,
    spoil_entry,
    more_entries,
    swell,
    lie,
    lie,
    other_method,
    inside_a_zip,
)
