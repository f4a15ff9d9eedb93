"""Which network and year a command means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import click

from reportgen.cli.command import Result, Settings
from reportgen.cli.parameters import option, report_year
from reportgen.language.translation import N_, tr
from reportgen.workspace.places import Workspace, Year, composed


def on_year(function: Callable[..., Result]) -> Any:
    """``--network`` and ``--year`` for a command, which is given the `Year` they mean."""

    @wraps(function)
    def with_year(
        settings: Settings, *, network: str | None, year: int | None, **options: Any
    ) -> Result:
        return function(chosen_year(settings, network, year), **options)

    return year_options(with_year)


def writing_year(function: Callable[..., Result]) -> Any:
    """As `on_year`, for a command that writes: the workspace is held while it works."""

    @wraps(function)
    def while_held(chosen: Year, **options: Any) -> Result:
        from reportgen.workspace.lock import held

        with held(chosen.workspace.root):
            return function(chosen, **options)

    return on_year(while_held)


def year_options(function: Any) -> Any:
    """``--network`` and ``--year`` as they were typed."""
    function = option(
        "--year",
        type=report_year,
        metavar="YEAR",
        help=N_("The report's year, where there is a choice."),
    )(function)
    return option(
        "--network", metavar="NAME", help=N_("The network's folder, where there is a choice.")
    )(function)


def chosen_year(settings: Settings, network: str | None, year: int | None) -> Year:
    """The year a command works on; where there is a choice and none was made, exit code 2."""
    from reportgen.workspace.lock import settle

    workspace: Workspace = settings.workspace()
    settle(workspace.root)
    name = chosen_network(workspace, network)
    years = workspace.years(name)
    if year is not None and years:
        if year not in years:
            raise click.UsageError(
                tr("{network} has no year {year}; it has {known}.").format(
                    network=name, year=year, known=_listed(years)
                )
            )
        return Year(workspace, name, year)
    open_years = _open_years(workspace, name, years)
    if len(open_years) == 1:
        return Year(workspace, name, open_years[0])
    if years and not open_years:
        return Year(workspace, name, years[-1])  # everything is published: the newest is meant
    if not open_years:
        raise click.UsageError(
            tr("{network} has no year yet. Begin one with reportgen new YEAR.").format(network=name)
        )
    raise click.UsageError(
        tr("{network} has several years under way. Say which with --year: {known}.").format(
            network=name, known=_listed(open_years)
        )
    )


def _open_years(workspace: Workspace, network: str, years: list[int]) -> list[int]:
    from reportgen.app.standing.choices import is_published

    return [year for year in years if not is_published(Year(workspace, network, year))]


def chosen_network(workspace: Workspace, asked: str | None) -> str:
    """The network a command works on; where there is a choice and none was made, exit code 2."""
    networks = workspace.networks()
    if asked is not None and networks:
        from reportgen.app.new import find_network

        if known := find_network(workspace, asked):
            return known
        raise click.UsageError(
            tr("There is no network {network}; there is {known}.").format(
                network=asked, known=_listed(networks)
            )
        )
    if len(networks) == 1:
        return networks[0]
    if not networks:
        raise click.UsageError(
            tr("There is no network yet. Begin one with reportgen new YEAR --network NAME.")
        )
    raise click.UsageError(
        tr("There are several networks. Say which with --network: {known}.").format(
            known=_listed(networks)
        )
    )


def archived_network(workspace: Workspace, asked: str) -> str:
    """The folder's name of a network, which need not have inputs any longer."""
    from reportgen.app.new import find_network

    return find_network(workspace, asked) or composed(asked)


def _listed(names: Iterable[object]) -> str:
    return ", ".join(map(str, names))
