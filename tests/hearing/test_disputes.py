"""Conflicting edits in the consolidated document: one side after the other, each readable."""

from __future__ import annotations

from hypothesis import given

from reportgen.hearing.base import prepare
from reportgen.hearing.consolidated.disputes import disputes
from reportgen.hearing.consolidated.plan import plan
from reportgen.hearing.edits.conflicts import words_of
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.redline_plan import DeletedText, InsertedText, KeptText
from reportgen.report.wording.differ import apply_hunks
from reportgen.report.wording.tokens import plain_of
from tests.hearing.documents import FAXE, GREVE, HOLBAEK, ORDER, REPORT, Copy
from tests.hearing.editing import SEEDS, hearing


def shown(*wanted: tuple[str, str, str]) -> list[tuple[str, str]]:
    """What stands in the first paragraph of U1 where parties replace words, and who did it."""
    prepared = prepare(REPORT)
    copies = []
    for party, old, new in wanted:
        copy = Copy(REPORT, party)
        copy.replace("U1#t1", old, new)
        copies.append(copy.returned())
    made = plan(prepared, merge(prepared, copies, ORDER), ORDER, "Sekretariatet")
    (paragraph,) = (p for p in made.edited.values() if p.segments)
    told: list[tuple[str, str]] = []
    for segment in paragraph.segments:
        match segment:
            case KeptText(text=text):
                told.append(("", text))
            case DeletedText(text=text, by=by):
                told.append((f"− {by.author}", text))
            case InsertedText(runs=runs, by=by):
                told.append((f"+ {by.author}", "".join(run.text for run in runs)))
    return told


def test_two_sides_that_overlap_stand_whole_one_after_the_other() -> None:
    assert shown(
        (FAXE, "Stadig flere", "Flere og flere"), (GREVE, "Stadig flere børn", "Børn")
    ) == [
        (f"− {FAXE}; {GREVE}", "Stadig flere børn "),
        (f"+ {FAXE}", "Flere og flere børn "),
        (f"+ {GREVE}", "Børn "),
        ("", "og unge får en diagnose."),
    ]


def test_parties_of_one_side_stand_together_and_another_side_apart() -> None:
    assert shown(
        (FAXE, "diagnose", "sygdom"), (GREVE, "en diagnose", "det"), (HOLBAEK, "diagnose", "sygdom")
    ) == [
        ("", "Stadig flere børn og unge får"),
        (f"− {FAXE}; {GREVE}; {HOLBAEK}", " en diagnose"),
        (f"+ {FAXE}; {HOLBAEK}", " en sygdom"),
        (f"+ {GREVE}", " det"),
        ("", "."),
    ]


@given(SEEDS)
def test_each_side_of_a_dispute_says_what_its_parties_want(seed: int) -> None:
    sent = hearing(seed)
    merged = merge(sent.base, sent.returned, ORDER)
    prepared = prepare(sent.base)
    for dispute in disputes(prepared, merged):
        words = words_of(prepared, dispute.edits[0])
        spans = {(side.hunk.start, side.hunk.end) for side in dispute.sides}
        assert len(spans) == 1
        for side in dispute.sides:
            own = [edit.hunk for edit in side.edits if edit.hunk is not None]
            whole = plain_of(apply_hunks(words, [side.hunk]))
            assert whole == plain_of(apply_hunks(words, own))
