"""The workbook inside a chart: the plotted figures, and nothing else.

Written part by part instead of by openpyxl, which adds who and when, and a style sheet with
elements out of the schema's order. What is not here cannot leak, and the same chart always
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.figures.chart import Series
from reportgen.opc.container import write_container
from reportgen.opc.namespaces import NAMESPACES
from reportgen.word.write.charts.space import DECLARATION, SHEET, format_code, series_column
from reportgen.word.write.markup import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = NAMESPACES["r"]

_TYPES_XML = (
    f'<Types xmlns="{NAMESPACES["ct"]}">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    "</Types>"
)
_WORKBOOK_XML = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def chart_workbook(categories: Sequence[str], series: Sequence[Series], decimals: int = 0) -> bytes:
    """Write plotted figures as a workbook: categories down, one column a series."""
    parts = {
        "[Content_Types].xml": _TYPES_XML,
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _WORKBOOK_XML,
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": _sheet(categories, series),
        "xl/styles.xml": _styles(format_code(decimals)),
    }
    return write_container({name: (DECLARATION + text).encode() for name, text in parts.items()})


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{NAMESPACES["rel"]}">{lines}</Relationships>'


def _sheet(categories: Sequence[str], series: Sequence[Series]) -> str:
    rows = "".join(
        f'<row r="{number}">{"".join(cells)}</row>'
        for number, cells in enumerate(_rows(categories, series), start=1)
    )
    columns = '<cols><col min="1" max="1" width="24" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{_MAIN}">{columns}<sheetData>{rows}</sheetData></worksheet>'


def _rows(categories: Sequence[str], series: Sequence[Series]) -> Iterator[list[str]]:
    columns = [(series_column(index), each) for index, each in enumerate(series)]
    yield [_text(f"{letter}1", each.name) for letter, each in columns]
    for at, category in enumerate(categories):
        row = at + 2
        yield [
            _text(f"A{row}", category),
            *(
                _number(f"{letter}{row}", value)
                for letter, each in columns
                if (value := each.values[at]) is not None
            ),
        ]


def _text(cell: str, text: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _number(cell: str, value: Decimal) -> str:
    return f'<c r="{cell}" s="1"><v>{value:f}</v></c>'


def _styles(code: str) -> str:
    """Make the smallest style sheet Excel opens: its defaults, and the numbers' format."""
    return (
        f'<styleSheet xmlns="{_MAIN}">'
        f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{escape(code)}"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1">'
        "<border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )
