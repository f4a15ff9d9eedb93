"""``aendringer/NNN.yaml`` as text: Danish keys in their order, readable by a person.

What is written reads back as the same entries (`reportgen.sources.decided`). Only a small
part of YAML is used: long texts are literal blocks, everything else stands on one line.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from reportgen.report.entries import DecidedEntry

_PLAIN = re.compile(r"[A-Za-zÆØÅæøå][\w ./()§%+–-]*")
"""Texts that need no quotation marks, whatever reads them."""
_RESERVED = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"}
)
_LONGEST = 80
# What a literal block cannot hold, and what some readers take for a line break.
_AWKWARD = re.compile(
    r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010feff]"
)


def decided_yaml(entries: Iterable[DecidedEntry], heading: Sequence[str] = ()) -> str:
    """Write a file of ``aendringer/``; `heading` are lines of comment that open it."""
    lines = [f"# {' '.join(_AWKWARD.sub(' ', line).split())}" for line in heading]
    found = [_entry(entry) for entry in entries]
    lines += [line for each in found for line in each] or ["[]"]
    return "\n".join(lines) + "\n"


def _entry(entry: DecidedEntry) -> list[str]:
    lines: list[str] = []
    for key, value in entry.model_dump(by_alias=True).items():
        if value is not None and value != ():
            lines += _key(key, value)
    return [("- " if n == 0 else "  ") + line if line else "" for n, line in enumerate(lines)]


def _key(key: str, value: Any) -> list[str]:
    if isinstance(value, Mapping):
        inner = [f"{k}: {_scalar(v, flow=True)}" for k, v in value.items() if v is not None]
        return [f"{key}: {{{', '.join(inner)}}}"]
    if isinstance(value, list | tuple):
        return [f"{key}: [{', '.join(_scalar(v, flow=True) for v in value)}]"]
    if isinstance(value, str) and (len(value) > _LONGEST or "\n" in value):
        lines = value.split("\n")
        if all(line.strip() and not _AWKWARD.search(line) for line in lines) and (
            not lines[0][0].isspace()
        ):
            return [f"{key}: |-", *(f"  {line}" for line in lines)]
    return [f"{key}: {_scalar(value)}"]


def _scalar(value: Any, *, flow: bool = False) -> str:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = str(value)
    is_plain = _PLAIN.fullmatch(text) and text == text.rstrip()
    if is_plain and text.casefold() not in _RESERVED and not (flow and len(text) > _LONGEST):
        return text
    return _AWKWARD.sub(lambda found: _escaped(found[0]), json.dumps(text, ensure_ascii=False))


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
