"""Namespaces, relationship types and content types of Office Open XML.

The transitional names, as Word and LibreOffice write them (ECMA-376 part 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_MICROSOFT = "http://schemas.microsoft.com/office/word"

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": f"{_OFFICE}/relationships",
        "wp": f"{_DRAWING}/wordprocessingDrawing",
        "a": f"{_DRAWING}/main",
        "c": f"{_DRAWING}/chart",
        "pic": f"{_DRAWING}/picture",
        "m": f"{_OFFICE}/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": f"{_MICROSOFT}/2010/wordprocessingShape",
        "w14": f"{_MICROSOFT}/2010/wordml",
        "w15": f"{_MICROSOFT}/2012/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "ct": f"{_PACKAGE}/content-types",
        "rel": f"{_PACKAGE}/relationships",
        "cp": f"{_PACKAGE}/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "ep": f"{_OFFICE}/extended-properties",
        "cust": f"{_OFFICE}/custom-properties",
        "vt": f"{_OFFICE}/docPropsVTypes",
        "ds": f"{_OFFICE}/customXml",
        "xml": "http://www.w3.org/XML/1998/namespace",
    }
)
"""Prefix to namespace, the prefixes being those the standard's own examples use."""

_OTHER_RELATIONSHIPS = {
    "core-properties": f"{_PACKAGE}/relationships/metadata/core-properties",
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
}


def relationship_type(kind: str) -> str:
    """The whole type of a relationship by its last word; one that is whole already stays.

    >>> relationship_type("styles")
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles'
    """
    if "/" in kind:
        return kind
    return _OTHER_RELATIONSHIPS.get(kind, f"{NAMESPACES['r']}/{kind}")


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_WORD_PARTS = (
    *("styles", "numbering", "settings", "fontTable"),
    *("header", "footer", "comments", "commentsExtended"),
)

CONTENT_TYPE: Mapping[str, str] = MappingProxyType(
    {
        **{name: f"{_WORD}.{name}+xml" for name in _WORD_PARTS},
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "document": f"{_WORD}.document.main+xml",
        "template": f"{_WORD}.template.main+xml",
        "macroDocument": "application/vnd.ms-word.document.macroEnabled.main+xml",
        "macroTemplate": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
        "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        "coreProperties": "application/vnd.openxmlformats-package.core-properties+xml",
        "extendedProperties": (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        ),
        "customProperties": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "customXmlProps": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
"""Content types by the part they are for."""


@lru_cache(maxsize=1024)
def qn(name: str) -> str:
    """Turn ``w:p`` into ``{http://…/main}p``, the form lxml knows; so with each step of a path.

    Raises KeyError for a prefix that is not in `NAMESPACES`.

    >>> qn("xml:space")
    '{http://www.w3.org/XML/1998/namespace}space'
    >>> qn("w:pPr/w:sectPr") == f"{qn('w:pPr')}/{qn('w:sectPr')}"
    True
    """
    steps = (step.partition(":") for step in name.split("/"))
    return "/".join(f"{{{NAMESPACES[prefix]}}}{local}" for prefix, _, local in steps)


def qualified(prefix: str, *names: str) -> frozenset[str]:
    """Names of one namespace, by its prefix, each as lxml knows it."""
    return frozenset(qn(f"{prefix}:{name}") for name in names)
