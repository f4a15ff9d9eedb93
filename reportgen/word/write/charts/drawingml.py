"""What all charts are written with: colours, strokes and type, and the shell of a chart part.

DrawingML (ECMA-376 part 1, chapter 20.1) stands inside the two elements through which every
part of a chart is formatted: `c:spPr` (Shape Properties) and `c:txPr` (Text Properties).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.opc.namespaces import NAMESPACES
from reportgen.opc.xml import DECLARATION, escape

COLOURS = tuple(f'<a:schemeClr val="accent{number}"/>' for number in range(1, 6))
"""Fill of the series, in turn: the accents of the document's own theme."""
TINT, PAPER, TEXT = (f'<a:schemeClr val="{name}"/>' for name in ("bg2", "bg1", "tx1"))


def _lighter_text(share: int) -> str:
    """The colour of text with `share` per cent of it left, as the office programs lighten it."""
    kept = f'<a:lumMod val="{share * 1000}"/><a:lumOff val="{(100 - share) * 1000}"/>'
    return f'<a:schemeClr val="tx1">{kept}</a:schemeClr>'


GRID, AXIS = _lighter_text(15), _lighter_text(50)
_POINT, _DEGREE = 12700, 60000  # in EMU; in the format's 60,000ths
_SIZE = 9.0


_NO_LINE = '<a:ln><a:noFill/><a:prstDash val="solid"/></a:ln>'

NO_LINE = f"<c:spPr>{_NO_LINE}</c:spPr>"
NO_FRAME = f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>"


def bar_fill(colour: str) -> str:
    """Write `c:spPr` of a bar: filled, its outline left to the program that draws it."""
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


def text_properties(*, colour: str = TEXT, bold: bool = False) -> str:
    """Write `c:txPr` in the chart's type."""
    size, font = _type(_SIZE, bold), _font(colour)
    return (
        f"<c:txPr>{_body(0)}<a:p>{_paragraph_properties(size, font)}<a:r><a:t/></a:r>"
        f"<a:endParaRPr {size}>{font}</a:endParaRPr></a:p></c:txPr>"
    )


