"""The JSON that the program itself wrote, read back as something that may be damaged.

States of versions, records of a round, the archive's inventories: whatever a disk, a cloud
drive or a person did to them, what comes out is what they must hold, or `Damaged`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from reportgen.problems import limits

_Kind = TypeVar("_Kind")
_TEXT = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


class Damaged(ValueError):
    """The data is not what the program writes."""


def parsed(data: bytes, *, errors: str = "strict") -> Any:
    """The value that `data` holds, as JSON's own types; raises `Damaged`.

    Its bytes, values and depth are counted before it is parsed. A key that stands twice in
    one place and numbers that JSON has not (``NaN``) are damage too. `errors` is how bytes
    that are no UTF-8 are met, as `bytes.decode` has it.
    """
    _bound(data)
    try:
        return json.loads(
            data.decode("utf-8", errors),
            object_pairs_hook=_without_repeats,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as error:
        raise Damaged(str(error)) from None


def read(kind: Callable[..., _Kind], data: bytes) -> _Kind:
    """What `data` holds, as `kind`, any type that pydantic can check; raises `Damaged`."""
    _bound(data)
    adapter = _adapter(kind)
    try:
        found: _Kind = adapter.validate_json(data, strict=True, by_alias=True, by_name=False)
    except (ValueError, RecursionError) as error:
        raise Damaged(str(error)) from None
    return found


def checked(kind: Callable[..., _Kind], value: Any) -> _Kind:
    """A value that was parsed already, as `kind`; raises `Damaged`."""
    try:
        found: _Kind = _adapter(kind).validate_python(value)
    except ValueError as error:
        raise Damaged(str(error)) from None
    return found


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _bound(data: bytes) -> None:
    """Raise `Damaged` for what takes more memory or a deeper stack than a record ever does."""
    if len(data) > limits.MOST_RECORD_BYTES:
        raise Damaged("more bytes than a record has")
    if sum(map(data.count, (b",", b"[", b"{"))) > limits.MOST_RECORD_VALUES:
        raise Damaged("more values than a record has")
    # The brackets alone, with the innermost pairs taken off once for each level.
    brackets = _TEXT.sub(b"", data).translate(None, _NO_BRACKETS)
    for _ in range(limits.DEEPEST_RECORD):
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    if brackets:
        raise Damaged("brackets that do not fit, or more levels than a record has")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise ValueError("a key stands twice in one place")
    return mapping


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")
