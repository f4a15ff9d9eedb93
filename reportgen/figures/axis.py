"""The value axis of a chart, and where labels at the ends of lines go without overlapping.

The scale is worked out here and written into the chart, because the labels are placed by it:
left to themselves, Word and LibreOffice choose different scales for the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from reportgen.figures.wording import EXACT, decimals_of

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MOST_STEPS = 6
_LEAST_SPAN = Decimal("0.05")
"""Share of the highest value that an axis spans at least, so that half a per cent stays small."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Ends and step of a value axis."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def decimals(self) -> int:
        """Decimals the figures along the axis need."""
        return decimals_of((self.low, self.step))

    def share(self, value: Decimal) -> float:
        """How far up the axis `value` lies, 0 to 1."""
        return float((value - self.low) / (self.high - self.low))


def scale(values: Sequence[Decimal], *, from_zero: bool, decimals: int = 0) -> Scale:
    """Choose round ends and a round step around `values`.

    With `from_zero` the axis includes zero. Without, it still starts there unless the values
    lie close together far above it; then they fill its height, but for a change so small that
    it would look like a large one. No step is finer than `decimals` can show. No values make an
    axis from 0 to 1.

    >>> for values, from_zero in (("12", "47"), True), (("98", "103"), False):
    ...     axis = scale([Decimal(value) for value in values], from_zero=from_zero)
    ...     print(axis.low, axis.high, axis.step)
    0 50 10
    97 104 1
    """
    with localcontext(EXACT):
        return _scale(values, from_zero=from_zero, decimals=decimals)


def _scale(values: Sequence[Decimal], *, from_zero: bool, decimals: int) -> Scale:
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if not from_zero:
        lacking = max(abs(high) * _LEAST_SPAN - (high - low), Decimal(0))
        low, high = low - lacking / 2, high + lacking / 2
    if from_zero or (low >= 0 and low * 2 <= high):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        low, high = (low, low + 1) if low >= 0 else (low - 1, low)
    step = _step((high - low) / _MOST_STEPS, Decimal(1).scaleb(-decimals))
    bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale(bottom, top if top > bottom else bottom + step, step)


def spread(positions: Sequence[float], gap: float) -> tuple[float, ...]:
    """Move `positions` apart until neighbours are `gap` from each other, as little as can be.

    Positions are shares of the axis, 0 to 1, and keep their order; equal ones part in the
    order given. Labels that collide become a group around their common middle, and groups
    that then collide join.

    >>> spread([0.5, 0.52, 0.9], 0.1)
    (0.46, 0.56, 0.9)
    """
    order = sorted(range(len(positions)), key=lambda index: (positions[index], -index))
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _top(groups[-2], positions, gap) > (
            _bottom(groups[-1], positions, gap) - gap
        ):
            last = groups.pop()
            groups[-1] += last
    placed = list(positions)
    for group in groups:
        start = _bottom(group, positions, gap)
        for place, index in enumerate(group):
            placed[index] = start + place * gap
    return tuple(placed)


def _step(least: Decimal, finest: Decimal) -> Decimal:
    magnitude = Decimal(1).scaleb(least.adjusted())
    step = next(size * magnitude for size in _STEPS if size * magnitude >= least)
    if step <= finest:
        return finest
    # 2.5 needs a decimal more than its neighbours; where there is none, 5 is the next.
    return (
        step
        if step % finest == 0
        else next(size * magnitude for size in _STEPS if size * magnitude > step)
    )


def _bottom(group: Sequence[int], positions: Sequence[float], gap: float) -> float:
    height = (len(group) - 1) * gap
    middle = sum(positions[index] for index in group) / len(group)
    return min(max(middle - height / 2, 0.0), max(1.0 - height, 0.0))


def _top(group: Sequence[int], positions: Sequence[float], gap: float) -> float:
    return _bottom(group, positions, gap) + (len(group) - 1) * gap
