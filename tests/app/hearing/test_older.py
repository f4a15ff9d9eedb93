"""An answer written in an earlier version, carried over to the one that was sent out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from reportgen.hearing.base import prepare
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.edits.older import carried
from reportgen.hearing.model import Author, BaseDocument, Remark
from reportgen.hearing.result import EditKind, Merged
from tests.hearing import folding
from tests.hearing.documents import FAXE, ORDER, REPORT, Copy, document, para, point
from tests.hearing.editing import SEEDS, hearing

CELLS = [["Indikator", "Værdi"], ["Antal anbragte", "1.204"], ["Antal underretninger", "7.310"]]


def sent_out() -> BaseDocument:
    """The report with a point reworded, one added, and a row more since the earlier version."""
    blocks = [
        replace(b, text=b.text.replace("store", "meget store")) if b.id == "U2" else b
        for b in REPORT.blocks
    ]
    new = point("U4", "Efterværn", "Unge over 18 mangler tilbud.")
    at = next(n for n, b in enumerate(blocks) if b.id == "A1")
    return document([*blocks[:at], new, *blocks[at:]], [*CELLS, ["Antal børn", "12.000"]])


def carried_over(*copies: Copy) -> tuple[Merged, list[str]]:
    older, sent = prepare(REPORT), prepare(sent_out())
    found = [carried(sent, older, copy.returned()) for copy in copies]
    told = [comment.text for each in found for comment in each.told]
    return merge(sent, [each.returned for each in found], ORDER), told


def copy() -> Copy:
    return Copy(REPORT)


def test_what_nobody_touched_is_no_edit() -> None:
    merged, told = carried_over(copy())
    assert (merged.edits, told) == ((), [])


def test_a_moved_point_is_a_move() -> None:
    merged, told = carried_over(copy().move_block("U1", "U3#m"))
    (edit,) = merged.edits
    assert (edit.kind, edit.block, edit.place, told) == (EditKind.MOVE, "U1", "U3", [])


def test_a_point_moved_to_the_first_place_and_reworded_is_both() -> None:
    made = copy().move_block("U3", "§3.6").replace("U3#t1", "små", "mindste")
    merged, told = carried_over(made)
    assert {(e.kind, e.block, e.place) for e in merged.edits} == {
        (EditKind.MOVE, "U3", "3.6"),
        (EditKind.REPLACE, "U3", ""),
    }
    assert not told


def test_a_cell_without_a_bookmark_is_an_edit_at_its_cell() -> None:
    made = copy()
    at = next(i for i, each in enumerate(made.paras) if each.plain == "Værdi")
    made.paras[at] = replace(made.paras[at], line=para("Antal").line)
    merged, told = carried_over(made)
    (edit,) = merged.edits
    assert (edit.before, edit.after, told) == ("Værdi", "Antal", [])


def test_figures_are_found_with_all_bookmarks_lost() -> None:
    merged, told = carried_over(copy().replace("Nøgletal!B2", "1.204", "1.300").stripped())
    (edit,) = merged.edits
    assert (edit.kind, edit.block, edit.after, told) == (EditKind.CELL, "Nøgletal!B2", "1.300", [])


def test_a_row_that_was_added_is_told() -> None:
    made = copy()
    last = made.paras[-1]
    assert last.cell is not None
    made.paras += [
        replace(last, line=para(said).line, anchors=(), cell=last.cell._replace(row=3, column=n))
        for n, said in enumerate(("Antal skoler", "17"))
    ]
    merged, told = carried_over(made)
    assert (merged.edits, told) == ((), ["Række tilføjet i tabellen: Antal skoler | 17"])


def test_an_author_stays_where_both_versions_changed_a_text() -> None:
    made = copy().replace("U2#t1", "tilbud", "indsatser").tracked("U2#t1", 41, 50, "Anne")
    merged, _ = carried_over(made)
    (edit,) = merged.edits
    assert edit.after == "Området har meget store udsving i kvaliteten af indsatser."
    assert edit.sources[0].authors == (Author("Anne", "2022-11-20T10:00:00Z"),)


def reads(base: BaseDocument, merged: Merged) -> dict[str, list[str]]:
    return folding.reads(folding.folded(base, folding.all_accepted(base, merged).entries))


@given(SEEDS)
def test_carrying_over_to_the_very_same_version_changes_nothing(seed: int) -> None:
    sent = hearing(seed)
    prepared = prepare(sent.base)
    for each in sent.returned:
        over = carried(prepared, prepared, each)
        here, there = (merge(prepared, [one], ORDER) for one in (each, over.returned))
        if not any(edit.candidates for edit in here.edits):  # asked, not guessed
            assert reads(sent.base, there) == reads(sent.base, here)
            # A new row has no place of its own in another version: it is told, and nothing else.
            rows = [e for e in here.edits if e.is_row and e.kind is EditKind.ADD]
            assert len(over.told) == len(rows)
            assert all(said.text.startswith("Række tilføjet i tabellen") for said in over.told)


def test_comments_go_along_with_a_block_that_was_moved() -> None:
    made = copy().move_block("U1", "U3#m")
    remark = Remark("1", Author("Leder"), "Hvorfor?", made.at("U1#t2"), "Årsagen")
    returned = replace(made.returned(FAXE), remarks=(remark,))
    older, sent = prepare(REPORT), prepare(sent_out())
    merged = merge(sent, [carried(sent, older, returned).returned], ORDER)
    assert [comment.block for comment in merged.comments] == ["U1"]
