"""A Word file as its parts and their relationships (Open Packaging Conventions, ECMA-376 part 2).

How it is opened safely is told in `reportgen.opc.container` and `reportgen.opc.xml`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType

from lxml import etree

from reportgen.opc.container import RefusalReason, Refused, ZipContainer, write_container
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, qn, relationship_type
from reportgen.opc.xml import Element, parse, serialise, tree_bytes, weigh
from reportgen.problems import Location, Problem, limits

TYPES = "[Content_Types].xml"
"""Name of the part that says what each part is."""
# Level 4 takes half the time of zlib's own 6 on a long report, for a tenth more bytes.
_LEVEL = 4
_WORKBOOK = b"spreadsheetml"
_CODES: Mapping[RefusalReason, str] = MappingProxyType(
    {
        RefusalReason.OLD_OR_PROTECTED: "word-old-or-protected",
        RefusalReason.PROTECTED: "word-old-or-protected",
        RefusalReason.TOO_LARGE: "word-too-large",
        RefusalReason.TOO_LONG: "word-too-long",
        RefusalReason.TOO_DEEP: "word-too-deep",
        RefusalReason.UNSAFE_NAME: "word-unsafe-name",
        RefusalReason.DOCUMENT_TYPE: "word-document-type",
    }
)
_NAMED = frozenset({RefusalReason.UNSAFE_NAME, RefusalReason.DOCUMENT_TYPE, RefusalReason.TOO_DEEP})
_XML = (".xml", ".rels")


class BadPackage(Exception):
    """The bytes are no Word file that may be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)

    @classmethod
    def because(cls, refused: Refused, file: str, damaged: str = "not-a-word-file") -> BadPackage:
        """For a part that is refused; `damaged` is the code for one that is merely damaged."""
        values: dict[str, object] = {}
        if refused.reason is RefusalReason.TOO_LARGE:
            values = {
                "limit": limits.MOST_PACKAGE_BYTES // limits.MB,
                "parts": limits.MOST_PACKAGE_PARTS,
            }
        elif refused.reason not in _CODES or refused.reason in _NAMED:
            values = {"part": refused.name}
        return cls(Problem(_CODES.get(refused.reason, damaged), Location(file), values))


@dataclass(frozen=True, slots=True)
class Relationship:
    """How a part relates to another part, or to an address outside the file."""

    id: str
    type: str
    """The whole type, an address."""
    target: str
    """As it is written: from the part's own folder, or from the package with a slash before."""
    external: bool

    @property
    def kind(self) -> str:
        """Last word of the type, as ``styles``."""
        return self.type.rpartition("/")[2]


