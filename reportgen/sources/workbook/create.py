"""Making workbooks: how they look and help, and the one a secretary fills in.

The bytes depend on the content alone: times in the package and in its properties are
fixed, so that making the same workbook twice gives the same file.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from reportgen.opc.container import ZipContainer, write_container
from reportgen.problems import Location, Refusal
from reportgen.report.dates import FIRST_YEAR, LAST_YEAR
from reportgen.report.inputs import KeyFigure, ReplyStatus, Status, Workbook
from reportgen.sources.workbook.account import LISTS
from reportgen.sources.workbook.cells import LAST_ROW
from reportgen.sources.workbook.elements import LONGEST_TEXT, encode_text
from reportgen.sources.workbook.sheets import (
    CHALLENGES,
    FIGURES,
    FOLLOW_UP,
    LIST_SECTIONS,
    MEMBERS,
    NO,
    RECOMMENDATIONS,
    SHEETS,
    WHEEL,
    YEAR_FACTS,
    YES,
    ColumnKind,
    SheetSpec,
)

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.cell import Cell
    from openpyxl.comments import Comment
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_ACCENT, _TINT, _INK = "FF0F4C5C", "FFE8F0F2", "FF1F2933"
_FILTERED = 1_000
_FORMATS = {ColumnKind.DATE: "dd-mm-yyyy", ColumnKind.YEAR: "0", ColumnKind.NUMBER: "General"}
"""Number formats; all else is text, so that Excel leaves "1-2" and "- punkt" as typed."""


def last_filtered(rows: int) -> int:
    """The last row that the filter of so many rows covers; rows typed later are filtered too."""
    return max(rows + 1, _FILTERED)


def format_sheet(page: Worksheet, sheet: SheetSpec, rows: int) -> None:
    """Give `page`, which holds headers and `rows` rows, its looks."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    body = Font(name="Calibri", size=11, color=_INK)
    for index, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(index)
        right = column.kind in {ColumnKind.YEAR, ColumnKind.NUMBER}
        across: Literal["left", "right"] = "right" if right else "left"
        alignment = Alignment(across, "top", wrap_text=not right, indent=int(right))
        number_format = _FORMATS.get(column.kind, "@")
        # The column's own style is what rows typed later get.
        dimension = page.column_dimensions[letter]
        dimension.width = column.width
        dimension.font = body
        dimension.alignment = alignment
        dimension.number_format = number_format
        copy_style(dimension, (page.cell(row, index) for row in range(2, rows + 2)))
        header = page.cell(1, index)
        header.font = Font(name="Calibri", size=11, bold=True, color=_ACCENT)
        header.fill = PatternFill("solid", fgColor=_TINT)
        header.alignment = Alignment(across, "center", wrap_text=not right, indent=int(right))
        header.border = Border(bottom=Side("thin", color=_ACCENT))
        header.number_format = "@"
        header.comment = _note(column.note)
        if column.kind is ColumnKind.NUMBER:
            _group_whole_numbers(page, index, rows)
    page.row_dimensions[1].height = 24
    widths = [column.width for column in sheet.columns]
    for row in range(2, rows + 2):
        page.row_dimensions[row].height = row_height(_values(page, row), widths)
    page.freeze_panes = "A2"
    last = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A1:{last}{last_filtered(rows)}"
    print_setup(page)


def copy_style(styled: Any, cells: Iterable[Any]) -> None:
    """Give cells the whole style of another cell or column.

    This is how openpyxl copies a sheet; to say it to each cell anew takes a third of the time
    that a large workbook takes.
    """
    for cell in cells:
        cell._style = copy(styled._style)


def _values(page: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in page[row]]


def row_height(values: Iterable[object], widths: Sequence[float]) -> float:
    """Height of a row in points, from how its longest text wraps; widths are in characters."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str):
            wrapped = (_lines(line, int(width)) for line in value.split("\n"))
            lines = max(lines, sum(wrapped))
    return float(min(lines * 15, 409))  # 409 is the most Excel gives a row


def _lines(text: str, width: int) -> int:
    """Lines that a text takes; it is broken between words, and a path after a slash."""
    if len(text) < width:
        return 1
    return len(wrap(text.replace("/", "/ "), width)) or 1


def _group_whole_numbers(page: Worksheet, index: int, rows: int) -> None:
    # 563.935 reads better than 563935, but the same format would show 12,5 as 13.
    for row in range(2, rows + 2):
        cell = page.cell(row, index)
        if isinstance(cell.value, int):
            cell.number_format = "#,##0"


def _note(text: str) -> Comment:
    from openpyxl.comments import Comment

    lines = sum(len(line) // 38 + 1 for line in text.split("\n"))
    return Comment(text, "reportgen", width=280, height=22 + 18 * lines)


def print_setup(page: Worksheet) -> None:
    """Print on A4 across, as wide as the columns are, with the headers on each page."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = "9"  # A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.sheet_properties.tabColor = _ACCENT
    page.print_title_rows = "1:1"
    page.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("Side &P af &N")
    )


