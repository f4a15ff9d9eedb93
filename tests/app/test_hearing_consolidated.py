"""All answers in one document, and the way back from it."""

from __future__ import annotations

from hypothesis import given

from reportgen.app.hearing.consolidated import consolidate
from reportgen.hearing.base import prepare
from reportgen.hearing.combine import merge
from reportgen.hearing.result import Merged, Part
from tests.app.hearing_documents import sent
from tests.hearing.documents import ORDER
from tests.hearing.editing import SEEDS, hearing, reads
from tests.word.redline_plans import read, settled

SECRETARIAT = "Sekretariatet"
TEMPLATE_TEXT = "Afsnittet bygger på referaterne."


def remarked(merged: Merged, party: str) -> bool:
    """Whether some of a party's edits are remarks about the report's own blocks."""
    return any(
        edit.part is Part.FIXED and (edit.block or edit.candidates or not edit.before)
        for edit in merged.edits
        if party in edit.parties
    )


def own_text(data: bytes) -> dict[str, list[str]]:
    """What a reader sees in each section of a Word file, the template's text aside."""
    found = reads([each for each in read(data).document.paragraphs if each.plain])
    return {
        section: left
        for section, texts in found.items()
        if (left := [text for text in texts if text != TEMPLATE_TEXT])
    }


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
