"""What a Word file would do when somebody opens it: run macros, fetch from elsewhere.

None of it is run or fetched here; that it is there is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.opc.namespaces import CONTENT_TYPE, qn
from reportgen.opc.package import TYPES, Package, Relationship, Relationships
from reportgen.opc.xml import Element
from reportgen.problems import Location, Problem, limits, shortened
from reportgen.word.elements.runs import SIMPLE_FIELD

_MACROS = ("vbaproject.bin", "vbadata.xml")
_ACTIVE = "/activex/"
"""Folder of the controls that run code of their own."""
_MACRO_TYPES = (CONTENT_TYPE["macroDocument"], CONTENT_TYPE["macroTemplate"])
_LONGEST_ADDRESS = 121
_CHARACTER, _KIND = qn("w:fldChar"), qn("w:fldCharType")
_INSTRUCTION, _DELETED = qn("w:instrText"), qn("w:delInstrText")
_FIELD_PARTS = frozenset({"header", "footer", "footnotes", "endnotes", "comments"})
_FETCHES = re.compile(
    r"\s*(?:DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)(?=\s|$)",
    re.IGNORECASE,
)
"""Fields that fetch from another file or program, the old names too (17.16.5)."""


def dangers(package: Package, file: str) -> Iterator[Problem]:
    """Macros, active controls, and what Word would load from elsewhere; each address once."""
    if _has_macros(package):
        yield Problem("returned-macros", Location(file))
    seen: set[str] = set()
    for rel in _external_relationships(package):
        if rel.target in seen:
            continue
        seen.add(rel.target)
        address = shortened(rel.target, _LONGEST_ADDRESS)
        if rel.kind == "attachedTemplate":
            # Word writes down where on the author's own disk the template lay.
            if _is_elsewhere(rel.target):
                yield Problem("returned-template", Location(file), {"address": address})
        elif rel.kind != "hyperlink":  # which is followed only by a person who clicks it
            yield Problem("returned-outside", Location(file), {"address": address})


def _has_macros(package: Package) -> bool:
    types = package.parts[TYPES]
    names = [name.casefold() for name in package.parts]
    return any(name.endswith(_MACROS) or _ACTIVE in name for name in names) or any(
        kind.encode() in types for kind in _MACRO_TYPES
    )


def _external_relationships(package: Package) -> Iterator[Relationship]:
    """Those of every part that can be read, in the order of the parts' names."""
    for name in sorted(package.parts):
        if name.endswith(".rels"):
            try:
                yield from (rel for rel in Relationships(package.parts[name]) if rel.external)
            except ValueError:
                continue


def _is_elsewhere(target: str) -> bool:
    """Whether an address leads over a network: a web address, or another computer's disk."""
    address = target.casefold().replace("\\", "/")
    rest = address.removeprefix("file:")
    local = address.startswith("file:") and (not rest.startswith("//") or rest.startswith("///"))
    return not local and ("://" in address or address.startswith("//"))


def fetching_fields(package: Package, root: Element, file: str) -> Iterator[Problem]:
    """Fields that fetch from another file or program, in the main part and those beside it.

    `root` is that of the main part.
    """
    roots = [root]
    for relation in package.relationships(package.document):
        name = package.resolve(relation.target)
        if relation.kind in _FIELD_PARTS and b"nstr" in package.parts.get(name, b""):
            beside = package.sound_xml(name)
            roots += [] if beside is None else [beside]
    found = dict.fromkeys(
        shortened(" ".join(said.split()), _LONGEST_ADDRESS)
        for each in roots
        for said in _instructions(each)
        if _FETCHES.match(said)
    )
    for instruction in found:
        yield Problem("returned-field", Location(file), {"field": instruction})


def _instructions(root: Element) -> Iterator[str]:
    """The instruction of every field, which may stand in many pieces, as far as it is read."""
    open_: list[list[str]] = []
    for element in root.iter(SIMPLE_FIELD, _CHARACTER, _INSTRUCTION, _DELETED):
        if element.tag == SIMPLE_FIELD:
            yield element.get(qn("w:instr")) or ""
        elif element.tag != _CHARACTER:
            if open_ and len(open_[-1]) < limits.LONGEST_INSTRUCTION:
                open_[-1].append(element.text or "")
        elif element.get(_KIND) == "begin":
            open_.append([])
        elif element.get(_KIND) == "end" and open_:
            yield "".join(open_.pop())[: limits.LONGEST_INSTRUCTION]
    yield from ("".join(pieces)[: limits.LONGEST_INSTRUCTION] for pieces in open_)
