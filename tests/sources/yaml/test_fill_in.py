"""Filling in: the keys are added, and every other character stays as it was."""

from __future__ import annotations

import copy
import re
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.sources.yaml.fill_in import CannotFillIn, ChangedMeanwhile, with_keys
from reportgen.sources.yaml.read import Path, read_yaml
from tests.sources.entry_files import meeting_file

KEYS = ("id", "før", "før_overskrift")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"))
_VALUE = r'(?:id|før|før_overskrift): "§(?:[^"\\]|\\.)*§"'
_ADDED = re.compile(rf"(?:, |(?:\r?\n) *){_VALUE}|(?<=- ){_VALUE}(?:\r?\n) *|{_VALUE}(?:\r?\n) *")


def path(number: int) -> Path:
    return ("dagsorden", 0, "aarsrapport", number)


def marked(text: str) -> str:
    """A value that can be told from what was there before."""
    return f"§{''.join(c for c in text if ord(c) >= 32 or c in chr(9) + chr(10))}§"


@given(meeting_file(), st.data())
def test_only_the_keys_are_added_and_all_else_stays(
    made: tuple[bytes, int], data: st.DataObject
) -> None:
    original, count = made
    document = read_yaml(original, "f.yaml")
    assert not document.problems
    additions = [
        (path(i), {key: marked(data.draw(TEXTS)) for key in keys})
        for i in range(count)
        if (keys := data.draw(st.sets(st.sampled_from(KEYS), max_size=3)))
    ]
    fixed = with_keys(original, document, additions)

    assert _ADDED.sub("", fixed.decode()) == original.decode()
    expected = copy.deepcopy(document.data)
    for where, keys in additions:
        expected["dagsorden"][0]["aarsrapport"][where[3]] |= keys
    again = read_yaml(fixed, "f.yaml")
    assert not again.problems
    assert again.data == expected
    ends = original.count(b"\r\n") == original.count(b"\n")
    assert not ends or fixed.count(b"\r\n") == fixed.count(b"\n")


@given(TEXTS)
def test_any_wording_can_be_filled_in(text: str) -> None:
    wording = "".join(c for c in text if ord(c) >= 32 or c in "\t\n\r")
    original = b"dagsorden: [{aarsrapport: [{pind: 1, art: fjern}]}]\n"
    fixed = with_keys(original, read_yaml(original, ""), [(path(0), {"f\u00f8r": wording})])
    (row,) = read_yaml(fixed, "").data["dagsorden"][0]["aarsrapport"]
    assert row == {"pind": "1", "art": "fjern", "før": wording}


@pytest.mark.parametrize(
    ("entry", "fixed"),
    [
        ("- {pind: 1, art: fjern}", '- {pind: 1, id: "U1", art: fjern}'),
        ("- {art: fjern, pind: 1}", '- {art: fjern, pind: 1, id: "U1"}'),
        ('- {"pind":1,"art":"fjern"}', '- {"pind":1, id: "U1","art":"fjern"}'),
        ("- pind: 1\n  art: fjern", '- pind: 1\n  id: "U1"\n  art: fjern'),
        ("- art: fjern\n  pind: 1  # anden", '- art: fjern\n  pind: 1  # anden\n  id: "U1"'),
        ("- art: |-\n    fjern\n  svar: x", '- id: "U1"\n  art: |-\n    fjern\n  svar: x'),
        ("-   pind: 1\n    art: fjern", '-   pind: 1\n    id: "U1"\n    art: fjern'),
        ("-\n  pind: 1\n  art: fjern", '-\n  pind: 1\n  id: "U1"\n  art: fjern'),
        ("- ? pind\n  : 1\n  ? art\n  : fjern", '- ? pind\n  : 1\n  id: "U1"\n  ? art\n  : fjern'),
        ("- {id: null, art: fjern}", '- {id: "U1", art: fjern}'),
        ("- {id: , art: fjern}", '- {id: "U1", art: fjern}'),
        ("- {art: fjern, id: }", '- {art: fjern, id: "U1"}'),
        ("- id:   # hvilken?\n  art: fjern", '- id: "U1"   # hvilken?\n  art: fjern'),
        ("- art: fjern\n  id: ~", '- art: fjern\n  id: "U1"'),
        ("- art: fjern\n  id:", '- art: fjern\n  id: "U1"'),
    ],
)  # fmt: skip
def test_keys_go_in_beside_the_pind_in_the_layout_that_is_there(entry: str, fixed: str) -> None:
    before = "dagsorden:\n  - aarsrapport:\n"
    original = (before + indent(entry, " " * 6)).encode()
    result = with_keys(original, read_yaml(original, ""), [(path(0), {"id": "U1"})])
    assert result.decode() == before + indent(fixed, " " * 6)


def test_nothing_to_add_gives_the_very_same_bytes() -> None:
    original = "\ufeff# æ\r\na: b\rc: d\n".encode()
    assert with_keys(original, read_yaml(original, ""), []) == original


def test_a_file_saved_in_between_is_left_alone() -> None:
    original = b"dagsorden: [{aarsrapport: [{art: fjern}]}]"
    document = read_yaml(original, "")
    with pytest.raises(ChangedMeanwhile):
        with_keys(original + b" # nyt", document, [(path(0), {"id": "U1"})])


def test_a_layout_that_cannot_take_keys_is_refused_and_not_spoilt() -> None:
    original = b"dagsorden: [{aarsrapport: [art: fjern]}]"
    with pytest.raises(CannotFillIn):
        with_keys(original, read_yaml(original, ""), [(path(0), {"id": "U1"})])
