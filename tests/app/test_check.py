"""`check`: every fault of every file at once, and `--fix`, which writes only what it says."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from reportgen.app import check as use_case
from reportgen.app.check import check
from reportgen.app.generate import generate
from reportgen.app.meetings.settling import EntryDecided, NothingToUndo, SaysOtherwise
from reportgen.app.new import new_year
from reportgen.problems.catalog import group_entries
from reportgen.report.recorded import RecordedReport
from reportgen.sources.minutes.putting_right import NoSuchPlace
from reportgen.sources.yaml.fill_in import CannotFillIn, ChangedMeanwhile
from tests.sources.entry_files import meeting_file
from tests.workspaces import ROOT, SmallYear, small_year

BY_HAND = """\
moede: {dato: 2024-03-01}
dagsorden:
  - nr: 2   # fra referatet
    titel: Årsrapport
    aarsrapport:
      - {afsnit: "3.6", pind: 2, art: erstat, tekst: "Vagter: et nyt ord"}
      - afsnit: "3.6"
        art: præciser
        input: Det gælder især om vinteren.
        overskrift: Nætter
        pind: 1 # den første
      - {afsnit: "3.7", art: tilføj, overskrift: Fælles vagt, tekst: Afsøg det.}
      - {afsnit: "3.1", pind: 1, art: bemærkning, input: Hvornår?}
      - afsnit: "4.2"
        pind: 2
        før:
        art: fjern"""

FILLED_IN = """\
moede: {dato: 2024-03-01}
dagsorden:
  - nr: 2   # fra referatet
    titel: Årsrapport
    aarsrapport:
      - {afsnit: "3.6", pind: 2, id: "U2", før: "Andet", art: erstat, tekst: "Vagter: et nyt ord"}
      - afsnit: "3.6"
        art: præciser
        input: Det gælder især om vinteren.
        overskrift: Nætter
        pind: 1 # den første
        id: "U1"
        før: "Det er svært at dække natten."
        før_overskrift: "Natten"
      - {afsnit: "3.7", id: "A1", art: tilføj, overskrift: Fælles vagt, tekst: Afsøg det.}
      - {afsnit: "3.1", pind: 1, id: "3.1/1", art: bemærkning, input: Hvornår?}
      - afsnit: "4.2"
        pind: 2
        id: "F2"
        før: "Fælles indkøb."
        art: fjern"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_fix_fills_in_what_entries_left_out(small: SmallYear, ends: str) -> None:
    small.meeting.write_bytes(BY_HAND.replace("\n", ends).encode())
    before = check(small.year).inputs
    assert {p.code for p in before.problems} == {"entry-without-id", "addition-without-id"}

    done = check(small.year, fix=True)

    assert small.meeting.read_bytes().decode() == FILLED_IN.replace("\n", ends)
    assert done.fixed == ("inputs/aeldre-og-sundhed/2024/moeder/2024-03-01.yaml",)
    assert done.inputs.problems == ()
    assert RecordedReport.of(done.inputs.folded) == RecordedReport.of(before.folded)
    assert check(small.year, fix=True).fixed == ()
    assert small.meeting.read_bytes().decode() == FILLED_IN.replace("\n", ends)


def test_without_fix_nothing_is_written(small: SmallYear) -> None:
    small.meeting.write_text(BY_HAND, encoding="utf-8")
    before = small.snapshot()
    assert check(small.year).fixed == ()
    assert small.snapshot() == before


def test_fix_writes_nothing_where_nothing_is_lacking(small: SmallYear) -> None:
    small.edit_meeting(
        "art: præciser, input", "art: præciser, før: Det er svært at dække natten., input"
    )
    before = small.snapshot()
    assert check(small.year, fix=True).fixed == ()
    assert small.snapshot() == before


@pytest.mark.parametrize("broken", ["workbook", "prose", "another meeting", "the meeting"])
def test_while_anything_is_at_fault_fix_writes_nothing(small: SmallYear, broken: str) -> None:
    # A point that could not be read makes `pind: 2` mean another one, for good.
    small.meeting.write_text(BY_HAND, encoding="utf-8")
    if broken == "workbook":
        small.year.workbook.write_bytes(b"Id;Tekst\n")
    elif broken == "prose":
        small.year.prose.write_text("## 9.9 Andet\nEn.\n", encoding="utf-8")
    elif broken == "another meeting":
        (small.year.meetings / "2024-02-01.yaml").write_text("moede: [", encoding="utf-8")
    else:
        small.edit_meeting("pind: 1 # den", "pind: 9 # den")
    before = small.snapshot()
    done = check(small.year, fix=True)
    assert done.inputs.has_errors
    assert done.fixed == ()
    assert small.snapshot() == before


def test_decided_changes_are_never_altered(small: SmallYear) -> None:
    small.meeting.write_text(BY_HAND, encoding="utf-8")
    small.decide(1, '- {afsnit: "3.6", pind: 1, art: erstat, tekst: Et helt andet sted}\n')
    before = (small.year.decided / "001.yaml").read_bytes()
    assert check(small.year, fix=True).fixed
    assert (small.year.decided / "001.yaml").read_bytes() == before


def test_each_pind_is_counted_in_the_draft_its_meeting_had(small: SmallYear) -> None:
    small.meeting.write_text(
        "moede: {dato: 2024-03-01}\ndagsorden:\n  - titel: A\n    aarsrapport:\n"
        '      - {afsnit: "3.6", pind: 1, art: fjern}\n'
        '      - {afsnit: "3.6", pind: 2, art: erstat, tekst: Ny}\n',
        encoding="utf-8",
    )
    (small.year.meetings / "2024-04-01.yaml").write_text(
        "moede: {dato: 2024-04-01}\ndagsorden:\n  - titel: B\n    aarsrapport:\n"
        '      - {afsnit: "3.6", pind: 1, art: erstat, tekst: Nyere}\n',
        encoding="utf-8",
    )
    assert len(check(small.year, fix=True).fixed) == 2
    assert 'pind: 2, id: "U2", før: "Andet"' in small.meeting.read_text(encoding="utf-8")
    later = (small.year.meetings / "2024-04-01.yaml").read_text(encoding="utf-8")
    assert 'pind: 1, id: "U2", før: "Ny"' in later


