"""Organisations in their usual spelling: ``(Holbæk)`` is Holbæk Kommune."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reportgen.sources.spelling import MUNICIPALITIES, REGIONS

_MUNICIPALITY = re.compile(r" (?:kommunes?|k\.)$|^kommunen? ", re.IGNORECASE)
_REGION = re.compile(r"^region(?:en)?\s+", re.IGNORECASE)

PARTS = re.compile(r"(?<!\s)(?:\s*+[,;/|]\s*+|\s++(?:[-–]|i|fra|ved)\s++)")
"""What stands between the parts of ``KL, konsulent, Holbæk`` and ``konsulent i Holbæk``."""


def _key(text: str) -> str:
    folded = " ".join(text.casefold().replace("aa", "å").split()).strip(" .,;:")
    return _MUNICIPALITY.sub("", folded)


@dataclass(frozen=True, slots=True)
class Organisations:
    """The spellings to use: the network's own first, then every municipality and region."""

    spellings: tuple[str, ...] = ()
    _by_key: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {_key(name): f"{name} Kommune" for name in MUNICIPALITIES}
        by_key |= {_key(f"Region {name}"): f"Region {name}" for name in REGIONS}
        by_key |= {_key(name): name for name in self.spellings}
        object.__setattr__(self, "_by_key", by_key)

    def find(self, text: str) -> str | None:
        """Usual spelling of the organisation that `text` names as a whole; none if unknown.

        A municipality is known by its name alone, a region by ``Region`` and its name, or by
        its name alone where the municipalities have none such.
        """
        key = _key(text)
        if key in self._by_key:
            return self._by_key[key]
        return self._by_key.get(f"region {_REGION.sub('', key)}") if key else None

    def spelt(self, text: str) -> str:
        """Usual spelling, or `text` as it stands."""
        return self.find(text) or " ".join(text.split())

    def near(self, text: str) -> str | None:
        """The network's organisation that `text` is a slip of the pen for; none if none is near."""
        from rapidfuzz import fuzz, process

        key = _key(text)
        own = {_key(name): name for name in self.spellings}
        if len(key) < 4 or not own:
            return None
        best = process.extractOne(key, list(own), scorer=fuzz.ratio, score_cutoff=88)
        return own[best[0]] if best else None

    def ending(self, text: str) -> tuple[int, str] | None:
        """Where at the end of `text` an organisation begins, and how it is spelt.

        Only a spelling that says what it is counts (``… Køge Kommune``, ``… Region
        Sjælland``): many surnames are names of towns.
        """
        words = list(re.finditer(r"\S+", text))
        for count in (4, 3, 2):
            if len(words) > count:
                start = words[-count].start()
                name = self.find(text[start:])
                if name and re.search(r"kommune|region", text[start:], re.IGNORECASE):
                    return start, name
        return None
