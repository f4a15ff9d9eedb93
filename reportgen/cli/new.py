"""``reportgen new YEAR``."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.choose import chosen_network
from reportgen.cli.command import Result, Settings, option
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, tr
from reportgen.cli.main import COMMANDS


@make_command("new", COMMANDS["new"], {"files": []})
@click.argument("year", type=click.IntRange(1990, 2099))
@option(
    "--network", metavar="NAME", help=N_("The network; a name that is not there yet starts one.")
)
def command(settings: Settings, *, year: int, network: str | None) -> Result:
    """Lay out a year."""
    from reportgen.app.new import new_year, start_network, start_workspace
    from reportgen.workspace.lock import held
    from reportgen.workspace.places import Year

    root: Path = settings.home()
    workspace = start_workspace(root)
    with held(root):
        name = start_network(workspace, network) if network else chosen_network(workspace, None)
        files = list(new_year(Year(workspace, name, year)))

    def show() -> None:
        for file in files:
            click.echo(file)
        click.echo(tr("Next: {command}").format(command="reportgen check"))

    return Result({"files": files}, (), show)
