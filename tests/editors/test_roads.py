"""Everything people do in their copies is found, and nothing else, whoever did it in what."""

from __future__ import annotations

import pytest

from tests.editors.planting.counting import Count, Fate
from tests.editors.planting.kinds import KINDS
from tests.editors.planting.look import Look
from tests.editors.planting.round import MODES, OpenRound, plan, work
from tests.editors.roads import travel

WORD = [mode for mode in MODES if mode.program == "Word"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenRound:
    return OpenRound(tmp_path_factory.mktemp("veje"))


def test_every_kind_is_planted_once_in_each_way_of_working(opened: OpenRound) -> None:
    planted = plan(opened.sent, opened.parties, KINDS, MODES, 1)
    for mode in MODES:
        done = [each.kind for each in planted if each.mode == mode]
        possible = [k for k in KINDS if k.is_done_in(mode.program, tracked=mode.tracked)]
        assert sorted(done) == sorted(kind.name for kind in possible)


def test_what_is_planted_in_word_shows_in_the_file_to_anyone_who_looks(opened: OpenRound) -> None:
    planted = plan(opened.sent, opened.parties, KINDS, WORD, 1)
    copies = work(opened.sent, planted, opened.parties, None)
    sent = Look(opened.sent)
    looks = {party: Look(data) for party, data in copies.items()}
    unseen = [e.kind for e in planted if e.deed.fact(looks[e.party]) == e.deed.fact(sent)]
    assert unseen == []


@pytest.fixture(scope="module")
def direct(tmp_path_factory: pytest.TempPathFactory) -> Count:
    """What comes of the copies that are worked on in Word, and sent back as they are."""
    folder = tmp_path_factory.mktemp("direkte")
    return travel(folder, None, ["direkte"])["direkte"]


def test_what_nobody_touched_is_without_a_row(direct: Count) -> None:
    assert [str(row) for row in direct.unedited] == []


def test_nobody_is_given_what_another_did(direct: Count) -> None:
    assert [str(row) for row in direct.wrong_party] == []


def test_everything_that_was_done_is_found_where_it_was_done(direct: Count) -> None:
    missed = [
        f"{fate}: {each.kind} ({each.mode}) {each.deed.steps}"
        for each, fate in direct.fates
        if fate is not Fate.FOUND
    ]
    assert missed == []


def test_nothing_is_found_where_nothing_was_done(direct: Count) -> None:
    assert [str(row) for row in direct.false] == []
