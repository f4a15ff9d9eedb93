"""What is decided becomes entries of the year, and can be read back out of Word."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import example, given

from reportgen.hearing.apply import apply_rulings
from reportgen.hearing.base import prepare
from reportgen.hearing.carry import carry_over
from reportgen.hearing.combine import merge
from reportgen.hearing.decisions import Outcome, Ruling, accept_all, rows, variants
from reportgen.hearing.model import Author, BaseDocument, Para, Remark, Returned
from reportgen.hearing.outcomes import outcomes
from reportgen.hearing.result import EditKind, Merged
from reportgen.hearing.words import plain
from reportgen.report.entries import Kind
from reportgen.report.model import Folded
from tests.hearing import folding
from tests.hearing.documents import FAXE, GREVE, HOLBAEK, ORDER, REPORT, Copy, document, para, point
from tests.hearing.editing import SEEDS, hearing

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
    assert (told.kind, told.answer, made.kind) == (Kind.REMARK, "Står allerede.", Kind.AMEND)
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


def test_decisions_follow_an_edit_into_a_later_collect_and_into_a_conflict() -> None:
    first = copy().replace("U2#t1", "store", "små").returned(GREVE)
    other = copy().replace("U3#t1", "små", "mindre").returned(HOLBAEK)
    late = copy().replace("U2#t1", "store", "få").returned(FAXE)
    before = merge(REPORT, [first, other], ORDER)
    now = merge(REPORT, [first, other, late], ORDER)
    carried, changed = carry_over(before, {i: yes(i) for i in rows(before)}, now)
    assert changed == ()
    in_conflict = next(r for r, v in variants(now, now.conflicts[0].id) if v.parties == (GREVE,))
    assert set(carried) == {in_conflict, before.edits[1].id}


def consolidated(base: BaseDocument, report: Folded) -> Returned:
    """The document as it reads once every change in it was accepted or rejected."""
    known = {block.id for block in base.blocks}
    blocks = [
        replace(point("U1", b.heading, b.text), id=b.id, section=b.section)
        for row in report.blocks.values()
        for b in row
    ]
    paras: list[Para] = []
    for each in document(blocks).paragraphs:
        block = each.anchors[0].partition("#")[0] if each.anchors else ""
        if block in known or block.startswith("§") or not block:
            paras.append(each)
        elif not each.anchors[0].endswith("#m"):
            paras.append(replace(each, anchors=()))
    cells = [each for each in base.paragraphs if each.cell is not None]
    return Returned("Sekretariatet", (*paras, *cells))


# Two edits that are found as one, or cut up otherwise over paragraphs of a point.
@example(592, 592)
@example(3032, 3032)
@example(3050, 3050)
@example(3074, 3074)
@example(3529, 3529)
@example(4705, 4705)
# Half of a paragraph that was split is taken for an addition, or an addition for its half.
@example(278, 278)
@example(1158, 1158)
@example(4550, 4550)
# Moves of different points, to places that each depend on the other.
@example(3710, 3710)
@given(SEEDS, SEEDS)
def test_what_was_accepted_in_word_is_read_back_from_the_text(seed: int, order: int) -> None:
    sent, rng = hearing(seed), random.Random(order)
    found = merge(sent.base, sent.returned, ORDER)
    if any(e.candidates or e.together for e in found.edits):
        return
    chosen = {edit.id for edit in found.edits if not edit.conflict and rng.random() < 0.5}
    chosen |= {
        rng.choice(variants(found, conflict.id))[0]
        for conflict in found.conflicts
        if rng.random() < 0.5
    }
    cells = {edit.id for edit in found.edits if edit.kind is EditKind.CELL}
    chosen -= cells
    made = folding.ruled(sent.base, found, chosen)
    report = folding.folded(sent.base, made.entries)
    read = outcomes(prepare(sent.base), found, consolidated(sent.base, report))
    met = {row for row, ruling in read.rulings.items() if ruling.outcome is not Outcome.NO}
    again = folding.ruled(sent.base, found, met - cells)
    assert not read.own
    assert folding.reads(folding.folded(sent.base, again.entries)) == folding.reads(report)


def read_back(text: str, *copies: Copy) -> tuple[dict[str, Outcome], list[str], int]:
    """How each edit of U2 was decided when its text ends up as `text`: also open, and own."""
    found = merged(*copies)
    back = copy().markup("U2#t1", text).returned("Sekretariatet")
    made = outcomes(PREPARED, found, back)
    by_words = {edit.id: plain(edit.hunk.new).strip() for edit in found.edits if edit.hunk}
    ruled = {by_words[id_]: ruling.outcome for id_, ruling in made.rulings.items()}
    return ruled, [by_words[id_] for id_ in made.undecided], len(made.own)


def test_words_of_the_secretariats_own_leave_what_was_accepted_beside_them_accepted() -> None:
    ruled = read_back(
        "Området har små pludselige udsving i kvaliteten af alle tilbud.",
        copy().replace("U2#t1", "store", "små"),
        copy().replace("U2#t1", "udsving", "pludselige udsving"),
        copy().replace("U2#t1", "Området", "Feltet"),
    )
    assert ruled == ({"små": Outcome.YES, "pludselige": Outcome.YES, "Feltet": Outcome.NO}, [], 1)


def test_own_words_among_two_edits_are_a_wording_of_both() -> None:
    ruled = read_back(
        "Området har små og pludselige udsving i kvaliteten af tilbud.",
        copy().replace("U2#t1", "store", "små"),
        copy().replace("U2#t1", "udsving", "pludselige udsving"),
    )
    assert ruled == ({"små": Outcome.PARTLY, "pludselige": Outcome.PARTLY}, [], 0)
