"""What a column of the minutes' table holds, told by its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    """What stands in a column."""

    NUMBER = "number"
    TITLE = "title"
    PROPOSAL = "proposal"
    MINUTES = "minutes"
    DECISION = "decision"
    TASK = "task"
    """Who does it, and by when."""


# Ordered: the first pattern that fits a header rules, so that "Referat/beslutning" is minutes.
_HEADERS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"(?:pkt\.?|punkt)?\s*(?:nr|nummer)\.?|#|pkt\.?"),
    (
        Column.MINUTES,
        r"(?:møde)?referat(?:et)?|drøftelser?|noter?|konklusion(?:er)?|opsamling|resultat"
        r"|det aftalte|hvad blev (?:sagt|aftalt)|status|kommentarer",
    ),
    (Column.DECISION, r"beslutning(?:er|en)?|aftaler?|afgørelse|besluttet|aftalt"),
    (
        Column.PROPOSAL,
        r"uddybning|uddybende (?:tekst|beskrivelse)|indstilling|sagsfremstilling|baggrund"
        r"|beskrivelse|oplæg|indhold|formål|forklaring|fremstilling|forslag|motivering"
        r"|supplerende (?:tekst|oplysninger)|uddybende",
    ),
    (
        Column.TASK,
        r"ansvarlige?|opgaver?|opfølgning|hvem(?: gør hvad)?|tovholder|frist|deadline"
        r"|hvornår|handling(?:er)?|aktion|action",
    ),
    (
        Column.TITLE,
        r"(?:dagsordens?|møde)?punkt(?:er|et)?|dagsorden(?:en)?|sag(?:er)?|emner?|tema(?:er)?"
        r"|agenda|overskrift|titel",
    ),
)
_PATTERNS = tuple((column, re.compile(pattern, re.IGNORECASE)) for column, pattern in _HEADERS)


def column_of(header: str) -> Column | None:
    """What a column with this header holds; none if the word is not a known header."""
    text = header.strip(" .:*\t\n\xa0")
    if not text or len(text) > 60:
        return None
    words = [word for word in re.split(r"\s*(?:/|,|&|\+|\bog\b|\beller\b)\s*", text) if word]
    for candidate in (text, *words):
        for column, pattern in _PATTERNS:
            if pattern.fullmatch(candidate.strip(" .:")):
                return column
    return None


def columns_of(headers: Sequence[str]) -> tuple[Column | None, ...] | None:
    """What the columns hold if `headers` head an agenda's table; none if they do not.

    One must name the items and another what was put forward, said or decided.
    """
    columns = tuple(column_of(header) for header in headers)
    said = {Column.PROPOSAL, Column.MINUTES, Column.DECISION}
    if Column.TITLE not in columns and Column.NUMBER in columns:
        # "Pkt." alone over titles is a title column, unless the next column holds them.
        at = columns.index(Column.NUMBER)
        columns = (*columns[:at], Column.TITLE, *columns[at + 1 :])
    if Column.TITLE not in columns or not said & set(columns):
        return None
    return columns
