"""Writing one cell into a workbook that people own, and nothing else.

Loading and saving a workbook loses charts, pictures and rules that a library does not
know; so the cell is written into the sheet's XML where it stands, and every other part
stays byte for byte. A cell with a formula is never overwritten. Since other cells may be
reckoned from the one that changed, Excel is asked to reckon anew when it opens the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.sources.spelling import folded
from reportgen.sources.workbook.package import WorkbookPackage
from reportgen.sources.workbook.spreadsheetml import SheetPart, WorkbookParts
from reportgen.sources.workbook.values import CellValue, Formatted, danish_number

_ATTRIBUTE = re.compile(rb'\s(r|s|t)\s*=\s*("[^"]*"|\'[^\']*\')')
_BEFORE_RECKONING = ("definedNames", "externalReferences", "functionGroups", "sheets")
"""Elements of the workbook part that `calcPr` comes after, the last first (18.2.27)."""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell, what it must say now, and what it is to say."""

    sheet: str
    cell: str
    before: str | Decimal
    after: str | Decimal


def patch(data: bytes, edits: Mapping[str, CellEdit]) -> tuple[bytes, tuple[str, ...]]:
    """Write the cells that can be written; returns the workbook, and the names of those.

    A cell is left as it is where it no longer says what it is expected to, holds a formula, is
    not there, or has a number format that would show otherwise what is written. A number is the
    expected one where it rounds to it. Raises `Unreadable` where `data` is no workbook.
    """
    written, done = _written(data, edits)
    as_written = {name: replace(edits[name], before=edits[name].after) for name in done}
    shown_otherwise = changed_since(written, as_written)
    if not shown_otherwise:
        return written, done
    return patch(data, {name: e for name, e in edits.items() if name not in shown_otherwise})


def _written(data: bytes, edits: Mapping[str, CellEdit]) -> tuple[bytes, tuple[str, ...]]:
    package = WorkbookPackage(data)
    workbook = WorkbookParts(package)
    parts = {folded(part.name): part for part in workbook.sheets}
    changed: dict[str, bytes] = {}
    done: list[str] = []
    for name, edit in edits.items():
        part = parts.get(folded(edit.sheet))
        if part is None or not _still_holds(workbook, part, edit):
            continue
        content = changed.get(part.path) or package.read(part.path)
        written = _with_cell(content, edit)
        if written is not None:
            changed[part.path] = written
            done.append(name)
    if not done:
        return data, ()
    changed[workbook.path] = _reckoned_anew(package.read(workbook.path))
    return package.with_parts(changed), tuple(done)


def changed_since(data: bytes, expected: Mapping[str, CellEdit]) -> dict[str, str]:
    """What cells say that no longer hold what they are expected to: numbers as in Danish.

    Only words and numbers are told. Raises `Unreadable` where `data` is no workbook.
    """
    workbook = WorkbookParts(WorkbookPackage(data))
    parts = {folded(part.name): part for part in workbook.sheets}
    found: dict[str, str] = {}
    for name, edit in expected.items():
        part = parts.get(folded(edit.sheet))
        if part is None or _still_holds(workbook, part, edit):
            continue
        value = _value(workbook, part, edit)
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, Formatted):
            found[name] = value.shown.text
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            found[name] = danish_number(Decimal(str(value)))
    return found


def _value(workbook: WorkbookParts, part: SheetPart, edit: CellEdit) -> CellValue | None:
    letters, number = edit.cell.rstrip("0123456789"), edit.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = {str(row.number): row for row in workbook.sheet(part).rows}
    return rows[number].values.get(letters) if number in rows else None


def _still_holds(workbook: WorkbookParts, part: SheetPart, edit: CellEdit) -> bool:
    """Whether the cell says what the edit was made against."""
    value = _value(workbook, part, edit)
    if isinstance(value, Formatted):
        is_number = isinstance(edit.before, Decimal)
        value = value.shown.number if is_number else value.shown.text
    if isinstance(edit.before, Decimal):
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return False
        return round(Decimal(str(value)), _decimals(edit.before)) == edit.before
    return isinstance(value, str) and value.split() == edit.before.split()


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _with_cell(content: bytes, edit: CellEdit) -> bytes | None:
    """The sheet with the cell written; None where that cannot be done as it should."""
    ref = edit.cell.encode()
    cell = re.search(
        rb"<(?P<prefix>(?:\w+:)?)c(?=[^>]*?\sr\s*=\s*[\"']" + ref + rb"[\"'])(?P<given>[^>]*?)"
        rb"(?:/>|>(?P<inner>.*?)</(?P=prefix)c>)",
        content,
        re.DOTALL,
    )
    if cell is None or re.search(rb"<(?:\w+:)?f[\s>/]", cell["inner"] or b""):
        return None
    prefix = cell["prefix"]
    kept = b"".join(
        attribute[0]
        for attribute in _ATTRIBUTE.finditer(cell["given"])
        if attribute[1] in {b"r", b"s"}
    )
    if isinstance(edit.after, Decimal):
        inner = b"<%sv>%s</%sv>" % (prefix, f"{edit.after:f}".encode(), prefix)
        element = b"<%sc%s>%s</%sc>" % (prefix, kept, inner, prefix)
    else:
        text = html.escape(edit.after, quote=False).encode()
        inner = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (
            *(prefix, prefix, text),
            *(prefix, prefix),
        )
        element = b'<%sc%s t="inlineStr">%s</%sc>' % (prefix, kept, inner, prefix)
    return content[: cell.start()] + element + content[cell.end() :]


def _reckoned_anew(workbook: bytes) -> bytes:
    """The workbook part, asking for all formulas to be reckoned when it is opened."""
    if b"fullCalcOnLoad" in workbook:
        return re.sub(rb'fullCalcOnLoad\s*=\s*["\'][^"\']*["\']', b'fullCalcOnLoad="1"', workbook)
    if there := re.search(rb"<(?:\w+:)?calcPr\b", workbook):
        return workbook[: there.end()] + b' fullCalcOnLoad="1"' + workbook[there.end() :]
    for name in _BEFORE_RECKONING:
        ends = rb"</(\w+:)?" + name.encode() + rb">|<(\w+:)?" + name.encode() + rb"\b[^>]*/>"
        if there := re.search(ends, workbook):
            prefix = there[1] or there[2] or b""
            asked = b'<%scalcPr fullCalcOnLoad="1"/>' % prefix
            return workbook[: there.end()] + asked + workbook[there.end() :]
    return workbook
