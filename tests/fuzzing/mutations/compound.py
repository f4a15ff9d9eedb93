"""Changes of a compound file, as Outlook's mails are: its header, tables and directory."""

from __future__ import annotations

import struct
from random import Random

_SECTOR = 512
_NUMBERS = (0, 1, 2, 3, 5, 0x7FFFFFFF, 0xFFFFFFFA, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF, 0x10000)
_TAGS = (0x0037001F, 0x1000001F, 0x10090102, 0x00390040, 0x10130102, 0x3701000D, 0x37050003)
"""Properties: subject, text, packed text, time, HTML, what hangs on it and how."""


def header_field(rng: Random, data: bytes) -> bytes:
    """Another value of a field of the header."""
    at = rng.choice((24, 26, 28, 30, 32, 44, 48, 56, 60, 64, 68, 72, 76, 80))
    wide = 2 if at < 34 else 4
    return _with(data, at, rng.choice((*_NUMBERS, 9, 6, 12, 64, 4096)), wide)


def table_entry(rng: Random, data: bytes) -> bytes:
    """Another sector after a sector: loops, and chains that end too early or never."""
    table = struct.unpack_from("<I", data, 76)[0]
    changed = data
    for _ in range(rng.choice((1, 1, 5, 60))):
        at = (table + 1) * _SECTOR + 4 * rng.randrange(128)
        changed = _with(changed, at, rng.choice((*_NUMBERS, rng.randrange(60))), 4)
    return changed


def directory_entry(rng: Random, data: bytes) -> bytes:
    """Another size, place, kind, name or neighbour of a stream or storage."""
    first = struct.unpack_from("<I", data, 48)[0]
    start = (first + 1) * _SECTOR
    count = max(1, (len(data) - start) // 128)
    for _ in range(rng.choice((1, 1, 4))):
        at = start + 128 * rng.randrange(min(count, 80))
        field, wide = rng.choice(
            ((0, 2), (64, 2), (66, 1), (68, 4), (72, 4), (76, 4), (116, 4), (120, 4), (124, 4))
        )
        data = _with(data, at + field, rng.choice((*_NUMBERS, rng.randrange(40))), wide)
    return data


def property_value(rng: Random, data: bytes) -> bytes:
    """Another tag, size or value of a property."""
    places = [at for tag in _TAGS for at in _places(data, struct.pack("<I", tag))]
    at = rng.choice(places) + rng.choice((0, 2, 8, 8, 12))
    return _with(data, at, rng.choice((*_NUMBERS, 30, 31, 258, 13)), rng.choice((2, 4)))


def packed_text(rng: Random, data: bytes) -> bytes:
    """Other sizes of a text that is packed."""
    at = rng.choice(_places(data, b"LZFu")) - 8 + rng.choice((0, 4, 8, 12, 16, 17, 20))
    return _with(data, at, rng.choice(_NUMBERS), 4)


def _places(data: bytes, wanted: bytes) -> list[int]:
    places, at = [], data.find(wanted)
    while at >= 0:
        places.append(at)
        at = data.find(wanted, at + 1)
    return places


def _with(data: bytes, at: int, value: int, wide: int) -> bytes:
    mask = (1 << 8 * wide) - 1
    return data[:at] + (value & mask).to_bytes(wide, "little") + data[at + wide :]


MUTATIONS = (
    header_field,
    table_entry,
    table_entry,
    directory_entry,
    directory_entry,
    directory_entry,
    property_value,
    packed_text,
)
