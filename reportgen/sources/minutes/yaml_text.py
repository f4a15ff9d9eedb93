"""A meeting as the text of its YAML file: Danish keys in their order, readable by a person.

The text is written by hand, not dumped: long texts are literal blocks, short entries stand
on one line, and every remark stands at its entry. Only a small part of YAML is used, which
versions 1.1 and 1.2 read alike.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from pydantic import BaseModel

from reportgen.problems import Problem
from reportgen.report.meeting import Meeting
from reportgen.sources.minutes.meeting import Path, Unsure

WIDTH = 100
_BLOCKS = frozenset({"uddybning", "referat"})
"""Texts that always stand as a block."""
_KEPT_EMPTY = frozenset({"til_stede", "afbud", "nr", "dagsorden"})
"""Keys that a person is to see although nothing stands under them."""
_WORDED = frozenset({"tilføj", "præciser", "erstat"})
"""Kinds of entry whose empty ``tekst`` is to be filled in."""

_PLAIN = re.compile(r"[A-Za-zÆØÅæøåéÉüÜöÖäÄ](?:[\w ./()§%+’'”&;!?–—-]|:(?=\S))*")
_PLAIN_ALONE = re.compile(r"[A-Za-zÆØÅæøåéÉüÜöÖäÄ(§”](?:[\w ./()§%+’'”&;!?–,=*>\[\]—-]|:(?=\S))*")
_RESERVED_WORDS = """
    y n yes no on off true false null ~ none nan inf
