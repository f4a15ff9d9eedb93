"""What members do to their copies, and what the merge makes of it."""

from __future__ import annotations

from dataclasses import replace

from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import Author, DeletedParagraph, Remark, Tracked
from reportgen.hearing.result import Edit, EditKind, Merged
from reportgen.report.ids import Anchor
from tests.hearing.documents import FAXE, GREVE, HOLBAEK, ORDER, REPORT, Copy, para


def copy() -> Copy:
    return Copy(REPORT)


def merged(*copies: Copy) -> Merged:
    return merge(REPORT, [c.returned(p) for c, p in zip(copies, ORDER, strict=False)], ORDER)


def only(found: Merged) -> Edit:
    (edit,) = found.edits
    return edit


def test_the_same_edit_by_several_is_one_change_with_all_their_names() -> None:
    edit = only(merged(*(copy().replace("U2#t1", "store", "meget store") for _ in ORDER)))
    assert edit.parties == ORDER
    assert edit.after == "Området har meget store udsving i kvaliteten af tilbud."


def test_separate_edits_in_one_sentence_are_both_kept() -> None:
    found = merged(
        copy().replace("U2#t1", "store", "små"), copy().replace("U2#t1", "tilbud", "indsatser")
    )
    assert [edit.conflict for edit in found.edits] == ["", ""]


def test_two_wordings_of_the_same_words_are_a_conflict_with_base_and_both() -> None:
    found = merged(copy().replace("U2#t1", "store", "små"), copy().replace("U2#t1", "store", "få"))
    (conflict,) = found.conflicts
    assert conflict.base == "Området har store udsving i kvaliteten af tilbud."
    assert [variant.parties for variant in conflict.variants] == [(FAXE,), (GREVE,)]
    assert "har små udsving" in conflict.variants[0].text
    assert all(edit.conflict == conflict.id for edit in found.edits)


def test_digits_of_two_people_never_make_a_third_number() -> None:
    found = merged(
        copy().replace("U3#t1", "563.935", "564.935"), copy().replace("U3#t1", "563.935", "563.940")
    )
    assert len(found.conflicts) == 1


def test_several_insertions_at_one_place_are_all_kept_in_the_order_of_the_parties() -> None:
    one = copy().replace("U2#t1", "store", "helt store")
    other = copy().replace("U2#t1", "store", "alt for store")
    found = merged(other, one)
    assert [edit.parties for edit in found.edits] == [(FAXE,), (GREVE,)]
    assert not found.conflicts


def test_taking_a_point_out_is_a_conflict_with_any_edit_of_it() -> None:
    found = merged(copy().delete_block("U2"), copy().replace("U2#h", "Dag", "Døgn"))
    (conflict,) = found.conflicts
    assert conflict.variants[0].text == ""
    assert {edit.kind for edit in found.edits} == {EditKind.REMOVE, EditKind.REPLACE}


def test_taking_a_sentence_out_is_a_conflict_with_an_edit_inside_it() -> None:
    found = merged(copy().delete("U1#t2"), copy().replace("U1#t2", "kendes", "kendes endnu"))
    assert len(found.conflicts) == 1


def test_words_added_to_a_paragraph_that_another_takes_out_are_a_conflict() -> None:
    found = merged(copy().delete("U1#t2"), copy().replace("U1#t2", "ikke.", "ikke. Endnu."))
    assert len(found.conflicts) == 1


def test_a_new_point_is_one_addition_with_heading_and_text() -> None:
    new = (para("Fravær", "Punkt"), para("Flere børn er væk fra skole.", "Punkttekst"))
    edit = only(merged(copy().insert_after("U2#m", *new)))
    assert (edit.kind, edit.heading, edit.after) == (
        EditKind.ADD,
        "Fravær",
        "Flere børn er væk fra skole.",
    )
    assert (edit.section, edit.place, edit.row) == ("3.6", "U2", "3.6")


def test_a_new_point_typed_under_the_text_keeps_the_source_line_where_it_was() -> None:
    new = (para("Fravær", "Punkt"), para("Flere børn er væk.", "Punkttekst"))
    edit = only(merged(copy().insert_after("U2#t1", *new)))
    assert (edit.kind, edit.after) == (EditKind.ADD, "Flere børn er væk.")


def test_a_copied_point_with_its_bookmarks_is_a_new_one_beside_the_old() -> None:
    base = copy()
    twin = [p for p in base.paras if any(a.startswith("U2#") for a in p.anchors)]
    found = merged(base.insert_after("U3#m", *twin))
    assert only(found).kind is EditKind.ADD


def test_a_new_paragraph_of_prose_is_an_addition_after_the_one_before() -> None:
    edit = only(merged(copy().insert_after("3.1/1#t1", para("Et nyt afsnit om året."))))
    assert (edit.kind, edit.place, edit.row) == (EditKind.ADD, "3.1/1", "3.1/")


def test_a_moved_point_is_a_move_and_its_edit_an_edit() -> None:
    moved = copy().move_block("U1", "U3#m").replace("U1#t1", "flere", "færre")
    found = merged(moved)
    assert [edit.kind for edit in found.edits] == [EditKind.MOVE, EditKind.REPLACE]
    assert found.edits[0].place == "U3"


