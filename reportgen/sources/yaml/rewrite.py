"""A file that is to say something else in places, and keeps every other byte.

What differs is written anew: a key with its value, an element of a list. All else stays as
somebody wrote it, and so do the comments that stand within what is written anew or taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from reportgen.problems import Location
from reportgen.sources.yaml.fill_in import CannotFillIn, Splice, spliced
from reportgen.sources.yaml.read import Path, SourceMark, YamlDocument, read_yaml
from reportgen.sources.yaml.write import Layout, element_text, entry_text, is_empty

_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\n]*", re.MULTILINE)


def rewritten(
    data: bytes, document: YamlDocument, after: Mapping[str, Any], layout: Layout, file: str
) -> bytes:
    """Return the file `data`, read as `document`, so that it says `after`.

    `after` holds texts, lists and mappings, as the reader gives them. Raises `ChangedMeanwhile`
    where `data` is not what `document` was read from, and `CannotFillIn` where the file is laid
    out in a way that the result would say something else.
    """
    splices = list(_Differences(document, layout).mapping((), document.data, after))
    result = spliced(data, document, splices, file)
    again = read_yaml(result, file)
    if again.problems or _plain(again.data) != _plain(after):
        raise CannotFillIn(Location(file))
    return result


def _plain(value: Any) -> Any:
    """What a value says: keys with nothing under them are left out."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items() if not is_empty(inner)}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


