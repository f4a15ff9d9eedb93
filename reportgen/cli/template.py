"""``reportgen template check``."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.command import Result, Settings, TranslatedHelp
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, tr
from reportgen.cli.main import COMMANDS
from reportgen.problems import has_errors


class _Group(TranslatedHelp, click.Group):
    """What can be done with the template."""


@click.group("template", cls=_Group, help=COMMANDS["template"])
def command() -> None:
    """Gather what can be done with the template."""


@make_command("check", N_("List every bad tag of the template at its place."), {"problems": []})
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def check(settings: Settings, *, file: Path | None) -> Result:
    """Check the workspace's template, or FILE."""
    from reportgen.problems import InputFaults, Location, Problem
    from reportgen.word.template.check import check_template
    from reportgen.workspace import files

    path = file or settings.workspace().template
    data = files.read(path)
    if data is None:
        where = Location(path.name)
        raise InputFaults([Problem("template-missing", where, {"path": "templates/" + path.name})])
    problems = tuple(check_template(data, path.name))

    def show() -> None:
        if not problems:
            click.echo(tr("The template is in order."))

    return Result({}, problems, show, exit_code=1 if has_errors(problems) else 0)


command.add_command(check)
