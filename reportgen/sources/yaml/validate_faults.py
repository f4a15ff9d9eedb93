"""What pydantic says of a value, in the words of somebody who typed it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic_core import ErrorDetails

from reportgen.problems import Location, Problem
from reportgen.sources.yaml.nodes import Document, Path
from reportgen.sources.yaml.validate_fields import keys_at

_LISTS = {"list_type", "tuple_type"}
_MAPPINGS = {"model_type", "dict_type", "model_attributes_type"}
_SHOWN = 60


def problem_of(
    kind: Any, detail: ErrorDetails, path: Path, document: Document, file: str
) -> Problem:
    """Word one fault that was found reading `document` as `kind`; `path` is the file's."""
    where = Location(file, line=document.mark(path).line, item=_item(detail, path, document))
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), file)
    fault, typed = detail["type"], detail["input"]
    if fault == "extra_forbidden":
        return _unknown("key", key, keys_at(kind, path[:-1]), where, {"key": key})
    if not path and fault in _MAPPINGS:
        return Problem("not-a-mapping", where)
    if fault == "missing" or typed is None:
        return Problem("key-missing", where, {"key": key})
    values: dict[str, object] = {"key": key, "typed": shortened(typed)}
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


def shortened(typed: object) -> str:
    """What was typed, on one line and no longer than a message can hold."""
    line = " ".join(str(typed).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


def _unknown(
    what: str, typed: str, known: Iterable[str], where: Location, values: dict[str, object]
) -> Problem:
    """A key or word that may not stand here, and the nearest that may."""
    from reportgen.sources.workbook.spelling import nearest

    known = tuple(known)
    values = {**values, "known": ", ".join(known)}
    meant = nearest(typed, known)
    if meant:
        return Problem(f"{what}-misspelt", where, {**values, "meant": meant})
    return Problem(f"{what}-unknown", where, values)


def _item(detail: ErrorDetails, path: Path, document: Document) -> str:
    """The agenda item that `path` leads into, by number or title; or the entry's number."""
    if path and isinstance(path[0], int):
        return str(path[0] + 1)
    loc = detail["loc"]
    if len(path) < 2 or path[0] != "dagsorden" or not isinstance(loc[1], int):
        return ""
    item = document.data["dagsorden"][loc[1]]
    return str(item.get("nr") or item.get("titel") or "") if isinstance(item, dict) else ""
