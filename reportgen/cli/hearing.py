"""``reportgen hearing …``: the round in which the parties are heard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.choose import writing_year
from reportgen.cli.command import Result, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import CommandGroup, argument, day_option, option
from reportgen.cli.terminal import echo
from reportgen.language.translation import N_, ntr, tr
from reportgen.language.words import hint, in_danish, message
from reportgen.report.dates import danish_date
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from reportgen.app.hearing.applying import RoundApplied
    from reportgen.app.hearing.collecting import Collected
    from reportgen.app.hearing.late import LateAnswers


@click.group("hearing", cls=CommandGroup, help=COMMANDS["hearing"])
def hearing_command() -> None:
    """Gather the steps of a round."""


@make_command(
    "open", N_("Lay the next version ready for every party."), {"files": [], "round": None}
)
@writing_year
@day_option("--deadline", required=True, help=N_("The last day to answer."))
@option("--per-party", is_flag=True, help=N_("A copy for each party, marked as theirs."))
@option("--no-lock", is_flag=True, help=N_("Let readers turn change tracking off."))
@option(
    "--with-pending",
    is_flag=True,
    help=N_("Send it although inputs want a wording; they stand as comments."),
)
def open_(
    chosen: Year,
    *,
    deadline: dt.date,
    per_party: bool,
    no_lock: bool,
    with_pending: bool,
) -> Result:
    """Open a round."""
    now = dt.datetime.now().astimezone()
    if deadline < now.date():
        text = tr("The deadline {date} has passed already. Choose today or a later day.")
        raise click.UsageError(text.format(date=danish_date(deadline)))
    from reportgen.app.hearing.opening import open_hearing
    from reportgen.results.hearing import opened as told

    opened = open_hearing(
        chosen,
        now,
        deadline,
        per_party=per_party,
        lock=not no_lock,
        with_pending=with_pending,
    )
    relative = chosen.workspace.relative

    def show() -> None:
        for line in told(opened):
            echo(line, err=True)
        echo(relative(opened.round.sent))

    files = [relative(path) for path in opened.paths]
    return Result({"files": files, "round": opened.round.number}, opened.problems, show)


@make_command(
    "collect",
    N_("Read what came back, and lay it ready to decide on."),
    {"responses": [], "edits": [], "conflicts": [], "comments": [], "files": []},
)
@writing_year
@option("--party", metavar="NAME", help=N_("Whose answers these are, where the files do not say."))
@option(
    "--as-edits",
    is_flag=True,
    help=N_("Read the files as edited copies, also where all of the report is gone from them."),
)
@argument("paths", "PATH", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def collect(
    chosen: Year,
    *,
    party: str | None,
    as_edits: bool,
    paths: tuple[Path, ...],
) -> Result:
    """Collect answers."""
    from reportgen.app.hearing.collecting import collect as take_in
    from reportgen.app.hearing.gathering import NoRoundOpen
    from reportgen.app.hearing.results_json import collected_as_json

    now = dt.datetime.now().astimezone()
    try:
        done = take_in(chosen, paths, now, in_danish, party=party, as_edits=as_edits)
    except NoRoundOpen:
        from reportgen.app.hearing.late import collect_late

        return _late_result(
            collect_late(chosen, paths, now, party=party, as_edits=as_edits), chosen
        )
    files = [chosen.workspace.relative(path) for path in done.paths]
    payload = {**collected_as_json(done.answers), "files": files}
    return _collected_result(payload, done, chosen)


@make_command("answer", N_("Record an answer that was given otherwise."), {"responses": []})
@writing_year
@option("--none", "nothing", is_flag=True, help=N_("They have nothing to remark."))
@option("--text", metavar="TEXT", help=N_("What they said."))
@day_option("--date", help=N_("The day they answered; today unless given."))
@argument("party", "PARTY")
def answer(
    chosen: Year,
    *,
    nothing: bool,
    text: str | None,
    date: dt.date | None,
    party: str,
) -> Result:
    """Record an answer."""
    if nothing == bool(text and text.strip()):
        raise click.UsageError(tr("Say either --none, or what they said with --text."))
    from reportgen.app.hearing.collecting import answer as record
    from reportgen.app.hearing.gathering import NoRoundOpen
    from reportgen.app.hearing.results_json import responses_as_json

    now = dt.datetime.now().astimezone()
    try:
        done = record(chosen, party, text, now, in_danish, date=date)
    except NoRoundOpen:
        from reportgen.app.hearing.late import answer_late

        return _late_result(answer_late(chosen, party, text, now, date=date), chosen)
    payload = {"responses": responses_as_json(done.answers)}
    return _collected_result(payload, done, chosen)


def _late_result(done: tuple[LateAnswers, ...], chosen: Year) -> Result:
    """What came after the rounds were closed: kept and told, with nothing to decide."""
    from reportgen.app.hearing.results_json import late_as_json
    from reportgen.results.hearing import came_late

    relative = chosen.workspace.relative
    files = [relative(each.path) for each in done if each.path is not None]
    letters = [relative(path) for each in done for path in each.letters]
    problems = [problem for late in done for problem in late.problems]
    problems += [each.reason for late in done for each in late.answers.result.set_aside]

    def show() -> None:
        for late in done:
            for line in came_late(late):
                echo(line, err=True)
        for file in (*files, *letters):
            echo(file)

    payload = {**late_as_json(done), "files": files, "answers": letters}
    return Result(payload, tuple(problems), show)


def _collected_result(payload: Mapping[str, Any], done: Collected, chosen: Year) -> Result:
    set_aside = tuple(each.reason for each in done.result.set_aside)
    return Result(payload, done.problems, lambda: _show_collected(done, chosen), listed=set_aside)


def _show_collected(done: Collected, chosen: Year) -> None:
    from reportgen.results.hearing import collected

    for line in collected(done):
        echo(line, err=True)
    result = done.answers.result
    if result.set_aside:
        aside = ntr(
            "{count} file was set aside:", "{count} files were set aside:", len(result.set_aside)
        )
        echo(aside, err=True)
        for each in result.set_aside:
            of = f" ({each.party})" if each.party else ""
            echo(f"  {each.file}{of}: {message(each.reason)}", err=True)
            if what := hint(each.reason):
                echo(f"    → {what}", err=True)
    for path in done.paths:
        echo(chosen.workspace.relative(path))


@make_command("apply", N_("Take the decisions into the report."), {"changes": [], "undecided": []})
@writing_year
@option("--by", metavar="NAME", help=N_("Who decided; the secretariat unless given."))
@option(
    "--undecided",
    "left",
    type=click.Choice(["base"]),
    help=N_("What was not decided is not met: the text stands as it was sent out."),
)
@argument("files", "FILE", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def apply(
    chosen: Year,
    *,
    by: str | None,
    left: str | None,
    files: tuple[Path, ...],
) -> Result:
    """Apply decisions."""
    from reportgen.app.hearing.applying import apply as carry_out
    from reportgen.app.hearing.results_json import overtaken_as_json
    from reportgen.app.standing.commands import choice
    from reportgen.results.hearing import applied

    now = dt.datetime.now().astimezone()
    done = carry_out(chosen, files, now, in_danish, by=by, base_stays=left == "base")
    payload = {"changes": list(done.changes), "undecided": list(done.undecided)}
    if done.files:
        files_made = [chosen.workspace.relative(path) for path in done.files]
        payload |= {"conflicts": overtaken_as_json(done.overtaken), "files": files_made}
    if not done.is_done:
        return Result(payload, done.problems, lambda: _show_open(done, chosen), exit_code=3)

    def show() -> None:
        for line in applied(done):
            echo(line, err=True)
        if done.file:
            echo(chosen.workspace.relative(chosen.decided / done.file))
        next_ = tr("Next: {command}").format(command=f"reportgen generate{choice(chosen)}")
        echo(next_, err=True)
        if done.note is not None:
            echo(chosen.workspace.relative(done.note))
        for path in done.answers:
            echo(chosen.workspace.relative(path))

    payload["answers"] = [chosen.workspace.relative(path) for path in done.answers]
    return Result(payload, done.problems, show)


def _show_open(done: RoundApplied, chosen: Year) -> None:
    if done.undecided:
        for id_ in done.undecided:
            echo(f"  {id_}")
    for path in done.files:
        echo(chosen.workspace.relative(path))


for _command in (open_, collect, answer, apply):
    hearing_command.add_command(_command)
