"""A round at a glance: every file that came in is told of once, as what it is."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.app.hearing.collecting import attribute, collect
from reportgen.app.hearing.late import attribute_late, collect_late
from reportgen.app.hearing.parties.overview import Fate, RoundOverview, answers_of, overview
from reportgen.app.year import read_year
from reportgen.workspace import answer_sets
from reportgen.workspace.places import Workspace, Year
from reportgen.workspace.rounds import read_rounds
from tests.app.hearing.rounds import (
    AABY,
    BACK,
    BAEK,
    NOW,
    OEST,
    Hearing,
    close_round,
    hearing,
    mail,
    reworded,
    say,
    unmarked,
    written_over,
)

__all__ = ["hearing"]


def seen(year: Year) -> RoundOverview:
    inputs = read_year(year)
    rounds, _ = read_rounds(year)
    return overview(inputs, rounds[-1], answers_of(inputs, rounds[-1]), NOW.date())


def kinds(hearing: Hearing) -> Mapping[str, bytes]:
    """One file of each kind that comes back, by a name that says what is to become of it."""
    aaby, baek, oest = (hearing.copies[party] for party in (AABY, BAEK, OEST))
    edited = reworded(baek, "svært", "umuligt")
    return {
        "read.docx": reworded(aaby, "svært", "let"),
        "unchanged.docx": oest,
        "words.eml": mail("leder@aaby.example", "Vi savner tal."),
        "nothing.eml": mail("chef@oest.example", "Ingen bemærkninger."),
        "cover.eml": mail("chef@baek.example", "", ("hang på.docx", edited)),
        "unknown.docx": unmarked(reworded(aaby, "svært", "hårdt")),
        "unknown.eml": mail("ukendt@andet.example", "Vi er enige."),
        "aside.xlsx": b"x",
        "words.docx": written_over(baek, "Vi er uenige i det hele."),
        "nothing.docx": written_over(oest, "Ingen bemærkninger."),
    }


FATES = {
    "hang på.docx": Fate.READ,
    "read.docx": Fate.READ,
    "unchanged.docx": Fate.UNCHANGED,
}


NAMES = sorted(
    {*("read.docx", "unchanged.docx", "words.eml", "nothing.eml", "cover.eml")}
    | {*("unknown.docx", "unknown.eml", "aside.xlsx", "words.docx")}
)


def test_every_file_is_told_of_once_as_what_it_is(hearing: Hearing, tmp_path: Path) -> None:
    start, data, to = hearing.small.root, kinds(hearing), tmp_path / "prøve"

    @settings(max_examples=10, deadline=None, derandomize=True)
    @given(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4), max_size=3))
    def holds(drops: list[list[str]]) -> None:
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(start, to)
        year = Year(Workspace.at(to), "aeldre-og-sundhed", 2024)
        inbox = to / "indbakke"
        for names in drops:
            shutil.rmtree(inbox, ignore_errors=True)
            inbox.mkdir()
            for name in names:
                (inbox / name).write_bytes(data[name])
            collect(year, [inbox], BACK, say)
        found = seen(year)
        kept = {path.name for path in found.round.received.glob("*") if path.suffix != ".yaml"}
        assert sorted(each.path.name for each in found.files) == sorted(kept)
        for each in found.files:
            assert each.fate == FATES.get(each.name, each.name.partition(".")[0]), each
            is_asked = each.fate in {Fate.ASIDE, Fate.UNKNOWN} or each.asks_for_edits
            assert (each.reason is not None) == is_asked
        assert found.missing == answer_sets.unanswered(found.round)
        told = sum(each.edits for each in found.files)
        assert told == sum(r.edits for party in found.parties for r in party.responses)

    holds()


def number(found: RoundOverview, name: str) -> int:
    return next(each.number for each in found.files if each.name == name)


def test_what_was_unknown_is_read_once_it_has_a_party(hearing: Hearing) -> None:
    year = hearing.small.year
    for name in ("unknown.docx", "unknown.eml", "words.docx"):
        hearing.back(name, kinds(hearing)[name])
    hearing.collect()
    before = seen(year)
    given = {
        number(before, "unknown.docx"): OEST,
        number(before, "unknown.eml"): AABY,
        number(before, "words.docx"): BAEK,
    }
    done = attribute(year, given, BACK, say, as_edits={number(before, "words.docx")})
    assert not done.result.missing
    fates = {each.name: (each.party, each.fate) for each in seen(year).files}
    assert fates == {
        "unknown.docx": (OEST, Fate.READ),
        "unknown.eml": (AABY, Fate.WORDS),
        "words.docx": (BAEK, Fate.READ),
    }


def test_attributing_again_changes_nothing(hearing: Hearing) -> None:
    hearing.back("unknown.docx", kinds(hearing)["unknown.docx"])
    hearing.collect()
    given_ = {number(seen(hearing.small.year), "unknown.docx"): OEST}
    attribute(hearing.small.year, given_, BACK, say)
    before = hearing.small.snapshot()
    assert attribute(hearing.small.year, given_, BACK, say).new == 0
    assert hearing.small.snapshot() == before


def test_what_comes_late_is_asked_about_and_what_was_decided_is_not(hearing: Hearing) -> None:
    year, data = hearing.small.year, kinds(hearing)
    hearing.back("unknown.docx", data["unknown.docx"])
    hearing.collect()
    (found,), _ = read_rounds(year)
    close_round(found, BACK)
    for name in ("read.docx", "unknown.eml", "aside.xlsx"):
        hearing.back(name, data[name])
    collect_late(year, [hearing.inbox], BACK.replace(hour=12))
    fates = {each.name: each.fate for each in seen(year).files}
    assert fates["unknown.docx"] is Fate.ASIDE
    assert fates["read.docx"] is Fate.LATE
    assert fates["unknown.eml"] is Fate.UNKNOWN
    late = {party.name for party in seen(year).parties if party.late}
    assert late == {AABY}
    attribute_late(year, {number(seen(year), "unknown.eml"): OEST}, BACK.replace(hour=13))
    assert {party.name for party in seen(year).parties if party.late} == {AABY, OEST}
