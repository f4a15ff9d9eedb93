"""What a reader sees of the elements in a run, and of the fields that runs make up.

One rule for all who read or cut text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.problems import limits
from reportgen.report.wording.characters import unturned
from reportgen.word.elements.symbols import shown, symbol

CHARACTERS: Mapping[str, str] = MappingProxyType(
    {
        qn("w:tab"): "\t",
        qn("w:br"): "\n",
        qn("w:cr"): "\n",
        qn("w:noBreakHyphen"): "\u2011",
        qn("w:softHyphen"): "\u00ad",
    }
)
"""Elements that stand for one character."""

WRITTEN = frozenset({qn("w:t"), qn("w:delText"), qn("m:t")})
"""Elements that hold text as such."""

SYMBOL = qn("w:sym")
TEXTUAL = (*WRITTEN, *CHARACTERS, SYMBOL)
"""Every element that shows as text."""

_R_PR = qn("w:rPr")


def composed(text: str) -> str:
    """Text in composed Unicode (NFC), that reads in the order its letters have.

    A Mac may write å as a and a ring.
    """
    return unturned(unicodedata.normalize("NFC", text))


def properties_of(run: Element) -> Element | None:
    """Properties of a run, which come before all else in it (17.3.2.25)."""
    first = next(run.iterchildren("*"), None)
    return first if first is not None and first.tag == _R_PR else None


def text_of(element: Element) -> str:
    """Text that one element of a run shows, composed; empty for those that show none."""
    tag = str(element.tag)
    if tag in WRITTEN:
        run = element.getparent()
        properties = None if run is None else properties_of(run)
        return shown(composed(element.text or ""), properties)
    if tag == qn("w:br") and element.get(qn("w:type")) in {"page", "column"}:
        return ""
    if tag == SYMBOL:
        return _symbol(element)
    return CHARACTERS.get(tag, "")


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(qn("w:char")) or "", 16)
    except ValueError:
        return ""
    return symbol(element.get(qn("w:font")) or "", code)


# Fields (17.16), and the addresses of links however an editor writes them

SIMPLE_FIELD = qn("w:fldSimple")
_CHARACTER, _INSTRUCTION = qn("w:fldChar"), qn("w:instrText")
FIELD_PARTS = frozenset({SIMPLE_FIELD, _CHARACTER, _INSTRUCTION})
"""Elements that a field is made of."""

_ADDRESS = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))', re.IGNORECASE)
_HOST_ONLY = re.compile(r"([a-z][a-z0-9+.-]*://[^/?#]+)/", re.IGNORECASE)


class FieldResult(NamedTuple):
    """The result of a field: all pieces of text from `first` on."""

    first: int
    href: str | None
    """Address of a link, whose text a person wrote; None where the program writes it."""


@dataclass(slots=True)
class _Field:
    instruction: str
    first: int | None = None
    """First piece of its result, once that has begun."""


@dataclass(slots=True)
class Fields:
    """The fields open in one paragraph; one that does not end in it never counts."""

    _open: list[_Field] = field(default_factory=list)

    def enter(self, tag: str, element: Element, pieces: int) -> FieldResult | None:
        """Take a part of a field, `pieces` of text into the paragraph; its result where it ends.

        A link in a field is its code, a separator, the text that is seen, and an end:

        >>> from lxml import etree
        >>> def part(name: str, text: str = "", **values: str) -> Element:
        ...     element = etree.Element(qn(name), {qn(f"w:{k}"): v for k, v in values.items()})
        ...     element.text = text
        ...     return element
        >>> fields = Fields()
        >>> for element in (
        ...     part("w:fldChar", fldCharType="begin"),
        ...     part("w:instrText", ' HYPERLINK "https://example.dk" '),
        ...     part("w:fldChar", fldCharType="separate"),
        ... ):
        ...     fields.enter(str(element.tag), element, 3)
        >>> end = part("w:fldChar", fldCharType="end")
        >>> fields.enter(str(end.tag), end, 4)
        FieldResult(first=3, href='https://example.dk')
        """
        if tag == SIMPLE_FIELD:
            self._open.append(_Field(element.get(qn("w:instr")) or "", pieces))
        elif tag == _INSTRUCTION:
            last = self._open[-1] if self._open else None
            if last and last.first is None and len(last.instruction) < limits.LONGEST_INSTRUCTION:
                last.instruction += element.text or ""
        else:
            kind = element.get(qn("w:fldCharType"))
            if kind == "begin":
                self._open.append(_Field(""))
            elif kind == "separate" and self._open:
                self._open[-1].first = pieces
            elif kind == "end":
                return self.close()
        return None

    def close(self) -> FieldResult | None:
        """End the field that was begun last."""
        closed = self._open.pop() if self._open else None
        if closed is None or closed.first is None or len(self._open) >= limits.DEEPEST_FIELD:
            return None
        linked = _ADDRESS.match(closed.instruction[: limits.LONGEST_INSTRUCTION])
        return FieldResult(closed.first, address(linked[1] or linked[2] or "") if linked else None)


def address(href: str) -> str:
    """An address in one form: some editors add a closing slash, some escape letters.

    >>> address("https://example.dk/"), address("https://example.dk/s%C3%B8g%20her")
    ('https://example.dk', 'https://example.dk/søg%20her')
    """
    host_only = _HOST_ONLY.fullmatch(href)
    href = host_only[1] if host_only else href
    # An escaped percent sign, blank or bracket would mean something else unescaped.
    pieces = re.split(r"((?:%[0-7][0-9A-Fa-f])+)", href)
    return "".join(_unescaped(piece) for piece in pieces)


def _unescaped(piece: str) -> str:
    if re.match("%[0-7]", piece):
        return piece
    try:
        return unquote(piece, errors="strict")
    except UnicodeDecodeError:
        return piece
