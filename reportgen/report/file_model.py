"""What all models of the YAML files share."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError


class FileModel(BaseModel):
    """A mapping in one of the YAML files: Danish keys outside, English names in code.

    An unknown key is a fault, since a misspelt one would otherwise lose what it holds.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        defer_build=True,
        populate_by_name=True,
        use_enum_values=False,
    )


def _date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value.strip())
        except ValueError:
            raise PydanticCustomError("date-not-iso", "not a date as 2022-11-11") from None
    return value


def _whole_number(value: Any) -> Any:
    if isinstance(value, str):
        if value.strip().isdecimal():
            return int(value)
        raise PydanticCustomError("not-a-whole-number", "not a whole number")
    return value


def _text(value: Any) -> Any:
    """Let an unquoted number stand as the text it was typed as."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _unframed(value: Any) -> Any:
    """Leave out the line breaks that a YAML block puts at the ends of a text."""
    if not isinstance(value, str):
        return value
    return value.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _wording(value: Any) -> Any:
    """Read a text of nothing but white space as none: nobody has written it yet."""
    text = _unframed(value)
    return None if isinstance(text, str) and not text.strip() else text


def _list(value: Any) -> Any:
    """Read a key that was left empty as an empty list."""
    return () if value is None else tuple(value) if isinstance(value, list) else value


IsoDate = Annotated[dt.date, BeforeValidator(_date)]
"""A date typed ``2022-11-11`` (ISO 8601), the only form that cannot be misread."""
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Text = Annotated[str, BeforeValidator(_text)]
Unframed = BeforeValidator(_unframed)
Wording = Annotated[Text | None, BeforeValidator(_wording)]
"""What a person wrote or still has to write, of any number of paragraphs."""
EmptyIsNone = BeforeValidator(lambda value: None if value == "" else value)
MaybeList = BeforeValidator(_list)
