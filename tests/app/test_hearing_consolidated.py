"""All answers in one document, and the way back from it."""

from __future__ import annotations

from hypothesis import given

from reportgen.app.hearing.consolidated import consolidate, decisions_from_document
from reportgen.app.hearing.consolidated_plan import only_told
from reportgen.hearing.base import prepare
from reportgen.hearing.combine import merge
from reportgen.hearing.decisions import Outcome, rows, variants
from reportgen.hearing.model import BaseDocument
from reportgen.hearing.result import Merged, Part
from tests.app.hearing_documents import sent
from tests.hearing.documents import ORDER
from tests.hearing.editing import SEEDS, hearing
from tests.word.redline_plans import read, settled

SECRETARIAT = "Sekretariatet"
TEMPLATE_TEXT = ("Afsnittet bygger på referaterne.", "Kilde", "")


def remarked(merged: Merged, party: str) -> bool:
    """Whether some of a party's edits are remarks about the report's own blocks."""
    return any(
        edit.part is Part.FIXED and (edit.block or edit.candidates or not edit.before)
        for edit in merged.edits
        if party in edit.parties
    )


def own_text(data: bytes) -> dict[str, list[str]]:
    """What a reader sees in each section of a Word file, the template's text aside."""
    section = ""
    found: dict[str, list[str]] = {}
    for each in read(data).document.paragraphs:
        if any(anchor.startswith("§") for anchor in each.anchors):
            section = each.anchors[0][1:]
        elif section and not each.cell and each.plain.partition(":")[0] not in TEMPLATE_TEXT:
            found.setdefault(section, []).append(each.plain)
    return found


@given(SEEDS)
def test_accepting_what_names_a_party_and_rejecting_the_rest_gives_its_text(seed: int) -> None:
    made = hearing(seed)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    for answer in made.answers:
        party = answer.returned.party
        if not remarked(merged, party):
            assert own_text(settled(together, party)) == answer.reads


@given(SEEDS)
def test_rejecting_everything_gives_what_was_sent_out(seed: int) -> None:
    made = hearing(seed)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    rejected = read(settled(together, None)).document.paragraphs
    assert [each.line for each in rejected] == [each.line for each in base.paragraphs]


def decidable(base: BaseDocument, merged: Merged) -> set[str]:
    """Rows that can be decided by accepting and rejecting."""
    told = only_told(prepare(base), merged)
    sides = {row: side.edits for c in merged.conflicts for row, side in variants(merged, c.id)}
    said = {comment.id for comment in merged.comments}
    return {
        row for row in rows(merged) if row not in said and not told & {row, *sides.get(row, ())}
    }


@given(SEEDS)
def test_a_document_with_all_changes_rejected_says_no_to_everything(seed: int) -> None:
    made = hearing(seed)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    found = decisions_from_document(prepare(base), merged, read(settled(together, None)))
    outcomes = {id_: typed.outcome for id_, typed in found.decisions.items()}
    assert outcomes == dict.fromkeys(decidable(base, merged), Outcome.NO)
    assert not found.own


@given(SEEDS)
def test_a_document_nobody_has_worked_in_decides_nothing(seed: int) -> None:
    made = hearing(seed)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    found = decisions_from_document(prepare(base), merged, read(together))
    assert not found.decisions
    assert not found.own


@given(SEEDS)
def test_accepting_one_party_and_rejecting_the_rest_is_told_from_the_document(seed: int) -> None:
    made = hearing(seed)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    can = decidable(base, merged)
    for party in ORDER:
        if remarked(merged, party):
            continue
        found = decisions_from_document(prepare(base), merged, read(settled(together, party)))
        for edit in merged.edits:
            if edit.id in can:
                wanted = Outcome.YES if party in edit.parties else Outcome.NO
                assert found.decisions[edit.id].outcome is wanted, edit
        for conflict in merged.conflicts:
            for row, side in variants(merged, conflict.id):
                if row not in can:
                    continue
                wanted = Outcome.YES if party in side.parties else Outcome.NO
                assert found.decisions[row].outcome is wanted, conflict
