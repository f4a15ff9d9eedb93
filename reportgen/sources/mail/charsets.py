"""Bytes of a mail as text: in the character set it names, else in the one it turns out to be in."""

from __future__ import annotations

import codecs
import re

_NAME = re.compile(r"[\w.:+-]{1,40}", re.ASCII)
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "raw_unicode_escape", "undefined", "unicode-escape"}
    | {"unicode_escape"}
)
"""Encodings of Python that no mail is in; some take a time that grows with the square."""


def known(name: str) -> str:
    """`name` where it is that of a character set; empty else."""
    if not _NAME.fullmatch(name):
        return ""
    try:
        if codecs.lookup(name).name in _NO_CHARSETS:
            return ""
        b"a".decode(name)  # no bytes would be decoded by what is no character set, too
    except LookupError:
        return ""
    except ValueError:
        pass  # one that takes two bytes for each character
    return name


def decoded(data: bytes, *names: str) -> str:
    """8-bit text in the first of the character sets in which it can be read. Never raises."""
    for name in filter(None, map(known, (*names, "utf-8"))):
        try:
            return data.decode(name)
        except ValueError:
            continue
    return data.decode("cp1252", errors="replace")
