"""A letter in a copy is an answer in writing, and deletes nothing."""

from __future__ import annotations

import pytest

from reportgen.app.hearing.collecting import Collected
from reportgen.app.hearing.results_json import responses_as_json
from reportgen.hearing.responses import Way
from tests.app.hearing.rounds import (
    AABY,
    BAEK,
    POINT,
    Hearing,
    hearing,
    of,
    reworded,
    reworded_everywhere,
    written_over,
)

__all__ = ["hearing"]

LETTER = ("Bæk Kommune", "Vi savner et afsnit om økonomien.", "Venlig hilsen")


def statuses(done: Collected, party: str) -> list[tuple[str, str | None]]:
    return [
        (each["status"], each.get("reason"))
        for each in responses_as_json(done.answers)
        if each["party"] == party
    ]


@pytest.mark.parametrize("cover", [0, 5])
def test_a_letter_in_a_copy_is_a_remark_on_the_whole_report(hearing: Hearing, cover: int) -> None:
    hearing.back("aaby.docx", reworded(hearing.copies[AABY], POINT, "Natten er svær at dække."))
    hearing.back("baek.docx", written_over(hearing.copies[BAEK], *LETTER, cover=cover))
    done = hearing.collect()
    assert of(done, BAEK).way is Way.TEXT
    assert statuses(done, BAEK) == [("answered", None), ("set_aside", "replaced")]
    merged = done.result.merged
    assert {edit.parties for edit in merged.edits} == {(AABY,)}
    assert not merged.conflicts
    (comment,) = merged.comments
    assert (comment.party, comment.section, comment.block) == (BAEK, "", "")
    assert comment.text == "\n".join(LETTER)
    (row,) = (row for row in done.rows if row.party == BAEK)
    assert row.about == (comment.id,)


def test_a_letter_is_decided_like_any_remark(hearing: Hearing) -> None:
    hearing.back("baek.docx", written_over(hearing.copies[BAEK], *LETTER))
    done = hearing.collect()
    hearing.decide(done, rest="nej")
    assert hearing.apply(*done.paths[:1]).is_done
    assert POINT in hearing.text("U1")


def test_a_copy_that_says_there_is_nothing_to_remark_says_that(hearing: Hearing) -> None:
    data = written_over(hearing.copies[BAEK], "Bæk Kommune har ingen bemærkninger.")
    hearing.back("baek.docx", data)
    done = hearing.collect()
    assert of(done, BAEK).way is Way.NONE
    assert statuses(done, BAEK) == [("answered", None)]
    assert not done.result.merged.edits
    assert not done.rows


def test_a_copy_that_was_emptied_is_no_answer(hearing: Hearing) -> None:
    hearing.back("baek.docx", written_over(hearing.copies[BAEK]))
    done = hearing.collect()
    assert of(done, BAEK).way is Way.MISSING
    assert statuses(done, BAEK) == [("set_aside", "replaced")]
    assert [row.party for row in done.rows] == [BAEK]


def test_a_person_can_say_that_they_are_edits_after_all(hearing: Hearing) -> None:
    path = hearing.back("baek.docx", written_over(hearing.copies[BAEK], *LETTER))
    hearing.collect()
    done = hearing.collect(path, party=BAEK, as_edits=True)
    assert of(done, BAEK).way is Way.DOCUMENT
    assert not done.result.set_aside
    assert {edit.block for edit in done.result.merged.edits} >= {"U1"}
    again = hearing.collect(path, party=BAEK, as_edits=True)
    assert (again.new, again.result.merged) == (0, done.result.merged)


def test_the_next_collect_says_the_same_of_a_letter(hearing: Hearing) -> None:
    hearing.back("baek.docx", written_over(hearing.copies[BAEK], *LETTER))
    first = hearing.collect()
    hearing.back("aaby.docx", reworded(hearing.copies[AABY], POINT, "Natten er svær at dække."))
    then = hearing.collect()
    assert of(then, BAEK) == of(first, BAEK)
    assert then.result.set_aside == first.result.set_aside
    assert then.result.merged.comments == first.result.merged.comments


def test_a_copy_in_which_every_wording_is_new_is_edited(hearing: Hearing) -> None:
    hearing.back("baek.docx", reworded_everywhere(hearing.copies[BAEK]))
    done = hearing.collect()
    assert of(done, BAEK).way is Way.DOCUMENT
    assert not done.result.set_aside
