"""Whether everybody can read the document: WCAG 2.1, level AA, as far as a program can tell.

Danish law (lov om tilgængelighed af offentlige organers websteder og mobilapplikationer)
asks it of documents that public bodies publish, by EN 301 549, chapter 10. The success
criterion is named at each check. What is looked at comes as plain facts, so nothing here
knows how Word writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from reportgen.checks.contrast import contrast
from reportgen.checks.finding import finding, once
from reportgen.problems import Location, Problem


class HeadingFact(Protocol):
    """A heading."""

    @property
    def where(self) -> Location: ...  # noqa: D102 - as in every fact: its place
    @property
    def level(self) -> int:
        """Level from 1."""

    @property
    def title(self) -> str:
        """Its text, without the number."""


class TableFact(Protocol):
    """A table."""

    @property
    def where(self) -> Location: ...  # noqa: D102
    @property
    def has_header(self) -> bool:
        """Whether its first row is marked as a header that repeats."""

    @property
    def empty_cells(self) -> int:
        """Cells without text."""

    @property
    def merged_cells(self) -> int:
        """Cells over several columns or rows."""

    @property
    def alt(self) -> str:
        """What it shows, for those who do not see it."""


class PictureFact(Protocol):
    """A chart, picture or shape."""

    @property
    def where(self) -> Location: ...  # noqa: D102
    @property
    def alt(self) -> str:
        """What it shows, for those who do not see it."""

    @property
    def floats(self) -> bool:
        """Whether it lies outside the text, where no reading order finds it."""


class LinkFact(Protocol):
    """A link."""

    @property
    def where(self) -> Location: ...  # noqa: D102
    @property
    def text(self) -> str:
        """What is read."""

    @property
    def target(self) -> str:
        """Where it leads."""


class ColourFact(Protocol):
    """Text of one look."""

    @property
    def where(self) -> Location: ...  # noqa: D102
    @property
    def style(self) -> str:
        """Name of the style it is set in."""

    @property
    def text(self) -> str:
        """Colour of the letters, ``RRGGBB``."""

    @property
    def ground(self) -> str:
        """Colour behind them, ``RRGGBB``."""

    @property
    def is_large(self) -> bool:
        """18 points or more, or 14 in bold."""


class MarkFact(Protocol):
    """What the figures of a series are drawn in."""

    @property
    def where(self) -> Location: ...  # noqa: D102
    @property
    def series(self) -> str:
        """Name of the series."""

    @property
    def colour(self) -> str:
        """Colour of its columns, lines or points, ``RRGGBB``."""

    @property
    def ground(self) -> str:
        """Colour behind them, ``RRGGBB``."""


class DocumentFacts(Protocol):
    """What is looked at in one document."""

    @property
    def title(self) -> str:
        """The document's own title."""

    @property
    def language(self) -> str:
        """Language of the text, as ``da-DK``."""

    @property
    def headings(self) -> Sequence[HeadingFact]:
        """Headings in order."""

    @property
    def typed_lists(self) -> Sequence[tuple[Location, str]]:
        """Paragraphs that look like items of a list and are none."""

    @property
    def tables(self) -> Sequence[TableFact]:
        """Tables in order."""

    @property
    def pictures(self) -> Sequence[PictureFact]:
        """Charts, pictures and shapes."""

    @property
    def links(self) -> Sequence[LinkFact]:
        """Links to other places than this document."""

    @property
    def colours(self) -> Sequence[ColourFact]:
        """Each look that text has, once."""

    @property
    def marks(self) -> Sequence[MarkFact]:
        """What the charts are drawn in, where a colour has to be seen to understand them."""


def accessibility_findings(facts: DocumentFacts) -> tuple[Problem, ...]:
    """Everything that would keep somebody from reading the document."""
    return once(
        [
            *_whole(facts),
            *_headings(facts.headings),
            *_lists(facts.typed_lists),
            *_tables(facts.tables),
            *_pictures(facts.pictures),
            *_links(facts.links),
            *_contrast(facts.colours),
            *_charts(facts.marks),
        ]
    )


def _found(code: str, where: Location, what: str, **values: object) -> Problem:
    return finding(code, "tilgaengelig", where, f"{code}\n{what}", **values)


