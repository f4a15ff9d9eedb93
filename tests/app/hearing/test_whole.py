"""A whole round: what members do in Word, tracked and not, through to each party's text again."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace

from hypothesis import given, settings

from reportgen.app.hearing.collecting import consolidate
from reportgen.hearing.base import Prepared, prepare
from reportgen.hearing.consolidated.decided import decisions_from_document
from reportgen.hearing.consolidated.plan import only_told
from reportgen.hearing.decisions.rows import answer_rows
from reportgen.hearing.decisions.rulings import Outcome, rows, variants
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from tests.app.hearing.documents import sent, views
from tests.app.hearing.members import Member, Step
from tests.app.hearing.test_consolidated import own_text, remarked
from tests.hearing.editing import SEEDS, report
from tests.word.redline_plans import read, settled

PARTIES = ("Faxe Kommune", "Greve Kommune", "Holbæk Kommune", "Lejre Kommune", "Region Øst")
STEPS = (
    *("reword",) * 6,
    *("embolden", "split", "add_paragraph", "add_point", "remove_block", "move_block"),
    "change_cell",
)


@dataclass(frozen=True)
class Round:
    """What was sent out, what members made of it, and all of it together."""

    data: bytes
    prepared: Prepared
    members: dict[str, Member]
    copies: dict[str, bytes]
    merged: Merged
    together: bytes


def played(seed: int, steps: int = 5) -> Round:
    """A round of three to five members; the same seed always plays the same."""
    rng = random.Random(seed)
    data, base = sent(report(rng))
    prepared = prepare(base)
    members: dict[str, Member] = {}
    for party in PARTIES[: rng.randint(3, 5)]:
        members[party] = Member(data, rng, f"Leder i {party}")
        members[party].work(rng.randint(0, steps), *STEPS)
    copies = {party: member.copy.save() for party, member in members.items()}
    answers = [replace(read(copy).document, party=party) for party, copy in copies.items()]
    merged = merge(prepared, answers, PARTIES)
    together = consolidate(data, prepared, merged, PARTIES, "Sekretariatet")
    return Round(data, prepared, members, copies, merged, together)


def reads(data: bytes) -> dict[str, list[str]]:
    """What a reader sees in each section; blanks at the ends of paragraphs nobody sees."""
    return {
        section: [each.strip() for each in paragraphs if each.strip()]
        for section, paragraphs in own_text(data).items()
    }


def is_made(step: Step, edits: list[Edit]) -> bool:
    """Whether an edit is what a member did, at the place where it was done."""
    if step.kind == "move_block":
        return any(edit.kind is EditKind.MOVE or edit.candidates for edit in edits)
    return any(
        step.block in (edit.block, edit.place, *edit.candidates) or edit.part is Part.FIXED
        for edit in edits
    )


def has_moved(data: bytes, copy: bytes) -> bool:
    """Whether the points of a copy stand in another order than they were sent out in."""
    before, after = (
        [a for para in read(file).document.paragraphs for a in para.anchors if a.endswith("#h")]
        for file in (data, copy)
    )
    return after != [anchor for anchor in before if anchor in after]


@settings(max_examples=40)
@given(SEEDS)
def test_everything_that_members_did_is_counted(seed: int) -> None:
    made = played(seed)
    merged = made.merged
    named = Counter(party for edit in merged.edits for party in edit.parties)
    assert {party: named[party] for party in made.members} == merged.counts
    shown = {id_ for row in answer_rows(merged) for id_ in row.about}
    assert shown == {edit.id for edit in merged.edits}
    for party, member in made.members.items():
        theirs = [edit for edit in merged.edits if party in edit.parties]
        for step in member.steps:
            if step.kind != "move_block" or has_moved(made.data, made.copies[party]):
                assert is_made(step, theirs), step


@settings(max_examples=40)
@given(SEEDS)
def test_each_partys_text_and_the_base_come_back_from_the_consolidated_document(seed: int) -> None:
    made = played(seed)
    for party, copy in made.copies.items():
        if not remarked(made.merged, party):
            assert reads(settled(made.together, party)) == reads(copy)
    rejected = read(settled(made.together, None)).document.paragraphs
    before = read(made.data).document.paragraphs
    assert [each.line for each in rejected] == [each.line for each in before]


@settings(max_examples=40)
@given(SEEDS)
def test_what_a_party_wanted_is_told_from_the_document_it_was_accepted_in(seed: int) -> None:
    made = played(seed)
    merged = made.merged
    told = only_told(made.prepared, merged)
    moved = {edit.block for edit in merged.edits if edit.kind is EditKind.MOVE}
    sides = {row: side for c in merged.conflicts for row, side in variants(merged, c.id)}
    for party in made.members:
        if remarked(merged, party):
            continue
        document = read(settled(made.together, party))
        found = decisions_from_document(made.prepared, merged, *views(document))
        for row in rows(merged):
            about = sides[row] if row in sides else merged.edit(row)
            edits = sides[row].edits if row in sides else (row,)
            if told & set(edits) or merged.edit(edits[0]).block in moved:
                continue
            wanted = Outcome.YES if party in about.parties else Outcome.NO
            assert found.decisions[row].outcome is wanted, about
