"""What is wrong in the files of a hearing round: told by `check`, each with its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportgen.app.check import check
from reportgen.app.generate import generate, read_sound
from reportgen.app.standing.status import status
from reportgen.hearing.responses import Way
from reportgen.problems import InputFaults
from reportgen.workspace import versions
from tests.app.hearing.rounds import AABY, BACK, BAEK, OEST, Hearing, hearing, of, reworded
from tests.cli.test_commands import answer, run

__all__ = ["hearing"]


def told(hearing: Hearing) -> set[tuple[str, str]]:
    """Codes and files of the errors that `check` lists."""
    problems = check(hearing.small.year).inputs.problems
    return {(p.code, p.location.file) for p in problems if p.severity.value == "error"}


@pytest.fixture
def collected(hearing: Hearing) -> Path:
    """The round's folder, once an answer was collected."""
    hearing.back("svar.docx", reworded(hearing.copies[BAEK], "svært", "umuligt"))
    return hearing.collect().round.folder


def test_a_sound_round_has_no_faults(hearing: Hearing, collected: Path) -> None:
    assert told(hearing) == set()


def write(text: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(text, encoding="utf-8") and None


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("file", "harm", "code"),
    [
        ("runde.yaml", write("runde: to"), "round-damaged"),
        ("udsendt/grundlag/v01.json", write("{"), "round-damaged"),
        ("udsendt/grundlag/v01.docx", gone, "round-damaged"),
        ("afsluttet.yaml", write("afsluttet: i går"), "round-damaged"),
        ("afsluttet.yaml", write("afsluttet: 2024-12-02T09:00:00\naendringer: 009.yaml\n"), ""),
        ("modtaget/001.yaml", write("fil: ["), "round-damaged"),
        ("modtaget/001_svar.docx", write("x"), "received-altered"),
        ("modtaget/001_svar.docx", gone, "received-altered"),
        ("svar/01_samling.json", write("[]"), "round-damaged"),
    ],
)
def test_a_damaged_file_of_the_round_is_listed_by_its_name(
    hearing: Hearing, collected: Path, file: str, harm: Callable[[Path], None], code: str
) -> None:
    harm(collected / file)
    assert told(hearing) == {(code or "round-changes-missing", f"hoering/1/{file}")}
    exit_code, said = answer(hearing.small, "check")
    assert exit_code == 1
    assert [p["location"] for p in said["problems"] if p["severity"] == "error"] == [
        f"hoering/1/{file}"
    ]
    # No damage keeps anybody from seeing where the year stands.
    assert run(hearing.small, "status").exit_code == 0


def test_what_status_and_the_other_commands_stop_at_check_lists_the_same(
    hearing: Hearing, collected: Path
) -> None:
    (collected / "runde.yaml").write_text("x", encoding="utf-8")
    with pytest.raises(InputFaults) as faults:
        read_sound(hearing.small.year)
    stopped = {(p.code, p.location.file) for p in faults.value.problems}
    seen = {
        (p.code, p.location.file) for p in status(hearing.small.year, BACK.date()).inputs.problems
    }
    assert stopped == seen
    assert told(hearing) <= stopped


def test_a_decision_that_cannot_be_read_is_listed_by_its_cell(
    hearing: Hearing, collected: Path
) -> None:
    path = collected / "svar" / "01_hoeringssvar.xlsx"
    book = load_workbook(path)
    page = book["Svar"]
    at = {cell.value: cell.column for cell in page[1]}
    page.cell(2, at["Imødekommet"]).value = "måske"
    book.save(path)
    problems = check(hearing.small.year).inputs.problems
    (fault,) = (p for p in problems if p.severity.value == "error")
    assert fault.code == "hearing-outcome-unknown"
    location = answer(hearing.small, "check")[1]["problems"][-1]["location"]
    assert location == "01_hoeringssvar.xlsx, Svar!F2"
    page.cell(2, at["Imødekommet"]).value = "delvist"
    book.save(path)
    assert told(hearing) == {("hearing-wording-missing", "01_hoeringssvar.xlsx")}
    page.cell(2, at["Imødekommet"]).value = "nej"
    book.save(path)
    assert told(hearing) == set()


def test_the_decisions_of_a_round_that_is_closed_are_nobodys_errors(
    hearing: Hearing, collected: Path
) -> None:
    hearing.apply(base_stays=True)
    (collected / "svar" / "01_hoeringssvar.xlsx").write_bytes(b"x")
    assert told(hearing) == set()


def test_a_version_that_lies_in_the_parties_folders_alone_keeps_its_number(
    hearing: Hearing,
) -> None:
    year = hearing.small.year
    (found,) = year.hearing.iterdir()
    for folder in (year.outputs, year.archived, found / "udsendt" / "grundlag"):
        shutil.rmtree(folder, ignore_errors=True)
    assert not list((found / "udsendt").glob("*_v01_*"))
    assert versions.highest(year) == 1


def test_an_answer_to_an_earlier_round_is_set_aside_with_its_party_and_what_to_do(
    hearing: Hearing,
) -> None:
    year = hearing.small.year
    late = reworded(hearing.copies[OEST], "svært", "umuligt")
    hearing.answer(BAEK, None)
    hearing.apply(base_stays=True)
    assert generate(year, BACK.date()).record.stage == "endelig"
    code, _ = answer(hearing.small, "hearing", "open", "--deadline", "2099-01-01", "--with-pending")
    assert code == 0
    hearing.back("for sent.docx", late)
    told = run(hearing.small, "hearing", "collect", str(hearing.inbox)).stderr
    assert "1 fil er lagt til side" in told
    assert f"({OEST})" in told
    code, said = answer(hearing.small, "hearing", "collect", str(hearing.inbox))
    (aside,) = (r for r in said["responses"] if r["status"] == "set_aside")
    assert (aside["party"], aside["reason"], aside["round"]) == (OEST, "received-other-round", 2)
    assert said["edits"] == []
    (sheet,) = (f for f in said["files"] if f.endswith("hoeringssvar.xlsx"))
    cells = [
        str(cell)
        for row in load_workbook(hearing.small.root / sheet)["Svar"].values
        for cell in row
    ]
    assert OEST in cells
    assert any("runde 1" in cell and "hearing answer" in cell for cell in cells)
    assert "hoeringssvar.xlsx" in run(hearing.small, "status").stdout
    # It must be decided before the round can be closed, like everything else that came.
    assert run(hearing.small, "hearing", "apply").exit_code == 3
    result = hearing.collect().result
    assert of(hearing.collect(), AABY).way is Way.MISSING
    assert [each.party for each in result.set_aside] == [OEST]
