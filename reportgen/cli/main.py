"""The program and its commands, each loaded when it is called."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import click

from reportgen.cli.command import Settings, failure, print_guarded, utf8_console
from reportgen.cli.parameters import CommandGroup, Option
from reportgen.language.translation import LANGUAGES, N_, choose, speak, tr

COMMANDS = {
    "desk": N_("Open the year on a page in the browser, on this machine only."),
    "new": N_("Lay out a new year, carrying over from the last."),
    "import": N_("Read minutes (Word, PDF, text) into the meetings' files."),
    "check": N_("Read everything, and list every fault at its place."),
    "generate": N_("Make the next version of the report in Word."),
    "absorb": N_("Take your own edits of a version back into the inputs."),
    "hearing": N_("Send a version to the parties, and take in what they answer."),
    "publish": N_("Make the clean Word file, its PDF and the steering group's case."),
    "submission": N_("Write the case that is put to the steering group."),
    "status": N_("Show where the year stands, and the next step."),
    "trace": N_("Tell where the wording of a point comes from."),
    "agenda": N_("Make the next meeting's agenda, which its minutes are written in."),
    "calendar": N_("Write the planned meetings as a calendar file."),
    "tasks": N_("List who promised what, at which meeting."),
    "recommendations": N_("List every year's recommendations, and what became of each."),
    "journal": N_("List the documents in and out, with date, theme and case number."),
    "archive": N_("The yearly versions that are kept for good."),
    "template": N_("Check the Word templates."),
}
"""Every command with its summary, so that the help need not load them all."""


_MODULES = {
    "new": "inputs",
    "import": "inputs",
    "generate": "versions",
    "absorb": "versions",
    "publish": "versions",
    "trace": "status",
    "calendar": "tasks",
    "template": "check",
}
"""The module of a command, where it does not have the command's own name."""


class Program(CommandGroup):
    """The group; a command's module is loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of a year's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"reportgen.cli.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section(tr("Commands")):
            formatter.write_dl([(name, tr(summary)) for name, summary in COMMANDS.items()])


def _language(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None or not ctx.resilient_parsing:
        speak(choose(value))


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        from reportgen import __version__

        click.echo(f"reportgen {__version__}")
        ctx.exit()


@click.group(
    "reportgen",
    cls=Program,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",  # said otherwise by earlier versions of Click
    help=N_("The network's yearly report, from meetings and Excel to Word."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--lang",
    cls=Option,
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_language,
    help=N_("Language of the messages."),
)
@click.option(
    "-C",
    "folder",
    cls=Option,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=N_("The workspace, where it is not this folder."),
)
@click.option(
    "--json", "as_json", cls=Option, is_flag=True, help=N_("Print the result as one JSON object.")
)
@click.option("-v", "--verbose", cls=Option, is_flag=True, help=N_("Say more."))
@click.option("-q", "--quiet", cls=Option, is_flag=True, help=N_("Say only what is wrong."))
@click.option(
    "--version",
    cls=Option,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help=N_("Show the version and stop."),
)
@click.pass_context
def program(
    ctx: click.Context, folder: Path | None, *, as_json: bool, verbose: bool, quiet: bool
) -> None:
    """Take in what stands before the command; alone, show the status."""
    ctx.obj = Settings(folder, as_json, 1 if verbose else -1 if quiet else 0)
    if ctx.invoked_subcommand is None:
        status: Any = program.get_command(ctx, "status")
        ctx.invoke(status, network=None, year=None)


def run() -> None:
    """Run the program with what was typed.

    Commands have their own boundary; what goes wrong before one is reached is told here.
    """
    utf8_console()
    speak(choose(None))
    try:
        program()
    except Exception as error:
        settings = Settings()
        sys.exit(print_guarded(failure(error, settings), settings, {}))
