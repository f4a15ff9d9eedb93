"""Text with formatting: the runs of a paragraph, as marks say them and as Word holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


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


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join neighbours of one formatting, and leave out runs without text."""
    found: list[Run] = []
    parts: list[str] = []
    for run in runs:
        if not run.text:
            continue
        if found and _look(found[-1]) == _look(run):
            parts.append(run.text)
            continue
        _finish(found, parts)
        found.append(run)
        parts = [run.text]
    _finish(found, parts)
    return tuple(found)


def _finish(found: list[Run], parts: list[str]) -> None:
    if len(parts) > 1:
        last = found[-1]
        found[-1] = Run("".join(parts), last.bold, last.italic, last.href)


def _look(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.href


def split_runs(runs: Iterable[Run], at: re.Pattern[str]) -> Iterator[tuple[Run, ...]]:
    """Part the runs of a paragraph wherever `at` is found in them, which is left out."""
    part: list[Run] = []
    for run in runs:
        first, *others = at.split(run.text)
        part.append(replace(run, text=first))
        for text in others:
            yield tuple(part)
            part = [replace(run, text=text)]
    yield tuple(part)
