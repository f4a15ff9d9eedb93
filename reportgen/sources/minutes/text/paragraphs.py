"""Printed lines to paragraphs: where a line went on, and what a page's width broke.

Which lines belong together is decided by two rules, one for lines of which only the
characters are known (`paragraphs`, here) and one for lines that stand at a place on a page
(`reportgen.sources.minutes.text.pdf_lines`). How they are joined is the same for both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from reportgen.report.outline import Omission, OutlineParagraph, SourcePlace, TracedText
from reportgen.sources.minutes.agenda.blocks import names_block, opens_block
from reportgen.sources.minutes.text.numbering import MarkedLine, split_list_mark
from reportgen.sources.minutes.text.sentences import continues_sentence, ends_sentence

HYPHEN_AT_BREAK = "orddelingsstreg ved linjeskift"
SOFT_HYPHEN = "\u00ad"

_ADDRESS_OPENS = re.compile(r"https?://|www\.", re.IGNORECASE)
_NO_ADDRESS = re.compile(r"[<>\"”]")
_LONGEST_ADDRESS, _LONGEST_WORD = 2_000, 100
"""Characters of an address, and of a word, that a line's end may have broken."""
_URL_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_SUSPENDED = re.compile(r"(?:og|eller|samt|/|til|hhv\.?|henholdsvis)\b", re.IGNORECASE)
"""What follows a hyphen that stands for a word: "skole- og dagbehandling"."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIRST_WORD = re.compile(r"\W?([^\W_]*)")
_NO_LETTER = re.compile(r"[\W_]")
_ENDS_IN_HYPHEN, _ENDS_IN_SLASH = re.compile(r"\w[-\u2010]"), re.compile(r"\w/")

LABEL = re.compile(r"[A-ZÆØÅ][\wæøåÆØÅ]*(?: [\wæøå.]+){0,3}\s*:")
_OPEN = """
    af at den det de en et i for fra og eller om på til ved med mod hos jf vedr vedr. ift ift.
    mellem under over samt som der eks. fx bl.a. evt. inkl. § nr.
