"""How a chart looks: colours, strokes and type, as shape and text properties.

What stands here is DrawingML (ECMA-376 part 1, chapter 20.1) inside the two elements through
which every part of a chart is formatted: `c:spPr` (Shape Properties) and `c:txPr` (Text
Properties).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.word.write.markup import escape

COLOURS = ("0F4C5C", "C8553D", "588B8B", "B5771F", "6C757D")
"""Fill of the series, in turn."""
TINT, PAPER, TEXT = "E8F0F2", "FFFFFF", "1F2933"
GRID, AXIS = "DDE3E6", "9AA5AE"
_POINT, _DEGREE = 12700, 60000  # in EMU; in the format's 60,000ths
_SIZE = 9.0


_NO_LINE = '<a:ln><a:noFill/><a:prstDash val="solid"/></a:ln>'

NO_LINE = f"<c:spPr>{_NO_LINE}</c:spPr>"
NO_FRAME = f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>"


def column_fill(colour: str) -> str:
    """Write `c:spPr` of a column: filled, its outline left to the program that draws it."""
    return f'<c:spPr>{_solid(colour)}<a:ln><a:prstDash val="solid"/></a:ln></c:spPr>'


def marker_fill(colour: str) -> str:
    """Write `c:spPr` of a marker: filled, its outline in the same colour."""
    outline = f'<a:ln>{_solid(colour)}<a:prstDash val="solid"/></a:ln>'
    return f"<c:spPr>{_solid(colour)}{outline}</c:spPr>"


def stroke(colour: str, points: float, *, dashed: bool = False) -> str:
    """Write `c:spPr` of a line, `points` wide with round ends."""
    dash = "sysDash" if dashed else "solid"
    return (
        f'<c:spPr><a:ln w="{int(points * _POINT)}" cap="rnd">'
        f'{_solid(colour)}<a:prstDash val="{dash}"/></a:ln></c:spPr>'
    )


def slice_fill(colour: str) -> str:
    """Write `c:spPr` of a slice: filled, and parted from its neighbours by a strip of paper."""
    outline = f'<a:ln w="{int(1.5 * _POINT)}">{_solid(PAPER)}<a:prstDash val="solid"/></a:ln>'
    return f"<c:spPr>{_solid(colour)}{outline}</c:spPr>"


def text_properties(rotation: int = 0, *, colour: str = TEXT, bold: bool = False) -> str:
    """Write `c:txPr` in the chart's type; `rotation` is in degrees, clockwise."""
    size, font = _type(_SIZE, bold), _font(colour)
    return (
        f"<c:txPr>{_body(rotation)}<a:p>{_paragraph_properties(size, font)}<a:r><a:t/></a:r>"
        f"<a:endParaRPr {size}>{font}</a:endParaRPr></a:p></c:txPr>"
    )


def turned_text() -> str:
    """Write `c:txPr` that turns labels upright and leaves their type as it is around them."""
    return (
        f"<c:txPr>{_body(-90)}<a:p><a:pPr><a:defRPr/></a:pPr>"
        '<a:endParaRPr lang="da-DK"/></a:p></c:txPr>'
    )


def axis_title(text: str) -> str:
    """Write `c:title` (Title) of the value axis, which reads upwards beside it."""
    return f'<c:title>{rich((Typed(text),), -90)}<c:overlay val="0"/></c:title>'


@dataclass(frozen=True, slots=True)
class Typed:
    """A line of text and its type; the size is in points."""

    text: str
    size: float = _SIZE
    bold: bool = False
    colour: str = TEXT


def rich(lines: Sequence[Typed], rotation: int = 0, *, wraps: bool = True) -> str:
    """Write `c:tx` (Chart Text), a paragraph a line; without `wraps` it breaks nowhere else.

    LibreOffice 7.4 sets all lines of a label alike, in regular type, and Word each in its own.
    """
    paragraphs = "".join(map(_paragraph, lines))
    return f"<c:tx><c:rich>{_body(rotation, wraps)}{paragraphs}</c:rich></c:tx>"


def _paragraph(line: Typed) -> str:
    font = _font(line.colour)
    return (
        f"<a:p>{_paragraph_properties(_type(line.size), font)}"
        f"<a:r><a:rPr {_type(line.size, line.bold)}>{font}</a:rPr>"
        f"<a:t>{escape(line.text)}</a:t></a:r></a:p>"
    )


def _type(size: float, bold: bool = False) -> str:
    """Language, size in hundredths of a point, and weight, as attributes."""
    return f'lang="da-DK" sz="{int(size * 100)}" b="{bold:d}"'


def _font(colour: str) -> str:
    return f'{_solid(colour)}<a:latin typeface="Calibri"/>'


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _body(rotation: int, wraps: bool = True) -> str:
    wrap = "" if wraps else ' wrap="none"'
    return f'<a:bodyPr rot="{rotation * _DEGREE}" vert="horz"{wrap}/>'


def _paragraph_properties(size: str, font: str) -> str:
    return f"<a:pPr><a:defRPr {size}>{font}</a:defRPr></a:pPr>"
