"""Reading XML that came from outside: the only file here that touches lxml.

No document type, no entities, nothing fetched; what is not well-formed is `Unreadable`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import IO, TypeAlias

from lxml import etree

from reportgen.sources.workbook.package import BROKEN, Unreadable

Element: TypeAlias = etree._Element


def parse(data: bytes) -> Element:
    """Root of a whole part."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("workbook-damaged") from None
    _refuse_dtd(root)
    return root


def elements(stream: IO[bytes], tags: Sequence[str]) -> Iterator[Element]:
    """Each element with one of `tags` as it ends; it is emptied before the next one."""
    events = etree.iterparse(
        stream,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    checked = False
    try:
        for _, element in events:
            if not checked:
                _refuse_dtd(element)
                checked = True
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except (etree.XMLSyntaxError, *BROKEN):
        raise Unreadable("workbook-damaged") from None
    if not checked:
        _refuse_dtd(events.root)


def _refuse_dtd(element: Element) -> None:
    # A document type is where entities come from; no program writes one into a workbook.
    if element.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("workbook-unsafe")


def local(element: Element) -> str:
    """Name of an element without its namespace."""
    return _local(str(element.tag))


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def children(element: Element, tag: str) -> Iterator[Element]:
    """Children of `element` with this name, in whichever namespace."""
    return (child for child in element if local(child) == tag)


def true(element: Element, name: str) -> bool:
    """Tell whether an attribute is set; left out is not."""
    return element.get(name) in {"1", "true"}


def whole(text: str | None) -> int:
    """The whole number an attribute or a value holds."""
    try:
        return int(text or "")
    except ValueError:
        raise Unreadable("workbook-damaged") from None