def test_two_places_for_one_point_are_a_conflict() -> None:
    found = merged(copy().move_block("U1", "U3#m"), copy().move_block("U1", "U2#m"))
    moves = [edit for edit in found.edits if edit.block == "U1"]
    assert len(found.conflicts) == (1 if len(moves) == 2 else 0)


def test_a_point_moved_to_another_section_goes_there_and_away_together() -> None:
    found = merged(copy().move_block("U2", "A1#m"))
    assert sorted(edit.kind for edit in found.edits) == [EditKind.ADD, EditKind.REMOVE]
    assert {edit.together for edit in found.edits} == {"U2"}


def test_a_split_paragraph_is_one_edit_of_its_block() -> None:
    split = copy().replace("3.1/2#t1", " fra hele regionen.", "")
    split.insert_after("3.1/2#t1", para("fra hele regionen."))
    edit = only(merged(split))
    assert (edit.kind, edit.block) == (EditKind.REPLACE, "3.1/2")
    assert edit.after == "Temadagen samlede omkring 150 deltagere\nfra hele regionen."


def test_joined_paragraphs_are_two_edits_that_belong_together() -> None:
    last = " Netværket har drøftet et første udkast til program."
    joined = copy().replace("3.1/2#t1", "regionen.", f"regionen.{last}").delete("3.1/3#t1")
    found = merged(joined)
    assert [edit.kind for edit in found.edits] == [EditKind.REPLACE, EditKind.REMOVE]
    assert {edit.together for edit in found.edits} == {"3.1/2+3.1/3"}


def test_bold_over_words_is_a_change_of_format_and_words_stay() -> None:
    edit = only(merged(copy().markup("U2#t1", REPORT_TEXT.replace("store", "**store**"))))
    assert (edit.kind, edit.before) == (EditKind.FORMAT, REPORT_TEXT)
    assert edit.after == REPORT_TEXT.replace("store", "**store**")


REPORT_TEXT = "Området har store udsving i kvaliteten af tilbud."


def test_bold_and_other_words_in_one_sentence_do_not_disturb_each_other() -> None:
    found = merged(
        copy().markup("U2#t1", REPORT_TEXT.replace("store", "**store**")),
        copy().replace("U2#t1", "tilbud", "indsatser"),
    )
    assert len(found.edits) == 2
    assert not found.conflicts


def test_a_key_figure_is_named_for_its_cell() -> None:
    edit = only(merged(copy().replace("Nøgletal!B2", "1.204", "1.205")))
    assert (edit.kind, edit.block) == (EditKind.CELL, "Nøgletal!B2")
    assert (edit.before, edit.after) == ("1.204", "1.205")


def test_a_key_figure_is_found_without_its_bookmark() -> None:
    edit = only(merged(copy().replace("Nøgletal!B3", "7.310", "7.311").stripped()))
    assert edit.block == "Nøgletal!B3"


def test_two_values_of_a_cell_are_a_conflict() -> None:
    found = merged(
        copy().replace("Nøgletal!B2", "1.204", "1.205"),
        copy().replace("Nøgletal!B2", "1.204", "1.206"),
    )
    assert [variant.text for variant in found.conflicts[0].variants] == ["1.205", "1.206"]


def test_an_edit_to_a_heading_of_the_template_is_a_remark() -> None:
    edit = only(merged(copy().replace("§3.6", "Udfordringer", "Problemer")))
    assert (edit.kind, edit.section, edit.block) == (EditKind.REMARK, "3.6", "")


def test_an_edit_to_a_source_line_is_a_remark_at_its_point() -> None:
    edit = only(merged(copy().replace("U1#m", "Netværksmøde", "Styregruppe")))
    assert (edit.kind, edit.block) == (EditKind.REMARK, "U1")


def test_of_two_paragraphs_with_the_same_words_it_is_asked_which_is_gone() -> None:
    twins = Copy(REPORT)
    i = twins.at("3.1/1#t1")
    from dataclasses import replace

    from reportgen.hearing.model import BaseDocument

    same = replace(twins.paras[i], anchors=(Anchor("3.1/2#t1"),))
    twins.paras[twins.at("3.1/2#t1")] = same
    base = BaseDocument(tuple(twins.paras), REPORT.blocks, prose=REPORT.prose)
    one = Copy(base).delete("3.1/2#t1")
    found = merge(base, [one.stripped().returned()], ORDER)
    assert only(found).candidates == ("3.1/1", "3.1/2")
    with_bookmarks = merge(base, [Copy(base).delete("3.1/2#t1").returned()], ORDER)
    assert only(with_bookmarks).kind is EditKind.REMOVE


def test_the_author_and_time_of_a_tracked_edit_come_through() -> None:
    tracked = copy().replace("U2#t1", "store", "meget store").tracked("U2#t1", 12, 18, "Chef")
    untracked = copy().replace("U2#t1", "store", "meget store")
    edit = only(merged(tracked, untracked))
    assert edit.tracked
    assert [source.tracked for source in edit.sources] == [True, False]
    assert edit.sources[0].authors == (Author("Chef", "2022-11-20T10:00:00Z"),)


