"""Each change beside what was sent out, and the sums: nothing is left out and nothing invented."""

from __future__ import annotations

import random

from hypothesis import example, given

from reportgen.hearing.base import Prepared, prepare
from reportgen.hearing.decisions.rows import Typed, answer_rows, undecided
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.responses import RoundResult
from reportgen.hearing.result import EditKind, Part
from reportgen.hearing.review.items import Choice, Items, Overview, Show, State
from reportgen.hearing.review.marked import Mark, MarkedLine
from reportgen.report.wording.text import plain
from tests.hearing.documents import ORDER
from tests.hearing.editing import SEEDS, hearing


def items_of(seed: int) -> tuple[Prepared, Items]:
    sent = hearing(seed)
    prepared = prepare(sent.base)
    merged = merge(prepared, sent.returned, ORDER)
    return prepared, Items(RoundResult(prepared, merged, ()), answer_rows(merged))


def decided_by_chance(items: Items, seed: int) -> dict[str, Typed]:
    rng = random.Random(seed)
    texts = ["", "Egen ordlyd."]
    return {
        row.id: Typed(rng.choice([None, *Outcome]), rng.choice(texts))
        for item in items.all
        for row in item.rows
    }


def said(lines: tuple[MarkedLine, ...], without: Mark) -> str:
    return "".join(
        "".join(piece.text.split())
        for line in lines
        for piece in line.pieces
        if piece.mark is not without
    )


@given(SEEDS)
def test_every_row_is_in_one_change_and_decided_and_open_are_all(seed: int) -> None:
    _, items = items_of(seed)
    rows = [row for item in items.all for row in item.rows]
    assert len(rows) == len({row.id for row in rows})
    typed = decided_by_chance(items, seed)
    overview = Overview(items, typed)
    total = overview.sum()
    assert total.all == len(items.all)
    assert overview.sum(Choice(Show.OPEN)).all == total.open
    by_section = [overview.sum(Choice(section=section)) for section in items.sections]
    assert sum(each.decided for each in by_section) == total.decided
    assert sum(each.open for each in by_section) == total.open
    open_rows = {
        row.id for i in items.all if overview.state(i) is not State.DECIDED for row in i.rows
    }
    assert set(undecided(rows, typed)) <= open_rows


@given(SEEDS)
@example(2275)  # one side takes a point out, another changes its heading, a third its text alone
def test_words_are_marked_so_that_both_texts_can_be_read(seed: int) -> None:
    """Without what comes it says what was sent out, without what goes what a party wants."""
    prepared, items = items_of(seed)
    for item in items.all:
        for row in item.rows:
            edits = items.edits_of(row)
            if not edits or any(
                e.kind is not EditKind.REPLACE or e.part is not Part.TEXT for e in edits
            ):
                continue
            lines = items.lines(item, row)
            assert said(lines, Mark.COME) == said(items.base_lines(item), Mark.COME)
            if len(edits) == 1 and not prepared.known[edits[0].block].block.waiting:
                wanted = plain(edits[0].after)
                text = [line for line in lines if not line.is_heading]
                assert said(text, Mark.GONE) == "".join(wanted.split())


@given(SEEDS)
def test_everything_that_is_taken_out_or_put_in_is_marked(seed: int) -> None:
    _, items = items_of(seed)
    for item in items.all:
        for row in item.rows:
            for edit in items.edits_of(row):
                lines = items.lines(item, row)
                if edit.kind in {EditKind.REPLACE, EditKind.REMOVE, EditKind.CELL, EditKind.FORMAT}:
                    assert any(line.is_changed for line in lines), row


def test_what_holds_only_together_and_was_decided_differently_is_not_decided() -> None:
    """Two paragraphs that were joined: one edit takes the first out, another adds to the second."""
    for seed in range(400):
        _, items = items_of(seed)
        groups: dict[str, set[str]] = {}
        for row, edit in items.held_together:
            groups.setdefault(edit.together, set()).add(row.id)
        for rows in groups.values():
            if len(rows) < 2 or any("/" in row for row in rows):
                continue
            first, *others = sorted(rows)
            met = dict.fromkeys(others, Typed(Outcome.YES))
            same = Overview(items, {first: Typed(Outcome.YES), **met})
            torn = Overview(items, {first: Typed(Outcome.NO), **met})
            item = items.by_id[first]
            if torn.torn:
                assert same.state(item) is State.DECIDED
                assert torn.state(item) is State.HALF
                return
    raise AssertionError("nothing holds together in any of them")
