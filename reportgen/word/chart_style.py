"""How a chart looks: colours, strokes and type, as shape and text properties.

What stands here is DrawingML (ECMA-376 part 1, chapter 20.1) inside the two elements through
which every part of a chart is formatted: `c:spPr` (Shape Properties) and `c:txPr` (Text
Properties).
"""

from __future__ import annotations

from reportgen.word.writer import escape

COLOURS = ("0F4C5C", "C8553D", "588B8B", "B5771F", "6C757D")
"""Fill of the series, in turn."""
GRID, AXIS = "DDE3E6", "9AA5AE"
_TEXT = "1F2933"
_POINT, _DEGREE = 12700, 60000  # in EMU; in the format's 60,000ths

_FONT = f'<a:solidFill><a:srgbClr val="{_TEXT}"/></a:solidFill><a:latin typeface="Calibri"/>'
_FONT_SIZE = 'lang="da-DK" sz="900" b="0"'  # in hundredths of a point
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


def text_properties(rotation: int = 0) -> str:
    """Write `c:txPr` in the chart's type; `rotation` is in degrees, clockwise."""
    return (
        f"<c:txPr>{_body(rotation)}<a:p>{_paragraph_properties()}<a:r><a:t/></a:r>"
        f"<a:endParaRPr {_FONT_SIZE}>{_FONT}</a:endParaRPr></a:p></c:txPr>"
    )


def turned_text() -> str:
    """Write `c:txPr` that turns labels upright and leaves their type as it is around them."""
    return (
        f"<c:txPr>{_body(-90)}<a:p><a:pPr><a:defRPr/></a:pPr>"
        '<a:endParaRPr lang="da-DK"/></a:p></c:txPr>'
    )


def axis_title(text: str) -> str:
    """Write `c:title` (Title) of the value axis, which reads upwards beside it."""
    return (
        f"<c:title><c:tx><c:rich>{_body(-90)}<a:p>{_paragraph_properties()}"
        f"<a:r><a:rPr {_FONT_SIZE}>{_FONT}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p>"
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _body(rotation: int) -> str:
    return f'<a:bodyPr rot="{rotation * _DEGREE}" vert="horz"/>'


def _paragraph_properties() -> str:
    return f"<a:pPr><a:defRPr {_FONT_SIZE}>{_FONT}</a:defRPr></a:pPr>"
