"""What in a file may do harm when a person opens it in Word. None of it is run or fetched."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.opc.namespaces import CONTENT_TYPE
from reportgen.opc.package import Package, Relationships
from reportgen.problems import Location, Problem

_MACROS = ("vbaproject.bin", "vbadata.xml")
_MACRO_TYPES = (CONTENT_TYPE["macroDocument"], CONTENT_TYPE["macroTemplate"])
# A link is followed by a person who clicks it; a picture or a template is loaded unasked.
_WAITS_FOR_A_CLICK = "/hyperlink"
_TEMPLATE = "/attachedTemplate"
_LONGEST = 120


def dangers(package: Package, file: str) -> Iterator[Problem]:
    """Macros, and everything that Word would load from elsewhere; each address once."""
    if _has_macros(package):
        yield Problem("returned-macros", Location(file))
    seen: set[str] = set()
    for name in sorted(package.parts):
        if not name.endswith(".rels"):
            continue
        for kind, target in _outside(package.parts[name]):
            if target in seen:
                continue
            seen.add(target)
            shown = target if len(target) <= _LONGEST else f"{target[:_LONGEST]}…"
            if kind.endswith(_TEMPLATE):
                # Word writes down where on the author's own disk the template lay.
                if _is_elsewhere(target):
                    yield Problem("returned-template", Location(file), {"address": shown})
            elif not kind.endswith(_WAITS_FOR_A_CLICK):
                yield Problem("returned-outside", Location(file), {"address": shown})


def _has_macros(package: Package) -> bool:
    types = package.parts["[Content_Types].xml"]
    return any(name.lower().endswith(_MACROS) for name in package.parts) or any(
        kind.encode() in types for kind in _MACRO_TYPES
    )


def _outside(rels: bytes) -> Iterator[tuple[str, str]]:
    try:
        root = Relationships(rels).root
    except ValueError:
        return
    for relation in root:
        if isinstance(relation.tag, str) and relation.get("TargetMode") == "External":
            yield relation.get("Type") or "", relation.get("Target") or ""


def _is_elsewhere(target: str) -> bool:
    """Whether an address leads over a network: a web address, or another computer's disk."""
    address = target.casefold().replace("\\", "/")
    rest = address.removeprefix("file:")
    local = address.startswith("file:") and (not rest.startswith("//") or rest.startswith("///"))
    return not local and ("://" in address or address.startswith("//"))
