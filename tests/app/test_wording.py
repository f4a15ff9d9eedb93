"""Words written on the desk: kept first, put in where they belong, never over another's."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.app.check import check
from reportgen.app.standing.written import texts_waiting
from reportgen.app.trace import trace
from reportgen.app.wording import (
    HEADING,
    INPUT,
    REPORT,
    TEXT,
    Contested,
    NothingWritten,
    PlaceGone,
    Wordings,
)
from reportgen.app.year import read_year
from reportgen.report.inputs import Status
from reportgen.workspace.journal import Journal
from tests.workspaces import SmallYear

NOW = dt.datetime(2024, 4, 2, 10, tzinfo=dt.UTC)
WISH, REMARK = "2024-03-01/2/1", "2024-03-01/2/4"
U1, PROSE = (REPORT, "U1", TEXT), (REPORT, "3.1", TEXT)


def opened(small: SmallYear) -> Wordings:
    return Wordings(read_year(small.year), Journal(small.year.journal))


def put_in(small: SmallYear, place: tuple[str, str, str], value: str) -> str:
    now = opened(small)
    now.keep(place, now.stands(place) or "", value)
    return opened(small).put_in(*place[:2], NOW).file


def text(small: SmallYear, block: str) -> str:
    inputs = read_year(small.year)
    assert not inputs.has_errors, inputs.problems
    found = inputs.folded.find(block)
    assert found is not None
    return found.text


def test_an_input_gets_its_wording_in_the_meetings_own_file(small: SmallYear) -> None:
    meeting = small.year.meetings / "2024-03-01.yaml"
    before = meeting.read_text("utf-8")
    assert put_in(small, (INPUT, WISH, TEXT), "Natten er svær,\nisær om vinteren.") == meeting.name
    assert text(small, "U1") == "Natten er svær,\nisær om vinteren."
    after = meeting.read_text("utf-8")
    assert after.startswith("# Referatet er gennemgået af sekretariatet.\n")
    assert len(after.splitlines()) == len(before.splitlines())
    assert not [each for each in read_year(small.year).folded.pending if each.id == WISH]
    assert not opened(small).waiting


def test_a_remark_is_answered_where_it_was_made(small: SmallYear) -> None:
    assert opened(small).stands((INPUT, REMARK, TEXT)) == ""
    put_in(small, (INPUT, REMARK, TEXT), "Det står i 1.1.")
    assert 'svar: "Det står i 1.1."' in (small.year.meetings / "2024-03-01.yaml").read_text("utf-8")


def test_an_input_whose_point_was_changed_since_is_met_by_a_change(small: SmallYear) -> None:
    put_in(small, U1, "Det er meget svært at dække natten.")
    assert opened(small).stands((INPUT, WISH, TEXT)) == "Det er meget svært at dække natten."
    assert put_in(small, (INPUT, WISH, TEXT), "Om vinteren mangler alle.") == "002.yaml"
    assert text(small, "U1") == "Om vinteren mangler alle."
    assert WISH not in {each.id for each in read_year(small.year).folded.pending}


def test_a_point_is_reworded_by_a_change_that_says_who_and_when(small: SmallYear) -> None:
    now = opened(small)
    now.keep(U1, now.stands(U1) or "", "Det er umuligt.")
    now.keep((REPORT, "U1", HEADING), "Natten", "Nætterne")
    done = opened(small).put_in(REPORT, "U1", NOW)
    assert done.file == "001.yaml"
    last = trace(small.year, "U1")[-1]
    assert (last["overskrift"], last["tekst"]) == ("Nætterne", "Det er umuligt.")
    assert last["afgjort"]["dato"] == "2024-04-02"
    assert "browseren" in last["kilde"]["fil"]


def test_prose_is_written_where_it_stands_and_other_sections_stay(small: SmallYear) -> None:
    before = small.year.prose.read_text("utf-8")
    put_in(small, PROSE, "Netværket mødtes **to** gange.\n- i marts\n- i maj")
    assert [line.text for line in read_year(small.year).prose if line.section == "3.1"] == [
        "Netværket mødtes **to** gange.",
        "- i marts",
        "- i maj",
    ]
    head = before.partition("## 3.1")[0]
    assert small.year.prose.read_text("utf-8").startswith(head)


def test_a_section_without_prose_gets_its_heading_in_the_order_of_the_report(
    small: SmallYear,
) -> None:
    put_in(small, (REPORT, "1.2", TEXT), "Kort sagt.")
    written = small.year.prose.read_text("utf-8")
    assert written.index("## 1.1") < written.index("## 1.2 ") < written.index("## 3.1")
    assert text(small, "1.2/1") == "Kort sagt."
    assert not [p for p in read_year(small.year).problems if p.location.file == "tekster.md"]


@pytest.mark.parametrize("left", [None, "", "# Tekster\n"])
def test_prose_is_begun_where_the_file_has_no_heading_yet(
    small: SmallYear, left: str | None
) -> None:
    if left is None:
        small.year.prose.unlink()
    else:
        small.year.prose.write_text(left, encoding="utf-8")
    put_in(small, PROSE, "Netværket mødtes.")
    assert text(small, "3.1/1") == "Netværket mødtes."
    assert small.year.prose.read_text("utf-8").startswith(left or "")


def test_prose_that_was_changed_since_is_changed_again_paragraph_by_paragraph(
    small: SmallYear,
) -> None:
    small.decide(
        1,
        '- {afsnit: "1.1", id: 1.1/1, art: erstat, før: "Rapporten beskriver **årets** arbejde.",'
        " tekst: Rapporten beskriver arbejdet.}",
    )
    place = (REPORT, "1.1", TEXT)
    assert opened(small).stands(place) == "Rapporten beskriver arbejdet.\n- et forhold\n- et andet"
    put_in(small, place, "Først.\nRapporten beskriver arbejdet.\n- et andet\nSidst.")
    blocks = read_year(small.year).folded.prose("1.1")
    assert [block.text for block in blocks] == [
        *("Først.", "Rapporten beskriver arbejdet.", "- et andet", "Sidst."),
    ]
    assert not read_year(small.year).has_errors


def test_what_was_changed_meanwhile_is_never_written_over(small: SmallYear) -> None:
    now = opened(small)
    now.keep(U1, now.stands(U1) or "", "Fra siden.")
    small.decide(
        1,
        '- {afsnit: "3.6", id: U1, art: erstat, før: Det er svært at dække natten.,'
        " tekst: Fra en kommando.}",
    )
    with pytest.raises(Contested):
        opened(small).put_in(REPORT, "U1", NOW)
    assert text(small, "U1") == "Fra en kommando."
    folded = opened(small).written(U1)
    assert [entry.said.value for entry in folded.contested] == ["Fra siden."]
    opened(small).choose(U1, "Fra begge.")
    opened(small).put_in(REPORT, "U1", NOW)
    assert text(small, "U1") == "Fra begge."


def test_what_was_written_for_a_wish_that_is_met_already_is_kept_until_it_is_let_go(
    small: SmallYear,
) -> None:
    opened(small).keep((INPUT, WISH, TEXT), "Det er svært at dække natten.", "Mit.")
    small.edit_meeting("om vinteren.}", "om vinteren., tekst: Dit.}")
    with pytest.raises(PlaceGone):
        opened(small).put_in(INPUT, WISH, NOW)
    assert opened(small).waiting == ((INPUT, WISH, TEXT),)
    opened(small).let_go(INPUT, WISH)
    assert not opened(small).waiting


def test_what_cannot_be_put_in_is_told_by_where_it_was_said(small: SmallYear) -> None:
    place = (INPUT, WISH, TEXT)
    for value in ("Et.", "To."):
        opened(small).keep(place, "Det er svært at dække natten.", value)
    with pytest.raises(Contested) as told:
        opened(small).put_in(INPUT, WISH, NOW)
    assert told.value.problem.values["place"] == "Netværksmøde 1. marts 2024, punkt 2"
    (note,) = texts_waiting(read_year(small.year))
    assert note.values["places"] == "Netværksmøde 1. marts 2024, punkt 2"


def test_nothing_is_no_wording(small: SmallYear) -> None:
    now = opened(small)
    now.keep((INPUT, WISH, TEXT), now.stands((INPUT, WISH, TEXT)) or "", "")
    with pytest.raises(NothingWritten):
        opened(small).put_in(INPUT, WISH, NOW)


def test_a_points_status_is_set_in_its_cell_and_its_place_by_a_change(small: SmallYear) -> None:
    opened(small).set_status("U2", Status.CONTINUED, NOW)
    found = read_year(small.year).folded.find("U2")
    assert found is not None
    assert found.status is Status.CONTINUED
    opened(small).move("U2", -1, NOW)
    assert [each.id for each in read_year(small.year).folded.points("3.6")] == ["U2", "U1"]
    with pytest.raises(NothingWritten):
        opened(small).move("U2", -1, NOW)
    assert not [p for p in check(small.year).inputs.problems if p.severity.value == "error"]
