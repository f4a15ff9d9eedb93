"""``reportgen tasks``."""

from __future__ import annotations

from typing import Any

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, option, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, tr
from reportgen.cli.main import COMMANDS

_KEYS: dict[str, Any] = {"tasks": [], "files": []}


@make_command("tasks", COMMANDS["tasks"], _KEYS)
@year_options
@option("--xlsx", is_flag=True, help=N_("Write them as a workbook too."))
def command(settings: Settings, *, network: str | None, year: int | None, xlsx: bool) -> Result:
    """List the promises."""
    from reportgen.app.agenda import tasks, write_tasks

    chosen = chosen_year(settings, network, year)
    listed = tasks(chosen)
    files = [chosen.workspace.relative(write_tasks(chosen, listed))] if xlsx else []

    def show() -> None:
        for task in listed:
            due = f", {task['due']}" if task["due"] else ""
            who = click.style(task["who"] or "?", bold=True)
            click.echo(f"{who}: {task['what']}{due}  ({task['meeting']}, {task['item']})")
        if not listed:
            click.echo(tr("Nobody has promised anything."))
        for file in files:
            click.echo(file)

    return Result({"tasks": listed, "files": files}, (), show)
