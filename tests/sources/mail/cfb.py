"""Compound files written byte by byte, as MS-CFB says (version 3, sectors of 512 bytes).

Streams under 4096 bytes lie in the mini stream, as the format demands; the entries of each
storage are a red-black tree, sorted as the format sorts names.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

FREE, END, FAT, DIFAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
IN_HEADER = 109
"""Sectors of the table whose places stand in the header."""
SECTOR, MINI, CUTOFF = 512, 64, 4096
STORAGE, STREAM, ROOT = 1, 2, 5
RED, BLACK = 0, 1

Tree = dict[str, "bytes | Tree"]


@dataclass
class Entry:
    name: str
    kind: int
    data: bytes = b""
    colour: int = BLACK
    left: int = NONE
    right: int = NONE
    child: int = NONE
    start: int = END
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")
        return (
            name.ljust(64, b"\0")
            + struct.pack("<HBB", len(name) + 2, self.kind, self.colour)
            + struct.pack("<III", self.left, self.right, self.child)
            + bytes(16 + 4 + 8 + 8)
            + struct.pack("<IQ", self.start, self.size)
        )


@dataclass
class _Writer:
    entries: list[Entry] = field(default_factory=list)
    sectors: list[bytes] = field(default_factory=list)
    fat: list[int] = field(default_factory=list)
    mini: bytearray = field(default_factory=bytearray)
    mini_fat: list[int] = field(default_factory=list)

    def add(self, tree: Tree) -> int:
        """Add the entries of a storage; returns the root of their tree."""
        numbers = []
        for name in sorted(tree, key=lambda n: (len(n), n.upper())):
            held = tree[name]
            entry = Entry(name, STREAM if isinstance(held, bytes) else STORAGE)
            numbers.append(len(self.entries))
            self.entries.append(entry)
            if isinstance(held, bytes):
                entry.data = held
            else:
                entry.start = 0
                entry.child = self.add(held)
        depth = len(numbers).bit_length() - 1
        return self._balanced(numbers, depth)

    def _balanced(self, numbers: list[int], red_at: int) -> int:
        """The middle on top; those of the last level are red, so that all paths are alike."""
        if not numbers:
            return NONE
        middle = len(numbers) // 2
        entry = self.entries[numbers[middle]]
        entry.colour = RED if red_at == 0 and len(self.entries) > 1 else BLACK
        entry.left = self._balanced(numbers[:middle], red_at - 1)
        entry.right = self._balanced(numbers[middle + 1 :], red_at - 1)
        return numbers[middle]

    def chain(self, data: bytes) -> int:
        """Put bytes into sectors; returns the first."""
        if not data:
            return END
        first = len(self.sectors)
        count = -(-len(data) // SECTOR)
        for i in range(count):
            self.sectors.append(data[i * SECTOR : (i + 1) * SECTOR].ljust(SECTOR, b"\0"))
            self.fat.append(first + i + 1 if i + 1 < count else END)
        return first

    def mini_chain(self, data: bytes) -> int:
        if not data:
            return END
        first = len(self.mini) // MINI
        count = -(-len(data) // MINI)
        self.mini += data.ljust(count * MINI, b"\0")
        self.mini_fat += [*range(first + 1, first + count), END]
        return first


def compound_file(tree: Tree) -> bytes:
    """Write a compound file: storages are mappings, streams are bytes."""
    writer = _Writer()
    root = Entry("Root Entry", ROOT)
    writer.entries.append(root)
    root.child = writer.add(tree)
    for entry in writer.entries:
        if entry.kind == STREAM:
            entry.size = len(entry.data)
            put = writer.chain if entry.size >= CUTOFF else writer.mini_chain
            entry.start = put(entry.data)
    root.size = len(writer.mini)
    root.start = writer.chain(bytes(writer.mini))
    mini_fat = struct.pack(f"<{len(writer.mini_fat)}I", *writer.mini_fat)
    mini_fat += b"\xff" * (-len(mini_fat) % SECTOR)
    first_mini_fat = writer.chain(mini_fat)
    directory = b"".join(entry.packed() for entry in writer.entries)
    unused = Entry("", 0, start=0).packed()
    directory += (unused[:64] + bytes(4) + b"\xff" * 12 + bytes(48)) * (
        -len(writer.entries) % (SECTOR // 128)
    )
    first_directory = writer.chain(directory)
    used = len(writer.sectors)
    of_fat = of_places = 0
    while of_fat * (SECTOR // 4) < used + of_fat + of_places:
        of_fat += 1
        of_places = -(-max(0, of_fat - IN_HEADER) // (SECTOR // 4 - 1))
    places = list(range(used, used + of_fat))
    fat = writer.fat + [FAT] * of_fat + [DIFAT] * of_places
    fat += [FREE] * (of_fat * SECTOR // 4 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIII", 0, of_fat, first_directory, 0)
        + struct.pack("<III", CUTOFF, first_mini_fat, len(mini_fat) // SECTOR)
        + struct.pack("<II", used + of_fat if of_places else END, of_places)
        + struct.pack("<109I", *places[:IN_HEADER], *[FREE] * (IN_HEADER - of_fat))
    )
    assert len(header) == SECTOR
    table = struct.pack(f"<{len(fat)}I", *fat)
    return header + b"".join(writer.sectors) + table + _places(places[IN_HEADER:], used + of_fat)


def _places(places: list[int], first: int) -> bytes:
    """Where the rest of the table stands that the header has no room for, in sectors of its own."""
    room = SECTOR // 4 - 1
    written = bytearray()
    for at in range(0, len(places), room):
        part = places[at : at + room]
        following = first + at // room + 1 if at + room < len(places) else END
        written += struct.pack(f"<{room + 1}I", *part, *[FREE] * (room - len(part)), following)
    return bytes(written)
