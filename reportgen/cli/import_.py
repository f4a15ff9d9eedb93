"""``reportgen import FILE…``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reportgen.cli.choose import chosen_network
from reportgen.cli.command import Result, Settings, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import ntr, tr
from reportgen.cli.main import COMMANDS
from reportgen.problems import Severity

_KEYS: dict[str, Any] = {"meetings": [], "problems": []}


@make_command("import", COMMANDS["import"], _KEYS)
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@year_options
def command(
    settings: Settings, *, files: tuple[Path, ...], network: str | None, year: int | None
) -> Result:
    """Read minutes into the meetings' files."""
    from reportgen.app.importing import Imported, import_minutes
    from reportgen.cli.words import message
    from reportgen.workspace.lock import held

    workspace = settings.workspace()
    name = chosen_network(workspace, network)
    with held(workspace.root):
        done = import_minutes(workspace, name, files, year=year, describe=message)
    problems = tuple(problem for one in done for problem in one.problems)
    failed = any(
        problem.severity is Severity.ERROR
        for one in done
        if not one.refused
        for problem in one.problems
    )

    def show() -> None:
        for one in done:
            _show(one)

    def _show(one: Imported) -> None:
        for change in one.changed:
            click.echo(f"  {change}")
        if not one.file:
            return
        share = f"{one.accounted:.1%}".replace(".0%", " %").replace(".", ",").replace("%", "%")
        said = tr("{share} of the text is accounted for").format(share=share)
        left_out = ntr("{count} piece left out", "{count} pieces left out", one.left_out)
        click.echo(f"{one.file}: {said}, {left_out}")

    meetings = [
        {
            "file": one.file,
            "date": one.date,
            "accounted": one.accounted,
            "left_out": one.left_out,
        }
        for one in done
        if one.file
    ]
    code = 1 if failed else 3 if any(one.refused for one in done) else 0
    return Result({"meetings": meetings}, problems, show, code)
