"""``reportgen check``."""

from __future__ import annotations

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, option, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, ntr, tr
from reportgen.cli.main import COMMANDS


@make_command("check", COMMANDS["check"], {"problems": [], "pending": []})
@year_options
@option("--fix", is_flag=True, help=N_("Write the ids and wordings that entries left out."))
def command(settings: Settings, *, network: str | None, year: int | None, fix: bool) -> Result:
    """Read everything; write nothing but what --fix says."""
    from reportgen.app.check import check
    from reportgen.cli.pending import pending_as_json, show_pending

    chosen = chosen_year(settings, network, year)
    if fix:
        from reportgen.workspace.lock import held

        with held(chosen.workspace.root):
            done = check(chosen, fix=True)
    else:
        done = check(chosen)
    inputs = done.inputs

    def show() -> None:
        for file in done.fixed:
            click.echo(tr("Filled in {file}.").format(file=file), err=True)
        if fix and inputs.has_errors:
            click.echo(tr("Nothing was filled in: the errors come first."), err=True)
        show_pending(inputs.folded.pending)
        errors = sum(p.severity.value == "error" for p in inputs.problems)
        notes = len(inputs.problems) - errors
        click.echo(
            ntr("{count} error", "{count} errors", errors)
            + ", "
            + ntr("{count} note", "{count} notes", notes)
            + ", "
            + ntr("{count} pending input.", "{count} pending inputs.", len(inputs.folded.pending))
        )

    return Result(
        {"pending": pending_as_json(inputs.folded.pending)},
        inputs.problems,
        show,
        exit_code=1 if inputs.has_errors else 0,
    )