def _whole(facts: DocumentFacts) -> Iterator[Problem]:
    if not facts.title.strip():  # 2.4.2 Page titled
        yield _found("access-no-title", Location(), "")
    if facts.language.partition("-")[0].casefold() != "da":  # 3.1.1 Language of page
        yield _found("access-no-language", Location(), "", language=facts.language or "–")


def _headings(headings: Sequence[HeadingFact]) -> Iterator[Problem]:
    """1.3.1 Info and relationships, 2.4.6 Headings and labels."""
    above = 0
    for heading in headings:
        if not heading.title.strip():
            yield _found("access-empty-heading", heading.where, "")
            continue
        if heading.level > above + 1:
            values = {"level": heading.level, "above": above or "–"}
            yield _found("access-heading-order", heading.where, heading.title, **values)
        above = heading.level


def _lists(typed: Sequence[tuple[Location, str]]) -> Iterator[Problem]:
    """1.3.1 Info and relationships."""
    for where, text in typed:
        yield _found("access-typed-list", where, text, text=_short(text))


def _tables(tables: Sequence[TableFact]) -> Iterator[Problem]:
    """1.3.1 Info and relationships, 1.3.2 Meaningful sequence."""
    for number, table in enumerate(tables, 1):
        what = f"{number}"
        if not table.has_header:
            yield _found("access-no-header-row", table.where, what, table=number)
        if table.empty_cells:
            values = {"table": number, "count": table.empty_cells}
            yield _found("access-empty-cells", table.where, what, **values)
        if table.merged_cells:
            values = {"table": number, "count": table.merged_cells}
            yield _found("access-merged-cells", table.where, what, **values)
        if not table.alt.strip():
            yield _found("access-no-alt-text", table.where, f"tabel {what}")


def _pictures(pictures: Sequence[PictureFact]) -> Iterator[Problem]:
    """1.1.1 Non-text content, 1.3.2 Meaningful sequence."""
    for number, picture in enumerate(pictures, 1):
        if not picture.alt.strip():
            yield _found("access-no-alt-text", picture.where, f"figur {number}")
        if picture.floats:
            yield _found("access-floating", picture.where, str(number))


_SAYS_NOTHING = frozenset(
    {
        "her",
        "klik her",
        "tryk her",
        "se her",
        "læs mere",
        "læs mere her",
        "link",
        "linket",
        "dette link",
        "mere",
        "siden",
    }
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def _links(links: Sequence[LinkFact]) -> Iterator[Problem]:
    """2.4.4 Link purpose (in context)."""
    for link in links:
        said = link.text.strip().strip(".:!›»>").strip()
        if not said or said.casefold() in _SAYS_NOTHING:
            values = {"text": said or "–", "target": link.target}
            yield _found("access-link-text", link.where, f"{said}\n{link.target}", **values)
        elif _ADDRESS.fullmatch(said):
            values = {"target": link.target}
            yield _found("access-link-address", link.where, link.target, **values)


_LEAST = {False: 4.5, True: 3.0}
"""Contrast that text needs, by whether it is large, and what is drawn."""
_LEAST_DRAWN = 3.0


def _contrast(colours: Sequence[ColourFact]) -> Iterator[Problem]:
    """1.4.3 Contrast (minimum)."""
    for colour in colours:
        ratio, least = contrast(colour.text, colour.ground), _LEAST[colour.is_large]
        if ratio < least:
            what = f"{colour.style}\n{colour.text}\n{colour.ground}"
            values = {
                "style": colour.style,
                "text": colour.text,
                "ground": colour.ground,
                "ratio": _decimal(ratio),
                "least": _decimal(least),
            }
            yield _found("access-contrast", colour.where, what, **values)


def _charts(marks: Sequence[MarkFact]) -> Iterator[Problem]:
    """1.4.11 Non-text contrast."""
    for mark in marks:
        ratio = contrast(mark.colour, mark.ground)
        if ratio < _LEAST_DRAWN:
            what = f"{mark.series}\n{mark.colour}\n{mark.ground}"
            values = {
                "series": mark.series or "–",
                "colour": mark.colour,
                "ground": mark.ground,
                "ratio": _decimal(ratio),
                "least": _decimal(_LEAST_DRAWN),
            }
            yield _found("access-chart-contrast", mark.where, what, **values)


def _decimal(ratio: float) -> str:
    """A ratio as it is said, never rounded up to one that would do."""
    return f"{int(ratio * 10) / 10:g}".replace(".", ",")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
