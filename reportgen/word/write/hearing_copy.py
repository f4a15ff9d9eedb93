"""The copy of a version that is sent out in a hearing.

Tracking is on and can only be turned off on purpose; nothing else is locked, since the
members are asked to write. Which round it belongs to and whose copy it is ride beside the
version's identity, in the same two carriers.
"""

from __future__ import annotations

from lxml import etree

from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, qn, qualified
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.word.elements.identity import SentCopy, set_sent_copy

# The settings that stand before change tracking, and before protection, in CT_Settings
# (ISO/IEC 29500-1, 17.15.1.78); the schema wants them in that order.
_BEFORE_TRACKING = qualified(
    "w",
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
HOW_TRACKED = qualified("w", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting")
_BEFORE_PROTECTION = _BEFORE_TRACKING | HOW_TRACKED
# Each of these would keep something from being told: who wrote, when, or that it was bold.
_IN_THE_WAY = HOW_TRACKED | qualified(
    "w", "documentProtection", "removePersonalInformation", "removeDateAndTime"
)


def hearing_copy(version: bytes, copy: SentCopy, *, lock: bool = True) -> bytes:
    """Make the copy that is sent out from the bytes of a version.

    With `lock`, tracking is enforced, without a password. The same arguments always give
    the same bytes. Raises `BadPackage` where `version` is no Word file.
    """
    package = Package.open(version, "")
    track_changes(package, enforced=lock)
    set_sent_copy(package, copy)
    return package.save()


def track_changes(package: Package, *, enforced: bool) -> None:
    """Turn change tracking on, and enforce it if asked."""
    name, settings = _settings(package)
    etree.strip_elements(settings, *_IN_THE_WAY)
    _insert(settings, etree.Element(qn("w:trackRevisions")), _BEFORE_TRACKING)
    if enforced:
        kind = {qn("w:edit"): "trackedChanges", qn("w:enforcement"): "1"}
        _insert(settings, etree.Element(qn("w:documentProtection"), kind), _BEFORE_PROTECTION)
    package.set_xml(name, settings)


def stop_tracking(package: Package) -> None:
    """Turn change tracking off and lift any protection, so that changes can be settled."""
    name, settings = _settings(package)
    etree.strip_elements(settings, *_IN_THE_WAY)
    package.set_xml(name, settings)


def _settings(package: Package) -> tuple[str, Element]:
    name = package.related("settings")
    if name is None or name not in package.parts:
        name = "word/settings.xml"
        empty = f'<w:settings xmlns:w="{NAMESPACES["w"]}"/>'
        package.add(name, empty.encode(), CONTENT_TYPE["settings"])
        package.relate(package.document, "settings", "settings.xml")
    return name, package.xml(name)


def _insert(settings: Element, element: Element, before: frozenset[str]) -> None:
    """Put a setting behind those that the schema wants before it."""
    settings.insert(sum(1 for child in settings if child.tag in before), element)
