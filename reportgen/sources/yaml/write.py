"""YAML that people read: keys in their order, long texts as blocks, few quotation marks.

The text is written by hand, not dumped by a library: short mappings stand on one line, long
texts are literal blocks, and every comment stands at the entry it is about. Only a small
part of YAML is used, which versions 1.1 and 1.2 read alike; any reader has the same data
from it. Files differ in their `Layout`, never in what needs quotation marks.

Records, which the program writes for itself and nobody edits, are left to the library.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import yaml

from reportgen.sources.yaml.read import Path

# A text needs no quotation marks where it opens with a letter and holds nothing that YAML
# gives a meaning; in brackets or braces fewer characters are without one.
_PLAIN_IN_FLOW = re.compile(r"[A-Za-zÆØÅæøåéÉüÜöÖäÄ][\w ./()§%+’'”&;!–—-]*")
_PLAIN = re.compile(r"[A-Za-zÆØÅæøåéÉüÜöÖäÄ(§”](?:[\w ./()§%+’'”&;!?–,=*>\[\]—-]|:(?=\S))*")
_RESERVED = frozenset(
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "none", "nan", "inf"]
)
# All but what YAML 1.2 calls printable (5.1); also the characters that break lines for some
# readers, and those of private use that `reportgen.sources.yaml.read` hides others behind.
# (To say it by what is printable costs 20 ms at every start.)
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\U0010ff00-\U0010ffff]"
)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = re.compile(rf'["\\]|{_UNPRINTABLE.pattern}')


def _nothing(_key: str, _data: Mapping[str, Any]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Layout:
    """How the files of one kind are laid out."""

    width: int | None = 100
    """Columns within which a mapping or list stands on one line; None: always, 0: never."""
    longest_text: int | None = 100
    """Characters beyond which a text is a block of its own."""
    block_texts: frozenset[str] = frozenset()
    """Keys whose texts are blocks however short they are."""
    block_lists: frozenset[Path] = frozenset({()})
    """Lists whose elements never stand on one line."""
    number_lists: frozenset[str] = frozenset()
    """Keys whose lists hold numbers alone, which then stand without quotation marks."""
    is_spaced: bool = False
    """Whether blank lines part the keys of the file, and the elements of its block lists."""
    shows_empty: Callable[[str, Mapping[str, Any]], bool] = _nothing
    """Whether a key of a mapping stands there although there is nothing under it."""


def write_yaml(
    data: Mapping[str, Any] | Sequence[Any],
    layout: Layout,
    *,
    heading: Sequence[str] = (),
    comments: Mapping[Path, Sequence[str]] | None = None,
) -> str:
    """Write `data`, of mappings, lists, texts, numbers, dates, enums and None.

    `heading` are lines of comment that open the file; `comments` stand above what is at
    their path.
    """
    comments = comments or {}
    within = frozenset(path[:end] for path in comments for end in range(1, len(path)))
    writer = _Writer(layout, comments, within)
    lines = [f"# {comment_line(line)}" for line in heading]
    if isinstance(data, Mapping):
        lines += writer.mapping(data, (), 0)
    else:
        lines += writer.elements(data, (), 0) or ["[]"]
    return "\n".join(lines) + "\n"


def entry_text(layout: Layout, key: str, value: Any, path: Path, indent: int) -> str:
    """A key with its value, from the column `indent` on; its first line is not indented."""
    lines = _Writer(layout, {}, frozenset())._entry(
        f"{' ' * indent}{key}:", key, value, path, indent
    )
    return "\n".join(lines).lstrip(" ")


def element_text(layout: Layout, value: Any, path: Path, indent: int) -> str:
    """An element of a list with its dash, from the column `indent` on, as `entry_text`."""
    is_block = path[:-1] in layout.block_lists
    lines = _Writer(layout, {}, frozenset())._element(value, path, indent, is_block=is_block)
    return "\n".join(lines).lstrip(" ")


def write_record(data: Mapping[str, Any] | Sequence[Any], heading: Sequence[str] = ()) -> str:
    """Write what the program notes for itself, such as receipts, below lines of comment."""
    lines = "".join(f"# {line}\n" for line in heading)
    # Wide enough that no name or sentence is folded.
    return lines + yaml.dump(
        data, Dumper=_RecordDumper, allow_unicode=True, sort_keys=False, width=1000
    )


class _RecordDumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Write again what stands twice, as a date: the reader follows no anchors."""
        return True


