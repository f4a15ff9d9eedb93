"""What a file says of itself: title and author, and which version of which report it is.

The identity rides twice, as custom properties and as a small XML item, since other
editors keep the one or the other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import escape, parse, serialise

NAMESPACE = "urn:reportgen:report:1"
_PREFIX = "reportgen."
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_ITEM_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_ID = "{6B1C3F0A-52D4-4E0B-9C57-0E2D5A7F4B11}"


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
        return {
            "network": self.network,
            "year": str(self.year),
            "version": self.version,
            "stage": self.stage,
            "base": self.base,
        }


def set_core(package: Package, *, title: str, author: str, subject: str, date: dt.date) -> None:
    """Set title, author, subject, language and times; the times are the report's date."""
    stamp = f"{date.isoformat()}T00:00:00Z"
    when = 'xsi:type="dcterms:W3CDTF"'
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f"<dcterms:created {when}>{stamp}</dcterms:created>"
        f"<dcterms:modified {when}>{stamp}</dcterms:modified>"
        "<dc:language>da-DK</dc:language></cp:coreProperties>"
    )
    package.add("docProps/core.xml", content.encode(), _CORE_TYPE)


def set_identity(package: Package, identity: Identity) -> None:
    """Write the identity into the custom properties and into an XML item."""
    properties = "".join(
        f'<property fmtid="{_FMTID}" pid="{pid}" name="{_PREFIX}{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(identity.items().items(), 2)
    )
    custom = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">{properties}</Properties>'
    )
    package.add("docProps/custom.xml", custom.encode(), _CUSTOM_TYPE)
    package.relate("", "custom-properties", "docProps/custom.xml")
    inner = "".join(f"<{n}>{escape(v)}</{n}>" for n, v in identity.items().items())
    item = f'<?xml version="1.0" encoding="UTF-8"?><report xmlns="{NAMESPACE}">{inner}</report>'
    package.parts["customXml/item1.xml"] = item.encode()
    described = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
        f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/>'
        "</ds:schemaRefs></ds:datastoreItem>"
    )
    package.add("customXml/itemProps1.xml", described.encode(), _ITEM_TYPE)
    package.relate("customXml/item1.xml", "customXmlProps", "itemProps1.xml")
    package.relate(package.document, "customXml", "../customXml/item1.xml")


def read_identity(package: Package) -> Identity | None:
    """The identity from whichever carrier is left, or None where none is."""
    for found in (_from_custom(package), *_from_items(package)):
        try:
            return Identity(
                found["network"],
                int(found["year"]),
                found["version"],
                found["stage"],
                found["base"],
            )
        except (KeyError, ValueError):
            continue
    return None


def read_author(package: Package) -> str:
    """Who the file says wrote it; empty where it does not say."""
    root = _parsed(package, "docProps/core.xml")
    return "" if root is None else root.findtext(qn("dc:creator")) or ""


def forget_identity(package: Package) -> None:
    """Leave out what the file says of which version it is, and whose copy."""
    root = _parsed(package, "docProps/custom.xml")
    for known in () if root is None else list(root):
        if root is not None and (known.get("name") or "").startswith(_PREFIX):
            root.remove(known)
    if root is not None:
        package.parts["docProps/custom.xml"] = serialise(root)
    for name in [n for n in package.parts if n.startswith("customXml/item")]:
        item = _parsed(package, name)
        if item is not None and item.tag == f"{{{NAMESPACE}}}report":
            package.parts[name] = serialise(etree.Element(item.tag))


def _from_custom(package: Package) -> Mapping[str, str]:
    root = _parsed(package, "docProps/custom.xml")
    if root is None:
        return {}
    return {
        (prop.get("name") or "").removeprefix(_PREFIX): "".join(str(t) for t in prop.itertext())
        for prop in root
        if isinstance(prop.tag, str) and (prop.get("name") or "").startswith(_PREFIX)
    }


def _from_items(package: Package) -> list[Mapping[str, str]]:
    roots = (
        _parsed(package, name)
        for name in sorted(package.parts)
        if name.startswith("customXml/item") and name.endswith(".xml")
    )
    return [
        {etree.QName(child).localname: child.text or "" for child in root}
        for root in roots
        if root is not None and root.tag == f"{{{NAMESPACE}}}report"
    ]


def _parsed(package: Package, name: str) -> etree._Element | None:
    try:
        return parse(package.parts[name])
    except (KeyError, ValueError):
        return None


# Hidden bookmarks that say which block a paragraph shows.
#
# A name is ``_rg_`` and letters and digits, 40 characters at most: that is what came
# through re-saving and tracked editing in other editors, within one paragraph. The same
# place is written ``U1#h`` (heading of a point), ``U1#t2`` (its second paragraph),
# ``3.1/2#t1``, ``Nøgletal!E7`` and ``§3.6`` (a section's heading) in the rest of the code.

PREFIX = "_rg_"

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

_POINT = re.compile(r"([A-Z]\d+)([hmw]|t\d+)")
_PROSE = re.compile(r"p(B?\d+(?:x\d+)*)n(\d+)([hmw]|t\d+)")
_CELL = re.compile(r"c([A-Z])([A-Z]{1,3}\d+)")
_SECTION = re.compile(r"s(B?\d+(?:x\d+)*)")


def bookmark(anchor: str) -> str:
    """Name of the bookmark for `anchor`."""
    if anchor.startswith("§"):
        return f"{PREFIX}s{_packed(anchor[1:])}"
    if "!" in anchor:
        sheet, _, cell = anchor.partition("!")
        return f"{PREFIX}c{_SHEETS[sheet]}{cell}"
    block, _, part = anchor.partition("#")
    section, slash, number = block.partition("/")
    return f"{PREFIX}p{_packed(section)}n{number}{part}" if slash else f"{PREFIX}{block}{part}"


def anchor(name: str) -> str | None:
    """The anchor that a bookmark of ours stands for, or None for anybody else's."""
    if not name.startswith(PREFIX):
        return None
    packed = name[len(PREFIX) :]
    if match := _POINT.fullmatch(packed):
        return f"{match[1]}#{match[2]}"
    if match := _PROSE.fullmatch(packed):
        return f"{_unpacked(match[1])}/{match[2]}#{match[3]}"
    if match := _CELL.fullmatch(packed):
        sheet = _SHEET_OF.get(match[1])
        return f"{sheet}!{match[2]}" if sheet else None
    if match := _SECTION.fullmatch(packed):
        return f"§{_unpacked(match[1])}"
    return None


def _packed(section: str) -> str:
    return section.replace("Bilag ", "B").replace(".", "x")


def _unpacked(section: str) -> str:
    return section.replace("B", "Bilag ").replace("x", ".")
