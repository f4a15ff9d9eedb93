"""A mail cut into its parts (RFC 2045, 2046): each header and each body found once, in one pass.

Nothing is decoded here but what tells the parts from one another; the bytes stay where they are.
"""

from __future__ import annotations

import binascii
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from reportgen.problems import limits
from reportgen.sources.mail.charsets import decoded
from reportgen.sources.mail.headers import parameters, words
from reportgen.sources.mail.model import UnreadableError

_USED_WORDS = """
    from date subject to received content-type content-disposition content-transfer-encoding
    content-id content-class mime-version auto-submitted x-autoreply x-autorespond x-auto-reply
    x-auto-response-suppress precedence
"""
_USED = frozenset(_USED_WORDS.split())
"""Headers that anything is read of; the others are passed over."""
_HEADER = re.compile(rb"([!-9;-~]++)[ \t]*:([^\n]*+(?:\n[ \t][^\n]*+)*+)(?:\n|\Z)")
_EMPTY_LINE = re.compile(rb"\r?\n")
_MAILBOX_LINE = re.compile(rb">?From [^\n]*+(?:\n|\Z)")
_AFTER_BOUNDARY = re.compile(rb"(--)?[ \t]*+(?:\r?\n|\Z)")
_LINE_ENDS = re.compile(rb"\r\n?|\n")
_WORDS = re.compile(rb"\w{2}")
_MOST_PREAMBLE = 300
"""Bytes before the first part; programs say there what kind of mail it is."""
_SOUND_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]*+[=\s\0]*+")
_LINE = re.compile(rb"[^\r\n]+")
_BASE64_PIECE = re.compile(rb"[^=]+")
_MOST_PIECES = 10_000
_NO_BASE64 = bytes(set(range(256)) - set(b"%s+/" % (string.ascii_letters + string.digits).encode()))
_UUENCODED = frozenset({"x-uuencode", "uuencode", "uue", "x-uue"})


@dataclass(slots=True)
class Part:
    """A part of a mail, or all of it."""

    data: bytes = field(repr=False)
    """The whole mail; the body of this part is a slice of it."""
    headers: Mapping[str, str]
    """Those that are used, by their names in small letters: the first of each, as it stands."""
    opened: int
    """Where its headers start."""
    start: int
    stop: int
    is_long: bool = False
    """Whether one of its headers is longer than is read."""
    parts: list[Part] = field(default_factory=list)
    """The parts of a multipart; what has none holds something itself."""
    is_closed: bool = True
    """Whether a multipart ends as it says it will."""
    has_text_outside: bool = False
    """Whether something is said before or after the parts of a multipart."""
    type: str = ""
    disposition: str = ""
    charset: str = ""
    boundary: str = ""
    file_name: str = ""

    def __post_init__(self) -> None:
        content, given = parameters(self.headers.get("content-type", ""))
        self.type = content if content.count("/") == 1 else "text/plain"
        self.disposition, said = parameters(self.headers.get("content-disposition", ""))
        self.charset, self.boundary = given.get("charset", ""), given.get("boundary", "").rstrip()
        self.file_name = said.get("filename", "") or given.get("name", "")

    def header(self, name: str) -> str:
        """A header as text; empty where there is none."""
        return words(self.headers.get(name.casefold(), ""))

    def leaves(self) -> Iterator[Part]:
        """The parts that hold something, in their order, however they are nested."""
        pending = [self]
        while pending:
            part = pending.pop()
            if part.parts:
                pending += reversed(part.parts)
            else:
                yield part

    @property
    def is_multipart(self) -> bool:
        """Whether it is there to hold other parts."""
        return self.type.startswith("multipart/")


def parse(data: bytes) -> Part:
    """Cut a mail into its parts.

    Raises `UnreadableError` where it has more parts, or parts deeper within one another, or more
    headers than any mail.
    """
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    start = len(data) - len(data.lstrip(b"\xef\xbb\xbf\r\n"))
    message = _part(data, start, len(data))
    pending, count = [(message, 0)], 1
    while pending:
        part, depth = pending.pop()
        if not part.is_multipart or not part.boundary:
            continue
        if depth >= limits.DEEPEST_MAIL_PART:
            raise UnreadableError("mail-parts-too-deep", limit=limits.DEEPEST_MAIL_PART)
        for start, stop in _between(part):
            count += 1
            if count > limits.MOST_MAIL_PARTS:
                raise UnreadableError("mail-too-many-parts", limit=limits.MOST_MAIL_PARTS)
            inner = _part(data, start, stop)
            if part.type == "multipart/digest" and "content-type" not in inner.headers:
                inner.type = "message/rfc822"
            part.parts.append(inner)
        pending += [(inner, depth + 1) for inner in part.parts]
    return message


def headers_of(data: bytes) -> Part:
    """A mail of which nothing but its headers is read."""
    return _part(data, 0, len(data))


