"""What the styles of a finished file say of colour, size and language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.values import VAL, is_true, value

_BLACK = "000000"
_LARGE, _LARGE_BOLD = 36, 28
"""Half-points from which letters are large: 18 points, or 14 in bold (WCAG 2.1)."""


class Styles(StyleSheet):
    """What the styles of one file say of colour and size; the file is only looked at."""

    def __init__(self, root: Element | None) -> None:
        """Read `w:styles`, or nothing."""
        super().__init__(root)
        self._ancestries: dict[str, tuple[Element, ...]] = {}

    def ancestry(self, style_id: str) -> Iterator[Element]:
        """A style and those it is based on, looked up once for all text that has it."""
        if style_id not in self._ancestries:
            self._ancestries[style_id] = tuple(super().ancestry(style_id))
        return iter(self._ancestries[style_id])

    @property
    def language(self) -> str:
        """Language of the text where nothing else is said."""
        return value(self.run_defaults, "w:lang")

    def name(self, style_id: str) -> str:
        """Name of a style, as a person sees it."""
        return super().name(style_id or self.default) or style_id

    def colour_and_size(
        self,
        style: str,
        run_style: str,
        properties: Element | None,
        beneath: Sequence[Element] = (),
    ) -> tuple[str, bool]:
        """Colour of a run's letters, and whether they are large.

        `beneath` is what a table's style says, which the paragraph's own overrides.
        """
        layers: list[Element | None] = [properties]
        for start in (run_style, style or self.default):
            layers += self.inherited(start, "w:rPr")
        layers += [*beneath, self.run_defaults]

        def first(tag: str) -> str | None:
            for layer in layers:
                element = None if layer is None else layer.find(qn(tag))
                if element is not None:
                    return element.get(VAL) or "1"
            return None

        colour = first("w:color")
        size = int(first("w:sz") or 20)
        bold = is_true(first("w:b"), otherwise=False)
        is_large = size >= (_LARGE_BOLD if bold else _LARGE)
        return (_BLACK if colour in (None, "auto") else str(colour), is_large)

    def hides(self, style: str) -> bool:
        """Whether the text of a style is hidden, by itself or by what it is based on."""
        mark = next(self.inherited(style, "w:rPr/w:vanish"), None)
        return mark is not None and is_true(mark.get(VAL))

    def hides_paragraph(self, properties: Element | None) -> bool:
        """Whether the text of a paragraph of these properties is hidden by its style."""
        return self.hides(value(properties, "w:pStyle") or self.default)

    def fill(self, style: str) -> str:
        """Colour behind the paragraphs of a style; empty where it gives none."""
        own = self.inherited(style or self.default, "w:pPr")
        return next(filter(None, map(fill_of, own)), "")

    def table_runs(self, table_style: str, is_first_row: bool) -> list[Element]:
        """What a table style says of its letters, that of the first row before the rest."""
        return list(self._of_table(table_style, is_first_row, "w:rPr"))

    def cell_fill(self, table_style: str, is_first_row: bool) -> str:
        """Colour behind the cells of a table style; empty where it gives none."""
        properties = self._of_table(table_style, is_first_row, "w:tcPr")
        return next(filter(None, map(fill_of, properties)), "")

    def _of_table(self, table_style: str, is_first_row: bool, tag: str) -> Iterator[Element]:
        """Properties named `tag` of a table style, those of the first row before the rest."""
        for style in self.ancestry(table_style):
            parts = style.findall(qn("w:tblStylePr")) if is_first_row else []
            heads = (part for part in parts if part.get(qn("w:type")) == "firstRow")
            yield from (one for part in (*heads, style) for one in part.findall(qn(tag)))


def fill_of(properties: Element | None) -> str:
    """Colour of the shading in some properties, ``RRGGBB``; empty where there is none."""
    shading = None if properties is None else properties.find(qn("w:shd"))
    fill = "" if shading is None else shading.get(qn("w:fill")) or ""
    return "" if fill == "auto" else fill
