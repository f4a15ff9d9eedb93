"""What the steering group has not answered."""

from __future__ import annotations

from itertools import product

import pytest

from reportgen.report.inputs import FollowUp, ReplyStatus
from reportgen.report.recommendations.follow_up import Recommended, unanswered

A1 = Recommended("A1", 2023, "Fælles vagt")
A2 = Recommended("A2", 2023, "Fælles sprog")


@pytest.mark.parametrize(("status", "answer"), [*product(ReplyStatus, ("", "Vi ser."))])
def test_a_row_is_waited_for_until_it_is_closed_or_has_an_answer(
    status: ReplyStatus, answer: str
) -> None:
    row = FollowUp("O1", "A1", answer=answer, status=status)
    waits = status is ReplyStatus.WAITING or (status is ReplyStatus.ANSWERED and not answer)
    assert [one.follow_up for one in unanswered([row], {}, [])] == ([row] if waits else [])


def test_what_was_put_and_has_no_row_comes_after_the_rows_that_wait() -> None:
    rows = [FollowUp("O1", "A1", case="Sag 24/1")]
    first, second = unanswered(rows, {"A1": A1}, [A1, A2])
    assert (first.heading, first.year, first.follow_up) == ("Fælles vagt", 2023, rows[0])
    assert (second.recommendation, second.follow_up) == ("A2", None)


def test_a_row_says_its_own_case_where_the_recommendation_is_not_known() -> None:
    (only,) = unanswered([FollowUp("O1", "A1", case="Vagten")], {}, [])
    assert (only.heading, only.year) == ("Vagten", None)


def test_what_was_answered_is_not_waited_for() -> None:
    row = FollowUp("O1", "A1", answer="Ja.", status=ReplyStatus.ANSWERED)
    assert unanswered([row], {}, [A1]) == ()
