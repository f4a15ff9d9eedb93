"""What Excel offers, and allows, where an organisation is typed: held against the network's own.

The tool keeps the organisations on a sheet of its own (`LISTS`); the rule of a column says where
its choices stand. A list that lacks one of the network's organisations lets Excel refuse the
right name. Where the choices are the tool's own, they can be made to follow the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reportgen.problems import Location, Problem
from reportgen.sources.spelling import folded
from reportgen.sources.workbook.account import LISTS
from reportgen.sources.workbook.cells import RawSheet, Rule, column_number
from reportgen.sources.workbook.package import WorkbookPackage
from reportgen.sources.workbook.patch import CellEdit, Choices, NewRow
from reportgen.sources.workbook.sheets import ColumnKind, SheetSpec
from reportgen.sources.workbook.spreadsheetml import WorkbookParts
from reportgen.sources.workbook.table import SheetTable
from reportgen.sources.workbook.values import line

_RANGE = re.compile(
    r"(?:'?(?P<sheet>[^'!]+)'?!)?\$?(?P<column>[A-Z]+)\$?(?P<first>\d+)"
    r"(?::\$?(?P=column)\$?(?P<last>\d+))?"
)
_INLINE = re.compile(r'"([^"]*)"')
_HEADER = "Organisation"


def list_problems(
    tables: Mapping[SheetSpec, SheetTable],
    rules: Mapping[SheetSpec, Sequence[Rule]],
    raws: Mapping[str, RawSheet],
    organisations: Sequence[str],
) -> Iterator[Problem]:
    """Say once for each list of choices that it does not offer the network's organisations.

    `raws` are the sheets by their names as `folded` gives them.
    """
    said: set[str] = set()
    for spec, table in tables.items():
        for column in spec.columns:
            letters = table.columns.get(column.header)
            if column.kind is not ColumnKind.ORGANISATION or letters is None:
                continue
            for rule in rules[spec]:
                offered = _offered(rule, raws, folded(table.where.sheet))
                if offered is None or rule.choices in said or not _covers(rule.cells, letters):
                    continue
                said.add(rule.choices)
                missing = [name for name in organisations if name not in offered]
                surplus = [name for name in offered if name and name not in organisations]
                if missing or surplus:
                    values = {"missing": _listed(missing), "surplus": _listed(surplus)}
                    ours = _is_ours(rule.choices)
                    code = "workbook-list-differs" if ours else "workbook-own-list-differs"
                    where = (
                        Location(table.where.file, LISTS, "A2") if ours else table.at(f"{letters}1")
                    )
                    yield Problem(code, where, values)


def organisation_edits(
    data: bytes, organisations: Sequence[str]
) -> dict[str, CellEdit | NewRow | Choices]:
    """What makes the tool's own list offer the network's organisations, in their order.

    Raises `Unreadable` where `data` is no workbook.
    """
    workbook = WorkbookParts(WorkbookPackage(data))
    part = next((p for p in workbook.sheets if folded(p.name) == folded(LISTS)), None)
    if part is None:
        return {}
    held = {row.number: row.values for row in workbook.sheet(part).rows}
    last = max((number for number, values in held.items() if "A" in values), default=1)
    now = [line(held.get(number, {}).get("A", ""))[0] for number in range(2, last + 1)]
    if now == list(organisations):
        return {}
    edits: dict[str, CellEdit | NewRow | Choices] = {}
    for number in range(2, max(last, len(organisations) + 1) + 1):
        before = now[number - 2] if number - 2 < len(now) else ""
        after = organisations[number - 2] if number - 2 < len(organisations) else ""
        name = f"{LISTS}!A{number}"
        if number > last:
            edits[name] = NewRow(part.name, {_HEADER: after})
        elif before != after:
            edits[name] = CellEdit(part.name, f"A{number}", before or None, after or None)
    edits[LISTS] = Choices(part.name, len(organisations) + 1)
    return edits


def _offered(rule: Rule, raws: Mapping[str, RawSheet], sheet: str) -> list[str] | None:
    """The names that a rule offers; None where that cannot be told."""
    if inline := _INLINE.fullmatch(rule.choices):
        return [name.strip() for name in inline[1].split(",")]
    found = _RANGE.fullmatch(rule.choices)
    raw = raws.get(folded(found["sheet"] or sheet)) if found else None
    if found is None or raw is None:
        return None
    first, last = int(found["first"]), int(found["last"] or found["first"])
    return [
        line(row.values[found["column"]])[0]
        for row in raw.rows
        if first <= row.number <= last and found["column"] in row.values
    ]


def _is_ours(choices: str) -> bool:
    found = _RANGE.fullmatch(choices)
    return found is not None and folded(found["sheet"] or "") == folded(LISTS)


def _covers(cells: str, letters: str) -> bool:
    """Whether ranges apart by blanks hold a cell of the column under its header."""
    number = column_number(letters)
    for each in cells.split():
        found = re.fullmatch(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?", each)
        if found is None:
            continue
        first, last = column_number(found[1]), column_number(found[3] or found[1])
        if first <= number <= last and int(found[4] or found[2]) > 1:
            return True
    return False


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "–"
