"""The lines of minutes beside a meeting: each stands in one place, wherever its words have gone."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.json_file import Damaged
from reportgen.report.meeting import AgendaItem, Facts, Meeting
from reportgen.report.minutes_record import (
    FORMAT,
    MinutesRecord,
    SourceLine,
    beside,
    read_record,
)


def meeting(*items: tuple[str, str]) -> Meeting:
    agenda = tuple(AgendaItem(title=title, minutes=minutes) for title, minutes in items)
    return Meeting(facts=Facts(date=dt.date(2024, 5, 3)), agenda=agenda)


WORDS = st.sampled_from(["Vagter", "Vagterne er lange.", "- Penge", "", "Intet.", "a–b", "Ærø 2"])
LINES = st.lists(
    st.builds(SourceLine, WORDS, st.just("side 1"), st.none() | st.integers(0, 5)), max_size=12
)


@given(st.lists(st.tuples(WORDS.filter(bool), WORDS), max_size=4), LINES)
def test_every_line_stands_in_one_place_and_in_its_order(
    items: list[tuple[str, str]], lines: list[SourceLine]
) -> None:
    placed = beside(meeting(*items), lines)
    assert Counter([*placed.outside, *(each for own in placed.items for each in own)]) == Counter(
        lines
    )
    for own in (*placed.items, placed.outside):
        order = iter(lines)
        assert all(line in order for line in own)


def test_a_line_goes_with_its_words_when_an_item_goes_into_another() -> None:
    lines = [
        SourceLine("1. Velkomst", item=0),
        SourceLine("Hej.", item=0),
        SourceLine("2. Vagter", item=1),
        SourceLine("De er lange.", item=1),
    ]
    apart = beside(meeting(("Velkomst", "Hej."), ("Vagter", "De er lange.")), lines)
    assert [len(own) for own in apart.items] == [2, 2]
    joined = beside(meeting(("Velkomst", "Hej.\n2. Vagter\nDe er lange.")), lines)
    assert joined.items == (tuple(lines),)


def test_a_line_that_was_corrected_stays_where_its_neighbours_are() -> None:
    lines = [SourceLine("Vagter", item=0), SourceLine("De er lagne.", item=0)]
    now = meeting(("Nyt punkt", ""), ("Vagter", "De er lange."))
    assert beside(now, lines).items == ((), tuple(lines))


def test_what_is_in_no_item_stands_outside() -> None:
    head = SourceLine("Referat")
    assert beside(meeting(("Referat", "")), [head]).outside == (head,)


@given(LINES)
def test_a_record_reads_back_as_it_was(lines: list[SourceLine]) -> None:
    record = MinutesRecord(FORMAT, "2024-05-03_referat.txt", tuple(lines))
    assert read_record(record.as_json()) == record


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"format": 2, "file": "", "lines": []}'])
def test_a_record_that_is_damaged_is_told(data: bytes) -> None:
    with pytest.raises(Damaged):
        read_record(data)
