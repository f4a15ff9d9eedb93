"""JSON is read as what it must hold, or told from it before it costs anything."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.problems import limits
from reportgen.report import json_file
from reportgen.report.json_file import Damaged

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)

DAMAGED = {
    "nothing": b"",
    "blanks": b" \n",
    "half of it": b'{"number": 1, "na',
    "a text without an end": b'["' + b'\\"' * 50_000,
    "quotation marks alone": b'"' * 100_001,
    "zeros": b"\0" * 400,
    "a byte order mark": b'\xef\xbb\xbf{"number": 1}',
    "another encoding": '{"number": 1}'.encode("utf-16"),
    "letters that are no UTF-8": b'["\xe5"]',
    "two values": b"{} {}",
    "a key twice": b'{"number": 1, "number": 2}',
    "no number": b"[NaN]",
    "an endless number": b"[-Infinity]",
    "more digits than a number has": b"[" + b"9" * 5000 + b"]",
    "lists in lists": b"[" * 100_000 + b"]" * 100_000,
    "mappings in mappings": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "both in turn": b'[{"a":' * 100_000,
    "brackets that do not fit": b"[}",
    "one level too many": b"[" * 60 + b"]" * 60,
    "too many values": b"[" + b"1," * limits.MOST_RECORD_VALUES + b"1]",
    "too many bytes": b'"' + b"a" * limits.MOST_RECORD_BYTES + b'"',
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_what_is_damaged_is_told_from_what_is_whole(data: bytes) -> None:
    with pytest.raises(Damaged):
        json_file.parsed(data)
    if data != DAMAGED["a key twice"]:  # of which a record takes the last
        with pytest.raises(Damaged):
            json_file.read(_Thing, data)


@given(VALUES)
def test_what_is_whole_is_read_as_it_is(value: object) -> None:
    for indent in (None, 2):
        data = json.dumps(value, ensure_ascii=False, indent=indent).encode()
        assert json_file.parsed(data) == value


@given(TEXT)
def test_brackets_in_a_text_are_no_levels(text: str) -> None:
    value = ["[{" * 100 + text + '\\"']
    assert json_file.parsed(json.dumps(value).encode()) == value


@dataclass(frozen=True, slots=True)
class _Thing:
    number: int
    names: tuple[str, ...] = ()


def test_a_record_is_read_as_its_kind_and_nothing_else_is() -> None:
    assert json_file.read(_Thing, b'{"number": 2, "names": ["a"]}') == _Thing(2, ("a",))
    for other in ("[]", "2", "null", '{"number": "2"}', '{"number": 2.5}', '{"number": true}'):
        with pytest.raises(Damaged):
            json_file.read(_Thing, other.encode())
    for names in ("[1]", "{}", "null", '"a"'):
        with pytest.raises(Damaged):
            json_file.read(_Thing, f'{{"number": 2, "names": {names}}}'.encode())
