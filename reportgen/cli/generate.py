"""``reportgen generate``."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, option, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, ntr, tr
from reportgen.cli.main import COMMANDS

_KEYS: dict[str, Any] = {
    "file": None,
    "version": None,
    "stage": None,
    "problems": [],
    "pending": [],
    "unchanged": False,
}


@make_command("generate", COMMANDS["generate"], _KEYS)
@year_options
@option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=N_("The date the version carries; today unless given."),
)
@option("--leave-edits", is_flag=True, help=N_("Leave the latest version's edits where they are."))
def command(
    settings: Settings,
    *,
    network: str | None,
    year: int | None,
    date: dt.datetime | None,
    leave_edits: bool,
) -> Result:
    """Make the next version."""
    from reportgen.app.generate import generate
    from reportgen.cli.pending import pending_as_json
    from reportgen.workspace.lock import held

    chosen = chosen_year(settings, network, year)
    with held(chosen.workspace.root):
        day = date.date() if date else dt.date.today()
        made = generate(chosen, day, leave_edits=leave_edits)
    file = chosen.workspace.relative(made.path)

    def show() -> None:
        said = (
            tr("Nothing has changed: {version} still stands.")
            if made.unchanged
            else tr("{version} is made.")
        )
        click.echo(said.format(version=made.record.version), err=True)
        if made.pending:
            count = ntr(
                "{count} input still needs a wording; it stands as a comment in the document.",
                "{count} inputs still need a wording; they stand as comments in the document.",
                len(made.pending),
            )
            click.echo(count, err=True)
        click.echo(file)

    return Result(
        {
            "file": file,
            "version": made.record.version,
            "stage": made.record.stage,
            "pending": pending_as_json(made.pending),
            "unchanged": made.unchanged,
        },
        made.problems,
        show,
    )
