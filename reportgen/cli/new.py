"""``reportgen new YEAR``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.choose import chosen_network
from reportgen.cli.command import Result, Settings, option
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, ntr, tr
from reportgen.cli.main import COMMANDS

if TYPE_CHECKING:
    from reportgen.app.new import LaidOut


@make_command("new", COMMANDS["new"], {"files": []})
@click.argument("year", type=click.IntRange(1990, 2099))
@option(
    "--network", metavar="NAME", help=N_("The network; a name that is not there yet starts one.")
)
def command(settings: Settings, *, year: int, network: str | None) -> Result:
    """Lay out a year."""
    from reportgen.app.new import new_year, start_network, start_workspace
    from reportgen.app.status import choice
    from reportgen.workspace.lock import held
    from reportgen.workspace.names import plain
    from reportgen.workspace.places import Year

    name = ""
    made: tuple[str, ...] = ()
    root: Path = settings.home()
    if network is None:
        if not (root / "inputs").is_dir():
            told = tr(
                "{folder} holds no folder “inputs”. Go to your workspace, or begin one here: "
                "reportgen new {year} --network NAME."
            )
            raise click.UsageError(told.format(folder=root, year=year))
        name = chosen_network(settings.workspace(), None)
    elif not plain(network):
        raise click.UsageError(tr("A network's name must hold letters."))
    workspace = start_workspace(root)
    with held(root):
        if network is not None:
            name, made = start_network(workspace, network)
        done = new_year(Year(workspace, name, year))
    files = [*done.files, *made]

    def show() -> None:
        for file in files:
            click.echo(file)
        _show_content(done)
        if made:
            told = tr("Fill in {file} first: names, case number and organisations.")
            click.echo(told.format(file=made[0]), err=True)
        which = choice(Year(workspace, name, year))
        click.echo(tr("Next: {command}").format(command=f"reportgen check{which}"))

    return Result({"files": files}, done.problems, show)


def _show_content(done: LaidOut) -> None:
    """Say what came over, counted."""
    book, before = done.content, done.before
    if book is None:
        told = tr("The archive holds no earlier year of the network, so this one begins empty.")
        click.echo(told, err=True)
        return
    points = Counter(row.sheet for row in book.points)
    members, figures, wheel = len(book.members), len(book.figures), len(book.wheel)
    challenges, focus_areas = points["Udfordringer"], points["Fokusområder"]
    follow_ups = len(book.follow_ups)
    counted = (
        members and ntr("{count} member", "{count} members", members),
        challenges and ntr("{count} challenge", "{count} challenges", challenges),
        focus_areas and ntr("{count} focus area", "{count} focus areas", focus_areas),
        figures and ntr("{count} key figure", "{count} key figures", figures),
        follow_ups
        and ntr(
            "{count} recommendation to follow up",
            "{count} recommendations to follow up",
            follow_ups,
        ),
        wheel and ntr("{count} planned meeting", "{count} planned meetings", wheel),
    )
    told = tr(
        "Carried over from {year}, {version}: {counted}. The texts are marked (fra {year}) "
        "until somebody has brought them up to date."
    )
    listed = ", ".join(said for said in counted if said)
    said = told.format(
        year=done.before_year, version=before.version if before else "–", counted=listed or "–"
    )
    click.echo(said, err=True)
