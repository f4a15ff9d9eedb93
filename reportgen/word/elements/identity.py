"""By what the program knows again what it wrote: the file, and each block in it.

A file's identity rides twice, as custom properties and as a small XML item, since other
editors keep the one or the other; so does which round a copy was sent out in, and to whom.

A block is known by a hidden bookmark in its paragraph. Its name is ``_rg_`` and letters and
digits, 40 characters at most: that is what came through re-saving and tracked editing in
other editors, within one paragraph. The same place is written ``U1#h`` (heading of a point),
``U1#t2`` (its second paragraph), ``3.1/2#t1``, ``Nøgletal!E7``, ``§3.6`` (a section's
heading) and ``@3`` (an agenda's item) in the rest of the code.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import count

from lxml import etree

from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, qn
from reportgen.opc.package import Package, resolve
from reportgen.opc.xml import DECLARATION, Element, escape, serialise
from reportgen.report.ids import Anchor, CellId, is_point, number_of, section_of
from reportgen.word.elements.runs import composed
from reportgen.word.elements.values import whole_number

NAMESPACE = "urn:reportgen:report:1"
PREFIX = "_rg_"
"""How the names of the program's own bookmarks open."""

_REPORT = f"{{{NAMESPACE}}}report"
_CORE, _CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_KINDS = {_CORE: "core-properties", _CUSTOM: "custom-properties"}
"""Part with properties to how the package relates to it."""
_OWN = "reportgen."
"""How the names of the program's own custom properties open."""
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Set of properties that a user defines (ECMA-376 part 1, 22.3.2.2)."""
_ITEM_ID = "{6B1C3F0A-52D4-4E0B-9C57-0E2D5A7F4B11}"
_ROUND, _PARTY = "round", "party"
_BOOKMARK, _NAME = qn("w:bookmarkStart"), qn("w:name")
_COPIED = re.compile(rf"({PREFIX}\w+?)_Copy_\d+(?:_Copy_\d+)*")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which version of which report a file is."""

    network: str
    """Folder name of the network."""
    year: int
    version: str
    stage: str
    base: str
    """Digest of the folded state the file shows, SHA-256 in hexadecimal."""

    def items(self) -> Mapping[str, str]:
        """Names and values as they are written."""
        return {name: str(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class SentCopy:
    """Which round a copy was sent out in, and to whom."""

    round: int
    party: str = ""
    """The party as the network spells it; empty where all get the same copy."""


def set_core(package: Package, *, title: str, author: str, subject: str, date: dt.date) -> None:
    """Set title, author, subject, language and times; the times are the report's date."""
    stamp = f"{date.isoformat()}T00:00:00Z"
    when = 'xsi:type="dcterms:W3CDTF"'
    spaces = " ".join(
        f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("cp", "dc", "dcterms", "xsi")
    )
    content = (
        f"{DECLARATION}<cp:coreProperties {spaces}>"
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f"<dcterms:created {when}>{stamp}</dcterms:created>"
        f"<dcterms:modified {when}>{stamp}</dcterms:modified>"
        "<dc:language>da-DK</dc:language></cp:coreProperties>"
    )
    _set_properties(package, _CORE, content, "coreProperties")


def read_core(package: Package, name: str) -> str:
    """What the file says of itself, as ``dc:creator``; empty where it does not say."""
    root = package.sound_xml(_part(package, _CORE))
    return "" if root is None else composed(root.findtext(qn(name)) or "")


def set_identity(package: Package, identity: Identity) -> None:
    """Write the identity into the custom properties and into an XML item."""
    properties = "".join(
        f'<property fmtid="{_FMTID}" pid="{pid}" name="{_OWN}{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(identity.items().items(), 2)
    )
    custom = DECLARATION + _properties(properties)
    _set_properties(package, _CUSTOM, custom, "customProperties")
    inner = "".join(f"<{n}>{escape(v)}</{n}>" for n, v in identity.items().items())
    item = f'<?xml version="1.0" encoding="UTF-8"?><report xmlns="{NAMESPACE}">{inner}</report>'
    number = next(n for n in count(1) if f"customXml/item{n}.xml" not in package.parts)
    package.parts[f"customXml/item{number}.xml"] = item.encode()
    described = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
        f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{NAMESPACES["ds"]}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    props = f"itemProps{number}.xml"
    package.add(f"customXml/{props}", described.encode(), CONTENT_TYPE["customXmlProps"])
    package.relate(f"customXml/item{number}.xml", "customXmlProps", props)
    package.relate(package.document, "customXml", f"../customXml/item{number}.xml")


def set_sent_copy(package: Package, copy: SentCopy) -> None:
    """Write which round a copy is sent out in and to whom, beside its identity."""
    values = {_ROUND: str(copy.round)} | ({_PARTY: copy.party} if copy.party else {})
    set_own_properties(package, values, instead_of=(_ROUND, _PARTY))
    for name, item in _items(package):
        etree.strip_elements(item, f"{{{NAMESPACE}}}{_ROUND}", f"{{{NAMESPACE}}}{_PARTY}")
        for key, value in values.items():
            etree.SubElement(item, f"{{{NAMESPACE}}}{key}").text = value
        package.set_xml(name, item)


def set_own_properties(
    package: Package, values: Mapping[str, str], *, instead_of: Iterable[str] = ()
) -> None:
    """Write custom properties of the program's own, in the place of those `instead_of` names."""
    name = _part(package, _CUSTOM)
    if name not in package.parts:
        _set_properties(package, _CUSTOM, _properties(""), "customProperties")
    root = package.xml(name)
    written = {f"{_OWN}{key}" for key in (*values, *instead_of)}
    root[:] = [kept for kept in root if kept.get("name") not in written]
    taken = max((whole_number(known.get("pid") or "", 1) for known in root), default=1)
    for pid, (key, value) in enumerate(values.items(), taken + 1):
        named = {"fmtid": _FMTID, "pid": str(pid), "name": f"{_OWN}{key}"}
        prop = etree.SubElement(root, qn("cust:property"), named)
        etree.SubElement(prop, qn("vt:lpwstr")).text = value
    package.set_xml(name, root)


def own_properties(package: Package) -> Mapping[str, str]:
    """The custom properties that are the program's own, by name; empty where none is left."""
    return next(_carried(package))


def read_identity(package: Package) -> Identity | None:
    """The identity from whichever carrier is left, or None where none is."""
    for values in _carried(package):
        try:
            return Identity(
                unicodedata.normalize("NFC", values["network"]),
                int(values["year"]),
                values["version"],
                values["stage"],
                values["base"],
            )
        except (KeyError, ValueError):
            continue
    return None


def read_sent_copy(package: Package) -> SentCopy | None:
    """The round and the party from whichever carrier is left, or None where none is."""
    for values in _carried(package):
        try:
            return SentCopy(int(values[_ROUND]), composed(values.get(_PARTY, "")))
        except (KeyError, ValueError):
            continue
    return None


def forget_party(package: Package) -> None:
    """Leave out whose copy it was; the round stays."""
    copy = read_sent_copy(package)
    if copy is not None and copy.party:
        set_sent_copy(package, SentCopy(copy.round))


def forget_identity(package: Package) -> None:
    """Leave out what the file says of which version it is, and whose copy."""
    custom = _part(package, _CUSTOM)
    root = package.sound_xml(custom)
    if root is not None:
        root[:] = [kept for kept in root if not (kept.get("name") or "").startswith(_OWN)]
        package.set_xml(custom, root)
    for name, item in _items(package):
        package.parts[name] = serialise(etree.Element(item.tag))


def _part(package: Package, usual: str) -> str:
    """Name of a part with properties; other programs than Word have other names for it."""
    target = next(package.relationships("").targets(_KINDS[usual]), None)
    return usual if target is None else resolve("", target)


def _set_properties(package: Package, usual: str, content: str, content_type: str) -> None:
    """Write a part with properties, in the place of the one there is."""
    name = _part(package, usual)
    is_new = not any(True for _ in package.relationships("").targets(_KINDS[usual]))
    package.add(name, content.encode(), CONTENT_TYPE[content_type])
    if is_new:
        package.relate("", _KINDS[usual], name)


def _properties(inner: str) -> str:
    spaces = f'xmlns="{NAMESPACES["cust"]}" xmlns:vt="{NAMESPACES["vt"]}"'
    return f"<Properties {spaces}>{inner}</Properties>"


def _carried(package: Package) -> Iterator[Mapping[str, str]]:
    """What the program wrote into each carrier that is left: names to values."""
    root = package.sound_xml(_part(package, _CUSTOM))
    yield {
        (prop.get("name") or "").removeprefix(_OWN): "".join(str(t) for t in prop.itertext())
        for prop in (() if root is None else root.iterchildren("*"))
        if (prop.get("name") or "").startswith(_OWN)
    }
    for _, item in _items(package):
        yield {etree.QName(child).localname: child.text or "" for child in item.iterchildren("*")}


def _items(package: Package) -> list[tuple[str, Element]]:
    """The program's own XML items: the name of the part, and its root."""
    names = [n for n in sorted(package.parts) if n.startswith("customXml/item")]
    items = ((name, package.sound_xml(name)) for name in names if name.endswith(".xml"))
    return [(name, root) for name, root in items if root is not None and root.tag == _REPORT]


# Blocks

_SHEETS = {
    "Medlemmer": "M",
    "Udfordringer": "U",
    "Anbefalinger": "A",
    "Fokusområder": "F",
    "Nøgletal": "N",
    "Opfølgning": "O",
    "Årshjul": "H",
}
_SHEET_OF = {letter: sheet for sheet, letter in _SHEETS.items()}

_POINT = re.compile(r"([A-Z]\d+)([hmrw]|t\d+)")
_PROSE = re.compile(r"p(B?\d+(?:x\d+)*)n(\d+)([hmw]|t\d+)")
_CELL = re.compile(r"c([A-Z])([A-Z]{1,3}\d+)")
_SECTION = re.compile(r"s(B?\d+(?:x\d+)*)")
_ITEM = re.compile(r"i([1-9]\d{0,8})")


def bookmark(anchor: Anchor) -> str:
    """Name of the bookmark for `anchor`.

    >>> [bookmark(Anchor(place)) for place in ("U1#t2", "3.1/2#t1", "Nøgletal!E7", "§Bilag 1")]
    ['_rg_U1t2', '_rg_p3x1n2t1', '_rg_cNE7', '_rg_sB1']
    """
    if anchor.section:
        return f"{PREFIX}s{_packed(anchor.section)}"
    if anchor.cell:
        return f"{PREFIX}c{_SHEETS[anchor.cell.sheet]}{anchor.cell.cell}"
    if anchor.item:
        return f"{PREFIX}i{anchor.item}"
    if is_point(anchor.block):
        return f"{PREFIX}{anchor.block}{anchor.part}"
    section, number = section_of(anchor.block) or "", number_of(anchor.block)
    return f"{PREFIX}p{_packed(section)}n{number}{anchor.part}"


def anchor(name: str) -> Anchor | None:
    """The anchor that a bookmark of ours stands for, or None for anybody else's.

    >>> anchor("_rg_p3x1n2t1"), anchor("_Toc200000001")
    ('3.1/2#t1', None)
    """
    if not name.startswith(PREFIX):
        return None
    packed = name[len(PREFIX) :]
    if match := _POINT.fullmatch(packed):
        return Anchor(f"{match[1]}#{match[2]}")
    if match := _PROSE.fullmatch(packed):
        return Anchor(f"{_unpacked(match[1])}/{match[2]}#{match[3]}")
    if match := _CELL.fullmatch(packed):
        sheet = _SHEET_OF.get(match[1])
        return Anchor(CellId(sheet, match[2])) if sheet else None
    if match := _SECTION.fullmatch(packed):
        return Anchor.of_section(_unpacked(match[1]))
    if match := _ITEM.fullmatch(packed):
        return Anchor.of_item(int(match[1]))
    return None


def original_name(name: str) -> str:
    """The name that a bookmark had before LibreOffice named it as a copy."""
    copied = _COPIED.fullmatch(name)
    return copied[1] if copied else name


def name_again(root: Element) -> None:
    """Give bookmarks that LibreOffice named as copies the names of those that are gone.

    It does so to what was cut and pasted, and by way of its own format to words typed over.
    """
    marks = {mark.get(_NAME) or "": mark for mark in root.iter(_BOOKMARK)}
    for name, mark in list(marks.items()):
        original = original_name(name)
        if original not in marks:
            mark.set(_NAME, original)
            marks[original] = mark


def _packed(section: str) -> str:
    return section.replace("Bilag ", "B").replace(".", "x")


def _unpacked(section: str) -> str:
    return section.replace("B", "Bilag ").replace("x", ".")
