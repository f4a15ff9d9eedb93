"""``reportgen publish``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, option, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, tr
from reportgen.cli.main import COMMANDS

if TYPE_CHECKING:
    from reportgen.app.publish import Allowed

_KEYS: dict[str, Any] = {"files": [], "problems": []}


@make_command("publish", COMMANDS["publish"], _KEYS)
@year_options
@option(
    "--allow",
    metavar="FINDING",
    multiple=True,
    help=N_("The id of a finding that may be public; once for each."),
)
@option(
    "--reason",
    metavar="TEXT",
    multiple=True,
    help=N_("Why it may: one for all, or one for each --allow; kept with the inputs."),
)
def command(
    settings: Settings,
    *,
    network: str | None,
    year: int | None,
    allow: tuple[str, ...],
    reason: tuple[str, ...],
) -> Result:
    """Publish the final version."""
    from reportgen.app.publish import publish
    from reportgen.workspace.lock import held

    allowed = _allowed(allow, reason)
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


def _allowed(findings: Sequence[str], reasons: Sequence[str]) -> list[Allowed]:
    """Each finding with its reason, which may be the same for all."""
    from reportgen.app.publish import Allowed

    said = [reason.strip() for reason in reasons]
    if bool(findings) != bool(said) or not all(said):
        raise click.UsageError(tr("Give --allow and --reason together."))
    if findings and len(said) not in {1, len(findings)}:
        raise click.UsageError(tr("Give one --reason for all, or one for each --allow."))
    return [
        Allowed(finding, said[min(number, len(said) - 1)])
        for number, finding in enumerate(findings)
    ]
