"""Items told from entries of lists by the numbers that follow each other."""

from __future__ import annotations

from reportgen.sources.minutes.text.item_lines import (
    ItemCandidate,
    choose_item_lines,
    weigh_item_lines,
)


def _chosen(*numbers: int, score: float = 2.0, lettered: bool = False) -> tuple[int, ...]:
    return choose_item_lines(
        [ItemCandidate(at, number, "#.", score, lettered) for at, number in enumerate(numbers)]
    )


def test_an_overview_of_the_agenda_gives_way_to_the_minutes() -> None:
    assert _chosen(1, 2, 3, 1, 2, 3) == (3, 4, 5)


def test_a_number_may_be_left_out() -> None:
    assert _chosen(1, 2, 4) == (0, 1, 2)


def test_numbers_that_fall_are_no_agenda() -> None:
    assert _chosen(3, 2, 1) == (2,)


def test_a_letter_makes_two_items_of_one_number() -> None:
    assert _chosen(1, 2, 2, score=4.0, lettered=True) == (0, 1, 2)
    assert _chosen(1, 2, 2, score=4.0) == (0, 2)


def test_a_list_of_any_length_stands_inside_its_item() -> None:
    assert _chosen(1, 1, 2, 3, 2, 1, 2, 3, 4, 3) == (0, 4, 9)


def test_an_agenda_may_go_on_from_the_meeting_before() -> None:
    assert _chosen(183, 184, 1, 2, 185) == (0, 1, 4)


def test_a_line_is_nearly_the_other_where_the_scores_hardly_differ() -> None:
    weighed = weigh_item_lines(
        [
            ItemCandidate(0, 1, "#.", 3.0),
            ItemCandidate(1, 1, "#.", 0.5),
            ItemCandidate(2, 2, "#.", 0.6),
            ItemCandidate(3, 2, "#.", 2.8),
        ]
    )

    assert weighed.items == (0, 3)
    assert weighed.margins[3] > 1.0


def test_the_choice_is_made_in_linear_time() -> None:
    numbers = [*range(1, 40)] * 100
    lines = [ItemCandidate(at, number, "#.", 1.0) for at, number in enumerate(numbers)]

    assert choose_item_lines(lines)[-1] == len(lines) - 1
