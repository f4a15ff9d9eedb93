"""Elements of a workbook's parts, in whichever namespace they are, and the text they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from reportgen.opc.xml import Element
from reportgen.sources.text_file import XML_FORBIDS, unified
from reportgen.sources.workbook.package import Unreadable

LONGEST_TEXT = 32_767
"""Characters a cell holds, counted in UTF-16 (Excel specifications and limits)."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ENCODE = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}_)|{XML_FORBIDS.pattern}")


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


def string_of(element: Element) -> str:
    """Text of a string item: plain or in runs, without the reading aids of Japanese."""
    if (plain := plain_string(element)) is not None:
        return plain
    pieces: list[str] = []
    for child in element:
        tag = local(child)
        if tag == "t":
            pieces.append(child.text or "")
        elif tag == "r":
            pieces.extend(text.text or "" for text in children(child, "t"))
    return decoded("".join(pieces))


def plain_string(element: Element) -> str | None:
    """Text of a string item that is only that, as nearly all are; None where it is in runs."""
    if len(element) == 1 and local(element[0]) == "t":
        return decoded(element[0].text or "")
    return None


def has_runs(cell: Element) -> bool:
    """Whether a cell holds its own text, in runs that may each look otherwise."""
    return len(cell) > 0 and len(cell[0]) > 0 and local(cell[0][0]) in {"r", "rPh"}


def struck_words(element: Element) -> str | None:
    """The words of a string item that are struck out: None for none, empty for all of them."""
    pieces = [
        (
            any(is_struck(properties) for properties in children(run, "rPr")),
            "".join(text.text or "" for text in children(run, "t")),
        )
        for run in children(element, "r")
    ]
    struck = [
        "".join(text for _, text in group)
        for is_struck, group in groupby(pieces, key=lambda piece: piece[0])
        if is_struck
    ]
    if not any(words.strip() for words in struck):
        return None
    if all(is_struck or not text.strip() for is_struck, text in pieces):
        return ""
    return decoded(" … ".join(words for words in struck if words.strip()))


def is_struck(font: Element) -> bool:
    """Whether a font, or the properties of a run, strike out."""
    return any(e.get("val", "1") in {"1", "true"} for e in children(font, "strike"))


def encode_text(text: str) -> str:
    r"""Text as the package holds it: ``_x0007_`` for what XML cannot hold (22.4.2.4).

    >>> encode_text("pause\x07 _x0007_\r\n")
    'pause_x0007_ _x005F_x0007_\n'
    """
    return _TO_ENCODE.sub(lambda match: f"_x{ord(match[0]):04X}_", unified(text))


def decoded(text: str) -> str:
    """Undo ``_x000D_``, by which characters travel that XML cannot hold (22.4.2.4)."""
    if "_x" not in text:
        return text
    decoded = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # Two halves of one character may have been written apart.
    return (
        decoded.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        if any("\ud800" <= character <= "\udfff" for character in decoded)
        else decoded
    )
