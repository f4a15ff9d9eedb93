"""Words that an input quotes from the report."""

from __future__ import annotations

import re

from reportgen.report.text import plain

_QUOTED = re.compile(r"[“”„\"»«]([^“”„\"»«]{3,})[“”„\"»«]")


def missing_quotes(said: str, wording: str) -> tuple[str, ...]:
    """Return what `said` quotes and `wording` does not contain, blanks and case apart."""
    quoted = _QUOTED.findall(said)
    if not quoted:
        return ()
    there = _folded(plain(wording))
    return tuple(q for q in quoted if _folded(q).strip(" .,:;…") not in there)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
