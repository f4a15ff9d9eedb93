"""``reportgen absorb``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, option, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, ntr, tr
from reportgen.cli.main import COMMANDS

NONE = "none"


@make_command("absorb", COMMANDS["absorb"], {"changes": [], "problems": []})
@year_options
@option(
    "--close",
    multiple=True,
    metavar="ID",
    help=N_("An input whose comment is gone and that is met; “none” for none of them."),
)
@option("--by", metavar="NAME", help=N_("Who decided it; the secretariat unless given."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(
    settings: Settings,
    *,
    network: str | None,
    year: int | None,
    close: tuple[str, ...],
    by: str | None,
    file: Path,
) -> Result:
    """Take in what was edited."""
    if NONE in close and len(close) > 1:
        raise click.UsageError(tr("--close none cannot stand beside an ID."))
    from reportgen.app.absorb import absorb
    from reportgen.workspace.lock import held

    closed = None if not close else [] if close == (NONE,) else list(close)
    chosen = chosen_year(settings, network, year)
    with held(chosen.workspace.root):
        done = absorb(chosen, file, dt.date.today(), close=closed, by=by)

    def show() -> None:
        if done.already:
            said = tr("Nothing in the file is new: {version} with its edits is absorbed.")
            click.echo(said.format(version=done.version), err=True)
            return
        count = ntr("{count} change was absorbed.", "{count} changes were absorbed.", _edits(done))
        click.echo(count, err=True)
        if done.closed:
            listed = tr("Closed: {ids}.")
            click.echo(listed.format(ids=", ".join(done.closed)), err=True)
        click.echo(chosen.workspace.relative(chosen.decided / done.file))

    return Result({"changes": list(done.changes)}, done.problems, show)


def _edits(done: object) -> int:
    changes = getattr(done, "changes", ())
    return sum(1 for change in changes if not change.get("kilde", {}).get("sha256"))