"""
OPEN_WORDS = frozenset(_OPEN.split())
"""Words no paragraph ends with, and after which no new thought begins."""
_OPEN_END = re.compile(
    rf"(?:^|\s)(?:{'|'.join(map(re.escape, sorted(OPEN_WORDS)))})$", re.IGNORECASE
)
"""The end of a line that cannot be the end of a paragraph."""
_LAST_TITLE = re.compile(r"(?:\w++\.?\s++)?\d{0,3}\W*+evt\.$", re.IGNORECASE)
_STANDS_ALONE = re.compile(r"Links? (?:til|vedr|om)\b|Bilag\b|Vedhæftet\b|Vedlagt\b")
"""Openings of the lines below a title, which a narrow column sets under it without a gap."""
_LEADS_IN = re.compile(r"(?:Ift\.?|Vedr\.?|Ad)\s+(?:afsnit|pkt|punkt)|Pind\s*\d|(?:NY|Ny)\s+pind\b")
"""Openings that begin a new thought wherever a sentence has ended."""


class LineJoiner:
    r"""Joins the lines of a paragraph, knowing the words and addresses of the document.

    >>> source = "Kommunerne og kommu-\nnerne. Skole-\nog dagbehandling. Dag-\nbehandling."
    >>> joiner = LineJoiner(source)
    >>> lines = [TracedText.of(source, 0, 20), TracedText.of(source, 21, 34)]
    >>> joiner.join(lines).text
    'Kommunerne og kommunerne. Skole-'
    >>> [list(omission.words.offsets) for omission in joiner.omissions]
    [[19]]
    """

    def __init__(self, text: str, addresses: Iterable[str] = ()) -> None:
        broken = re.findall(r"(?<![^\W\d_])([^\W\d_]{1,60})[-\u2010][^\S\n]*\n\s*([a-zæøå]+)", text)
        # The halves of a word broken at a line's end are no words of the document.
        text = re.sub(r"(?<![\w-])[\w-]{1,80}[-\u2010][^\S\n]*\n\s*\w+", " ", text)
        self._whole = {word.casefold() for word in _WORD.findall(text)}
        self._hyphenates = any((a + b).casefold() in self._whole for a, b in broken)
        """Whether the document was hyphenated: one of its broken words stands whole elsewhere."""
        self._parts = {part for word in self._whole for part in word.split("-")}
        self._addresses = sorted(addresses)
        self._dropped: list[TracedText] = []

    @property
    def omissions(self) -> tuple[Omission, ...]:
        """Hyphens that only stood at the end of a line, left out of the text."""
        return tuple(Omission(hyphen, HYPHEN_AT_BREAK) for hyphen in self._dropped)

    def continues_address(self, above: str, below: str) -> bool:
        """Whether `below` goes on with an address that `above` ends in the middle of.

        >>> joiner = LineJoiner("")
        >>> joiner.continues_address("Se https://eksempel.dk/en-", "rapport.pdf for mere")
        True
        >>> joiner.continues_address("Se https://eksempel.dk/rapport.pdf", "Rapporten er ny")
        False
        """
        begun = _address_at_end(above)
        words = below.split(maxsplit=1) if begun else []
        if not words:
            return False
        token = words[0]
        if not any(char.isalnum() for char in token):
            return False
        if token.startswith(("http:", "https:")):
            return begun.endswith("=")
        whole_so_far = begun + token.rstrip(".,;)")
        at = bisect_left(self._addresses, whole_so_far)
        if at < len(self._addresses) and self._addresses[at].startswith(whole_so_far):
            return True
        whole = _URL_CHARACTERS.fullmatch(token)
        if not whole or (token[:1].isupper() and token.isalpha()):
            return False
        if re.search(r"%[0-9A-Fa-f]{2}|[&?]\w+=", token):
            return True
        linkish = bool(re.search(r"[-_/=&%]|\d|\.\w{2,5}$", token)) or len(words) == 1
        return linkish and begun.endswith(tuple("/-_=&?%.#"))

    def join(self, lines: Iterable[TracedText]) -> TracedText:
        """Join `lines`; a hyphen that only parted a word at the line's end is left out."""
        pieces: list[TracedText] = []
        end = ""  # of what is joined so far: all of it would be looked through for each line
        for line in filter(None, (raw.strip() for raw in lines)):
            between = ""
            if pieces and self._is_parted(end, line.text):
                last = pieces[-1]
                self._dropped.append(last.part(len(last) - 1))
                pieces[-1], end = last.part(0, len(last) - 1), end[:-1]
            elif pieces:
                between = self._between(end, line.text)
            pieces += (TracedText.inserted(between), line)
            end = f"{end}{between}{line.text}"[-_LONGEST_ADDRESS:]
        return self._without_soft_hyphens(TracedText.joined(pieces, "")).tidy()

    def _between(self, above: str, below: str) -> str:
        """What is put between two lines of a paragraph: a blank, nothing within a word."""
        if self.continues_address(above, below) or above.endswith(SOFT_HYPHEN):
            return ""
        if _ENDS_IN_HYPHEN.fullmatch(above[-2:]):
            return " " if _SUSPENDED.match(below) and not below.startswith("/") else ""
        in_word = _ENDS_IN_SLASH.fullmatch(above[-2:]) and not _address_at_end(above)
        return "" if in_word else " "

    def _is_parted(self, above: str, below: str) -> bool:
        """Whether a line ends in a hyphen that only parted a word, and is left out."""
        if not _ENDS_IN_HYPHEN.fullmatch(above[-2:]) or _SUSPENDED.match(below):
            return False
        if self.continues_address(above, below):
            return False
        first = _NO_LETTER.split(above[-_LONGEST_WORD:-1])[-1]
        second = _FIRST_WORD.match(below)[1]  # type: ignore[index]
        if not (first.islower() or first.istitle()) or not second.islower():
            return False
        together, parted = (first + second).casefold(), f"{first}-{second}".casefold()
        if together in self._whole:
            return True
        # "skole-" over "dagbehandling" is a compound if both stand elsewhere as words.
        both_known = first.casefold() in self._parts and second.casefold() in self._parts
        return parted not in self._whole and not both_known and self._hyphenates

    def _without_soft_hyphens(self, text: TracedText) -> TracedText:
        soft = [text.part(m.start(), m.end()) for m in re.finditer(SOFT_HYPHEN, text.text)]
        self._dropped += soft
        return text.without({hyphen.offsets[0] for hyphen in soft}) if soft else text


def _address_at_end(text: str) -> str:
    """The address that `text` ends in the middle of; empty if there is none."""
    token = "".join(text[-_LONGEST_ADDRESS:].rsplit(maxsplit=1)[-1:])
    if "/" not in token and "." not in token:
        return ""
    token = _NO_ADDRESS.split(token)[-1]
    opens = _ADDRESS_OPENS.search(token)
    return token[opens.start() :] if opens else ""


class PrintedLine(Protocol):
    """A line of one column, wherever it was printed."""

    @property
    def words(self) -> TracedText:
        """What stands on it."""


AnyLine = TypeVar("AnyLine", bound=PrintedLine)


