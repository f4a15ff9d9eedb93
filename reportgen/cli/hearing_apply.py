"""``reportgen hearing apply``: the decisions, taken into the report."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, option, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, ntr, tr
from reportgen.cli.words import in_danish


@make_command("apply", N_("Take the decisions into the report."), {"changes": [], "undecided": []})
@year_options
@option("--by", metavar="NAME", help=N_("Who decided; the secretariat unless given."))
@option(
    "--undecided",
    "left",
    type=click.Choice(["base"]),
    help=N_("What was not decided is not met: the text stands as it was sent out."),
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def apply(
    settings: Settings,
    *,
    network: str | None,
    year: int | None,
    by: str | None,
    left: str | None,
    files: tuple[Path, ...],
) -> Result:
    """Apply decisions."""
    from reportgen.app.hearing.applying import apply as carry_out
    from reportgen.workspace.lock import held

    chosen = chosen_year(settings, network, year)
    now = dt.datetime.now().astimezone()
    with held(chosen.workspace.root):
        done = carry_out(chosen, files, now, in_danish, by=by, base_stays=left == "base")
    payload = {"changes": list(done.changes), "undecided": list(done.undecided)}
    if not done.is_done:
        return Result(payload, done.problems, lambda: _open(done.undecided), exit_code=3)

    def show() -> None:
        outcomes = done.outcomes or {}
        said = tr("The round is closed: {yes} met, {partly} partly met, {no} not met.")
        counted = {"yes": "ja", "partly": "delvist", "no": "nej"}
        click.echo(
            said.format(**{name: outcomes.get(word, 0) for name, word in counted.items()}),
            err=True,
        )
        if done.file:
            click.echo(chosen.workspace.relative(chosen.decided / done.file))
        if done.note is not None:
            click.echo(chosen.workspace.relative(done.note))

    return Result(payload, done.problems, show)


def _open(undecided: tuple[str, ...]) -> None:
    if undecided:
        click.echo(ntr("{count} row is undecided:", "{count} rows are undecided:", len(undecided)))
        for id_ in undecided:
            click.echo(f"  {id_}")
