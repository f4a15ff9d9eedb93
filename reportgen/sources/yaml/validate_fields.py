"""What a model says may stand at a place in its file."""

from __future__ import annotations

from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from reportgen.sources.yaml.nodes import Path


def keys_at(kind: Any, path: Path) -> tuple[str, ...]:
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


def stand_in_for(kind: Any, path: Path) -> Any:
    """An empty value for the field at `path`; None where its type has none, as a date."""
    return _empty(_type_at(kind, path))


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
