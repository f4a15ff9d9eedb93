"""Every fault of the catalogue is provoked, and said in both languages, as the files in
`cases/` show it.

A case is added in three lines: in `cases/GROUP.txt` the code (``## date-not-iso``), what is done
(``moeder/2024-03-01.yaml: dato: 2024-03-01 => dato: 1. marts 2024``) and the command that finds
it (``$ reportgen check``). Then `python -m tests.problems.rewrite GROUP` writes what the program
says under it, for you to read and the diff to show. `tests.problems.case_files` tells all the
steps there are; what is no text is made by a function in `tests/problems/builders`. The fault comes
from the program run on that input, never from a problem made for the test.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.problems.catalog import GROUPS, group_entries
from tests.problems.builders import load_builders
from tests.problems.case_files import CASES, Case, read_cases
from tests.problems.running import said_of
from tests.problems.starts import Starts

load_builders()

GUARDS = {"entry-named-twice"}
"""Codes that no input brings about, since those who read it see to that; the fold, which is a
pure function of any changes, answers with them all the same (`tests/report`)."""


@pytest.fixture(scope="session")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Starts:
    """The workspaces that cases begin with."""
    return Starts(tmp_path_factory.mktemp("starts"))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{group}.txt:{case.line} {case.code}")
        for group in GROUPS
        for case in read_cases(group)
    ],
)
def test_a_fault_is_said_as_its_case_shows(case: Case, starts: Starts, tmp_path: Path) -> None:
    said = said_of(case, starts, tmp_path / "mappe")
    assert case.says(said), f"the program says:\n{said}"


@pytest.mark.parametrize("group", GROUPS)
def test_every_code_has_a_case(group: str) -> None:
    assert group_entries(group).keys() - {case.code for case in read_cases(group)} <= GUARDS


def test_every_case_stands_with_its_group() -> None:
    assert {path.stem for path in CASES.glob("*")} <= set(GROUPS)
    for group in GROUPS:
        assert {case.code for case in read_cases(group)} <= group_entries(group).keys()