def comment_line(text: str) -> str:
    """Return `text` as it may stand in a comment: on one line, of printable characters."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def quoted(text: str) -> str:
    r"""Write `text` as a double-quoted scalar (YAML 1.2, 7.3.1).

    >>> print(quoted('Ærø: "hjem"\n'))
    "Ærø: \"hjem\"\n"
    """
    return '"' + _TO_ESCAPE.sub(lambda match: _escaped(match[0]), text) + '"'


def is_empty(value: Any) -> bool:
    """Tell whether there is nothing in `value`: None, or lists and mappings of nothing."""
    if isinstance(value, Mapping):
        return all(map(is_empty, value.values()))
    return value is None or (isinstance(value, list | tuple) and not value)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes nodes as lines; `indent` is the column at which they begin, from 0."""

    layout: Layout
    comments: Mapping[Path, Sequence[str]]
    commented_within: frozenset[Path]
    """Paths that have a comment somewhere inside them."""

    def mapping(self, data: Mapping[str, Any], path: Path, indent: int) -> list[str]:
        """Write the keys of `data` that hold something, one below the other."""
        lines = self._comments_at(path, indent) if not path else []
        for key, value in data.items():
            if is_empty(value) and not self.layout.shows_empty(key, data):
                continue
            if lines and not path and self.layout.is_spaced:
                lines.append("")
            own = (*path, key)
            lines += self._comments_at(own, indent)
            lines += self._entry(f"{' ' * indent}{key}:", key, value, own, indent)
        return lines

    def elements(self, values: Sequence[Any], path: Path, indent: int) -> list[str]:
        """Write the elements of a list, one below the other."""
        lines: list[str] = []
        is_block = path in self.layout.block_lists
        for at, value in enumerate(values):
            if at and is_block and self.layout.is_spaced:
                lines.append("")
            lines += self._element(value, (*path, at), indent, is_block=is_block)
        return lines

    def _entry(self, lead: str, key: str, value: Any, path: Path, indent: int) -> list[str]:
        """Write a key, which is `lead`, with its value beside it or below it."""
        if isinstance(value, Mapping):
            flow = self._flow_mapping(value)
            if flow is not None and (not value or self._fits(f"{lead} {flow}", path)):
                return [f"{lead} {flow}"]
            return [lead, *self.mapping(value, path, indent + 2)]
        if isinstance(value, list | tuple):
            is_flat = not any(isinstance(each, Mapping) for each in value)
            flow = f"[{', '.join(_scalar(each, flow=True) for each in value)}]" if is_flat else ""
            if not value or (is_flat and self._fits(f"{lead} {flow}")):
                return [f"{lead} {flow}"]
            return [lead, *self.elements(value, path, indent + 2)]
        longest = self.layout.longest_text
        is_long = isinstance(value, str) and longest is not None and len(value) > longest
        return self._text(lead, value, indent, block=is_long or key in self.layout.block_texts)

    def _element(self, value: Any, path: Path, indent: int, *, is_block: bool) -> list[str]:
        """Write one element of a list, after its dash."""
        pad = " " * indent
        lines = self._comments_at(path, indent)
        if not isinstance(value, Mapping):
            return lines + self._text(f"{pad}-", value, indent, block=False)
        flow = None if is_block and value else self._flow_mapping(value)
        if flow is not None and (not value or self._fits(f"{pad}- {flow}", path)):
            return [*lines, f"{pad}- {flow}"]
        inner = self.mapping(value, path, indent + 2)
        first = next(at for at, line in enumerate(inner) if not line.lstrip().startswith("#"))
        inner[first] = f"{pad}- {inner[first].lstrip()}"
        return lines + inner

    def _text(self, lead: str, value: Any, indent: int, *, block: bool) -> list[str]:
        """Write a scalar after `lead`: as a block where it must or shall be one, and can."""
        if isinstance(value, str) and (block or "\n" in value):
            lines = _block(value, indent + 2)
            if lines is not None:
                return [f"{lead} {lines[0]}", *lines[1:]]
        return [f"{lead} {_scalar(value)}"]

    def _flow_mapping(self, data: Mapping[str, Any]) -> str | None:
        """Write `data` on one line; none if something in it needs more."""
        parts: list[str] = []
        for key, value in data.items():
            if is_empty(value) and not self.layout.shows_empty(key, data):
                continue
            if isinstance(value, Mapping) or (isinstance(value, str) and "\n" in value):
                return None
            if isinstance(value, list | tuple):
                if any(isinstance(each, Mapping) for each in value):
                    return None
                numbers = key in self.layout.number_lists
                flow = ", ".join(
                    (numbers and _number(each)) or _scalar(each, flow=True) for each in value
                )
                parts.append(f"{key}: [{flow}]")
            else:
                parts.append(f"{key}: {_scalar(value, flow=True)}")
        return "{" + ", ".join(parts) + "}"

    def _fits(self, line: str, path: Path = ()) -> bool:
        """Whether `line` may stand for what is at `path`: no comment has its place in there."""
        if self.layout.width is not None and len(line) > self.layout.width:
            return False
        return path not in self.commented_within

    def _comments_at(self, path: Path, indent: int) -> list[str]:
        return [" " * indent + f"# {text}" for text in self.comments.get(path, ())]


def _number(value: Any) -> str | None:
    """A small number as it is written where only numbers stand; none for anything else."""
    return value if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,2}", value) else None


def _block(text: str, indent: int) -> list[str] | None:
    """Write `text` as a literal block; none if it holds what such a block cannot."""
    lines = text.split("\n")
    if not lines[0].strip() or not lines[-1] or any(map(_UNPRINTABLE.search, lines)):
        return None
    if any(line and not line.strip() for line in lines):
        return None
    pad = " " * indent
    mark = "|2-" if text.startswith(" ") else "|-"
    return [mark, *(pad + line if line else "" for line in lines)]


def _scalar(value: Any, *, flow: bool = False) -> str:
    """Write a value on one line; `flow` where it stands in brackets or braces."""
    if value is None:
        return "null"
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = str(value)
    is_plain = (
        (_PLAIN_IN_FLOW if flow else _PLAIN).fullmatch(text) is not None
        and text == text.strip()
        and text.casefold() not in _RESERVED
    )
    return text if is_plain else quoted(text)


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
