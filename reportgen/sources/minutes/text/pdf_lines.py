"""ColumnLine characters to lines and paragraphs, by where they stand on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from reportgen.report.outline import INSERTED, OutlineParagraph, SourcePlace, TracedText
from reportgen.sources.minutes.labels import OPENS_LABEL
from reportgen.sources.minutes.text.numbering import MarkedLine, split_list_mark
from reportgen.sources.minutes.text.paragraphs import (
    LEADS_IN,
    OPEN_END,
    STANDS_ALONE,
    LineJoiner,
    continues_sentence,
    ends_sentence,
)

Char = dict[str, Any]
"""A character as pdfplumber gives it."""

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


class PdfSource:
    """The characters of the document, each once, in the order they are read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def add(self, text: str) -> int:
        """Add `text` and return the offset it begins at."""
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start

    @property
    def text(self) -> str:
        """The whole source."""
        return "".join(self._parts)


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
    links: tuple[str, ...] = ()
    edge: float = 0.0
    """Right edge of the column the line stands in."""
    margin: float = 0.0
    """Left edge of the column."""
    in_table: bool = False
    first_tag: int | None = None
    last_tag: int | None = None
    """MarkedLine content, in a tagged PDF, that the line's first and last characters belong to."""

    @property
    def height(self) -> float:
        """Height of the line's characters."""
        return self.bottom - self.top


def lines(chars: Sequence[Char], page: int, source: PdfSource) -> list[PdfLine]:
    """Gather `chars` into lines, top to bottom, and enter them in `source`."""
    result: list[PdfLine] = []
    for group in _rows(chars):
        group.sort(key=_left)
        line = _line(group, page, source)
        if line is not None:
            result.append(line)
    return result


def _left(char: Char) -> float:
    return float(char["x0"])


def _middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    rows: list[list[Char]] = []
    middle = height = 0.0
    for char in sorted(chars, key=_middle):
        own = _middle(char)
        if rows and own - middle < 0.5 * max(height, 1.0):
            rows[-1].append(char)
            if char["text"].strip():
                height = max(height, float(char["bottom"] - char["top"]))
            continue
        rows.append([char])
        middle, height = own, float(char["bottom"] - char["top"])
    return rows


def _line(chars: Sequence[Char], page: int, source: PdfSource) -> PdfLine | None:
    text: list[str] = []
    at: list[int] = []
    lefts: list[float] = []
    rights: list[float] = []
    printed: list[Char] = []
    right: float | None = None
    above: Char | None = None
    for char in chars:
        said: str = _SYMBOLS.get(char["text"]) or char["text"]
        if said.startswith("(cid:"):
            said = UNKNOWN_GLYPH
        blank = not said.strip()
        if not blank and above is not None and _printed_twice(above, char):
            continue
        gap = 0.0 if right is None else char["x0"] - right
        if right is not None and not blank and gap > 0.18 * char["size"] and text[-1] != " ":
            text.append(" ")
            at.append(INSERTED)
            lefts.append(right)
            rights.append(right)
        start = source.add(said)
        for index, letter in enumerate(said):
            text.append(" " if letter.isspace() else letter)
            at.append(start + index)
            lefts.append(char["x0"])
            rights.append(char["x1"])
        if not blank:
            printed.append(char)
            above = char
        right = float(char["x1"])
    source.add("\n")
    if not printed:
        return None
    words = TracedText("".join(text), tuple(at))
    mark = split_list_mark(words.strip())
    lead = len(words) - len(words.text.lstrip())
    text_at, hangs = lead, False
    if mark is not None and mark.words:
        text_at = words.at.index(mark.words.at[0])
        last = words.at.index(mark.glyph.at[-1])
        hangs = lefts[text_at] - rights[last] > 0.5 * float(printed[0]["size"])
    return PdfLine(
        words.strip(),
        page,
        left=lefts[lead],
        right=float(printed[-1]["x1"]),
        top=min(float(char["top"]) for char in printed),
        bottom=max(float(char["bottom"]) for char in printed),
        first_word=_first_word(words.text[lead:], lefts[lead:], float(printed[-1]["x1"])),
        text_left=lefts[text_at],
        hangs=hangs,
        first_tag=printed[0].get("mcid"),
        last_tag=printed[-1].get("mcid"),
        bold=all("bold" in str(char.get("fontname", "")).casefold() for char in printed),
    )


def _printed_twice(above: Char, char: Char) -> bool:
    """Whether `char` is `above` once more on its spot, to look bold: one character of the text."""
    near = abs(char["x0"] - above["x0"]) < 0.6 and abs(char["top"] - above["top"]) < 0.6
    return near and bool(char["text"] == above["text"])