def axis_title(text: str) -> str:
    """Write `c:title` (Title) of the value axis, which reads upwards beside it."""
    return f'<c:title>{rich((TextLine(text),), -90)}<c:overlay val="0"/></c:title>'


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and its type; the size is in points."""

    text: str
    size: float = _SIZE
    bold: bool = False
    colour: str = TEXT


def rich(lines: Sequence[TextLine], rotation: int = 0, *, wrap: bool = True) -> str:
    """Write `c:tx` (Chart Text), a paragraph a line; without `wrap` it breaks nowhere else.

    LibreOffice 7.4 sets all lines of a label alike, in regular type, and Word each in its own.
    """
    paragraphs = "".join(map(_paragraph, lines))
    return f"<c:tx><c:rich>{_body(rotation, wrap)}{paragraphs}</c:rich></c:tx>"


def _paragraph(line: TextLine) -> str:
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
    return f"<a:solidFill>{colour}</a:solidFill>"


def _body(rotation: int, wrap: bool = True) -> str:
    wrapping = "" if wrap else ' wrap="none"'
    return f'<a:bodyPr rot="{rotation * _DEGREE}" vert="horz"{wrapping}/>'


def _paragraph_properties(size: str, font: str) -> str:
    return f"<a:pPr><a:defRPr {size}>{font}</a:defRPr></a:pPr>"


# What every chart part has: the shell round the chart, and references to its workbook. Texts
# and figures stand twice in a chart: in the embedded workbook, and as a cache in the part
# itself, which is what is seen until somebody edits them.


SHEET = "Tal"
"""The sheet of the embedded workbook: categories in column A, one series a column after it."""

_PREFIXES = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("c", "a", "r"))
# Without it LibreOffice writes numbers in the language of the machine that makes the PDF.
_DANISH = "[$-406]"


def chart_space(drawn: str, *, title: str = "", workbook_relation: str = "") -> bytes:
    """Write a chart part, `c:chartSpace` (Chart Space), round what is drawn.

    `drawn` is the `c:plotArea` and the `c:legend`, if any; `title` a `c:title`.
    `workbook_relation` is the id of the part's relation to its workbook; without it the chart
    shows the same, and its figures cannot be edited.
    """
    return (
        f"{DECLARATION}\n<c:chartSpace {_PREFIXES}>"
        '<c:date1904 val="0"/><c:lang val="da-DK"/><c:roundedCorners val="0"/>'
        f'<c:chart>{title}<c:autoTitleDeleted val="{not title:d}"/>{drawn}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{NO_FRAME}{text_properties()}{_external_data(workbook_relation)}</c:chartSpace>"
    ).encode()


def inner_plot(x: float, y: float, width: float, height: float) -> str:
    """`c:layout` (Layout) of the plot itself, without its axes, as shares of the chart."""
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/>'
        '<c:xMode val="edge"/><c:yMode val="edge"/>'
        '<c:wMode val="factor"/><c:hMode val="factor"/>'
        f'<c:x val="{double(x)}"/><c:y val="{double(y)}"/>'
        f'<c:w val="{double(width)}"/><c:h val="{double(height)}"/>'
        "</c:manualLayout></c:layout>"
    )


def series_data(
    index: int,
    name: str,
    categories: Sequence[str],
    values: Sequence[Decimal | None],
    *,
    decimals: int = 0,
    formatting: str = "",
    end: str = "",
) -> str:
    """`c:ser` (Series) number `index`, from 0: its text, look, categories and values.

    `formatting` is what the schema wants between the text and the categories, `end` what it wants
    last. A missing value has no point.
    """
    column, last = series_column(index), len(categories) + 1
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx>{_strings(f'${column}$1', (name,))}</c:tx>{formatting}"
        f"<c:cat>{_strings(f'$A$2:$A${last}', categories)}</c:cat>"
        f"<c:val>{_numbers(f'${column}$2:${column}${last}', values, decimals)}</c:val>{end}</c:ser>"
    )


def format_code(decimals: int) -> str:
    """Excel's number format with `decimals` decimals and thousands parted, in Danish marks."""
    return _DANISH + "#,##0" + ("." + "0" * decimals if decimals > 0 else "")


def series_column(index: int) -> str:
    """Column letters of the series `index` (from 0) in the embedded workbook: B, C … Z, AA."""
    letters, number = "", index + 2
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def double(value: Decimal | float) -> str:
    """Write `value` as an `xsd:double`, to as many digits as a double is sure to hold."""
    return f"{float(value):.16g}"


def _strings(cells: str, texts: Sequence[str]) -> str:
    """`c:strRef` (String Reference): where the texts stand, and `c:strCache` of what they are."""
    return (
        f"<c:strRef><c:f>{SHEET}!{cells}</c:f><c:strCache>"
        f'<c:ptCount val="{len(texts)}"/>{_points(enumerate(map(escape, texts)))}'
        "</c:strCache></c:strRef>"
    )


def _numbers(cells: str, values: Sequence[Decimal | None], decimals: int) -> str:
    """`c:numRef` (Number Reference) with its `c:numCache`."""
    plotted = ((at, double(value)) for at, value in enumerate(values) if value is not None)
    return (
        f"<c:numRef><c:f>{SHEET}!{cells}</c:f><c:numCache>"
        f"<c:formatCode>{format_code(decimals)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{_points(plotted)}'
        "</c:numCache></c:numRef>"
    )


def _points(values: Iterable[tuple[int, str]]) -> str:
    """`c:pt` (String or Numeric Point) for each place and what is there."""
    return "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in values)


def _external_data(relation: str) -> str:
    """`c:externalData` (External Data Relationship): the way to the embedded workbook."""
    if not relation:
        return ""
    return f'<c:externalData r:id="{escape(relation)}"><c:autoUpdate val="0"/></c:externalData>'
