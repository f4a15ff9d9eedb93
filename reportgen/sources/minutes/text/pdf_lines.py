"""Characters of a PDF to lines and paragraphs, by where they stand on the page.

All measures are points, from the page's upper left corner.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from reportgen.report.outline import OutlineParagraph, SourcePlace, SourceRecorder, TracedText
from reportgen.report.wording.characters import OVERRIDES
from reportgen.sources.minutes.labels import FIELD_LABEL, OPENS_LABEL
from reportgen.sources.minutes.text.numbering import MarkedLine, split_list_mark
from reportgen.sources.minutes.text.paragraphs import (
    LineGroup,
    LineJoiner,
    group_lines,
    is_open,
    nested,
    opens_thought,
)
from reportgen.sources.minutes.text.sentences import continues_sentence, ends_sentence

Character = dict[str, Any]
"""A character as pdfplumber gives it."""

_LARGER = 1.12
"""How much higher than most lines one of larger letters is."""
UNKNOWN_GLYPH = "•"
"""What a glyph without a Unicode value becomes: at a line's start it is a bullet."""
# Bullets of the Symbol and Wingdings fonts, which have no Unicode value of their own.
_SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0e0": "→",
    "\uf0a8": "◦",
    "\uf06f": "□",
    "\uf02d": "-",
}
UNKNOWN = "\ufffd"
"""Stands for a character that is printed, and whose meaning its font does not tell."""
SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class PdfLine:
    """A printed line."""

    words: TracedText
    page: int
    left: float
    right: float
    top: float
    bottom: float
    first_word: float
    """Width of the first word."""
    text_left: float
    """Where the words begin, after a list mark."""
    hangs: bool
    """Whether a wide gap parts the list mark from its words, as Word's lists have it."""
    bold: bool
    first_tag: int | None = None
    last_tag: int | None = None
    """Marked content, in a tagged PDF, that the line's first and last characters belong to."""
    links: tuple[str, ...] = ()
    edge: float = 0.0
    """Right edge of the column the line stands in."""
    margin: float = 0.0
    """Left edge of the column."""
    in_table: bool = False
    at_edge: bool = False
    """Whether it stands where pages have their headers and footers."""
    at_top: bool = False
    """Whether it stands where they have their headers."""

    @property
    def height(self) -> float:
        """Height of the line's characters."""
        return self.bottom - self.top


def lines_of(characters: Iterable[Character], page: int, recorder: SourceRecorder) -> list[PdfLine]:
    r"""Gather `characters` into lines, top to bottom, and enter them in the source.

    A gap of a fifth of the characters' size is a blank that nobody printed:

    >>> def printed(text, left, top):
    ...     return {"text": text, "x0": left, "x1": left + 5, "top": top, "bottom": top + 10,
    ...             "size": 10}
    >>> spots = [("o", 9, 0), ("1", 0, 20), (".", 5, 20), ("N", 0, 0), ("E", 18, 20), ("r", 5, 0)]
    >>> recorder = SourceRecorder()
    >>> first, second = lines_of([printed(*spot) for spot in spots], 1, recorder)
    >>> first.words.text, second.words.text, recorder.source
    ('Nro', '1. E', 'Nro\n1.E\n')
    >>> tuple(second.words.offsets), second.left, second.text_left, second.hangs
    ((4, 5, -1, 6), 0, 18, True)
    """
    lines = (_line(sorted(row, key=_left), page, recorder) for row in rows_of(characters))
    return [line for line in lines if line is not None]


def _left(character: Character) -> float:
    return float(character["x0"])


def middle_of(character: Character) -> float:
    """Half-way down a character."""
    return float(character["top"] + character["bottom"]) / 2


