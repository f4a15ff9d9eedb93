"""What the checks look at: how a finished document is made, as plain facts with their places.

Whoever can read a document collects them; the checks know nothing of how Word writes it.
All colours are ``RRGGBB`` in hexadecimal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.problems import Location


@dataclass(frozen=True, slots=True)
class HeadingFact:
    """A heading."""

    where: Location
    level: int
    """Level from 1."""
    title: str
    """Its text, without the number."""


@dataclass(frozen=True, slots=True)
class TableFact:
    """A table."""

    where: Location
    has_header: bool
    """Whether its first row is marked as a header that repeats."""
    empty_cells: int
    """Cells without text."""
    merged_cells: int
    """Cells over several columns or rows."""
    alt: str
    """What it shows, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class PictureFact:
    """A chart, picture or shape."""

    where: Location
    alt: str
    """What it shows, for those who do not see it."""
    floats: bool
    """Whether it lies outside the text, where no reading order finds it."""


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link that leads out of the document."""

    where: Location
    text: str
    """What is read."""
    target: str
    """Where it leads."""


@dataclass(frozen=True, slots=True)
class LetterColours:
    """How letters are set off from what they stand on."""

    colour: str
    """Colour of the letters."""
    ground: str
    """Colour behind them."""
    is_large: bool
    """18 points or more, or 14 in bold (WCAG 2.1, "large scale")."""


@dataclass(frozen=True, slots=True)
class TextColourFact:
    """Text of one style in one set of colours."""

    where: Location
    style: str
    """Name of the style it is set in."""
    letters: LetterColours


@dataclass(frozen=True, slots=True)
class SeriesColours:
    """How a series of a chart, or one of its points, is set off from what it is drawn on."""

    series: str
    """Name of the series."""
    colour: str
    """Colour of its columns, lines or points."""
    ground: str
    """Colour behind them."""


@dataclass(frozen=True, slots=True)
class ChartColourFact:
    """What the figures of a chart's series are drawn in."""

    where: Location
    drawn: SeriesColours


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is looked at in one document."""

    title: str
    """The document's own title."""
    language: str
    """Language of the text, as ``da-DK``."""
    headings: Sequence[HeadingFact]
    """In order, as the others are."""
    typed_lists: Sequence[tuple[Location, str]]
    """Paragraphs that look like items of a list and are none."""
    tables: Sequence[TableFact]
    pictures: Sequence[PictureFact]
    links: Sequence[LinkFact]
    text_colours: Sequence[TextColourFact]
    """Each combination that text has, once."""
    chart_colours: Sequence[ChartColourFact]
    """Where a colour has to be seen to understand the chart."""
