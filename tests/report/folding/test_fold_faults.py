"""Every code of the fold: what brings it about, and where it is said to be."""

from typing import Any

import pytest

from reportgen.problems import Location
from reportgen.problems.catalog import group_entries
from reportgen.report.entries import DecidedEntry
from reportgen.report.folding.fold import fold
from reportgen.report.model import Change, Fate
from tests.report.builders import TEXT, base, codes, folded, meeting, point

ADD = {"afsnit": "3.6", "art": "tilføj", "overskrift": "Ny", "tekst": "x"}
WORDED = {"art": "erstat", "tekst": "x"}

CASES: list[tuple[str, dict[str, Any]]] = [
    ("section-unknown", {**WORDED, "afsnit": "3.9", "pind": 1}),
    ("section-unknown", {**ADD, "afsnit": None, "id": "5.1/1", "overskrift": None}),
    ("block-unknown", {**WORDED, "id": "U7"}),
    ("after-unknown", {**ADD, "id": "U3", "efter": "A1"}),
    ("after-unknown", {"id": "U1", "art": "flyt", "efter": "U8"}),
    ("block-not-named", {**WORDED, "afsnit": "3.6"}),
    ("block-not-named", {**WORDED, "id": "3.6"}),
    ("block-not-named", {"id": "3.6", "art": "fjern"}),
    ("position-without-section", {**WORDED, "pind": 1}),
    ("position-in-empty-section", {**WORDED, "afsnit": "4.2", "pind": 1}),
    ("position-beyond", {**WORDED, "afsnit": "3.6", "pind": 3}),
    ("position-beyond", {**WORDED, "afsnit": "3.6", "pind": 0}),
    ("addition-without-section", {**ADD, "afsnit": None}),
    ("addition-without-heading", {**ADD, "id": "U3", "overskrift": None}),
    ("heading-in-prose", {**ADD, "afsnit": "3.1", "id": "3.1/2"}),
    ("heading-in-prose", {"id": "3.1/1", "art": "erstat", "overskrift": "x"}),
    ("id-of-other-section", {**ADD, "id": "A3"}),
    ("id-of-other-section", {**ADD, "id": "u3"}),
    ("id-in-other-section", {**WORDED, "afsnit": "3.7", "id": "U1"}),
    ("id-in-other-section", {"afsnit": "3.7", "id": "3.6", "art": "bemærkning"}),
    ("id-taken", {**ADD, "id": "U1"}),
    ("id-taken", {**ADD, "id": "U5"}),
    ("move-without-place", {"id": "U1", "art": "flyt"}),
    ("move-after-itself", {"id": "U1", "art": "flyt", "efter": "U1"}),
    ("change-conflict", {**WORDED, "id": "U1", "før": "Noget andet."}),
    ("removal-of-changed", {"id": "U1", "art": "fjern", "før": "Noget andet."}),
    ("closes-unknown", {**WORDED, "id": "U1", "lukker": ["2021-01-01/1/1"]}),
    ("closes-later", {**WORDED, "id": "U1", "lukker": ["2022-11-11/3/1"]}),
    ("entry-without-id", {**WORDED, "afsnit": "3.6", "pind": 1}),
    ("addition-without-id", ADD),
    ("point-not-named", {"afsnit": "3.6", "art": "præciser", "input": "Uddybes"}),
    ("keys-unused", {"id": "U1", "art": "flyt", "efter": "U2", "tekst": "x"}),
    ("keys-unused", {"id": "3.1/1", "art": "erstat", "tekst": "x", "status": "ny"}),
    ("quote-not-in-block", {"id": "U1", "art": "præciser", "input": "“noget andet” ud"}),
]
START = base("U1", "U2", "A1", prose=(("3.1", "Et afsnit."),), reserved=frozenset({"U5"}))


@pytest.mark.parametrize(("code", "entry"), CASES)
def test_a_fault_is_told_at_the_line_of_its_entry(code: str, entry: dict[str, Any]) -> None:
    report = folded(START, entry)
    (problem,) = report.problems
    assert problem.code == code
    assert problem.location == Location("2022-11-11.yaml", line=11, item="3")
    at_fault = report.fates["2022-11-11/3/1"] is Fate.FAULT
    assert at_fault == (problem.severity == "error")


