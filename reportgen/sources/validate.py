"""From plain YAML data to a model, with every fault at its line.

A value that is wrong is reported and then left out, and what remains is read again, so
that one bad entry neither hides the other faults nor takes its neighbours with it.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportgen.problems import Location, Problem
from reportgen.sources.yaml_nodes import Document, Mark, Path

Model = TypeVar("Model", bound=BaseModel)

_ENTRY_LISTS = ("aarsrapport", "indhold")
_ROUNDS = 20  # each round takes out every fault found, so depth is what bounds them


def validate(
    model: type[Model], document: Document, file: str
) -> tuple[Model | None, Document, list[Problem]]:
    """Read `document` as `model`; None where too little is left of it to be one.

    The document that is returned is the one that was read in the end: what was left out
    is gone from it, and its marks lead to what remains.
    """
    problems: list[Problem] = list(document.problems)
    if document.data is None:
        return None, document, problems
    if not isinstance(document.data, dict):
        problems.append(Problem("not-a-mapping", Location(file, line=1)))
        return None, document, problems
    taken: set[Path] = set()
    for round_ in range(_ROUNDS):
        try:
            return model.model_validate(document.data), document, problems
        except ValidationError as error:
            if round_ == 0:
                document = replace(document, data=copy.deepcopy(document.data))
            details = error.errors(include_url=False)
        out: set[Path] = set()
        for detail in details:
            path = _path(detail["loc"], document.data)
            missing = detail["type"] == "missing"
            out.add(_nearest_element(path[:-1]) if missing else _whole_entry(path))
            if missing and path in taken:
                continue  # what was wrong there is reported already
            problems.append(_problem(model, detail, path, document, file))
        if () in out:
            return None, document, problems
        for path in sorted(out, key=_deepest):
            document = _take_out(document, path)
        taken |= out
    return None, document, problems


def _path(loc: tuple[str | int, ...], data: Any) -> Path:
    """Keep of pydantic's location the steps that exist in the data."""
    path: list[str | int] = []
    at = data
    for step in loc:
        if isinstance(at, dict):
            path.append(step)
            at = at.get(step)
        elif isinstance(at, list) and isinstance(step, int):
            path.append(step)
            at = at[step] if step < len(at) else None
        else:
            break
    return tuple(path)


def _whole_entry(path: Path) -> Path:
    """Take a faulty entry out whole: half of one would mean something nobody wrote."""
    for i, step in enumerate(path[:-1]):
        if step in _ENTRY_LISTS and isinstance(path[i + 1], int):
            return path[: i + 2]
    return path


def _nearest_element(path: Path) -> Path:
    """What has to go when a key is missing: the list element that lacks it, else all."""
    while path and not isinstance(path[-1], int):
        path = path[:-1]
    return path


def _deepest(path: Path) -> tuple[int, list[int]]:
    """Sort key by which list elements are taken from the back, so that numbers stay true."""
    return (-len(path), [-step for step in path if isinstance(step, int)])


def _take_out(document: Document, path: Path) -> Document:
    """Leave the value at `path` out, in place, and let the marks follow."""
    data = document.data
    for step in path[:-1]:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return document  # went with something above it
    last = path[-1]
    if isinstance(data, dict):
        data.pop(last, None)
    elif isinstance(data, list) and isinstance(last, int) and last < len(data):
        del data[last]
        return replace(document, marks=_closed_up(document.marks, path[:-1], last))
    return document


def _closed_up(marks: Mapping[Path, Mark], parent: Path, gone: int) -> Mapping[Path, Mark]:
    """Marks of a list's later elements, moved up by one."""
    depth = len(parent)
    closed: dict[Path, Mark] = {}
    for path, mark in marks.items():
        index = path[depth] if len(path) > depth and path[:depth] == parent else -1
        if not isinstance(index, int) or index < gone:
            closed[path] = mark
        elif index > gone:
            closed[(*parent, index - 1, *path[depth + 1 :])] = mark
    return closed


_LISTS = {"list_type", "tuple_type"}
_MAPPINGS = {"model_type", "dict_type", "model_attributes_type"}


def _problem(
    model: type[BaseModel], detail: ErrorDetails, path: Path, document: Document, file: str
) -> Problem:
    mark = document.place(path)
    where = Location(file, line=mark.line, item=_item(document.data, path))
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    kind = detail["type"]
    typed = detail["input"]
    if kind == "missing":
        return Problem("key-missing", where, {"key": key})
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        return Problem("key-unknown", where, {"key": key, "known": ", ".join(known)})
    if kind == "not-in-list":
        allowed = ", ".join(detail.get("ctx", {}).get("allowed", ()))
        return Problem("word-unknown", where, {"key": key, "typed": typed, "known": allowed})
    if kind in ("date-not-iso", "date_type"):
        return Problem("date-not-iso", where, {"key": key, "typed": typed})
    if kind in ("not-a-whole-number", "int_type"):
        return Problem("not-a-whole-number", where, {"key": key, "typed": typed})
    if kind in _LISTS:
        return Problem("list-wanted", where, {"key": key})
    if kind in _MAPPINGS:
        return Problem("keys-wanted", where, {"key": key})
    if typed is None:
        return Problem("key-missing", where, {"key": key})
    return Problem("text-wanted", where, {"key": key})


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand where `path` leads."""
    at: type[BaseModel] = model
    for step in path:
        if not isinstance(step, str):
            continue
        found = next((f for n, f in at.model_fields.items() if (f.alias or n) == step), None)
        inner = _model_in(found.annotation) if found else None
        if inner is None:
            return []
        at = inner
    return [field.alias or name for name, field in at.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _model_in(inner)) is not None:
            return found
    return None


def _item(data: Any, path: Path) -> str:
    """The agenda item that `path` leads into, by number or title."""
    if len(path) < 2 or path[0] != "dagsorden" or not isinstance(path[1], int):
        return ""
    item = data["dagsorden"][path[1]]
    return str(item.get("nr") or item.get("titel") or "") if isinstance(item, dict) else ""
