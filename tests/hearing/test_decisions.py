"""What is decided becomes entries of the year, and can be read back out of Word."""

from __future__ import annotations

from dataclasses import replace

from reportgen.hearing.base import prepare
from reportgen.hearing.decisions.apply import apply_rulings
from reportgen.hearing.decisions.rulings import Outcome, Ruling, accept_all, rows, variants
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import Author, Remark
from reportgen.hearing.result import Merged
from reportgen.report.entries import Kind
from tests.hearing import folding
from tests.hearing.documents import FAXE, ORDER, REPORT, Copy, document, para, point

PREPARED = prepare(REPORT)
TEXT = "Området har store udsving i kvaliteten af tilbud."


def copy() -> Copy:
    return Copy(REPORT)


def merged(*copies: Copy) -> Merged:
    return merge(REPORT, [c.returned(p) for c, p in zip(copies, ORDER, strict=False)], ORDER)


def yes(id_: str) -> Ruling:
    return Ruling(id_, Outcome.YES, by="Sekretariatet", date=folding.DAY)


def test_each_accepted_edit_is_an_entry_made_against_the_wording_before_it() -> None:
    found = merged(
        copy().replace("U2#t1", "store", "små"), copy().replace("U2#t1", "tilbud", "indsatser")
    )
    applied = folding.all_accepted(REPORT, found)
    first, second = applied.entries
    assert (first.kind, first.before, second.before) == (Kind.AMEND, TEXT, first.text)
    assert second.text == "Området har små udsving i kvaliteten af indsatser."
    assert first.origin is not None
    assert first.origin.party == FAXE


def test_an_accepted_heading_keeps_its_text() -> None:
    applied = folding.all_accepted(REPORT, merged(copy().replace("U2#h", "Dag", "Døgn")))
    block = folding.folded(REPORT, applied.entries).find("U2")
    assert block is not None
    assert (block.heading, block.text) == ("Døgnbehandling", TEXT)


def test_partly_puts_the_secretariats_own_wording_and_keeps_what_else_was_accepted() -> None:
    found = merged(
        copy().replace("U2#t1", "store", "små"), copy().replace("U2#t1", "tilbud", "indsatser")
    )
    own = replace(
        yes(found.edits[0].id), outcome=Outcome.PARTLY, text=TEXT.replace("store", "visse")
    )
    rulings = {own.id: own, found.edits[1].id: yes(found.edits[1].id)}
    applied = apply_rulings(PREPARED, found, rulings)
    assert applied.problems == []
    block = folding.folded(REPORT, applied.entries).find("U2")
    assert block is not None
    assert block.text == "Området har visse udsving i kvaliteten af indsatser."


def test_partly_without_a_wording_is_a_fault() -> None:
    found = merged(copy().replace("U2#t1", "store", "små"))
    partly = Ruling(found.edits[0].id, Outcome.PARTLY)
    applied = apply_rulings(PREPARED, found, {partly.id: partly})
    assert [problem.code for problem in applied.problems] == ["hearing-wording-missing"]


def test_own_wording_against_an_accepted_edit_of_the_same_words_is_a_fault() -> None:
    found = merged(
        copy().replace("U2#t1", "store", "små"), copy().replace("U2#t1", "tilbud", "indsatser")
    )
    own = replace(
        yes(found.edits[0].id), outcome=Outcome.PARTLY, text=TEXT.replace("tilbud", "hjælp")
    )
    rulings = {own.id: own, found.edits[1].id: yes(found.edits[1].id)}
    applied = apply_rulings(PREPARED, found, rulings)
    assert [problem.code for problem in applied.problems] == ["hearing-wordings-clash"]


def test_two_variants_of_a_conflict_cannot_both_be_met() -> None:
    found = merged(copy().replace("U2#t1", "store", "små"), copy().replace("U2#t1", "store", "få"))
    applied = folding.all_accepted(REPORT, found)
    assert "hearing-variants-both" in [problem.code for problem in applied.problems]


def test_of_a_conflict_the_chosen_variant_is_made_and_the_other_told() -> None:
    found = merged(copy().delete_block("U2"), copy().replace("U2#t1", "store", "små"))
    (first, _), (second, _) = variants(found, found.conflicts[0].id)
    applied = folding.ruled(REPORT, found, [second], [first])
    told, made = applied.entries
    assert (told.kind, told.answer, made.kind) == (
        Kind.REMARK,
        "Står allerede.",
        Kind.AMEND,
    )
    assert folding.folded(REPORT, applied.entries).find("U2").text.startswith("Området har små")  # type: ignore[union-attr]


def test_a_removal_that_is_accepted_leaves_what_others_wanted_there_on_record() -> None:
    found = merged(copy().delete_block("U2"), copy().replace("U2#t1", "store", "små"))
    (first, _), (second, _) = variants(found, found.conflicts[0].id)
    report = folding.folded(REPORT, folding.ruled(REPORT, found, [first], [second]).entries)
    assert report.problems == ()
    assert [block.id for block in report.removed] == ["U2"]


