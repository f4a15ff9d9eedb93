"""The small markup that people type into cells, YAML and prose.

A newline starts a paragraph. Lines that open with ``- `` or ``1. `` are lists.
``**bold**``, ``*italic*`` and ``[text](https://…)`` are marks, and count only at word
boundaries, so that ``2*3*4`` and ``fil_navn_her`` stay as they are. Everything else is
literal, ``&``, ``<`` and ``{{`` included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reportgen.report.dates import MONTHS
from reportgen.report.wording.marks import (
    SHIELD,
    Line,
    ListKind,
    Run,
    inline,
    joined,
    marked,
    split_runs,
)

__all__ = ["Line", "ListKind", "Run", "inline", "joined", "lines", "parse", "plain", "write"]

# A date opens a sentence in Danish as an ordinal ("1. december holdes …"): no list.
_ORDINALS = "|".join((*MONTHS, "kvartal", "halvår"))
_NUMBERED = re.compile(rf"([0-9]{{1,9}})\. (?=\S)(?!(?:{_ORDINALS})\b)", re.IGNORECASE)
_BULLET = "- "
_SHIELDED = re.compile(rf"{SHIELD}+(?:- |[0-9]{{1,9}}\. )")
_SHIELDED_ENTRY = re.compile(rf"{SHIELD}+(?:\s|(?:{_ORDINALS})\b)", re.IGNORECASE)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def lines(text: str) -> tuple[str, ...]:
    """Split `text` into its paragraphs as typed; blank lines are no paragraphs."""
    if "\n" not in text and "\r" not in text:
        return (text,) if text.strip() else ()
    return tuple(line for line in _LINE_BREAK.split(text) if line.strip())


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Line, ...]:
    """Read `text` as paragraphs with their marks."""
    reader = _ListReader()
    return tuple(
        Line(inline(body), kind) for kind, body in (reader.read(line) for line in lines(text))
    )


def plain(text: str) -> str:
    """Text of `text` as it reads in Word: marks gone, one line a paragraph."""
    return "\n".join(line.plain for line in parse(text))


def write(content: Iterable[Line]) -> str:
    """Write paragraphs as markup again, such that `parse` reads the same from it.

    What markup cannot say is brought to the nearest that it can (see `marked`): a line
    break inside a paragraph starts another, and a blank paragraph is none. No other
    character is lost or altered.
    """
    reader = _ListReader()
    written: list[str] = []
    for line in content:
        kind = line.kind
        for runs in split_runs(line.runs, _LINE_BREAK):
            if not any(run.text.strip() for run in runs):
                continue
            body = marked(runs)
            opening = reader.opening(kind)
            meant = reader.peek(opening + body) == (kind, body)
            written.append(opening + body if meant else f"{opening}{SHIELD}{body}")
            reader.read(written[-1])
            kind = ListKind.NONE
    return "\n".join(written)


class _ListReader:
    """Tells the entries of lists from other lines; a number counts on from those above it."""

    def __init__(self) -> None:
        self._last = 0  # the number that the line above has, or 0 where it is of no such list
        self._count = 0

    def read(self, line: str) -> tuple[ListKind, str]:
        """Kind of list and text of the next line."""
        kind, body = self.peek(line)
        if kind is ListKind.NUMBER:
            self._last = int(line[: line.index(".")])
            self._count += 1
        else:
            self._last = self._count = 0
        return kind, body

    def peek(self, line: str) -> tuple[ListKind, str]:
        """What `read` would give."""
        numbered = _NUMBERED.match(line)
        if numbered and int(numbered[1]) in {1, self._last + 1, self._count + 1}:
            body = line[numbered.end() :]
            return ListKind.NUMBER, body[1:] if _SHIELDED_ENTRY.match(body) else body
        if line.startswith(_BULLET) and line[len(_BULLET) :].strip():
            return ListKind.BULLET, line[len(_BULLET) :]
        return ListKind.NONE, line[1:] if _SHIELDED.match(line) else line

    def opening(self, kind: ListKind) -> str:
        """How a line of that kind opens if it comes next."""
        if kind is ListKind.NUMBER:
            return f"{self._count + 1}. "
        return _BULLET if kind is ListKind.BULLET else ""
