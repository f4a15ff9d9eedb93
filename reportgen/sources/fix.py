"""Filling in what an entry written by hand left out, and leaving every other character.

The file is somebody's own: its comments, its order, its line ends and its indentation
stay. So the keys are put in as text, at the place that the YAML reader names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from reportgen.sources.yaml_nodes import Document, Path, read_yaml

Additions = Sequence[tuple[Path, Mapping[str, str]]]
"""Path of an entry, and the keys it is to get."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_AFTER = ("pind", "afsnit", "art")  # the first of these that the entry has


def with_keys(data: bytes, document: Document, additions: Additions) -> bytes:
    """Return the file `data`, read as `document`, with keys added to its entries."""
    original = data.decode("utf-8-sig")
    offsets = _offsets(original)
    newline = "\r\n" if original.count("\r\n") * 2 > original.count("\n") else "\n"
    pieces: list[tuple[int, str]] = []
    for path, keys in additions:
        entry = document.marks[path]
        anchor = next(key for key in _AFTER if (*path, key) in document.marks)
        at = document.marks[(*path, anchor)].end
        if entry.flow:
            written = "".join(f", {key}: {_quoted(v)}" for key, v in keys.items())
        else:
            line_end = document.text.find("\n", at)
            at = len(document.text) if line_end < 0 else line_end
            indent = newline + " " * (entry.column - 1)
            written = "".join(f"{indent}{key}: {_quoted(v)}" for key, v in keys.items())
        pieces.append((offsets[at], written))
    for at, piece in sorted(pieces, reverse=True):
        original = original[:at] + piece + original[at:]
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    fixed = mark + original.encode()
    _only_added(document, fixed, additions)
    return fixed


def _offsets(original: str) -> list[int]:
    """Where each character of the text, read with line feeds alone, stands in the file."""
    offsets: list[int] = []
    at = 0
    while at < len(original):
        offsets.append(at)
        at += 2 if original.startswith("\r\n", at) else 1
    return [*offsets, at]


def _quoted(value: str) -> str:
    """A double-quoted scalar: JSON's strings are YAML's (YAML 1.2, section 5.7)."""
    # U+0085, U+2028 and U+2029 would end a line of YAML, and JSON lets them stand.
    quoted = json.dumps(value, ensure_ascii=False)
    for character in "\x7f\x85\u2028\u2029\ufeff":
        quoted = quoted.replace(character, f"\\u{ord(character):04x}")
    return quoted


def _only_added(document: Document, fixed: bytes, additions: Additions) -> None:
    """Read the result again: nothing may have changed but the keys that were added."""
    again = read_yaml(fixed, "")
    for path, keys in additions:
        at = again.data
        for step in path:
            at = at[step]
        for key, value in keys.items():
            if at.pop(key, None) != value:
                raise RuntimeError(f"{key} could not be written at {path}")
    if again.data != document.data:
        raise RuntimeError("the file would have changed elsewhere")
