"""What a program types into a paragraph, or as one, when it saves: numbers, fields, contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from reportgen.hearing.model import Para, Returned
from reportgen.hearing.resaved.doing import Doing
from reportgen.hearing.resaved.pieces import folded, pieces, squeezed
from reportgen.report.ids import BlockPart
from reportgen.report.wording.text import ListKind

_NUMBER = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*[.):]?|[A-Za-z][.)]|[IVXivx]{1,5}[.)]|Bilag \d{1,3}[.:]?)\s+"
)
_BULLET = re.compile(r"[•·●▪■◦‣o*\-–—\uf0b7]\s+")
_FIELD = re.compile(
    r"\s*\b(?:SEQ \w+|PAGE|NUMPAGES|PAGEREF \w+|REF \w+|STYLEREF \S+|DATE|TIME|TOC)"
    r"(?:\s+\\(?:[*@#]\s*\S+|[a-z](?![a-z])))+\s*"
)
_PAGE = re.compile(r"[\s.…]*\d{1,4}$")
_LEAST = 2
"""Lines that contents have which can be known again."""
_ROOM = 200
"""Letters that a line of the contents may have more than its heading: dots and a page."""
_MOST_BETWEEN = 1
"""Paragraphs among those lines that are none of them."""


def role(para: Para) -> str:
    """What makes a style number a paragraph of the copy sent out; empty where none does."""
    for anchor in para.anchors:
        if anchor.section:
            return "section"
        if anchor.shows is BlockPart.HEADING:
            return "point"
    kind = para.line.kind.value
    return f"{kind} in a table" if kind and para.cell is not None else kind


def typed_before(para: Para) -> re.Pattern[str] | None:
    """What a program may type before a paragraph that a style numbers."""
    if not role(para):
        return None
    return _BULLET if para.line.kind is ListKind.BULLET else _NUMBER


def fields(text: str) -> list[tuple[int, int]]:
    r"""Where the instructions of fields stand in a text, with the blanks round them.

    >>> text = "Tabel  SEQ Tabel \\* ARABIC 1. Medlemmer"
    >>> [text[start:end] for start, end in fields(text)]
    ['  SEQ Tabel \\* ARABIC ']
    """
    return [match.span() for match in _FIELD.finditer(text)] if "\\" in text else []


class Reading(NamedTuple):
    """What a paragraph may have said before a program typed something into it."""

    text: str
    done: tuple[Doing, ...] = ()


def readings(text: str) -> Iterator[Reading]:
    """What a paragraph may have said, as it stands first."""
    yield Reading(text)
    without = Reading(text)
    if found := fields(text):
        without = Reading(without_spans(text, found), (Doing.FIELDS,))
        yield without
    for typed in (_NUMBER, _BULLET):
        if match := typed.match(without.text):
            yield Reading(without.text[match.end() :], (*without.done, Doing.NUMBERS))


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text with a single blank for each of the instructions in it."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (text[at:start], " ")
        at = end
    return "".join((*parts, text[at:]))


def without_comments(sent: Returned, came: Returned) -> dict[int, int]:
    """Where the text begins of paragraphs that a comment of the copy sent out opens."""
    said = _lost_comments(sent, came)
    found: dict[int, int] = {}
    for j, para in enumerate(came.paragraphs) if said else ():
        ends = (end_of(each, para.plain) for each in said)
        if not para.tracked and (end := next(filter(None, ends), None)) is not None:
            found[j] = end
    return found


def _lost_comments(sent: Returned, came: Returned) -> list[str]:
    """Squeezed texts of the comments sent out that are no comments any more."""
    if not sent.remarks:
        return []
    left = {squeezed(remark.text) for remark in came.remarks}
    said = (squeezed(remark.text) for remark in sent.remarks)
    return [text for text in said if text and text not in left]


def end_of(opening: str, text: str) -> int | None:
    """Where a text goes on after squeezed words that open it; None where others do.

    >>> end_of("Skaldetmed?", "Skal det med? Ja"), end_of("Skaldetmed?", "Skal det?")
    (13, None)
    """
    built = ""
    for piece in pieces(text):
        built += piece.folded.strip()
        if built == opening:
            return piece.start + len(piece.text)
        if not opening.startswith(built):
            return None
    return None


def whole_paragraphs(sent: Returned, came: Returned) -> dict[int, Doing]:
    """The paragraphs that a program wrote, by their indexes in `came`."""
    known = {para.plain for para in sent.paragraphs if not para.generated}
    new = [
        j
        for j, para in enumerate(came.paragraphs)
        if not para.generated and (said := para.plain) not in known and said.strip()
    ]
    if not new:
        return {}
    found = dict.fromkeys(_contents(sent, came, len(new)), Doing.CONTENTS)
    unseen = {squeezed(text): Doing.DESCRIPTIONS for text in sent.descriptions}
    unseen |= dict.fromkeys(_lost_comments(sent, came), Doing.COMMENTS)
    for j in new:
        said = squeezed(came.paragraphs[j].plain)
        if j not in found and said in unseen and said not in map(squeezed, known):
            found[j] = unseen[said]
    return found


def _contents(sent: Returned, came: Returned, new: int) -> Sequence[int]:
    """The lines of the contents, one after the other; a heading that was renamed is one of them.

    `new` is how many paragraphs say what none said before.
    """
    entries = [folded(p.plain) for p in sent.paragraphs if p.generated and p.plain.strip()]
    if 2 * new < len(entries) and 2 * (_said(came) - _said(sent)) < len(entries):
        return ()  # as in most copies
    known = {*entries, *map(_unnumbered, entries)}
    known |= {_unnumbered(folded(p.plain)) for p in came.paragraphs if _heads(p)}
    longest_entry = max(map(len, known), default=0) + _ROOM
    runs: list[list[int]] = [[]]
    missed = 0
    for j, para in enumerate(came.paragraphs):
        plain = para.plain
        if para.generated or not plain.strip():
            continue
        is_line = para.cell is None and len(plain) <= longest_entry and not _heads(para)
        if is_line and not known.isdisjoint(_lines(plain)):
            runs[-1].append(j)
            missed = 0
        else:
            missed += 1
            if missed > _MOST_BETWEEN and runs[-1]:
                runs.append([])
    longest = max(runs, key=len)
    return longest if 2 * len(longest) >= len(entries) >= _LEAST else ()


def _said(document: Returned) -> int:
    """How many paragraphs outside tables say something that a person may have written."""
    return sum(not p.generated and p.cell is None and bool(p.plain) for p in document.paragraphs)


# What was sent out is asked for again with every copy.
@lru_cache(maxsize=4096)
def _lines(text: str) -> tuple[str, ...]:
    """A line of the contents as it may have been: with its number and page, and without."""
    said = folded(text)
    return said, _unnumbered(said), _unnumbered(_PAGE.sub("", said))


def _heads(para: Para) -> bool:
    return para.style.startswith("Heading")


def _unnumbered(text: str) -> str:
    return _NUMBER.sub("", text, count=1)
