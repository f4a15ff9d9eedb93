"""What the desk keeps of a year that it has read is always what the files say."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.app.check import check
from reportgen.app.extracts.recommendations import recommendations
from reportgen.app.generate import generate
from reportgen.app.publication import publication
from reportgen.app.standing.status import status
from reportgen.app.year import read_meetings, read_year
from reportgen.desk.readings import Readings
from reportgen.problems import InputFaults
from reportgen.sources.workbook import read as workbook_reader
from reportgen.workspace.files import is_left_behind
from reportgen.workspace.places import Year
from tests.app.hearing.rounds import AABY, POINT, Hearing, hearing, reworded
from tests.workspaces import ROOT, SmallYear

__all__ = ["hearing"]

TODAY = dt.date(2024, 12, 3)
Read = Callable[[], object]


@pytest.fixture
def whole(hearing: Hearing) -> SmallYear:
    """A year with everything that a page is made from: an answer, an earlier year, an archive."""
    small = hearing.small
    hearing.back("svar.docx", reworded(hearing.copies[AABY], POINT, "Om natten er det svært."))
    hearing.collect()
    shutil.copytree(ROOT / "templates", small.root / "templates", dirs_exist_ok=True)
    earlier = small.year.inputs.parent / "2023"
    shutil.copytree(small.year.inputs, earlier, ignore=shutil.ignore_patterns("hoering", "moeder"))
    generate(Year(small.year.workspace, small.year.network, 2023), TODAY)
    return small


def readers(readings: Readings, year: Year) -> dict[str, tuple[Read, Read]]:
    """What the desk gives of a year, and the same read anew."""
    network = year.workspace, year.network
    return {
        "inputs": (lambda: readings.of(year), lambda: read_year(year)),
        "meetings": (lambda: readings.meetings(year), lambda: read_meetings(year)),
        "status": (lambda: readings.status(year, TODAY)[1], lambda: status(year, TODAY)),
        "checked": (lambda: readings.checked(year)[1], lambda: check(year).inputs),
        "publication": (
            lambda: readings.publication(year, TODAY)[1],
            lambda: publication(year, TODAY),
        ),
        "recommendations": (
            lambda: readings.recommendations(year, TODAY)[1],
            lambda: recommendations(*network, TODAY),
        ),
    }


def outcome(read: Read) -> object:
    """What a reading comes to."""
    try:
        return read()
    except InputFaults as faults:
        return faults.problems


def assert_new(readings: Readings, year: Year, after: str) -> None:
    for name, (kept, anew) in readers(readings, year).items():
        assert outcome(kept) == outcome(anew), f"{name} after {after}"


def test_whatever_file_is_changed_what_is_shown_is_what_it_says_now(whole: SmallYear) -> None:
    readings = Readings()
    assert_new(readings, whole.year, "the start")
    everything = [
        path
        for path in sorted(whole.root.rglob("*"))
        if path.is_file() and not is_left_behind(path.name)
        # what is archived never changes; `verify` looks at it
        if "content" not in path.relative_to(whole.root).parts
    ]
    assert {"arkiv", "inputs", "outputs", "templates"} == {
        path.relative_to(whole.root).parts[0] for path in everything
    }
    for path in everything:
        data, name = path.read_bytes(), path.relative_to(whole.root).as_posix()
        path.unlink()
        assert_new(readings, whole.year, f"{name} was deleted")
        path.write_bytes(b"")
        assert_new(readings, whole.year, f"{name} was emptied")
        path.write_bytes(data)
    assert_new(readings, whole.year, "all was put back")


def test_what_is_unchanged_is_not_read_again(whole: SmallYear) -> None:
    readings = Readings()
    kept = {name: kept() for name, (kept, _) in readers(readings, whole.year).items()}
    for name, (again, _) in readers(readings, whole.year).items():
        assert again() is kept[name]


def test_a_day_later_it_is_told_as_of_that_day(whole: SmallYear) -> None:
    readings, later = Readings(), TODAY + dt.timedelta(days=400)
    readings.recommendations(whole.year, TODAY)
    assert readings.recommendations(whole.year, later)[1].today == later
    assert readings.status(whole.year, later)[1] == status(whole.year, later)


def test_of_a_year_only_the_file_that_was_changed_is_parsed_anew(
    whole: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    parts = workbook_reader.WorkbookParts

    def noted(*given: Any) -> object:
        opened.append(1)
        return parts(*given)

    readings = Readings()
    readings.of(whole.year)
    monkeypatch.setattr(workbook_reader, "WorkbookParts", noted)
    write(whole.year.prose, whole.year.prose.read_text(encoding="utf-8") + "\nMere om året.\n")
    assert any("Mere om året" in line.text for line in readings.of(whole.year).prose)
    assert not opened
    whole.write_workbook(members=())
    assert not readings.of(whole.year).workbook.members
    assert opened


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
