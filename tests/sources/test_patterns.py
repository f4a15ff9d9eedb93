"""No pattern that text is searched for goes back over what it has seen, whatever stands there.

Every pattern of the readers is tried on what its own words and signs say again and again, alone
and with an end that does not fit: what a hostile text, or only an odd one, is made of.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import reportgen
from tests.bounded import bounded

_ROOT = Path(reportgen.__file__).parent
_PACKAGES = (
    "reportgen.sources.minutes",
    "reportgen.sources.dates",
    "reportgen.sources.prose",
    "reportgen.sources.yaml",
    "reportgen.sources.spelling",
    "reportgen.report",
)
_LENGTH = 8_000
_MOST_WORDS = 12
"""Words of a pattern that are tried; the longest say most of it."""
_SIGNS = ("a", "A", "1", " ", "\n", ".", ",", "-", "(", ")", "”", "/", ":", "*", "[", "_", "\u0301")
_ODD = "\x01"
_SECONDS = 1.0
"""A hundred times what a line takes; a square takes ten times as much."""
SHORT: Mapping[str, str] = {
    "reportgen.sources.minutes.agenda.blocks._BLOCK": "held against 90 characters",
    "reportgen.sources.minutes.labels._COLUMN": "held against 60 characters",
    "reportgen.sources.minutes.header.parse._BEFORE_DATE": "looked for in 40 characters",
}
"""Patterns that are only ever tried on a few characters, and why."""
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def _modules() -> Iterator[Any]:
    for name in _PACKAGES:
        module = importlib.import_module(name)
        yield module
        for found in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{name}."):
            if not found.name.endswith(("pdf", "pdf_document")):
                yield importlib.import_module(found.name)


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in _modules():
        for name, value in vars(module).items():
            flat = [value]
            while any(isinstance(each, tuple | list) for each in flat):
                flat = [
                    inner
                    for each in flat
                    for inner in (each if isinstance(each, tuple | list) else (each,))
                ]
            for each in flat:
                if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                    yield f"{module.__name__}.{name}", each


_FOUND = {pattern: name for name, pattern in _patterns() if name not in SHORT}
_SEARCHED = {
    match[1]
    for path in _ROOT.rglob("*.py")
    for match in re.finditer(
        r"\b(\w+)\.(?:search|finditer|findall|sub|split)\b", path.read_text("utf-8")
    )
}
"""Names that are looked for anywhere in a text, and not only at its start."""


def _words(tree: Any) -> Iterator[str]:
    """The words and signs that a pattern is made of."""
    run = ""
    for kind, value in (*tree, (None, None)):
        if kind is codes.LITERAL:
            run += chr(value)
            continue
        if run:
            yield run
        run = ""
        if kind in _REPEATS:
            yield from _words(value[2])
        elif kind is codes.SUBPATTERN:
            yield from _words(value[3])
        elif kind is codes.BRANCH:
            for branch in value[1]:
                yield from _words(branch)
        elif kind is codes.ATOMIC_GROUP:
            yield from _words(value)
        elif kind in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _words(value[1])


def _texts(pattern: re.Pattern[str]) -> Iterator[str]:
    own = set(_words(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))
    words = sorted(own, key=lambda word: (-len(word), word))[:_MOST_WORDS]
    for unit in (*_SIGNS, *words, *(f"{word} " for word in (*words, "a", "A", "1"))):
        yield unit * (_LENGTH // len(unit))
    for opening in ("", *words[:4]):
        for unit in ("a", " ", "1 ", "A ", "."):
            yield f"{opening} {unit * (_LENGTH // len(unit))}{_ODD}"


def _slowest(pattern: re.Pattern[str], *, searched: bool) -> str:
    """The start of a text on which the pattern takes too long; empty where there is none."""
    for text in _texts(pattern):
        started = time.process_time()
        if searched:
            for _ in pattern.finditer(text):
                pass
        pattern.match(text)
        pattern.fullmatch(text)
        if time.process_time() - started > _SECONDS:
            return repr(text[:40])
    return ""


def _slow_ones(module: str) -> str:
    """What takes too long in a module: the patterns, each with the start of a text."""
    slow = [
        f"{name} on {text}"
        for pattern, name in _FOUND.items()
        if name.rpartition(".")[0] == module
        and (text := _slowest(pattern, searched=name.rpartition(".")[2] in _SEARCHED))
    ]
    return ", ".join(slow)


@pytest.mark.parametrize("module", sorted({name.rpartition(".")[0] for name in _FOUND.values()}))
def test_no_pattern_goes_back_over_a_text(module: str) -> None:
    assert not bounded(lambda: _slow_ones(module), seconds=120, megabytes=200)