def protect_choices(book: openpyxl.Workbook, organisations: Sequence[str]) -> None:
    """Add the drop-downs and what else Excel checks while one types.

    The organisations stand on a hidden sheet: a list in the cell's own rule may have 255
    characters at most, which seventeen municipalities pass.
    """
    lists = book.create_sheet(LISTS)
    lists["A1"] = "Organisation"
    for row, organisation in enumerate(organisations, 2):
        lists.cell(row, 1, organisation).data_type = "s"
    lists.column_dimensions["A"].width = 30
    lists.sheet_state = "hidden"
    names = f"{LISTS}!$A$2:$A${len(organisations) + 1}" if organisations else ""
    for sheet in SHEETS:
        page = book[sheet.name]
        for index, column in enumerate(sheet.columns, 1):
            rule = _rule(sheet, column.kind, names)
            if rule is not None:
                check_column(page, index, rule)


def check_column(page: Worksheet, index: int, rule: DataValidation) -> None:
    """Let Excel check what is typed below the header of column `index`, from 1, by `rule`."""
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(index)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    page.add_data_validation(rule)


def _rule(sheet: SheetSpec, kind: ColumnKind, organisations: str) -> DataValidation | None:
    """What Excel checks in a column of this kind; None where anything may be typed."""
    if kind is ColumnKind.STATUS:
        words = ReplyStatus if sheet is FOLLOW_UP else Status
        allowed = [word.value for word in words]
        return validation(
            "list", f'"{",".join(allowed)}"', f"Vælg en af disse: {', '.join(allowed)}."
        )
    if kind is ColumnKind.MARK:
        return validation("list", f'"{YES},{NO}"', f"Skriv {YES}, eller lad cellen være tom.")
    if kind is ColumnKind.ORGANISATION and organisations:
        return validation("list", organisations, "Vælg en organisation på listen.")
    if kind is ColumnKind.REFERENCE and sheet is RECOMMENDATIONS:
        # The list grows with the ids; a fixed stretch with empty cells would allow anything.
        column = f"{CHALLENGES.name}!$A$2"
        count = f"COUNTA({CHALLENGES.name}!$A$2:$A${LAST_ROW})"
        return validation(
            "list",
            f"OFFSET({column},0,0,MAX(1,{count}),1)",
            "Vælg id på en udfordring fra arket Udfordringer. Står den ikke på listen, "
            "kommer den måske fra et møde: så må den gerne skrives her.",
            style="warning",
        )
    if kind in _BOUNDS:
        type_, operator, formula, second, message = _BOUNDS[kind]
        rule = validation(type_, formula, message)
        rule.operator, rule.formula2 = operator, second
        return rule
    return None


_BOUNDS: Mapping[ColumnKind, tuple[str, Literal["greaterThan", "between"], str, str | None, str]]
_BOUNDS = {
    ColumnKind.DATE: ("date", "greaterThan", "1", None, "Skriv datoen som 11-11-2022."),
    ColumnKind.YEAR: (
        *("whole", "between", str(FIRST_YEAR), str(LAST_YEAR)),
        "Skriv året med fire cifre, fx 2022.",
    ),
    ColumnKind.NUMBER: (
        *("decimal", "greaterThan", "-1E+300", None),
        "Skriv tallet alene, fx 563935 eller 12,5. Enheden har sin kolonne.",
    ),
}
"""Type, operator, one or two formulas and message of a rule that bounds a value."""


def validation(kind: str, formula: str, message: str, style: str | None = "stop") -> DataValidation:
    """A rule for cells, which may be empty, and the `message` where one is broken."""
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(
        type=kind,  # type: ignore[arg-type]
        formula1=formula,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Kan ikke stå her",
        error=message,
        errorStyle=style,  # type: ignore[arg-type]
    )


# --- workbooks as bytes that are the same every time -------------------------------

_FIXED = dt.datetime(2000, 1, 1)
# openpyxl fixes every height it writes; rows under the header must grow with their text.
_OWN_HEIGHT = re.compile(rb'(<row r="(?!1")[^>]*) customHeight="1"')


