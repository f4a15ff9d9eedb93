"""``reportgen calendar``."""

from __future__ import annotations

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.main import COMMANDS


@make_command("calendar", COMMANDS["calendar"], {"files": []})
@year_options
def command(settings: Settings, *, network: str | None, year: int | None) -> Result:
    """Write the planned meetings as a calendar file."""
    from reportgen.app.calendar import write_calendar

    chosen = chosen_year(settings, network, year)
    file = chosen.workspace.relative(write_calendar(chosen))
    return Result({"files": [file]}, (), lambda: click.echo(file))
