"""``reportgen hearing collect`` and ``hearing answer``: what came back, read and merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, option, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import N_, ntr, tr
from reportgen.cli.words import hint, in_danish, message

if TYPE_CHECKING:
    from reportgen.app.hearing.collecting import Collected
    from reportgen.workspace.places import Year


@make_command(
    "collect",
    N_("Read what came back, and lay it ready to decide on."),
    {"responses": [], "edits": [], "conflicts": [], "comments": [], "files": []},
)
@year_options
@option("--party", metavar="NAME", help=N_("Whose answers these are, where the files do not say."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def collect(
    settings: Settings,
    *,
    network: str | None,
    year: int | None,
    party: str | None,
    paths: tuple[Path, ...],
) -> Result:
    """Collect answers."""
    from reportgen.app.hearing.collecting import collect as take_in
    from reportgen.app.hearing.results_json import collected_as_json
    from reportgen.workspace.lock import held

    chosen = chosen_year(settings, network, year)
    now = dt.datetime.now().astimezone()
    with held(chosen.workspace.root):
        done = take_in(chosen, paths, now, in_danish, party=party)
    files = [chosen.workspace.relative(path) for path in done.paths]
    payload = {**collected_as_json(done.answers), "files": files}
    return _result(payload, done, chosen)


@make_command("answer", N_("Record an answer that was given otherwise."), {"responses": []})
@year_options
@option("--none", "nothing", is_flag=True, help=N_("They have nothing to remark."))
@option("--text", metavar="TEXT", help=N_("What they said."))
@option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=N_("The day they answered; today unless given."),
)
@click.argument("party")
def answer(
    settings: Settings,
    *,
    network: str | None,
    year: int | None,
    nothing: bool,
    text: str | None,
    date: dt.datetime | None,
    party: str,
) -> Result:
    """Record an answer."""
    if nothing == bool(text and text.strip()):
        raise click.UsageError(tr("Say either --none, or what they said with --text."))
    from reportgen.app.hearing.answering import answer as record
    from reportgen.app.hearing.results_json import responses_as_json
    from reportgen.workspace.lock import held

    chosen = chosen_year(settings, network, year)
    now = dt.datetime.now().astimezone()
    with held(chosen.workspace.root):
        done = record(chosen, party, text, now, in_danish, date=date.date() if date else None)
    payload = {"responses": responses_as_json(done.answers)}
    return _result(payload, done, chosen)


def _result(payload: Mapping[str, Any], done: Collected, chosen: Year) -> Result:
    set_aside = tuple(each.reason for each in done.result.set_aside)
    return Result(payload, done.problems, lambda: _show(done, chosen), told=set_aside)


def _show(done: Collected, chosen: Year) -> None:
    from reportgen.hearing.responses import Way, counts

    result, heard = done.answers.result, done.answers.round.parties
    count = counts(result.merged)
    missing = [r.party for r in result.responses if r.way is Way.MISSING]
    answered = len(heard) - len(missing)
    said = tr("{answered} of {parties} parties have answered.")
    click.echo(said.format(answered=answered, parties=len(heard)), err=True)
    if missing:
        click.echo(tr("Not yet: {parties}.").format(parties=", ".join(missing)), err=True)
    for response in result.responses:
        if response.edits or response.comments:
            line = f"  {response.party}: " + ", ".join(
                (
                    ntr("{count} edit", "{count} edits", response.edits),
                    ntr("{count} comment", "{count} comments", response.comments),
                )
            )
            click.echo(line, err=True)
    total = tr(
        "{edits} different edits: {free} that stand alone, {in_conflict} in {conflicts} "
        "conflicts, {remarks} outside the report's own text; and {comments} comments."
    )
    click.echo(total.format(**count), err=True)
    if result.set_aside:
        aside = ntr(
            "{count} file was set aside:", "{count} files were set aside:", len(result.set_aside)
        )
        click.echo(aside, err=True)
        for each in result.set_aside:
            of = f" ({each.party})" if each.party else ""
            click.echo(f"  {each.file}{of}: {message(each.reason)}", err=True)
            if what := hint(each.reason):
                click.echo(f"    → {what}", err=True)
    for path in done.paths:
        click.echo(chosen.workspace.relative(path))
