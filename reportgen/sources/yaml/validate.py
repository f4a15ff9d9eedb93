"""From plain YAML data to a model, with every fault at its line.

A value that is wrong is reported and then left out, and what remains is read again, so
that one bad entry neither hides the other faults nor takes its neighbours with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from typing import Any

from pydantic import TypeAdapter, ValidationError

from reportgen.problems import Problem
from reportgen.sources.yaml.nodes import Document, Path
from reportgen.sources.yaml.validate_faults import problem_of
from reportgen.sources.yaml.validate_fields import stand_in_for

_ROUNDS = 50  # each takes out every fault found, so depth is what bounds them
_OUT = object()


def validate(
    kind: Any, document: Document, file: str, known: Mapping[Path, Any] | None = None
) -> tuple[Any, Document, list[Problem]]:
    """Read `document` as `kind`, a type; None where too little is left of it to be one.

    The document that is returned is the one that was read in the end: what was left out
    is gone from it, and its places lead to where the rest stands in the file. A value that
    is missing or wrong, and that its surroundings cannot do without, is stood in for by
    one from `known` (by path), else by an empty one.
    """
    problems: list[Problem] = list(document.problems)
    if document.data is None:
        return None, document, problems
    mending = _Mending(document.data, kind, known or {})
    for _ in range(_ROUNDS):
        try:
            return _read(kind, document.data), document, problems
        except ValidationError as error:
            details = error.errors(include_url=False)
        told = frozenset(mending.changes)
        for detail in details:
            path = document.typed(_path(detail["loc"], document.data))
            mending.leave_out(path, missing=detail["type"] == "missing")
            # What was left out or stood in for can only have consequences.
            if not any(path[:i] in told for i in range(len(path) + 1)):
                problems.append(problem_of(kind, detail, path, document, file))
        if () in mending.changes:
            break
        document = mending.applied(document)
    return None, document, problems


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _read(kind: Any, data: Any) -> Any:
    # The English names are the code's own; in a file they would be unknown keys.
    return _adapter(kind).validate_python(data, by_alias=True, by_name=False)


def _path(loc: tuple[str | int, ...], data: Any) -> Path:
    """Keep of pydantic's location the steps that exist in the data."""
    path: list[str | int] = []
    at = data
    for step in loc:
        if isinstance(at, dict):
            path.append(step)
            at = at.get(str(step))
        elif isinstance(at, list) and isinstance(step, int):
            path.append(step)
            at = at[step] if step < len(at) else None
        else:
            break
    return tuple(path)


@dataclass(slots=True)
class _Mending:
    """What is left out of a file's data, and what stands in for it; paths are the file's."""

    data: Any
    kind: Any
    known: Mapping[Path, Any]
    changes: dict[Path, Any] = field(default_factory=dict)

    def leave_out(self, path: Path, *, missing: bool) -> None:
        """Let what is faulty at `path` be left out or stood in for."""
        entry = _entry(path)
        if entry is not None:
            self.changes[entry] = _OUT
        elif missing:
            self._stand_in(path)
        else:
            self.changes[path] = _OUT

    def _stand_in(self, path: Path) -> None:
        value = self.known.get(path)
        if value is None:
            value = stand_in_for(self.kind, path)
        if value is not None:
            self.changes[path] = value
        else:
            self.changes[_nearest_element(path)] = _OUT

    def applied(self, document: Document) -> Document:
        """Return the document with the changes made."""
        parents: dict[Path, list[str | int]] = {}
        for path in self.changes:
            for i in range(len(path)):
                parents.setdefault(path[:i], []).append(path[i])
        kept: dict[Path, tuple[int, ...]] = {}
        data = self._rebuilt(self.data, (), (), parents, kept)
        return replace(document, data=data, kept=kept)

    def _rebuilt(
        self,
        value: Any,
        typed: Path,
        path: Path,
        parents: Mapping[Path, list[str | int]],
        kept: dict[Path, tuple[int, ...]],
    ) -> Any:
        if typed not in parents:
            return value
        if isinstance(value, list):
            numbers = tuple(
                i for i in range(len(value)) if self.changes.get((*typed, i)) is not _OUT
            )
            kept[path] = numbers
            return [
                self._rebuilt(value[old], (*typed, old), (*path, new), parents, kept)
                for new, old in enumerate(numbers)
            ]
        if not isinstance(value, dict):
            return value
        result: dict[str, Any] = {}
        for key in chain(value, (str(k) for k in parents[typed] if k not in value)):
            inner = self.changes.get((*typed, key), value.get(key))
            if inner is not _OUT:
                below = (*typed, key), (*path, key)
                result[key] = self._rebuilt(inner, *below, parents, kept)
        return result


def _entry(path: Path) -> Path | None:
    """The entry that changes the report and that `path` leads into, or None.

    A faulty one is left out whole: half of one would mean something nobody wrote.
    """
    if path and isinstance(path[0], int):
        return path[:1]
    if len(path) > 4 and path[0] == "dagsorden" and path[2] == "aarsrapport":
        return path[:4]
    return None


def _nearest_element(path: Path) -> Path:
    """What has to go when a key is missing: the list element that lacks it, else all."""
    path = path[:-1]
    while path and not isinstance(path[-1], int):
        path = path[:-1]
    return path
