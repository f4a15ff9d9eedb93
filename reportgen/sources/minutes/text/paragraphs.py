"""Lines that a page's width broke, joined again: words, compounds, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportgen.report.outline import OutlineParagraph, SourcePlace, TracedText, joined
from reportgen.sources.minutes.text.numbering import MarkedLine, split_list_mark

_URL_AT_END = re.compile(r"(?:https?://|www\.)[^\s<>\"”]*$", re.IGNORECASE)
_URL_CHARS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_SUSPENDED = re.compile(r"(?:og|eller|samt|/|til|hhv\.?|henholdsvis)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][)\]”\"’']*$")
# Abbreviations that something always follows.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:ift|vedr|jf|mht|mhp|ang|bl\.a|bla|evt|f\.eks|fx|eks|inkl|ekskl|pkt|nr|kl|ca|dvs"
    r"|hhv|herunder|s|stk)\.$",
    re.IGNORECASE,
)

SOFT_HYPHEN = "\u00ad"


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence or a lead-in does."""
    text = text.rstrip()
    return bool(_ENDS_SENTENCE.search(text)) and not _ABBREVIATED.search(text)


def continues_sentence(text: str) -> bool:
    """Whether `text` goes on in the middle of a sentence."""
    first = text.lstrip(" \t”\"'’(")[:1]
    return first.islower() or text.lstrip()[:1] in {"/", ")", ","}


class LineJoiner:
    """Joins the lines of a paragraph, knowing the words and addresses of the document."""

    def __init__(self, text: str, addresses: Iterable[str] = ()) -> None:
        broken = re.findall(r"(?<![^\W\d_])([^\W\d_]{1,60})[-\u2010][^\S\n]*\n\s*([a-zæøå]+)", text)
        # The halves of a word broken at a line's end are no words of the document.
        text = re.sub(r"(?<![\w-])[\w-]{1,80}[-\u2010][^\S\n]*\n\s*\w+", " ", text)
        self._whole = {word.casefold() for word in _WORD.findall(text)}
        self._hyphenates = any((a + b).casefold() in self._whole for a, b in broken)
        """Whether the document was hyphenated: one of its broken words stands whole elsewhere."""
        self._parts = {part for word in self._whole for part in word.split("-")}
        self._addresses = tuple(addresses)
        self.dropped: list[TracedText] = []
        """Hyphens that only stood at the end of a line, left out of the text."""

    def continues_address(self, above: str, below: str) -> bool:
        """Whether `below` goes on with an address that `above` ends in the middle of."""
        address = _URL_AT_END.search(above.rstrip())
        words = below.split()
        if not address or not words:
            return False
        begun, token = address[0], words[0]
        if not any(char.isalnum() for char in token):
            return False
        if token.startswith(("http:", "https:")):
            return begun.endswith("=")
        if any(full.startswith(begun + token.rstrip(".,;)")) for full in self._addresses):
            return True
        whole = _URL_CHARS.fullmatch(token)
        if not whole or (token[:1].isupper() and token.isalpha()):
            return False
        if re.search(r"%[0-9A-Fa-f]{2}|[&?]\w+=", token):
            return True
        linkish = bool(re.search(r"[-_/=&%]|\d|\.\w{2,5}$", token)) or len(words) == 1
        return linkish and begun.endswith(tuple("/-_=&?%.#"))

    def join(self, lines: Sequence[TracedText]) -> TracedText:
        """Join `lines`; a hyphen that only parted a word at the line's end is left out."""
        result = TracedText()
        for line in (raw.strip() for raw in lines):
            result = self._joined(result, line) if result else line
        return self._without_soft_hyphens(result).tidy()

    def _joined(self, above: TracedText, below: TracedText) -> TracedText:
        if not below:
            return above
        if self.continues_address(above.text, below.text):
            return above + below
        if above.text.endswith(SOFT_HYPHEN):
            return above + below
        if re.search(r"\w[-\u2010]$", above.text):
            return self._hyphenated(above, below)
        if re.search(r"\w/$", above.text) and not _URL_AT_END.search(above.text):
            return above + below
        return joined((above, below))

    def _hyphenated(self, above: TracedText, below: TracedText) -> TracedText:
        left = re.search(r"[\w-]*?([^\W_]+)[-\u2010]$", above.text)
        right = re.match(r"\W?([^\W_]*)", below.text)
        if left is None or right is None or _SUSPENDED.match(below.text):
            spaced = _SUSPENDED.match(below.text) and not below.text.startswith("/")
            return joined((above, below)) if spaced else above + below
        first, second = left[1], right[1]
        if not (first.islower() or first.istitle()) or not second.islower():
            return above + below
        together, parted = (first + second).casefold(), f"{first}-{second}".casefold()
        if parted in self._whole and together not in self._whole:
            return above + below
        # "skole-" over "dagbehandling" is a compound if both stand elsewhere as words.
        both_known = first.casefold() in self._parts and second.casefold() in self._parts
        if together not in self._whole and (both_known or not self._hyphenates):
            return above + below
        self.dropped.append(above.part(len(above) - 1))
        return above.part(0, len(above) - 1) + below

    def _without_soft_hyphens(self, text: TracedText) -> TracedText:
        if SOFT_HYPHEN not in text.text:
            return text
        kept = [index for index, char in enumerate(text.text) if char != SOFT_HYPHEN]
        gone = [index for index, char in enumerate(text.text) if char == SOFT_HYPHEN]
        self.dropped.extend(text.part(index, index + 1) for index in gone)
        return TracedText(
            "".join(text.text[index] for index in kept), tuple(text.at[index] for index in kept)
        )


