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
    whole: list[Run] = []
    parts: list[str] = []
    for run in runs:
        if not run.text:
            continue
        if whole and _format(whole[-1]) == _format(run):
            parts.append(run.text)
            continue
        _finish(whole, parts)
        whole.append(run)
        parts = [run.text]
    _finish(whole, parts)
    return tuple(whole)


def _finish(whole: list[Run], parts: list[str]) -> None:
    if len(parts) > 1:
        last = whole[-1]
        whole[-1] = Run("".join(parts), last.bold, last.italic, last.href)


def _format(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.href


def split_runs(runs: Iterable[Run], at: re.Pattern[str]) -> Iterator[tuple[Run, ...]]:
    """Part the runs of a paragraph wherever `at` is found in them, which is left out."""
    part: list[Run] = []
    for run in runs:
        first, *others = at.split(run.text)
        part.append(replace(run, text=first) if others else run)
        for text in others:
            yield tuple(part)
            part = [replace(run, text=text)]
    yield tuple(part)
