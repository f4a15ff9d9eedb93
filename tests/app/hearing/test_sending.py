"""What a person marks as sent: kept with its time, counted, and taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.app.hearing.attributing import PartyUnknown
from reportgen.app.hearing.gathering import NoRoundOpen
from reportgen.app.hearing.parties.sending import (
    mark_answered,
    mark_sent,
    unmark_answered,
    unmark_sent,
)
from reportgen.app.standing.status import status
from reportgen.problems import InputFaults
from reportgen.workspace.rounds import read_rounds
from reportgen.workspace.sent_marks import MARKS_FILE, SentMarks, read_sent_marks
from tests.app.hearing.rounds import AABY, BACK, BAEK, NOW, OEST, Hearing, close_round, hearing
from tests.cli.test_commands import answer
from tests.workspaces import SmallYear

__all__ = ["hearing"]

PARTIES = (AABY, BAEK, OEST)


def marks(small: SmallYear) -> dict[str, dt.datetime]:
    (found,), _ = read_rounds(small.year)
    return dict(read_sent_marks(found).written)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.tuples(st.booleans(), st.lists(st.sampled_from(PARTIES), max_size=4)), max_size=6)
)
def test_what_is_marked_is_what_was_marked_and_not_taken_back(
    hearing: Hearing, steps: list[tuple[bool, list[str]]]
) -> None:
    unmark_sent(hearing.small.year, PARTIES)
    expected: dict[str, dt.datetime] = {}
    for at, (marking, parties) in enumerate(steps):
        now = NOW + dt.timedelta(hours=at)
        if marking:
            mark_sent(hearing.small.year, parties, now)
            expected = dict.fromkeys(parties, now) | expected
        else:
            unmark_sent(hearing.small.year, parties)
            expected = {p: t for p, t in expected.items() if p not in parties}
    found = marks(hearing.small)
    assert found == expected
    assert list(found) == [party for party in PARTIES if party in expected]


def test_what_was_sent_stays_as_it_was_and_the_marks_are_archived(hearing: Hearing) -> None:
    sent = hearing.small.year.hearing / "1" / "udsendt"
    before = {path: path.read_bytes() for path in sent.rglob("*") if path.is_file()}
    mark_sent(hearing.small.year, [BAEK], NOW)
    assert {path: path.read_bytes() for path in sent.rglob("*") if path.is_file()} == before
    hearing.answer(AABY, None)
    assert list(hearing.small.year.archived.glob(f"v*/content/**/hoering/1/{MARKS_FILE}"))


def test_status_counts_what_is_marked(hearing: Hearing) -> None:
    mark_sent(hearing.small.year, [OEST, AABY], NOW)
    now = status(hearing.small.year, NOW.date())
    assert now.hearing is not None
    assert now.hearing.sent == (AABY, OEST)
    _, said = answer(hearing.small, "status")
    assert said["hearing"]["sent"] == [AABY, OEST]
    assert said["hearing"]["missing"] == list(PARTIES)


def test_nothing_is_marked_where_no_round_is_open_or_nobody_is_heard_by_that_name(
    hearing: Hearing, small: SmallYear
) -> None:
    with pytest.raises(PartyUnknown):
        mark_sent(small.year, [AABY, "Ukendt Kommune"], NOW)
    assert marks(small) == {}
    (found,), _ = read_rounds(small.year)
    close_round(found, BACK)
    for refused in (
        lambda: mark_sent(small.year, [AABY], NOW),
        lambda: unmark_sent(small.year, [AABY]),
    ):
        with pytest.raises(NoRoundOpen):
            refused()


@pytest.mark.parametrize(
    "damage", [b"", b"sendt: 7\n", b"sendt: [{part: A, markeret: x}]\n", b"\xff", b"[" * 50_000]
)
def test_marks_that_are_damaged_are_told_and_stop_nothing_else(
    hearing: Hearing, damage: bytes
) -> None:
    path = hearing.small.year.hearing / "1" / MARKS_FILE
    path.write_bytes(damage)
    with pytest.raises(InputFaults):
        mark_sent(hearing.small.year, [AABY], NOW)
    assert path.read_bytes() == damage
    for command, expected in ("status", 0), ("check", 1):
        code, said = answer(hearing.small, command)
        assert code == expected
        told = [(each["code"], each["location"]) for each in said["problems"]]
        assert any(where.startswith(f"hoering/1/{MARKS_FILE}") for _, where in told)
    assert not hearing.answer(AABY, None).result.missing.count(AABY)


def test_the_answers_of_a_closed_round_are_marked_beside_what_was_sent_before(
    hearing: Hearing,
) -> None:
    year = hearing.small.year
    mark_sent(year, [AABY], BACK)
    with pytest.raises(NoRoundOpen):
        mark_answered(year, [AABY], BACK)
    hearing.answer(AABY, None)
    hearing.apply()
    later = BACK + dt.timedelta(days=2)
    mark_answered(year, [BAEK, AABY], BACK)
    mark_answered(year, [AABY], later)
    unmark_answered(year, [BAEK])
    assert status(year, later.date()).answers_unsent == ()
    unmark_answered(year, [AABY])
    assert answer(hearing.small, "status")[1]["answers_unsent"] == [AABY]
    mark_answered(year, [AABY], BACK)
    (found,), _ = read_rounds(year)
    assert read_sent_marks(found) == SentMarks({AABY: BACK}, {AABY: BACK})
    with pytest.raises(PartyUnknown):
        mark_answered(year, ["Ukendt"], BACK)
    with pytest.raises(NoRoundOpen):
        mark_sent(year, [BAEK], BACK)
