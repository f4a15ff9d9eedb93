"""Edits of an absorbed file become entries, and what became of its comments closes inputs."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.hearing.absorbing import (
    ClosedInputs,
    CommentsGone,
    NothingToClose,
    closed_inputs,
    one_a_block,
    remark,
    typed_in_workbook,
)
from reportgen.hearing.model import Author, Remark
from reportgen.hearing.result import Edit, EditKind, Part
from reportgen.report.entries import DecidedEntry, Decision, Kind
from reportgen.report.model import Folded, Pending
from reportgen.report.recorded import RecordedPending, RecordedReport

DECISION = Decision(by="Sekretariatet", date=dt.date(2022, 11, 20))
FIRST, SECOND = "2022-11-11/3/1", "2022-11-11/3/2"
VERSION = RecordedReport(
    pending=tuple(RecordedPending(name, "3.6", None, "Møde", "Ønske") for name in (FIRST, SECOND))
)


def edit(before: str, after: str, block: str = "", kind: EditKind = EditKind.REMARK) -> Edit:
    return Edit("e1", "3.6", block, kind, Part.FIXED, before, after, sources=())


@pytest.mark.parametrize(
    ("before", "after", "block", "request_"),
    [
        ("A", "B", "", "Fast tekst “A” er rettet til “B”."),
        ("", "B", "", "Skrevet uden for punkter og tekst: “B”."),
        ("A", "", "", "Fast tekst “A” er slettet."),
        ("A", "B", "A1", "A1: “A” er rettet til “B”."),
        ("A", "", "A1", "A1: “A” er slettet."),
    ],
)
def test_what_no_entry_can_say_is_asked_as_a_remark(
    before: str, after: str, block: str, request_: str
) -> None:
    entry = remark(edit(before, after, block))
    assert (entry.kind, entry.input) == (Kind.REMARK, request_)
    assert entry.is_pending


def test_a_cell_that_is_written_in_the_workbook_is_answered() -> None:
    entry = remark(edit("12", "13", "Nøgletal!E7", EditKind.CELL))
    assert entry.id is None
    assert typed_in_workbook(entry, set(), DECISION) == entry
    typed = typed_in_workbook(entry, {entry.input or ""}, DECISION)
    assert not typed.is_pending
    assert typed.decision == DECISION


def amended(block: str, **values: str) -> DecidedEntry:
    return DecidedEntry(kind=Kind.AMEND, id=block, **values)


def test_rewordings_of_one_block_are_one_entry_from_the_first_wording_to_the_last() -> None:
    heading = amended("U1", heading="Ny", heading_before="Gammel")
    text = amended("U1", text="Nyt", before="Gammelt")
    again = amended("U1", text="Nyest", before="Nyt")
    other = amended("U2", text="B", before="A")
    joined = one_a_block([heading, text, again, other])
    assert [entry.id for entry in joined] == ["U1", "U2"]
    first = joined[0]
    assert (first.heading, first.heading_before) == ("Ny", "Gammel")
    assert (first.text, first.before) == ("Nyest", "Gammelt")


def comment(name: str, *, resolved: bool = False) -> Remark:
    return Remark(name, Author("Sekretariatet"), f"Skriv teksten. [{name}]", resolved=resolved)


def closed(now: list[Remark], close: list[str] | None = None) -> ClosedInputs:
    pending = tuple(Pending(n, "3.6", None, "Møde", "Ønske", Kind.REMARK) for n in (FIRST, SECOND))
    before = [comment(FIRST), comment(SECOND)]
    return closed_inputs(Folded({}, {}, pending=pending), VERSION, before, now, close)


def test_a_resolved_comment_closes_its_input() -> None:
    assert closed([comment(FIRST, resolved=True), comment(SECOND)]) == ClosedInputs(
        (FIRST,), "Kommentaren er løst"
    )


def test_a_deleted_comment_closes_its_input_while_others_are_there() -> None:
    assert closed([comment(SECOND)]) == ClosedInputs((FIRST,), "Kommentaren er slettet")


def test_where_every_comment_is_gone_somebody_has_to_say_what_is_closed() -> None:
    with pytest.raises(CommentsGone):
        closed([])
    assert closed([], []) == ClosedInputs()
    assert closed([], [SECOND]) == ClosedInputs((SECOND,), "Lukket af sekretariatet")


def test_what_is_not_open_cannot_be_closed() -> None:
    with pytest.raises(NothingToClose):
        closed([comment(FIRST)], ["2022-11-11/9/9"])
