from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reportgen.problems import Location
from reportgen.report import ids
from reportgen.report.entries import REWORDING, Entry, Kind
from reportgen.report.folding.fold import fold
from reportgen.report.model import Base, Change, Fate
from tests.strategies import bases, histories, stock


@given(bases(), histories())
def test_the_same_inputs_always_make_the_same_report(base: Base, changes: list[Change]) -> None:
    assert fold(base, changes) == fold(base, list(changes))


@given(bases(), histories())
def test_every_change_has_one_fate_whatever_is_wrong_with_it(
    base: Base, changes: list[Change]
) -> None:
    report = fold(base, changes)
    count = Counter(report.fates.values())
    assert sum(count.values()) == len(changes)
    assert count[Fate.PENDING] == len(report.pending)
    assert {p.id for p in report.pending} == {
        ref for ref, fate in report.fates.items() if fate is Fate.PENDING
    }


@given(bases(), histories())
def test_a_faulty_change_is_told_of_at_its_own_place(base: Base, changes: list[Change]) -> None:
    report = fold(base, changes)
    told = {p.location for p in report.problems if p.severity == "error"}
    for change in changes:
        if report.fates[change.ref] is Fate.FAULT:
            assert change.location in told


@given(bases(), histories())
def test_what_was_folded_stands_in_the_history_of_its_block(
    base: Base, changes: list[Change]
) -> None:
    report = fold(base, changes)
    if len({change.ref for change in changes}) < len(changes):
        return
    for change in changes:
        words = change.entry.kind in REWORDING and change.entry.text is not None
        if words and report.fates[change.ref] is Fate.FOLDED:
            block = report.find(report.targets[change.ref])
            assert block is not None
            assert change.ref in [step.ref for step in block.steps]


@given(bases(), histories())
def test_ids_are_unique_and_never_used_again(base: Base, changes: list[Change]) -> None:
    report = fold(base, changes)
    standing = [block.id for row in report.blocks.values() for block in row]
    assert len(standing) == len(set(standing))
    assert not {block.id for block in report.removed} & set(standing)
    own = {row.id for row in base.points}
    added = {b.id for row in report.blocks.values() for b in row if b.steps[0].ref}
    assert not added & (base.reserved | own)


@given(bases(), histories())
def test_every_block_stands_in_the_row_of_its_section(base: Base, changes: list[Change]) -> None:
    report = fold(base, changes)
    for row, blocks in report.blocks.items():
        for block in blocks:
            assert ids.sequence_of(block.id) == row
            assert row in {block.section, f"{block.section}/"}


@given(bases(), histories())
def test_a_block_reads_as_its_last_step_left_it(base: Base, changes: list[Change]) -> None:
    report = fold(base, changes)
    for row in report.blocks.values():
        for block in row:
            assert (block.heading, block.text) == (block.steps[-1].heading, block.steps[-1].text)


@given(bases(), histories())
def test_every_comment_has_a_place_in_the_report(base: Base, changes: list[Change]) -> None:
    report = fold(base, changes)
    standing = {block.id for row in report.blocks.values() for block in row}
    for pending in report.pending:
        assert pending.block is None or pending.block in standing
        assert pending.section is None or pending.section in base.sections


@given(bases(), histories())
def test_an_entry_that_names_its_block_folds_as_one_that_counts_to_it(
    base: Base, changes: list[Change]
) -> None:
    report = fold(base, changes)
    if len({change.ref for change in changes}) < len(changes):
        return
    named = []
    for change in changes:
        meant = report.meant.get(change.ref)
        keys = {}
        if meant and change.entry.kind is not Kind.ADD:
            keys = {"id": meant[0]}
            if change.entry.kind in {Kind.AMEND, Kind.REPLACE, Kind.REMOVE}:
                if change.entry.before is None:
                    keys["before"] = meant[1]
                if change.entry.heading_before is None:
                    keys["heading_before"] = meant[2]
        entry = change.entry.model_copy(update=keys)
        named.append(
            Change(change.ref, entry, change.group, change.source, change.location, change.date)
        )
    again = fold(base, named)
    assert again.fates == report.fates
    assert [_said(b) for r in again.blocks.values() for b in r] == [
        _said(b) for r in report.blocks.values() for b in r
    ]


def _said(block: object) -> tuple[str, str, str]:
    return block.id, block.heading, block.text  # type: ignore[attr-defined]


@given(bases(), st.data())
def test_changes_of_different_blocks_can_be_exchanged(base: Base, data: st.DataObject) -> None:
    blocks = [row.id for row in base.points]
    chosen = data.draw(st.permutations(blocks)) if blocks else []
    changes = [
        Change(
            ref=f"{number:03}/1",
            entry=Entry(id=name, kind=Kind.REPLACE, text=data.draw(stock)),
            group=f"{number:03}.yaml",
            source="",
            location=Location(f"{number:03}.yaml"),
        )
        for number, name in enumerate(chosen, 1)
    ]
    assert fold(base, changes).blocks == fold(base, reversed(changes)).blocks


@given(bases(), st.lists(stock, min_size=1, max_size=5))
def test_after_rewording_in_turn_the_last_wording_stands(base: Base, texts: list[str]) -> None:
    if not base.points:
        return
    name, before = base.points[0].id, base.points[0].text
    changes = []
    for number, text in enumerate(texts, 1):
        entry = Entry(id=name, kind=Kind.REPLACE, before=before, text=text)
        changes.append(
            Change(f"{number:03}/1", entry, f"{number:03}", "", Location(f"{number:03}"))
        )
        before = text
    found = fold(base, changes).find(name)
    assert found is not None
    assert found.text == texts[-1]
