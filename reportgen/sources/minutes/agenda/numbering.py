"""Which numbered lines are the agenda's items, and which are lists inside an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.report.outline import Stretch
from reportgen.sources.minutes.dates import MONTHS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"""
    (?P<lead>(?:dagsordens)?(?:punkt|pkt\.?)(?:\s*nr\.?)?\s+|ad\.?\s*(?:pkt\.?\s*|punkt\s*)?
      |sag(?:\s*nr\.?)?\s+)?
    (?P<number>\d{{1,2}})(?P<letter>[a-zæøå])?
    (?P<close>[.):]+|\s*[-–]|)(?P<gap>\s+|$)
    (?!(?:{_MONTH})\b|og\s+\d|eller\s+\d|klasse\b|kvartal|halvår)
    """,
    re.VERBOSE | re.IGNORECASE,
)
UNNUMBERED = re.compile(
    r"(?:eventuelt|evt\.?|årshjul(?:et)?|velkomst|siden sidst|meddelelser|orientering(?:er)?"
    r"|næste møde|kommende møder|mødekalender|mødeplan|godkendelse af (?:referat|dagsorden))"
    r"\s*[.:]?",
    re.IGNORECASE,
)
"""Titles that items have which minutes often leave without a number."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line's number as an agenda writes it."""

    number: int
    text: str
    """The number with its letter, as ``8a``."""
    style: str
    """How the number is written: what stands before and after it."""
    glyph: Stretch
    words: Stretch


def numbered(line: Stretch, mark: str = "", glyph: Stretch = Stretch()) -> Numbered | None:
    """Read the number that opens `line`, or that its list `mark` is; none if there is none."""
    if mark:
        match = _NUMBER.fullmatch(mark) or _NUMBER.match(mark + " ")
        if match is None or not line:
            return None
        return _read(match, glyph, line)
    match = _NUMBER.match(line.text)
    if match is None or not (match["lead"] or match["close"].strip()):
        return None
    end = match.end("close")
    return _read(match, line.part(0, end), line.part(end).strip())


def _read(match: re.Match[str], glyph: Stretch, words: Stretch) -> Numbered:
    lead = (match["lead"] or "").strip(" .").casefold()
    number = match["number"] + (match["letter"] or "")
    return Numbered(int(match["number"]), number, f"{lead}#{match['close'].strip()}", glyph, words)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A numbered line, and how much it looks like an item's title."""

    index: int
    number: int
    style: str
    score: float
    lettered: bool = False
    """Whether a letter follows the number: 8a and 8b are two items of one number."""


_FIRST_IS_NOT_ONE = 2.0
_GAP = 1.5
_REPEATED = 3.0


def chain(candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Choose the lines that are items: one style, numbers rising, the best looking ones.

    Numbers that are left out (the agenda goes from 3 to 5) cost, as does an agenda that
    does not begin at one. Returns the `Candidate.index` of each item.
    """
    best: list[tuple[float, int]] = []
    for at, candidate in enumerate(candidates):
        start = candidate.score - _FIRST_IS_NOT_ONE * min(abs(candidate.number - 1), 3)
        choice = (start, -1)
        for before in range(at):
            previous = candidates[before]
            step = candidate.number - previous.number
            if previous.style != candidate.style or step < 0:
                continue
            if step == 0 and not candidate.lettered:
                continue
            cost = _REPEATED if step == 0 else _GAP * (step - 1)
            total = best[before][0] + candidate.score - cost
            # Of equals the later wins: an overview of the agenda stands before the minutes.
            if total >= choice[0]:
                choice = (total, before)
        best.append(choice)
    if not best:
        return ()
    at = max(range(len(best)), key=lambda index: (best[index][0], index))
    if best[at][0] <= 0:
        return ()
    chosen: list[int] = []
    while at >= 0:
        chosen.append(candidates[at].index)
        at = best[at][1]
    return tuple(reversed(chosen))
