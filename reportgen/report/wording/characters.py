"""Characters that nobody sees but that do something: shown so that they do nothing.

Text from outside may hold them: the name of a file, of whoever wrote something, a subject, a
cell. A control character moves a terminal's cursor, changes its colours or hides what stands
there; a mark of direction lets ``exe.docx`` read otherwise than it is; a line break in a name
looks like another line of what the program says.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

REPLACED = "\ufffd"
"""Stands for what cannot be told or may not be shown."""
_LAYOUT = "\n\t"
OVERRIDES = "\u202d\u202e"
"""Marks after which letters stand from the left, or the right, whatever they are."""
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks of direction (Unicode annex 9)."""
_BREAKS = frozenset("\u2028\u2029")
_IN_JSON = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def legible(text: str) -> str:
    """`text` as it can be kept and written: what stands for no character becomes ``\ufffd``.

    So do the marks that turn letters round. Names of files may hold bytes that are no UTF-8,
    and mails may hold anything.
    """
    return unturned(_replaced(text, _LAYOUT, turned=False))


def unturned(text: str) -> str:
    """`text` that reads in the order its letters have."""
    for mark in OVERRIDES:
        text = text.replace(mark, REPLACED)
    return text


def legible_name(name: str) -> str:
    """A name of one line, without anything that lets it read otherwise than it is."""
    return _replaced(name, "", turned=True)


def shown(text: str) -> str:
    """`text` as a terminal can show it: nothing of it but its lines and tabs does anything."""
    return text if _is_harmless(text) else _replaced(text, _LAYOUT, turned=True)


def in_json(written: str) -> str:
    r"""JSON as a terminal can show it, which says exactly the same.

    >>> in_json('"a\u202eb"') == '"a\\u202eb"'
    True
    """
    return _IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _is_harmless(text: str) -> bool:
    return text.isprintable() and _TURNING.isdisjoint(text)


def _replaced(text: str, kept: str, *, turned: bool) -> str:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(
        REPLACED
        if letter not in kept and (_is_unseen(letter) or (turned and _turns(letter)))
        else letter
        for letter in whole
    )


@lru_cache(maxsize=4096)
def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs", "Cn"}


def _turns(letter: str) -> bool:
    return letter in _TURNING or letter in _BREAKS
