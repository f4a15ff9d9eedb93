"""What can be unsure about a mail, in words for its ledger, and the problems that tell it."""

from __future__ import annotations

from collections.abc import Mapping

OTHER = "siger noget andet end den form, der er læst"
CUT = "er længere, end der læses"
DAMAGED = "er i stykker: noget i den er aldrig sluttet"
LOST = "har ord, der ikke er læst"
_CODES: Mapping[str, str] = {
    OTHER: "mail-forms-differ",
    CUT: "mail-text-cut",
    DAMAGED: "mail-markup-damaged",
    LOST: "mail-words-lost",
}


def codes(*doubts: str) -> tuple[str, ...]:
    """Codes of the problems that tell these, each once; nothing for what is empty."""
    return tuple(dict.fromkeys(_CODES[doubt] for doubt in doubts if doubt))
