"""A wording of the secretariat's own for what is a list: an entry of one stays one.

Whoever types a new wording for an entry of a list types its words, and seldom the dash or
the number that Word shows before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from reportgen.report.wording.text import Line, ListKind, parse, write

_NUMBER = re.compile(r"([0-9]{1,9})\. ")
_DOT = re.compile(r"^\s*[•·‣▪–*]\s+")
"""What people type for the dot of a list."""
_ALIKE = 0.5
"""Likeness at which a line is one that stood there, reworded."""


def listed_like(text: str, stood: Sequence[Line]) -> str:
    r"""`text` with its lines in the lists that the lines in their place `stood` in.

    A wording that says itself what is a list is left as it was typed.

    >>> listed_like("To forhold", parse("- et forhold"))
    '- To forhold'
    >>> listed_like("Det gælder:\nvagten\nnatten", parse("Det gælder:\n- dagen\n- natten"))
    'Det gælder:\n- vagten\n- natten'
    """
    kinds = [line.kind for line in stood]
    if not any(kinds):
        return text
    text = "\n".join(_DOT.sub("- ", line) for line in text.split("\n"))
    lines = parse(text)
    if any(line.kind is not ListKind.NONE or _NUMBER.match(line.plain) for line in lines):
        return text
    if len(lines) != len(kinds):
        kinds = _by_likeness([line.plain for line in lines], stood)
    return write(Line(line.runs, kind) for line, kind in zip(lines, kinds, strict=True))


def _by_likeness(texts: Sequence[str], stood: Sequence[Line]) -> list[ListKind]:
    """The list of each line: that of the line most like it, else the one that all were in."""
    all_in = stood[0].kind if len({line.kind for line in stood}) == 1 else ListKind.NONE
    found: list[ListKind] = []
    for text in texts:
        likely = [(SequenceMatcher(None, text, line.plain).ratio(), line.kind) for line in stood]
        best, kind = max(likely, key=lambda each: each[0])
        found.append(kind if best >= _ALIKE else all_in)
    return found


def numbered_as(text: str, stood: str) -> str:
    """`text`, whose numbers begin with the one that those of the text that `stood` begin with.

    A paragraph of prose may be the second entry of a list that the one before it begins.

    >>> numbered_as("1. anden sag", "2. anden")
    '2. anden sag'
    """
    now, then = _NUMBER.match(text), _NUMBER.match(stood)
    if now is None or then is None or now[1] == then[1]:
        return text
    first = int(then[1]) - int(now[1])
    return "\n".join(
        f"{int(number[1]) + first}. {line[number.end() :]}"
        if (number := _NUMBER.match(line))
        else line
        for line in text.split("\n")
    )
