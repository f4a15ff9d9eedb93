"""Paragraphs to sentences, past the abbreviations Danish minutes are full of."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?]+[”\"’)]*\s+(?=[\"”’(»]?[A-ZÆØÅ0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:ift|vedr|jf|mht|mhp|ang|bl\.a|bla|evt|f\.eks|fx|eks|inkl|ekskl|pkt|nr|kl|ca|dvs"
    r"|hhv|s|stk|d|dr|mv|m\.v|osv|o\.l|mfl|m\.fl|p\.t|pga|afd|tlf|max|min|mio|kr|ref|(?-i:[A-ZÆØÅ]))\.$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")


def sentences(text: str) -> tuple[str, ...]:
    """Split `text` into its sentences; a full stop after an abbreviation or ordinal ends none."""
    parts: list[str] = []
    start = 0
    for match in _END.finditer(text):
        ended = text[start : match.end()].rstrip()
        stop = text[start : match.start() + 1]
        if _ORDINAL.search(stop):
            continue
        if _ABBREVIATION.search(stop) and not re.search(r"(?:mv|osv|o\.l|kr|m\.v|mfl)\.$", stop):
            continue
        parts.append(ended)
        start = match.end()
    rest = text[start:].strip()
    return (*parts, rest) if rest else tuple(parts)
