"""Laws of inputs that change under a round: whatever they come to say, it can be finished."""

from __future__ import annotations

import random

from hypothesis import given

from reportgen.hearing.base import prepare
from reportgen.hearing.decisions.apply import apply_rulings
from reportgen.hearing.decisions.current import Current, overtaken_rows
from reportgen.hearing.decisions.fitting import Fitted, fit
from reportgen.hearing.decisions.rows import answer_rows
from reportgen.hearing.decisions.rulings import Outcome, Ruling, variants
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import BaseBlock, BaseDocument
from reportgen.report import ids
from tests.hearing import folding
from tests.hearing.documents import ORDER, document
from tests.hearing.editing import SEEDS, hearing, paragraph, sentence


def changed(base: BaseDocument, rng: random.Random) -> BaseDocument:
    """What the secretariat makes of its inputs: blocks reworded, added, taken out, moved."""
    blocks = list(base.blocks)
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(blocks))
        block = blocks[at]
        words = block.text.split(" ")
        match rng.randrange(6):
            case 0:
                words[rng.randrange(len(words))] = "vagten"
                blocks[at] = with_text(block, " ".join(words))
            case 1:
                blocks[at] = with_text(block, paragraph(rng))
            case 2 if ids.is_point(block.id):
                blocks[at] = BaseBlock(block.id, block.section, block.text, sentence(rng, 4))
            case 3 if len(blocks) > 1:
                del blocks[at]
            case 4:
                new = f"{block.id[0]}{900 + len(blocks)}" if ids.is_point(block.id) else block.id
                heading = "Nyt" if ids.is_point(block.id) else ""
                blocks.insert(at, BaseBlock(new, block.section, paragraph(rng), heading))
            case _:
                moved = blocks.pop(at)
                row = [n for n, each in enumerate(blocks) if each.section == moved.section]
                blocks.insert(rng.choice(row) if row else at, moved)
    return document(numbered(blocks))


def with_text(block: BaseBlock, text: str) -> BaseBlock:
    return BaseBlock(block.id, block.section, text, block.heading)


def numbered(blocks: list[BaseBlock]) -> list[BaseBlock]:
    """Prose is named by its place, and a point by its id, once."""
    counted: dict[str, int] = {}
    made: list[BaseBlock] = []
    for block in blocks:
        if ids.is_point(block.id):
            if block.id not in {each.id for each in made}:
                made.append(block)
            continue
        counted[block.section] = counted.get(block.section, 0) + 1
        number = f"{block.section}/{counted[block.section]}"
        made.append(BaseBlock(number, block.section, block.text))
    return made


@given(SEEDS)
def test_whatever_the_inputs_say_now_the_round_can_be_settled(seed: int) -> None:
    sent = hearing(seed)
    prepared = prepare(sent.base)
    merged = merge(prepared, sent.returned, ORDER)
    now = changed(sent.base, random.Random(seed))
    inputs = folding.folded(now, ())
    rows = answer_rows(merged)
    yes = [edit.id for edit in merged.edits if not edit.conflict]
    yes += [variants(merged, conflict.id)[0][0] for conflict in merged.conflicts]
    ruled = {
        row.id: Ruling(row.id, Outcome.YES if row.id in yes else Outcome.NO, by="Sekretariatet")
        for row in rows
    }
    used = {block.id for row in inputs.blocks.values() for block in row}
    applied = apply_rulings(prepared, merged, ruled, used)
    if applied.problems:
        return  # decided differently what holds only together, which is told
    current = Current(prepared, inputs)

    def fitted(settled: set[str]) -> Fitted:
        return fit(applied, prepared, current, rows, used=used, settled=settled)

    asked = set(fitted(set()).overtaken)
    assert asked <= set(yes)
    while more := set(fitted(asked).overtaken) - asked:
        asked |= more
    settled = fitted(asked)
    assert not settled.overtaken
    report = folding.folded(now, [made.entry for made in settled.made])
    assert [p for p in report.problems if p.severity == "error"] == []


@given(SEEDS)
def test_a_row_that_is_shown_with_both_texts_is_one_that_was_changed_in_both(seed: int) -> None:
    sent = hearing(seed)
    prepared = prepare(sent.base)
    merged = merge(prepared, sent.returned, ORDER)
    rows = answer_rows(merged)
    same = Current(prepared, folding.folded(sent.base, ()))
    assert overtaken_rows(prepared, merged, rows, same) == {}
    current = Current(prepared, folding.folded(changed(sent.base, random.Random(seed)), ()))
    for id_, overtaken in overtaken_rows(prepared, merged, rows, current).items():
        row = next(row for row in rows if row.id == id_)
        block = merged.edit(row.about[0]).block
        assert current.is_changed(block) or block in current.moved
        assert bool(overtaken.place) == bool(overtaken.now)
