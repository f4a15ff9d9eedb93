"""List marks at the start of a line: bullets, ``1)``, ``a)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.report.outline import TracedText
from reportgen.sources.dates import MONTH_NAMES

_FIRST = "-–−•·*●▪■◼►▶➢➤→✓\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf02d\uf0e0\uf0ad"
_SECOND = "o◦○▫□◻‣⁃\uf06f"
_BULLET = re.compile(rf"([{_FIRST}{_SECOND}])(?:\s+|$)|([-–•\uf0b7\uf0a7])(?=[A-ZÆØÅ])")
_NUMBERED = re.compile(
    rf"(\(?(?:\d{{1,2}}|[a-zæøå]|[ivx]{{1,4}})\)|\d{{1,2}}\.(?:\d{{1,2}}\.?)*)\s+"
    # "8. og 9. klasse" and "27. januar" are ordinals, no list.
    rf"(?!(?:{MONTH_NAMES})\b|og\s+\d|eller\s+\d|klasse|kvartal|halvår|udkast|møde)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line parted into its list mark and its words."""

    mark: str
    glyph: TracedText
    words: TracedText
    depth: int = 0


def split_list_mark(line: TracedText) -> MarkedLine | None:
    """Split `line` into list mark and words; none if it opens no entry of a list.

    A hollow bullet (``o``, Word's second level) is one deeper than the others.
    """
    line = line.strip()
    if bullet := _BULLET.match(line.text):
        glyph = bullet[1] or bullet[2]
        depth = int(glyph in _SECOND)
        return MarkedLine("-", line.part(0, 1), line.part(bullet.end()).strip(), depth)
    if numbered := _NUMBERED.match(line.text):
        end = numbered.end(1)
        return MarkedLine(numbered[1], line.part(0, end), line.part(end).strip())
    return None


# Which numbered lines are the agenda's items, and which are lists inside an item.

_NUMBER = re.compile(
    rf"""
    (?P<lead>(?:dagsordens)?(?:punkt|pkt\.?)(?:\s*nr\.?)?\s+|ad\.?\s*(?:pkt\.?\s*|punkt\s*)?
      |sag(?:\s*nr\.?)?\s+)?
    (?P<number>\d{{1,2}})(?P<letter>[a-zæøå])?
    (?P<close>[.):]+|\s*[-–]|)(?P<gap>\s+|$)
    (?!(?:{MONTH_NAMES})\b|og\s+\d|eller\s+\d|klasse\b|kvartal|halvår)
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
class NumberedTitle:
    """A line's number as an agenda writes it."""

    number: int
    text: str
    """The number with its letter, as ``8a``."""
    style: str
    """How the number is written: what stands before and after it."""
    glyph: TracedText
    words: TracedText


def split_item_number(
    line: TracedText, mark: str = "", glyph: TracedText = TracedText()
) -> NumberedTitle | None:
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


def _read(match: re.Match[str], glyph: TracedText, words: TracedText) -> NumberedTitle:
    lead = (match["lead"] or "").strip(" .").casefold()
    number = match["number"] + (match["letter"] or "")
    return NumberedTitle(
        int(match["number"]), number, f"{lead}#{match['close'].strip()}", glyph, words
    )


@dataclass(frozen=True, slots=True)
class ItemCandidate:
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


def choose_item_lines(candidates: Sequence[ItemCandidate]) -> tuple[int, ...]:
    """Choose the lines that are items: one style, numbers rising, the best looking ones.

    Numbers that are left out (the agenda goes from 3 to 5) cost, as does an agenda that
    does not begin at one. Returns the `ItemCandidate.index` of each item.
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
