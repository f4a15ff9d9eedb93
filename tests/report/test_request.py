"""What a recommendation asks: told in a line, traced, kept by records of any age."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.report.folding.fold import fold
from reportgen.report.inputs import PointRow
from reportgen.report.model import Base
from reportgen.report.recommendations.request import is_complete, request
from reportgen.report.recorded import RecordedReport
from reportgen.report.trace import block_steps
from tests.report.builders import folded

DUE = dt.date(2023, 6, 1)
ROW = PointRow(
    "A1",
    "Fælles vagt",
    "Del vagten.",
    source="Møde",
    addressee="styregruppen",
    asked="at dele vagten.",
    due=DUE,
    sheet="Anbefalinger",
    cells={"Tekst": "C2"},
)
BASE = Base({"3.6": "Udfordringer", "3.7": "Anbefalinger"}, (ROW,))


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (ROW, "Til styregruppen · bedes beslutte at dele vagten · inden 1. juni 2023"),
        (PointRow("A1", "", asked="dele vagten"), "Bedes beslutte at dele vagten"),
        (PointRow("A1", "", asked="at: dele"), "Bedes beslutte at dele"),
        (PointRow("A1", "", addressee="Til: K17"), "Til K17"),
        (PointRow("A1", "", asked="om den skal deles?"), "Bedes beslutte, om den skal deles?"),
        (
            PointRow("A1", "", addressee="K17", asked="at hvem der gør hvad"),
            "Til K17 · bedes beslutte, hvem der gør hvad",
        ),
        (PointRow("A1", "", asked="omlægge vagten"), "Bedes beslutte at omlægge vagten"),
        (PointRow("A1", "", asked="hverve flere"), "Bedes beslutte at hverve flere"),
        (PointRow("A1", "", due=DUE), "Inden 1. juni 2023"),
        (PointRow("A1", ""), ""),
    ],
)
def test_a_request_is_one_line_of_what_is_said(row: PointRow, line: str) -> None:
    assert request(row) == line


def test_it_is_complete_with_an_addressee_and_a_decision() -> None:
    assert is_complete(ROW)
    assert not is_complete(PointRow("A1", "", addressee="styregruppen", asked="at."))
    assert not is_complete(PointRow("A1", "", asked="dele vagten", due=DUE))


def test_an_entry_changes_the_field_it_names_and_no_other() -> None:
    block = folded(BASE, {"afsnit": "3.7", "id": "A1", "art": "præciser", "til": "K17"}).find("A1")
    assert block is not None
    assert (block.addressee, block.asked, block.due) == ("K17", ROW.asked, DUE)
    assert block.text == ROW.text


def test_a_request_of_what_is_no_recommendation_does_nothing_and_is_told() -> None:
    added = {"afsnit": "3.6", "id": "U1", "art": "tilføj", "overskrift": "Vagt", "tekst": "Svært."}
    found = folded(BASE, {**added, "til": "K17"})
    assert [(p.code, p.values["keys"]) for p in found.problems] == [("keys-unused", "til")]


def test_the_base_is_traced_with_what_it_asks() -> None:
    (step,) = block_steps(fold(BASE, ()), (), "A1") or ()
    assert (step["til"], step["beslutning"], step["frist"]) == (
        "styregruppen",
        "at dele vagten.",
        "2023-06-01",
    )


def test_a_record_from_before_asks_nothing_and_reads_as_it_did() -> None:
    blocks = {"3.7": [["A1", "Vagt", "Del den.", "ny", "", "", False, "Møde"]]}
    old = {"sections": {"3.7": "Anbefalinger"}, "blocks": blocks, "pending": []}
    read = RecordedReport.from_json(old)
    assert request(read.blocks["3.7"][0]) == ""
    assert read.to_json() == old
