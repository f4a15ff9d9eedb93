"""The room there is for text on a page of a template, and the type it is set in there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from lxml import etree

from reportgen.layout.content import Style
from reportgen.layout.room import Box, Room, Type, box_of
from reportgen.layout.tags import REPORT
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.report.wording.text import Run
from reportgen.word.elements.headings import paragraph_text
from reportgen.word.elements.numbering import NumberingPart
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.values import VAL, is_on, is_true, twips, value, whole_number

NARROWEST = 1440
"""Twentieths of a point that a column of text has at least, whatever a template says."""
A4_TEXT = 9000, 13700
"""Width and height of the text where a template says nothing of its pages."""
_KNOWN = frozenset({"calibri", "calibri light", "carlito"})
"""Fonts whose widths `reportgen.layout.advances` has."""
_LINE = 2500 / 2048
"""Height of a line of these, to the size of the type (tables hhea of OpenType)."""
_OTHER_BREADTH, _OTHER_LINE = 1.35, 1.4
"""The same of any other: Verdana, the widest of those in use, is 1.25 times as wide."""
_CAPITALS = 1.3
_CELL_MARGINS = 2 * 108
"""What a cell keeps free at both sides of its text, where a table does not say otherwise."""
_LINED = frozenset({"lines", "linesAndChars", "snapToChars"})
_AUTOMATIC = 280
"""Air above or below a paragraph that Word decides upon."""
_PLAIN_SIZE = 20
"""Half points of type that has no size (ECMA-376 part 1, 17.3.2.38)."""
_EMU = 635
"""English metric units in a twentieth of a point."""


def text_area(section: Element | None) -> tuple[int, int]:
    """Width and height of the text of a section, in twentieths of a point."""
    size, margins = (
        None if section is None else section.find(qn(tag)) for tag in ("w:pgSz", "w:pgMar")
    )
    if section is None or size is None or margins is None:
        return A4_TEXT

    def left_between(whole: int, *edges: str) -> int:
        # A header can take more than the margin it hangs in: then the margin is below zero.
        taken = sum(abs(twips(margins.get(qn(f"w:{edge}")), 0)) for edge in edges)
        return max(whole - taken, NARROWEST)

    return (
        left_between(twips(size.get(qn("w:w")), 11906), "left", "right", "gutter"),
        left_between(twips(size.get(qn("w:h")), 16838), "top", "bottom"),
    )


def room_at(
    package: Package,
    body: Element,
    element: Element,
    filled: Mapping[Element, Sequence[Element]] = MappingProxyType({}),
) -> Room:
    """The room on the page of `element`, a paragraph of `body`, with what else stands there.

    `filled` has the paragraphs that come in the place of others.
    """
    sections = _sections_to(body, element)
    types = _Types(package, _grid(sections[-1]))
    width, height = text_area(sections[-1])
    height -= sum(_beyond_margin(package, sections, types, edge) for edge in ("header", "footer"))
    columns = sections[-1].find(qn("w:cols"))
    if columns is not None:
        # They are filled one after the other; one of them alone is reckoned with.
        count = max(1, whole_number(columns.get(qn("w:num")) or "", 1))
        width = (width - (count - 1) * twips(columns.get(qn("w:space")), 708)) // count

    def boxes(paragraphs: Iterable[Element]) -> tuple[Box, ...]:
        return tuple(
            _box(each, types.of(value(each, "w:pPr/w:pStyle")), width) for each in paragraphs
        )

    above = [
        each
        for paragraph in _above(body, element, types)
        for each in reversed(filled.get(paragraph, (paragraph,)))
    ]
    settings = package.related_xml("settings")
    return Room(
        max(width, NARROWEST),
        height,
        {style: types.of(style.value) for style in Style},
        boxes(reversed(above)),
        boxes(_below(body, element, types)),
        is_on(settings, "w:compat/w:doNotUseHTMLParagraphAutoSpacing"),
    )


def _grid(section: Element) -> int:
    """Distance of the lines that a section lays its text on (ECMA-376 part 1, 17.6.5)."""
    grid = section.find(qn("w:docGrid"))
    if grid is None or grid.get(qn("w:type")) not in _LINED:
        return 0
    return max(0, twips(grid.get(qn("w:linePitch")), 0))


def _box(paragraph: Element, type_: Type, width: int) -> Box:
    """What a paragraph of the template takes, with the pictures in it."""
    box = box_of((Run(paragraph_text(paragraph)),), type_, width)
    extents = (each for e in _in_the_way(paragraph) for each in e.iterchildren(qn("wp:extent")))
    drawn = (whole_number(each.get("cy") or "", 0) // _EMU for each in extents)
    return box._replace(lines=box.lines + sum(drawn))


def _in_the_way(paragraph: Element) -> Iterator[Element]:
    """The pictures of a paragraph that text stands above and below; others it stands beside."""
    yield from paragraph.iter(qn("wp:inline"))
    for floating in paragraph.iter(qn("wp:anchor")):
        if floating.find(qn("wp:wrapTopAndBottom")) is not None:
            yield floating


def _sections_to(body: Element, element: Element) -> list[Element]:
    """The properties of every section, up to those of the one that a paragraph stands in."""
    found: list[Element] = []
    is_reached = False
    for each in body.iter(qn("w:p"), qn("w:sectPr")):
        is_reached = is_reached or each is element
        if each.tag == qn("w:sectPr"):
            found.append(each)
            if is_reached:
                return found
    return [*found, etree.Element(qn("w:sectPr"))]  # none: then Word has its own


def _beyond_margin(package: Package, sections: Sequence[Element], types: _Types, edge: str) -> int:
    """What the header or footer of the last of `sections` takes of the text below or above it.

    It pushes the text where it is higher than its margin. A section without one of its own has
    that of the section before it; of several kinds the highest counts.
    """
    margins = sections[-1].find(qn("w:pgMar"))
    if margins is None:
        return 0
    own: dict[str, str] = {}
    for section in sections:
        for reference in section.iterchildren(qn(f"w:{edge}Reference")):
            own[reference.get(qn("w:type")) or ""] = reference.get(qn("r:id")) or ""
    targets = {rel.id: rel.target for rel in package.relationships(package.document)}
    parts = {package.resolve(targets[id_]) for id_ in own.values() if id_ in targets}
    width = text_area(sections[-1])[0]
    heights = [
        _height_of(_stacked(root, types, width))
        for root in map(package.xml, sorted(parts & package.parts.keys()))
    ]
    margin = twips(margins.get(qn(f"w:{'top' if edge == 'header' else 'bottom'}")), 0)
    reached = twips(margins.get(qn(f"w:{edge}")), 720) + max(heights, default=0)
    return max(0, reached - margin) if margin >= 0 else 0


def _stacked(parent: Element, types: _Types, width: int) -> Iterator[Box]:
    """What stands in `parent` one under the other: its paragraphs, and the rows of its tables."""
    for each in parent.iterchildren():
        if each.tag == qn("w:p"):
            yield _box(each, types.of(value(each, "w:pPr/w:pStyle")), width)
        elif each.tag == qn("w:tr"):
            yield Box(0, _row_height(each, types, width), 0)
        else:
            yield from _stacked(each, types, width)


def _row_height(row: Element, types: _Types, width: int) -> int:
    """Height of a row of a table: that of the highest of its cells, which stand side by side."""
    cells = [each for each in row.iter(qn("w:tc")) if next(each.iterancestors(row.tag)) is row]
    heights = [twips(value(row, "w:trPr/w:trHeight"), 0)]
    for cell in cells:
        measure = cell.find(qn("w:tcPr/w:tcW"))
        wide = width // len(cells)
        if measure is not None and measure.get(qn("w:type")) == "dxa":
            wide = twips(measure.get(qn("w:w")), wide)
        heights.append(_height_of(_stacked(cell, types, wide - _CELL_MARGINS)))
    return max(heights)


def _height_of(boxes: Iterable[Box]) -> int:
    return Room(0, 0, {}).height_of(tuple(boxes))


def _above(body: Element, element: Element, types: _Types) -> Iterator[Element]:
    """The paragraphs on the page of `element` that stand before it, the nearest first."""
    paragraphs = list(body.iter(qn("w:p")))
    for each in reversed(paragraphs[: paragraphs.index(element)]):
        if _ends_page(each):
            return
        yield each
        if types.begins_page(each):
            return


def _below(body: Element, element: Element, types: _Types) -> list[Element]:
    """The paragraphs on the page of `element` that stand after it.

    None where the report goes on there without a new page, and takes as many as it needs.
    """
    found: list[Element] = []
    if _ends_page(element):
        return found
    paragraphs = list(body.iter(qn("w:p")))
    for each in paragraphs[paragraphs.index(element) + 1 :]:
        if types.begins_page(each):
            return found
        if REPORT.block_tag_in(paragraph_text(each)):
            return []
        found.append(each)
        if _ends_page(each):
            return found
    return []


def _ends_page(paragraph: Element) -> bool:
    breaks = (each for each in paragraph.iter(qn("w:br")) if each.get(qn("w:type")) == "page")
    return paragraph.find(qn("w:pPr/w:sectPr")) is not None or next(breaks, None) is not None


@dataclass
class _Types:
    """The type of each style of a package."""

    package: Package
    grid: int
    """Distance of the lines that those of the text are laid on; 0 where they are on none."""

    @cached_property
    def _styles(self) -> StyleSheet:
        return StyleSheet(self.package.related_xml("styles"))

    @cached_property
    def _theme(self) -> Mapping[str, str]:
        """The fonts of the theme by how styles name them: ``minorHAnsi``."""
        theme = self.package.related_xml("theme")
        named: dict[str, str] = {}
        for place in ("major", "minor"):
            path = f"a:themeElements/a:fontScheme/a:{place}Font/a:latin"
            latin = None if theme is None else theme.find(qn(path))
            face = "" if latin is None else latin.get("typeface") or ""
            named |= {f"{place}{script}": face for script in ("Ascii", "HAnsi")}
        return named

    def begins_page(self, paragraph: Element) -> bool:
        """Whether a paragraph begins a page, by itself or by its style."""
        style = value(paragraph, "w:pPr/w:pStyle")
        said = self._styles.inherited(style, "w:pPr/w:pageBreakBefore")
        by_style = next((is_true(each.get(VAL)) for each in said), False)
        return is_on(paragraph, "w:pPr/w:pageBreakBefore", otherwise=by_style)

    def of(self, style: str) -> Type:
        """The type of a style by its id; of plain text where there is none of that id."""
        style = style if style in self._styles else self._styles.default
        sizes = (each.get(VAL) or "" for each in self._letters(style, "w:sz"))
        size = 10 * whole_number(next(sizes, ""), _PLAIN_SIZE)
        face = self._face(style)
        is_known = face.casefold() in _KNOWN
        breadth, line = (1.0, _LINE) if is_known else (_OTHER_BREADTH, _OTHER_LINE)
        if any(True for _ in self._styles.inherited(style, "w:rPr/w:caps")):
            breadth *= _CAPITALS
        return Type(
            size=size,
            line=self._line(style, size * line),
            before=self._air(style, "before"),
            after=self._air(style, "after"),
            indent=self._indent(style),
            breadth=breadth,
        )

    def _face(self, style: str) -> str:
        """The font of a style, as the nearest says that names one, or one of the theme."""
        for each in self._letters(style, "w:rFonts"):
            if theme := each.get(qn("w:asciiTheme")):
                return self._theme.get(theme, "")
            if face := each.get(qn("w:ascii")):
                return str(face)
        return ""

    def _letters(self, style: str, name: str) -> Iterator[Element]:
        """What a style and its ancestors say of their letters, nearest first, then all styles."""
        yield from self._styles.inherited(style, f"w:rPr/{name}")
        defaults = self._styles.run_defaults
        if defaults is not None:
            yield from defaults.iterchildren(qn(name))

    def _spacing(self, style: str, attribute: str) -> str:
        """What a style says of its lines and the air round them, or all styles do."""
        own = self._styles.inherited(style, "w:pPr/w:spacing")
        for element in (*own, *self._styles.spacing_defaults):
            if said := element.get(qn(f"w:{attribute}")):
                return str(said)
        return ""

    def _line(self, style: str, natural: float) -> int:
        if self.grid:
            natural = math.ceil(natural / self.grid) * self.grid
        written, rule = self._spacing(style, "line"), self._spacing(style, "lineRule")
        if rule == "exact":
            return max(1, twips(written, int(natural)))
        if rule == "atLeast":
            return max(int(natural) + 1, twips(written, 0))
        return int(natural * max(twips(written, 240), 1) / 240) + 1

    def _air(self, style: str, side: str) -> int:
        is_automatic = self._spacing(style, f"{side}Autospacing") in {"1", "true", "on"}
        return _AUTOMATIC if is_automatic else twips(self._spacing(style, side), 0)

    def _indent(self, style: str) -> int:
        """What a paragraph, or the list it is on, takes of the line at both ends."""
        own = list(self._styles.inherited(style, "w:pPr/w:ind"))
        listed = self._numbering.indents(style)

        def widest(*names: str) -> int:
            told = (each.get(qn(f"w:{name}")) for each in (*own, *listed) for name in names)
            return max((twips(one, 0) for one in told), default=0)

        return widest("left", "start") + widest("right", "end") + max(0, widest("firstLine"))

    @cached_property
    def _numbering(self) -> NumberingPart:
        return NumberingPart(self.package)
