"""Printed lines to paragraphs: where a line went on, and where a new thought began."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportgen.report.outline import Paragraph, Place, Stretch
from reportgen.sources.minutes.text.line_breaks import Joiner, ends_sentence, starts_low
from reportgen.sources.minutes.text.list_marks import Marked, marked

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
class Printed:
    """A line of a column."""

    words: Stretch
    place: Place
    blank_before: bool = False
    broken_before: bool = False
    """Whether a page ended, or other columns stood, between the line above and this one."""
    loose: bool = False
    """Whether it may begin a cell although no blank line stands before it."""
    shifted: bool = False
    """Whether it was set in by one blank: what is left of a bullet, or of a page break."""


def paragraphs(lines: Iterable[Printed], width: float, joiner: Joiner) -> tuple[Paragraph, ...]:
    """Join the lines of one column, `width` characters wide, into paragraphs."""
    gathered: list[list[Printed]] = []
    marks: list[Marked | None] = []
    for line in lines:
        mark = marked(line.words)
        if gathered and _goes_on(gathered[-1], marks[-1], line, mark, joiner=joiner, width=width):
            gathered[-1].append(line)
        else:
            gathered.append([line])
            marks.append(mark)
    built = (_paragraph(group, mark, joiner) for group, mark in zip(gathered, marks, strict=True))
    return tuple(paragraph for paragraph in built if paragraph.words or paragraph.glyph)


def _goes_on(
    group: Sequence[Printed],
    group_mark: Marked | None,
    line: Printed,
    mark: Marked | None,
    *,
    joiner: Joiner,
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
        return not parted and not line.shifted and (starts_low(below) or not would_fit)
    if starts_low(below):
        return True
    if line.shifted:
        return False
    if OPEN_END.search(above):
        return True
    if parted:
        return not would_fit and not LABEL.match(below)
    return needed > width * 0.75


def _paragraph(group: Sequence[Printed], mark: Marked | None, joiner: Joiner) -> Paragraph:
    place = group[0].place
    lines = [line.words for line in group]
    if mark is None:
        return Paragraph(joiner.join(lines), place=place)
    words = joiner.join([mark.words, *lines[1:]])
    return Paragraph(words, mark=mark.mark, glyph=mark.glyph, depth=mark.depth, place=place)


def nested(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Put hollow bullets one below others only where there are others above them."""
    result: list[Paragraph] = []
    above = -1
    for paragraph in paragraphs:
        depth = min(paragraph.depth, above + 1) if paragraph.mark else -1
        result.append(replace(paragraph, depth=depth) if depth >= 0 else paragraph)
        above = depth
    return tuple(result)
