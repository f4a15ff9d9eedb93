"""Fields in a paragraph, and the addresses of links however an editor writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from reportgen.opc.namespaces import qn

SIMPLE = qn("w:fldSimple")
_CHARACTER, _INSTRUCTION = qn("w:fldChar"), qn("w:instrText")
PARTS = frozenset({SIMPLE, _CHARACTER, _INSTRUCTION})
"""Elements that a field is made of."""

_ADDRESS = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))', re.IGNORECASE)
_HOST_ONLY = re.compile(r"([a-z][a-z0-9+.-]*://[^/?#]+)/", re.IGNORECASE)
# No person nests fields so deep or instructs them at such length; a hostile file may.
_DEEPEST = 16
_LONGEST = 5_000


class Result(NamedTuple):
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

    def enter(self, tag: str, element: etree._Element, pieces: int) -> Result | None:
        """Take a part of a field, `pieces` of text into the paragraph."""
        if tag == SIMPLE:
            self._open.append(_Field(element.get(qn("w:instr")) or "", pieces))
        elif tag == _INSTRUCTION:
            last = self._open[-1] if self._open else None
            if last and last.first is None and len(last.instruction) < _LONGEST:
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

    def close(self) -> Result | None:
        """End the field that was begun last."""
        closed = self._open.pop() if self._open else None
        if closed is None or closed.first is None or len(self._open) >= _DEEPEST:
            return None
        linked = _ADDRESS.match(closed.instruction[:_LONGEST])
        return Result(closed.first, address(linked[1] or linked[2] or "") if linked else None)


def address(href: str) -> str:
    """An address in one form: some editors add a closing slash, some escape letters."""
    found = _HOST_ONLY.fullmatch(href)
    href = found[1] if found else href
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
