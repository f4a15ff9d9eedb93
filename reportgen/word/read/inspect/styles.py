"""What the styles of a finished file say of colour, size and language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.opc.namespaces import qn

OFF = frozenset({"0", "false", "off"})
_VAL, _PPR, _RPR = qn("w:val"), qn("w:pPr"), qn("w:rPr")
_BLACK = "000000"
_LARGE, _LARGE_BOLD = 36, 28
"""Half-points from which letters are large: 18 points, or 14 in bold (WCAG 2.1)."""


class Styles:
    """What the styles of one file say of colour and size."""

    def __init__(self, root: etree._Element | None) -> None:
        found = () if root is None else root.iterchildren(qn("w:style"))
        self._by_id = {style.get(qn("w:styleId")) or "": style for style in found}
        path = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{_RPR}"
        self._defaults = None if root is None else root.find(path)
        self._normal = next(
            (
                id_
                for id_, style in self._by_id.items()
                if style.get(qn("w:type")) == "paragraph"
                and (style.get(qn("w:default")) or "0") not in OFF
            ),
            "",
        )

    @property
    def language(self) -> str:
        """Language of the text where nothing else is said."""
        lang = None if self._defaults is None else self._defaults.find(qn("w:lang"))
        return "" if lang is None else lang.get(_VAL) or ""

    def name(self, style: str) -> str:
        """Name of a style, as a person sees it."""
        element = self._by_id.get(style or self._normal)
        named = None if element is None else element.find(qn("w:name"))
        return style if named is None else named.get(_VAL) or style

    def look(
        self,
        style: str,
        run_style: str,
        properties: etree._Element | None,
        beneath: Sequence[etree._Element] = (),
    ) -> tuple[str, bool]:
        """Colour of a run's letters, and whether they are large.

        `beneath` is what a table's style says, which the paragraph's own overrides.
        """
        layers: list[etree._Element | None] = [properties]
        for start in (run_style, style or self._normal):
            layers += [element.find(_RPR) for element in self._ancestry(start)]
        layers += [*beneath, self._defaults]

        def first(tag: str) -> str | None:
            for layer in layers:
                element = None if layer is None else layer.find(qn(tag))
                if element is not None:
                    return element.get(_VAL) or "1"
            return None

        colour = first("w:color")
        size = int(first("w:sz") or 20)
        bold = (first("w:b") or "0") not in OFF
        is_large = size >= (_LARGE_BOLD if bold else _LARGE)
        return (_BLACK if colour in (None, "auto") else str(colour), is_large)

    def hides(self, style: str) -> bool:
        """Whether the text of a style is hidden, by itself or by what it is based on."""
        for element in self._ancestry(style):
            mark = element.find(f"{_RPR}/{qn('w:vanish')}")
            if mark is not None:
                return (mark.get(_VAL) or "1") not in OFF
        return False

    def hides_paragraph(self, properties: etree._Element | None) -> bool:
        """Whether the text of a paragraph of these properties is hidden by its style."""
        return self.hides(styled(properties, "w:pStyle") or self._normal)

    def fill(self, style: str) -> str:
        """Colour behind the paragraphs of a style; empty where it gives none."""
        for element in self._ancestry(style or self._normal):
            if found := fill_of(element.find(_PPR)):
                return found
        return ""

    def table_runs(self, table_style: str, is_first_row: bool) -> list[etree._Element]:
        """What a table style says of its letters, that of the first row before the rest."""
        found: list[etree._Element] = []
        for element in self._ancestry(table_style):
            parts = element.findall(qn("w:tblStylePr")) if is_first_row else []
            heads = [part.find(_RPR) for part in parts if part.get(qn("w:type")) == "firstRow"]
            found += [said for said in (*heads, element.find(_RPR)) if said is not None]
        return found

    def cell_fill(self, table_style: str, is_first_row: bool) -> str:
        """Colour behind the cells of a table style; empty where it gives none."""
        for element in self._ancestry(table_style):
            for part in element.findall(qn("w:tblStylePr")):
                is_meant = is_first_row and part.get(qn("w:type")) == "firstRow"
                if is_meant and (found := fill_of(part.find(qn("w:tcPr")))):
                    return found
            if found := fill_of(element.find(qn("w:tcPr"))):
                return found
        return ""

    def _ancestry(self, style: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            style = styled(self._by_id[style], "w:basedOn")


def styled(properties: etree._Element | None, tag: str) -> str:
    """Id of the style that some properties name; empty where they name none."""
    element = None if properties is None else properties.find(qn(tag))
    return "" if element is None else element.get(_VAL) or ""


def fill_of(properties: etree._Element | None) -> str:
    """Colour of the shading in some properties, ``RRGGBB``; empty where there is none."""
    shading = None if properties is None else properties.find(qn("w:shd"))
    fill = "" if shading is None else shading.get(qn("w:fill")) or ""
    return "" if fill == "auto" else fill
