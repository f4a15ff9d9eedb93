"""Answers after their round is closed are kept, compared and listed; they change nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from reportgen.app.archiving import ArchivedYear
from reportgen.app.generate import generate
from reportgen.app.hearing.collecting import Collected
from reportgen.app.hearing.gathering import NoRoundOpen
from reportgen.app.hearing.late import LateAnswers, answer_late, collect_late
from reportgen.app.hearing.opening import open_hearing
from reportgen.app.hearing.results_json import late_as_json
from reportgen.app.standing.status import Late, status
from reportgen.workspace.answer_sets import unanswered
from reportgen.workspace.rounds import read_rounds
from tests.app.hearing.rounds import (
    BACK,
    BAEK,
    DEADLINE,
    OEST,
    Hearing,
    hearing,
    mail,
    of,
    reworded,
)

__all__ = ["hearing"]

LATER = BACK + dt.timedelta(days=7)


@pytest.fixture
def closed(hearing: Hearing) -> Hearing:
    """Everybody had nothing to remark, and the round is closed."""
    hearing.answer(OEST, None)
    assert hearing.apply().is_done
    return hearing


def late(closed: Hearing, *paths: Path) -> tuple[LateAnswers, ...]:
    return collect_late(closed.small.year, paths or (closed.inbox,), LATER)


def test_its_edits_are_listed_and_it_is_set_aside_as_late(closed: Hearing) -> None:
    data = reworded(closed.copies[BAEK], "svært", "umuligt")
    path = closed.back("svar.docx", data)
    for new in (1, 0):  # collected again, it is the same
        (found,) = done = late(closed, path)
        assert found.new == new
        told = late_as_json(done)
        (response,) = told["responses"]
        assert (response["status"], response["reason"]) == ("set_aside", "late")
        assert (response["party"], response["edits"]) == (BAEK, 1)
        assert [edit["block"] for edit in told["edits"]] == ["U1"]
        assert found.path is not None
        assert found.path.name == "002_sene_svar.docx"
    (kept,) = closed.small.year.hearing.glob("1/modtaget/002_svar.docx")
    assert kept.read_bytes() == data
    now = status(closed.small.year, LATER.date())
    assert now.late == (Late(1, BAEK, closed.small.year.workspace.relative(kept)),)
    ((round_,), _) = read_rounds(closed.small.year)
    assert BAEK not in unanswered(round_)
    archived = ArchivedYear(closed.small.year)
    (step, *_) = reversed(archived.steps.values())
    assert any(name.endswith("modtaget/002_svar.docx") for name in step.state)


def test_words_by_mail_or_by_telephone_are_late_too(closed: Hearing) -> None:
    closed.back("svar.eml", mail("chef@baek.example", "Husk natten."))
    late(closed)
    (done,) = answer_late(closed.small.year, OEST, "Husk dagen.", LATER)
    said = [(c.party, c.text) for c in done.answers.result.merged.comments]
    assert said == [(BAEK, "Husk natten."), (OEST, "Husk dagen.")]


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_what_is_late_is_told_though_the_sets_of_the_round_are_no_more(
    closed: Hearing, how: str
) -> None:
    late(closed, closed.back("svar.docx", reworded(closed.copies[BAEK], "svært", "umuligt")))
    for path in closed.small.year.hearing.glob("1/svar/*_samling.json"):
        path.unlink() if how == "gone" else path.write_bytes(b"{")
    now = status(closed.small.year, LATER.date())
    assert [each.party for each in now.late] == [BAEK]


def test_an_automatic_answer_is_nobodys_late_answer(closed: Hearing) -> None:
    closed.back("svar.eml", b"From: chef@baek.example\nSubject: Automatisk svar: H\n\nFerie.")
    (done,) = late(closed)
    assert [aside.reason.code for aside in done.answers.result.set_aside] == ["mail-automatic"]
    assert status(closed.small.year, LATER.date()).late == ()


def test_where_there_never_was_a_round_it_is_refused(hearing: Hearing) -> None:
    year = dataclasses.replace(hearing.small.year)
    for path in sorted(year.hearing.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with pytest.raises(NoRoundOpen):
        collect_late(year, (hearing.inbox,), LATER)


def test_a_later_round_takes_in_nothing_of_it(closed: Hearing) -> None:
    data = reworded(closed.copies[BAEK], "svært", "umuligt")
    late(closed, closed.back("svar.docx", data))
    year = closed.small.year
    generate(year, LATER.date())
    opened = open_hearing(year, LATER, DEADLINE, per_party=True, with_pending=True)
    collected: Collected = closed.answer(OEST, None)
    assert collected.round.number == opened.round.number == 2
    assert not collected.result.merged.edits
    assert [response.party for response in collected.result.responses if response.edits] == []
    # The same copy once more belongs to the first round, and is not merged with the second.
    again = closed.collect(closed.inbox / "svar.docx")
    assert [aside.reason.code for aside in again.result.set_aside] == ["received-other-round"]
    assert of(again, BAEK).edits == 0


def test_of_two_closed_rounds_each_copy_goes_to_its_own(closed: Hearing) -> None:
    year = closed.small.year
    generate(year, LATER.date())
    opened = open_hearing(year, LATER, DEADLINE, per_party=True, with_pending=True)
    closed.answer(OEST, None)
    assert closed.apply().is_done
    (second,) = (opened.round.sent / "Baek-Kommune").glob("*_Aarsrapport-*.docx")
    closed.back("a.docx", reworded(closed.copies[BAEK], "svært", "umuligt"))
    marked = reworded(second.read_bytes(), "svært", "nemt")
    closed.back("b.eml", mail("ukendt@example.org", "", ("b.docx", marked)))
    done = late(closed)
    assert [(each.answers.round.number, each.answers.result.merged.counts) for each in done] == [
        (1, {BAEK: 1}),
        (2, {BAEK: 1}),
    ]
