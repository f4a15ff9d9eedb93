"""Genuine ``.msg`` files, as Outlook saves them: MS-OXMSG in a compound file."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.sources.mail.cfb import Tree, compound_file

INTEGER, BOOLEAN, OBJECT, STRING8, STRING, TIME, BINARY = (
    *(0x0003, 0x000B, 0x000D, 0x001E, 0x001F, 0x0040, 0x0102),
)
_READABLE_AND_WRITABLE = 6


@dataclass(frozen=True)
class Hanging:
    """What hangs on a mail: a file by value, a mail of its own, or a link."""

    name: str
    content: bytes | OutlookMail | str
    content_id: str = ""
    mime: str = ""


@dataclass(frozen=True)
class OutlookMail:
    """What a mail says; the fields that are empty are not in the file."""

    subject: str = "Høringssvar"
    body: str = ""
    smtp: str = ""
    """``PidTagSenderSmtpAddress``."""
    exchange: str = ""
    """``PidTagSenderEmailAddress``: a path of Exchange, or an address."""
    name: str = "Bo Chef"
    sent: dt.datetime = dt.datetime(2024, 11, 28, 9, 0, tzinfo=dt.UTC)
    headers: str = ""
    html: bytes = b""
    rtf: bytes = b""
    """Compressed, as it stands in the file."""
    hanging: Sequence[Hanging] = field(default_factory=tuple)
    message_class: str = "IPM.Note"
    eight_bit: bool = False
    """As Outlook saved before Unicode: code page 1252."""


def msg(mail: OutlookMail) -> bytes:
    """Write the mail as a file of its own."""
    return compound_file(
        {"__nameid_version1.0": _names(), **_storage(mail, struct.pack("<8x4I8x", *_counts(mail)))}
    )


def _names() -> Tree:
    return {f"__substg1.0_{tag}0102": b"" for tag in ("0002", "0003", "0004")}


def _counts(mail: OutlookMail) -> tuple[int, int, int, int]:
    return 1, len(mail.hanging), 1, len(mail.hanging)


@dataclass
class _Properties:
    eight_bit: bool
    entries: list[bytes] = field(default_factory=list)
    streams: Tree = field(default_factory=dict)

    def fixed(self, id_: int, kind: int, value: bytes) -> None:
        self.entries.append(
            struct.pack("<HHI", kind, id_, _READABLE_AND_WRITABLE) + value.ljust(8, b"\0")
        )

    def number(self, id_: int, value: int) -> None:
        self.fixed(id_, INTEGER, struct.pack("<i", value))

    def binary(self, id_: int, value: bytes) -> None:
        self._variable(id_, BINARY, value, len(value))

    def text(self, id_: int, value: str) -> None:
        if not value:
            return
        if self.eight_bit:
            self._variable(id_, STRING8, value.encode("cp1252"), len(value) + 1)
        else:
            data = value.encode("utf-16-le")
            self._variable(id_, STRING, data, len(data) + 2)

    def _variable(self, id_: int, kind: int, value: bytes, size: int) -> None:
        self.fixed(id_, kind, struct.pack("<II", size, 0))
        self.streams[f"__substg1.0_{id_:04X}{kind:04X}"] = value

    def storage(self, id_: int, held: Tree) -> None:
        self.fixed(id_, OBJECT, struct.pack("<II", 0xFFFFFFFF, 1))
        self.streams[f"__substg1.0_{id_:04X}{OBJECT:04X}"] = held

    def tree(self, head: bytes) -> Tree:
        self.entries.sort(key=lambda entry: (entry[2:4][::-1], entry[:2][::-1]))
        return {"__properties_version1.0": head + b"".join(self.entries), **self.streams}


def _storage(mail: OutlookMail, head: bytes) -> Tree:
    said = _Properties(mail.eight_bit)
    said.text(0x001A, mail.message_class)
    said.text(0x0037, mail.subject)
    said.text(0x0C1A, mail.name)
    said.text(0x0042, mail.name)
    address = mail.exchange or mail.smtp
    said.text(0x0C1E, "EX" if mail.exchange else "SMTP")
    said.text(0x0C1F, address)
    said.text(0x0065, address)
    said.text(0x5D01, mail.smtp)
    said.text(0x007D, mail.headers)
    said.text(0x1000, mail.body)
    said.number(0x340D, 0 if mail.eight_bit else 0x00040000)  # strings are Unicode
    said.number(0x3FFD, 1252)
    said.number(0x3FDE, 65001)
    ticks = round((mail.sent - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds() * 10**7)
    said.fixed(0x0039, TIME, struct.pack("<Q", ticks))
    said.fixed(0x0E1B, BOOLEAN, struct.pack("<H", bool(mail.hanging)))
    if mail.html:
        said.binary(0x1013, mail.html)
    if mail.rtf:
        said.binary(0x1009, mail.rtf)
    tree = said.tree(head)
    tree["__recip_version1.0_#00000000"] = _recipient()
    for number, hanging in enumerate(mail.hanging):
        tree[f"__attach_version1.0_#{number:08X}"] = _attachment(hanging, number)
    return tree


def _recipient() -> Tree:
    said = _Properties(eight_bit=False)
    said.number(0x0C15, 1)
    said.text(0x3001, "Sekretariatet")
    said.text(0x3002, "SMTP")
    said.text(0x3003, "sekretariat@aaby.example")
    return said.tree(bytes(8))


def _attachment(hanging: Hanging, number: int) -> Tree:
    said = _Properties(eight_bit=False)
    content = hanging.content
    method = 1 if isinstance(content, bytes) else 5 if isinstance(content, OutlookMail) else 7
    said.number(0x3705, method)
    said.number(0x0E21, number)
    said.number(0x370B, -1)
    said.text(0x3001, hanging.name)
    said.text(0x3707, hanging.name)
    said.text(0x370E, hanging.mime)
    said.text(0x3712, hanging.content_id)
    if isinstance(content, bytes):
        said.text(0x3704, hanging.name[:8])
        said.binary(0x3701, content)
    elif isinstance(content, OutlookMail):
        said.storage(0x3701, _storage(content, struct.pack("<8x4I", *_counts(content))))
    else:
        said.text(0x370D, content)
    return said.tree(bytes(8))


def compressed_rtf(rtf: bytes) -> bytes:
    """Pack RTF as ``PidTagRtfCompressed`` holds it, every byte for itself (MS-OXRTFCP)."""
    packed = bytearray()
    for at in range(0, len(rtf), 8):
        packed += b"\0" + rtf[at : at + 8]
    whole = len(rtf) % 8 == 0
    end = (207 + len(rtf)) % 4096
    if whole:
        packed += b"\x01"
    else:
        packed[-(len(rtf) % 8) - 1] = 1 << (len(rtf) % 8)
    packed += (end << 4).to_bytes(2, "big")
    return struct.pack("<II4sI", len(packed) + 12, len(rtf), b"LZFu", _crc(bytes(packed))) + packed


def _crc(data: bytes) -> int:
    """CRC-32 as the format wants it: from 0, and not turned round at the end."""
    import zlib

    return zlib.crc32(data, 0xFFFFFFFF) ^ 0xFFFFFFFF
