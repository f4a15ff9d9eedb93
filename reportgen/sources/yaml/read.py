"""YAML as people type it: text and structure, with the line each thing stands on.

Only structure is taken from YAML. Whether ``10.00``, ``nej`` or ``2022-11-11`` is a time,
a word or a date is decided by the model that reads the field, never by YAML's own
guessing, so that nothing typed is lost to it. The C parser of libyaml does the work; its
events are read one by one, since its own building of trees overflows the stack on a file
that is nested deeply enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from reportgen.problems import Location, Problem
from reportgen.sources.text_file import control_character, read_text

Path = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 50
"""Levels that are followed; the files themselves have eight."""

# YAML 1.1 ends lines at three of these and refuses others, though XML holds them all. They
# stand as characters of private use while the file is read, and go back into its texts.
_FIRST_PRIVATE, _LAST_PRIVATE = 0x10FF00, 0x10FFFD
_AWKWARD = (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)
_HIDE = {code: _FIRST_PRIVATE + i for i, code in enumerate(_AWKWARD)}
_SHOW = {private: code for code, private in _HIDE.items()}
_TO_HIDE = re.compile(f"[{''.join(map(chr, _AWKWARD))}]")
_PRIVATE = re.compile(f"[{chr(_FIRST_PRIVATE)}-{chr(_LAST_PRIVATE)}]")


@dataclass(frozen=True, slots=True)
class SourceMark:
    """Where a value stands: line and column from 1, offsets in characters from 0.

    Line and column are those of its key where it has one; the offsets are its own. A list or
    mapping that is not written in brackets ends where it begins: its parts say how far it goes.
    """

    line: int
    column: int
    start: int
    end: int
    flow: bool = False
    """Whether a mapping or list is written in braces or brackets."""


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A YAML file as plain data, and where each part of it stands."""

    data: Any
    marks: Mapping[Path, SourceMark]
    """By the path in the file as it was typed."""
    text: str
    """The file with line feeds and without a byte order mark; offsets count in it."""
    problems: tuple[Problem, ...] = ()
    kept: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)
    """For each list of `data` that something was left out of: what was kept, by its
    number in the file."""

    def typed(self, path: Path) -> Path:
        """Path in the file of what `data` holds at `path`."""
        if not self.kept:
            return path
        typed: list[str | int] = []
        for i, step in enumerate(path):
            numbers = self.kept.get(path[:i])
            inside = isinstance(step, int) and numbers is not None and step < len(numbers)
            typed.append(numbers[step] if inside else step)  # type: ignore[index]
        return tuple(typed)

    def place(self, path: Path) -> SourceMark:
        """The mark of what `data` holds at `path`, or of the nearest thing around it."""
        return self.mark(self.typed(path))

    def mark(self, path: Path) -> SourceMark:
        """The mark of what the file holds at `path`, or of the nearest thing around it."""
        while path not in self.marks and path:
            path = path[:-1]
        return self.marks.get(path, SourceMark(1, 1, 0, 0))


def read_yaml(data: bytes, file: str) -> YamlDocument:
    """Read `data`; where it is not YAML, `data` is None and the problems say where and why."""
    text, problems = read_text(data, file)
    if text is None:
        return YamlDocument(None, {}, "", tuple(problems))
    reading = _EventReader(text, file)
    try:
        content = reading.document()
    except (yaml.MarkedYAMLError, _TooDeep) as error:
        return YamlDocument(None, {}, text, (*problems, _refusal(error, text, file)))
    problems += reading.problems
    if content is None and not problems:
        problems.append(Problem("file-empty", Location(file)))
    return YamlDocument(content, reading.marks, text, tuple(problems))


class _TooDeep(Exception):
    """What is nested deeper than is followed, and where that begins."""

    def __init__(self, mark: yaml.Mark) -> None:
        self.line, self.column = mark.line + 1, mark.column + 1
        super().__init__()


def _refusal(error: yaml.MarkedYAMLError | _TooDeep, text: str, file: str) -> Problem:
    """Say why `text` could not be read; our own limit goes before what the library says.

    libyaml scans up to 1,024 characters ahead of the events that it gives (YAML 1.2, 7.4.2,
    is why), and its newer versions refuse deep nesting of their own accord while they do.
    So what it got through is read once more by itself: if that goes too deep already, this
    is the fault, whatever the library's version.
    """
    if isinstance(error, yaml.MarkedYAMLError):
        scanned = text[: error.problem_mark.index] if error.problem_mark else ""
        try:
            _EventReader(scanned, file).document()
        except _TooDeep as deeper:
            error = deeper
        except yaml.MarkedYAMLError:
            pass  # it ends in the middle of something, of course
    if isinstance(error, yaml.MarkedYAMLError):
        return _syntax_fault(error, text, file)
    return Problem("yaml-too-deep", Location(file, line=error.line, column=error.column))