def test_a_file_saved_while_it_is_checked_is_left_alone(
    small: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.meeting.write_text(BY_HAND, encoding="utf-8")
    saved = BY_HAND.replace("et nyt ord", "et andet ord")
    monkeypatch.setattr(use_case, "read_whole", _reading_then_saving(small.meeting, saved))
    with pytest.raises(ChangedMeanwhile) as refused:
        check(small.year, fix=True)
    assert refused.value.problem.location.file == "2024-03-01.yaml"
    assert small.meeting.read_text(encoding="utf-8") == saved


def _reading_then_saving(path: Path, text: str) -> object:
    original = use_case.read_whole

    def read_year(*arguments: object, **options: object) -> object:
        inputs = original(*arguments, **options)  # type: ignore[arg-type]
        path.write_text(text, encoding="utf-8")
        return inputs

    return read_year


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> SmallYear:
    return small_year(tmp_path_factory.mktemp("check") / "mappe")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=meeting_file(names_points=True))
def test_however_a_file_is_laid_out_fixing_changes_nothing_in_the_report(
    year: SmallYear, made: tuple[bytes, int]
) -> None:
    year.meeting.write_bytes(made[0])
    before = check(year.year).inputs
    done = check(year.year, fix=True)
    if before.has_errors:
        assert done.fixed == ()
        assert year.meeting.read_bytes() == made[0]
        return
    assert RecordedReport.of(done.inputs.folded) == RecordedReport.of(before.folded)
    assert not {p.code for p in done.inputs.problems} & {"entry-without-id", "addition-without-id"}
    fixed = year.meeting.read_bytes()
    assert check(year.year, fix=True).fixed == ()
    assert year.meeting.read_bytes() == fixed


def test_all_faults_of_all_files_are_told_in_one_run(small: SmallYear) -> None:
    small.year.network_file.write_text(
        small.year.network_file.read_text(encoding="utf-8").replace("kortnavn", "kotrnavn"),
        encoding="utf-8",
    )
    small.edit_meeting("organisation: Bæk Kommune", "organisation: Bæck Kommune")
    small.edit_meeting("art: erstat", "art: erstatt")
    small.year.prose.write_text("## 9.9\nEn.\n", encoding="utf-8")
    small.decide(1, "- {id: U9, art: fjern}\n- {art: nej}\n")
    (small.year.meetings / "2024-05-01.yaml").write_bytes(b"moede: m\xf8de\n")
    shutil.copy(small.meeting, small.meeting.with_name("2024-03-01-b.yaml"))
    found = {(p.location.file, p.code) for p in check(small.year).inputs.problems}
    assert found >= {
        ("netvaerk.yaml", "key-misspelt"),
        ("netvaerk.yaml", "key-missing"),
        ("2024-03-01.yaml", "organisation-near-miss"),
        ("2024-03-01.yaml", "word-misspelt"),
        ("2024-03-01-b.yaml", "meeting-date-twice"),
        ("2024-05-01.yaml", "not-utf-8"),
        ("tekster.md", "section-unknown"),
        ("001.yaml", "block-unknown"),
        ("001.yaml", "word-unknown"),
    }


def test_missing_files_are_told_with_their_paths(small: SmallYear) -> None:
    small.year.network_file.unlink()
    small.year.prose.unlink()
    problems = [p for p in check(small.year).inputs.problems if p.code == "file-missing"]
    assert {p.values["path"] for p in problems} == {
        "inputs/aeldre-og-sundhed/netvaerk.yaml",
        "inputs/aeldre-og-sundhed/2024/tekster.md",
    }


def test_text_under_a_heading_that_shows_none_is_a_fault(small: SmallYear) -> None:
    tags = check(small.year).inputs.outline.tags
    sections = check(small.year).inputs.outline.sections
    silent = next(section for section in sections if "tekst" not in tags.get(section, ()))
    small.year.prose.write_text(f"## 1.1\nEn.\n## {silent}\nTo.\nTre.\n", encoding="utf-8")
    found = [p for p in check(small.year).inputs.problems if p.code == "prose-without-place"]
    assert [(p.location.line, p.values["section"]) for p in found] == [(4, silent)]


def test_a_planned_meeting_that_the_year_before_left_is_told_at_its_cell(
    small: SmallYear,
) -> None:
    generate(small.year, dt.date(2024, 11, 15))
    later = replace(small.year, year=2025)
    new_year(later)
    found = [p for p in check(later).inputs.problems if p.code == "wheel-from-last-year"]
    assert [(p.location.cell, p.values["year"]) for p in found] == [("A2", 2024)]


def test_every_code_of_these_files_is_met_in_a_test() -> None:
    tests = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("app", "desk", "sources")
        for path in (ROOT / "tests" / folder).rglob("test_*.py")
    )
    refusals = (
        *(CannotFillIn, ChangedMeanwhile),
        *(SaysOtherwise, EntryDecided, NothingToUndo, NoSuchPlace),
    )
    refused = {each.code for each in refusals if re.search(rf"raises\([^)]*{each.__name__}", tests)}
    assert [
        code
        for code in group_entries("meetings")
        if code not in refused and f'"{code}"' not in tests
    ] == []
