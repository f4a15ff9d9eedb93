"""Characters that are not seen but do something: shown, they do nothing."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.wording.characters import in_json, legible, legible_name, shown

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ANYTHING = st.text(st.characters(exclude_categories=())) | st.text(
    "a\x1b[31m\r\n\t\x9b\u202e\udc80"
)


def test_what_stands_for_no_character_is_shown_as_a_replacement() -> None:
    assert legible("a\x00b\udc80c\td\ne") == "a\ufffdb\ufffdc\td\ne"
    assert legible("\U0001f600 Æ") == "\U0001f600 Æ"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("svar\u202excod.exe", "svar\ufffdxcod.exe"),
        ("svar\nFejl  alt er væk.docx", "svar\ufffdFejl  alt er væk.docx"),
        ("a\tb\x1b[2Jc\x9b1m", "a\ufffdb\ufffd[2Jc\ufffd1m"),
        ("a\u2028b", "a\ufffdb"),
        ("Børn og Unge – 2. udkast (1).docx",) * 2,
        ("mo\u0308de\u00adtekst\u200d\U0001f469", "mo\u0308de\u00adtekst\u200d\U0001f469"),
    ],
)
def test_a_name_reads_as_it_is_and_on_one_line(name: str, written: str) -> None:
    assert legible_name(name) == written


@given(ANYTHING)
def test_what_is_shown_moves_and_turns_nothing(text: str) -> None:
    for made in (shown(text), legible_name(text)):
        left = {letter for letter in made if unicodedata.category(letter) in {"Cc", "Cs"}}
        assert left <= {"\n", "\t"}
        assert not set(TURNING) & set(made)
        made.encode()
    assert "\n" not in legible_name(text)
    assert shown(shown(text)) == shown(text)


@given(st.text())
def test_what_is_harmless_is_shown_as_it_is(text: str) -> None:
    seen = {"Cc", "Cs", "Cn"}
    harmless = "".join(
        c for c in text if unicodedata.category(c) not in seen and c not in TURNING + "\u2028\u2029"
    )
    assert shown(harmless) == legible(harmless) == legible_name(harmless) == harmless


@given(ANYTHING)
def test_json_says_the_same_and_does_nothing(text: str) -> None:
    written = in_json(json.dumps({text: [text]}, ensure_ascii=False))
    assert json.loads(written) == {text: [text]}
    assert not [c for c in written if unicodedata.category(c) == "Cc" or c in TURNING]
