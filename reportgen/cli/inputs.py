"""What a year begins with, and the minutes that are read into it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.choose import chosen_network, year_options
from reportgen.cli.command import Result, Settings, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import argument, option, report_year
from reportgen.cli.questions import answer_to, can_ask, is_yes
from reportgen.cli.terminal import echo
from reportgen.language.translation import N_, tr
from reportgen.problems import Problem, Severity

if TYPE_CHECKING:
    from reportgen.workspace.places import Workspace


@make_command("new", COMMANDS["new"], {"files": []})
@argument("year", "YEAR", type=report_year)
@option(
    "--network",
    metavar="NAME",
    help=N_("The network; a name that is not there yet starts one."),
)
@option(
    "--organisation",
    "organisations",
    metavar="NAME",
    multiple=True,
    help=N_("Who attends and who is heard in a new network; repeated, in the report's order."),
)
@option("--case", metavar="NUMBER", help=N_("The case number of this year's report."))
@option("--yes", is_flag=True, help=N_("Begin a network although its name is like another's."))
def new_command(
    settings: Settings,
    *,
    year: int,
    network: str | None,
    organisations: tuple[str, ...],
    case: str | None,
    yes: bool,
) -> Result:
    """Lay out a year."""
    from reportgen.app.new import find_network, new_year, start_network, start_workspace
    from reportgen.app.standing.commands import choice
    from reportgen.results.years import laid_out
    from reportgen.workspace.lock import held
    from reportgen.workspace.names import plain
    from reportgen.workspace.places import Year

    name = ""
    network_files: tuple[str, ...] = ()
    root: Path = settings.home()
    if network is None and organisations:
        raise click.UsageError(tr("--organisation belongs to a new network: name it by --network."))
    if network is None:
        if not (root / "inputs").is_dir():
            text = tr(
                "{folder} holds no folder “inputs”. Go to your workspace, or begin one here: "
                "reportgen new {year} --network NAME."
            )
            raise click.UsageError(text.format(folder=settings.said_home(), year=year))
        name = chosen_network(settings.workspace(), None)
    elif not plain(network):
        raise click.UsageError(tr("A network's name must hold letters."))
    workspace = start_workspace(root)
    known = find_network(workspace, network) if network is not None else ""
    if known and organisations:
        text = tr("The network is there already; its organisations stand in {file}.")
        file = workspace.relative(Year(workspace, known, 0).network_file)
        raise click.UsageError(text.format(file=file))
    if network is not None and not known and not yes:
        _refuse_slip(workspace, network, may_ask=not settings.as_json)
    if network is not None and not known and not organisations and not settings.as_json:
        organisations = _asked_for()
    with held(root):
        if network is not None:
            name, network_files = start_network(workspace, network, organisations)
        if case is None and not settings.as_json:
            case = answer_to(tr("The case number of this year's report (or nothing yet)"))
        done = new_year(Year(workspace, name, year), (case or "").strip())
    files = [*done.files, *network_files]

    def show() -> None:
        for file in files:
            echo(file)
        for line in laid_out(done):
            echo(line, err=True)
        if network_files:
            text = tr("Fill in {file} first: names, case number and organisations.")
            echo(text.format(file=network_files[0]), err=True)
        which = choice(Year(workspace, name, year))
        echo(tr("Next: {command}").format(command=f"reportgen check{which}"))

    return Result({"files": files}, done.problems, show)


def _refuse_slip(workspace: Workspace, network: str, *, may_ask: bool) -> None:
    """Refuse a new network whose name is nearly another's, unless a person says that it is new."""
    from reportgen.app.new import NetworkLikeAnother, refuse_slip

    try:
        refuse_slip(workspace, network)
    except NetworkLikeAnother as refusal:
        question = tr("Did you mean “{near}”? Begin “{network}” as a network of its own? (yes/no)")
        if not (may_ask and is_yes(question.format(**refusal.problem.values))):
            raise


def _asked_for() -> tuple[str, ...]:
    """The organisations of a new network, as a person on a terminal names them."""
    question = tr("Which organisations take part? Write them with commas between (or nothing yet)")
    return tuple(name for name in re.split(r"[,;]", answer_to(question)) if name.strip())


_IMPORT_KEYS: dict[str, Any] = {"meetings": [], "problems": []}


@make_command("import", COMMANDS["import"], _IMPORT_KEYS)
@argument("files", "FILE", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@year_options
@option("--yes", is_flag=True, help=N_("Go on where the file does not seem to belong here."))
def import_command(
    settings: Settings, *, files: tuple[Path, ...], network: str | None, year: int | None, yes: bool
) -> Result:
    """Read minutes into the meetings' files."""
    from reportgen.app.importing import Imported, import_minutes
    from reportgen.language.words import marked_words, message
    from reportgen.results.minutes import imported
    from reportgen.workspace.lock import held

    workspace = settings.workspace()
    name = chosen_network(workspace, network)

    def confirmed(doubts: Sequence[Problem]) -> bool:
        if yes or settings.as_json or not can_ask():
            return yes
        for doubt in doubts:
            echo(f"{doubt.location.file}: {message(doubt)}", err=True)
        return is_yes(tr("Read it all the same? (yes/no)"))

    with held(workspace.root):
        done = import_minutes(
            workspace, name, files, year=year, describe=message, confirmed=confirmed
        )
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
            words = marked_words(change.before or "", change.after or "", "    ")
            echo(f"  {change.place}: {words}")
        for line in imported(one):
            echo(line)

    meetings = [
        {
            "file": one.file,
            "date": one.date,
            "accounted": one.accounted,
            "left_out": one.left_out,
            "ledger": one.ledger.as_numbers(),
        }
        for one in done
        if one.file
    ]
    code = 1 if failed else 3 if any(one.refused for one in done) else 0
    return Result({"meetings": meetings}, problems, show, code)
