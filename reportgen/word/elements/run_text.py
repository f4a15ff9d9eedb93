"""What a reader sees of the elements in a run, one rule for all who read or cut text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from reportgen.opc.namespaces import qn

SIGNS: Mapping[str, str] = MappingProxyType(
    {
        qn("w:tab"): "\t",
        qn("w:br"): "\n",
        qn("w:cr"): "\n",
        qn("w:noBreakHyphen"): "\u2011",
        qn("w:softHyphen"): "\u00ad",
    }
)
"""Elements that stand for one sign."""

WRITTEN = frozenset({qn("w:t"), qn("w:delText"), qn("m:t")})
"""Elements that hold text as such."""

SYMBOL = qn("w:sym")
TEXTUAL = (*WRITTEN, *SIGNS, SYMBOL)
"""Every element that shows as text."""

# Word turns typed arrows and faces into signs of its symbol font as one goes.
_WINGDINGS = {0xE0: "→", 0xDF: "←", 0xE8: "➔", 0xF3: "↔", 0x4A: "☺", 0x4C: "☹", 0xFC: "✓"}
_PRIVATE = 0xF000


def text_of(element: etree._Element) -> str:
    """Text that one element of a run shows; empty for those that show none."""
    tag = str(element.tag)
    if tag in WRITTEN:
        return element.text or ""
    if tag == qn("w:br") and element.get(qn("w:type")) in {"page", "column"}:
        return ""
    if tag == SYMBOL:
        return _symbol(element)
    return SIGNS.get(tag, "")


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(qn("w:char")) or "", 16)
    except ValueError:
        return ""
    if "wingdings" in (element.get(qn("w:font")) or "").casefold():
        known = _WINGDINGS.get(code - _PRIVATE if code >= _PRIVATE else code)
        if known:
            return known
    # What is no character by itself still took the place of one.
    if 0x20 <= code <= 0xFFFF and not 0xD800 <= code <= 0xF8FF:
        return chr(code)
    return "\ufffd"
