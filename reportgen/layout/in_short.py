"""The page in front of the report, for whoever reads one page of it.

What the network asks of the steering group (3.7), what it points to (3.6), what it works on next
(4.2), three key figures, and what became of what was recommended before. All of it is from the
data, or fixed text, and each line names the point or the section that it is from. What is closed
is not asked any more, and is left out. A list without entries is left out with its heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.layout.content import Block, Paragraph, Style
from reportgen.layout.room import Room
from reportgen.layout.sections import UNNAMED, Material
from reportgen.layout.shares import Entries, Runs, fitted
from reportgen.report.ids import CHALLENGES, FOCUS_AREAS, RECOMMENDATIONS
from reportgen.report.inputs import ReplyStatus, Status
from reportgen.report.model import Block as ReportBlock
from reportgen.report.recommendations.register import Answered, Registered, register
from reportgen.report.recommendations.request import BETWEEN, request
from reportgen.report.wording.text import Run

if TYPE_CHECKING:
    from reportgen.figures.headline import Headline

NOTHING = "Der er endnu ikke noget at fortælle kort."


def in_short(material: Material, room: Room) -> tuple[Block, ...]:
    """The page, in the room that it has; it is never more than that."""
    lists = fitted(whole_lists(material), room)
    if not lists:
        return (Paragraph((Run(NOTHING),), Style.EMPTY),)
    return tuple(paragraph for one in lists for paragraph in one.paragraphs())


def whole_lists(material: Material) -> tuple[Entries, ...]:
    """All that could stand on the page, in its order."""
    return (
        _points(material, RECOMMENDATIONS, "Netværket anbefaler"),
        _points(material, CHALLENGES, "Netværket peger på"),
        _points(material, FOCUS_AREAS, "Netværket arbejder videre med"),
        _key_figures(material),
        _answers(material),
    )


def _points(material: Material, section: str, heading: str) -> Entries:
    """The points of a section that are open, in its order."""
    points = (p for p in material.folded.points(section) if p.status is not Status.CLOSED)
    return Entries(heading, tuple(_forms_of_point(point) for point in points), section)


def _forms_of_point(point: ReportBlock) -> tuple[Runs, ...]:
    """A point with what it asks; its heading alone; its number alone."""
    source = f"{point.section}, {point.id}"
    heading, is_named = point.heading or UNNAMED, bool(point.heading)
    asked = request(point)
    whole = (Run(heading, bold=is_named, italic=not is_named), Run(f"{BETWEEN}{asked} ({source})"))
    return (
        *((whole,) if asked else ()),
        (Run(heading, italic=not is_named), Run(f" ({source})")),
        (Run(source),),
    )


def _key_figures(material: Material) -> Entries:
    figures, section = material.workbook.figures, material.places.get("noegletal", "")
    chosen: tuple[Headline, ...] = ()
    if figures:  # most of the program's weight is behind them
        from reportgen.figures.headline import headlines

        chosen = headlines(figures, material.network.organisations, material.year)
    return Entries("Nøgletal", tuple(_forms_of_figure(one, section) for one in chosen), section)


def _forms_of_figure(one: Headline, section: str) -> tuple[Runs, ...]:
    """A key figure with its change; its name alone; where it is."""
    name, told = one.name, BETWEEN.join((one.of, one.told))
    whole = (Run(name, bold=True), Run(f"{BETWEEN}{told}{_in(section)}"))
    return (
        *((whole,) if one.told else ()),
        (Run(f"{name}{_in(section)}"),),
        (Run(f"Se {section or 'nøgletallene'}"),),
    )


def _in(section: str) -> str:
    return f" ({section})" if section else ""


def _answers(material: Material) -> Entries:
    """What became of recommendations: all that are followed up, and those asked a year ago."""
    section = material.places.get("opfoelgning", "")
    rows = tuple(_followed_up(material))
    counted = Counter(row.status for row in rows)
    lead = BETWEEN.join(
        f"{status.value.capitalize()}: {counted[status]}"
        for status in ReplyStatus
        if counted[status] and len(rows) > 1
    )
    return Entries(
        "Siden sidste årsrapport", tuple(_forms_of_answer(r, section) for r in rows), section, lead
    )


def _followed_up(material: Material) -> Iterator[Registered]:
    """Each recommendation once, as it stands by now."""
    still = {row.asked.id: row for row in material.still_open}
    answers = (Answered(material.year, row) for row in material.workbook.follow_ups)
    named: set[str] = set()
    for row in register(material.recommended.values(), answers).rows:
        named.add(row.asked.id)
        yield still.get(row.asked.id, row)
    for id_, row in still.items():
        if id_ not in named and row.asked.year == material.year - 1:
            yield row


def _forms_of_answer(row: Registered, section: str) -> tuple[Runs, ...]:
    asked = row.asked
    source = ", ".join(part for part in (section, asked.id) if part)
    told = f"{BETWEEN}{row.status.value}{_in(source)}"
    return (
        (Run(asked.heading or source, bold=True), Run(told)),
        (Run(f"{source}: {row.status.value}"),),
    )
