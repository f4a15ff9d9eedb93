"""What can be unsure about a mail, in words for its ledger, and the problems that tell it."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.problems import Location, Problem, limits

OTHER = "siger noget andet end den form, der er læst"
CUT = "er længere, end der læses"
DAMAGED = "er i stykker: noget i den er aldrig sluttet"
LOST = "har ord, der ikke er læst"
UNSOUND = "er i stykker, som den er pakket i mailen"
OUTSIDE = "har tekst uden for sine dele"
ENDLESS = "er ikke hel: slutningen mangler"
LONG_HEADER = "har en linje øverst, der er længere, end der læses"
_CODES: Mapping[str, str] = {
    OTHER: "mail-forms-differ",
    CUT: "mail-text-cut",
    DAMAGED: "mail-markup-damaged",
    LOST: "mail-words-lost",
    UNSOUND: "mail-part-damaged",
    OUTSIDE: "mail-text-outside",
    ENDLESS: "mail-incomplete",
    LONG_HEADER: "mail-header-cut",
}

DOUBTS = _CODES.keys()
"""All of them."""


def codes(*doubts: str) -> tuple[str, ...]:
    """Codes of the problems that tell these, each once; nothing for what is empty."""
    return tuple(dict.fromkeys(_CODES[doubt] for doubt in doubts if doubt))


def problem(code: str, name: str) -> Problem:
    """The problem of a mail that is called `name`."""
    return Problem(code, Location(name), _VALUES.get(code, {}))


_VALUES: Mapping[str, Mapping[str, int]] = {
    "mail-header-cut": {"limit": limits.LONGEST_MAIL_HEADER // 1_000},
}
