"""What is written as YAML reads back as the same, for the program and for every other reader."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from reportgen.report.entries import DecidedEntry, Decision, Kind, Origin
from reportgen.sources.decided import decided_yaml, read_decided
from reportgen.sources.yaml.read import read_yaml
from reportgen.sources.yaml.write import Layout, quoted, write_record, write_yaml

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_awkward = st.sampled_from(
    [
        "ja", "no", "null", "~", "1.0", "2022-11-11", "- liste", "# nej", "a: b", "a #b", "'", '"',
        "{x}", "[1]", "|", ">", "*a", "&a", "!x", "%", "@", "`", "?", " foran", "bagved ", "a:",
        "to\nlinjer", "to\n\ntomme", "\nforan", "bagved\n", "  ind\nog ud", "fane\t her", "\x85",
        "\u2028", "\ufeff", "\x07", "1_000", "=", "<<", "---", "...", "  ", "\r\n", "𝄞",
        "\U0010ff06", "ordet “" + "lang tekst, " * 12,
    ]
)  # fmt: skip
_text = st.one_of(_words, _awkward)
_key = st.from_regex("[a-zæøå_]{1,8}", fullmatch=True).filter(lambda key: key not in "yn no on off")
_value = st.one_of(st.none(), st.integers(0, 999), _text, st.lists(_text, max_size=3))
_flat = st.dictionaries(_key, _value, max_size=3)
_data = st.one_of(
    st.dictionaries(_key, st.one_of(_value, _flat, st.lists(_flat, max_size=2)), min_size=1),
    st.lists(st.dictionaries(_key, st.one_of(_value, _flat), min_size=1), max_size=3),
)
_whole = Layout(shows_empty=lambda _key, _data: True)
_layouts = st.sampled_from(
    [
        _whole,
        replace(_whole, width=0, longest_text=None),
        replace(_whole, width=None, longest_text=20, is_spaced=True),
    ]
)


@given(_data, _layouts)
def test_every_reader_has_the_data_back_from_every_layout(data: Any, layout: Layout) -> None:
    text = write_yaml(data, layout, heading=["Skrevet af programmet.\x07"])

    assert YAML(typ="safe", pure=True).load(io.StringIO(text)) == data
    assert yaml.safe_load(text) == data


@given(st.dictionaries(_key, st.one_of(st.integers(), _text.filter(str.isprintable)), min_size=1))
def test_records_read_back_and_hold_no_anchors(data: dict[str, Any]) -> None:
    shared = [data, data, {"svar": "Et.\n\nTo.", "dato": dt.date(2022, 12, 1)}]
    text = write_record(shared, ["Skrevet af programmet."])

    assert text.startswith("# Skrevet af programmet.\n")
    assert yaml.safe_load(text) == shared
    assert not read_yaml(text.encode(), "f.yaml").problems


@given(st.dictionaries(_key, _text.filter(str.isprintable), min_size=1), _layouts)
def test_the_program_reads_the_texts_back_that_it_wrote(
    data: dict[str, str], layout: Layout
) -> None:
    document = read_yaml(write_yaml(data, layout).encode(), "f.yaml")
    assert not document.problems
    assert document.data == data


_some = st.one_of(st.none(), _text.filter(lambda text: text.isprintable() and bool(text.strip())))


def _entry(**values: Any) -> DecidedEntry:
    """Keep from hypothesis the aliases that the model's signature may or may not show."""
    return DecidedEntry(**values)


@given(
    st.lists(
        st.builds(
            _entry,
            section=_some.map(lambda text: text and text.strip()),
            kind=st.sampled_from(Kind),
            text=_some,
            origin=st.one_of(st.none(), st.builds(Origin, file=st.just("001_a.docx"), party=_some)),
            decision=st.builds(Decision, by=st.just("Greve"), date=st.dates(), reason=_some),
            closes=st.lists(st.just("2022-11-11/3/1"), max_size=2).map(tuple),
        ),
        max_size=3,
    )
)
def test_decided_entries_read_back_as_they_were(entries: list[DecidedEntry]) -> None:
    changes, problems = read_decided(decided_yaml(entries, ["Afgjort."]).encode(), "001.yaml")
    assert not problems
    assert [change.entry for change in changes] == entries


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Greve Kommune", "Greve Kommune"),
        ("Nej, det er rettet (side 3).", "Nej, det er rettet (side 3)."),
        ("3.6", '"3.6"'),
        ("2022-12-01T10:00:00", '"2022-12-01T10:00:00"'),
        ("001_svar.docx", '"001_svar.docx"'),
        ("nej: slet ikke", '"nej: slet ikke"'),
        ("no", '"no"'),
        ("", '""'),
        (dt.date(2022, 12, 1), "2022-12-01"),
        (Kind.REMARK, "bemærkning"),
        (3, "3"),
        (None, "null"),
        ("et\nto", "|-\n  et\n  to"),
    ],
)
def test_only_what_could_be_taken_for_something_else_is_in_quotation_marks(
    value: object, written: str
) -> None:
    assert write_yaml({"a": value}, _whole) == f"a: {written}\n"


def test_in_braces_a_text_needs_quotation_marks_sooner() -> None:
    assert write_yaml([{"a": {"b": "Nej, tak", "c": "Ja"}}], Layout()) == (
        '- a: {b: "Nej, tak", c: Ja}\n'
    )


def test_a_mapping_too_wide_for_one_line_stands_on_several() -> None:
    data = {"a": {"b": "x" * 60, "c": "y" * 60}}
    assert write_yaml(data, Layout()).splitlines() == ["a:", f"  b: {'x' * 60}", f"  c: {'y' * 60}"]
    assert len(write_yaml(data, Layout(width=None)).splitlines()) == 1


def test_what_cannot_stand_in_quotation_marks_is_escaped() -> None:
    assert quoted('\x85"\\\n\u2028\U0010ff06') == '"\\x85\\"\\\\\\n\\u2028\\U0010ff06"'
