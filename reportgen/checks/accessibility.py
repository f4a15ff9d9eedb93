"""Whether everybody can read the document: WCAG 2.1, level AA, as far as a program can tell.

Danish law (lov om tilgængelighed af offentlige organers websteder og mobilapplikationer)
asks it of documents that public bodies publish, by EN 301 549, chapter 10. The success
criterion is named at each check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.checks.facts import (
    DocumentFacts,
    HeadingFact,
    LinkFact,
    PictureFact,
    SeriesColours,
    TableFact,
    TextColourFact,
    finding,
    without_repeats,
)
from reportgen.problems import Location, Problem, shortened


def accessibility_findings(facts: DocumentFacts) -> tuple[Problem, ...]:
    """Everything that would keep somebody from reading the document, each once, with an id."""
    return without_repeats(
        [
            *_whole(facts),
            *_headings(facts.headings),
            *_lists(facts.typed_lists),
            *_tables(facts.tables),
            *_pictures(facts.pictures),
            *_links(facts.links),
            *_contrast(facts.text_colours),
            *_charts(facts.chart_colours),
        ]
    )


def _problem(code: str, where: Location, what: str, **values: object) -> Problem:
    return finding(code, "tilgaengelig", where, f"{code}\n{what}", **values)


def _whole(facts: DocumentFacts) -> Iterator[Problem]:
    if not facts.title.strip():  # 2.4.2 Page titled
        yield _problem("access-no-title", Location(), "")
    if facts.language.partition("-")[0].casefold() != "da":  # 3.1.1 Language of page
        yield _problem("access-no-language", Location(), "", language=facts.language or "–")


def _headings(headings: Sequence[HeadingFact]) -> Iterator[Problem]:
    """1.3.1 Info and relationships, 2.4.6 Headings and labels."""
    above = 0
    for heading in headings:
        if not heading.title.strip():
            yield _problem("access-empty-heading", heading.where, "")
            continue
        if heading.level > above + 1:
            values = {"level": heading.level, "above": above or "–"}
            yield _problem("access-heading-order", heading.where, heading.title, **values)
        above = heading.level


def _lists(typed: Sequence[tuple[Location, str]]) -> Iterator[Problem]:
    """1.3.1 Info and relationships."""
    for where, text in typed:
        yield _problem(
            "access-typed-list", where, text, text=text if len(text) <= 60 else shortened(text, 58)
        )


def _tables(tables: Sequence[TableFact]) -> Iterator[Problem]:
    """1.3.1 Info and relationships, 1.3.2 Meaningful sequence."""
    for number, table in enumerate(tables, 1):
        what = f"{number}"
        if not table.has_header:
            yield _problem("access-no-header-row", table.where, what, table=number)
        if table.empty_cells:
            values = {"table": number, "count": table.empty_cells}
            yield _problem("access-empty-cells", table.where, what, **values)
        if table.merged_cells:
            values = {"table": number, "count": table.merged_cells}
            yield _problem("access-merged-cells", table.where, what, **values)
        if not table.alt.strip():
            yield _problem("access-no-alt-text", table.where, f"tabel {what}")


def _pictures(pictures: Sequence[PictureFact]) -> Iterator[Problem]:
    """1.1.1 Non-text content, 1.3.2 Meaningful sequence."""
    for number, picture in enumerate(pictures, 1):
        if not picture.alt.strip():
            yield _problem("access-no-alt-text", picture.where, f"figur {number}")
        if picture.floats:
            yield _problem("access-floating", picture.where, str(number))


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
        text = link.text.strip().strip(".:!›»>").strip()
        if not text or text.casefold() in _SAYS_NOTHING:
            values = {"text": text or "–", "target": link.target}
            yield _problem("access-link-text", link.where, f"{text}\n{link.target}", **values)
        elif _ADDRESS.fullmatch(text):
            values = {"target": link.target}
            yield _problem("access-link-address", link.where, link.target, **values)


_LEAST = {False: 4.5, True: 3.0}
"""Contrast that text needs, by whether it is large, and what is drawn."""
_LEAST_DRAWN = 3.0


def _contrast(facts: Sequence[TextColourFact]) -> Iterator[Problem]:
    """1.4.3 Contrast (minimum)."""
    for fact in facts:
        letters = fact.letters
        if poor := _poor_contrast(letters.colour, letters.ground, _LEAST[letters.is_large]):
            what = f"{fact.style}\n{letters.colour}\n{letters.ground}"
            values = {"style": fact.style, "text": letters.colour, **poor}
            yield _problem("access-contrast", fact.where, what, **values)


def _charts(facts: Sequence[tuple[Location, SeriesColours]]) -> Iterator[Problem]:
    """1.4.11 Non-text contrast."""
    for where, drawn in facts:
        if poor := _poor_contrast(drawn.colour, drawn.ground, _LEAST_DRAWN):
            what = f"{drawn.series}\n{drawn.colour}\n{drawn.ground}"
            values = {"series": drawn.series or "–", "colour": drawn.colour, **poor}
            yield _problem("access-chart-contrast", where, what, **values)


def _poor_contrast(colour: str, ground: str, least: float) -> dict[str, str]:
    """What to say of two colours that are too alike; empty where they are not."""
    ratio = contrast(colour, ground)
    if ratio >= least:
        return {}
    return {"ground": ground, "ratio": _decimal(ratio), "least": _decimal(least)}


def _decimal(ratio: float) -> str:
    """A ratio as it is said, never rounded up to one that would do."""
    return f"{int(ratio * 10) / 10:g}".replace(".", ",")


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours ``RRGGBB``, from 1 to 21 (WCAG 2.1, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, from 0 to 1 (WCAG 2.1)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