def test_a_tracked_change_elsewhere_in_the_paragraph_is_not_this_edits() -> None:
    both = copy().replace("U2#t1", "store", "meget store").replace("U2#t1", "tilbud", "indsatser")
    found = merged(both.tracked("U2#t1", 12, 18))
    assert [edit.tracked for edit in found.edits] == [True, False]


def test_a_point_taken_out_with_tracking_has_its_author() -> None:
    from dataclasses import replace

    author = Author("Chef", "2022-11-20T10:00:00Z")
    back = copy().delete_block("U2").returned()
    back = replace(back, deleted=(DeletedParagraph(REPORT_TEXT, author),))
    edit = only(merge(REPORT, [back], ORDER))
    assert edit.sources[0].authors == (author,)


def test_comments_are_at_their_block_with_their_thread_and_without_ours() -> None:
    from dataclasses import replace

    from reportgen.hearing.model import BaseDocument

    ours = Remark("0", Author("reportgen"), "Skal formuleres.", paragraph=5)
    base = BaseDocument(REPORT.paragraphs, REPORT.blocks, (ours,), REPORT.prose)
    at = copy().at("U2#t1")
    mine = (
        Remark("7", Author("reportgen"), "Skal formuleres.", paragraph=5),
        Remark("8", Author("Chef", "2022-11-20"), "Er det rigtigt?", at, "store"),
        Remark("9", Author("Leder"), "Ja.", at, reply_to="8"),
        Remark("10", Author("Leder"), "Vi skriver.", 5, reply_to="7"),
    )
    found = merge(base, [replace(Copy(base).returned(), remarks=mine)], ORDER)
    texts = {comment.text: comment for comment in found.comments}
    assert set(texts) == {"Er det rigtigt?", "Ja.", "Vi skriver."}
    assert texts["Er det rigtigt?"].block == "U2"
    assert texts["Ja."].reply_to == texts["Er det rigtigt?"].id
    assert texts["Vi skriver."].reply_to == "0"


def test_a_partys_second_answer_stands_beside_its_first() -> None:
    first = copy().replace("U2#t1", "store", "små").returned(HOLBAEK)
    second = copy().replace("U2#t1", "store", "få").returned(f"{HOLBAEK} (2)")
    found = merge(REPORT, [second, first], ORDER)
    parties = [variant.parties for variant in found.conflicts[0].variants]
    assert parties == [(HOLBAEK,), (f"{HOLBAEK} (2)",)]


def test_a_variant_known_before_keeps_its_number() -> None:
    late = copy().replace("U2#t1", "store", "få").returned(FAXE)
    early = [
        copy().replace("U2#t1", "store", "små").returned(GREVE),
        copy().replace("U2#t1", "store", "vilde").returned(HOLBAEK),
    ]
    before = merge(REPORT, early, ORDER).conflicts
    (now,) = merge(REPORT, [late, *early], ORDER, before).conflicts
    assert now.id == before[0].id
    assert [variant.parties for variant in now.variants] == [(GREVE,), (HOLBAEK,), (FAXE,)]


def with_bold(made: Copy, *cells: tuple[int, int], tracked: bool = False) -> Copy:
    by = (Tracked(0, 1, Author("Leder", "2022-11-20T10:00:00Z")),) if tracked else ()
    for i, each in enumerate(made.paras):
        if each.cell is not None and each.cell[1:] in cells:
            runs = tuple(replace(run, bold=True) for run in each.line.runs)
            made.paras[i] = replace(each, line=replace(each.line, runs=runs), tracked=by)
    return made


def test_bold_in_a_cell_is_a_remark_at_its_cell() -> None:
    edit = only(merged(with_bold(copy(), (1, 1))))
    assert (edit.kind, edit.block, edit.section) == (EditKind.REMARK, "Nøgletal!B2", "3.7")
    assert (edit.before, edit.after) == ("1.204", "**1.204**")


def test_a_link_in_a_cell_and_another_figure_beside_it_are_both_told() -> None:
    made = copy().markup("Nøgletal!A2", "[Antal anbragte](https://example.dk)")
    made.replace("Nøgletal!B2", "1.204", "1.300")
    found = {(e.kind, e.block, e.after) for e in merged(made).edits}
    assert found == {
        (EditKind.REMARK, "Nøgletal!A2", "[Antal anbragte](https://example.dk)"),
        (EditKind.CELL, "Nøgletal!B2", "1.300"),
    }


def test_the_bold_header_that_an_editor_writes_when_it_saves_is_no_change() -> None:
    assert not merged(with_bold(copy(), (0, 0), (0, 1))).edits
    assert not merged(with_bold(copy(), (0, 0), (0, 1), (1, 0), (2, 0))).edits


def test_a_header_that_was_tracked_to_be_bold_is_a_change() -> None:
    header = with_bold(copy(), (0, 0), (0, 1), tracked=True)
    assert [edit.after for edit in merged(header).edits] == ["**Indikator**", "**Værdi**"]