ELSEWHERE = {
    *("block-removed", "entry-named-twice", "challenge-unknown"),
    *("undo-nothing", "undo-already"),
}


def test_every_code_is_brought_about_by_a_test() -> None:
    assert {code for code, _ in CASES} | ELSEWHERE == set(group_entries("changes"))


@pytest.mark.parametrize(("code", "entry"), CASES)
def test_every_blank_of_a_message_is_filled(code: str, entry: dict[str, Any]) -> None:
    (problem,) = folded(START, entry).problems
    said = group_entries("changes")[problem.code]
    assert said.message.format_map(problem.values)
    assert said.hint.format_map(problem.values)


@pytest.mark.parametrize(
    "entry",
    [
        {**WORDED, "id": "U1"},
        {**WORDED, "afsnit": "3.6", "pind": 1},
        {**ADD, "id": "U3", "efter": "U1"},
    ],
)
def test_what_names_a_point_taken_out_is_told_what_took_it(entry: dict[str, Any]) -> None:
    report = folded(START, {"id": "U1", "art": "fjern"}, entry)
    (problem,) = report.problems
    assert problem.code == "block-removed"
    assert problem.values["source"] == "Netværksmøde 2022-11-11, punkt 3"
    assert problem.location.line == 12


def test_two_entries_of_one_name_are_both_counted_and_the_second_is_a_fault() -> None:
    entry = DecidedEntry.model_validate({"id": "U1", "art": "præciser", "input": "Uddybes"})
    changes = [
        Change("2022-11-11/3/1", entry, "2022-11-11.yaml", "", Location("f", line=line))
        for line in (4, 9, 14)
    ]
    report = fold(START, changes)
    assert codes(report) == ["entry-named-twice"] * 2
    assert [problem.location.line for problem in report.problems] == [9, 14]
    assert list(report.fates.values()) == [Fate.PENDING, Fate.FAULT, Fate.FAULT]


def test_a_challenge_that_is_not_there_is_told_at_its_cell() -> None:
    report = folded(base("U1", point("A1", challenge="U8")))
    (problem,) = report.problems
    assert problem.code == "challenge-unknown"
    assert problem.location == Location("aarsrapport.xlsx", sheet="Anbefalinger", cell="F2")


def test_a_challenge_that_an_entry_named_is_told_at_the_entry() -> None:
    added = {"afsnit": "3.7", "id": "A2", "art": "tilføj", "overskrift": "Ny", "tekst": "x"}
    report = folded(
        base("U1", "A1"),
        {**added, "udfordring": "U8"},
        {"id": "A1", "art": "præciser", "udfordring": "A1"},
    )
    assert codes(report) == ["challenge-unknown"] * 2
    assert [problem.location.line for problem in report.problems] == [12, 11]


def test_a_recommendation_is_at_fault_once_its_challenge_is_taken_out() -> None:
    report = folded(base("U1", point("A1", challenge="U1")), {"id": "U1", "art": "fjern"})
    assert codes(report) == ["challenge-unknown"]


def test_all_faults_of_an_entry_are_told_at_once() -> None:
    report = folded(
        START,
        {"id": "U1", "art": "erstat", "før": "a b", "tekst": "a c", "overskrift": "x",
         "før_overskrift": "y", "lukker": ["2020-01-01/1/1"]},
    )  # fmt: skip
    assert codes(report) == ["closes-unknown", "change-conflict", "change-conflict"]


def test_words_quoted_from_the_draft_are_found_though_the_meeting_reworded_them() -> None:
    report = folded(
        START,
        {"id": "U1", "art": "erstat", "tekst": "Noget helt andet."},
        {"id": "U1", "art": "præciser", "input": "”tilbud til unge” skal uddybes"},
    )
    assert codes(report) == []
    assert "tilbud til unge" in TEXT


def test_a_number_no_report_counts_to_is_no_id() -> None:
    report = fold(START, meeting("2022-11-11", {**WORDED, "id": "U" + "9" * 5000}))
    assert codes(report) == ["block-unknown"]
