"""The versions of the report: made, edited by hand and taken in, published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.choose import writing_year
from reportgen.cli.command import Result, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import argument, day_option, option
from reportgen.cli.terminal import echo
from reportgen.language.translation import N_, tr
from reportgen.language.words import command_to_type
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from reportgen.app.publication import Allowed


_GENERATE_KEYS: dict[str, Any] = {
    "file": None,
    "version": None,
    "stage": None,
    "problems": [],
    "pending": [],
    "unchanged": False,
}


@make_command("generate", COMMANDS["generate"], _GENERATE_KEYS)
@writing_year
@day_option("--date", help=N_("The date the version carries; today unless given."))
@option("--leave-edits", is_flag=True, help=N_("Leave the latest version's edits where they are."))
def generate_command(chosen: Year, *, date: dt.date | None, leave_edits: bool) -> Result:
    """Make the next version."""
    from reportgen.app.generate import generate
    from reportgen.cli.messages import show_ways_to_word
    from reportgen.language.words import pending_as_json
    from reportgen.results.versions import generated

    day = date or dt.date.today()
    done = generate(chosen, day, leave_edits=leave_edits)
    file = chosen.workspace.relative(done.path)

    def show() -> None:
        for line in generated(done):
            echo(line, err=True)
        if done.pending:
            show_ways_to_word(err=True)
        if done.next:
            next_ = command_to_type(done.next)
            echo(tr("Next: {command}").format(command=next_), err=True)
        echo(file)

    return Result(
        {
            "file": file,
            "version": done.record.version,
            "stage": done.record.stage,
            "pending": pending_as_json(done.pending),
            "unchanged": done.unchanged,
        },
        done.problems,
        show,
    )


_NONE = "none"


@make_command("absorb", COMMANDS["absorb"], {"changes": [], "problems": []})
@writing_year
@option(
    "--close",
    multiple=True,
    metavar="ID",
    help=N_("An input whose comment is gone and that is met; “none” for none of them."),
)
@option("--by", metavar="NAME", help=N_("Who decided it; the secretariat unless given."))
@argument("file", "FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def absorb_command(chosen: Year, *, close: tuple[str, ...], by: str | None, file: Path) -> Result:
    """Take in what was edited."""
    if _NONE in close and len(close) > 1:
        raise click.UsageError(tr("--close none cannot stand beside an ID."))
    from reportgen.app.absorb import absorb
    from reportgen.app.standing.commands import choice
    from reportgen.results.versions import absorbed

    closed = None if not close else [] if close == (_NONE,) else list(close)
    done = absorb(chosen, file, dt.date.today(), close=closed, by=by)

    def show() -> None:
        for line in absorbed(done):
            echo(line, err=True)
        if done.already:
            return
        next_ = tr("Next: {command}").format(command=f"reportgen generate{choice(chosen)}")
        echo(next_, err=True)
        echo(chosen.workspace.relative(chosen.decided / done.file))

    return Result({"changes": list(done.changes)}, done.problems, show)


_PUBLISH_KEYS: dict[str, Any] = {"files": [], "problems": []}


@make_command("publish", COMMANDS["publish"], _PUBLISH_KEYS)
@writing_year
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
def publish_command(chosen: Year, *, allow: tuple[str, ...], reason: tuple[str, ...]) -> Result:
    """Publish the final version."""
    from reportgen.app.publish import publish
    from reportgen.results.versions import published

    done = publish(chosen, dt.date.today(), _allowed(allow, reason))
    paths = [chosen.workspace.relative(path) for path in done.paths]

    def show() -> None:
        for line in published(done):
            echo(line, err=True)
        for path in paths:
            echo(path)

    return Result({"files": paths}, done.problems, show, done.exit_code)


def _allowed(findings: Sequence[str], reasons: Sequence[str]) -> list[Allowed]:
    """Each finding with its reason, which may be the same for all."""
    from reportgen.app.publication import Allowed

    stated = [reason.strip() for reason in reasons]
    if bool(findings) != bool(stated) or not all(stated):
        raise click.UsageError(tr("Give --allow and --reason together."))
    if findings and len(stated) not in {1, len(findings)}:
        raise click.UsageError(tr("Give one --reason for all, or one for each --allow."))
    return [
        Allowed(finding, stated[min(number, len(stated) - 1)])
        for number, finding in enumerate(findings)
    ]
