"""The sample network that comes with the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.app.year import YearInputs, read_year
from reportgen.report.model import Fate
from reportgen.workspace.places import Workspace, Year

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sample() -> YearInputs:
    return read_year(Year(Workspace.at(ROOT), "boern-og-unge", 2022))


def test_sample_has_nothing_to_complain_of_at_its_meeting_network_and_workbook(
    sample: YearInputs,
) -> None:
    assert sample.problems == ()


def test_every_input_of_the_sample_meeting_is_in_the_report_or_still_open(
    sample: YearInputs,
) -> None:
    meeting = [ref for ref in sample.folded.fates if ref.startswith("2022-11-11/")]
    said = sum(len(item.entries) for file in sample.meetings for item in file.meeting.agenda)
    assert len(meeting) == said
    assert Fate.FAULT not in sample.folded.fates.values()


def test_every_recommendation_of_the_sample_has_a_source(sample: YearInputs) -> None:
    recommendations = sample.folded.blocks["3.7"]
    assert recommendations
    assert all(block.sources for block in recommendations)


def test_sample_says_of_every_key_figure_that_it_is_made_up(sample: YearInputs) -> None:
    assert {figure.source for figure in sample.workbook.figures} == {
        "Konstruerede tal til eksemplet"
    }
