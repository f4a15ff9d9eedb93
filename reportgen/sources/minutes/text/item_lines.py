"""Which numbered lines are items of the agenda, and which are entries of lists inside them.

Both are numbered, often alike. What a line looks like is told by its score; what follows
what is told here: an agenda's numbers go on, and a list inside an item begins with one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

TITLED = "titled"
"""Style of a line without a number that repeats a title of the agenda's list."""

_FIRST_IS_NOT_ONE = 1.5
_GAP, _MOST_GAP = 1.5, 4.5
_REPEATED = 3.0
_OTHER_STYLE, _TITLE_ALONE = 2.5, 1.0
_OPENS_IN_THE_MIDDLE, _BEFORE_THE_FIRST = 2.0, 1.0
"""Cost of an entry of a list that has no entry before it, inside an item and above the first."""
_MOST_STATES, _OF_EACH_NUMBER = 80, 2
_IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True)
class ItemCandidate:
    """A numbered line, and how much it looks like an item's title."""

    index: int
    number: int
    style: str
    score: float
    lettered: bool = False
    """Whether a letter follows the number: 8a and 8b are two items of one number."""
    title: str = ""

    @property
    def lead(self) -> str:
        """The word before the number, as ``ad``."""
        return self.style.partition("#")[0]


@dataclass(frozen=True, slots=True)
class ItemLines:
    """What was chosen, by the `ItemCandidate.index` of each line."""

    items: tuple[int, ...] = ()
    margins: Mapping[int, float] = field(default_factory=dict)
    """How much worse the best choice is that takes the line for the other of the two."""


def choose_item_lines(candidates: Sequence[ItemCandidate]) -> tuple[int, ...]:
    """The lines that `weigh_item_lines` takes for items.

    Below, a list of two entries stands inside the agenda's second item:

    >>> lines = [(0, 1, 2.6), (4, 2, 2.6), (5, 1, 1.4), (6, 2, 1.4), (9, 3, 2.6)]
    >>> choose_item_lines([ItemCandidate(at, n, "#.", score) for at, n, score in lines])
    (0, 4, 9)
    """
    return weigh_item_lines(candidates).items


def weigh_item_lines(candidates: Sequence[ItemCandidate]) -> ItemLines:
    """Choose the lines that are items so that the total of scores and costs is the highest.

    ``ahead[t][j]`` is the highest total of the lines up to t if the last item among them is
    line j (-1 is none yet); `_margins` goes the same way back. Only the likely states are kept,
    so the cost grows with the number of lines.
    """
    before = _predecessors(candidates)
    ahead: list[dict[int, float]] = []
    came_from: list[int] = []
    states = {-1: 0.0}
    for at, line in enumerate(candidates):
        opened = {
            item: total + line.score - _step_cost(candidates, item, at)
            for item, total in states.items()
        }
        # Of equals the later wins: an overview of the agenda stands before the minutes.
        best = max(opened, key=lambda item: (opened[item], item))
        came_from.append(best)
        states = {
            item: total - _list_cost(candidates, before, item, at) for item, total in states.items()
        }
        states[at] = opened[best]
        states = _likely(candidates, states)
        ahead.append(states)
    items: list[int] = []
    at = max(states, key=lambda item: (states[item], item))
    while at >= 0:
        items.append(at)
        at = came_from[at]
    margins = _margins(candidates, before, ahead)
    return ItemLines(
        tuple(candidates[at].index for at in reversed(items)),
        {line.index: margin for line, margin in zip(candidates, margins, strict=True)},
    )


def _likely(candidates: Sequence[ItemCandidate], states: Mapping[int, float]) -> dict[int, float]:
    """The states worth going on from: of each number the best two, and that of no item yet."""
    kept = {-1: states[-1]}
    count: Counter[tuple[str, int]] = Counter()
    for item in sorted(states, key=lambda item: (states[item], item), reverse=True):
        if item < 0 or states[item] == _IMPOSSIBLE or len(kept) > _MOST_STATES:
            continue
        line = candidates[item]
        count[line.style, line.number] += 1
        if count[line.style, line.number] <= _OF_EACH_NUMBER:
            kept[item] = states[item]
    return kept


def _margins(
    candidates: Sequence[ItemCandidate],
    before: Sequence[int],
    ahead: Sequence[Mapping[int, float]],
) -> list[float]:
    """How far the best choice with each line as an item is from the best without."""
    margins = []
    behind: dict[int, float] = dict.fromkeys(ahead[-1], 0.0) if ahead else {}
    for at in range(len(candidates) - 1, -1, -1):
        totals = {item: ahead[at][item] + behind[item] for item in ahead[at]}
        as_item = totals.pop(at, _IMPOSSIBLE)
        margins.append(abs(as_item - max(totals.values(), default=_IMPOSSIBLE)))
        line = candidates[at]
        opens = line.score + behind.get(at, _IMPOSSIBLE)
        states = ahead[at - 1] if at else {-1: 0.0}
        behind = {
            item: max(
                behind.get(item, _IMPOSSIBLE) - _list_cost(candidates, before, item, at),
                opens - _step_cost(candidates, item, at),
            )
            for item in states
        }
    return margins[::-1]


def _predecessors(candidates: Sequence[ItemCandidate]) -> list[int]:
    """For each line the nearest above it that is numbered alike and one lower; -1 is none."""
    seen: dict[tuple[str, int], int] = {}
    result = []
    for at, line in enumerate(candidates):
        result.append(seen.get((line.style, line.number - 1), -1))
        seen[line.style, line.number] = at
    return result


def _step_cost(candidates: Sequence[ItemCandidate], item: int, at: int) -> float:
    """What it costs that the line `at` is the first item after `item`."""
    line = candidates[at]
    if item < 0:
        return 0.0 if line.number == 1 else _FIRST_IS_NOT_ONE
    above = candidates[item]
    step = line.number - above.number
    if step < 0 or (step == 0 and not line.lettered):
        return -_IMPOSSIBLE
    cost = _REPEATED if step == 0 else _GAP * (step - 1)
    if line.title:
        cost = min(cost, _MOST_GAP)  # minutes may leave out many items
    if line.style != above.style:
        cost += _TITLE_ALONE if TITLED in {line.style, above.style} else _OTHER_STYLE
    return cost


def _list_cost(
    candidates: Sequence[ItemCandidate], before: Sequence[int], item: int, at: int
) -> float:
    """What it costs that the line `at` stands in a list inside `item`, or repeats its title."""
    line = candidates[at]
    if line.number == 1 or line.lead or line.style == TITLED or before[at] > item:
        return 0.0
    if item < 0:
        return _BEFORE_THE_FIRST
    above = candidates[item]
    repeats = line.title and (above.number, above.title) == (line.number, line.title)
    return 0.0 if repeats else _OPENS_IN_THE_MIDDLE
