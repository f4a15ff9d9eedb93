"""YAML as people type it: what was typed stays, and what is broken is said at its place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.problems import limits
from reportgen.sources.yaml.read import read_yaml


def read(text: str) -> object:
    document = read_yaml(text.encode(), "f.yaml")
    assert not document.problems
    return document.data


def faults(data: bytes | str) -> list[tuple[str, int, int]]:
    data = data.encode() if isinstance(data, str) else data
    problems = read_yaml(data, "f.yaml").problems
    assert all(p.location.file == "f.yaml" for p in problems)
    return [(p.code, p.location.line, p.location.column) for p in problems]


@pytest.mark.parametrize(
    "typed",
    [
        "nej", "ja", "no", "Yes", "on", "true", "10.00", "1.0", "10:30", "2022-11-11", "007",
        "0o17", "0x1f", "1_000", "1e3", "=", "<<", ".inf", ".nan", "+5", "12.500", "Nul",
    ],
)  # fmt: skip
def test_what_yaml_would_guess_at_stays_as_typed(typed: str) -> None:
    assert read(f"a: {typed}\n") == {"a": typed}


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL", "  # her skal stå noget"])
def test_nothing_and_null_are_none(typed: str) -> None:
    assert read(f"a: {typed}\n") == {"a": None}


@pytest.mark.parametrize("typed", ["''", '""', "'null'", '"~"'])
def test_in_quotation_marks_null_is_text(typed: str) -> None:
    assert read(f"a: {typed}\n") == {"a": typed[1:-1]}


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("|\n  en\n  to\n", "en\nto"),
        ("|-\n  en\n  to\n", "en\nto"),
        ("|\n  en\n\n  to\n\n\n", "en\n\nto"),
        ("|2\n    indrykket\n", "  indrykket"),
        (">\n  en\n  to\n", "en to"),
        ("en\n  to\n", "en to"),
        ('"en\\nto"', "en\nto"),
        ("'det''s'", "det's"),
    ],
)
def test_texts_of_several_lines_are_read_as_yaml_says(typed: str, read_as: str) -> None:
    assert read(f"a: {typed}\nb: x\n") == {"a": read_as, "b": "x"}


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    text = "å: |\n  én\n  to\nb: [x, y]\n"
    expected = read(text)
    for data in (
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
    ):
        document = read_yaml(data, "f.yaml")
        assert document.data == expected
        assert not document.problems


def test_keys_typed_on_a_mac_are_the_same_keys() -> None:
    assert read(unicodedata.normalize("NFD", "mål: x\n")) == {"mål": "x"}


def test_a_value_keeps_its_characters_even_decomposed() -> None:
    value = unicodedata.normalize("NFD", "Ålborg")
    assert read(f"a: {value}\n") == {"a": value}


@pytest.mark.parametrize(
    "awkward", ["\x7f", "\x85", "\x92", "\xa0", "\xad", "\u2028", "\u2029", "\ufeff", "\U0010ff06"]
)
def test_characters_that_yaml_breaks_lines_at_or_refuses_are_kept(awkward: str) -> None:
    assert read(f"a{awkward}b: x{awkward}y\nc: |\n  en{awkward}to\n") == {
        f"a{awkward}b": f"x{awkward}y",
        "c": f"en{awkward}to",
    }


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff\r")))
def test_any_text_in_quotation_marks_comes_out_as_it_went_in(text: str) -> None:
    typed = text.replace("'", "''")
    if any(ord(c) < 32 for c in text):
        return  # those that XML cannot hold are faults; line ends fold
    assert read(f"a: '{typed}'\n") == {"a": text}


def test_each_value_stands_at_the_line_of_its_key() -> None:
    document = read_yaml(b"a: 1\nb:\n  - x\n  - c:\n      y\nd: |\n  z\n", "f.yaml")
    lines = {path: mark.line for path, mark in document.marks.items()}
    assert lines[("a",)] == 1
    assert lines[("b",)] == 2
    assert lines[("b", 1)] == 4
    assert lines[("b", 1, "c")] == 4
    assert lines[("d",)] == 6


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: b: c\n", "yaml-colon", 1, 5),
        ("a: 1\n  b: 2\n", "yaml-colon", 2, 4),
        ("a:\n\t- b\n", "yaml-tab", 2, 1),
        ("a:\n  b: 1\n\tc: 2\n", "yaml-tab", 3, 1),
        ("a: @holbaek\n", "yaml-sign", 1, 4),
        ("a: `x`\n", "yaml-sign", 1, 4),
        ('a: "C:\\Users"\n', "yaml-escape", 1, 9),
        ('x: 1\na: "åben\nb: c\n', "yaml-quotation-open", 2, 4),
        ("a: 'åben\nb: c\n", "yaml-quotation-open", 1, 4),
        ("a: [1, 2\nb: c\n", "yaml-bracket-open", 1, 4),
        ("x: 1\na: {b: 1\n", "yaml-bracket-open", 2, 4),
        ("a:\n  b: 1\n c: 2\n", "yaml-out-of-line", 3, 2),
        ("a: x\nb: - y\n", "yaml-out-of-line", 2, 4),
        ('a: "b" c\n', "yaml-out-of-line", 1, 8),
        ("- a\nb: c\n", "yaml-out-of-line", 2, 1),
        ("%FOO\n---\na: b\n", "yaml-broken", 1, 5),
        ("a: {{navn}}\n", "yaml-key", 1, 5),
        ("a: x\nb: 1\na: y\n", "yaml-duplicate-key", 3, 1),
        ("a: &Co rådgivning\n", "yaml-alias", 1, 4),
        ("a: !vigtigt at huske\n", "yaml-alias", 1, 4),
        ("a: *note\n", "yaml-alias", 1, 4),
        ("a: b\n---\nc: d\n", "yaml-second-document", 2, 1),
        ("a: x\nb: y\x07z\n", "control-character", 2, 0),
        ('a: x\nb: "\\u0007"\n', "control-character", 2, 4),
        ('a: x\n"b\\0": y\n', "control-character", 2, 1),
        ("", "file-empty", 0, 0),
        ("# kun en bemærkning\n", "file-empty", 0, 0),
        ("---\n...\n", "file-empty", 0, 0),
        ("~\n", "file-empty", 0, 0),
    ],
)
def test_a_fault_is_named_at_its_place(text: str, code: str, line: int, column: int) -> None:
    assert faults(text) == [(code, line, column)]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("a: x\nb: møde\n".encode("cp1252"), 2),
        ("a: x\nb: møde\n".encode("utf-16"), 1),
        ("a: x\nb: y\n".encode("utf-16-le"), 1),
        (b"PK\x03\x04\x14\x00\x06\x00", 1),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", 2),
    ],
)
def test_what_is_not_utf_8_is_one_fault(data: bytes, line: int) -> None:
    assert faults(data) == [("not-utf-8", line, 0)]


def test_a_control_character_hides_nothing_after_it() -> None:
    document = read_yaml(b"a: x\x01\nb: y\x02z\x03\na: z\n", "f.yaml")
    codes = [(p.code, p.location.line) for p in document.problems]
    assert codes == [("control-character", 1), ("control-character", 2), ("yaml-duplicate-key", 3)]
    assert document.data["b"] == "y\ufffdz\ufffd"


def test_of_two_keys_the_first_is_read_and_both_are_looked_through() -> None:
    document = read_yaml(b"a: {b: 1}\na: {c: 2, c: 3}\n", "f.yaml")
    assert document.data == {"a": {"b": "1"}}
    assert [p.code for p in document.problems] == ["yaml-duplicate-key", "yaml-duplicate-key"]


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_a_file_nested_beyond_all_reason_is_a_fault_and_no_crash(opening: str) -> None:
    assert [code for code, *_ in faults(opening * 100_000)] == ["yaml-too-deep"]


@pytest.mark.parametrize("levels", [60, 600, 6_000, 60_000])
@pytest.mark.parametrize(("before", "place"), [("", (1, 52)), ("a: b\nc: ", (2, 54))])
def test_nesting_is_refused_at_our_own_limit_however_deep_it_goes(
    levels: int, before: str, place: tuple[int, int]
) -> None:
    assert faults(before + "[" * levels) == [("yaml-too-deep", *place)]


def test_what_stands_before_a_fault_of_the_library_is_not_called_too_deep() -> None:
    assert faults("a: [[1, 2], [3, 4]]\nb: @x\n") == [("yaml-sign", 2, 4)]


def test_references_that_would_grow_without_end_are_not_followed() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40)
    )
    assert {code for code, *_ in faults(bomb)} == {"yaml-alias"}
    assert {code for code, *_ in faults("a: &a [*a]\n")} == {"yaml-alias"}


def test_a_file_that_can_be_no_minutes_is_refused_by_its_size() -> None:
    assert faults(b"a: x\n" * (limits.MOST_TEXT_BYTES // 4)) == [("file-too-large", 0, 0)]


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_the_reader_fall(data: bytes) -> None:
    document = read_yaml(data, "f.yaml")
    assert document.data is not None or document.problems


@given(st.text(st.sampled_from("ab:-[]{},#&*!|>'\"%@`?~ \n\t\\\x85\u2028æ"), max_size=60))
def test_no_text_makes_the_reader_fall(text: str) -> None:
    document = read_yaml(text.encode(), "f.yaml")
    assert document.data is not None or document.problems
    last = text.count("\n") + 1
    assert all(0 <= p.location.line <= last for p in document.problems)