def rows_of(characters: Iterable[Character]) -> list[list[Character]]:
    """Put characters beside each other together; half a line's height lower is another line."""
    rows: list[list[Character]] = []
    middle = height = 0.0
    for character in sorted(characters, key=middle_of):
        own = middle_of(character)
        if rows and own - middle < 0.5 * max(height, 1.0):
            rows[-1].append(character)
            if character["text"].strip():
                height = max(height, float(character["bottom"] - character["top"]))
            continue
        rows.append([character])
        middle, height = own, float(character["bottom"] - character["top"])
    return rows


def _line(characters: Iterable[Character], page: int, recorder: SourceRecorder) -> PdfLine | None:
    """Make a line of `characters`, left to right; none if nothing is printed there."""
    parts: list[list[str]] = [[]]
    """What is printed, parted at each gap that stands for a blank."""
    edges: list[tuple[float, float]] = []
    """Left and right edge of each character, those blanks included."""
    printed: list[Character] = []
    row = list(characters)
    last = next((c for c in reversed(row) if c["text"].strip()), None)
    for character in row:
        text = _meaning(character["text"])
        if text == SOFT_HYPHEN and character is not last:
            text = "-"  # printed inside the line: a division has its place at the end
        if text.strip():
            if printed and _printed_twice(printed[-1], character):
                continue
            printed.append(character)
            right = edges[-1][1] if edges else character["x0"]
            gap = character["x0"] - right
            if gap > 0.18 * character["size"] and not parts[-1][-1].isspace():
                parts.append([])
                edges.append((right, right))
        parts[-1].append(text)
        edges += [(character["x0"], float(character["x1"]))] * len(text)
    words = TracedText.joined([recorder.add("".join(part)) for part in parts], " ")
    recorder.add("\n")
    if not printed:
        return None
    words = replace(words, text=re.sub(r"\s", " ", words.text))
    start = len(words) - len(words.text.lstrip())
    right = float(printed[-1]["x1"])
    text_left, hangs = edges[start][0], False
    mark = split_list_mark(words)
    if mark is not None and mark.words:
        text_left = edges[words.offsets.index(mark.words.offsets[0])][0]
        mark_right = edges[words.offsets.index(mark.glyph.offsets[-1])][1]
        hangs = text_left - mark_right > 0.5 * float(printed[0]["size"])
    word_end = words.text.find(" ", start)
    return PdfLine(
        words.strip(),
        page,
        left=edges[start][0],
        right=right,
        top=min(float(character["top"]) for character in printed),
        bottom=max(float(character["bottom"]) for character in printed),
        first_word=(edges[word_end][0] if word_end > 0 else right) - edges[start][0],
        text_left=text_left,
        hangs=hangs,
        bold=all("bold" in str(each.get("fontname", "")).casefold() for each in printed),
        first_tag=printed[0].get("mcid"),
        last_tag=printed[-1].get("mcid"),
    )


def _meaning(text: str) -> str:
    """What a glyph says; `UNKNOWN` where its font gives it no meaning."""
    if text.startswith("(cid:"):
        return UNKNOWN_GLYPH
    known = _SYMBOLS.get(text, text)
    return "".join(
        UNKNOWN
        if char in OVERRIDES
        or (unicodedata.category(char) in {"Cc", "Co", "Cs"} and not char.isspace())
        else char
        for char in known
    )


def _printed_twice(above: Character, character: Character) -> bool:
    """Whether it is `above` once more on its spot, to look bold: one character of the text."""
    near = all(abs(character[edge] - above[edge]) < 0.6 for edge in ("x0", "top"))
    return near and bool(character["text"] == above["text"])


def pdf_paragraphs(
    lines: Sequence[PdfLine], joiner: LineJoiner, indents: Sequence[float]
) -> tuple[OutlineParagraph, ...]:
    """Join lines into paragraphs; `indents` are those of the column's list marks."""
    steps = [
        below.top - above.top
        for above, below in pairwise(lines)
        if below.page == above.page and below.top > above.top
    ]
    leading = median(steps) if steps else 0.0
    groups = group_lines(
        lines, lambda group, line, mark: _continues(group, line, mark, leading, joiner)
    )
    usual = median(line.height for line in lines) if lines else 0.0
    joined = []
    above: PdfLine | None = None
    for group in groups:
        first = group.lines[0]
        joined.append(
            replace(
                _paragraph(group, joiner, indents),
                large=first.height > _LARGER * usual,
                blank_above=above is not None and _is_lower(above, first, leading),
            )
        )
        above = group.lines[-1]
    return nested(joined)


