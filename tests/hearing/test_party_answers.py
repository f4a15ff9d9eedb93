"""Every edit and comment of a party is in its answer once, and nothing of another's."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given

from reportgen.hearing.base import prepare
from reportgen.hearing.decisions.editorial import editorial_edits
from reportgen.hearing.decisions.party_answers import Decisions, party_answers, standings
from reportgen.hearing.decisions.rows import Typed, answer_rows
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import BaseDocument
from reportgen.hearing.responses import Response, RoundResult, Way, heard_as
from reportgen.hearing.result import Comment, Merged
from tests.hearing import folding
from tests.hearing.documents import FAXE, ORDER, REPORT, Copy, document, para, point
from tests.hearing.editing import SEEDS, answer, hearing

SECOND = f"{ORDER[0]} (2)"


def comments(rng: random.Random, base: BaseDocument) -> tuple[Comment, ...]:
    """Remarks of several parties, on blocks and on the whole, some in threads."""
    made: list[Comment] = []
    for number in range(rng.randint(0, 12)):
        block = rng.choice(base.blocks) if base.blocks and rng.random() < 0.7 else None
        made.append(
            Comment(
                id=f"svar-k{number}",
                party=rng.choice((*ORDER, SECOND)),
                author="Leder",
                date="2022-12-01T10:00:00Z",
                section=block.section if block else "",
                block=block.id if block else "",
                text=f"Bemærkning {number}",
                reply_to=rng.choice(made).id if made and rng.random() < 0.4 else "",
            )
        )
    return tuple(made)


def result(base: BaseDocument, merged: Merged, missing: tuple[str, ...] = ()) -> RoundResult:
    responses = tuple(
        Response(party, Way.MISSING if party in missing else Way.DOCUMENT, "2022-12-01")
        for party in (ORDER[0], SECOND, *ORDER[1:])
    )
    return RoundResult(prepare(base), merged, responses)


@given(SEEDS)
def test_every_edit_and_comment_of_a_party_is_in_its_answer_once(seed: int) -> None:
    rng = random.Random(seed)
    sent = hearing(seed, steps=5, in_tables=2)
    again = answer(sent.base, rng, SECOND, rng.randint(0, 4)).returned
    merged = merge(sent.base, [*sent.returned, again], ORDER)
    merged = replace(merged, comments=comments(rng, sent.base))
    found = result(sent.base, merged)
    rows = answer_rows(merged, editorial=editorial_edits(found.prepared, merged))
    typed = {row.id: Typed(rng.choice((*Outcome, None)), reason="Fordi.") for row in rows}
    left = [row.id for row in rows if typed[row.id].outcome is None]
    made = party_answers(found, Decisions(rows, typed, left, {}), ORDER)
    for each in made:
        about = Counter(id_ for item in each.items for id_ in item.about)
        edits = [
            edit.id
            for edit in merged.edits
            if any(heard_as(name, ORDER) == each.party for name in edit.parties)
        ]
        said = [c.id for c in merged.comments if heard_as(c.party, ORDER) == each.party]
        assert about == Counter(dict.fromkeys([*edits, *said], 1))
        assert (each.edits, each.comments) == (len(edits), len(said))
    assert [each.party for each in made] == list(ORDER)


def test_who_did_not_answer_is_not_answered() -> None:
    merged = merge(REPORT, [Copy(REPORT).replace("U2#t1", "store", "små").returned(FAXE)], ORDER)
    found = result(REPORT, merged, missing=ORDER[1:])
    rows = answer_rows(merged)
    made = party_answers(found, Decisions(rows, {}, (), {}), ORDER)
    assert [each.party for each in made] == [FAXE]


def test_a_party_reads_its_own_side_of_a_conflict_and_not_the_others() -> None:
    one, other = (Copy(REPORT).replace("U2#t1", "store", word) for word in ("små", "få"))
    merged = merge(REPORT, [one.returned(ORDER[0]), other.returned(ORDER[1])], ORDER)
    rows = answer_rows(merged)
    first, second = rows
    typed = {
        first.id: Typed(Outcome.YES, assessment="Kun til notatet.", reason="I har ret."),
        second.id: Typed(Outcome.NO, reason="Tallene siger noget andet."),
    }
    decisions = Decisions(rows, typed, (), {})
    mine, theirs, *_ = party_answers(result(REPORT, merged), decisions, ORDER)
    assert [(i.outcome, i.reason) for i in mine.items] == [(Outcome.YES, "I har ret.")]
    assert [(i.outcome, i.reason) for i in theirs.items] == [
        (Outcome.NO, "Tallene siger noget andet.")
    ]
    assert "få" not in mine.items[0].wanted
    assert "notatet" not in repr(mine)


def with_shared_edit(*parties: str) -> Merged:
    """The first two write the same word alike and another differently; the third wants neither."""
    ends = ("indsatser", "tiltag")
    copies = [
        Copy(REPORT).replace("U2#t1", "store", "små").replace("U2#t1", "tilbud", end).returned(p)
        for end, p in zip(ends, parties, strict=False)
    ]
    third = Copy(REPORT).replace("U2#t1", "store", "få").returned(parties[2])
    return merge(REPORT, [*copies, third], ORDER)


def test_of_an_edit_that_two_sides_share_each_reads_what_became_of_its_own_side() -> None:
    merged = with_shared_edit(*ORDER[:3])
    (conflict,) = merged.conflicts
    rows = answer_rows(merged)
    typed = {row.id: Typed(Outcome.NO) for row in rows}
    (chosen,) = (row.id for row in rows if row.party == ORDER[1])
    typed[chosen] = Typed(Outcome.YES)
    made = party_answers(result(REPORT, merged), Decisions(rows, typed, (), {}), ORDER)
    for variant in conflict.variants:
        (party,) = variant.parties
        (item,) = next(each.items for each in made if each.party == party)
        assert set(item.about) == set(variant.edits)
        assert item.outcome is (Outcome.YES if party == ORDER[1] else Outcome.NO)


def test_what_a_party_wrote_twice_is_answered_once() -> None:
    merged = with_shared_edit(ORDER[0], SECOND, ORDER[1])
    rows = answer_rows(merged)
    mine, *_ = party_answers(result(REPORT, merged), Decisions(rows, {}, (), {}), ORDER)
    about = [id_ for item in mine.items for id_ in item.about]
    assert len(about) == len(set(about)) == mine.edits == 3


def test_the_place_in_the_new_version_is_where_the_point_has_come_to() -> None:
    gone = Copy(REPORT).delete_block("U1")
    reworded = Copy(REPORT).replace("U2#t1", "store", "små")
    added = Copy(REPORT).insert_after(
        "U2#m", para("Ventetid", "Punkt"), para("Der er ventetid.", "Punkttekst")
    )
    copies = zip((gone, reworded, added), ORDER, strict=False)
    merged = merge(REPORT, [copy.returned(party) for copy, party in copies], ORDER)
    rows = answer_rows(merged)
    applied = folding.all_accepted(REPORT, merged)
    report = folding.folded(REPORT, applied.entries)
    where = standings(prepare(REPORT), report, [(each.row, each.entry) for each in applied.made])
    typed = {row.id: Typed(Outcome.YES) for row in rows}
    decisions = Decisions(rows, typed, (), where)
    made = party_answers(result(REPORT, merged), decisions, ORDER)
    (first,), (second,), (third,) = (each.items for each in made[:3])
    assert (first.place, first.standing and first.standing.place) == ("3.6, punkt 1 (U1)", "")
    assert second.place == "3.6, punkt 2 (U2)"
    assert second.standing is not None
    assert second.standing.place == "3.6, punkt 1 (U2)"
    assert second.wording == "Området har små udsving i kvaliteten af tilbud."
    assert third.standing is not None
    assert third.standing.place == "3.6, punkt 2 (U4)"
    assert third.wording == "**Ventetid**\nDer er ventetid."


def test_what_was_not_met_has_its_place_in_the_new_version_too() -> None:
    gone = Copy(REPORT).delete_block("U1").returned(ORDER[0])
    reworded = Copy(REPORT).replace("U2#t1", "store", "små").returned(ORDER[1])
    merged = merge(REPORT, [gone, reworded], ORDER)
    rows = answer_rows(merged)
    applied = folding.all_accepted(REPORT, merge(REPORT, [gone], ORDER))
    report = folding.folded(REPORT, applied.entries)
    typed = {row.id: Typed(Outcome.NO) for row in rows}
    decisions = Decisions(rows, typed, (), {}, report)
    made = party_answers(result(REPORT, merged), decisions, ORDER)
    (first,), (second,) = (each.items for each in made[:2])
    assert first.standing is not None
    assert first.standing.place == ""
    assert second.place == "3.6, punkt 2 (U2)"
    assert second.standing is not None
    assert second.standing.place == "3.6, punkt 1 (U2)"
    assert second.wording == ""


def test_the_new_wording_is_that_of_the_paragraphs_that_changed() -> None:
    text = "Første afsnit.\nAndet afsnit.\nTredje afsnit."
    base = document([point("U1", "Overskrift", text)])
    merged = merge(base, [Copy(base).replace("U1#t2", "Andet", "Nyt").returned(FAXE)], ORDER)
    applied = folding.all_accepted(base, merged)
    report = folding.folded(base, applied.entries)
    (where,) = standings(
        prepare(base), report, [(each.row, each.entry) for each in applied.made]
    ).values()
    assert (where.place, where.words) == ("3.6, punkt 1 (U1)", "Nyt afsnit.")


def test_what_was_said_stands_in_the_order_of_the_document() -> None:
    copy = Copy(REPORT).replace("U2#t1", "store", "små").replace("U2#h", "Dag", "Døgn")
    merged = merge(REPORT, [copy.returned(FAXE)], ORDER)
    first, *_, last = sorted(REPORT.blocks, key=lambda block: block.section)
    on = [
        Comment(f"k{n}", FAXE, "", "", section, block, "Hm.")
        for n, (section, block) in enumerate(
            [("", ""), (last.section, last.id), (first.section, first.id)]
        )
    ]
    merged = replace(merged, comments=tuple(on))
    (made, *_) = party_answers(
        result(REPORT, merged), Decisions(answer_rows(merged), {}, (), {}), ORDER
    )
    sections = [item.place for item in made.items]
    assert sections[-1] == "Hele rapporten"
    assert sections[:-1] == sorted(sections[:-1])
    assert len(sections) == 5
