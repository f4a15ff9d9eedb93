"""A date that RTF packs is told from a number that somebody typed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.opc.namespaces import NAMESPACES
from reportgen.opc.xml import parse
from reportgen.word.read.typed_dates import is_date, may_hold, take_out


def packed(time: dt.datetime) -> int:
    """A time as RTF writes it, a signed number of 32 bits."""
    fields = ((time.isoweekday() % 7, 29), (time.year - 1900, 20), (time.month, 16))
    fields += ((time.day, 11), (time.hour, 6), (time.minute, 0))
    number = sum(value << by for value, by in fields)
    return number - (1 << 32) if number >> 31 else number


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2099, 12, 31)))
def test_every_time_of_these_years_is_one(time: dt.datetime) -> None:
    assert is_date(packed(time))


NOVEMBER = packed(dt.datetime(2024, 11, 20, 10))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"så de {NOVEMBER} ", "så de "),
        (f"{NOVEMBER} ", ""),
        (f"så de {NOVEMBER}", None),
        (f"så de {NOVEMBER} kan", None),
        (f"nr.{NOVEMBER} ", None),
        ("i alt 563935000 ", None),
        ("telefon 1234567890 ", None),
    ],
)
def test_it_is_taken_out_where_it_stands_before_what_was_set_otherwise(
    said: str, left: str | None
) -> None:
    space = NAMESPACES["w"]
    part = f'<w:p xmlns:w="{space}"><w:r><w:t>{said}</w:t></w:r></w:p>'.encode()
    root = parse(part)
    assert take_out(root) == (left is not None)
    assert "".join(root.itertext()) == (said if left is None else left)
    assert may_hold(part) or left is None
