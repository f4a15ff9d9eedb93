"""What Excel shows of a number: its number format, applied (ECMA-376 part 1, 18.8.31).

A format has up to four sections, for positive, negative and zero numbers and for text, or
sections with conditions of their own. A section may scale (``#,##0,``), round, write words
beside the number (``0" (skøn)"``) or in its place (``[<5]"under 5"``), or show nothing
(``;;;``). What is left to Excel's column width is not looked at. Where the standard is silent,
LibreOffice's export of a cell "as shown" is followed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reportgen.report.dates import MONTHS, WEEKDAYS
from reportgen.sources.workbook.shown.number_section import (
    Section,
    Shown,
    Token,
    general,
    one_line,
    shown_by,
    with_meaning,
)

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    42: '_-* #,##0 "kr."_-;-* #,##0 "kr."_-;_-* "-" "kr."_-;_-@_-',
    43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    44: '_-* #,##0.00 "kr."_-;-* #,##0.00 "kr."_-;_-* "-"?? "kr."_-;_-@_-',
    48: "##0.0E+0",
    5: '#,##0 "kr.";-#,##0 "kr."',
    6: '#,##0 "kr.";[Red]-#,##0 "kr."',
    7: '#,##0.00 "kr.";-#,##0.00 "kr."',
    8: '#,##0.00 "kr.";[Red]-#,##0.00 "kr."',
}
"""The formats that a workbook need not spell out, as Excel in Danish shows them (18.8.30).

Dates are not here: they are shown the same way whatever their format."""

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<blank>.) | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\] | (?P<general>General) | (?P<exponent>E[+-])
    | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/)
    | (?P<text>@) | (?P<section>;) | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_GROUPING = re.compile(r"(?:#,##)?0(?:\.(0+))?")
_DATE_TOKEN = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|y+|m+|d+|h+|s+|.', re.IGNORECASE | re.DOTALL
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:E[+-]?[0-9]+)?)", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)")
_RED = frozenset({"red", "color3", "rød"})


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format, taken apart once."""

    code: str
    numbers: tuple[Section, ...]
    """The sections that numbers are shown by."""
    words: Section | None
    """The section that text is shown by; None where text is shown as it is."""
    places: int | None = None
    """Decimals, where all that the format does is to group digits and to round."""

    @property
    def is_plain(self) -> bool:
        """Whether numbers are shown as they are stored, whatever they are."""
        return not self.numbers

    def shows_whole(self, number: Decimal) -> bool:
        """Whether `number` is shown as it is stored, and nothing else with it."""
        if self.places is not None:
            exponent = number.as_tuple().exponent
            return isinstance(exponent, int) and -exponent <= self.places
        shown = self.of_number(number)
        text = shown.text.replace(".", "")
        plain = f"{number:f}".replace(".", ",")
        return text == plain and shown.exact == number

    def of_text(self, text: str) -> str:
        """What is shown of a text."""
        if self.words is None:
            return text
        return "".join(text if t.kind == "text" else t.text for t in self.words.tokens)

    def of_number(self, number: Decimal) -> Shown:
        """What is shown of a number."""
        section, index = self._section(number)
        if section is None or section.has("text"):
            return general((), number)
        first = section.condition
        signed = index == 0 and (first is None or first[0] not in "<" or first[1] != 0)
        if section.has("general"):
            return general(section.tokens, number if signed else abs(number))
        shown = shown_by(section, abs(number), negative=number < 0 and signed)
        return with_meaning(shown, section, number, signed)

    def _section(self, number: Decimal) -> tuple[Section | None, int]:
        """The section that shows `number`, and its place; none where no condition is met."""
        sections = self.numbers
        if not sections:
            return None, 0
        if not any(section.condition for section in sections):
            at = 0 if number > 0 else 1 if number < 0 else 2
            index = at if at < len(sections) else 0
            return sections[index], index
        last = len(sections) - 1
        for index, section in enumerate(sections):
            if section.condition is not None:
                holds = section.holds(number)
            elif index == 0:
                holds = number > 0
            elif index == 1 and last == 2:
                holds = number < 0
            else:
                holds = index == last
            if holds:
                return section, index
        return None, 0


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat:
    """Take the format `code` apart."""
    sections = [_section(tokens) for tokens in _split(code)]
    words: Section | None = None
    if len(sections) > 3:
        words, sections = sections[3], sections[:3]
    elif sections[-1].has("text"):
        words = sections.pop()
    if len(sections) == 1 and sections[0].tokens == (Token("general", "General"),):
        sections = []
    # The same sections for negative and for zero would do as well, but are rare.
    grouping = _GROUPING.fullmatch(code)
    places = len(grouping[1] or "") if grouping else None
    return NumberFormat(code, tuple(sections), words, places)


def part_of_date(code: str, moment: dt.datetime) -> str:
    """What a date's format shows of it, in Danish; empty where it shows day, month and year.

    >>> part_of_date("mmmm yyyy", dt.datetime(2023, 3, 1))
    'marts 2023'
    """
    tokens = [match[0] for match in _DATE_TOKEN.finditer(code.partition(";")[0])]
    letters = {token[0].lower() for token in tokens if token[0].isalpha()}
    if not letters & set("dmy") or letters >= set("dmy") or letters & set("hs"):
        return ""
    return one_line("".join(_date_part(token, moment) for token in tokens))


def _date_part(token: str, moment: dt.datetime) -> str:
    letter, length = token[0].lower(), len(token)
    if letter == "y":
        return f"{moment:%Y}" if length > 2 else f"{moment:%y}"
    if letter == "m":
        name = MONTHS[moment.month - 1]
        words = {3: name[:3], 4: name}
        return words.get(length, f"{moment.month:0{min(length, 2)}d}")
    if letter == "d":
        name = WEEKDAYS[moment.weekday()]
        words = {3: name[:3], 4: name}
        return words.get(length, f"{moment.day:0{min(length, 2)}d}")
    return "" if letter in "[_*@" else token.strip('"').removeprefix("\\")


def _split(code: str) -> list[list[re.Match[str]]]:
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "section":
            sections.append([])
        else:
            sections[-1].append(match)
    return sections


def _section(matches: Sequence[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    red = False
    for match in matches:
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "bracket":
            if found := _CONDITION.fullmatch(text.strip()):
                condition = found[1], Decimal(found[2])
            elif found := _CURRENCY.match(text):
                tokens.append(Token("word", found[1]))
            red = red or text.casefold() in _RED
        elif kind in {"quoted", "escaped", "other"}:
            tokens.append(Token("word", text))
        elif kind == "blank":
            tokens.append(Token("word", " "))
        elif kind == "general":
            tokens.append(Token("general", "General"))
        elif kind != "fill":
            tokens.append(Token(kind, text))
    return Section(tuple(tokens), condition, red)