def _first_word(text: str, lefts: Sequence[float], right: float) -> float:
    end = text.find(" ")
    return (lefts[end] if end > 0 else right) - lefts[0]


@dataclass(slots=True)
class _Group:
    lines: list[PdfLine]
    mark: MarkedLine | None


def paragraphs(
    all_lines: Sequence[PdfLine], joiner: LineJoiner, stops: Sequence[float] = ()
) -> tuple[OutlineParagraph, ...]:
    """Join lines into paragraphs; `stops` are the indents of the column's list marks."""
    leading = _leading(all_lines)
    groups: list[_Group] = []
    for line in all_lines:
        mark = split_list_mark(line.words)
        if groups and _goes_on(groups[-1], line, mark, leading, joiner):
            groups[-1].lines.append(line)
        else:
            groups.append(_Group([line], mark))
    return tuple(_paragraph(group, joiner, stops) for group in groups)


def _leading(all_lines: Sequence[PdfLine]) -> float:
    steps = [
        below.top - above.top
        for above, below in pairwise(all_lines)
        if below.page == above.page and below.top > above.top
    ]
    return median(steps) if steps else 0.0


def _goes_on(
    group: _Group, line: PdfLine, mark: MarkedLine | None, leading: float, joiner: LineJoiner
) -> bool:
    above = group.lines[-1]
    upper, lower = above.words.text, line.words.text
    if joiner.continues_address(upper, lower):
        return True
    first = group.lines[0]
    fits = above.right + 0.28 * above.height + line.first_word <= above.edge - 0.5
    hanging = group.mark is not None and first.hangs
    at_hang = hanging and abs(line.left - first.text_left) < 2.5
    if OPENS_LABEL.match(lower) and not line.in_table:
        return False
    if STANDS_ALONE.match(lower) and not OPEN_END.search(upper):
        return False
    if LEADS_IN.match(lower) and ends_sentence(upper):
        return False
    if mark is not None:
        typed = bool(re.match(r"\(?(?:\d|[a-zæøå]\))", mark.mark, re.IGNORECASE))
        in_words = at_hang or not first.hangs
        return typed and in_words and not fits and not ends_sentence(upper)
    if group.mark is not None and not group.mark.words and len(group.lines) == 1:
        return True
    same_page = line.page == above.page
    tagged = same_page and above.last_tag is not None and line.first_tag is not None
    if tagged and above.last_tag == line.first_tag:
        return True
    if tagged and not at_hang and ends_sentence(upper) and not continues_sentence(lower):
        return False
    if same_page and leading and line.top - above.top > 1.35 * leading + 1.0:
        return continues_sentence(lower) and not ends_sentence(upper) and not fits
    if hanging and not at_hang and line.left < first.text_left - 4.0:
        return continues_sentence(lower) and not ends_sentence(upper) and not fits
    if not same_page:
        if ends_sentence(upper):
            return continues_sentence(lower) and not fits
        return continues_sentence(lower) or not fits
    return not fits


def _paragraph(group: _Group, joiner: LineJoiner, stops: Sequence[float]) -> OutlineParagraph:
    first = group.lines[0]
    place = SourcePlace(page=first.page)
    links = tuple(dict.fromkeys(link for line in group.lines for link in line.links))
    bold = all(line.bold for line in group.lines)
    if group.mark is None:
        words = joiner.join([line.words for line in group.lines])
        return OutlineParagraph(words, bold=bold, links=links, place=place)
    words = joiner.join([group.mark.words, *(line.words for line in group.lines[1:])])
    return OutlineParagraph(
        words,
        mark=group.mark.mark,
        glyph=group.mark.glyph,
        depth=_depth(first.left - first.margin, stops, group.mark.depth),
        bold=bold,
        links=links,
        place=place,
    )


def _depth(indent: float, stops: Sequence[float], otherwise: int) -> int:
    if len(stops) < 2:
        return otherwise if stops else 0
    return min(range(len(stops)), key=lambda at: abs(stops[at] - indent))


def stops(all_lines: Iterable[PdfLine]) -> tuple[float, ...]:
    """Indents, from the column's edge, that list marks stand at: one for each depth."""
    indents = sorted(line.left - line.margin for line in all_lines if split_list_mark(line.words))
    result: list[float] = []
    for indent in indents:
        if not result or indent - result[-1] > 6.0:
            result.append(indent)
    return tuple(result[:5])
