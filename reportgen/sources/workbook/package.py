"""Opening an .xlsx package safely, and saying what a file is that is none.

A file from outside is hostile until shown otherwise: what it unpacks to and how many
entries it has are bounded before anything is unpacked, and names that leave the package
are refused. Python's zipfile never gives more of an entry than its directory declares,
so that the declared sizes are a true bound.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes all entries together may unpack to; a workbook of text and figures is far below."""
MAX_ENTRIES = 10_000

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,  # also what cannot be decoded
    RuntimeError,  # encrypted entries, and NotImplementedError for odd compression
    OverflowError,
)
"""What Python raises for entries that are damaged, in all its ways."""


class Unreadable(Exception):
    """The file, or one part of it, cannot be read; `code` says why."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values: Mapping[str, object] = values
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package whose bounds were checked."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """Bytes of the part `name`; raises `Unreadable` when they are damaged or absent."""
        try:
            return self.archive.read(name)
        except (*BROKEN, KeyError):
            raise Unreadable("workbook-damaged") from None

    def stream(self, name: str) -> IO[bytes]:
        """The part `name`, to be read piece by piece; reading may raise one of `BROKEN`."""
        try:
            return self.archive.open(name)
        except (*BROKEN, KeyError):
            raise Unreadable("workbook-damaged") from None


def open_package(data: bytes) -> Package:
    """Open `data` as a zip package within the bounds; raises `Unreadable` with the cause."""
    if not data.startswith(b"PK"):
        raise Unreadable(_not_a_package(data))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (*BROKEN, AttributeError, IndexError, KeyError):
        raise Unreadable("workbook-damaged") from None
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Unreadable("workbook-too-large", limit=MAX_UNPACKED // 1024**2, entries=MAX_ENTRIES)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(_leaves(entry) for entry in entries):
        raise Unreadable("workbook-unsafe")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise Unreadable("workbook-damaged")
    return Package(archive, frozenset(names))


def _leaves(entry: zipfile.ZipInfo) -> bool:
    # zipfile turns the backslashes of Windows into slashes, or not, by platform: the name
    # as it was written is what another program would follow.
    name = entry.orig_filename.replace("\\", "/")
    return name.startswith("/") or ":" in name or posixpath.normpath(name).startswith("..")


def _not_a_package(data: bytes) -> str:
    if not data:
        return "workbook-empty-file"
    if data.startswith(_OLE):
        return "workbook-protected" if _ENCRYPTED in data else "workbook-old-format"
    head = data[:4096]
    text = b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "workbook-is-text" if text and not head.startswith(b"%PDF") else "workbook-not-excel"
