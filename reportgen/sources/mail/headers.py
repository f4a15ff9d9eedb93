"""What a header says: words in other alphabets (RFC 2047), parameters (RFC 2231), addresses.

The email package reads a header anew each time it is asked, and takes gigabytes for some hundred
thousand characters of encoded words. Here each is read once, in a time that grows with it alone.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from email.utils import parseaddr, parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from reportgen.problems import limits
from reportgen.sources.mail.charsets import decoded, known

_ENCODED = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?]*+)\?=", re.ASCII)
_PARAMETER = re.compile(
    r";\s*([^\s=;*\"]++)(?:\*(\d{1,5}))?(\*)?\s*=\s*(\"(?:[^\"\\]++|\\.)*+\"?|[^;]*+)", re.DOTALL
)
_ESCAPED = re.compile(r"\\([\"\\])")
_LONGEST_DATE = 200


def words(value: str) -> str:
    """A header's text; words that are encoded stand as what they mean.

    >>> words("=?utf-8?q?H=C3=B8?= =?utf-8?b?cmluZw==?= svar")
    'Høring svar'
    """
    said: list[str] = []
    encoded: list[bytes] = []
    charset, place = "", 0
    for match in _ENCODED.finditer(value):
        between = value[place : match.start()]
        place = match.end()
        if between.strip() or match[1].casefold() != charset or not encoded:
            said.append(decoded(b"".join(encoded), charset))
            said.append(between if between.strip() or not charset else "")
            encoded.clear()
        charset = match[1].casefold()
        encoded.append(_meant(match[2], match[3].encode("utf-8", "replace")))
    said.append(decoded(b"".join(encoded), charset))
    return "".join((*said, value[place:])).strip()


def _meant(kind: str, data: bytes) -> bytes:
    if kind in "qQ":
        return binascii.a2b_qp(data, header=True)
    try:
        return binascii.a2b_base64(data + b"==")
    except binascii.Error:
        return data


def parameters(value: str) -> tuple[str, Mapping[str, str]]:
    """The first word of a structured header, in small letters, and its parameters by their names.

    >>> parameters('attachment; filename*0="Svar fra "; filename*1="Bæk.docx"')
    ('attachment', {'filename': 'Svar fra Bæk.docx'})
    """
    first, _, _ = value.partition(";")
    whole: dict[str, str] = {}
    extended: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for match in _PARAMETER.finditer(value):
        name, number, is_extended = match[1].casefold(), match[2], bool(match[3])
        said = match[4].strip()
        if said.startswith('"'):
            said = _ESCAPED.sub(r"\1", said[1:].removesuffix('"'))
        if number is not None:
            pieces.setdefault(name, {}).setdefault(int(number), (is_extended, said))
        elif is_extended:
            extended.setdefault(name, _joined({0: (True, said)}))
        else:
            whole.setdefault(name, words(said))
    found = {**whole, **{name: _joined(each) for name, each in pieces.items()}, **extended}
    return first.strip().casefold(), found


def _joined(pieces: Mapping[int, tuple[bool, str]]) -> str:
    """A parameter of its pieces; the first may open with its character set and language."""
    data: list[bytes] = []
    charset = ""
    for _, (is_extended, said) in sorted(pieces.items()):
        value = said
        if is_extended and not data and said.count("'") >= 2:
            charset, _, value = said.split("'", 2)
        raw = value.encode("utf-8", "surrogateescape")
        data.append(unquote_to_bytes(raw) if is_extended else raw)
    return decoded(b"".join(data), known(charset))


def address(value: str) -> str:
    """The address of the first sender, in small letters; empty where there is none."""
    value = value[: limits.LONGEST_MAIL_ADDRESS]
    if value.count("(") > limits.DEEPEST_MAIL_COMMENT:
        return ""
    found = parseaddr(value)[1].casefold()
    return found if "@" in found else ""


def iso_date(date: str) -> str:
    """A date of RFC 5322 in ISO 8601, or empty."""
    try:
        return parsedate_to_datetime(date[:_LONGEST_DATE]).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
