"""Whether a document may be minutes of this network and of a year that it works on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reportgen.problems import Location, Problem
from reportgen.report.meeting import Meeting, Network
from reportgen.report.outline import MinutesOutline, OutlineParagraph, OutlineTable
from reportgen.sources.spelling import folded

_HEADINGS = frozenset(
    map(
        folded,
        (
            "Året kort",
            "Netværksgruppen",
            "Opgave og organisering",
            "Møder i året",
            "Årets arbejde og temaer",
            "Opfølgning på sidste årsrapport",
            "Opfølgning på årets fokusområder",
            "Nøgletal",
            "Udviklingstendenser",
            "Udfordringer og udviklingsbehov",
            "Anbefalinger til styregruppen",
            "Det kommende år",
            "Møder og årshjul",
        ),
    )
)
_ENOUGH_HEADINGS = 5
"""So many of a report's own headings, each on a line of its own, and it is one."""
_NETWORK_NAMED = re.compile(
    r"(?i:\bnetværk(?:et|sgruppen?)?\s+(?:for\s+|på\s+|vedr\.?\s+|om\s+)?)"
    r"(?P<name>[A-ZÆØÅ]\w+(?:[ ,]+(?:[A-ZÆØÅ&]\w*|og|&))*)"
)
_HEAD = 12
"""So many paragraphs from the top name the network that met."""
_LEAST_PEOPLE = 3
_FAR = 1
"""A meeting further than so many years from every year of the network is far from them."""


def out_of_place(
    outline: MinutesOutline,
    meeting: Meeting | None,
    network: Network,
    years: Sequence[int],
    file: str,
) -> tuple[Problem, ...]:
    """What speaks against reading the document as minutes of a meeting of `network`.

    `years` are those that the network has, or the one that was asked for.
    """
    where = Location(file)
    if outline.version_of_report or _is_report(outline):
        return (Problem("import-of-report", where),)
    problems: list[Problem] = []
    if other := _other_network(outline, network):
        by_name = {"named": other, "network": network.name}
        problems.append(Problem("import-other-network", where, by_name))
    if meeting is None:
        return tuple(problems)
    said = (item.minutes or item.decisions or item.tasks for item in meeting.agenda)
    if outline.agenda is not None and not any(said):
        problems.append(Problem("agenda-not-filled-in", where))
    people = (*meeting.attendance.present, *meeting.attendance.absent)
    places = [person.organisation for person in people if person.organisation]
    own = set(map(folded, network.organisations))
    foreign = [place for place in places if folded(place) not in own]
    if len(foreign) >= _LEAST_PEOPLE and 2 * len(foreign) > len(places):
        by_people = {"organisations": ", ".join(dict.fromkeys(foreign))}
        problems.append(Problem("import-foreign-people", where, by_people))
    held = meeting.facts.date.year
    if years and min(abs(held - year) for year in years) > _FAR:
        values: dict[str, object] = {"year": held, "years": ", ".join(map(str, years))}
        problems.append(Problem("import-far-year", where, values))
    return tuple(problems)


def _lines(outline: MinutesOutline) -> Iterator[str]:
    for block in outline.blocks:
        if isinstance(block, OutlineParagraph):
            yield block.text
        elif isinstance(block, OutlineTable):
            for row in block.rows:
                yield from row.texts


def _is_report(outline: MinutesOutline) -> bool:
    found = {folded(re.sub(r"^[\d.]+\s+", "", line)) for line in _lines(outline)}
    return len(found & _HEADINGS) >= _ENOUGH_HEADINGS


def _other_network(outline: MinutesOutline, network: Network) -> str:
    """The network that the head names, where it is none of ours; else empty."""
    head = list(_lines(outline))[:_HEAD]
    head += [omission.words.text for omission in outline.omissions][:_HEAD]
    named = [match["name"].strip(" ,") for line in head for match in _NETWORK_NAMED.finditer(line)]
    own = _words((network.name, network.short_name or ""))
    # "Netværk Børn og Unge, Region Sjælland" is ours: one of its words says so.
    return next((name for name in named), "") if named and not own & _words(named) else ""


def _words(names: Iterable[str]) -> set[str]:
    words = {word for name in names for word in re.findall(r"\w{3,}", folded(name))}
    return {word for word in words if not word.startswith("netværk")} - {"for", "region"}
