"""What `docs/it.md` promises is held by tests that it names, and nothing is promised without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.problems import limits

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "it.md").read_text(encoding="utf-8")
_TEXT, _, _NOTES = PAGE.partition("\n[^")
_NOTE = re.compile(r"^\[\^([\w-]+)\]: (.*)$", re.MULTILINE)
_MARK = re.compile(r"\[\^([\w-]+)\]")
_SENTENCE = re.compile(r"[^.!?:]+(?:[.!?:](?![\s\[]|$)[^.!?:]*)*[.!?](?:\[\^[\w-]+\])*")
_ABSOLUTE = re.compile(r"\b(?:aldrig|intet|ingen|altid|kun|alene|enhver)\b", re.IGNORECASE)
"""Words that promise; what they stand in is held by a test."""
NOTES = dict(_NOTE.findall(PAGE))
NAMED = sorted({test for note in NOTES.values() for test in re.findall(r"`(tests/[^`]+)`", note)})


def _sentences(line: str) -> list[str]:
    return [found[0].strip() for found in _SENTENCE.finditer(line)]


def _promising() -> list[str]:
    """Every sentence of a list, every place of the table, and whatever else says “never”."""
    lines = [line for line in _TEXT.splitlines() if line and not line.startswith(("#", "<!--"))]
    listed = [each for line in lines if line.startswith("- ") for each in _sentences(line[2:])]
    places = PAGE.partition("| sted | hvad |\n|---|---|\n")[2].partition("\n\n")[0].splitlines()
    prose = [line for line in lines if not line.startswith(("- ", "|"))]
    absolute = [s for line in prose for s in _sentences(line) if _ABSOLUTE.search(s)]
    return [*listed, *places, *absolute]


@pytest.mark.parametrize("promise", _promising())
def test_no_promise_stands_without_a_test(promise: str) -> None:
    marks = _MARK.findall(promise)
    assert marks, promise
    assert all("`tests/" in NOTES.get(mark, "") for mark in marks), promise


def test_every_note_belongs_to_a_promise() -> None:
    assert set(_MARK.findall(_TEXT)) == NOTES.keys()


def test_the_pages_tell_every_bound() -> None:
    text = (ROOT / "tools" / "graenser.txt").read_text(encoding="utf-8")
    worded = re.findall(r"^([A-Z_]+): \S", text, re.MULTILINE)
    bounds = {name for name, value in vars(limits).items() if name.isupper() and name != "MB"}
    assert len(worded) == len(set(worded))
    assert set(worded) == bounds, "word each bound in tools/graenser.txt"


@pytest.mark.parametrize("named", NAMED)
def test_every_test_that_is_named_is_there(named: str) -> None:
    path, _, name = named.partition("::")
    source = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^def {name}\(", source, re.MULTILINE), named