def _part(data: bytes, start: int, stop: int) -> Part:
    """A part with its headers, which end at an empty line or at what is no header."""
    found: dict[str, str] = {}
    is_long = False
    place = start
    if line := _MAILBOX_LINE.match(data, place, stop):
        place = line.end()
    while line := _HEADER.match(data, place, stop):
        place = line.end()
        if place - start > limits.MOST_MAIL_HEADER_BYTES:
            limit = limits.MOST_MAIL_HEADER_BYTES // limits.MB
            raise UnreadableError("mail-headers-too-long", limit=limit)
        name = line[1].decode("ascii").casefold()
        if name in _USED and name not in found:
            is_long |= line.end(2) - line.start(2) > limits.LONGEST_MAIL_HEADER
            value = data[line.start(2) : line.end(2)][: limits.LONGEST_MAIL_HEADER]
            found[name] = decoded(_LINE_ENDS.sub(b"", value)).strip()
    if line := _EMPTY_LINE.match(data, place, stop):
        place = line.end()
    return Part(data, found, start, place, stop, is_long)


def _between(part: Part) -> Iterator[tuple[int, int]]:
    """Where each part of a multipart starts and stops."""
    data = part.data
    mark = b"--" + part.boundary.encode("utf-8", "surrogateescape")
    opened = outside = place = part.start
    is_inside = part.is_closed = False
    count = 0
    while (found := data.find(mark, place, part.stop)) >= 0:
        count += 1
        if count > limits.MOST_MAIL_MARKS:
            raise UnreadableError("mail-too-many-parts", limit=limits.MOST_MAIL_PARTS)
        place = found + len(mark)
        after = _AFTER_BOUNDARY.match(data, place, part.stop)
        if after is None or (found > part.start and data[found - 1] != ord("\n")):
            continue
        if is_inside and found > opened:
            yield opened, _before_line(data, opened, found)
        elif _says(data[outside:found], _MOST_PREAMBLE if outside == part.start else 0):
            part.has_text_outside = True
        opened = outside = place = after.end()
        is_inside, part.is_closed = not after[1], bool(after[1])
    if is_inside:
        yield opened, part.stop
    elif opened > part.start and _says(data[outside : part.stop], 0):
        part.has_text_outside = True


def _says(text: bytes, most: int) -> bool:
    return len(text.strip()) > most and _WORDS.search(text) is not None


def _before_line(data: bytes, start: int, line: int) -> int:
    """Where the text before a line ends: its line end is the line's."""
    stop = line - 1 if line > start and data[line - 1 : line] == b"\n" else line
    return stop - 1 if stop > start and data[stop - 1 : stop] == b"\r" else stop


def content(part: Part) -> tuple[bytes, bool]:
    """What a part holds, and whether all of it was sound as it was encoded.

    A mail in the mail has the line ends of RFC 5322, whatever it was saved with.
    """
    encoding = part.headers.get("content-transfer-encoding", "").partition(";")[0]
    encoding = encoding.strip().casefold()
    if encoding == "base64":
        return _of_base64(part)
    if part.type == "message/external-body":
        return part.data[part.opened : part.stop], True  # what it refers to stands in its headers
    data = part.data[part.start : part.stop]
    if part.type == "message/rfc822":
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n"), True
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data), True
    if encoding in _UUENCODED:
        return _of_uuencode(data)
    return data, True


def _of_base64(part: Part) -> tuple[bytes, bool]:
    """Bytes that are base64.

    Pieces of it that follow one another, and a last one that is cut short, are read as far as
    they go.
    """
    is_sound = _SOUND_BASE64.fullmatch(part.data, part.start, part.stop) is not None
    if is_sound:
        try:
            return binascii.a2b_base64(memoryview(part.data)[part.start : part.stop]), True
        except binascii.Error:
            pass  # the padding is missing, as many programs leave it
    pieces = islice(_BASE64_PIECE.finditer(part.data, part.start, part.stop), _MOST_PIECES)
    return b"".join(_whole_base64(piece[0]) for piece in pieces), is_sound


def _whole_base64(text: bytes) -> bytes:
    text = text.translate(None, _NO_BASE64)
    text = text[: -1 if len(text) % 4 == 1 else None]
    return binascii.a2b_base64(text + b"=" * (-len(text) % 4))


def _of_uuencode(data: bytes) -> tuple[bytes, bool]:
    found = bytearray()
    is_sound = True
    for count, line in enumerate(_LINE.finditer(data)):
        if count > limits.MOST_UUENCODED_LINES:
            return bytes(found), False
        if line[0].strip() in {b"end", b"`", b""} or (not found and line[0].startswith(b"begin ")):
            continue
        try:
            found += binascii.a2b_uu(line[0])
        except binascii.Error:
            is_sound = False
    return bytes(found), is_sound
