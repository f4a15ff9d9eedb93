"""List marks at the start of a line: bullets, ``1)``, ``a)``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.report.outline import Stretch
from reportgen.sources.minutes.dates import MONTHS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_FIRST = "-–−•·*●▪■◼►▶➢➤→✓\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf02d\uf0e0\uf0ad"
_SECOND = "o◦○▫□◻‣⁃\uf06f"
_BULLET = re.compile(rf"([{_FIRST}{_SECOND}])(?:\s+|$)|([-–•\uf0b7\uf0a7])(?=[A-ZÆØÅ])")
_NUMBERED = re.compile(
    rf"(\(?(?:\d{{1,2}}|[a-zæøå]|[ivx]{{1,4}})\)|\d{{1,2}}\.(?:\d{{1,2}}\.?)*)\s+"
    # "8. og 9. klasse" and "27. januar" are ordinals, no list.
    rf"(?!(?:{_MONTH})\b|og\s+\d|eller\s+\d|klasse|kvartal|halvår|udkast|møde)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A line parted into its list mark and its words."""

    mark: str
    glyph: Stretch
    words: Stretch
    depth: int = 0


def marked(line: Stretch) -> Marked | None:
    """Part `line` into list mark and words; none if it opens no entry of a list.

    A hollow bullet (``o``, Word's second level) is one deeper than the others.
    """
    line = line.strip()
    if bullet := _BULLET.match(line.text):
        glyph = bullet[1] or bullet[2]
        depth = int(glyph in _SECOND)
        return Marked("-", line.part(0, 1), line.part(bullet.end()).strip(), depth)
    if numbered := _NUMBERED.match(line.text):
        end = numbered.end(1)
        return Marked(numbered[1], line.part(0, end), line.part(end).strip())
    return None
