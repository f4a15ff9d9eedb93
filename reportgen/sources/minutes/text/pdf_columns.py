"""Running text that a page prints in two columns, told apart so that each is read by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from reportgen.sources.minutes.text.pdf_lines import Character, rows_of

_LEAST_ROWS = 4
"""Fewer rows with a gap at one place may be labels with their values."""
_GUTTER = 1.2
"""Least width of the room between columns, in sizes of the characters."""
_FULL = 0.6
"""Share of its column that a line of running text fills; cells of a table fill less."""
_ALIKE = 0.55
"""Least ratio of the widths of two columns of text; a table's first column is narrower."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A page's characters: what stands above two columns, in each, and below them."""

    above: list[Character]
    left: list[Character]
    right: list[Character]
    below: list[Character]
    top: float
    """Where the columns begin, in points from the page's upper edge."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Characters beside each other, and the wide gaps among them."""

    characters: list[Character]
    gaps: tuple[tuple[float, float], ...]

    @property
    def left(self) -> float:
        return float(self.characters[0]["x0"])

    @property
    def right(self) -> float:
        return float(self.characters[-1]["x1"])

    def is_parted_at(self, at: float) -> bool:
        return any(low <= at <= high for low, high in self.gaps)

    def is_crossed_at(self, at: float) -> bool:
        return self.left < at < self.right and not self.is_parted_at(at)


def find_columns(characters: Iterable[Character]) -> Columns | None:
    """The two columns of running text that a page's lines stand in; none if they do not.

    A gutter is a gap at the same place in row after row, with lines of about the same width
    on both sides of it that fill them, as those of a table without rules seldom do.
    """
    rows = [row for each in rows_of(characters) if (row := _row(each)) is not None]
    gaps = [gap for row in rows for gap in row.gaps]
    if len(gaps) < _LEAST_ROWS:
        return None
    middles = ((low + high) / 2 for low, high in gaps)
    gutter = max(middles, key=lambda at: sum(row.is_parted_at(at) for row in rows))
    parted = [at for at, row in enumerate(rows) if row.is_parted_at(gutter)]
    # The longest run of rows that nothing crosses.
    first = last = parted[0]
    best = (0, 0, 0)
    for at in parted:
        if any(row.is_crossed_at(gutter) for row in rows[last : at + 1]):
            first = at
        last = at
        best = max(best, (sum(first <= other <= last for other in parted), first, last))
    count, first, last = best
    while last + 1 < len(rows) and not rows[last + 1].is_crossed_at(gutter):
        if rows[last + 1].left >= gutter or not _is_apart(rows[last], rows[last + 1]):
            last += 1
        else:
            break
    block = rows[first : last + 1]
    left = [[c for c in row.characters if c["x0"] < gutter] for row in block]
    right = [[c for c in row.characters if c["x0"] >= gutter] for row in block]
    if count < _LEAST_ROWS or not _are_text(left, right):
        return None
    return Columns(
        _joined(row.characters for row in rows[:first]),
        _joined(left),
        _joined(right),
        _joined(row.characters for row in rows[last + 1 :]),
        min(float(c["top"]) for row in block for c in row.characters),
    )


def _row(characters: Iterable[Character]) -> _Row | None:
    printed = sorted((c for c in characters if c["text"].strip()), key=lambda c: float(c["x0"]))
    if not printed:
        return None
    gaps, right = [], float(printed[0]["x1"])
    for character in printed[1:]:
        left = float(character["x0"])
        if left - right > _GUTTER * float(character["size"]):
            gaps.append((right, left))
        right = max(right, float(character["x1"]))
    everything = sorted(characters, key=lambda c: float(c["x0"]))
    return _Row([c for c in everything if printed[0]["x0"] <= c["x0"] <= right], tuple(gaps))


def _is_apart(above: _Row, below: _Row) -> bool:
    """Whether a row stands further below than the next line of a text does."""
    upper, lower = above.characters[0], below.characters[0]
    return float(lower["top"] - upper["bottom"]) > float(upper["bottom"] - upper["top"])


def _are_text(left: Sequence[Sequence[Character]], right: Sequence[Sequence[Character]]) -> bool:
    """Whether both sides are running text: of like width, and filled by most lines."""
    widths = []
    for side in (left, right):
        lines = [line for line in side if line]
        start = min(float(line[0]["x0"]) for line in lines)
        reach = [float(line[-1]["x1"]) - start for line in lines]
        widths.append(max(reach))
        if len(lines) < _LEAST_ROWS or median(reach) < _FULL * max(reach):
            return False
    return min(widths) >= _ALIKE * max(widths)


def _joined(rows: Iterable[Iterable[Character]]) -> list[Character]:
    return [character for row in rows for character in row]
