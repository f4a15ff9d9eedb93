"""The compound file that Outlook keeps a mail in (MS-CFB), and the properties in it (MS-OXMSG).

Each storage holds the properties of a mail or of an attachment by their ids. A property's tag is
its id and its type; values of a fixed length stand in one stream, the others each in a stream
named for the tag (MS-OXMSG, 2.4 and 2.2.3).
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportgen.problems import limits
from reportgen.sources.mail.charsets import decoded
from reportgen.sources.mail.model import UnreadableError
from reportgen.sources.mail.struck import without_marks

BODY, MESSAGE_CODEPAGE, BODY_CODEPAGE = 0x1000, 0x3FFD, 0x3FDE
"""Property ids (MS-OXPROPS) that say in which code page the others are."""
_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
_ROOT_HEADER, _INNER_HEADER, _ATTACHMENT_HEADER = 32, 24, 8
"""Bytes before the properties: of the mail, of one inside another, of what is attached."""
_STRING8, _STRING, _BINARY, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)


@dataclass
class _CompoundFile:
    """A compound file, open; and whether something in it did not hold what it says it does."""

    ole: Any
    is_damaged: bool = False


def open_storage(data: bytes) -> Storage:
    """The mail in a compound file.

    Raises `UnreadableError` where its directory, or all that is in it, is larger than the file
    can be, and whatever else a damaged one leads to.
    """
    from olefile import OleFileIO

    class Bounded(OleFileIO):  # type: ignore[misc]
        """Counts the entries before they are read."""

        def loaddirectory(self, sect: int) -> None:
            most = limits.MOST_MAIL_ENTRIES * 128 // self.sectorsize
            place = sect
            for _ in range(most):
                if not 0 <= place < len(self.fat):
                    break
                place = self.fat[place]
            else:
                if most > len(self.fat):
                    raise UnreadableError  # it leads back to itself
                raise UnreadableError("mail-too-many-parts", limit=limits.MOST_MAIL_ENTRIES)
            super().loaddirectory(sect)

    ole = Bounded(io.BytesIO(data))
    sizes = (min(entry.size, len(data)) for entry in ole.direntries if entry is not None)
    if sum(sizes) > _MOST_TIMES * len(data):
        raise UnreadableError
    root = Storage(_CompoundFile(ole), ole.root, (), _ROOT_HEADER)
    root.stream(_PROPERTIES)  # no mail is without it
    return root


_MOST_TIMES = 3
"""How often the streams of a file may be all of it: once, again as small ones, and a lie."""


@dataclass(frozen=True)
class Storage:
    """A mail or an attachment; a property that is not there, or not sound, is empty."""

    _file: _CompoundFile
    _entry: Any
    _path: tuple[str, ...]
    _header_size: int
    _page: int = 0

    def stream(self, name: str) -> bytes:
        """A stream's bytes; raises OSError where there is none."""
        entry = self._entry.kids_dict.get(name.lower())
        if entry is None:
            raise FileNotFoundError(name)
        with self._file.ole.openstream([*self._path, entry.name]) as stream:
            content: bytes = stream.read()
        self._file.is_damaged |= len(content) < entry.size
        return content

    @property
    def is_damaged(self) -> bool:
        """Whether anything that was read of the file so far was not whole."""
        return self._file.is_damaged

    def text(self, *ids: int) -> str:
        """The first of these properties that is not blank."""
        for id_ in ids:
            if text := without_marks(self._text(id_)).rstrip("\0").strip():
                return text
        return ""

    def _text(self, id_: int) -> str:
        if data := self._variable(id_, _STRING)[: limits.MOST_MAIL_TEXT_BYTES]:
            return data.decode("utf-16-le", errors="replace")
        data = self._variable(id_, _STRING8)[: limits.MOST_MAIL_TEXT_BYTES]
        page = self.number(MESSAGE_CODEPAGE) or self._page
        if id_ == BODY:
            page = self.number(BODY_CODEPAGE) or page
        return in_code_page(data, page)

    def data(self, id_: int) -> bytes:
        """Bytes of a binary property."""
        return self._variable(id_, _BINARY)

    def size(self, id_: int) -> int:
        """How many bytes a binary property says it has."""
        entry = self._entry.kids_dict.get(_stream_name(id_, _BINARY).lower())
        return entry.size if entry is not None else 0

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

    def attachments(self) -> list[Storage]:
        """The storages of what is attached, in their order."""
        page = self.number(MESSAGE_CODEPAGE)
        attached = (each for each in self._storages if each.name.lower().startswith(_ATTACHMENT))
        return [
            Storage(self._file, each, (*self._path, each.name), _ATTACHMENT_HEADER, page)
            for each in sorted(attached, key=lambda each: str(each.name))
        ]

    def object(self, id_: int) -> Storage | None:
        """The storage that an object property leads to."""
        name = _stream_name(id_, _OBJECT).lower()
        inner = next((each for each in self._storages if each.name.lower() == name), None)
        if inner is None:
            return None
        return Storage(self._file, inner, (*self._path, inner.name), _INNER_HEADER)

    def _variable(self, id_: int, kind: int) -> bytes:
        try:
            return self.stream(_stream_name(id_, kind))
        except OSError:
            return b""

    @cached_property
    def _fixed(self) -> dict[int, bytes]:
        """The eight bytes that the stream of properties has for each id."""
        try:
            data = self.stream(_PROPERTIES)[self._header_size :]
        except OSError:
            return {}
        whole = len(data) // 16 * 16
        return {id_: value for _, id_, value in struct.iter_unpack("<HH4x8s", data[:whole])}

    @property
    def _storages(self) -> list[Any]:
        """The entries of the storages in this one."""
        from olefile import STGTY_STORAGE

        return [each for each in self._entry.kids if each.entry_type == STGTY_STORAGE]


def in_code_page(data: bytes, page: int) -> str:
    """8-bit text in a Windows code page, or in what it turns out to be in."""
    return decoded(data, f"cp{page}" if page and page != _UTF8 else "utf-8")


_UTF8 = 65001


def _stream_name(id_: int, kind: int) -> str:
    return f"__substg1.0_{id_:04X}{kind:04X}"
