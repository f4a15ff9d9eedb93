"""A section as a whole: every view of it says what the decisions will make of it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

from hypothesis import given

from reportgen.hearing.base import Prepared, prepare
from reportgen.hearing.decisions.apply import apply_rulings
from reportgen.hearing.decisions.rows import Row, Typed, answer_rows, rulings
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.result import Merged
from reportgen.hearing.review.marked import Mark, compared
from reportgen.hearing.review.views import View, viewed
from reportgen.report.entries import Kind
from reportgen.report.wording.text import plain
from tests.hearing.documents import FAXE, GREVE, ORDER, REPORT, Copy
from tests.hearing.editing import SEEDS, hearing

DAY = dt.date(2022, 12, 1)


def read(seed: int) -> tuple[Prepared, Merged, tuple[Row, ...]]:
    sent = hearing(seed, in_tables=0)
    prepared = prepare(sent.base)
    merged = merge(prepared, sent.returned, ORDER)
    return prepared, merged, answer_rows(merged)


def decided(rows: tuple[Row, ...], seed: int) -> dict[str, Typed]:
    """Every row decided, of a conflict one side at most."""
    rng = random.Random(seed)
    typed: dict[str, Typed] = {}
    taken: set[str] = set()
    for row in rows:
        free = not row.conflict or row.conflict not in taken
        met = free and rng.random() < 0.6
        if met and row.conflict:
            taken.add(row.conflict)
        typed[row.id] = Typed(Outcome.YES if met else Outcome.NO)
    return typed


def texts(
    prepared: Prepared,
    merged: Merged,
    rows: tuple[Row, ...],
    typed: Mapping[str, Typed],
    view: View,
    *without: Mark,
) -> dict[str, list[str]]:
    """What each section says in a view, without blanks and the pieces of some marks."""
    said: dict[str, list[str]] = {}
    for section in prepared.sections:
        for each in viewed(prepared, merged, rows, typed, section, view=view):
            text = "".join(p.text for p in each.line.pieces if p.mark not in without)
            said.setdefault(section, []).append("".join(text.split()))
    return said


@given(SEEDS)
def test_without_what_comes_every_view_says_what_was_sent_out(seed: int) -> None:
    prepared, merged, rows = read(seed)
    typed = decided(rows, seed)
    sent = texts(prepared, merged, rows, {}, View.SENT)
    for view in (View.EVERYONE, View.DECISIONS):
        shown = texts(prepared, merged, rows, typed, view, Mark.COME)
        assert {s: "".join(t) for s, t in shown.items()} == {s: "".join(t) for s, t in sent.items()}


@given(SEEDS)
def test_nothing_is_marked_once_nothing_is_open(seed: int) -> None:
    prepared, merged, rows = read(seed)
    typed = decided(rows, seed)
    for section in prepared.sections:
        for each in viewed(prepared, merged, rows, typed, section, view=View.SO_FAR):
            assert not each.line.is_changed


@given(SEEDS)
def test_what_is_decided_reads_as_the_report_will(seed: int) -> None:
    prepared, merged, rows = read(seed)
    typed = decided(rows, seed)
    made = apply_rulings(prepared, merged, rulings(rows, typed, "", DAY))
    if made.problems:
        return
    shown = "".join(
        text for each in texts(prepared, merged, rows, typed, View.SO_FAR).values() for text in each
    )
    moved = {e.id for e in made.entries if e.kind is Kind.MOVE}
    final: dict[str, str] = {}
    gone: list[str] = []
    for entry in made.entries:
        if entry.id and entry.text is not None and entry.kind in {Kind.AMEND, Kind.ADD}:
            final[entry.id] = entry.text
        elif entry.kind is Kind.REMOVE and entry.id:
            final.pop(entry.id, None)
            gone.append("".join(plain(prepared.known[entry.id].block.text).split()))
    stands = {"".join(plain(text).split()) for text in final.values()}
    for text in gone:  # what a paragraph said may have been joined to the one before
        assert text not in shown or any(text in each for each in stands)
    for block, text in final.items():
        if block not in moved:
            assert "".join(plain(text).split()) in shown


def test_an_own_wording_stands_in_the_section_and_what_is_open_is_marked() -> None:
    prepared = prepare(REPORT)
    merged = merge(
        prepared,
        [
            Copy(REPORT, FAXE).replace("U2#t1", "store udsving", "enorme udsving").returned(),
            Copy(REPORT, GREVE).replace("U1#h", "Diagnoser", "Flere diagnoser").returned(),
        ],
        ORDER,
    )
    rows = answer_rows(merged)
    own = next(row for row in rows if "U2" in row.id)
    wording = prepared.known["U2"].block.text.replace("store", "mærkbare")
    typed = {own.id: Typed(Outcome.PARTLY, wording)}
    lines = viewed(prepared, merged, rows, typed, "3.6", view=View.SO_FAR)
    text = " ".join(p.text for each in lines for p in each.line.pieces)
    assert "mærkbare" in text
    assert "store" not in text
    marked = {p.text.strip(): p.by for each in lines for p in each.line.pieces if p.by}
    assert set(marked.values()) == {GREVE}
    changed = viewed(prepared, merged, rows, typed, "3.6", view=View.DECISIONS)
    assert {p.mark for each in changed for p in each.line.pieces if p.by} == {Mark.GONE, Mark.COME}


def test_texts_are_compared_word_by_word() -> None:
    (line,) = compared("Der er ti pladser.", "Der er **tolv** pladser.")
    assert [(p.text, p.mark) for p in line.pieces] == [
        ("Der er ", Mark.KEPT),
        ("ti", Mark.GONE),
        ("tolv", Mark.COME),
        (" pladser.", Mark.KEPT),
    ]
