"""The small markup that people type into cells, YAML and prose.

A newline starts a paragraph. Lines that open with ``- `` or ``1. `` are lists.
``**bold**``, ``*italic*`` and ``[text](https://…)`` are marks, and count only at word
boundaries, so that ``2*3*4`` and ``fil_navn_her`` stay as they are. Everything else is
literal, ``&``, ``<`` and ``{{`` included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from reportgen.report.dates import MONTHS


class ListKind(StrEnum):
    """What kind of list a paragraph is an entry of."""

    NONE = ""
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one formatting."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its runs, and the list it belongs to."""

    runs: tuple[Run, ...]
    kind: ListKind = ListKind.NONE

    @property
    def plain(self) -> str:
        """Text without marks."""
        return "".join(run.text for run in self.runs)


# A date opens a sentence in Danish as an ordinal ("1. december holdes …"): no list.
_ORDINALS = "|".join((*MONTHS, "kvartal", "halvår"))
_NUMBERED = re.compile(rf"(\d{{1,3}})\. (?=\S)(?!(?:{_ORDINALS})\b)", re.IGNORECASE)
_BULLET = "- "

_MARK = re.compile(
    r"""
    \[(?P<label>[^\[\]\n]+)\]\((?P<href>(?:https?://|mailto:)[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)
    | (?<![\w*])\*\*\*(?=[^\s*])(?P<both>.+?)(?<=[^\s*])\*\*\*(?![\w*])
    | (?<![\w*])\*\*(?=[^\s*])(?P<bold>(?:(?!\*\*).|\*\*(?=\w))+?)(?<=\S)\*\*(?![\w])
    | (?<![\w*])\*(?=[^\s*])(?P<italic>[^*]+?)(?<=[^\s*])\*(?![\w*])
    """,
    re.VERBOSE,
)


def lines(text: str) -> tuple[str, ...]:
    """Split `text` into its paragraphs as typed; blank lines are no paragraphs."""
    if "\n" not in text and "\r" not in text:
        return (text,) if text.strip() else ()
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(line for line in unified.split("\n") if line.strip())


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Line, ...]:
    """Read `text` as paragraphs with their marks."""
    result: list[Line] = []
    expected = 0  # the number that would go on with the list the line above belongs to
    for line in lines(text):
        numbered = _NUMBERED.match(line)
        number = int(numbered.group(1)) if numbered else 0
        if numbered and (number == 1 or number == expected):
            result.append(Line(inline(line[numbered.end() :]), ListKind.NUMBER))
            expected = (expected or 1) + 1 if number == 1 and expected else number + 1
        elif line.startswith(_BULLET) and line[2:].strip():
            result.append(Line(inline(line[2:]), ListKind.BULLET))
            expected = 0
        else:
            result.append(Line(inline(line)))
            expected = 0
    return tuple(result)


def inline(text: str) -> tuple[Run, ...]:
    """Read the marks inside one paragraph."""
    if "*" not in text and "](" not in text:
        return (Run(text),) if text else ()
    return tuple(_joined(_marked(text)))


def _marked(text: str) -> Iterator[Run]:
    at = 0
    for match in _MARK.finditer(text):
        if match.start() > at:
            yield Run(text[at : match.start()])
        at = match.end()
        if match["href"]:
            yield from (replace(run, href=match["href"]) for run in inline(match["label"]))
        elif match["both"]:
            inner = inline(match["both"])
            yield from (replace(run, bold=True, italic=True) for run in inner)
        elif match["bold"]:
            yield from (replace(run, bold=True) for run in inline(match["bold"]))
        else:
            yield from (replace(run, italic=True) for run in inline(match["italic"]))
    if at < len(text):
        yield Run(text[at:])


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join neighbours of one formatting: a mark that was none leaves no seam."""
    last: Run | None = None
    for run in runs:
        if last is not None and replace(last, text="") == replace(run, text=""):
            last = replace(last, text=last.text + run.text)
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last


def plain(text: str) -> str:
    """Text of `text` as it reads in Word: marks gone, one line a paragraph."""
    return "\n".join(line.plain for line in parse(text))


def write(content: Iterable[Line]) -> str:
    """Write paragraphs as markup again, such that `parse` reads the same from it."""
    written: list[str] = []
    number = 0
    for line in content:
        body = "".join(_write_run(run) for run in line.runs)
        number = number + 1 if line.kind is ListKind.NUMBER else 0
        opening = {ListKind.NUMBER: f"{number}. ", ListKind.BULLET: _BULLET}.get(line.kind, "")
        written.append(opening + body)
    return "\n".join(written)


def _write_run(run: Run) -> str:
    # Word often formats the space beside a word too; a mark must touch the word itself.
    core = run.text.strip()
    if not core:
        return run.text
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    trail = run.text[len(run.text.rstrip()) :]
    stars = "*" * (2 * run.bold + run.italic)
    marked = f"{stars}{core}{stars}"
    return f"{lead}[{marked}]({run.href}){trail}" if run.href else f"{lead}{marked}{trail}"
