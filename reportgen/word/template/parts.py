"""Whether the parts of a template hold together: each whole, of its kind, and there.

What passes here can be read and written by every step that makes a report of it, and opens in
Word (Open Packaging Conventions, ECMA-376 part 2; the kinds of parts, part 1, clause 11).
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportgen.opc.container import Refused
from reportgen.opc.namespaces import CONTENT_TYPE, qn
from reportgen.opc.package import TYPES, BadPackage, Package, Relationship, resolve
from reportgen.opc.xml import Element
from reportgen.problems import Location, Problem

_OTHER_TYPES = {CONTENT_TYPE[k] for k in ("template", "macroDocument", "macroTemplate")}
_MACROS = "vbaProject"
_FOLDER = "word"
_XML = (".xml", ".rels", ".vml")
_ROOTS: Mapping[str, str] = MappingProxyType(
    {
        "styles": "w:styles",
        "numbering": "w:numbering",
        "settings": "w:settings",
        "header": "w:hdr",
        "footer": "w:ftr",
        "footnotes": "w:footnotes",
        "endnotes": "w:endnotes",
        "comments": "w:comments",
    }
)
"""Kind of a part that the main part relates to, to what its XML opens with."""
_WORD = qn("w:p")[: -len("p")]
_REFERENCE = qn("r:id")[: -len("id")]


def part_problems(package: Package, file: str) -> list[Problem]:
    """What is wrong with the parts of a template, and with how they refer to each other."""
    roots: dict[str, Element] = {}
    refused: list[Problem] = []
    for name in sorted(package.parts):
        if name.casefold().endswith(_XML):
            try:
                roots[name] = package.xml(name)
            except Refused as bad:
                refused.append(BadPackage.because(bad, file, "template-damaged").problem)
    if refused:
        return refused
    place = Location(file)
    if damaged := sorted({*_unlike(package, roots), *_repeated(package)}):
        return [Problem("template-damaged", place, {"part": name}) for name in damaged]
    return [*_wrong_type(package, place), *_lost(package, roots, place)]


def _wrong_type(package: Package, place: Location) -> Iterator[Problem]:
    """A .dotx or .docm under another name, and parts that nothing, or another thing, is said of."""
    said: dict[str, str] = {}
    for declared in package.xml(TYPES).iterchildren("*"):
        name = declared.get("PartName") or declared.get("Extension") or ""
        said[name.casefold()] = declared.get("ContentType") or ""

    def type_of(name: str) -> str | None:
        name = name.casefold()
        return said.get(f"/{name}", said.get(name.rpartition(".")[2]))

    own = type_of(package.document)
    if own in _OTHER_TYPES or any(_MACROS in name for name in package.parts):
        yield Problem("template-wrong-type", place)
        return
    typed = {package.document: CONTENT_TYPE["document"], **dict(_typed(package))}
    declared_all = all(type_of(name) is not None for name in package.parts if name != TYPES)
    if not declared_all or any(type_of(name) != kind for name, kind in typed.items()):
        yield Problem("template-damaged", place, {"part": TYPES})


def _typed(package: Package) -> Iterator[tuple[str, str]]:
    """Parts of which the type is known beforehand, and the type."""
    for name in package.parts:
        if name.endswith(".rels"):
            yield name, CONTENT_TYPE["rels"]
    for relation in package.relationships(package.document):
        name = package.resolve(relation.target)
        if relation.kind in _ROOTS and relation.kind in CONTENT_TYPE and name in package.parts:
            yield name, CONTENT_TYPE[relation.kind]


def _unlike(package: Package, roots: Mapping[str, Element]) -> Iterator[str]:
    """Parts that are another thing than they are said to be."""
    document = package.document
    if roots[TYPES].tag != qn("ct:Types"):
        yield TYPES
    for name in roots:
        if name.endswith(".rels") and roots[name].tag != qn("rel:Relationships"):
            yield name
    body = roots[document].find(qn("w:body")) if document in roots else None
    if body is None or roots[document].tag != qn("w:document"):
        yield document
    if posixpath.dirname(document) != _FOLDER:
        yield document
    for relation in package.relationships(document):
        wanted, name = _ROOTS.get(relation.kind), package.resolve(relation.target)
        if wanted and name in package.parts:
            root = roots.get(name)
            if relation.external or root is None or root.tag != qn(wanted):
                yield name


def _repeated(package: Package) -> Iterator[str]:
    """Relationships of which two have the same id, or one has none; parts of which there is one."""
    for name in package.parts:
        if not name.endswith(".rels"):
            continue
        relations = list(package.relationships(_of(name)))
        ids = Counter(relation.id for relation in relations)
        kinds = Counter(r.kind for r in relations if r.kind in {"styles", "numbering", "settings"})
        if "" in ids or any(count > 1 for count in (*ids.values(), *kinds.values())):
            yield name


def _of(rels: str) -> str:
    """The part that a part with relationships belongs to."""
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _lost(package: Package, roots: Mapping[str, Element], place: Location) -> Iterator[Problem]:
    """What is referred to and is not there."""
    if not package.related("styles"):
        yield Problem("template-damaged", place, {"part": f"{_FOLDER}/styles.xml"})
    for name in sorted(package.parts):
        if name.endswith(".rels"):
            part = _of(name)
            for relation in package.relationships(part):
                if not _is_there(package, part, relation):
                    values = {"part": part or name, "target": relation.target or "–"}
                    yield Problem("template-part-lost", place, values)
    for name, root in roots.items():
        known = {relation.id for relation in package.relationships(name)}
        for reference in sorted(_references(root) - known):
            yield Problem("template-part-lost", place, {"part": name, "target": reference})


def _references(root: Element) -> set[str]:
    """The ids of relationships that a part of the document names."""
    if not root.tag.startswith(_WORD):
        return set()
    written = (attribute for element in root.iter("*") for attribute in element.attrib.items())
    return {str(value) for name, value in written if value and str(name).startswith(_REFERENCE)}


def _is_there(package: Package, part: str, relation: Relationship) -> bool:
    if relation.external or relation.target.startswith("#"):
        return True
    return bool(relation.target) and resolve(part, relation.target) in package.parts
