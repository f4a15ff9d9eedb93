"""Every field of the twins is read as a careful person reads it, from Word and from PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reportgen.sources.minutes import Minutes
from tests.sources.minutes import careful, twins
from tests.sources.minutes.build import Shape, as_text, printed, soffice, write
from tests.sources.minutes.reading import codes, read

GOLDEN = Path(__file__).parent / "golden"
SHAPES: dict[str, tuple[Callable[[], Shape], dict[str, Any]]] = {
    "tre-kolonner": (twins.three_columns, careful.THREE_COLUMNS),
    "to-kolonner": (twins.two_columns, careful.TWO_COLUMNS),
}


@cache
def _minutes(name: str, source: str) -> Minutes:
    shape = SHAPES[name][0]()
    if source == "docx":
        return read(write(shape), f"{name}.docx")
    if source == "committed pdf":
        return read((GOLDEN / f"{name}.pdf").read_bytes(), f"{name}.pdf")
    if soffice() is None:
        pytest.skip("LibreOffice is not installed")
    return read(printed(write(shape)), f"{name}.pdf")


@pytest.fixture(params=sorted(SHAPES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["docx", "committed pdf", "printed pdf"])
def minutes(request: pytest.FixtureRequest, name: str) -> Minutes:
    return _minutes(name, request.param)


@pytest.mark.parametrize("field", [f for f in careful.THREE_COLUMNS if f != "entries"])
def test_field_is_read_as_a_careful_person_reads_it(
    minutes: Minutes, name: str, field: str
) -> None:
    assert minutes.meeting is not None

    assert careful.read_as(minutes.meeting)[field] == SHAPES[name][1][field]


def test_entries_of_the_report_have_section_point_kind_and_the_networks_words(
    minutes: Minutes, name: str
) -> None:
    assert minutes.meeting is not None
    found = careful.read_as(minutes.meeting)["entries"]
    expected = SHAPES[name][1]["entries"]

    assert [entry[:-1] for entry in found] == [entry[:-1] for entry in expected]
    assert all(got[-1].startswith(begins[-1]) for got, begins in zip(found, expected, strict=True))


def test_no_entry_has_a_wording_that_nobody_wrote(minutes: Minutes) -> None:
    assert minutes.meeting is not None

    assert all(entry.text is None for item in minutes.meeting.agenda for entry in item.entries)


def test_proposal_and_minutes_say_what_the_cells_say(minutes: Minutes, name: str) -> None:
    assert minutes.meeting is not None
    shape = SHAPES[name][0]()

    for item, row in zip(minutes.meeting.agenda, shape.rows, strict=True):
        beside, *middle = _below_title(row[0]), *row[1:-1]
        proposal = [text for cell in (beside, *middle) if (text := careful.written(cell))]
        assert item.proposal == ("\n".join(proposal) or None)
        assert item.minutes == careful.written(row[-1])


def _below_title(cell: Any) -> Any:
    texts = [careful.written([paragraph]) or "" for paragraph in cell]
    start = next(
        (at for at, text in enumerate(texts) if text.startswith(("- ", "Link til"))), len(texts)
    )
    return cell[start:]


def test_all_of_it_is_accounted_for(minutes: Minutes) -> None:
    assert minutes.account.complete
    assert minutes.account.share == 1.0


def test_the_recommendations_are_taken_for_what_they_are(name: str) -> None:
    warned = [
        unsure for unsure in _minutes("tre-kolonner", "docx").unsure
        if unsure.problem.code == "minutes-section-corrected"
    ]  # fmt: skip

    assert [(w.problem.values["said"], w.problem.values["taken"]) for w in warned] == [
        ("3.6", "3.7")
    ]


def test_warnings_name_the_page() -> None:
    found = _minutes("to-kolonner", "committed pdf").unsure
    twice = next(u for u in found if u.problem.code == "minutes-task-twice")

    assert twice.problem.location.page > 1
    assert twice.problem.location.item == "7"


# --- the same as text, columns lost ---------------------------------------------------------

_TEXT = {"tre-kolonner": ((26, 50, 92), (2,)), "to-kolonner": ((32, 125), ())}
# What is behind a link is not in the text.
_IN_TEXT = [field for field in careful.THREE_COLUMNS if field not in {"entries", "links"}]


@cache
def _as_text(name: str) -> Minutes:
    characters, cut = _TEXT[name]
    return read(as_text(SHAPES[name][0](), characters, cut), f"{name}.txt")


@pytest.mark.parametrize("field", _IN_TEXT)
def test_text_gives_what_the_lost_columns_allow(name: str, field: str) -> None:
    minutes = _as_text(name)
    assert minutes.meeting is not None
    expected = SHAPES[name][1][field]
    assert careful.read_as(minutes.meeting)[field] == expected


def test_text_gives_every_entry_although_a_page_break_cuts_a_sentence() -> None:
    minutes = _as_text("tre-kolonner")
    assert minutes.meeting is not None
    expected = SHAPES["tre-kolonner"][1]["entries"]
    found = careful.read_as(minutes.meeting)["entries"]

    assert [entry[:-1] for entry in found] == [entry[:-1] for entry in expected]


def test_text_warns_at_every_item_where_the_columns_had_to_be_guessed(name: str) -> None:
    minutes = _as_text(name)
    assert minutes.meeting is not None
    shape = SHAPES[name][0]()
    warned = {unsure.at[1] for unsure in minutes.unsure if unsure.at[:1] == ("dagsorden",)}

    for at, (item, row) in enumerate(zip(minutes.meeting.agenda, shape.rows, strict=True)):
        if len(row) > 2 and item.minutes != careful.written(row[-1]):
            assert at in warned


def test_text_is_accounted_for_to_the_last_character(name: str) -> None:
    minutes = _as_text(name)

    assert minutes.account.complete
    assert "minutes-columns-lost" in codes(minutes)
