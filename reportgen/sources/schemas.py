"""JSON Schemas of the YAML files, so that editors complete and check them while one types.

They are made from the models that read the files, with the natural types of YAML: where a
text is wanted an editor sees a number in ``nr: 3``, and the reader takes it as typed.
``python -m reportgen.sources.schemas`` writes those that are shipped with the program,
``python -m reportgen.sources.schemas FOLDER`` puts copies into a folder.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from reportgen.report.meeting import Meeting, Network
from reportgen.sources.decided import DecidedEntries
from reportgen.sources.yaml.validate import fields_of

SHIPPED = Path(__file__).resolve().parents[1] / "schemas"
"""Folder of the schemas that come with the program."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: Mapping[str, Any] = {
    "moede": Meeting,
    "netvaerk": Network,
    "aendringer": DecidedEntries,
}


@cache
def _words() -> dict[str, str]:
    """The words of ``schema_words.txt``: by the name of a file, or by model and key."""
    lines = Path(__file__).with_name("schema_words.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {name: words for name, _, words in pairs}


def schemas() -> dict[str, dict[str, Any]]:
    """Return each schema by its file name."""
    return {f"{name}.schema.json": _file(name, kind) for name, kind in _FILES.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas into `folder`, and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, schema in schemas().items():
        path = folder / name
        path.write_bytes((json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode())
        written.append(path)
    return written


def _file(name: str, kind: Any) -> dict[str, Any]:
    models: dict[str, type[BaseModel]] = {}
    whole = _of_type(kind, models)
    definitions: dict[str, Any] = {}
    while pending := [m for name, m in models.items() if name not in definitions]:
        for model in pending:
            definitions[model.__name__] = _of_model(model, models)
    return {"$schema": _DIALECT, "title": _words()[name], **whole, "$defs": definitions}


def _of_model(model: type[BaseModel], models: dict[str, type[BaseModel]]) -> dict[str, Any]:
    """The object schema of one model; models it refers to are added to `models`."""
    properties: dict[str, Any] = {}
    for key, field in fields_of(model).items():
        schema = _of_type(field.annotation, models)
        # A list that may be left out may stand there empty too, as the reader takes it.
        empty = not field.is_required() and schema.get("type") == "array"
        properties[key] = _or_null(schema) if empty else schema
        if words := _words().get(f"{_owner(model, key)}.{key}"):
            properties[key] = {"description": words, **properties[key]}
    required = [key for key, field in fields_of(model).items() if field.is_required()]
    return {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _owner(model: type[BaseModel], key: str) -> str:
    """Name of the model that first has `key`, of those that `model` builds on."""
    having = [c for c in model.__mro__ if issubclass(c, BaseModel) and key in fields_of(c)]
    return having[-1].__name__


def _of_type(annotation: Any, models: dict[str, type[BaseModel]]) -> dict[str, Any]:
    arguments = get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return _of_type(arguments[0], models)
    if get_origin(annotation) in (Union, UnionType):
        (inner,) = (part for part in arguments if part is not NoneType)
        return _or_null(_of_type(inner, models))
    if get_origin(annotation) is tuple:
        return {"type": "array", "items": _of_type(arguments[0], models)}
    if issubclass(annotation, BaseModel):
        models[annotation.__name__] = annotation
        return {"$ref": f"#/$defs/{annotation.__name__}"}
    if issubclass(annotation, StrEnum):
        return {"enum": [member.value for member in annotation]}
    return dict(_SCALARS[annotation])


_SCALARS: Mapping[type, Mapping[str, Any]] = {
    str: {"type": ["string", "number"]},
    int: {"type": ["integer", "string"], "pattern": "^[0-9]+$", "minimum": 1},
    dt.date: {"type": "string", "format": "date"},
}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*kinds, "null"]}


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
