"""What stands in an element's properties: its value, and whether a switch is on.

Nearly every property of a paragraph, run or style is a child whose `w:val` says what it is
(ECMA-376 part 1, chapter 17). A switch without a value is on (17.17.4, ST_OnOff).
"""

from __future__ import annotations

import re

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element

VAL = qn("w:val")
_OFF = frozenset({"0", "false", "off"})


def value(parent: Element | None, path: str, otherwise: str = "") -> str:
    """`w:val` of what `path`, as ``w:pPr/w:pStyle``, leads to below `parent`.

    `otherwise` where there is no such element, or no value.
    """
    element = _below(parent, path)
    return otherwise if element is None else element.get(VAL) or otherwise


def is_true(written: str | None, *, otherwise: bool = True) -> bool:
    """Whether a written truth value is true; `otherwise` where nothing is written.

    >>> is_true("off"), is_true("1"), is_true(None)
    (False, True, True)
    """
    return written not in _OFF if written else otherwise


def is_on(parent: Element | None, path: str, *, otherwise: bool = False) -> bool:
    """Whether the switch that `path`, as ``w:b``, leads to below `parent` is on.

    `otherwise` where there is none, as where the style decides.
    """
    element = _below(parent, path)
    return otherwise if element is None else is_true(element.get(VAL))


def _below(parent: Element | None, path: str) -> Element | None:
    if parent is None or "/" in path:
        return None if parent is None else parent.find(qn(path))
    return next(parent.iterchildren(qn(path)), None)  # half the time, for each run of a document


def whole_number(written: str, otherwise: int) -> int:
    """A number as Word writes those it counts with; `otherwise` for anything else.

    >>> whole_number("12", 0), whole_number("-1", 0), whole_number("", 9)
    (12, 0, 9)
    """
    return int(written) if written.isdecimal() and len(written) < _LONGEST else otherwise


_LONGEST = 10
_MEASURE = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(mm|cm|in|pt|pc|pi)?")
_TWIPS = {"": 1, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440, "pt": 20, "pc": 240, "pi": 240}


def twips(written: str | None, otherwise: int) -> int:
    """A measure in twentieths of a point (ECMA-376 part 1, 22.9.2.14); `otherwise` for none.

    >>> twips("1134", 0), twips("2.54cm", 0), twips("-0.5in", 0), twips("bred", 7)
    (1134, 1440, -720, 7)
    """
    match = _MEASURE.fullmatch(written or "")
    return int(float(match[1]) * _TWIPS[match[2] or ""]) if match else otherwise
