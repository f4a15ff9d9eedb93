"""The life of a block is told from its base on, and a cell is its own base."""

from __future__ import annotations

from decimal import Decimal

from reportgen.report.folding.fold import fold
from reportgen.report.inputs import KeyFigure, Member, Workbook
from reportgen.report.trace import block_steps, cell_steps
from tests.report.builders import TEXT, base, meeting, point

CHANGES = meeting(
    "2022-11-11",
    {"id": "U1", "art": "præciser", "før": TEXT, "tekst": f"{TEXT} Også børn."},
    {"id": "U2", "art": "bemærkning", "input": "Skal den med?"},
)
REPORT = fold(base("U1", "U2"), CHANGES)


def test_a_block_is_traced_from_its_base_through_every_change_about_it() -> None:
    steps = block_steps(REPORT, CHANGES, "U1")
    assert steps is not None
    assert [step["tekst"] for step in steps] == [TEXT, f"{TEXT} Også børn."]
    assert steps[1]["ref"] == "2022-11-11/3/1"
    assert steps[1]["kilde"]["fil"] == "2022-11-11.yaml, linje 11"
    assert steps[1]["udestår"] is False


def test_a_point_is_found_by_its_place_too() -> None:
    assert block_steps(REPORT, CHANGES, "3.6/2") == block_steps(REPORT, CHANGES, "U2")
    assert block_steps(REPORT, CHANGES, "3.6/9") is None
    assert block_steps(REPORT, CHANGES, "U9") is None


def test_a_change_that_waits_for_an_answer_is_told_to() -> None:
    steps = block_steps(REPORT, CHANGES, "U2")
    assert steps is not None
    assert steps[-1]["udestår"] is True


def test_a_cell_tells_its_column_and_what_it_holds() -> None:
    cells = {"Navn": "A2", "Organisation": "B2"}
    member = Member("Navn Navnesen", "Faxe Kommune", cells=cells)
    (step,) = cell_steps(Workbook("a.xlsx", members=(member,)), "Medlemmer!B2") or ()
    assert (step["overskrift"], step["tekst"]) == ("Organisation", "Faxe Kommune")
    assert step["kilde"]["fil"] == "a.xlsx, Medlemmer!B2"
    headers = ("Indikator", "Enhed", "Organisation", "År", "Værdi", "Kilde", "Kort fortalt")
    marked = dict(zip(headers, ("A2", "B2", "C2", "D2", "E2", "F2", "G2"), strict=True))
    figure = KeyFigure("I", "antal", "Faxe Kommune", 2022, Decimal(4), "K", marked, in_short=True)
    (step,) = cell_steps(Workbook("a.xlsx", figures=(figure,)), "Nøgletal!G2") or ()
    assert (step["overskrift"], step["tekst"]) == ("Kort fortalt", "ja")
    (step,) = cell_steps(Workbook("a.xlsx", figures=(figure,)), "Nøgletal!E2") or ()
    assert step["tekst"] == "4"
    assert cell_steps(Workbook("a.xlsx", members=(member,)), "Medlemmer!B9") is None
    assert cell_steps(Workbook("a.xlsx", points=(point("U1"),)), "Ukendt!A1") is None
