"""What every chart part has: the shell round the chart, and references to its workbook.

Texts and figures stand twice in a chart: in the embedded workbook, and as a cache in the
part itself, which is what is shown until somebody edits them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reportgen.opc.namespaces import NAMESPACES
from reportgen.word.write.charts.style import NO_FRAME, text_properties
from reportgen.word.write.markup import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

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
        f"{DECLARATION}<c:chartSpace {_PREFIXES}>"
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
    look: str = "",
    end: str = "",
) -> str:
    """`c:ser` (Series) number `index`, from 0: its text, look, categories and values.

    `look` is what the schema wants between the text and the categories, `end` what it wants
    last. A missing value has no point.
    """
    column, last = series_column(index), len(categories) + 1
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx>{_strings(f'${column}$1', (name,))}</c:tx>{look}"
        f"<c:cat>{_strings(f'$A$2:$A${last}', categories)}</c:cat>"
        f"<c:val>{_numbers(f'${column}$2:${column}${last}', values, decimals)}</c:val>{end}</c:ser>"
    )


def format_code(decimals: int) -> str:
    """Excel's number format with `decimals` decimals and thousands parted, in Danish marks."""
    return _DANISH + "#,##0" + ("." + "0" * decimals if decimals else "")


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
