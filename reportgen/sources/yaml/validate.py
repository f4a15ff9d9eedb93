"""From plain YAML data to a model, with every fault at its line.

A value that is wrong is reported and then left out, and what remains is read again, so
that one bad entry neither hides the other faults nor takes its neighbours with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from reportgen.problems import Location, Problem, shortened
from reportgen.sources.spelling import nearest
from reportgen.sources.yaml.read import Path, YamlDocument

_ROUNDS = 50  # each takes out every fault found, so depth is what bounds them
_OUT = object()


def validate(
    kind: Any, document: YamlDocument, file: str, known: Mapping[Path, Any] | None = None
) -> tuple[Any, YamlDocument, list[Problem]]:
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
        changed_before = frozenset(mending.changes)
        for detail in details:
            path = document.typed(_path(detail["loc"], document.data))
            mending.leave_out(path, missing=detail["type"] == "missing")
            # What was left out or stood in for can only have consequences.
            if not any(path[:i] in changed_before for i in range(len(path) + 1)):
                problems.append(_problem(kind, detail, path, document, file))
        if () in mending.changes:
            break
        document = mending.applied(document)
    return None, document, problems


def as_record(kind: Any, data: Any) -> Any | None:
    """Return `data` of a file that the program wrote as `kind`; None where it is no such thing."""
    try:
        return _read(kind, data)
    except ValidationError:
        return None


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
            value = _empty(_type_at(self.kind, path))
        if value is not None:
            self.changes[path] = value
        else:
            self.changes[_nearest_element(path)] = _OUT

    def applied(self, document: YamlDocument) -> YamlDocument:
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
        """The part of the data at `typed` with the changes made, and at `path` from then on.

        `parents` are the paths that changes lie under; for each list on the way `kept` gains
        the numbers of the elements that stay.
        """
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


# --- what pydantic says of a value, in the words of somebody who typed it --------

_LISTS = {"list_type", "tuple_type"}
_MAPPINGS = {"model_type", "dict_type", "model_attributes_type"}


def _problem(
    kind: Any, detail: ErrorDetails, path: Path, document: YamlDocument, file: str
) -> Problem:
    """Word one fault that was found reading `document` as `kind`; `path` is the file's."""
    where = Location(file, line=document.mark(path).line, item=_item(detail, path, document))
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), file)
    fault, typed = detail["type"], detail["input"]
    if fault == "extra_forbidden":
        return _unknown("key", key, _keys_at(kind, path[:-1]), where, {"key": key})
    if not path and fault in _MAPPINGS:
        return Problem("not-a-mapping", where)
    if fault == "missing" or typed is None:
        return Problem("key-missing", where, {"key": key})
    values: dict[str, object] = {"key": key, "typed": shortened(str(typed))}
    if fault == "not-in-list":
        return _unknown("word", str(typed), detail["ctx"]["allowed"], where, values)
    if fault in ("date-not-iso", "date_type"):
        return Problem("date-not-iso", where, values)
    if fault in ("not-a-whole-number", "int_type"):
        return Problem("not-a-whole-number", where, values)
    if fault in _LISTS:
        return Problem("list-wanted", where, {"key": key})
    if fault in _MAPPINGS:
        return Problem("keys-wanted", where, {"key": key})
    return Problem("text-wanted", where, {"key": key})


def _unknown(
    what: str, typed: str, known: Iterable[str], where: Location, values: dict[str, object]
) -> Problem:
    """A key or word that may not stand here, and the nearest that may."""
    known = tuple(known)
    values = {**values, "known": ", ".join(known)}
    meant = nearest(typed, known)
    if meant:
        return Problem(f"{what}-misspelt", where, {**values, "meant": meant})
    return Problem(f"{what}-unknown", where, values)


def _item(detail: ErrorDetails, path: Path, document: YamlDocument) -> str:
    """The agenda item that `path` leads into, by number or title; or the entry's number."""
    if path and isinstance(path[0], int):
        return str(path[0] + 1)
    loc = detail["loc"]
    if len(path) < 2 or path[0] != "dagsorden" or not isinstance(loc[1], int):
        return ""
    item = document.data["dagsorden"][loc[1]]
    return str(item.get("nr") or item.get("titel") or "") if isinstance(item, dict) else ""


# --- what a model says may stand at a place in its file --------------------------


def _keys_at(kind: Any, path: Path) -> tuple[str, ...]:
    """Keys of the mapping that `path` leads to; none where it is no mapping."""
    model = model_in(_type_at(kind, path))
    return tuple(fields_of(model)) if model is not None else ()


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Fields of `model` by their key in the file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The one model that `annotation` is, may be or is a list of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(model_in, get_args(annotation))), None)


def _type_at(kind: Any, path: Path) -> Any:
    """Type of what `path` leads to: a field's, or that of the elements of a list."""
    at = kind
    for step in path:
        if isinstance(step, int):
            continue
        model = model_in(at)
        field = fields_of(model).get(step) if model is not None else None
        if field is None:
            return None
        at = field.annotation
    return at


def _empty(annotation: Any) -> Any:
    """An empty value of a type; None where it has none, as a date."""
    if annotation is str:
        return ""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = fields_of(annotation).items()
        parts = {key: _empty(field.annotation) for key, field in fields if field.is_required()}
        return {key: part for key, part in parts.items() if part is not None}
    if get_origin(annotation) is tuple:
        return []
    if get_origin(annotation) in (Union, UnionType):
        return next((e for a in get_args(annotation) if (e := _empty(a)) is not None), None)
    return None
