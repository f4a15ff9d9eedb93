"""An .xlsx package opened safely, and what is said of a file that is none.

How it is opened is told in `reportgen.opc.container` and `reportgen.opc.xml`; here their
refusals become the faults of a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

from reportgen.opc.container import (
    OLE_MAGIC,
    RefusalReason,
    Refused,
    ZipContainer,
)
from reportgen.opc.package import Relationships, rels_name, resolve
from reportgen.opc.xml import Element, parse, stream_elements
from reportgen.problems import limits

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CODES: Mapping[RefusalReason, str] = MappingProxyType(
    {
        RefusalReason.TOO_LARGE: "workbook-too-large",
        RefusalReason.TOO_LONG: "workbook-too-long",
        RefusalReason.TOO_DEEP: "workbook-unsafe",
        RefusalReason.UNSAFE_NAME: "workbook-unsafe",
        RefusalReason.DOCUMENT_TYPE: "workbook-unsafe",
    }
)


class Unreadable(Exception):
    """The file, or one part of it, cannot be read; `code` says why."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values: Mapping[str, object] = values
        super().__init__(code)


class WorkbookPackage:
    """An opened package; every method raises `Unreadable` for what is damaged or absent."""

    def __init__(self, data: bytes) -> None:
        """Open `data`; raises `Unreadable` with the cause."""
        if not data.startswith(b"PK"):
            raise Unreadable(_not_a_package(data))
        with _refusals_as_faults():
            self._container = ZipContainer(data)
        self.names = frozenset(self._container.names)

    def read(self, name: str) -> bytes:
        """Bytes of the part `name`."""
        with _refusals_as_faults():
            return self._container.read(name)

    def xml(self, name: str) -> Element:
        """Root of the part `name`."""
        with _refusals_as_faults():
            return parse(self._container.read(name), elements_only=True)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relations of a part (empty: of the package) by id: last word of the type, and path."""
        name = rels_name(part)
        if name not in self.names:
            return {}
        with _refusals_as_faults():
            relations = Relationships(self._container.read(name))
        return {r.id: (r.kind, resolve(part, r.target)) for r in relations if not r.external}

    def elements(self, name: str, tags: Sequence[str]) -> Iterator[Element]:
        """Each element of the part `name` with one of `tags`; it is emptied before the next."""
        with _refusals_as_faults():
            yield from stream_elements(self._container.read(name), tags)

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The same file with some of its parts replaced, and all else of it as it is."""
        with _refusals_as_faults():
            return self._container.with_parts(changed)


@contextmanager
def _refusals_as_faults() -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        code = _CODES.get(refused.reason, "workbook-damaged")
        bounds: Mapping[RefusalReason, Mapping[str, object]] = {
            RefusalReason.TOO_LARGE: {
                "limit": limits.MOST_PACKAGE_BYTES // limits.MB,
                "entries": limits.MOST_PACKAGE_PARTS,
            },
            RefusalReason.TOO_LONG: {"rows": limits.MOST_ROWS},
        }
        raise Unreadable(code, **bounds.get(refused.reason, {})) from None


def _not_a_package(data: bytes) -> str:
    if not data:
        return "workbook-empty-file"
    if data.startswith(OLE_MAGIC):
        return "workbook-protected" if _ENCRYPTED in data else "workbook-old-format"
    head = data[:4096]
    text = b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "workbook-is-text" if text and not head.startswith(b"%PDF") else "workbook-not-excel"
