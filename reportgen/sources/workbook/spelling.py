"""Which known word somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.sources.workbook.values import folded

_NEAR = 65
"""Share of letters in common, in percent: "Text" for "Tekst" is near, "Navn" is not."""
_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "-": " ", "_": " "})


def nearest(typed: str, known: Iterable[str]) -> str:
    """The word of `known` nearest to `typed`, or an empty text where none is near.

    A part of a name counts as near the whole: "Greve" for "Greve Kommune".
    """
    from rapidfuzz import fuzz

    wanted = _key(typed)
    best, score = "", float(_NEAR)
    for word in known:
        other = _key(word)
        found = fuzz.ratio(wanted, other)
        if len(wanted) > 3 and other.startswith(wanted):
            found = max(found, 90.0)
        if found >= score and (found > score or not best):
            best, score = word, found
    return best


def _key(word: str) -> str:
    return folded(word).translate(_PLAIN)
