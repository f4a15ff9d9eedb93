"""What was decided is undone after the round: by a record that restores what stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reportgen.app.new import new_year
from reportgen.app.undoing import NothingToUndo, UndoneAlready, decided_last, undo
from reportgen.problems import InputFaults
from reportgen.workspace.places import Year
from tests.app.hearing.rounds import AABY, BACK, BAEK, OEST, POINT, Hearing, hearing, reworded
from tests.editors.word import WordCopy

__all__ = ["hearing"]


@pytest.fixture
def closed(hearing: Hearing) -> Hearing:
    """A round in which one edit was met, and one was not."""
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "Noget helt", "Noget ganske"))
    collected = hearing.collect()
    rows = {row.party: row.id for row in collected.rows}
    hearing.decide(collected, **{rows[AABY]: "ja", rows[BAEK]: "nej"})
    assert hearing.apply().is_done
    return hearing


def ref_of(closed: Hearing, party: str) -> str:
    _, made = decided_last(closed.small.year)
    return next(
        each.change.ref for each in made if each.entry.origin and each.entry.origin.party == party
    )


def test_it_restores_the_wording_and_names_what_it_undoes(closed: Hearing) -> None:
    year = closed.small.year
    note = (year.hearing / "1" / "svar" / "01_hoeringsnotat.docx").read_bytes()
    ref = ref_of(closed, AABY)
    assert "umuligt" in closed.text("U1")
    done = undo(year, ref, BACK)
    assert closed.text("U1") == POINT
    written = (year.decided / done.file).read_text(encoding="utf-8")
    assert f"aendringer/{ref}" in written
    assert re.search(r"udfald: fortrudt", written)
    assert (year.hearing / "1" / "svar" / "01_hoeringsnotat.docx").read_bytes() == note
    with pytest.raises(UndoneAlready):
        undo(year, ref, BACK)


def test_the_undoing_is_undone_like_any_other_decision(closed: Hearing) -> None:
    year = closed.small.year
    done = undo(year, ref_of(closed, AABY), BACK)
    undo(year, f"{done.file.removesuffix('.yaml')}/1", BACK)
    assert closed.text("U1") == POINT.replace("svært", "umuligt")
    _, made = decided_last(year)
    assert [each.can_be_undone for each in made if each.entry.id == "U1"] == [False, False, True]


def test_other_years_are_read_as_often_however_much_was_decided(
    closed: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = closed.small.year
    new_year(replace(year, year=year.year + 1))
    read: list[Year] = []

    def ids_in(other: Year) -> Iterator[tuple[str, bool]]:
        read.append(other)
        return iter(())

    monkeypatch.setattr("reportgen.app.year._ids_in", ids_in)
    _, made = decided_last(year)
    once = len(read)
    (file,) = year.decided.glob("*.yaml")
    later = file.read_text("utf-8").replace("umuligt", "tungt").replace("svært", "umuligt")
    closed.small.decide(int(file.stem) + 1, later)
    read.clear()
    assert len(decided_last(year)[1]) > len(made)
    assert len(read) == once > 0


def test_what_was_not_met_changed_nothing_that_could_be_restored(closed: Hearing) -> None:
    with pytest.raises(NothingToUndo):
        undo(closed.small.year, ref_of(closed, BAEK), BACK)
    with pytest.raises(NothingToUndo):
        undo(closed.small.year, "009/9", BACK)


def test_what_was_changed_in_the_same_words_since_is_never_written_over(closed: Hearing) -> None:
    ref = ref_of(closed, AABY)
    closed.small.decide(
        2,
        "- {afsnit: '3.6', id: U1, art: erstat, før: Det er umuligt at dække natten., "
        "tekst: Det er tungt at dække natten.}\n",
    )
    before = closed.small.snapshot()
    with pytest.raises(InputFaults):
        undo(closed.small.year, ref, BACK)
    assert closed.small.snapshot() == before


def test_a_point_that_was_taken_out_comes_back_where_it_stood(hearing: Hearing) -> None:
    copy = WordCopy(hearing.copies[OEST], OEST)
    copy.remove(*(copy.at(name) for name in ("U2#h", "U2#t1", "U2#m")))
    hearing.back("c.docx", copy.save())
    collected = hearing.collect()
    hearing.decide(collected, rest="ja")
    assert hearing.apply().is_done
    year = hearing.small.year
    _, made = decided_last(year)
    gone = next(each for each in made if each.entry.kind.value == "fjern")
    undo(year, gone.change.ref, BACK)
    assert hearing.text("U3") == "Noget helt nyt."
