"""A text file as a person saved it: UTF-8, any line ends, nothing that Word cannot hold."""

from __future__ import annotations

import re

from reportgen.problems import Location, Problem, limits
from reportgen.report.wording.characters import OVERRIDES

# What XML 1.0 cannot hold (section 2.2, production Char). NUL is left to the encoding: a
# text file that holds one is UTF-16, or no text at all.
XML_FORBIDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
UNWELCOME = re.compile(f"{XML_FORBIDS.pattern[:-1]}{OVERRIDES}]")
"""What no text of an input may hold: that, and marks that turn the letters after them round."""
_REPLACEMENT = "\ufffd"


def read_text(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Read `data` as text with line feeds; None where it is not text in UTF-8.

    Unwelcome characters are faults, one a line, and stand as U+FFFD in the
    text that is returned, so that the rest can be read and every place stays the same.
    """
    if len(data) > limits.MOST_TEXT_BYTES:
        limit = limits.MOST_TEXT_BYTES // limits.MB
        return None, [Problem("file-too-large", Location(file), {"limit": limit})]
    try:
        text = data.decode("utf-8-sig")
        broken = data.find(b"\0")
    except UnicodeDecodeError as error:
        text, broken = "", error.start
    if broken >= 0:
        line = data.count(b"\n", 0, broken) + 1
        return None, [Problem("not-utf-8", Location(file, line=line))]
    text = unified(text)
    if UNWELCOME.search(text) is None:
        return text, []
    problems = [
        Problem("control-character", Location(file, line=number), {"detail": bad})
        for number, line in enumerate(text.split("\n"), 1)
        if (bad := control_character(line)) is not None
    ]
    return UNWELCOME.sub(_REPLACEMENT, text), problems


def unified(text: str) -> str:
    """Return `text` with line feeds alone, as YAML and Markdown count lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tidy(typed: str) -> str:
    """What a person typed, with line feeds alone and without what no text may hold."""
    return UNWELCOME.sub("", unified(typed)).strip()


def control_character(text: str) -> str | None:
    """Name the first unwelcome character, as ``U+0007``, or None."""
    match = UNWELCOME.search(text)
    return f"U+{ord(match[0]):04X}" if match else None