def _is_lower(above: PdfLine, line: PdfLine, leading: float) -> bool:
    """Whether more room than usual parts a line from the one above it on its page."""
    same_page = line.page == above.page
    return bool(same_page and leading and line.top - above.top > 1.35 * leading + 1.0)


def _continues(
    group: LineGroup[PdfLine],
    line: PdfLine,
    mark: MarkedLine | None,
    leading: float,
    joiner: LineJoiner,
) -> bool:
    """Whether `line` goes on with the paragraph above it.

    It does where its first word had no room on the line above, unless its words, its tag,
    its indent or its distance say otherwise. `mark` is its own list mark; `leading` is the
    distance from line to line that is usual in the column, 0 if unknown.
    """
    first, above = group.lines[0], group.lines[-1]
    upper, lower = above.words.text, line.words.text
    if joiner.continues_address(upper, lower):
        return True
    is_labelled = (FIELD_LABEL if line.in_table else OPENS_LABEL).match(lower)
    if is_labelled or opens_thought(upper, lower):
        return False
    fits = above.right + 0.28 * above.height + line.first_word <= above.edge - 0.5
    hanging = group.mark is not None and first.hangs
    at_hang = hanging and abs(line.left - first.text_left) < 2.5
    if mark is not None:
        typed = bool(re.match(r"\(?(?:\d|[a-zæøå]\))", mark.mark, re.IGNORECASE))
        in_words = at_hang or not first.hangs
        # "… se afsnit" goes on with "3. om takster"; a list of people does not with "1. Velkomst".
        unfinished = is_open(upper) or continues_sentence(mark.words.text)
        return typed and in_words and not fits and not ends_sentence(upper) and unfinished
    if group.is_bare_mark:
        return True
    same_page = line.page == above.page
    tagged = same_page and above.last_tag is not None and line.first_tag is not None
    if tagged and above.last_tag == line.first_tag:
        return True
    mid_sentence = continues_sentence(lower) and not ends_sentence(upper)
    if tagged and not at_hang and ends_sentence(upper) and not continues_sentence(lower):
        return False
    lower_than_usual = _is_lower(above, line, leading)
    outdented = hanging and not at_hang and line.left < first.text_left - 4.0
    if lower_than_usual or outdented:
        return mid_sentence and not fits
    if same_page:
        return not fits
    if ends_sentence(upper):
        return continues_sentence(lower) and not fits
    return continues_sentence(lower) or not fits


def _paragraph(
    group: LineGroup[PdfLine], joiner: LineJoiner, indents: Sequence[float]
) -> OutlineParagraph:
    first = group.lines[0]
    paragraph = group.paragraph(joiner, SourcePlace(page=first.page))
    return replace(
        paragraph,
        depth=_depth(first.left - first.margin, indents, paragraph.depth) if group.mark else 0,
        bold=all(line.bold for line in group.lines),
        links=tuple(dict.fromkeys(link for line in group.lines for link in line.links)),
    )


def _depth(indent: float, indents: Sequence[float], otherwise: int) -> int:
    if len(indents) < 2:
        return otherwise if indents else 0
    return min(range(len(indents)), key=lambda at: abs(indents[at] - indent))


def list_indents(lines: Iterable[PdfLine]) -> tuple[float, ...]:
    """Indents, from the column's edge, that list marks stand at: one for each depth."""
    result: list[float] = []
    for indent in sorted(line.left - line.margin for line in lines if split_list_mark(line.words)):
        if not result or indent - result[-1] > 6.0:
            result.append(indent)
    return tuple(result[:5])
