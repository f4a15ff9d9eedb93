"""Names of edits, conflicts and comments: short, and made of what they name.

The same edit has the same name in every collect, whatever else came in and in which order.
"""

from __future__ import annotations

from hashlib import blake2b

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody mistakes for each other."""
_LENGTH = 4


def name(section: str, block: str, *content: object) -> str:
    """Name something in a block, as ``3.6-U1-a3fk``; `content` tells it from all others.

    A block of prose says its section itself (``3.1-2-a3fk``); what is in no block is
    ``3.6-ny-a3fk`` by way of `block`, and on the cover ``forside-…``.
    """
    within = block.removeprefix(f"{section}/").replace("/", "-").replace("!", "-")
    where = (section or "forside").replace(" ", "")
    digest = int.from_bytes(blake2b(repr((block, content)).encode(), digest_size=8).digest())
    letters = ""
    for _ in range(_LENGTH):
        digest, letter = divmod(digest, len(_LETTERS))
        letters += _LETTERS[letter]
    return "-".join(part for part in (where, within, letters) if part)


def nth(name_: str, number: int) -> str:
    """Name of the second, third … of things that are the same in one answer."""
    return name_ if number == 1 else f"{name_}-{number}"