class Relationships:
    """The relationships of one part, read and added to."""

    def __init__(self, data: bytes | None) -> None:
        empty = f'<Relationships xmlns="{NAMESPACES["rel"]}"/>'
        self.root = parse(data or empty.encode())
        self._ids = {(r.type, r.target): r.id for r in self}
        self._taken = set(self._ids.values())

    def __iter__(self) -> Iterator[Relationship]:
        for rel in self.root.iterchildren("*"):
            yield Relationship(
                id=rel.get("Id") or "",
                type=rel.get("Type") or "",
                target=rel.get("Target") or "",
                external=rel.get("TargetMode") == "External",
            )

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship and return its id; an equal one is used again.

        `kind` is a whole type, or its last word (`relationship_type`).
        """
        kind = relationship_type(kind)
        if (kind, target) in self._ids:
            return self._ids[kind, target]
        number = len(self._taken) + 1
        while f"rId{number}" in self._taken:
            number += 1
        rel_id = f"rId{number}"
        attributes = {"Id": rel_id, "Type": kind, "Target": target}
        rel = etree.SubElement(self.root, qn("rel:Relationship"), attributes)
        if external:
            rel.set("TargetMode", "External")
        self._ids[kind, target] = rel_id
        self._taken.add(rel_id)
        return rel_id

    def keep(self, ids: Container[str]) -> None:
        """Leave out every other relationship."""
        self.root[:] = [rel for rel in self.root if rel.get("Id") in ids]

    def targets(self, kind: str) -> Iterator[str]:
        """Targets of the relationships whose type ends in `kind`."""
        return (rel.target for rel in self if rel.kind == kind)

    @property
    def target_of(self) -> Mapping[str, str]:
        """Target of each relationship by its id."""
        return {rel.id: rel.target for rel in self}


def resolve(part: str, target: str) -> str:
    """Name of the part that a target of `part`'s relationships leads to.

    >>> resolve("word/document.xml", "../customXml/item1.xml")
    'customXml/item1.xml'
    >>> resolve("xl/workbook.xml", "/xl/styles.xml")
    'xl/styles.xml'
    """
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _declared_order(declared: Element) -> tuple[bool, str]:
    """Extensions come first, then single parts."""
    name = declared.get("PartName")
    return name is not None, name or declared.get("Extension") or ""


def rels_name(part: str) -> str:
    """Name of the part that holds `part`'s relationships; the package itself has no name.

    >>> rels_name("word/document.xml"), rels_name("")
    ('word/_rels/document.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@lru_cache(maxsize=16)
def _first_target(data: bytes | None, kind: str) -> str | None:
    """The first of the targets of a kind; it is asked for some ten times of each file."""
    return next(Relationships(data).targets(kind), None)


@dataclass(slots=False)
class Package:
    """The parts of a Word file by name, without a leading slash."""

    parts: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def open(cls, data: bytes, file: str) -> Package:
        """Read a Word file; raises `BadPackage` for anything that is none or is not safe.

        `file` is its name as the problem says it.
        """
        try:
            container = ZipContainer(data)
            package = cls({name: container.read(name) for name in container.names})
            package._weigh()
        except Refused as refused:
            if data[:1024].lstrip().startswith(b"%PDF-"):
                raise BadPackage(Problem("word-is-pdf", Location(file))) from refused
            raise BadPackage.because(refused, file) from refused
        if TYPES not in package.parts or package.document not in package.parts:
            raise BadPackage(Problem("not-a-word-file", Location(file)))
        if package.parts[TYPES].find(_WORKBOOK) >= 0 and package.document.startswith("xl/"):
            raise BadPackage(Problem("word-is-workbook", Location(file)))
        return package

    def _weigh(self) -> None:
        """Raise `Refused` for parts that together take too much memory, or may not be parsed."""
        total = 0
        for name, content in self.parts.items():
            if name.endswith(_XML):
                try:
                    total += weigh(content)
                except Refused as refused:
                    if refused.reason is not RefusalReason.MALFORMED:
                        raise Refused(refused.reason, name) from refused
            elif content[:100].lstrip().startswith(b"<"):
                total += tree_bytes(content)
        if total > limits.MOST_TREE_BYTES:
            raise Refused(RefusalReason.TOO_LONG)

    @cached_property
    def document(self) -> str:
        """Name of the main part."""
        try:
            return next(self.relationships("").targets("officeDocument"), "").lstrip("/")
        except ValueError:
            return ""

    def xml(self, name: str) -> Element:
        """Root of the part `name`; raises KeyError where it is missing, `Refused` for no XML."""
        try:
            return parse(self.parts[name])
        except Refused as refused:
            raise Refused(refused.reason, name) from refused

    def sound_xml(self, name: str) -> Element | None:
        """Root of the part `name`; None where it is missing or damaged."""
        try:
            return self.xml(name)
        except (KeyError, ValueError):
            return None

    def set_xml(self, name: str, root: Element) -> None:
        """Write the part `name` anew."""
        self.parts[name] = serialise(root)

    def related(self, kind: str) -> str | None:
        """Name of the part that the main part relates to as `kind`, as ``styles``."""
        target = _first_target(self.parts.get(rels_name(self.document)), kind)
        return self.resolve(target) if target else None

    def related_xml(self, kind: str) -> Element | None:
        """Root of the part that the main part relates to as `kind`; None where there is none."""
        name = self.related(kind)
        return self.xml(name) if name is not None and name in self.parts else None

    def resolve(self, target: str) -> str:
        """Name of the part that a target of the main part's relationships leads to."""
        return resolve(self.document, target)

    def relationships(self, part: str) -> Relationships:
        """Relationships of `part` (empty: of the package), which may be none."""
        return Relationships(self.parts.get(rels_name(part)))

    def set_relationships(self, part: str, relationships: Relationships) -> None:
        """Write the relationships of `part`."""
        self.set_xml(rels_name(part), relationships.root)

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship from `part` (empty: from the package), and return its id."""
        relationships = self.relationships(part)
        rel_id = relationships.add(kind, target, external=external)
        self.set_relationships(part, relationships)
        return rel_id

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part, or replace it, and declare what it is."""
        self.parts[name] = content
        self.declare({name: content_type})

    def declare(self, content_types: Mapping[str, str]) -> None:
        """Declare what parts are: names to content types."""
        types = self.xml(TYPES)
        declared = {o.get("PartName"): o for o in types.findall(qn("ct:Override"))}
        for name, content_type in content_types.items():
            override = declared.get(f"/{name}")
            if override is None:
                override = etree.SubElement(types, qn("ct:Override"), {"PartName": f"/{name}"})
            override.set("ContentType", content_type)
        self.set_xml(TYPES, types)

    def content_type(self, name: str) -> str:
        """What the part `name` is declared to be, by itself or by its extension."""
        extension = name.rpartition(".")[2].casefold()
        by_extension = CONTENT_TYPE["xml"]
        for declared in self.xml(TYPES):
            content_type = declared.get("ContentType") or CONTENT_TYPE["xml"]
            if declared.get("PartName") == f"/{name}":
                return content_type
            if (declared.get("Extension") or "").casefold() == extension:
                by_extension = content_type
        return by_extension

    def keep(self, names: Container[str]) -> None:
        """Leave out every other part, with what it is declared to be."""
        self.parts = {name: data for name, data in self.parts.items() if name in names}
        types = self.xml(TYPES)
        for override in types.findall(qn("ct:Override")):
            if (override.get("PartName") or "").lstrip("/") not in names:
                types.remove(override)
        self.set_xml(TYPES, types)

    def tidy(self) -> None:
        """Leave out what nothing relates to, and declare the rest in the order of their names."""
        self.keep({TYPES, *self._led_to()})
        types = self.xml(TYPES)
        types[:] = sorted(types, key=_declared_order)
        self.set_xml(TYPES, types)

    def _led_to(self) -> set[str]:
        """Every part that relationships lead to from the package, and theirs."""
        found: set[str] = set()
        waiting = [""]
        while waiting:
            part = waiting.pop()
            if (name := rels_name(part)) not in self.parts:
                continue
            found.add(name)
            targets = {resolve(part, r.target) for r in self.relationships(part) if not r.external}
            new = sorted((targets & self.parts.keys()) - found)
            waiting += new
            found.update(new)
        return found

    def save(self) -> bytes:
        """Write the file: the same parts always give the same bytes."""
        first = {TYPES: 0, "_rels/.rels": 1, self.document: 2}
        order = sorted(self.parts, key=lambda name: (first.get(name, 3), name))
        return write_container({name: self.parts[name] for name in order}, level=_LEVEL)
