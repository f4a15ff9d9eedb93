"""A Word file as its parts: opened with suspicion, written the same way every time.

Files that come back are hostile until shown otherwise: the unpacked size and the number
of entries are bounded, names that leave the package are refused, and no XML may declare
a document type or an entity.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from reportgen.problems import Location, Problem

MOST_ENTRIES = 5_000
MOST_BYTES = 400 * 1024 * 1024
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Level 4 takes half the time of zlib's own 6 on a long report, for a tenth more bytes.
_LEVEL = 4
# The zip format cannot say a time before 1980, and a fixed one keeps the bytes the same.
_TIME = (1980, 1, 1, 0, 0, 0)


class BadPackage(Exception):
    """The bytes are no Word file that may be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def parse(data: bytes) -> etree._Element:
    """Parse XML without document types, entities or anything fetched from elsewhere.

    Raises ValueError for what is not such XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=False, huge_tree=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type is declared")
    return root


def serialise(root: etree._Element) -> bytes:
    """Write a part's XML as Word does: UTF-8, with a declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class Relationships:
    """The relationships of one part, read and added to."""

    def __init__(self, data: bytes | None) -> None:
        self.root = parse(data or f'<Relationships xmlns="{_RELS}"/>'.encode())
        self._ids = {(r.get("Type"), r.get("Target")): r.get("Id") or "" for r in self.root}
        self._taken = set(self._ids.values())

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship and return its id; an equal one is used again."""
        kind = kind if "/" in kind else f"{_OFFICE}/{kind}"
        if (kind, target) in self._ids:
            return self._ids[kind, target]
        number = len(self._taken) + 1
        while f"rId{number}" in self._taken:
            number += 1
        made = f"rId{number}"
        rel = etree.SubElement(self.root, f"{{{_RELS}}}Relationship")
        rel.set("Id", made)
        rel.set("Type", kind)
        rel.set("Target", target)
        if external:
            rel.set("TargetMode", "External")
        self._ids[kind, target] = made
        self._taken.add(made)
        return made

    def targets(self, kind: str) -> Iterator[str]:
        """Targets of the relationships whose type ends in `kind`."""
        for rel in self.root:
            if (rel.get("Type") or "").endswith(f"/{kind}"):
                yield rel.get("Target") or ""


def rels_name(part: str) -> str:
    """Name of the part that holds `part`'s relationships."""
    folder, name = posixpath.split(part)  # the package itself has no name: _rels/.rels
    return posixpath.join(folder, "_rels", f"{name}.rels")


@dataclass(slots=False)
class Package:
    """The parts of a Word file by name, without a leading slash."""

    parts: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def open(cls, data: bytes, file: str) -> Package:
        """Read a Word file; raises `BadPackage` for anything that is none or is not safe."""

        def bad(code: str, **values: object) -> BadPackage:
            return BadPackage(Problem(code, Location(file), values))

        if data.startswith(_OLE):
            raise bad("word-old-or-protected")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
                if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_BYTES:
                    raise bad("word-too-large")
                parts: dict[str, bytes] = {}
                left = MOST_BYTES
                for entry in entries:
                    name = entry.filename
                    if name.endswith("/"):
                        continue
                    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
                        raise bad("word-unsafe-name", name=name)
                    if entry.flag_bits & 1:
                        raise bad("word-old-or-protected")
                    with archive.open(entry) as stream:
                        # The size in the directory may lie; what is read is what counts.
                        content = stream.read(left + 1)
                    left -= len(content)
                    if left < 0:
                        raise bad("word-too-large")
                    parts[name] = content
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise bad("not-a-word-file") from error
        package = cls(parts)
        if "[Content_Types].xml" not in parts or package.document not in parts:
            raise bad("not-a-word-file")
        return package

    @cached_property
    def document(self) -> str:
        """Name of the main part."""
        try:
            rels = Relationships(self.parts.get("_rels/.rels"))
        except ValueError:
            return ""
        return next(rels.targets("officeDocument"), "").lstrip("/")

    def related(self, kind: str) -> str | None:
        """Name of the part that the main part relates to as `kind`, as ``styles``."""
        rels = Relationships(self.parts.get(rels_name(self.document)))
        target = next(rels.targets(kind), None)
        return self.resolve(target) if target else None

    def resolve(self, target: str) -> str:
        """Name of the part that a target of the main part's relationships leads to."""
        if target.startswith("/"):
            return target[1:]
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.document), target))

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship from `part` (empty: from the package), and return its id."""
        name = rels_name(part)
        rels = Relationships(self.parts.get(name))
        made = rels.add(kind, target, external=external)
        self.parts[name] = serialise(rels.root)
        return made

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part, or replace it, and declare what it is."""
        self.parts[name] = content
        self.declare({name: content_type})

    def declare(self, content_types: Mapping[str, str]) -> None:
        """Declare what parts are: names to content types."""
        types = parse(self.parts["[Content_Types].xml"])
        declared = {o.get("PartName"): o for o in types.findall(f"{{{_TYPES}}}Override")}
        for name, content_type in content_types.items():
            override = declared.get(f"/{name}")
            if override is None:
                override = etree.SubElement(types, f"{{{_TYPES}}}Override")
                override.set("PartName", f"/{name}")
            override.set("ContentType", content_type)
        self.parts["[Content_Types].xml"] = serialise(types)

    def save(self) -> bytes:
        """Write the file: the same parts always give the same bytes."""
        first = {"[Content_Types].xml": 0, "_rels/.rels": 1, self.document: 2}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
            for name in sorted(self.parts, key=lambda n: (first.get(n, 3), n)):
                entry = zipfile.ZipInfo(name, _TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, self.parts[name], compresslevel=_LEVEL)
        return buffer.getvalue()
