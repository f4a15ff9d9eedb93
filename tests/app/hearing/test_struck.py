"""Words that a member struck through by hand are read as taken out, and asked about as such."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given

from reportgen.app.hearing.collecting import consolidate
from reportgen.hearing.base import prepare
from reportgen.hearing.decisions.descriptions import said
from reportgen.hearing.decisions.rows import answer_rows
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import Author, BaseDocument
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from reportgen.opc.namespaces import qn
from reportgen.word.read.returned import Reader, differences
from tests.app.hearing.documents import sent
from tests.app.hearing.test_consolidated import remarked
from tests.app.hearing.test_whole import reads
from tests.editors.word import Paragraph, WordCopy, anchors, text
from tests.hearing.documents import FAXE, GREVE, ORDER, REPORT
from tests.hearing.editing import SEEDS, report
from tests.word.redline_plans import settled

LEADER = "Leder i Faxe"
STRIKE, DOUBLE = "w:strike", "w:dstrike"
ASKED = "overstreget: skal det udgå?"


def found_in(data: bytes, copy: bytes, base: BaseDocument, party: str = FAXE) -> Merged:
    read, problems = Reader().read(copy, "svar.docx", sent=data)
    assert read is not None, problems
    return merge(base, [replace(read.document, party=party)], ORDER)


def of_block(copy: WordCopy, block: str) -> list[Paragraph]:
    return [p for p in copy.paragraphs() if any(a.partition("#")[0] == block for a in anchors(p))]


def strike(copy: WordCopy, anchor: str, words: str, tag: str = STRIKE) -> None:
    paragraph = copy.at(anchor)
    start = text(paragraph).index(words)
    copy.embolden(paragraph, start, start + len(words), tag)


def strike_whole(copy: WordCopy, *paragraphs: Paragraph) -> None:
    for paragraph in paragraphs:
        copy.embolden(paragraph, 0, len(text(paragraph)), STRIKE)


@dataclass(frozen=True)
class Kind:
    """A way to strike something through, and the one edit it is."""

    name: str
    do: Callable[[WordCopy], object]
    block: str
    kind: EditKind
    after: str
    part: Part = Part.TEXT


def typed_beside(copy: WordCopy) -> None:
    strike(copy, "U2#t1", "store ")
    copy.insert(copy.at("U2#t1"), len("Området har "), "betydelige ")


def typed_below(copy: WordCopy) -> None:
    strike_whole(copy, copy.at("3.1/2#t1"))
    new = copy.add_after(copy.at("3.1/2#t1"), "Temadagen blev aflyst i år.")
    copy.embolden(new, 0, len(text(new)), "w:color")
    for colour in new.iter(qn("w:color")):
        colour.set(qn("w:val"), "FF0000")


def text_typed_below(copy: WordCopy) -> None:
    strike_whole(copy, copy.at("U1#t1"), copy.at("U1#t2"))
    copy.add_after(copy.at("U1#t2"), "Det skal undersøges nærmere.")


def point_typed_anew(copy: WordCopy) -> None:
    strike_whole(copy, *of_block(copy, "U2"))
    copy.add_after(
        of_block(copy, "U2")[-1], "Kvaliteten af tilbuddene svinger for meget.", "Punkttekst"
    )


KINDS = [
    Kind(
        "part of a word",
        lambda copy: strike(copy, "U2#t1", "udsving"[2:]),
        "U2",
        EditKind.REPLACE,
        "Området har store ud i kvaliteten af tilbud.",
    ),
    Kind(
        "twice",
        lambda copy: strike(copy, "U2#t1", " store", DOUBLE),
        "U2",
        EditKind.REPLACE,
        "Området har udsving i kvaliteten af tilbud.",
    ),
    Kind(
        "a paragraph of a point",
        lambda copy: strike_whole(copy, copy.at("U1#t2")),
        "U1",
        EditKind.REPLACE,
        "Stadig flere børn og unge får en diagnose.",
    ),
    Kind(
        "the text of a point",
        lambda copy: strike_whole(copy, copy.at("U2#t1")),
        "U2",
        EditKind.REMOVE,
        "",
    ),
    Kind(
        "a paragraph of prose",
        lambda copy: strike_whole(copy, copy.at("3.1/2#t1")),
        "3.1/2",
        EditKind.REMOVE,
        "",
        Part.PLACE,
    ),
    Kind(
        "a whole point",
        lambda copy: strike_whole(copy, *of_block(copy, "U2")),
        "U2",
        EditKind.REMOVE,
        "",
        Part.PLACE,
    ),
    Kind(
        "a point without its source line",
        lambda copy: strike_whole(copy, *of_block(copy, "U2")[:-1]),
        "U2",
        EditKind.REMOVE,
        "",
        Part.PLACE,
    ),
    Kind(
        "a word with another beside it",
        typed_beside,
        "U2",
        EditKind.REPLACE,
        "Området har betydelige udsving i kvaliteten af tilbud.",
    ),
    Kind(
        "a paragraph with another below it",
        typed_below,
        "3.1/2",
        EditKind.REPLACE,
        "Temadagen blev aflyst i år.",
    ),
    Kind(
        "the paragraphs of a point with another below them",
        text_typed_below,
        "U1",
        EditKind.REPLACE,
        "Det skal undersøges nærmere.",
    ),
    Kind(
        "a figure in a table",
        lambda copy: strike_whole(copy, copy.at("Nøgletal!B2")),
        "Nøgletal!B2",
        EditKind.CELL,
        "",
    ),
    Kind(
        "words of a heading",
        lambda copy: strike(copy, "A1#h", "Fælles "),
        "A1",
        EditKind.REPLACE,
        "ramme",
        Part.HEADING,
    ),
]


@pytest.mark.parametrize("tracking", [True, False])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_struck_through_is_one_edit_that_asks(kind: Kind, tracking: bool) -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    copy.tracking = tracking
    kind.do(copy)
    merged = found_in(data, copy.save(), base)
    (edit,) = merged.edits
    assert (edit.block, edit.kind, edit.part, edit.after) == (
        kind.block,
        kind.kind,
        kind.part,
        kind.after,
    )
    assert edit.struck
    signed = (Author(LEADER, copy.time.rstrip("Z")),) if tracking else ()
    assert edit.sources[0].authors == signed
    (row,) = answer_rows(merged)
    assert ASKED in row.after
    assert ASKED in said(prepare(base), edit)
    assert merged.comments == ()


def deletions(edits: tuple[Edit, ...]) -> list[tuple[object, ...]]:
    return [(e.id, e.block, e.kind, e.before, e.after, e.hunk) for e in edits]


def part_of(paragraph: Paragraph) -> str:
    """Which part of a block a paragraph shows; ``-`` for a cell, and for what is no block."""
    named = next(iter(anchors(paragraph)), "-")
    return "§" if named.startswith("§") else named.partition("#")[2][:1] or "-"


def struck_and_deleted(
    rng: random.Random, data: bytes, author: str, parts: str = "htm§"
) -> tuple[bytes, bytes]:
    """A copy in which a member struck words through, and one in which they were deleted.

    `parts` are what it works in: headings, text, source lines of points, sections.
    """
    struck, deleted = WordCopy(data, author), WordCopy(data, author)
    struck.tracking = rng.random() < 0.5
    pairs = list(zip(struck.paragraphs(), deleted.paragraphs(), strict=True))
    pairs = [pair for pair in pairs if part_of(pair[0]) in parts]
    for one, other in rng.sample(pairs, min(len(pairs), 5)):
        length = len(text(one))
        start, end = sorted(rng.sample(range(length + 1), 2)) if rng.random() < 0.6 else (0, length)
        if not text(one)[start:end].strip():
            continue  # a blank that is struck through says nothing
        struck.embolden(one, start, end, rng.choice((STRIKE, DOUBLE)))
        if text(other)[:start].strip() or text(other)[end:].strip():
            deleted.delete(other, start, end)
        else:
            deleted.remove(other)
    return struck.save(), deleted.save()


@given(SEEDS)
def test_striking_through_asks_for_what_deleting_asks_for(seed: int) -> None:
    rng = random.Random(seed)
    data, base = sent(report(rng))
    copies = struck_and_deleted(rng, data, LEADER)
    mine, theirs = (found_in(data, copy, base) for copy in copies)
    assert deletions(mine.edits) == deletions(theirs.edits)
    assert all(edit.struck for edit in mine.edits)
    assert not any(edit.struck for edit in theirs.edits)


@given(SEEDS)
def test_accepting_a_party_gives_its_text_without_what_it_struck_through(seed: int) -> None:
    rng = random.Random(seed)
    data, base = sent(report(rng))
    copies = {party: struck_and_deleted(rng, data, f"Leder i {party}", "ht") for party in ORDER}
    answers = []
    for party, (struck, _) in copies.items():
        read_, problems = Reader().read(struck, "svar.docx", sent=data)
        assert read_ is not None, problems
        answers.append(replace(read_.document, party=party))
    prepared = prepare(base)
    merged = merge(prepared, answers, ORDER)
    together = consolidate(data, prepared, merged, ORDER, "Sekretariatet")
    for party, (_, deleted) in copies.items():
        if not remarked(merged, party):
            assert reads(settled(together, party)) == reads(deleted)


def test_what_was_struck_through_when_it_was_sent_out_is_nobodys_edit() -> None:
    data, base = sent(REPORT)
    before = WordCopy(data, "Sekretariatet")
    before.tracking = False
    strike(before, "U2#t1", "store udsving")
    original = before.save()
    copy = WordCopy(original, LEADER)
    copy.insert(copy.at("U3#t1"), 0, "Måske. ")
    (edit,) = found_in(original, copy.save(), base).edits
    assert edit.block == "U3"


def test_two_who_take_out_the_same_words_are_in_one_row_however_they_do_it() -> None:
    data, base = sent(REPORT)
    answers = []
    for party, is_struck in ((FAXE, True), (GREVE, False)):
        copy = WordCopy(data, f"Leder i {party}")
        start = text(copy.at("U2#t1")).index(" store")
        if is_struck:
            copy.embolden(copy.at("U2#t1"), start, start + len(" store"), STRIKE)
        else:
            copy.delete(copy.at("U2#t1"), start, start + len(" store"))
        read, _ = Reader().read(copy.save(), "svar.docx", sent=data)
        assert read is not None
        answers.append(replace(read.document, party=party))
    (edit,) = merge(base, answers, ORDER).edits
    assert edit.parties == (FAXE, GREVE)
    assert [source.struck for source in edit.sources] == [True, False]


def test_a_file_in_which_words_were_struck_through_has_been_worked_in() -> None:
    data, _ = sent(REPORT)
    copy = WordCopy(data, "Sekretariatet")
    copy.tracking = False
    strike(copy, "U2#t1", "store udsving")
    reader = Reader()
    before, now = (
        reader.read(data, "v01.docx")[0],
        reader.read(copy.save(), "v01.docx", sent=data)[0],
    )
    assert before is not None
    assert now is not None
    assert differences(before, now)


def test_a_row_of_which_every_cell_is_struck_through_is_a_row_taken_out() -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    strike_whole(copy, copy.at("Nøgletal!A3"), copy.at("Nøgletal!B3"))
    (edit,) = found_in(data, copy.save(), base).edits
    assert edit.struck
    assert ASKED in said(prepare(base), edit)
    assert edit.before == "Antal underretninger | 7.310"


@pytest.mark.parametrize("tracking", [True, False])
def test_a_paragraph_that_was_typed_and_struck_through_again_is_said_at_its_place(
    tracking: bool,
) -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    copy.tracking = tracking
    new = copy.add_after(copy.at("3.1/2#t1"), "Det blev alligevel ikke til noget.")
    for mark in list(new.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        new.remove(mark)
    strike_whole(copy, new)
    merged = found_in(data, copy.save(), base)
    assert merged.edits == ()
    (comment,) = merged.comments
    assert comment.section == "3.1"
    assert comment.text == ("Skrevet ind og overstreget igen: “Det blev alligevel ikke til noget.”")


def test_paragraphs_without_bookmarks_are_struck_through_too() -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    copy.tracking = False
    strike_whole(copy, copy.at("3.1/2#t1"))
    for paragraph in copy.paragraphs():
        for mark in list(paragraph.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            paragraph.remove(mark)
    (edit,) = found_in(data, copy.save(), base).edits
    assert (edit.block, edit.kind, edit.struck) == ("3.1/2", EditKind.REMOVE, True)
