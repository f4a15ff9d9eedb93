"""The colours of a finished file: letters in all its parts, and what its charts are drawn in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.problems import Location
from reportgen.word.read.inspect.charts import Letters, Mark, chart_letters, chart_marks
from reportgen.word.read.inspect.styles import Styles, fill_of, styled

_PPR, _RPR, _RUN, _VAL = qn("w:pPr"), qn("w:rPr"), qn("w:r"), qn("w:val")
_WHITE = "FFFFFF"
_MARKERS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "00008B",
    "darkCyan": "008B8B",
    "darkGray": "A9A9A9",
    "darkGreen": "006400",
    "darkMagenta": "800080",
    "darkRed": "8B0000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "D3D3D3",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}
"""Colours of the highlighter (ECMA-376 part 1, 17.18.40)."""

Placed = tuple[etree._Element, Location]
"""A paragraph and its place."""


@dataclass(frozen=True, slots=True)
class ColourLook:
    """Text of one look; colours are ``RRGGBB``."""

    where: Location
    style: str
    text: str
    ground: str
    is_large: bool


@dataclass(frozen=True, slots=True)
class MarkLook:
    """A series of a chart, or a part of one, drawn in a colour ``RRGGBB``."""

    where: Location
    series: str
    colour: str
    ground: str


def text_colours(paragraphs: Iterable[Placed], styles: Styles) -> list[ColourLook]:
    """Each look that text has in `paragraphs`, at its first place."""
    found: dict[tuple[str, str, str, bool], ColourLook] = {}
    for paragraph, where in paragraphs:
        for name, letters in _letters(paragraph, styles):
            key = (name, letters.colour, letters.ground, letters.is_large)
            found.setdefault(key, ColourLook(where, *key))
    return list(found.values())


def _letters(paragraph: etree._Element, styles: Styles) -> Iterator[tuple[str, Letters]]:
    runs = [run for run in paragraph.iter(_RUN) if run.find(qn("w:t")) is not None]
    if not runs:
        return
    style, table, is_first_row = _standing(paragraph)
    behind = _ground(paragraph, styles)
    beneath = styles.table_runs(table, is_first_row)
    for run in runs:
        properties = run.find(_RPR)
        run_style = styled(properties, "w:rStyle")
        colour, is_large = styles.look(style, run_style, properties, beneath)
        yield (
            styles.name(run_style or style),
            Letters(colour, _marked(properties) or behind, is_large),
        )


def _standing(paragraph: etree._Element) -> tuple[str, str, bool]:
    """Style of a paragraph, style of the table it is in, and whether in its first row."""
    style = styled(paragraph.find(_PPR), "w:pStyle")
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is None:
        return style, "", False
    table = next(cell.iterancestors(qn("w:tbl")))
    is_first_row = table.find(qn("w:tr")) is next(cell.iterancestors(qn("w:tr")), None)
    return style, styled(table.find(qn("w:tblPr")), "w:tblStyle"), is_first_row


def _marked(properties: etree._Element | None) -> str:
    """Colour of a highlighter, or of the shading, behind a run alone."""
    marker = None if properties is None else properties.find(qn("w:highlight"))
    named = "" if marker is None else _MARKERS.get(marker.get(_VAL) or "", "")
    return named or fill_of(properties)


def _ground(paragraph: etree._Element, styles: Styles) -> str:
    """Colour behind a paragraph: its own, its style's, its cell's, else the page."""
    style, table, is_first_row = _standing(paragraph)
    own = fill_of(paragraph.find(_PPR)) or styles.fill(style)
    if own or not table:
        return own or _WHITE
    cell = next(paragraph.iterancestors(qn("w:tc")))
    return fill_of(cell.find(qn("w:tcPr"))) or styles.cell_fill(table, is_first_row) or _WHITE


Drawn = tuple[etree._Element, Location, etree._Element]
"""The paragraph a chart stands in, its place, and the root of the chart's part."""


def chart_colours(charts: Iterable[Drawn], styles: Styles) -> list[ColourLook]:
    """Each look that text has in `charts`, at its first place."""
    found: dict[ColourLook, None] = {}
    for paragraph, where, root in charts:
        name = styles.name(styled(paragraph.find(_PPR), "w:pStyle"))
        for letters in chart_letters(root, _ground(paragraph, styles)):
            look = ColourLook(where, name, letters.colour, letters.ground, letters.is_large)
            found.setdefault(look)
    return list(found)


def mark_colours(charts: Iterable[Drawn], styles: Styles) -> list[MarkLook]:
    """What each series of `charts` is drawn in."""
    return [
        MarkLook(where, mark.series, mark.colour, mark.ground)
        for paragraph, where, root in charts
        for mark in _once(chart_marks(root, _ground(paragraph, styles)))
    ]


def _once(marks: Iterable[Mark]) -> Iterable[Mark]:
    return dict.fromkeys(marks)