def test_accepted_additions_get_new_ids_and_stand_in_order() -> None:
    one = copy().insert_after("U2#m", para("Første", "Punkt"), para("En tekst.", "Punkttekst"))
    other = copy().insert_after("U2#m", para("Anden", "Punkt"), para("To tekst.", "Punkttekst"))
    applied = apply_rulings(
        PREPARED, merged(one, other), {i: yes(i) for i in rows(merged(one, other))}, {"U4"}
    )
    assert [(entry.id, entry.after) for entry in applied.entries] == [("U5", "U2"), ("U6", "U5")]
    report = folding.folded(REPORT, applied.entries)
    assert [block.id for block in report.points("3.6")] == ["U1", "U2", "U5", "U6", "U3"]


def test_a_wording_written_over_the_sentence_of_a_waiting_point_makes_it_a_point() -> None:
    waiting = replace(point("U1", "", ""), waiting=True)
    base = document([waiting])
    written = Copy(base).markup("U1#w", "Flere børn har lange forløb.")
    found = merge(base, [written.returned()], ORDER)
    (edit,) = found.edits
    assert (edit.before, edit.after) == ("", "Flere børn har lange forløb.")
    (entry,) = folding.all_accepted(base, found).entries
    assert (entry.heading, entry.text) == ("Nyt punkt", "Flere børn har lange forløb.")


def test_a_decided_cell_is_told_and_given_to_whoever_writes_the_workbook() -> None:
    found = merged(copy().replace("Nøgletal!B2", "1.204", "1.205"))
    applied = folding.all_accepted(REPORT, found)
    (cell,) = applied.cells
    assert (cell.cell, cell.before, cell.after) == ("Nøgletal!B2", "1.204", "1.205")
    assert [entry.kind for entry in applied.entries] == [Kind.REMARK]


def test_joined_paragraphs_are_decided_alike() -> None:
    last = " Netværket har drøftet et første udkast til program."
    joined = copy().replace("3.1/2#t1", "regionen.", f"regionen.{last}").delete("3.1/3#t1")
    found = merged(joined)
    first, second = (edit.id for edit in found.edits)
    applied = folding.ruled(REPORT, found, [first], [second])
    assert [problem.code for problem in applied.problems] == ["hearing-together"]


def test_a_comment_that_is_answered_is_on_record_with_its_answer() -> None:
    remark = Remark("1", Author("Chef", "2022-11-20"), "Er det rigtigt?", copy().at("U2#t1"))
    back = replace(copy().returned(), remarks=(remark,))
    found = merge(REPORT, [back], ORDER)
    (entry,) = folding.ruled(REPORT, found, [], rows(found)).entries
    assert (entry.id, entry.input, entry.answer) == ("U2", "Er det rigtigt?", "Står allerede.")


def test_a_comment_may_be_met_with_a_wording() -> None:
    remark = Remark("1", Author("Chef"), "Er det rigtigt?", copy().at("U2#t1"))
    found = merge(REPORT, [replace(copy().returned(), remarks=(remark,))], ORDER)
    ruling = replace(yes(found.comments[0].id), text=TEXT.replace("store", "visse"))
    applied = apply_rulings(PREPARED, found, {ruling.id: ruling})
    block = folding.folded(REPORT, applied.entries).find("U2")
    assert block is not None
    assert "visse" in block.text


def test_one_editors_own_work_is_taken_as_it_stands() -> None:
    found = merged(copy().replace("U2#t1", "store", "små").move_block("U1", "U3#m"))
    applied = apply_rulings(PREPARED, found, accept_all(found, "Sekretariatet", folding.DAY))
    report = folding.folded(REPORT, applied.entries)
    assert [block.id for block in report.points("3.6")] == ["U2", "U3", "U1"]
    assert not applied.undecided


def test_what_nobody_has_decided_is_listed() -> None:
    found = merged(copy().replace("U2#t1", "store", "små"))
    assert folding.ruled(REPORT, found, []).undecided == (found.edits[0].id,)


def test_an_own_wording_of_an_added_point_may_name_another_heading() -> None:
    new = [para("Efterværn", "Punkt"), para("Unge over 18 mangler tilbud.", "Punkttekst")]
    found = merged(copy().insert_after("U3#m", *new))
    (edit,) = found.edits

    def added(own: str) -> tuple[str | None, str | None]:
        ruling = replace(yes(edit.id), outcome=Outcome.PARTLY, text=own)
        (entry,) = apply_rulings(PREPARED, found, {edit.id: ruling}).entries
        return entry.heading, entry.text

    assert added("**Overgang til voksenlivet**\nUnge mangler tilbud.") == (
        "Overgang til voksenlivet",
        "Unge mangler tilbud.",
    )
    assert added("Unge mangler tilbud.\nDet er svært.") == (
        "Efterværn",
        "Unge mangler tilbud.\nDet er svært.",
    )


def test_an_own_wording_of_a_point_disputed_whole_is_one_of_its_heading_and_its_text() -> None:
    found = merged(
        copy().replace("U2#h", "Dag", "Døgn").replace("U2#t1", "store", "små"),
        copy().delete_block("U2"),
    )
    (row, variant), _ = variants(found, found.conflicts[0].id)
    assert variant.text == f"Døgnbehandling\n{TEXT.replace('store', 'små')}"
    own = replace(yes(row), outcome=Outcome.PARTLY, text="Behandling\nKvaliteten svinger.")
    applied = apply_rulings(PREPARED, found, {row: own})
    assert applied.problems == []
    block = folding.folded(REPORT, applied.entries).find("U2")
    assert block is not None
    assert (block.heading, block.text) == ("Behandling", "Kvaliteten svinger.")
