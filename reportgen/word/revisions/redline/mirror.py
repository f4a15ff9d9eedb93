"""Tracked changes seen from the other side: what was put in is taken away, and the reverse.

A part whose changes lead from one text to another is made one whose changes lead back:
accepting all of them then gives what rejecting them gave, and the reverse.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from reportgen.opc.namespaces import qn

_PAIRS = (
    ("w:ins", "w:del"),
    ("w:moveFrom", "w:moveTo"),
    ("w:moveFromRangeStart", "w:moveToRangeStart"),
    ("w:moveFromRangeEnd", "w:moveToRangeEnd"),
)
_OTHER: Mapping[str, str] = MappingProxyType(
    {qn(a): qn(b) for pair in _PAIRS for a, b in (pair, pair[::-1])}
)
_GONE = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}
_BACK = {gone: there for there, gone in _GONE.items()}
_INS, _DEL, _R_PR, _P_PR = qn("w:ins"), qn("w:del"), qn("w:rPr"), qn("w:pPr")
_KEPT = frozenset({_R_PR, qn("w:sectPr")})
_FIRST = (_INS, _DEL, qn("w:moveFrom"), qn("w:moveTo"))


def mirror(root: etree._Element) -> None:
    """Turn every tracked change of a part round, in place.

    The changes are those that `reportgen.word.revisions.redline` writes: none is inside another.
    """
    for element in root.iter(*_OTHER):
        element.tag = _OTHER[str(element.tag)]
    for change in root.iter(_INS, _DEL):
        words = _GONE if change.tag == _DEL else _BACK
        for written in change.iter(*words):
            written.tag = words[str(written.tag)]
    for change in list(root.iter(qn("w:rPrChange"), qn("w:pPrChange"))):
        _exchange(change)
    for properties in root.iter(_P_PR):
        mark = properties.find(_R_PR)
        if mark is not None:
            _sort(mark)


def _exchange(change: etree._Element) -> None:
    """Let properties and what they are said to have been change places."""
    now, then = change.getparent(), change[0]
    if now is None:
        return
    held = [child for child in now if child is not change and child.tag not in _KEPT]
    if now.tag == _R_PR:
        held = [child for child in held if child.tag not in _FIRST]
    was = list(then)
    at = now.index(held[0]) if held else now.index(change)
    for child in held:
        now.remove(child)
    if now.tag == _P_PR:
        at = 0
    for place, child in enumerate(was, at):
        now.insert(place, child)
    then.extend(held)


def _sort(mark: etree._Element) -> None:
    """Put the changes of a paragraph's mark in the order the schema wants."""
    changes = sorted((c for c in mark if c.tag in _FIRST), key=lambda c: _FIRST.index(str(c.tag)))
    for place, change in enumerate(changes):
        mark.insert(place, change)
