"""The networks and years of a workspace to choose among."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.problems import InputFaults, Refusal
from reportgen.report.stage import Stage
from reportgen.sources.network import read_network
from reportgen.workspace import files, versions
from reportgen.workspace.places import Workspace, Year


@dataclass(frozen=True, slots=True)
class Choice:
    """A year, under the name that people call its network by."""

    year: Year
    name: str


def choices(workspace: Workspace) -> tuple[Choice, ...]:
    """All years of all networks, the newest of each first."""
    return tuple(
        Choice(Year(workspace, network, year), name_of(workspace, network))
        for network in workspace.networks()
        for year in reversed(workspace.years(network))
    )


def name_of(workspace: Workspace, network: str) -> str:
    """The short name of a network; its folder's where its file cannot be read."""
    path = Year(workspace, network, 0).network_file
    try:
        found, _problems = read_network(files.read(path) or b"", path.name)
    except (InputFaults, Refusal):  # whoever reads the year is told
        return network
    return found.short_name if found else network


def is_published(year: Year) -> bool:
    """Whether the latest version of a year is the published one."""
    latest = versions.latest(year)
    return latest is not None and latest.stage == Stage.PUBLISHED


def under_way(workspace: Workspace) -> Year | None:
    """The year that is due first: the oldest not published of the first network that has one.

    Where all is published, the newest year; none where there is no year.
    """
    years = [choice.year for choice in choices(workspace)]
    open_years = [year for year in years if not is_published(year)]
    if not open_years:
        return years[0] if years else None
    first = open_years[0].network
    return [year for year in open_years if year.network == first][-1]
