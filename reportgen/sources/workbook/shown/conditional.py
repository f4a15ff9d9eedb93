"""Conditional formats that show numbers otherwise (18.3.1.18): "under 5" where a cell is below 5.

A condition that compares the cell with a number is applied. What another condition comes to
cannot be told without Excel; then it is not known what is seen of the number, and so it is not
told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from reportgen.opc.xml import Element
from reportgen.sources.workbook.cells import Merge, RawSheet, column_number, parse_merge
from reportgen.sources.workbook.elements import children, whole
from reportgen.sources.workbook.shown.number_format import number_format
from reportgen.sources.workbook.shown.number_section import Shown
from reportgen.sources.workbook.values import CellValue, Formatted

HIDING = ";;;"
"""The format of a number of which it is not known what Excel shows."""

_Test = Callable[..., bool]
_OPERATORS: Mapping[str, _Test] = MappingProxyType(
    {
        "lessThan": lambda number, limit: number < limit,
        "lessThanOrEqual": lambda number, limit: number <= limit,
        "greaterThan": lambda number, limit: number > limit,
        "greaterThanOrEqual": lambda number, limit: number >= limit,
        "equal": lambda number, limit: number == limit,
        "notEqual": lambda number, limit: number != limit,
        "between": lambda number, low, high: low <= number <= high,
        "notBetween": lambda number, low, high: not low <= number <= high,
    }
)
_SIGNS = MappingProxyType(
    {
        "<": "lessThan",
        "<=": "lessThanOrEqual",
        ">": "greaterThan",
        ">=": "greaterThanOrEqual",
        "=": "equal",
        "<>": "notEqual",
    }
)
_COMPARISON = re.compile(r"\$?([A-Z]+)(\d+)\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Condition:
    """One rule that gives numbers another format where it is met."""

    priority: int
    ranges: tuple[Merge, ...]
    code: str
    operator: str = ""
    """Empty where what the rule compares cannot be told."""
    limits: tuple[Decimal, ...] = ()

    def covers(self, column: int, row: int) -> bool:
        """Whether the rule holds for a cell."""
        return any(
            r.first_column <= column <= r.last_column and r.first_row <= row <= r.last_row
            for r in self.ranges
        )

    def is_met(self, number: Decimal) -> bool | None:
        """Whether a number meets it; None where that cannot be told."""
        test = _OPERATORS.get(self.operator)
        return None if test is None else test(number, *self.limits)


def conditions(element: Element, formats: Sequence[str]) -> Iterator[Condition]:
    """The rules of a `conditionalFormatting`; `formats` are those of the workbook's `dxfs`."""
    ranges = tuple(r for ref in element.get("sqref", "").split() for r in parse_merge(ref))
    for rule in children(element, "cfRule"):
        number = rule.get("dxfId")
        code = formats[whole(number)] if number and whole(number) < len(formats) else ""
        if code:
            operator, limits = _compared(rule, ranges)
            priority = whole(rule.get("priority", "0"))
            yield Condition(priority, ranges, code, operator, limits)


def apply(sheet: RawSheet, found: Iterable[Condition]) -> None:
    """Give the sheet's numbers the formats that their conditions ask for."""
    rules = sorted(found, key=lambda rule: rule.priority)
    for row in sheet.rows if rules else ():
        for letters, value in row.values.items():
            stored = value.stored if isinstance(value, Formatted) else value
            if isinstance(stored, Decimal):
                column = column_number(letters)
                over = [rule for rule in rules if rule.covers(column, row.number)]
                row.values[letters] = _shown(value, stored, over)


def _shown(value: CellValue, stored: Decimal, rules: Iterable[Condition]) -> CellValue:
    """A number as the first rule that it meets shows it."""
    for rule in rules:
        met = rule.is_met(stored)
        if met is None:
            return Formatted(stored, Shown("", None, stored), HIDING)
        if met:
            form = number_format(rule.code)
            if form.is_plain or form.shows_whole(stored):
                return stored
            return Formatted(stored, form.of_number(stored), form.code)
    return value


def _compared(rule: Element, ranges: Sequence[Merge]) -> tuple[str, tuple[Decimal, ...]]:
    """What a rule compares the cell with; an empty operator where that cannot be told."""
    formulas = [(formula.text or "").strip() for formula in children(rule, "formula")]
    if rule.get("type") == "expression" and formulas and ranges:
        found = _COMPARISON.fullmatch(formulas[0])
        first = ranges[0]
        own = found and (column_number(found[1]), int(found[2])) == (
            first.first_column,
            first.first_row,
        )
        return (_SIGNS[found[3]], (Decimal(found[4]),)) if found and own else ("", ())
    operator = rule.get("operator", "")
    try:
        limits = tuple(map(Decimal, formulas))
    except InvalidOperation:
        return "", ()
    wanted = 2 if "etween" in operator else 1
    fits = rule.get("type") == "cellIs" and operator in _OPERATORS and len(limits) == wanted
    return (operator, limits) if fits else ("", ())