# ColumnLine lines to paragraphs: where a line went on, and where a new thought began.

LABEL = re.compile(r"[A-ZÆØÅ][\wæøåÆØÅ]*(?: [\wæøå.]+){0,3}\s*:")

_OPEN = """
    af at den det de en et i for fra og eller om på til ved med mod hos jf vedr vedr. ift ift.
    mellem under over samt som der eks. fx bl.a. evt. inkl. § nr.
"""
OPEN_WORDS = frozenset(_OPEN.split())
"""Words no paragraph ends with, and after which no new thought begins."""
STANDS_ALONE = re.compile(r"Links? (?:til|vedr|om)\b|Bilag\b|Vedhæftet\b|Vedlagt\b")
"""Openings of the lines below a title, which a narrow column sets under it without a gap."""
LEADS_IN = re.compile(r"(?:Ift\.?|Vedr\.?|Ad)\s+(?:afsnit|pkt|punkt)|Pind\s*\d|(?:NY|Ny)\s+pind\b")
"""Openings that begin a new thought wherever a sentence has ended."""
OPEN_END = re.compile(
    rf"(?:^|\s)(?:{'|'.join(map(re.escape, sorted(OPEN_WORDS)))})$", re.IGNORECASE
)
"""The end of a line that cannot be the end of a paragraph."""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A line of a column."""

    words: TracedText
    place: SourcePlace
    blank_before: bool = False
    broken_before: bool = False
    """Whether a page ended, or other columns stood, between the line above and this one."""
    loose: bool = False
    """Whether it may begin a cell although no blank line stands before it."""
    shifted: bool = False
    """Whether it was set in by one blank: what is left of a bullet, or of a page break."""


def paragraphs(
    lines: Iterable[ColumnLine], width: float, joiner: LineJoiner
) -> tuple[OutlineParagraph, ...]:
    """Join the lines of one column, `width` characters wide, into paragraphs."""
    gathered: list[list[ColumnLine]] = []
    marks: list[MarkedLine | None] = []
    for line in lines:
        mark = split_list_mark(line.words)
        if gathered and _goes_on(gathered[-1], marks[-1], line, mark, joiner=joiner, width=width):
            gathered[-1].append(line)
        else:
            gathered.append([line])
            marks.append(mark)
    built = (_paragraph(group, mark, joiner) for group, mark in zip(gathered, marks, strict=True))
    return tuple(paragraph for paragraph in built if paragraph.words or paragraph.glyph)


def _goes_on(
    group: Sequence[ColumnLine],
    group_mark: MarkedLine | None,
    line: ColumnLine,
    mark: MarkedLine | None,
    *,
    joiner: LineJoiner,
    width: float,
) -> bool:
    above, below = group[-1].words.text.rstrip(), line.words.text.strip()
    if joiner.continues_address(above, below):
        return True
    if mark is not None:
        return False
    if group_mark is not None and not group_mark.words and len(group) == 1:
        return not line.blank_before
    first_word = below.split(maxsplit=1)[0] if below else ""
    if STANDS_ALONE.match(below) and not OPEN_END.search(above):
        return False
    if LEADS_IN.match(below) and ends_sentence(above):
        return False
    needed = len(above) + 1 + len(first_word)
    would_fit = needed <= width * 0.86
    parted = line.blank_before or line.broken_before
    if ends_sentence(above):
        return not parted and not line.shifted and (continues_sentence(below) or not would_fit)
    if continues_sentence(below):
        return True
    if line.shifted:
        return False
    if OPEN_END.search(above):
        return True
    if parted:
        return not would_fit and not LABEL.match(below)
    return needed > width * 0.75


def _paragraph(
    group: Sequence[ColumnLine], mark: MarkedLine | None, joiner: LineJoiner
) -> OutlineParagraph:
    place = group[0].place
    lines = [line.words for line in group]
    if mark is None:
        return OutlineParagraph(joiner.join(lines), place=place)
    words = joiner.join([mark.words, *lines[1:]])
    return OutlineParagraph(words, mark=mark.mark, glyph=mark.glyph, depth=mark.depth, place=place)


def nested(paragraphs: Sequence[OutlineParagraph]) -> tuple[OutlineParagraph, ...]:
    """Put hollow bullets one below others only where there are others above them."""
    result: list[OutlineParagraph] = []
    above = -1
    for paragraph in paragraphs:
        depth = min(paragraph.depth, above + 1) if paragraph.mark else -1
        result.append(replace(paragraph, depth=depth) if depth >= 0 else paragraph)
        above = depth
    return tuple(result)