class _EventReader:
    """One run through the events of a file."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.marks: dict[Path, SourceMark] = {}
        self.problems: list[Problem] = []
        self._closed = 0
        """Where the bracket that was closed last ends."""
        self._escapes = "\\" in text  # only they can bring in what `read_text` refuses
        self._hidden = bool(_TO_HIDE.search(text)) and not _PRIVATE.search(text)
        self._loader = _LOADER(text.translate(_HIDE) if self._hidden else text)
        self._next = self._loader.get_event

    def document(self) -> Any:
        """Read the file's one document; raises `_TooDeep` and what the library raises."""
        try:
            return self._document()
        finally:
            self._loader.dispose()  # it holds the text

    def _document(self) -> Any:
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        content = self._node((), self._next())
        self._next()
        following = self._next()
        if not isinstance(following, yaml.StreamEndEvent):
            self._fault("yaml-second-document", following)
        return content

    def _node(self, path: Path, event: Any, key: Any = None) -> Any:
        """Read the node that begins with `event`; `key` is the event of its key."""
        if len(path) > _DEEPEST:
            raise _TooDeep(event.start_mark)
        start, end = event.start_mark, event.end_mark
        shown = (key or event).start_mark
        flow = bool(getattr(event, "flow_style", False))
        mark = SourceMark(shown.line + 1, shown.column + 1, start.index, end.index, flow)
        self.marks[path] = mark
        self._no_reference(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            content: Any = self._sequence(path)
        elif isinstance(event, yaml.MappingStartEvent):
            content = self._mapping(path)
        else:
            return None  # an alias, which is a fault
        if flow:
            self.marks[path] = SourceMark(mark.line, mark.column, start.index, self._closed, True)
        return content

    def _scalar(self, event: Any) -> str | None:
        if not event.style and event.value in _NULLS:
            return None
        value = self._shown(event)
        # A block scalar ends in the newline before the next key; nobody typed that one.
        return value.removesuffix("\n") if event.style in ("|", ">") else value

    def _shown(self, event: Any) -> str:
        """Text of a scalar, as it was typed."""
        value: str = event.value.translate(_SHOW) if self._hidden else event.value
        if self._escapes and (bad := control_character(value)) is not None:
            self._fault("control-character", event, detail=bad)
        return value

    def _sequence(self, path: Path) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            result.append(self._node((*path, len(result)), event))
        self._close(event)
        return result

    def _mapping(self, path: Path) -> dict[str, Any]:
        """Read the keys of a mapping; of two alike the first counts, and the other is a fault."""
        result: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._fault("yaml-key", event)
                self._node((*path, "?"), event)
                self._node((*path, "?"), self._next())
                continue
            self._no_reference(event)
            key = unicodedata.normalize("NFC", self._shown(event))
            twice = key in result
            if twice:
                self._fault("yaml-duplicate-key", event, key=key)
            value = self._node((*path, f"{key}?" if twice else key), self._next(), event)
            result.setdefault(key, value)
        self._close(event)
        return result

    def _close(self, event: Any) -> None:
        self._closed = event.end_mark.index

    def _no_reference(self, event: Any) -> None:
        """Fault an anchor, alias or tag: YAML would drop the word, which somebody may mean."""
        if event.anchor is not None or getattr(event, "tag", None) is not None:
            self._fault("yaml-alias", event)

    def _fault(self, code: str, event: Any, **values: object) -> None:
        mark = event.start_mark
        where = Location(self.file, line=mark.line + 1, column=mark.column + 1)
        self.problems.append(Problem(code, where, values))


# --- what libyaml says of a broken file, in the words of somebody who typed it ---

# libyaml's own phrases, from its scanner and its parser.
_MAPPING_VALUE = "mapping values are not allowed"
_NO_TOKEN = "cannot start any token"
_TAB = "tab character that violates indentation"
_END_OF_STREAM = "unexpected end of stream"
_ESCAPE = ("unknown escape character", "Unicode character escape", "expected hexdecimal")
_NOT_IN_LINE = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "block sequence entries are not allowed",
    "could not find expected ':'",
)
_BRACKET = ("expected ',' or ']'", "expected ',' or '}'")


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """Say what is wrong with `text`, at the place where a person would mend it."""
    problem = error.problem or ""
    context = error.context or ""
    mark, opened = error.problem_mark, error.context_mark
    character = text[mark.index : mark.index + 1] if mark else ""
    values: dict[str, object] = {}
    if _MAPPING_VALUE in problem:
        code = "yaml-colon"
    elif _TAB in problem or (_NO_TOKEN in problem and character == "\t"):
        code = "yaml-tab"
    elif _NO_TOKEN in problem:
        code, values = "yaml-sign", {"sign": character}
    elif "quoted scalar" in context and any(phrase in problem for phrase in _ESCAPE):
        code = "yaml-escape"
    elif "quoted scalar" in context and _END_OF_STREAM in problem:
        code, mark = "yaml-quotation-open", opened or mark
    elif any(phrase in problem for phrase in _BRACKET):
        code, mark = "yaml-bracket-open", opened or mark
    elif any(phrase in problem for phrase in _NOT_IN_LINE):
        code = "yaml-out-of-line"
    else:
        code = "yaml-broken"
    mark = mark or opened
    if mark is None:
        return Problem(code, Location(file), values)
    # At the end of the file libyaml may be a line further on than there is text.
    line = min(mark.line, text.count("\n")) + 1
    return Problem(code, Location(file, line=line, column=mark.column + 1), values)
