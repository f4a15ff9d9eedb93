"""The value axis of a chart, and labels at the ends of its lines."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportgen.figures.axis import scale, spread
from tests.figures.builders import values


@given(plotted=st.lists(values(places=2), min_size=1, max_size=20), from_zero=st.booleans())
def test_an_axis_spans_its_values_in_round_steps(plotted: list[Decimal], from_zero: bool) -> None:
    axis = scale(plotted, from_zero=from_zero, decimals=2)
    assert axis.low <= min(plotted) <= max(plotted) <= axis.high
    steps = (axis.high - axis.low) / axis.step
    assert steps == int(steps)
    assert 1 <= steps <= 8
    if from_zero:
        assert axis.low <= 0 <= axis.high


def test_an_axis_that_begins_above_zero_is_filled_unless_next_to_nothing_moved() -> None:
    def filled(*plotted: str) -> float:
        told = [Decimal(value) for value in plotted]
        axis = scale(told, from_zero=False)
        assert axis.low > 0
        return axis.share(max(told)) - axis.share(min(told))

    assert filled("1000", "1300") > 0.5
    assert filled("1000", "1050") > 0.5
    assert filled("10000", "10005") < 0.1


@given(
    places=st.lists(st.floats(0, 1), min_size=1, max_size=5),
    gap=st.floats(0.01, 0.2),
)
def test_labels_are_spread_without_overlap_and_keep_their_order(
    places: list[float], gap: float
) -> None:
    moved = spread(places, gap)
    in_order = sorted(moved)
    assert all(b - a >= gap - 1e-9 for a, b in pairwise(in_order))
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in moved)
    for first, first_moved in zip(places, moved, strict=True):
        for other, other_moved in zip(places, moved, strict=True):
            if first < other:
                assert first_moved < other_moved


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([0.1, 0.5, 0.9], 0.1) == (0.1, 0.5, 0.9)
