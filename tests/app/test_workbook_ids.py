"""Rows without an id: all else that is wrong with them is told, and `--fix` gives them one."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest

from reportgen.app.check import Checked, check
from reportgen.app.generate import generate
from tests.workspaces import SmallYear

SOURCE = "Møde"


def write(small: SmallYear, sheet: str, **cells: object) -> None:
    book = openpyxl.load_workbook(small.year.workbook)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(small.year.workbook)


def told(done: Checked) -> list[tuple[str, str]]:
    return [(p.code, f"{p.location.sheet}!{p.location.cell}") for p in done.inputs.problems]


def right(done: Checked) -> dict[str, object]:
    return {
        p.location.cell: p.values["right"]
        for p in done.inputs.problems
        if p.code == "workbook-id-missing"
    }


def test_every_fault_of_a_row_without_an_id_is_told(small: SmallYear) -> None:
    row = {"B9": "Ny", "C9": "Tekst", "D9": "U77", "E9": "måske", "F9": SOURCE}
    write(small, "Anbefalinger", **row)
    assert set(told(check(small.year))) >= {
        ("workbook-id-missing", "Anbefalinger!A9"),
        ("workbook-status-unknown", "Anbefalinger!E9"),
        ("challenge-unknown", "Anbefalinger!D9"),
    }


@pytest.mark.parametrize("id_", ["A 9", "U1", "a9"])
def test_every_fault_of_a_row_with_a_wrong_id_is_told(small: SmallYear, id_: str) -> None:
    write(small, "Anbefalinger", A9=id_, B9="Ny", C9="T", D9="U77", E9="ny", F9=SOURCE)
    assert ("challenge-unknown", "Anbefalinger!D9") in told(check(small.year))


def test_a_figure_whose_value_cannot_be_read_is_still_held_against_the_year(
    small: SmallYear,
) -> None:
    write(small, "Nøgletal", D2=2031, E2="mange")
    assert set(told(check(small.year))) >= {
        ("workbook-number-unreadable", "Nøgletal!E2"),
        ("figure-after-year", "Nøgletal!D2"),
    }


def test_fix_writes_one_cell_a_row_and_nothing_else(small: SmallYear) -> None:
    write(small, "Udfordringer", B7="Uden", C7="Ny", D7="ny", E7=SOURCE)
    write(small, "Fokusområder", B8="Uden", C8="Ny", E8="ny", F8=SOURCE)
    before = parts(small.year.workbook)
    expected = check(small.year).inputs.workbook.missing_ids
    done = check(small.year, fix=True)
    assert dict(done.cells) == dict(expected)
    assert [cell for cell, _ in done.cells] == ["Udfordringer!A7", "Fokusområder!A8"]
    assert done.fixed[0] == small.year.workspace.relative(small.year.workbook)
    assert not [code for code, _ in told(done) if code.startswith("workbook-id")]
    after = parts(small.year.workbook)
    changed = {name for name in after if after[name] != before[name]}
    # The part that lists the sheets asks Excel to reckon anew.
    sheets = {"xl/worksheets/sheet2.xml", "xl/worksheets/sheet4.xml"}
    assert changed - {"xl/workbook.xml"} == sheets
    assert check(small.year, fix=True).cells == ()


def test_fix_gives_ids_while_other_faults_stand(small: SmallYear) -> None:
    write(small, "Udfordringer", B7="Uden", C7="Ny", D7="måske", E7=SOURCE)
    small.year.prose.write_text("## 9.9 Andet\nEn.\n", encoding="utf-8")
    done = check(small.year, fix=True)
    assert done.inputs.has_errors
    assert [cell for cell, _ in done.cells] == ["Udfordringer!A7"]


@pytest.mark.parametrize("text", ["{afsnit: '3.6', id: U40, art: tilføj", "id: U40\n- moede: ["])
def test_ids_that_minutes_have_taken_are_not_given_twice(small: SmallYear, text: str) -> None:
    write(small, "Udfordringer", B7="Uden", C7="Ny", D7="ny", E7=SOURCE)
    if "[" in text:  # a file that cannot be read as it is
        small.meeting.write_text(text, encoding="utf-8")
    else:
        small.meeting.write_text(
            "moede: {dato: 2024-03-01}\\ndagsorden:\\n  - titel: A\\n    aarsrapport:\\n"
            f"      - {text}, overskrift: N, tekst: Ny.}}\\n".replace("\\n", "\n"),
            encoding="utf-8",
        )
    assert right(check(small.year)) == {"A7": "U41"}


def test_an_id_that_an_earlier_version_showed_is_not_given_again(small: SmallYear) -> None:
    write(small, "Udfordringer", A7="U9", B7="Kort", C7="Ny", D7="ny", E7=SOURCE)
    generate(small.year, dt.date(2024, 11, 15))
    write(small, "Udfordringer", A7=None)
    assert right(check(small.year)) == {"A7": "U10"}


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
