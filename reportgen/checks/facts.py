"""What the checks look at, and what they find.

A finished document is looked at as plain facts with their places; whoever can read a document
collects them, and the checks know nothing of how Word writes it. What is found in it is a
fault with an id that stays the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.problems import Location, Problem

KEY = "finding"
"""Name under which a problem's values hold the id."""


def finding(code: str, kind: str, where: Location, what: str, **values: object) -> Problem:
    """Make a problem with an id, as ``cpr-3fa81c20``.

    The id is that of `what` (the number, the address) in one section of one part: it
    outlives a new version of the report and paragraphs that are added above, and the same
    text in another section has another. It is a digest, so it can be written down without
    telling what was found.
    """
    place = "\n".join((where.part, where.heading, what))
    digest = hashlib.sha256(f"{kind}\n{place}".encode()).hexdigest()[:8]
    return Problem(code, where, {**values, KEY: f"{kind}-{digest}"})


def finding_id(problem: Problem) -> str:
    """The id of a finding; empty for other problems."""
    return str(problem.values.get(KEY, ""))


def in_file(problem: Problem, file: str) -> Problem:
    """The problem, said of `file`."""
    return replace(problem, location=replace(problem.location, file=file))


def without_repeats(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each finding at its first place: what is said twice in a section is one finding."""
    return tuple({finding_id(problem): problem for problem in reversed(problems)}.values())[::-1]


# How a finished document is made. All colours are ``RRGGBB`` in hexadecimal.


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
    chart_colours: Sequence[tuple[Location, SeriesColours]]
    """Where a colour has to be seen to understand the chart."""
