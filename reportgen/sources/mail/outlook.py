"""The compound file that Outlook writes: storages, each with properties by their ids.

A property's tag is its id and its type; values of a fixed length stand in one stream,
the others each in a stream named for the tag (MS-OXMSG, 2.4 and 2.2.3).
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_PROPERTIES = "__properties_version1.0"
_ATTACHED = "__attach_version1.0_#"
_ROOT_HEAD, _INNER_HEAD, _ATTACHED_HEAD = 32, 24, 8
"""Bytes before the properties: of the mail, of one inside another, of what is attached."""
_STRING8, _STRING, _BINARY, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_BODY = 0x1000
_MESSAGE_CODEPAGE, _BODY_CODEPAGE = 0x3FFD, 0x3FDE


def opened(data: bytes) -> Storage:
    """The mail in a compound file; raises whatever a damaged one leads to."""
    from olefile import OleFileIO

    ole = OleFileIO(io.BytesIO(data))
    root = Storage(ole, (), _ROOT_HEAD)
    root.stream(_PROPERTIES)  # no mail is without it
    return root


def decoded(data: bytes, page: int) -> str:
    """8-bit text in a Windows code page, or in what it turns out to be in."""
    pages = (*((f"cp{page}",) if page and page != 65001 else ()), "utf-8")
    for encoding in pages:
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", errors="replace")


@dataclass(frozen=True)
class Storage:
    """A mail or an attachment; a property that is not there, or not sound, is empty."""

    _ole: Any
    _path: tuple[str, ...]
    _head: int
    _page: int = 0

    def stream(self, name: str) -> bytes:
        """A stream's bytes; raises OSError where there is none."""
        with self._ole.openstream([*self._path, name]) as held:
            content: bytes = held.read()
            return content

    def text(self, *ids: int) -> str:
        """The first of these properties that says something."""
        for id_ in ids:
            if said := self._text(id_).rstrip("\0").strip():
                return said
        return ""

    def _text(self, id_: int) -> str:
        if data := self._variable(id_, _STRING):
            return data.decode("utf-16-le", errors="replace")
        data = self._variable(id_, _STRING8)
        page = self.number(_MESSAGE_CODEPAGE) or self._page
        if id_ == _BODY:
            page = self.number(_BODY_CODEPAGE) or page
        return decoded(data, page)

    def data(self, id_: int) -> bytes:
        """Bytes of a binary property."""
        return self._variable(id_, _BINARY)

    def number(self, id_: int) -> int:
        """A whole number, or whether something is so."""
        value = self._fixed.get(id_)
        return int(struct.unpack("<i", value[:4])[0]) if value else 0

    def time(self, id_: int) -> dt.datetime | None:
        """A time in UTC; none where it is out of bounds."""
        value = self._fixed.get(id_)
        try:
            ticks = struct.unpack("<Q", value)[0] if value else 0
            return _EPOCH + dt.timedelta(microseconds=ticks // 10) if ticks else None
        except (OverflowError, struct.error):
            return None

    def attached(self) -> list[Storage]:
        """The storages of what is attached, in their order."""
        return [
            Storage(self._ole, (*self._path, name), _ATTACHED_HEAD, self.number(_MESSAGE_CODEPAGE))
            for name in sorted(self._inside)
            if name.casefold().startswith(_ATTACHED)
        ]

    def inside(self, id_: int) -> Storage | None:
        """The storage that an object property leads to."""
        name = _stream_name(id_, _OBJECT).casefold()
        found = next((each for each in self._inside if each.casefold() == name), None)
        return Storage(self._ole, (*self._path, found), _INNER_HEAD) if found else None

    def _variable(self, id_: int, kind: int) -> bytes:
        try:
            return self.stream(_stream_name(id_, kind))
        except OSError:
            return b""

    @cached_property
    def _fixed(self) -> dict[int, bytes]:
        """The eight bytes that the stream of properties has for each id."""
        try:
            data = self.stream(_PROPERTIES)[self._head :]
        except OSError:
            return {}
        whole = len(data) // 16 * 16
        return {id_: value for _, id_, value in struct.iter_unpack("<HH4x8s", data[:whole])}

    @cached_property
    def _inside(self) -> list[str]:
        """Names of the storages in this one."""
        depth = len(self._path)
        paths = self._ole.listdir(streams=False, storages=True)
        return [p[-1] for p in paths if len(p) == depth + 1 and tuple(p[:depth]) == self._path]


def _stream_name(id_: int, kind: int) -> str:
    return f"__substg1.0_{id_:04X}{kind:04X}"
