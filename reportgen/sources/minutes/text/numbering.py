"""What opens a line: a list mark (bullet, ``1)``, ``a)``) or the number of an agenda's item.

An agenda numbers its items, and so do the lists inside an item; which is which is told in
`reportgen.sources.minutes.text.item_lines`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.report.outline import OutlineParagraph, TracedText
from reportgen.sources.dates import MONTH_NAMES
from reportgen.sources.minutes.text.item_lines import ItemCandidate
from reportgen.sources.minutes.text.sentences import plain_words

_FIRST_LEVEL = "-–−•·*●▪■◼►▶➢➤→✓\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf02d\uf0e0\uf0ad"
_SECOND_LEVEL = "o◦○▫□◻‣⁃\uf06f"
_BULLET = re.compile(rf"([{_FIRST_LEVEL}{_SECOND_LEVEL}])(?:\s+|$)|([-–•\uf0b7\uf0a7])(?=[A-ZÆØÅ])")
# "8. og 9. klasse" and "27. januar" are ordinals, no list.
_ORDINAL_OF = rf"(?:{MONTH_NAMES})\b|og\s+\d|eller\s+\d|kvartal|halvår"
_LIST_NUMBER = re.compile(
    r"(\(?(?:\d{1,3}|[a-zæøå]|[ivx]{1,4})\)|\d{1,3}\.(?:\d{1,2}\.?)*)\s+"
    rf"(?!{_ORDINAL_OF}|klasse|udkast|møde)",
    re.IGNORECASE,
)
_ITEM_NUMBER = re.compile(
    rf"""
    (?P<lead>(?:dagsordens)?(?:punkt|pkt\.?)(?:\s*nr\.?)?\s+
      |(?:ad|til|vedr(?:ørende)?)\.?\s*(?:dagsordenens\s+)?(?:dagsordens)?(?:pkt\.?|punkt)(?:\s*nr\.?)?\s*
      |ad\.?\s*|sag(?:\s*nr\.?)?\s+)?
    (?P<number>\d{{1,3}})(?P<letter>[a-zæøå])?
    (?P<close>[.):]+|\s*[-–]|)(?P<gap>\s+|$)
    (?!{_ORDINAL_OF}|klasse\b)
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
class MarkedLine:
    """A line split into its list mark and its words."""

    mark: str
    """The mark as the file will write it: ``-`` for every bullet, ``1)`` as it stands."""
    glyph: TracedText
    """The mark as the source prints it."""
    words: TracedText
    depth: int = 0


def split_list_mark(line: TracedText) -> MarkedLine | None:
    """Split `line` into list mark and words; none if it opens no entry of a list.

    A hollow bullet (``o``, Word's second level) is one deeper than the others.
    """
    line = line.strip()
    if bullet := _BULLET.match(line.text):
        depth = int((bullet[1] or bullet[2]) in _SECOND_LEVEL)
        return MarkedLine("-", line.part(0, 1), line.part(bullet.end()).strip(), depth)
    if numbered := _LIST_NUMBER.match(line.text):
        end = numbered.end(1)
        return MarkedLine(numbered[1], line.part(0, end), line.part(end).strip())
    return None


@dataclass(frozen=True, slots=True)
class NumberedTitle:
    """A line split into its number, as an agenda writes it, and its words."""

    number: int
    text: str
    """The number with its letter, as ``8a``."""
    style: str
    """How the number is written: what stands before and after it."""
    glyph: TracedText
    words: TracedText

    def as_candidate(self, index: int, score: float) -> ItemCandidate:
        """Put the line forward as an item, by its `index` among all lines."""
        lettered, title = self.text[-1:].isalpha(), plain_words(self.words.text)
        return ItemCandidate(index, self.number, self.style, score, lettered, title)


def split_item_number(
    line: TracedText, mark: str = "", glyph: TracedText = TracedText(), *, bare: bool = False
) -> NumberedTitle | None:
    """Read the number that opens `line`, or that its list `mark` is; none if there is none.

    A number needs a word before it or a sign after it, unless it may stand `bare`.
    """
    if mark:
        match = _ITEM_NUMBER.fullmatch(mark) or _ITEM_NUMBER.match(mark + " ")
        words = line
        if match is None or not line:
            return None
    else:
        match = _ITEM_NUMBER.match(line.text)
        if match is None or not (bare or match["lead"] or match["close"].strip()):
            return None
        end = match.end("close")
        glyph, words = line.part(0, end), line.part(end).strip()
    lead = (match["lead"] or "").strip(" .").casefold()
    number = match["number"] + (match["letter"] or "")
    return NumberedTitle(
        int(match["number"]), number, f"{lead}#{match['close'].strip()}", glyph, words
    )


def item_number(paragraph: OutlineParagraph) -> NumberedTitle | None:
    """Read the number of an item that `paragraph` opens with; none if there is none."""
    return split_item_number(paragraph.words, paragraph.mark, paragraph.glyph)
