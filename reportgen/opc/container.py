"""The zip file that every Word file and workbook is: opened with suspicion, written alike.

A file from outside is hostile until shown otherwise. Before anything is unpacked it is
bounded what it unpacks to and how many entries it has, and two entries of one name, names
that leave the package, passwords and unknown compression are refused (ECMA-376 part 2,
annex B, allows none of them). Python's zipfile never gives more of an entry than the
directory declares, so that the declared sizes are a true bound.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from enum import StrEnum

from reportgen.problems import limits

OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
"""How the files of Office 97 open, and those of today that have a password."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The zip format cannot say a time before 1980, and a fixed one keeps the bytes the same.
_TIME = (1980, 1, 1, 0, 0, 0)
_ENTRY = b"PK\1\2"
"""How each entry of a zip's directory opens; `zipfile` makes an object of every one."""
_ENCRYPTED = 1  # bit of an entry's flags
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,  # also what cannot be decoded
    RuntimeError,  # encrypted entries, and NotImplementedError for odd compression
    OverflowError,
    AttributeError,
    IndexError,
    KeyError,  # also a part that is not there
)
"""What Python raises for zips and entries that are damaged, in all its ways."""


class RefusalReason(StrEnum):
    """Why a package, or one part of it, is not read."""

    OLD_OR_PROTECTED = "an OLE file: of an old format, or protected by a password"
    PROTECTED = "an entry is encrypted"
    TOO_LARGE = "more entries, or more bytes in them, than any such file has"
    TOO_LONG = "more XML than there is memory for"
    UNSAFE_NAME = "a name that leaves the package, or that two entries share"
    DAMAGED = "no zip, or a damaged one"
    MALFORMED = "a part is no well-formed XML"
    DOCUMENT_TYPE = "a part declares a document type"
    TOO_DEEP = "a part nests elements deeper than any such file does"


class Refused(ValueError):
    """The package, or one part of it, is not read; `reason` says why."""

    def __init__(self, reason: RefusalReason, name: str = "") -> None:
        self.reason = reason
        self.name = name
        """Name of the entry that is at fault, where it is one."""
        super().__init__(reason.value)


class ZipContainer:
    """A zip whose bounds and names were checked; its entries are unpacked as they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Open `data`; raises `Refused` with the cause."""
        if data.startswith(OLE_MAGIC):
            raise Refused(RefusalReason.OLD_OR_PROTECTED)
        if data.count(_ENTRY) > limits.MOST_PACKAGE_PARTS:
            raise Refused(RefusalReason.TOO_LARGE)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except BROKEN:
            raise Refused(RefusalReason.DAMAGED) from None
        _check(entries)
        self.names = tuple(entry.filename for entry in entries if not entry.is_dir())
        """Names of the parts, in the order of the file."""

    def read(self, name: str) -> bytes:
        """Bytes of the part `name`; raises `Refused` where it is damaged or absent."""
        try:
            return self._archive.read(name)
        except BROKEN:
            raise Refused(RefusalReason.DAMAGED, name) from None

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The same file with some of its parts replaced, and all else of it as it is.

        Raises `Refused` where a part that stays is damaged.
        """
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as target:
            for entry in self._archive.infolist():
                content = changed.get(entry.filename) or self.read(entry.filename)
                target.writestr(entry, content, compress_type=entry.compress_type)
        return written.getvalue()


def _check(entries: list[zipfile.ZipInfo]) -> None:
    """Raise `Refused` for entries that may not be unpacked."""
    if sum(entry.file_size for entry in entries) > limits.MOST_PACKAGE_BYTES:
        raise Refused(RefusalReason.TOO_LARGE)
    names: set[str] = set()
    for entry in entries:
        if entry.filename in names or _leaves(entry.orig_filename):
            raise Refused(RefusalReason.UNSAFE_NAME, entry.orig_filename)
        names.add(entry.filename)
        if entry.flag_bits & _ENCRYPTED:
            raise Refused(RefusalReason.PROTECTED, entry.filename)
        if entry.compress_type not in _METHODS:
            raise Refused(RefusalReason.DAMAGED, entry.filename)


def _leaves(name: str) -> bool:
    r"""Whether an entry's name, as it was written, leads out of the package.

    zipfile turns the backslashes of Windows into slashes, or not, by platform; another
    program would follow either.

    >>> [_leaves(name) for name in ("word/document.xml", "a/../b", "/etc/passwd", "C:x", r"a\b")]
    [False, True, True, True, True]
    """
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def write_container(
    parts: Mapping[str, bytes], *, compress: bool = True, level: int | None = None
) -> bytes:
    """Write a zip of `parts` in their order: the same parts always give the same bytes.

    `level` is zlib's, from 1 to 9; None is its own default.
    """
    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = 0  # else the zip says which system made it
            archive.writestr(entry, content, compress_type=method, compresslevel=level)
    return written.getvalue()
