"""What the names that people give their files and mails tell: a party, or another year's report.

Such a name is a hint and no more. The name that the program itself gave a copy is no hint; that
is known where the copies lie.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ü": "u", "ö": "o", "ä": "a"})
_WORD = re.compile(r"[a-z]+")
_GENERAL = frozenset({"kommune", "kommunes"})
"""Words that many parties have in their names, and people leave out."""
_REPORT = r"(?:årsrapport|aarsrapport|arsrapport|års-rapport)(?:en|ens|s)?"
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_OF_YEAR = re.compile(
    rf"{_REPORT}[\s_.,:–-]*(?:(?:for|fra|over|i|året|år)\s+){{0,2}}{_YEAR}|{_YEAR}[\s_-]*{_REPORT}"
)
_HEARING_OF_YEAR = re.compile(rf"\bhøring(?:en|er|s\w*)?[\s_.,:–-]*(?:i\s+)?{_YEAR}")
_ABOUT = re.compile(r"\b(?:til|over|vedr\.?|vedrørende|angående|ang\.)\s+(?:\w+\s+){0,3}$")
"""How a text says what it answers."""


def parties_named(name: str, parties: Sequence[str]) -> tuple[str, ...]:
    """The parties that a name of a file speaks of; one inside another's name counts for less.

    >>> parties_named("Høringssvar - Solrød.docx", ["Solrød Kommune", "Sorø Kommune"])
    ('Solrød Kommune',)
    >>> parties_named("faxe_v02_rettet.docx", ["Faxe Kommune", "Greve Kommune"])
    ('Faxe Kommune',)
    """
    said = _words(name)
    places: dict[str, set[int]] = {}
    for party in parties:
        whole = _words(party)
        core = [word for word in whole if word not in _GENERAL] or whole
        if found := _places(core, said):
            places[party] = found
    return tuple(
        party
        for party, mine in places.items()
        if not any(mine < theirs for other, theirs in places.items() if other != party)
    )


def other_year(names: Iterable[str], text: str, year: int) -> int | None:
    """The year of the report that a mail or file is about, where it is not `year`; else None.

    `names` are its subject and the names of files; in the `text` only what is said to be
    answered counts, since an answer may well speak of an earlier report.
    """
    named = _folded(" \n ".join(names))
    said = _folded(text)
    spoken = {_year(match) for match in _OF_YEAR.finditer(named)}
    # A hearing may be held a year after its report, but never before.
    spoken |= {held for m in _HEARING_OF_YEAR.finditer(named) if (held := int(m[1])) < year}
    in_text = list(_OF_YEAR.finditer(said))
    if year in spoken or any(_year(match) == year for match in in_text):
        return None
    answered = (m for m in in_text if _ABOUT.search(said[max(0, m.start() - 60) : m.start()]))
    return min(spoken | {_year(match) for match in answered}, default=None)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _year(match: re.Match[str]) -> int:
    return int(match[1] or match[2])


def _words(name: str) -> list[str]:
    return _WORD.findall(_folded(name).translate(_LETTERS))


def _places(core: Sequence[str], said: Sequence[str]) -> set[int]:
    """Where in `said` the words of `core` stand one after the other, the last perhaps owning."""
    found: set[int] = set()
    for at in range(len(said) - len(core) + 1):
        there = said[at : at + len(core)]
        owned = [*there[:-1], there[-1].removesuffix("s")]
        if list(core) in (list(there), owned):
            found.update(range(at, at + len(core)))
    return found