@dataclass(slots=True)
class LineGroup(Generic[AnyLine]):
    """The lines of one paragraph, or of one entry of a list."""

    lines: list[AnyLine]
    mark: MarkedLine | None
    """The first line's list mark, with the words that follow it."""

    @property
    def is_bare_mark(self) -> bool:
        """Whether all there is so far is a list mark on a line of its own."""
        return self.mark is not None and not self.mark.words and len(self.lines) == 1

    def paragraph(self, joiner: LineJoiner, place: SourcePlace) -> OutlineParagraph:
        """Join the lines."""
        lines = [line.words for line in self.lines]
        if self.mark is None:
            return OutlineParagraph(joiner.join(lines), place=place)
        words = joiner.join([self.mark.words, *lines[1:]])
        mark = self.mark
        return OutlineParagraph(words, mark.mark, mark.glyph, mark.depth, place=place)


def group_lines(
    lines: Iterable[AnyLine],
    continues: Callable[[LineGroup[AnyLine], AnyLine, MarkedLine | None], bool],
) -> list[LineGroup[AnyLine]]:
    """Put each line into the group above it where it `continues` that, else into one of its own."""
    groups: list[LineGroup[AnyLine]] = []
    for line in lines:
        mark = split_list_mark(line.words)
        if groups and continues(groups[-1], line, mark):
            groups[-1].lines.append(line)
        else:
            groups.append(LineGroup([line], mark))
    return groups


def is_open(above: str) -> bool:
    """Whether a line ends in a word that no paragraph ends with, as "af" or "vedr.".

    "2. Evt." does not: it is a title.
    """
    return bool(_OPEN_END.search(above)) and not _LAST_TITLE.match(above)


def opens_thought(above: str, below: str) -> bool:
    """Whether `below` opens as a paragraph of its own does, whatever room `above` had left."""
    if names_block(above) or names_block(below):
        return True
    if opens_block(below) and not is_open(above):
        return True
    if _STANDS_ALONE.match(below) and not is_open(above):
        return True
    return bool(_LEADS_IN.match(below)) and ends_sentence(above)


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A line of a column of plain text."""

    words: TracedText
    place: SourcePlace
    blank_before: bool = False
    broken_before: bool = False
    """Whether a page ended, or other columns stood, between the line above and this one."""
    may_open_cell: bool = False
    """Whether it may begin a cell although no blank line stands before it."""
    indented: bool = False
    """Whether it was set in by one blank: what is left of a bullet, or of a page break."""


def paragraphs(
    lines: Iterable[ColumnLine], width: float, joiner: LineJoiner
) -> tuple[OutlineParagraph, ...]:
    """Join the lines of one column, `width` characters wide, into paragraphs."""

    def continues(group: LineGroup[ColumnLine], line: ColumnLine, mark: MarkedLine | None) -> bool:
        above, below = group.lines[-1].words.text.rstrip(), line.words.text.strip()
        if joiner.continues_address(above, below):
            return True
        if mark is not None:
            return False
        if group.is_bare_mark:
            return not line.blank_before
        return not opens_thought(above, below) and _continues(above, below, line, width)

    groups = group_lines(lines, continues)
    joined = (
        replace(
            group.paragraph(joiner, group.lines[0].place),
            blank_above=group.lines[0].blank_before,
        )
        for group in groups
    )
    return nested([paragraph for paragraph in joined if paragraph.words or paragraph.glyph])


def _continues(above: str, below: str, line: ColumnLine, width: float) -> bool:
    """Whether `below` goes on with `above`, by their words and the room that was left."""
    first_word = below.split(maxsplit=1)[0] if below else ""
    needed = len(above) + 1 + len(first_word)
    would_fit = needed <= width * 0.86
    parted = line.blank_before or line.broken_before
    if ends_sentence(above):
        return not parted and not line.indented and (continues_sentence(below) or not would_fit)
    if continues_sentence(below):
        return True
    if line.indented:
        return False
    if is_open(above):
        return True
    if parted:
        return not would_fit and not LABEL.match(below)
    return needed > width * 0.75


def broken_lengths(lines: Iterable[ColumnLine]) -> list[int]:
    """Lengths, in rising order, of the lines that surely were broken by a column's width."""
    return sorted(
        len(line.words.text)
        for line, after in pairwise(lines)
        if not after.blank_before
        and continues_sentence(after.words.text)
        and not ends_sentence(line.words.text)
        and split_list_mark(after.words) is None
    )


def nested(paragraphs: Sequence[OutlineParagraph]) -> tuple[OutlineParagraph, ...]:
    """Put hollow bullets one below others only where there are others above them."""
    result: list[OutlineParagraph] = []
    above = -1
    for paragraph in paragraphs:
        depth = min(paragraph.depth, above + 1) if paragraph.mark else -1
        result.append(replace(paragraph, depth=depth) if depth >= 0 else paragraph)
        above = depth
    return tuple(result)