@dataclass(frozen=True, slots=True)
class _Differences:
    """Finds what to write where, from the marks of the file as it is."""

    document: YamlDocument
    layout: Layout

    def mapping(self, path: Path, before: Any, after: Mapping[str, Any]) -> Iterator[Splice]:
        """Write the keys that differ; new ones stand after the key that they follow."""
        added: dict[str, list[str]] = {}
        anchor = ""
        for key, value in after.items():
            if key not in before:
                if not is_empty(value):
                    added.setdefault(anchor, []).append(key)
                continue
            anchor = key
            if _plain(before[key]) != _plain(value):
                yield from self._value((*path, key), before[key], value)
        for number, key in enumerate(before):
            if key not in after and not is_empty(before[key]):
                yield from self._key_taken_out((*path, key), before[key], is_first=not number)
        indent = self._column(path, before)
        for anchor, keys in added.items():
            texts = [entry_text(self.layout, key, after[key], (*path, key), indent) for key in keys]
            pad = "\n" + " " * indent
            if anchor:
                gap = "\n" if not path and self.layout.is_spaced else ""
                end = self._end((*path, anchor), before[anchor])
                yield Splice(end, end, "".join(gap + pad + text for text in texts))
            else:
                start = self._start(self.document.mark((*path, next(iter(before)))))
                yield Splice(start, start, "".join(text + pad for text in texts))

    def _column(self, path: Path, before: Mapping[str, Any]) -> int:
        first = self.document.mark((*path, next(iter(before)))) if before else None
        return first.column - 1 if first else 0

    def _value(self, path: Path, before: Any, after: Any) -> Iterator[Splice]:
        """Write what differs under a key or in an element."""
        mark = self.document.mark(path)
        if not mark.flow and before and after:
            if isinstance(before, Mapping) and isinstance(after, Mapping):
                yield from self.mapping(path, before, after)
                return
            if isinstance(before, list) and isinstance(after, list | tuple):
                yield from self._elements(path, before, after)
                return
        start, end = self._start(mark), self._end(path, before)
        indent = mark.column - 1
        if isinstance(path[-1], str):
            text = entry_text(self.layout, path[-1], after, path, indent)
        else:
            start, indent = self._dash(path)
            text = element_text(self.layout, after, path, indent)
        yield Splice(start, end, text + self._comments(path, before, start, end, indent))

    def _key_taken_out(self, path: Path, value: Any, *, is_first: bool) -> Iterator[Splice]:
        """Take a key out with its line; where more stands on that line, its value alone."""
        start, end = self._start(self.document.mark(path)), self._end(path, value)
        text = self.document.text
        line, following = text.rfind("\n", 0, start), text.find("\n", end)
        stop = len(text) if following < 0 else following
        alone = not is_first and not text[line + 1 : start].strip() and not text[end:stop].strip()
        if alone and not self._comments(path, value, start, stop, 0):
            yield Splice(line, stop, "")
        else:
            yield from self._value(path, value, None)

    def _elements(self, path: Path, before: list[Any], after: Sequence[Any]) -> Iterator[Splice]:
        """Write the elements that differ, came or went; those alike are found by their names."""
        old, new = [_name(each) for each in before], [_name(each) for each in after]
        steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        for kind, low, high, first, last in steps:
            paired = high - low if kind == "equal" else min(high - low, last - first)
            for k in range(paired):
                one, other = before[low + k], after[first + k]
                if _plain(one) != _plain(other):
                    yield from self._value((*path, low + k), one, other)
            for at in range(low + paired, high):
                yield self._taken_out((*path, at), before[at])
            if first + paired < last:
                yield self._put_in(path, before, after, low + paired, range(first + paired, last))

    def _put_in(
        self, path: Path, before: list[Any], after: Sequence[Any], at: int, those: range
    ) -> Splice:
        indent = self._dash((*path, 0))[1]
        spaced = path in self.layout.block_lists and self.layout.is_spaced
        pad = ("\n\n" if spaced else "\n") + " " * indent
        texts = [element_text(self.layout, after[k], (*path, k), indent) for k in those]
        if at:
            end = self._end((*path, at - 1), before[at - 1])
            return Splice(end, end, "".join(pad + text for text in texts))
        start = self._dash((*path, 0))[0]
        return Splice(start, start, "".join(text + pad for text in texts))

    def _taken_out(self, path: Path, value: Any) -> Splice:
        """Take an element out with its line; comments in it stay."""
        (start, indent), end = self._dash(path), self._end(path, value)
        text = self.document.text
        line = text.rfind("\n", 0, start) + 1
        following = text.find("\n", end)
        stop = len(text) if following < 0 else following + 1
        if kept := self._comments(path, value, start, stop, indent):
            return Splice(start, stop, kept.lstrip() + "\n")
        while self.layout.is_spaced and text[stop : stop + 1] == "\n":
            stop += 1  # the blank lines that parted it from the next
        return Splice(line, stop, "")

    # --- where things stand ----------------------------------------------------------------

    def _start(self, mark: SourceMark) -> int:
        """Where the key of a mark begins, or the value that has none."""
        text, at = self.document.text, 0
        for _ in range(mark.line - 1):
            at = text.index("\n", at) + 1
        return at + mark.column - 1

    def _end(self, path: Path, value: Any) -> int:
        """Where the last character of what is at a path stands, less what is blank after it."""
        mark = self.document.mark(path)
        end = mark.end
        if not mark.flow and isinstance(value, Mapping):
            end = max((self._end((*path, key), inner) for key, inner in value.items()), default=end)
        elif not mark.flow and isinstance(value, list):
            end = max((self._end((*path, i), inner) for i, inner in enumerate(value)), default=end)
        return len(self.document.text[:end].rstrip())

    def _dash(self, path: Path) -> tuple[int, int]:
        """Where the dash of an element stands, and in which column, from 0."""
        text, start = self.document.text, self._start(self.document.mark(path))
        dash = text.rfind("-", 0, start)
        return dash, dash - (text.rfind("\n", 0, dash) + 1)

    def _comments(self, path: Path, value: Any, start: int, end: int, indent: int) -> str:
        """The comments within a stretch, each on a line of its own."""
        texts = [
            (mark.start, mark.end)
            for mark in (self.document.mark(leaf) for leaf in _leaves(path, value))
        ]
        found = (
            "\n" + " " * indent + match[0].strip()
            for match in _COMMENT.finditer(self.document.text, start, end)
            if not any(low <= match.start() < high for low, high in texts)
        )
        return "".join(found)


def _leaves(path: Path, value: Any) -> Iterator[Path]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves((*path, key), inner)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _leaves((*path, at), inner)
    else:
        yield path


def _name(element: Any) -> str:
    """What an element is told by: its title, or the first of its texts."""
    if not isinstance(element, Mapping):
        return str(element)
    named = element.get("titel") or next((v for v in element.values() if v), "")
    return str(named)