"""
_RESERVED = frozenset(_RESERVED_WORDS.split())
# What YAML 1.2 calls printable, less the characters that break lines for some loaders.
_UNPRINTABLE = re.compile(
    r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def meeting_yaml(
    meeting: Meeting,
    unsure: Iterable[Unsure] = (),
    say: Callable[[Problem], str] = lambda problem: problem.code,
    heading: Sequence[str] = (),
) -> str:
    """Write `meeting` as YAML.

    `say` words a problem for the person who reads the file; it becomes a comment
    ``# usikker: …`` at the entry it is about. `heading` are lines of comment that open the
    file.
    """
    data = meeting.model_dump(by_alias=True)
    writer = _Writer(_remarks(unsure, data, say))
    lines = [f"# {_one_line(line)}" for line in heading]
    lines += writer.mapping(data, (), 0, spaced=True)
    return "\n".join(lines) + "\n"


def _remarks(
    unsure: Iterable[Unsure], data: Mapping[str, Any], say: Callable[[Problem], str]
) -> dict[Path, list[str]]:
    remarks: dict[Path, list[str]] = {}
    for entry in unsure:
        text = f"# usikker: {_one_line(say(entry.problem))}"
        remarks.setdefault(_existing(entry.at, data), []).append(text)
    return remarks


def _existing(path: Path, data: Any) -> Path:
    """The part of `path` that is in the file."""
    for depth, key in enumerate(path):
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return path[:depth]
        if data is None or (data in ((), []) and key not in _KEPT_EMPTY):
            return path[:depth]
    return path


def _one_line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


class _Writer:
    def __init__(self, remarks: Mapping[Path, list[str]]) -> None:
        self._remarks = remarks

    def mapping(
        self, data: Mapping[str, Any], path: Path, indent: int, *, spaced: bool = False
    ) -> list[str]:
        """Write the keys of `data` that hold something, one below the other."""
        lines = self._comments(path, indent) if not path else []
        pad = " " * indent
        for key, value in data.items():
            if _is_empty(value) and not _is_shown(key, data):
                continue
            if spaced and lines:
                lines.append("")
            own = (*path, key)
            lines += self._comments(own, indent)
            lines += self._entry(f"{pad}{key}:", key, value, own, indent)
        return lines

    def _entry(self, lead: str, key: str, value: Any, path: Path, indent: int) -> list[str]:
        if isinstance(value, Mapping):
            flow = _flow(value)
            if flow is not None and len(lead) + 1 + len(flow) <= WIDTH and not self._below(path):
                return [f"{lead} {flow}"]
            return [lead, *self.mapping(value, path, indent + 2)]
        if isinstance(value, list | tuple):
            return self._sequence(lead, value, path, indent)
        if isinstance(value, str) and (key in _BLOCKS or len(value) > WIDTH or "\n" in value):
            block = _block(value, indent + 2)
            if block is not None:
                return [f"{lead} {block[0]}", *block[1:]]
        return [f"{lead} {_scalar(value)}"]

    def _sequence(self, lead: str, values: Sequence[Any], path: Path, indent: int) -> list[str]:
        if not values:
            return [f"{lead} []"]
        if all(not isinstance(value, Mapping) for value in values):
            flow = "[" + ", ".join(_scalar(value, flow=True) for value in values) + "]"
            if len(lead) + 1 + len(flow) <= WIDTH:
                return [f"{lead} {flow}"]
        lines = [lead]
        agenda = path == ("dagsorden",)
        for at, value in enumerate(values):
            if agenda and at:
                lines.append("")
            lines += self._item(value, (*path, at), indent + 2)
        return lines

    def _item(self, value: Any, path: Path, indent: int) -> list[str]:
        pad = " " * indent
        lines = self._comments(path, indent)
        if not isinstance(value, Mapping):
            if isinstance(value, str) and "\n" in value:
                block = _block(value, indent + 2)
                if block is not None:
                    return [*lines, f"{pad}- {block[0]}", *block[1:]]
            return [*lines, f"{pad}- {_scalar(value)}"]
        flow = None if path[0] == "dagsorden" and len(path) == 2 else _flow(value)
        if flow is not None and len(pad) + 2 + len(flow) <= WIDTH and not self._below(path):
            return [*lines, f"{pad}- {flow}"]
        inner = self.mapping(value, path, indent + 2)
        first = next(at for at, line in enumerate(inner) if not line.lstrip().startswith("#"))
        inner[first] = f"{pad}- {inner[first].lstrip()}"
        return [*lines, *inner]

    def _comments(self, path: Path, indent: int) -> list[str]:
        return [" " * indent + text for text in self._remarks.get(path, ())]

    def _below(self, path: Path) -> bool:
        """Whether a remark stands somewhere under `path`."""
        return any(other[: len(path)] == path and len(other) > len(path) for other in self._remarks)


def _is_shown(key: str, data: Mapping[str, Any]) -> bool:
    """Whether `key` stands in the file even when it holds nothing."""
    if "art" not in data:
        return key in _KEPT_EMPTY or key == "deltagere"
    if key == "tekst":
        return str(getattr(data["art"], "value", data["art"])) in _WORDED
    return key == "afsnit" or (key == "id" and data.get("pind") is not None)


def _is_empty(value: Any) -> bool:
    if value is None:
        return True
    if isinstance(value, list | tuple):
        return not value
    if isinstance(value, Mapping):
        return all(_is_empty(inner) for inner in value.values())
    return False


def _flow(data: Mapping[str, Any]) -> str | None:
    """Write `data` on one line; none if something in it needs more."""
    parts = []
    for key, value in data.items():
        if _is_empty(value) and not _is_shown(key, data):
            continue
        if isinstance(value, Mapping) or (isinstance(value, str) and "\n" in value):
            return None
        if isinstance(value, list | tuple):
            if any(isinstance(inner, Mapping) for inner in value):
                return None
            inner_text = ", ".join(_number(inner) or _scalar(inner, flow=True) for inner in value)
            parts.append(f"{key}: [{inner_text}]")
        else:
            parts.append(f"{key}: {_scalar(value, flow=True)}")
    return "{" + ", ".join(parts) + "}"


def _number(value: Any) -> str | None:
    """An item's number may stand without quotation marks where only numbers stand."""
    is_number = isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,2}", value)
    return str(value) if is_number else None


def _block(text: str, indent: int) -> list[str] | None:
    """Write `text` as a literal block; none if it holds what such a block cannot."""
    if not text.strip() or text.endswith("\n") or any(map(_UNPRINTABLE.search, text.split("\n"))):
        return None
    lines = text.split("\n")
    if not lines[0].strip():
        return None
    mark = "|2-" if lines[0].startswith(" ") else "|-"
    if any(line and not line.strip() for line in lines):
        return None
    pad = " " * indent
    return [mark, *(pad + line if line else "" for line in lines)]


def _scalar(value: Any, *, flow: bool = False) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, BaseModel):  # pragma: no cover - models are dumped before
        raise TypeError(value)
    text = str(value)
    plain = (
        (_PLAIN if flow else _PLAIN_ALONE).fullmatch(text) is not None
        and text == text.strip()
        and text.casefold() not in _RESERVED
        and not text.endswith(":")
        and " #" not in text
        and not (flow and ("?" in text or ":" in text))
    )
    return text if plain else _quoted(text)


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if not _UNPRINTABLE.match(char):
        return char
    code = ord(char)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
