"""Opens a file of minutes by what it is, not by what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable

from reportgen.opc.container import OLE_MAGIC
from reportgen.problems import limits
from reportgen.report.outline import OutlineReading
from reportgen.report.wording.characters import OVERRIDES, REPLACED
from reportgen.sources.minutes.text import pdf, plain_text

_RTF = b"{\\rtf"
# All but tabs and what ends a line or a page.
_UNREADABLE = re.compile(
    f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff{OVERRIDES}]"
)

ReadWord = Callable[[bytes, str], OutlineReading]
"""Reads a Word file; `reportgen.word.read.minutes.read` is one."""


def read_minutes(data: bytes, file: str, word: ReadWord) -> OutlineReading:
    """Read the outline of `data`, a PDF, a Word file (by `word`) or plain text.

    A file that cannot be read gives the reason as a problem; nothing is raised.
    """
    if not data.strip():
        return OutlineReading.refused("minutes-empty", file)
    head = data[:1024].lstrip()
    if data.startswith(OLE_MAGIC):
        return OutlineReading.refused("minutes-old-word", file)
    if data.startswith(b"PK"):
        reading = word(data, file)
        long = reading.outline is not None and _too_long(reading.outline.source, file)
        return long or reading
    if b"%PDF-" in head:
        return pdf.read(data, file)
    if head.startswith(_RTF):
        return OutlineReading.refused("minutes-unknown-format", file)
    if len(data) > limits.MOST_TEXT_BYTES:
        return _longer(file)
    text = decoded(data)
    if text is None:
        return OutlineReading.refused("minutes-unknown-format", file)
    return _too_long(text, file) or OutlineReading(plain_text.read(_UNREADABLE.sub(REPLACED, text)))


def _too_long(text: str, file: str) -> OutlineReading | None:
    """Refuse more text than minutes have, told by its characters and its lines."""
    if len(text) > limits.MOST_MINUTES_CHARACTERS:
        return _longer(file)
    if sum(map(text.count, plain_text.LINE_ENDS)) > limits.MOST_MINUTES_LINES:
        limit = limits.MOST_MINUTES_LINES // 1000
        return OutlineReading.refused("minutes-too-many-lines", file, limit=limit)
    return None


def _longer(file: str) -> OutlineReading:
    limit = limits.MOST_MINUTES_CHARACTERS // limits.FULL_PAGE
    return OutlineReading.refused("minutes-too-long", file, limit=limit)


def decoded(data: bytes) -> str | None:
    """Text of `data`: UTF-8 or UTF-16 by its mark, UTF-8, else Windows' own; none if binary."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    if b"\x00" in data:
        return None
    for encoding in ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = sum(char < " " and char not in "\t\n\r\f\v" for char in text)
        return None if controls > 0.01 * len(text) + 2 else text
    return None
