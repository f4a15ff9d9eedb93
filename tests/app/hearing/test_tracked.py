"""Every tracked change is found with its author and its time, and no other change is."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given

from reportgen.hearing.edits.merging import merge
from reportgen.hearing.result import EditKind, Merged
from tests.app.hearing.documents import sent
from tests.app.hearing.members import Member
from tests.editors.word import WordCopy, text
from tests.hearing.documents import FAXE, ORDER, document, prose
from tests.hearing.editing import SEEDS, report
from tests.word.redline_plans import read

FEW = ("ventetid", "økonomi", "mål", "og")
"""So few words that most of them stand beside one that is the same."""
LEADER = "Leder i Faxe"


def merged_with(data: bytes, copy: bytes, base: object) -> Merged:
    answer = replace(read(copy).document, party=FAXE)
    return merge(base, [answer], ORDER)  # type: ignore[arg-type]


@given(SEEDS)
def test_words_changed_with_tracking_on_are_tracked_however_often_they_occur(seed: int) -> None:
    rng = random.Random(seed)
    data, base = sent(report(rng, FEW))
    member = Member(data, rng, LEADER, FEW)
    member.work(6, "reword", tracked=True)
    merged = merged_with(data, member.copy.save(), base)
    for step in member.steps:
        for edit in merged.edits:
            if edit.block == step.block:
                (source,) = edit.sources
                assert source.authors == (step.author,), edit


@given(SEEDS)
def test_each_step_is_tracked_as_it_was_made(seed: int) -> None:
    rng = random.Random(seed)
    data, base = sent(report(rng))
    member = Member(data, rng, LEADER)
    kinds = ("reword", "reword", "embolden", "split", "add_paragraph", "remove_block")
    member.work(6, *kinds, "change_cell")
    merged = merged_with(data, member.copy.save(), base)
    for step in member.steps:
        for edit in merged.edits:
            if edit.block == step.block:
                (source,) = edit.sources
                assert source.authors == ((step.author,) if step.author else ()), (step, edit)


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("Tilbud fælles økonomi. Ventetid ventetid økonomi rekruttering.", (15, 42)),
        ("Mål og mål og mål.", (4, 11)),
        ("Mål og mål og mål.", (7, 14)),
        ("Mål mål mål.", (4, 8)),
    ],
)
def test_words_taken_out_where_others_are_the_same_have_their_author(
    said: str, gone: tuple[int, int]
) -> None:
    data, base = sent(document([prose("1.1/1", said)]))
    copy = WordCopy(data, LEADER)
    copy.delete(copy.at("1.1/1#t1"), *gone)
    (edit,) = merged_with(data, copy.save(), base).edits
    assert edit.tracked
    assert edit.after == said[: gone[0]] + said[gone[1] :]


def test_of_two_people_in_one_paragraph_each_has_their_own_change() -> None:
    data, base = sent(document([prose("1.1/1", "Mål og mål og ventetid og økonomi til sidst.")]))
    copy = WordCopy(data, "Anne")
    copy.delete(copy.at("1.1/1#t1"), 0, 7)
    other = WordCopy(copy.save(), "Bo")
    paragraph = other.at("1.1/1#t1")
    end = len(text(paragraph)) - 1
    other.insert(paragraph, end, " og først")
    first, last = merged_with(data, other.save(), base).edits
    assert first.kind is last.kind is EditKind.REPLACE
    assert [a.name for a in first.sources[0].authors] == ["Anne"]
    assert [a.name for a in last.sources[0].authors] == ["Bo"]
