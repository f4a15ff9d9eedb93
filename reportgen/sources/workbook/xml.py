"""What is asked of the elements of a workbook's parts, in whichever namespace they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from reportgen.opc.xml import Element
from reportgen.sources.workbook.package import Unreadable


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
