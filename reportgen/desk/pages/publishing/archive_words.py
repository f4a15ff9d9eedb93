"""What the page of the archive says, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from reportgen.language.translation import N_, tr
from reportgen.report.dates import danish_date
from reportgen.report.stage import Stage
from reportgen.results.archive import changed, kind_title
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from reportgen.app.archived import ArchivedNetwork, ArchivedVersion, Step

__all__ = ["changed", "kind_title"]

_STAGES = {
    Stage.DRAFT: N_("Draft"),
    Stage.HEARING: N_("Hearing copy"),
    Stage.FINAL: N_("Final version"),
    Stage.PUBLISHED: N_("Published"),
}


def stage_title(version: ArchivedVersion) -> str:
    """How far the report had come."""
    return tr(_STAGES[Stage(version.record.stage)])


def version_title(version: ArchivedVersion) -> str:
    """A version as a person chooses it."""
    text = "{year}, {version}: {stage}, {day}"
    return text.format(
        year=version.year,
        version=version.version,
        stage=stage_title(version).lower(),
        day=danish_date(version.date),
    )


def to_compare(
    steps: Iterable[Step], networks: Iterable[ArchivedNetwork], shown: Year
) -> list[tuple[str, str]]:
    """What may be compared, by the value of its choice: the year's versions, then other years."""
    own = [(f"{shown.year} {each.version.version}", version_title(each.version)) for each in steps]
    others = _other_years(networks, shown) if own else ()
    return [*own, *((str(year), tr("The report of {year}").format(year=year)) for year in others)]


def _other_years(networks: Iterable[ArchivedNetwork], shown: Year) -> Iterator[int]:
    for each in networks:
        if each.network == shown.network:
            yield from (year for year in each.years if year != shown.year)


def place_of(change: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Where something changed: the section, and the point in it."""
    section, id_ = change["section"], change["id"]
    point = "" if "/" in id_ else id_
    return " · ".join(filter(None, (f"{section} {titles.get(section, '')}".strip(), point)))


def between_title(older: ArchivedVersion, newer: ArchivedVersion) -> str:
    """Which two are compared."""
    same = older.year == newer.year
    names = [each.version if same else f"{each.year}, {each.version}" for each in (older, newer)]
    return tr("From {older} to {newer}").format(older=names[0], newer=names[1])
