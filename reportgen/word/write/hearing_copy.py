"""The copy of a version that is sent out in a hearing.

Tracking is on and can only be turned off on purpose; nothing else is locked, since the
members are asked to write. Which round it belongs to and whose copy it is ride beside the
version's identity, in the same two carriers.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse, serialise
from reportgen.word.elements.identity import NAMESPACE

_PREFIX = "reportgen."
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_ROUND, _PARTY = "round", "party"

# The settings that stand before change tracking, and before protection, in CT_Settings
# (ISO/IEC 29500-1, 17.15.1.78); the schema wants them in that order.
_BEFORE_TRACKING = frozenset(
    qn(f"w:{name}")
    for name in (
        "writeProtection",
        "view",
        "zoom",
        "removePersonalInformation",
        "removeDateAndTime",
        "doNotDisplayPageBoundaries",
        "displayBackgroundShape",
        "printPostScriptOverText",
        "printFractionalCharacterWidth",
        "printFormsData",
        "embedTrueTypeFonts",
        "embedSystemFonts",
        "saveSubsetFonts",
        "saveFormsData",
        "mirrorMargins",
        "alignBordersAndEdges",
        "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter",
        "gutterAtTop",
        "hideSpellingErrors",
        "hideGrammaticalErrors",
        "activeWritingStyle",
        "proofState",
        "formsDesign",
        "attachedTemplate",
        "linkStyles",
        "stylePaneFormatFilter",
        "stylePaneSortMethod",
        "documentType",
        "mailMerge",
        "revisionView",
    )
)
_BEFORE_PROTECTION = _BEFORE_TRACKING | {
    qn("w:trackRevisions"),
    qn("w:doNotTrackMoves"),
    qn("w:doNotTrackFormatting"),
}
# Each of these would keep something from being told: who wrote, when, or that it was bold.
_IN_THE_WAY = frozenset(
    qn(f"w:{name}")
    for name in (
        "trackRevisions",
        "doNotTrackMoves",
        "doNotTrackFormatting",
        "documentProtection",
        "removePersonalInformation",
        "removeDateAndTime",
    )
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Which round a copy was sent out in, and to whom."""

    round: int
    party: str = ""
    """The party as the network spells it; empty where all get the same copy."""


def hearing_copy(made: bytes, mark: Mark, *, lock: bool = True) -> bytes:
    """Make the copy that is sent out from the bytes of a version.

    With `lock`, tracking is enforced, without a password. The same arguments always give
    the same bytes. Raises `BadPackage` where `made` is no Word file.
    """
    package = Package.open(made, "")
    track_changes(package, enforced=lock)
    _set_mark(package, mark)
    return package.save()


def track_changes(package: Package, *, enforced: bool) -> None:
    """Turn change tracking on, and enforce it if asked."""
    name, settings = _settings(package)
    _clear(settings)
    _insert(settings, etree.Element(qn("w:trackRevisions")), _BEFORE_TRACKING)
    if enforced:
        protection = etree.Element(qn("w:documentProtection"))
        protection.set(qn("w:edit"), "trackedChanges")
        protection.set(qn("w:enforcement"), "1")
        _insert(settings, protection, _BEFORE_PROTECTION)
    package.parts[name] = serialise(settings)


def stop_tracking(package: Package) -> None:
    """Turn change tracking off and lift any protection, so that changes can be settled."""
    name, settings = _settings(package)
    _clear(settings)
    package.parts[name] = serialise(settings)


def forget_party(package: Package) -> None:
    """Leave out whose copy it was; the round stays."""
    mark = read_mark(package)
    if mark is not None and mark.party:
        _set_mark(package, Mark(mark.round))


def read_mark(package: Package) -> Mark | None:
    """The round and the party from whichever carrier is left, or None where none is."""
    for found in (_from_properties(package), _from_item(package)):
        try:
            return Mark(int(found[_ROUND]), found.get(_PARTY, ""))
        except (KeyError, ValueError):
            continue
    return None


def _settings(package: Package) -> tuple[str, etree._Element]:
    name = package.related("settings")
    if name is None or name not in package.parts:
        name = "word/settings.xml"
        empty = f'<w:settings xmlns:w="{NAMESPACES["w"]}"/>'
        package.add(name, empty.encode(), CONTENT_TYPE["settings"])
        package.relate(package.document, "settings", "settings.xml")
    return name, parse(package.parts[name])


def _clear(settings: etree._Element) -> None:
    for element in list(settings):
        if element.tag in _IN_THE_WAY:
            settings.remove(element)


def _insert(settings: etree._Element, element: etree._Element, before: frozenset[str]) -> None:
    settings.insert(sum(1 for child in settings if child.tag in before), element)


def _set_mark(package: Package, mark: Mark) -> None:
    values = {_ROUND: str(mark.round)} | ({_PARTY: mark.party} if mark.party else {})
    _set_properties(package, values)
    _set_item(package, values)


def _set_properties(package: Package, values: dict[str, str]) -> None:
    name = "docProps/custom.xml"
    if name not in package.parts:
        empty = f'<Properties xmlns="{NAMESPACES["cust"]}" xmlns:vt="{NAMESPACES["vt"]}"/>'
        package.add(name, empty.encode(), CONTENT_TYPE["customProperties"])
        package.relate("", "custom-properties", name)
    root = parse(package.parts[name])
    for known in list(root):
        if (known.get("name") or "") in {f"{_PREFIX}{_ROUND}", f"{_PREFIX}{_PARTY}"}:
            root.remove(known)
    taken = max((int(known.get("pid") or 1) for known in root), default=1)
    for pid, (key, value) in enumerate(values.items(), taken + 1):
        made = etree.SubElement(root, qn("cust:property"))
        made.set("fmtid", _FMTID)
        made.set("pid", str(pid))
        made.set("name", f"{_PREFIX}{key}")
        etree.SubElement(made, qn("vt:lpwstr")).text = value
    package.parts[name] = serialise(root)


def _set_item(package: Package, values: dict[str, str]) -> None:
    for name, root in _items(package):
        for key in (_ROUND, _PARTY):
            for known in root.findall(f"{{{NAMESPACE}}}{key}"):
                root.remove(known)
        for key, value in values.items():
            etree.SubElement(root, f"{{{NAMESPACE}}}{key}").text = value
        package.parts[name] = serialise(root)


def _from_properties(package: Package) -> dict[str, str]:
    try:
        root = parse(package.parts["docProps/custom.xml"])
    except (KeyError, ValueError):
        return {}
    return {
        (prop.get("name") or "").removeprefix(_PREFIX): "".join(str(t) for t in prop.itertext())
        for prop in root
        if isinstance(prop.tag, str) and (prop.get("name") or "").startswith(_PREFIX)
    }


def _from_item(package: Package) -> dict[str, str]:
    return {
        etree.QName(child).localname: child.text or ""
        for _, root in _items(package)
        for child in root
        if isinstance(child.tag, str)
    }


def _items(package: Package) -> list[tuple[str, etree._Element]]:
    """Our own XML items: the name of the part, and its root."""
    found: list[tuple[str, etree._Element]] = []
    for name in sorted(package.parts):
        if not (name.startswith("customXml/item") and name.endswith(".xml")):
            continue
        try:
            root = parse(package.parts[name])
        except ValueError:
            continue
        if root.tag == f"{{{NAMESPACE}}}report":
            found.append((name, root))
    return found
