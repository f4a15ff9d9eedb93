"""Where a sentence ends and goes on, past the abbreviations Danish minutes are full of."""

from __future__ import annotations

import re
from itertools import takewhile

_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]++[”\"’)]*+\s++(?=[\"”’(»]?[A-ZÆØÅ0-9])")
_LINE_END = re.compile(r"[.!?:;…][)\]”\"’']*$")
_FOLLOWED = (
    r"ift|vedr|jf|mht|mhp|ang|bl\.a|bla|evt|f\.eks|fx|eks|inkl|ekskl|pkt|nr|kl|ca|dvs|hhv|s|stk"
)
"""Abbreviations that something always follows."""
_FOLLOWED_ABBREVIATION = re.compile(rf"(?:^|[\s(])(?:{_FOLLOWED}|herunder)\.$", re.IGNORECASE)
_ABBREVIATION = re.compile(
    rf"(?:^|[\s(])(?:{_FOLLOWED}|d|dr|mv|m\.v|osv|o\.l|mfl|m\.fl|p\.t|pga|afd|tlf|max|min|mio|kr|ref"
    r"|(?-i:[A-ZÆØÅ]))\.$",
    re.IGNORECASE,
)
_MAY_END = re.compile(r"(?:mv|osv|o\.l|kr|m\.v|mfl)\.$")
"""Abbreviations that a sentence may end with."""
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")
_BEFORE_STOP = 24
"""Characters before a full stop that tell what it ends: more than the longest abbreviation has."""


def sentences(text: str) -> tuple[str, ...]:
    """Split `text` into its sentences; a full stop after an abbreviation or ordinal ends none.

    >>> sentences("Mødet er d. 3. Marts. Ida sender bl.a. Tidsplan mv. Alle kom.")
    ('Mødet er d. 3. Marts.', 'Ida sender bl.a. Tidsplan mv.', 'Alle kom.')
    """
    parts: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        stop = text[max(start, match.start() - _BEFORE_STOP) : match.start() + 1]
        if _ORDINAL.search(stop) or (_ABBREVIATION.search(stop) and not _MAY_END.search(stop)):
            continue
        parts.append(text[start : match.end()].rstrip())
        start = match.end()
    rest = text[start:].strip()
    return (*parts, rest) if rest else tuple(parts)


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence or a lead-in does."""
    text = text.rstrip()
    return bool(_LINE_END.search(text)) and not _FOLLOWED_ABBREVIATION.search(text[-_BEFORE_STOP:])


def continues_sentence(text: str) -> bool:
    """Whether `text` goes on in the middle of a sentence: with a small letter, or ``/``."""
    first = text.lstrip(" \t”\"'’(")[:1]
    return first.islower() or text.lstrip()[:1] in {"/", ")", ","}


def plain_words(text: str) -> str:
    """The words of `text` alone, in small letters, to compare wordings by."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def common_prefix_length(one: str, other: str) -> int:
    """How many letters two words share from their start: "anbefaling", "anbefalinger"."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
