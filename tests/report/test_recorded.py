"""What a version records of the report is read back as it was, in the form it has always had."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report import ids
from reportgen.report.inputs import Status
from reportgen.report.json_file import Damaged
from reportgen.report.model import Block, Folded
from reportgen.report.recorded import RecordedBlock, RecordedPending, RecordedReport

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SECTIONS = st.sampled_from(["1.1", "3.6", "3.7", "4.2", "Bilag 1"])


def block(id_: str) -> st.SearchStrategy[RecordedBlock]:
    return st.builds(
        RecordedBlock,
        id=st.just(id_),
        heading=TEXT,
        text=TEXT,
        status=st.none() | st.sampled_from(list(map(str, Status))),
        challenge=TEXT,
        priority=TEXT,
        waiting=st.booleans(),
        addressee=TEXT,
        asked=TEXT,
        due=st.none() | st.dates(),
        sources=st.lists(TEXT, max_size=3).map(tuple),
    )


def rows(ids_of: list[str]) -> st.SearchStrategy[dict[str, tuple[RecordedBlock, ...]]]:
    by_row: dict[str, list[str]] = {}
    for id_ in ids_of:
        by_row.setdefault(ids.sequence_of(id_), []).append(id_)
    return st.fixed_dictionaries(
        {row: st.tuples(*map(block, known)) for row, known in by_row.items()}
    )


IDS = st.builds(ids.numbered, SECTIONS, st.integers(1, 99))
REPORTS = st.builds(
    RecordedReport,
    sections=st.dictionaries(TEXT, TEXT, max_size=3),
    blocks=st.lists(IDS, max_size=6, unique=True).flatmap(rows),
    pending=st.lists(
        st.builds(RecordedPending, TEXT, st.none() | TEXT, st.none() | TEXT, TEXT, TEXT),
        max_size=2,
    ).map(tuple),
)


@given(REPORTS)
def test_what_is_recorded_is_read_back(report: RecordedReport) -> None:
    assert RecordedReport.from_json(json.loads(json.dumps(report.to_json()))) == report


def test_a_block_is_a_list_that_ends_with_its_sources() -> None:
    point = Block("A1", "3.7", "Ordlyd", "Overskrift", Status.NEW, "U1", "høj")
    recorded = RecordedReport.of(Folded({"3.7": "Anbefalinger"}, {"3.7": (point,)}))
    assert recorded.to_json() == {
        "sections": {"3.7": "Anbefalinger"},
        "blocks": {"3.7": [["A1", "Overskrift", "Ordlyd", "ny", "U1", "høj", False]]},
        "pending": [],
    }
    with_sources = RecordedBlock("U1", "", "", sources=("Referat", "Nota"))
    of_two = RecordedReport(blocks={"3.6": (with_sources,)})
    assert of_two.to_json()["blocks"]["3.6"][0][7:] == ["Referat", "Nota"]


def test_a_record_without_a_report_is_an_empty_one() -> None:
    assert RecordedReport.from_json({}) == RecordedReport()


@pytest.mark.parametrize(
    "content",
    [
        *([], None, 7, "3.6", {"blokke": {}}),
        *({"sections": []}, {"sections": {"3.6": None}}, {"sections": {"3.6": 1}}),
        *({"blocks": []}, {"blocks": {"3.6": {}}}, {"blocks": {"3.6": ["U1"]}}),
        *({"pending": [1]}, {"pending": [["a", None, None, "b"]]}, {"pending": {}}),
        *({"blocks": {row: [["U1", "", ""]]}} for row in ("3.7", "3.6/", "", "Bilag 1/")),
        *({"blocks": {"3.6": [block]}} for block in ([], ["U1"], ["U1", ""], ["x", "", ""])),
        {"blocks": {"3.6": [["U1", "", "Tekst", "ukendt", "", "", False]]}},
        {"blocks": {"3.6": [["U1", "", "Tekst", "ny", "", "", "måske"]]}},
        {"blocks": {"3.6": [["U1", "", "Tekst", "ny", "", "", False, 3]]}},
        {"blocks": {"3.6": [["U1", "", "Et"], ["U1", "", "To"]]}},
        {"blocks": {"3.6": [["U1", True, "Tekst"]]}},
        {"blocks": {"3.6": [["U" + "9" * 5000, "", "Tekst"]]}},
    ],
    ids=repr,
)
def test_a_damaged_record_is_refused(content: object) -> None:
    with pytest.raises(Damaged):
        RecordedReport.from_json(content)
