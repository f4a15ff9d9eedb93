"""YAML as people type it: text and structure, with the line each thing stands on.

Only structure is taken from YAML. Whether ``10.00``, ``nej`` or ``2022-11-11`` is a time,
a word or a date is decided by the model that reads the field, never by YAML's own
guessing, so that nothing typed is lost to it. The C loader of libyaml does the work.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from reportgen.problems import Location, Problem

Path = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MOST_NODES = 1_000_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the file: line and column from 1, offsets in characters from 0."""

    line: int
    column: int
    start: int
    end: int
    flow: bool = False
    """Whether a mapping or list is written in braces or brackets."""


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as plain data, and where each part of it stands."""

    data: Any
    marks: Mapping[Path, Mark]
    text: str
    problems: tuple[Problem, ...] = ()

    def place(self, path: Path) -> Mark:
        """The mark of `path`, or of the nearest thing around it."""
        while path not in self.marks and path:
            path = path[:-1]
        return self.marks.get(path, Mark(1, 1, 0, 0))


@dataclass(slots=True)
class _Reading:
    file: str
    marks: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def convert(self, node: yaml.Node, path: Path) -> Any:
        start, end = node.start_mark, node.end_mark
        flow = bool(getattr(node, "flow_style", False))
        self.marks[path] = Mark(start.line + 1, start.column + 1, start.index, end.index, flow)
        if id(node) in self.seen or len(self.seen) > _MOST_NODES:
            self._fault("yaml-alias", node)
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.value in _NULLS:
                return None
            # A block scalar ends in the newline before the next key; nobody typed that one.
            return node.value.removesuffix("\n") if node.style in ("|", ">") else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, (*path, i)) for i, item in enumerate(node.value)]
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault("yaml-broken", key_node, detail="a key must be a word")
                continue
            key = unicodedata.normalize("NFC", key_node.value)
            if key in result:
                self._fault("yaml-duplicate-key", key_node, key=key)
                continue
            result[key] = self.convert(value_node, (*path, key))
            if value_node.start_mark.index < key_node.end_mark.index:
                self.marks[(*path, key)] = self._of_key(key_node)
        return result

    def _of_key(self, node: yaml.Node) -> Mark:
        mark = node.start_mark
        return Mark(mark.line + 1, mark.column + 1, mark.index, node.end_mark.index)

    def _fault(self, code: str, node: yaml.Node, **values: object) -> None:
        mark = node.start_mark
        where = Location(self.file, line=mark.line + 1, column=mark.column + 1)
        self.problems.append(Problem(code, where, values))


def read_yaml(data: bytes, file: str) -> Document:
    """Read `data`; where it is not YAML, `data` is None and the problems say where and why."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Document(None, {}, "", (Problem("not-utf-8", Location(file, line=line)),))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Location(file, line=mark.line + 1, column=mark.column + 1) if mark else None
        detail = " ".join(part for part in (error.context, error.problem) if part)
        fault = Problem("yaml-broken", where or Location(file), {"detail": detail})
        return Document(None, {}, text, (fault,))
    except (yaml.reader.ReaderError, yaml.YAMLError, RecursionError) as error:
        position = getattr(error, "position", 0)
        before = text[: position if isinstance(position, int) else 0]
        column = len(before) - (before.rfind("\n") + 1) + 1
        where = Location(file, line=before.count("\n") + 1, column=column)
        code = "control-character" if isinstance(error, yaml.reader.ReaderError) else "yaml-broken"
        return Document(None, {}, text, (Problem(code, where, {"detail": str(error)}),))
    if node is None:
        return Document(None, {}, text, (Problem("file-empty", Location(file)),))
    reading = _Reading(file)
    content = reading.convert(node, ())
    return Document(content, reading.marks, text, tuple(reading.problems))
