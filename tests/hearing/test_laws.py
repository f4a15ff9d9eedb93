"""Laws that hold for any report and any set of answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.hearing.base import prepare
from reportgen.hearing.decisions.apply import Applied
from reportgen.hearing.decisions.rulings import rows, variants
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import Para, Returned
from reportgen.report.ids import Anchor
from reportgen.report.wording.text import Line, Run
from tests.hearing import folding
from tests.hearing.documents import ORDER, REPORT
from tests.hearing.editing import SEEDS, answer, hearing, report, rows_of, strip


@given(SEEDS)
def test_every_edit_of_every_copy_is_counted_once_for_its_party(seed: int) -> None:
    sent = hearing(seed)
    merged = merge(sent.base, sent.returned, ORDER)
    named = [party for edit in merged.edits for party in edit.parties]
    assert merged.counts == {party: named.count(party) for party in ORDER}
    assert len({edit.id for edit in merged.edits}) == len(merged.edits)


@given(SEEDS)
def test_every_edit_is_in_a_conflict_or_can_be_decided_by_itself(seed: int) -> None:
    sent = hearing(seed)
    merged = merge(sent.base, sent.returned, ORDER)
    disputed = [id_ for c in merged.conflicts for v in c.variants for id_ in v.edits]
    for edit in merged.edits:
        assert (edit.id in disputed) == bool(edit.conflict) != (edit.id in rows(merged))


@given(SEEDS)
def test_each_answer_brings_the_same_edits_alone_as_together(seed: int) -> None:
    sent = hearing(seed)
    merged = merge(sent.base, sent.returned, ORDER)
    for each in sent.returned:
        alone = merge(sent.base, [each], ORDER)
        together = {edit.id for edit in merged.edits if each.party in edit.parties}
        assert {edit.id for edit in alone.edits} == together


@given(SEEDS, SEEDS)
def test_the_order_in_which_answers_come_in_changes_nothing(seed: int, order: int) -> None:
    sent = hearing(seed)
    shuffled = sent.returned
    random.Random(order).shuffle(shuffled)
    one, other = merge(sent.base, sent.returned, ORDER), merge(sent.base, shuffled, ORDER)
    assert (one.edits, one.conflicts, one.comments) == (
        other.edits,
        other.conflicts,
        other.comments,
    )


@given(SEEDS)
def test_a_later_answer_leaves_the_names_of_earlier_edits(seed: int) -> None:
    sent = hearing(seed)
    first = merge(sent.base, sent.returned[:-1], ORDER)
    then = merge(sent.base, sent.returned, ORDER)
    assert {edit.id for edit in first.edits} <= {edit.id for edit in then.edits}


@given(SEEDS, st.sampled_from(["", "b", "s", "bs"]))
def test_a_copy_without_edits_is_no_edit_and_touches_nobody_elses(seed: int, carriers: str) -> None:
    sent = hearing(seed)
    base = sent.base
    untouched = Returned("Kalundborg Kommune", tuple(strip(list(base.paragraphs), carriers)))
    without = merge(base, sent.returned, ORDER)
    with_it = merge(base, [untouched, *sent.returned], ORDER)
    assert with_it.counts["Kalundborg Kommune"] == 0
    assert (with_it.edits, with_it.conflicts) == (without.edits, without.conflicts)


@given(SEEDS)
def test_accepting_what_names_a_party_and_rejecting_the_rest_gives_its_text(
    seed: int,
) -> None:
    sent = hearing(seed)
    base, answers = sent.base, sent.answers
    merged = merge(base, sent.returned, ORDER)
    if any(edit.candidates for edit in merged.edits):
        return  # asked, not guessed
    all_rows = rows(merged)
    for each in answers:
        party = each.returned.party
        yes = [e.id for e in merged.edits if not e.conflict and party in e.parties]
        yes += [
            row
            for conflict in merged.conflicts
            for row, variant in variants(merged, conflict.id)
            if party in variant.parties
        ]
        applied = folding.ruled(base, merged, yes, [row for row in all_rows if row not in yes])
        report_ = folding.folded(base, applied.entries)
        assert not applied.problems
        assert [p for p in report_.problems if p.severity == "error"] == []
        assert folding.reads(report_) == each.reads


@given(SEEDS)
def test_accepting_what_names_a_party_gives_the_rows_of_its_table(seed: int) -> None:
    sent = hearing(seed, steps=6, in_tables=4)
    merged = merge(sent.base, sent.returned, ORDER)
    for each in sent.answers:
        party = each.returned.party
        yes = [edit.id for edit in merged.edits if not edit.conflict and party in edit.parties]
        yes += [
            row
            for conflict in merged.conflicts
            for row, variant in variants(merged, conflict.id)
            if party in variant.parties
        ]
        no = [row for row in rows(merged) if row not in yes]
        applied = folding.ruled(sent.base, merged, yes, no)
        # The order of rows is the program's own.
        assert sorted(table_with(sent.base.paragraphs, applied)) == sorted(each.rows)


@given(SEEDS)
def test_the_order_of_rows_is_remarked_on_where_it_was_changed_and_only_there(seed: int) -> None:
    sent = hearing(seed, steps=6, in_tables=4)
    for each in sent.answers:
        merged = merge(sent.base, [each.returned], ORDER)
        applied = folding.all_accepted(sent.base, merged)
        kept = [row for row in table_with(sent.base.paragraphs, applied) if row in each.rows]
        in_order = [row for row in each.rows if row in kept[: len(kept) - len(applied.rows)]]
        told = [comment for comment in merged.comments if "Rækkefølgen" in comment.text]
        assert len(told) <= 1
        if told:
            assert told[0].section
        else:
            assert in_order == [row for row in kept if row in in_order]


@given(SEEDS)
def test_a_row_is_one_edit_whoever_put_it_in_and_wherever(seed: int) -> None:
    sent = hearing(seed, steps=6, in_tables=4)
    one, other = sent.returned[0], replace(sent.returned[0], party=ORDER[1])
    merged = merge(sent.base, [one, other], ORDER)
    alone = merge(sent.base, [one], ORDER)
    assert [edit.id for edit in merged.edits] == [edit.id for edit in alone.edits]
    assert all(edit.parties == ORDER[:2] for edit in merged.edits)


def table_with(paragraphs: Sequence[Para], applied: Applied) -> list[tuple[str, ...]]:
    """The rows of the table with what was decided of it, those that are new the last."""
    found = {n: list(row) for n, row in enumerate(rows_of(paragraphs))}
    places = {str(a): p.cell for p in paragraphs for a in p.anchors if a.cell and p.cell}
    for change in applied.cells:
        place = places[Anchor(change.cell)]
        found[place.row][place.column] = change.after
    for row in applied.rows:
        if not row.is_new:
            del found[row.place.row]
    made = [tuple(cells) for cells in found.values()]
    return made + [row.place.cells for row in applied.rows if row.is_new]


@given(SEEDS)
def test_rejecting_everything_gives_what_was_sent_out_and_records_each_ruling(
    seed: int,
) -> None:
    sent = hearing(seed)
    base = sent.base
    merged = merge(base, sent.returned, ORDER)
    applied = folding.ruled(base, merged, [], rows(merged))
    report_ = folding.folded(base, applied.entries)
    assert report_.problems == ()
    assert folding.reads(report_) == folding.reads(folding.folded(base, ()))
    assert len(applied.entries) == len(merged.edits) + len(merged.comments)
    assert not applied.cells
    assert not applied.rows
    assert not report_.pending


@given(SEEDS)
def test_whatever_can_be_accepted_together_folds_without_a_fault(seed: int) -> None:
    sent = hearing(seed)
    base = sent.base
    merged = merge(base, sent.returned, ORDER)
    yes = [edit.id for edit in merged.edits if not edit.conflict]
    yes += [variants(merged, conflict.id)[0][0] for conflict in merged.conflicts]
    no = [row for row in rows(merged) if row not in yes]
    applied = folding.ruled(base, merged, yes, no)
    told = [p for p in applied.problems if p.code != "hearing-together"]
    assert told == []
    report_ = folding.folded(base, applied.entries)
    assert [p for p in report_.problems if p.severity == "error"] == []
    assert not applied.undecided


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(
    st.lists(st.tuples(ANY_TEXT, st.sampled_from(["", "U1#h", "U1#t1", "§3.6", "x#"])), max_size=20)
)
def test_nothing_that_comes_back_makes_it_raise(paras: list[tuple[str, str]]) -> None:
    there = tuple(
        Para(Line((Run(text),)), (Anchor(anchor),) if anchor else (), "Normal")
        for text, anchor in paras
    )
    merged = merge(REPORT, [Returned(ORDER[0], there)], ORDER)
    assert merged.counts[ORDER[0]] == len(merged.edits)
    folding.ruled(REPORT, merged, rows(merged))


@settings(deadline=None)
@given(
    st.integers(0, 1000), st.lists(st.sampled_from(["", "b", "s", "bs"]), min_size=4, max_size=4)
)
def test_the_same_edits_are_found_with_any_carrier_of_identity_lost(
    seed: int, carriers: list[str]
) -> None:
    base = report(random.Random(seed))
    prepared = prepare(base)
    reads = []
    for lost in carriers:
        each = answer(base, random.Random(seed), ORDER[0], 3, lost)
        merged = merge(prepared, [each.returned], ORDER)
        if any(edit.candidates for edit in merged.edits):
            continue
        report_ = folding.folded(base, folding.all_accepted(base, merged).entries)
        reads.append(folding.reads(report_))
    assert all(each == reads[0] for each in reads)
