"""Rows of tables, from a member's copy to the consolidated document and into the workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl import load_workbook

from reportgen.app.hearing.collecting import Collected
from reportgen.app.year import read_year
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.workspace import answer_sets
from tests.app.hearing.rounds import AABY, BACK, BAEK, OEST, Hearing, hearing
from tests.editors.libreoffice import LibreOffice
from tests.editors.tables import TableCopy
from tests.programs import findings, needs_validator
from tests.word.redline_plans import only, read

__all__ = ["hearing"]

NEW = "Bæk Kommune | Eva Ny | Medlem | eva@baek.example"


def edited(hearing: Hearing, party: str, *, tracked: bool) -> TableCopy:
    copy = TableCopy(hearing.copies[party], party)
    copy.tracking = tracked
    return copy


def answered(hearing: Hearing) -> Collected:
    """Åby adds a member and fills in a figure; Bæk does the same, and takes a row out."""
    one = edited(hearing, AABY, tracked=True)
    one.add_row(one.row("Bo Chef"), NEW.split(" | "))
    hearing.back("aaby.docx", one.save())
    other = edited(hearing, BAEK, tracked=False)
    other.add_row(other.row("Bo Chef"), NEW.split(" | "))
    other.delete_row(other.row("Region Øst", "302"))
    other.delete_row(other.row("Ida Chef"))
    hearing.back("baek.docx", other.save())
    return hearing.collect()


def document_of(collected: Collected) -> Path:
    (path,) = (p for p in collected.paths if p.name.endswith(answer_sets.DOCUMENT))
    return path


def lines(data: bytes) -> list[str]:
    return [each.plain for each in read(data).document.paragraphs if each.plain.strip()]


def test_a_row_by_two_is_one_row_of_the_sheet_and_each_is_told_in_words(hearing: Hearing) -> None:
    collected = answered(hearing)
    assert {row.after: row.party for row in collected.rows if row.after == NEW} == {
        NEW: "Åby Kommune; Bæk Kommune"
    }
    gone = {row.before: row.after for row in collected.rows if row.after == "(udgår)"}
    assert gone.keys() == {
        "Region Øst | 300 | 301 | 302 | +1 | +0,3",
        "Region Øst | Ida Chef | Medlem | chef@oest.example",
    }
    assert {response.edits for response in collected.result.responses} == {0, 1, 3}


def test_accepted_rows_are_written_into_the_workbook_and_each_cell_is_told(
    hearing: Hearing,
) -> None:
    hearing.decide(answered(hearing), rest="ja")
    applied = hearing.apply()
    assert applied.is_done
    told = {(p.location.sheet, p.location.cell) for p in applied.problems}
    assert {("Medlemmer", f"{column}5") for column in "ABCD"} <= told
    assert {("Nøgletal", f"E{row}") for row in (8, 9, 10)} <= told
    book = load_workbook(hearing.small.year.workbook)
    assert [cell.value for cell in book["Medlemmer"][5]][:4] == [
        "Eva Ny",
        "Bæk Kommune",
        "Medlem",
        "eva@baek.example",
    ]
    assert book["Medlemmer"]["F4"].value == dt.datetime.combine(BACK.date(), dt.time())
    assert [book["Nøgletal"][f"E{row}"].value for row in (7, 8, 9, 10)] == [202, None, None, None]
    inputs = read_year(hearing.small.year)
    assert not inputs.has_errors
    assert "Region Øst" not in {figure.organisation for figure in inputs.workbook.figures}
    assert "Skal rettes" not in str(applied.changes)


def test_rows_that_are_not_met_leave_the_workbook_as_it_was(hearing: Hearing) -> None:
    before = hearing.small.year.workbook.read_bytes()
    hearing.decide(answered(hearing), rest="nej")
    assert hearing.apply().is_done
    assert hearing.small.year.workbook.read_bytes() == before


@needs_validator
def test_the_consolidated_document_with_rows_is_sound(hearing: Hearing) -> None:
    assert not findings(document_of(answered(hearing)))


def test_libreoffice_accepts_the_rows_of_a_party_and_rejects_the_rest(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    path = document_of(answered(hearing))
    together = path.read_bytes()
    copy = edited(hearing, BAEK, tracked=False)
    copy.add_row(copy.row("Bo Chef"), NEW.split(" | "))
    copy.delete_row(copy.row("Region Øst", "302"))
    copy.delete_row(copy.row("Ida Chef"))
    accepted = libreoffice.edit(only(together, BAEK), ("accept_all",))
    assert lines(accepted) == lines(copy.save())
    rejected = libreoffice.edit(together, ("reject_all",))
    assert lines(rejected) == lines(hearing.copies[OEST])


def test_rows_accepted_in_the_consolidated_document_are_decided(
    hearing: Hearing, libreoffice: LibreOffice
) -> None:
    collected = answered(hearing)
    path = document_of(collected)
    path.write_bytes(libreoffice.edit(path.read_bytes(), ("accept_all",)))
    applied = hearing.apply()
    assert applied.is_done
    assert applied.outcomes == {Outcome.YES.value: 3}
    assert load_workbook(hearing.small.year.workbook)["Medlemmer"]["A5"].value == "Eva Ny"
