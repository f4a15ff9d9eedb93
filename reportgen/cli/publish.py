"""``reportgen publish``."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, option, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, tr
from reportgen.cli.main import COMMANDS

_KEYS: dict[str, Any] = {"files": [], "problems": []}


@make_command("publish", COMMANDS["publish"], _KEYS)
@year_options
@option("--allow", metavar="FINDING", help=N_("The id of a finding that may be public."))
@option("--reason", metavar="TEXT", help=N_("Why it may; kept with the inputs."))
def command(
    settings: Settings,
    *,
    network: str | None,
    year: int | None,
    allow: str | None,
    reason: str | None,
) -> Result:
    """Publish the final version."""
    from reportgen.app.publish import Allowed, publish
    from reportgen.workspace.lock import held

    if (allow is None) != (not (reason or "").strip()):
        raise click.UsageError(tr("Give --allow and --reason together."))
    allowed = Allowed(allow, (reason or "").strip()) if allow is not None else None
    chosen = chosen_year(settings, network, year)
    with held(chosen.workspace.root):
        done = publish(chosen, dt.date.today(), allowed)
    paths = [chosen.workspace.relative(path) for path in done.paths]

    def show() -> None:
        if done.record is None:
            click.echo(tr("Nothing was published."), err=True)
            return
        click.echo(tr("{version} is published.").format(version=done.record.version), err=True)
        for path in paths:
            click.echo(path)

    return Result({"files": paths}, done.problems, show, done.exit_code)
