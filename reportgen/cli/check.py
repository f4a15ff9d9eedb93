"""What is wrong: in the inputs, and in the template."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.choose import on_year
from reportgen.cli.command import Result, Settings, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import CommandGroup, argument, option
from reportgen.cli.terminal import echo
from reportgen.language.translation import N_, ntr, tr
from reportgen.problems import has_errors
from reportgen.workspace.places import Year


@make_command("check", COMMANDS["check"], {"problems": [], "pending": []})
@on_year
@option("--fix", is_flag=True, help=N_("Write the ids and wordings that rows and entries lack."))
def check_command(chosen: Year, *, fix: bool) -> Result:
    """Read everything; write nothing but what --fix says."""
    from reportgen.app.check import check
    from reportgen.cli.messages import show_pending, show_ways_to_word
    from reportgen.language.words import pending_as_json
    from reportgen.results.inputs import mended

    if fix:
        from reportgen.workspace.lock import held

        with held(chosen.workspace.root):
            done = check(chosen, fix=True)
    else:
        done = check(chosen)
    inputs = done.inputs

    def show() -> None:
        for line in mended(done) if fix else ():
            echo(line, err=True)
        show_pending(inputs.folded.pending)
        errors = sum(p.severity.value == "error" for p in inputs.problems)
        notes = len(inputs.problems) - errors
        echo(
            ntr("{count} error", "{count} errors", errors)
            + ", "
            + ntr("{count} note", "{count} notes", notes)
            + ", "
            + ntr("{count} pending input.", "{count} pending inputs.", len(inputs.folded.pending))
        )
        if inputs.folded.pending and not errors:
            show_ways_to_word(err=True)

    return Result(
        {"pending": pending_as_json(inputs.folded.pending)},
        inputs.problems,
        show,
        exit_code=1 if inputs.has_errors else 0,
    )


@click.group("template", cls=CommandGroup, help=COMMANDS["template"])
def template_command() -> None:
    """Gather what can be done with the template."""


@make_command("check", N_("List every bad tag of the templates at its place."), {"problems": []})
@argument(
    "file", "FILE", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def check_template_command(settings: Settings, *, file: Path | None) -> Result:
    """Check the workspace's templates, or FILE."""
    from reportgen.app.extracts.submission import case_template_faults
    from reportgen.problems import InputFaults, Location, Problem
    from reportgen.word.template.check import check_template
    from reportgen.workspace import files

    path = file or settings.workspace().template
    data = files.read(path, named=file is not None)
    if data is None:
        where = Location(path.name)
        raise InputFaults([Problem("template-missing", where, {"path": "templates/" + path.name})])
    problems = tuple(check_template(data, path.name))
    if file is None:
        problems += case_template_faults(settings.workspace())

    def show() -> None:
        if not problems:
            echo(tr("The template is in order.") if file else tr("The templates are in order."))

    return Result({}, problems, show, exit_code=1 if has_errors(problems) else 0)


template_command.add_command(check_template_command)