def packed(book: openpyxl.Workbook, title: str) -> bytes:
    """The package of `book`, with every time in it fixed, and `title` as its title."""
    from openpyxl.xml.functions import tostring

    properties = book.properties
    properties.title, properties.creator = title, "reportgen"
    properties.language = "da-DK"
    properties.created = properties.modified = _FIXED
    written = io.BytesIO()
    book.save(written)
    properties.modified = _FIXED  # saving has set it to now
    core = tostring(properties.to_tree())
    source = ZipContainer(written.getvalue())
    parts = {name: source.read(name) for name in source.names} | {"docProps/core.xml": core}
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = _OWN_HEIGHT.sub(rb"\1", part)
    return write_container(parts)


def listing(
    title: str,
    headers: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[str | dt.date | None]],
    *,
    strong: Collection[int] = (),
) -> bytes:
    """A workbook of one sheet with one list; widths are in characters.

    Rows whose numbers, from 0, are in `strong` open with a bold cell. The list prints on
    pages as wide as it is, with its headers on each.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in (headers, *rows):
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that opens with "=" is no formula
            elif isinstance(cell.value, dt.date):
                cell.number_format = "dd-mm-yyyy"
    for number in strong:
        sheet.cell(number + 2, 1).font = Font(name="Calibri", size=11, bold=True)
    for cell in sheet[1]:
        cell.font = Font(name="Calibri", size=11, bold=True, color="0F4C5C")
        cell.fill = PatternFill("solid", fgColor="E8F0F2")
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number in range(2, sheet.max_row + 1):
        sheet.row_dimensions[number].height = row_height(_values(sheet, number), widths)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    print_setup(sheet)
    return packed(book, title)


# The workbook a secretary opens: its sheets ready to be filled in, or filled.

_Value = str | Decimal | int | dt.date | None


class TextTooLong(Refusal, code="workbook-text-too-long"):
    """A text does not fit into a cell, and cutting it would lose what it says."""


def create_workbook(organisations: Sequence[str], content: Workbook | None = None) -> bytes:
    """Make a workbook with all sheets, and with the rows of `content` where it is given.

    `organisations` fill the drop-downs. What is written here, `read_workbook` reads back
    equal, but for blanks round a text and for what goes beyond the 15 digits of a number
    that Excel keeps. Raises `TextTooLong` for a text that no cell can hold.
    """
    import openpyxl

    content = content or Workbook()
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        records = _records(sheet, content)
        attributes = [column.attribute for column in sheet.columns]
        table = [sheet.headers, *([_kept(r, name) for name in attributes] for r in records)]
        for number, row in enumerate(table, 1):
            for column, value in enumerate(row, 1):
                if value not in {None, ""}:
                    _write(page.cell(number, column), value, content.file)
        format_sheet(page, sheet, len(records))
        if sheet is FIGURES:
            _show_as_before(page, content.figures)
    protect_choices(book, organisations)
    book.active = 0
    return packed(book, "Årsrapport: arbejdsbog")


def _records(sheet: SheetSpec, content: Workbook) -> Sequence[object]:
    """What of `content` stands in `sheet`, a record for each row."""
    if sheet in LIST_SECTIONS:
        return [
            point
            for point in content.points
            if (point.sheet == sheet.name if point.sheet else point.id[:1] == sheet.letter)
        ]
    records: Mapping[SheetSpec, Sequence[object]] = {
        MEMBERS: content.members,
        FIGURES: content.figures,
        FOLLOW_UP: content.follow_ups,
        WHEEL: content.wheel,
        YEAR_FACTS: content.facts,
    }
    return records[sheet]


def _kept(record: object, attribute: str) -> _Value:
    """What a cell holds: of a number that is shown otherwise, the one stored."""
    if attribute == "value" and isinstance(record, KeyFigure) and record.behind:
        return record.behind.stored
    value: _Value = getattr(record, attribute)
    if isinstance(value, bool):
        return YES if value else None
    return value


def _show_as_before(page: Worksheet, figures: Sequence[KeyFigure]) -> None:
    """Give numbers the formats by which Excel showed them otherwise than they are stored."""
    column = FIGURES.headers.index("Værdi") + 1
    for row, figure in enumerate(figures, 2):
        if figure.behind:
            page.cell(row, column).number_format = figure.behind.format


def _write(cell: Cell, value: _Value, file: str) -> None:
    if isinstance(value, str):
        encoded = encode_text(value)
        if len(encoded.encode("utf-16-le")) > 2 * LONGEST_TEXT:
            place = Location(file, str(cell.parent.title), cell.coordinate)
            raise TextTooLong(place, length=len(value))
        # Said outright to be text: openpyxl would make a formula of "=…", and an error
        # value of "#N/A".
        cell.value = encoded
        cell.data_type = "s"
    elif isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        cell.value = int(value) if whole else float(value)
    else:
        cell.value = value
