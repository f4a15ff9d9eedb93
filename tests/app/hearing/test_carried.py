"""Decisions that are only half made: carried over whole by every later collect."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportgen.app.hearing.collecting import Collected
from reportgen.problems import InputFaults
from tests.app.hearing.rounds import AABY, BAEK, OEST, Hearing, hearing, reworded

__all__ = ["hearing"]

COLUMNS = ("Imødekommet", "Ny ordlyd", "Sekretariatets vurdering", "Begrundelse")
Cells = tuple[str | None, ...]

HALF_MADE: dict[str, Cells] = {
    "partly without its wording": ("delvist", None, "Vi er enige i retningen.", "Skal afklares."),
    "a wording without a decision": (None, "Det er ofte svært.", "Forslag til ordlyd.", None),
    "a wording beside a no": ("nej", "Det er ofte svært.", None, "Ikke drøftet i netværket."),
    "an assessment alone": (None, None, "Drøftes på næste møde.", None),
    "a reason alone": (None, None, None, "Fordi det\nikke er alle."),
}


def typed(path: Path) -> dict[str, Cells]:
    """What stands in the columns for the secretariat, by the row's id."""
    page = load_workbook(path)["Svar"]
    at = {cell.value: cell.column - 1 for cell in page[1]}
    return {
        row[at["Id"]]: tuple(row[at[name]] or None for name in COLUMNS)
        for row in page.iter_rows(min_row=2, values_only=True)
    }


def write(path: Path, id_: str, cells: Cells) -> None:
    book = load_workbook(path)
    page = book["Svar"]
    at = {cell.value: cell.column for cell in page[1]}
    (row,) = (r for r in range(2, page.max_row + 1) if page.cell(r, at["Id"]).value == id_)
    for name, said in zip(COLUMNS, cells, strict=True):
        page.cell(row, at[name]).value = said
    book.save(path)


def late(hearing: Hearing) -> Collected:
    """One more answer, about something else."""
    hearing.back("sent.docx", reworded(hearing.copies[OEST], "mødtes én", "mødtes to"))
    return hearing.collect()


@pytest.mark.parametrize("cells", HALF_MADE.values(), ids=HALF_MADE)
def test_every_word_of_a_half_made_decision_is_carried_over(hearing: Hearing, cells: Cells) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    first = hearing.collect()
    (row,) = first.rows
    write(first.paths[0], row.id, cells)
    second = late(hearing)
    assert second.paths[0].name == "02_hoeringssvar.xlsx"
    carried = typed(second.paths[0])
    assert carried.pop(row.id) == cells
    assert list(carried.values()) == [(None,) * 4]
    # And once more, from the second set to a third.
    hearing.back("x.docx", reworded(hearing.copies[BAEK], "Noget helt", "Noget ganske"))
    assert typed(hearing.collect().paths[0])[row.id] == cells


def test_both_sides_of_a_conflict_that_are_met_are_carried_over_and_told_at_the_end(
    hearing: Hearing,
) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "svært", "besværligt"))
    first = hearing.collect()
    sides = [row.id for row in first.rows]
    assert len(sides) == 2
    write(first.paths[0], sides[0], ("ja", None, "God ordlyd.", "Enighed i netværket."))
    write(first.paths[0], sides[1], ("ja", None, "Også god.", None))
    second = late(hearing)
    carried = typed(second.paths[0])
    assert carried[sides[0]] == ("ja", None, "God ordlyd.", "Enighed i netværket.")
    assert carried[sides[1]] == ("ja", None, "Også god.", None)
    before = hearing.small.snapshot()
    stopped = hearing.apply()
    assert not stopped.is_done
    assert [p.code for p in stopped.problems if p.severity.value == "error"] == [
        "hearing-variants-both"
    ]
    assert hearing.small.snapshot() == before


def test_a_side_keeps_its_half_made_decision_when_a_third_joins_the_conflict(
    hearing: Hearing,
) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    first = hearing.collect()
    (row,) = first.rows
    cells = ("delvist", None, "Vi er enige i retningen.", "Skal afklares.")
    write(first.paths[0], row.id, cells)
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "svært", "besværligt"))
    hearing.back("c.docx", reworded(hearing.copies[OEST], "svært", "nemt"))
    second = hearing.collect()
    assert len(second.rows) == 3
    (side,) = (each.id for each in second.rows if each.party == AABY)
    carried = typed(second.paths[0])
    assert carried.pop(side) == cells
    assert set(carried.values()) == {(None,) * 4}


def test_what_cannot_be_read_as_a_decision_stops_the_next_collect_and_names_its_cell(
    hearing: Hearing,
) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    first = hearing.collect()
    (row,) = first.rows
    write(first.paths[0], row.id, ("måske", None, None, "Fordi."))
    before = hearing.small.snapshot()
    with pytest.raises(InputFaults) as faults:
        late(hearing)
    with pytest.raises(InputFaults):
        hearing.answer(OEST, "Husk natten.")
    assert hearing.small.snapshot() == before
    (fault,) = faults.value.problems
    assert (fault.code, fault.location.file) == ("hearing-outcome-unknown", "01_hoeringssvar.xlsx")
    assert (fault.location.sheet, fault.location.cell) == ("Svar", "F2")
    write(first.paths[0], row.id, ("nej", None, None, "Fordi."))
    second = hearing.collect()
    assert {each.party for each in second.rows} == {AABY, OEST}
    assert typed(second.paths[0])[row.id] == ("nej", None, None, "Fordi.")


def test_a_consolidated_document_that_is_broken_stops_the_next_collect_before_it_begins(
    hearing: Hearing,
) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    document = hearing.collect().paths[1]
    document.write_bytes(document.read_bytes()[:900])
    before = hearing.small.snapshot()
    with pytest.raises(InputFaults) as faults:
        late(hearing)
    assert faults.value.problems[0].location.file == "01_samlet.docx"
    assert hearing.small.snapshot() == before
