"""Whether words look as a heading does, where no style says that they are one."""

from __future__ import annotations

from functools import cache

from reportgen.opc.xml import Element
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.values import VAL, is_on, is_true, value, whole_number

_USUAL = 20
"""Size of letters in half points where a file says none (ECMA-376, 17.3.2.38)."""
_DEFAULT_SIZE = "w:docDefaults/w:rPrDefault/w:rPr/w:sz"
_LARGER = 2


class HeadingLooks:
    """Asked for each run of a file, by its properties and the style of its paragraph."""

    def __init__(self, sheet: StyleSheet, styles: Element | None) -> None:
        """Ask the styles of a file; `styles` is the part they stand in."""
        self._sheet = sheet
        self._default = whole_number(value(styles, _DEFAULT_SIZE), _USUAL)
        self._bold_style = cache(self._is_bold_style)
        self._size_of_style = cache(self._style_size)
        self._usual = self._style_size(sheet.default or "Normal")

    def is_bold(self, style: str, properties: Element | None) -> bool:
        """Whether a run is bold, or underlined by hand as headings are."""
        run_style = value(properties, "w:rStyle")
        inherited = self._bold_style(style) or bool(run_style and self._bold_style(run_style))
        line = value(properties, "w:u")
        return is_on(properties, "w:b", otherwise=inherited) or line not in {"", "none"}

    def is_large(self, style: str, properties: Element | None) -> bool:
        """Whether a run's letters are larger than those of the document's usual style."""
        own = whole_number(value(properties, "w:sz"), 0) or self._size_of_style(style)
        return own >= self._usual + _LARGER

    def _is_bold_style(self, style: str) -> bool:
        said = next(self._sheet.inherited(style, "w:rPr/w:b"), None)
        return said is not None and is_true(said.get(VAL))

    def _style_size(self, style: str) -> int:
        said = next(self._sheet.inherited(style, "w:rPr/w:sz"), None)
        size = 0 if said is None else whole_number(said.get(VAL) or "", 0)
        return size or self._default
