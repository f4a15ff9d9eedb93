"""Filling in what an entry written by hand left out, and leaving every other character.

The file is somebody's own: its comments, its order, its line ends and its indentation
stay. So the keys are put in as text, at the place that the YAML reader names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from reportgen.problems import Location, Refusal
from reportgen.sources.text_file import unified
from reportgen.sources.yaml.read import Path, YamlDocument, read_yaml
from reportgen.sources.yaml.write import quoted

Additions = Sequence[tuple[Path, Mapping[str, str]]]
"""Path of an entry, and the keys it is to get."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r\n|\r|\n")
_BESIDE = ("pind", "afsnit", "art")  # the first of these that will do; an entry has an art


class ChangedMeanwhile(Refusal, code="file-changed-meanwhile"):
    """The file is not the one that was read: somebody saved it in between."""


class CannotFillIn(Refusal, code="file-not-filled-in"):
    """The file is laid out in a way that keys cannot be put into without changing more."""


def with_keys(data: bytes, document: YamlDocument, additions: Additions, file: str = "") -> bytes:
    """Return the file `data`, read as `document`, with keys added to its entries.

    A key that stands there empty gets its value in place. Raises `ChangedMeanwhile` where
    `data` is not what `document` was read from, and `CannotFillIn` where the result would
    not read as the same with those keys.
    """
    splices: list[Splice] = []
    for path, keys in additions:
        standing = {key: value for key, value in keys.items() if (*path, key) in document.marks}
        splices += (_filled(document, (*path, key), value) for key, value in standing.items())
        if added := {key: value for key, value in keys.items() if key not in standing}:
            splices.append(_added(document, path, added))
    result = spliced(data, document, splices, file)
    if not _only_added(document, result, additions):
        raise CannotFillIn(Location(file))
    return result


@dataclass(frozen=True, slots=True)
class Splice:
    """Text that goes in between two places of the text with line feeds alone."""

    start: int
    end: int
    text: str


def spliced(data: bytes, document: YamlDocument, splices: Sequence[Splice], file: str) -> bytes:
    """Return the file `data`, read as `document`, with `splices`; every other byte stays.

    Raises `ChangedMeanwhile` where `data` is not what `document` was read from.
    """
    original = data.decode("utf-8-sig")
    if unified(original) != document.text:
        raise ChangedMeanwhile(Location(file))
    offset = _offsets(original)
    most = "\r\n" if original.count("\r\n") * 2 > original.count("\n") else "\n"
    parts: list[str] = []
    last = 0
    for splice in sorted(splices, key=lambda splice: splice.start):
        start, end = offset(splice.start), offset(splice.end)
        line_end = _LINE_END.search(original, start)
        text = splice.text.replace("\n", line_end[0] if line_end else most)
        parts += (original[last:start], text)
        last = end
    fixed = "".join((*parts, original[last:]))
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    return mark + fixed.encode()


def _filled(document: YamlDocument, path: Path, value: str) -> Splice:
    """Give a value to a key that was left empty, or at ``null``."""
    mark = document.marks[path]
    blank = " " if document.text[mark.start - 1] == ":" else ""
    return Splice(mark.start, mark.end, blank + quoted(value))


def _added(document: YamlDocument, path: Path, keys: Mapping[str, str]) -> Splice:
    """Put `keys` into an entry, beside the one that says which point it means."""
    entry = document.mark(path)
    written = [f"{key}: {quoted(value)}" for key, value in keys.items()]
    indent = "\n" + " " * (entry.column - 1)
    for key in _BESIDE:
        mark = document.marks.get((*path, key))
        if mark is None:
            continue
        if entry.flow:
            return Splice(mark.end, mark.end, ", " + ", ".join(written))
        if document.text[mark.start : mark.start + 1] in ("|", ">"):
            continue  # a block of text ends only where the next key begins
        line_end = document.text.find("\n", mark.end)
        at = len(document.text) if line_end < 0 else line_end
        return Splice(at, at, indent + indent.join(written))
    return Splice(entry.start, entry.start, indent.join(written) + indent)


def _offsets(original: str) -> Callable[[int], int]:
    """From a place in the text with line feeds alone to that in the file."""
    if "\r\n" not in original:
        return lambda at: at
    lengths = [len(line) for line in original.split("\r\n")]
    # A place is as many characters further on as line ends of two characters precede it.
    ends = list(accumulate(length + 1 for length in lengths))

    return lambda at: at + bisect_right(ends, at)


def _only_added(document: YamlDocument, fixed: bytes, additions: Additions) -> bool:
    """Read the result again: nothing may have changed but the keys that were added."""
    again = read_yaml(fixed, "")
    if again.problems:
        return False
    try:
        for path, keys in additions:
            now, then = _at(again.data, path), _at(document.data, path)
            if any(now.get(key) != value for key, value in keys.items()):
                return False
            for key in keys:
                now[key] = then.get(key)
                if key not in then:
                    del now[key]
    except (LookupError, TypeError, AttributeError):
        return False
    return bool(again.data == document.data)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data
