"""The archive as people look at it: what changed from step to step, and versions laid beside."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.app.archived import (
    archived_networks,
    differences,
    hand_out,
    handed_out,
    steps,
    verify,
    version_of,
)
from reportgen.app.documents import What
from reportgen.app.generate import generate
from reportgen.archive.refusals import NoSuchObject, NoSuchVersion
from reportgen.problems import has_errors
from reportgen.workspace.places import Year
from tests.cli.test_commands import answer
from tests.workspaces import SmallYear

LAID = "outputs/gendannet/aeldre-og-sundhed_2024_v01"


@pytest.fixture
def two(small: SmallYear) -> SmallYear:
    """A year with two versions: a point reworded, a paragraph added."""
    generate(small.year, dt.date(2024, 11, 12))
    small.edit_meeting("Noget helt nyt.", "Noget endnu nyere.")
    text = small.year.prose.read_text("utf-8")
    small.year.prose.write_text(f"{text}\nOg en gang til.\n", "utf-8")
    generate(small.year, dt.date(2024, 11, 14))
    return small


def test_each_version_tells_what_changed_since_the_one_before(two: SmallYear) -> None:
    found, problems = steps(two.year)
    assert problems == ()
    told = [(step.version.version, step.changed) for step in found]
    assert told == [("v02", {"replace": 1, "add": 1}), ("v01", None)]
    (network,) = archived_networks(two.year.workspace)
    assert (network.name, network.years) == ("Ældre og Sundhed", (2024,))


def test_two_versions_differ_as_the_command_says(two: SmallYear) -> None:
    found = differences(version_of(two.year, "v01"), version_of(two.year))
    said = answer(two, "archive", "diff", "v01", "v02")[1]["changes"]
    assert found == [each for each in said if each["kind"] != "same"]


def test_a_version_is_laid_beside_the_year_and_nothing_of_the_year_is_touched(
    two: SmallYear,
) -> None:
    before = two.snapshot()
    done = hand_out(two.year, "v01")
    assert done.folder == two.root / LAID
    assert {each.what for each in done.files} == {What.VERSION, What.WORKBOOK}
    after = two.snapshot()
    assert {path: after[path] for path in before} == before
    laid = (two.root / LAID / "inputs/aeldre-og-sundhed/2024/tekster.md").read_text("utf-8")
    assert "Og en gang til." not in laid
    assert generate(two.year, dt.date(2024, 11, 14)).unchanged


def test_a_version_is_laid_out_once_and_again_only_where_somebody_worked_in_it(
    two: SmallYear,
) -> None:
    first = hand_out(two.year, "v01")
    assert hand_out(two.year, "v01") == first
    (report,) = (each.path for each in first.files if each.what is What.VERSION)
    report.write_bytes(b"mine egne ord")
    again = hand_out(two.year, "v01")
    assert again.folder.name.endswith("_v01_2")
    assert report.read_bytes() == b"mine egne ord"
    assert [(each.version, each.again) for each in handed_out(two.year.workspace)] == [
        ("v01", ""),
        ("v01", "2"),
    ]


def test_what_is_not_archived_is_refused_and_nothing_is_laid_out(two: SmallYear) -> None:
    with pytest.raises(NoSuchVersion):
        hand_out(two.year, "v09")
    with pytest.raises(NoSuchObject):
        hand_out(Year(two.year.workspace, two.year.network, 1999), "v01")
    assert not (two.root / "outputs/gendannet").exists()


def test_the_archive_is_sound_until_a_byte_of_it_is_another(two: SmallYear) -> None:
    assert verify(two.year.workspace) == verify(two.year.workspace)
    assert (verify(two.year.workspace).years, verify(two.year.workspace).problems) == (1, ())
    kept = next((two.root / "arkiv").rglob("tekster.md"))
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes() + b"!")
    assert has_errors(verify(two.year.workspace).problems)
