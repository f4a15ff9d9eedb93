"""A chart as data: what is plotted and what it says, before anything draws it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ChartKind(StrEnum):
    """The kinds of chart a report uses."""

    BARS = "bars"
    """One level bar an organisation, from the top down."""
    LINES = "lines"
    """One line a series over years."""


@dataclass(frozen=True, slots=True)
class Series:
    """A named row of values, one a category; None where a value is missing."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything a native chart shows."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    decimals: int
    alt: str
    """What the chart says, in a sentence or two, for those who cannot see it."""
    marked: int | None = None
    """The bar that is no organisation's, but what all of them are held against."""

    @property
    def plotted(self) -> tuple[Decimal, ...]:
        """Every value the chart shows."""
        return tuple(
            value for series in self.series for value in series.values if value is not None
        )


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year wheel, and the meetings in it."""

    name: str
    """Short enough to stand in its place on the wheel: ``sep.``."""
    dates: str = ""
    """When the meetings are: ``3. og 24. marts``; empty in a month without any."""
    topic: str = ""
    """What they are about."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """Everything a year wheel shows: the months clockwise from the top, meetings marked."""

    title: str
    """The year, as it stands in the middle."""
    months: tuple[Month, ...]
    alt: str
    """What the wheel says, every meeting of it, for those who cannot see it."""
