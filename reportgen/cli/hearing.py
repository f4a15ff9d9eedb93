"""``reportgen hearing …``: the round in which the parties are heard."""

from __future__ import annotations

import datetime as dt

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Command, Result, Settings, TranslatedHelp, option, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.hearing_apply import apply
from reportgen.cli.hearing_collect import answer, collect
from reportgen.cli.language import N_, ntr, tr
from reportgen.cli.main import COMMANDS


class _Group(TranslatedHelp, click.Group):
    """What a round is made of."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of a round."""
        return list(self.commands)


@click.group("hearing", cls=_Group, help=COMMANDS["hearing"])
def command() -> None:
    """Gather the steps of a round."""


@make_command(
    "open", N_("Lay the next version ready for every party."), {"files": [], "round": None}
)
@year_options
@option(
    "--deadline",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=N_("The last day to answer."),
)
@option("--per-party", is_flag=True, help=N_("A copy for each party, marked as theirs."))
@option("--no-lock", is_flag=True, help=N_("Let readers turn change tracking off."))
@option(
    "--with-pending",
    is_flag=True,
    help=N_("Send it although inputs want a wording; they stand as comments."),
)
def open_(
    settings: Settings,
    *,
    network: str | None,
    year: int | None,
    deadline: dt.datetime,
    per_party: bool,
    no_lock: bool,
    with_pending: bool,
) -> Result:
    """Open a round."""
    now = dt.datetime.now().astimezone()
    if deadline.date() < now.date():
        said = tr("The deadline {date} has passed already.")
        raise click.UsageError(said.format(date=deadline.date().isoformat()))
    from reportgen.app.hearing.opening import open_hearing
    from reportgen.workspace.lock import held

    chosen = chosen_year(settings, network, year)
    with held(chosen.workspace.root):
        opened = open_hearing(
            chosen,
            now,
            deadline.date(),
            per_party=per_party,
            lock=not no_lock,
            with_pending=with_pending,
        )
    relative = chosen.workspace.relative

    def show() -> None:
        found = opened.round
        done = tr("Round {round} is open until {deadline}: {version} lies ready for {parties}.")
        said = done.format(
            round=found.number,
            deadline=found.deadline.isoformat(),
            version=found.version,
            parties=ntr("{count} party", "{count} parties", len(found.parties)),
        )
        click.echo(said, err=True)
        click.echo(tr("Nothing has been sent: open each Mail.eml, and send it."), err=True)
        if opened.unaddressed:
            nobody = tr("No address is known of: {parties}.")
            click.echo(nobody.format(parties=", ".join(opened.unaddressed)), err=True)
        click.echo(relative(found.sent))

    files = [relative(path) for path in opened.paths]
    return Result({"files": files, "round": opened.round.number}, opened.problems, show)


for _command in (open_, collect, answer, apply):
    assert isinstance(_command, Command)
    command.add_command(_command)
