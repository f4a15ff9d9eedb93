"""What a version records of the report is read back as it was, in the form it has always had."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.inputs import Status
from reportgen.report.model import Block, Folded
from reportgen.report.recorded import RecordedBlock, RecordedPending, RecordedReport

TEXT = st.text(max_size=8)
BLOCKS = st.builds(
    RecordedBlock,
    id=TEXT,
    heading=TEXT,
    text=TEXT,
    status=st.none() | TEXT,
    challenge=TEXT,
    priority=TEXT,
    waiting=st.booleans(),
    sources=st.lists(TEXT, max_size=3).map(tuple),
)
REPORTS = st.builds(
    RecordedReport,
    sections=st.dictionaries(TEXT, TEXT, max_size=3),
    blocks=st.dictionaries(TEXT, st.lists(BLOCKS, max_size=3).map(tuple), max_size=3),
    pending=st.lists(
        st.builds(RecordedPending, TEXT, st.none() | TEXT, st.none() | TEXT, TEXT, TEXT),
        max_size=2,
    ).map(tuple),
)


@given(REPORTS)
def test_what_is_recorded_is_read_back(report: RecordedReport) -> None:
    assert RecordedReport.from_json(json.loads(json.dumps(report.to_json()))) == report


def test_a_block_is_a_list_that_ends_with_its_sources() -> None:
    block = Block("A1", "3.7", "Ordlyd", "Overskrift", Status.NEW, "U1", "høj")
    recorded = RecordedReport.of(Folded({"3.7": "Anbefalinger"}, {"3.7": (block,)}))
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
    "content", [{"blocks": []}, {"blocks": {"3.6": [["U1"]]}}, {"pending": [1]}]
)
def test_a_damaged_record_is_refused(content: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError, AttributeError)):
        RecordedReport.from_json(content)
