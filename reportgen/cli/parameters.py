"""Commands, options and arguments whose help and messages are translated when they are shown."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable
from typing import Any

import click

from reportgen.language.translation import N_, ntr, tr, translated
from reportgen.report.wording.characters import shown


class TranslatedHelp(click.Command):
    """A command or group whose help is translated when it is shown."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help, in the language spoken."""
        return translated(self.short_help or self.help)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help; Click keeps it as it was told first, in any language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = tr("Show this message and exit.")
        return option

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language spoken."""
        original, self.help = self.help, translated(self.help)
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = original

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what was typed; where it is wrong, Click's words get our quotation marks."""
        try:
            return super().parse_args(ctx, args)
        except click.exceptions.NoArgsIsHelpError:
            raise  # a group alone shows its help, which is no fault's message
        except click.UsageError as error:
            text = shown(_QUOTED.sub(r"“\1”", error.format_message()))
            raise click.UsageError(text, error.ctx or ctx) from None

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What may follow the command's name; ``[OPTIONS]`` in the language spoken."""
        pieces = super().collect_usage_pieces(ctx)
        return [tr(piece) if piece in _USAGE else piece for piece in pieces]


_QUOTED = re.compile(r"(?<!\w)'([^'\n]*)'(?!\w)")
_USAGE = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("[COMMAND] [ARGS]..."))
WORDS = (
    *(
        N_("DATE"),
        N_("DIR"),
        N_("FILE"),
        N_("FINDING"),
        N_("NAME"),
        N_("NETWORK"),
        N_("NUMBER"),
        N_("PARTY"),
        N_("PATH"),
    ),
    *(N_("TEXT"), N_("YEAR"), N_("DD-MM-YYYY")),
)
"""What stands for the value of an option or an argument."""


class Command(TranslatedHelp):
    """A command of the program."""


class CommandGroup(TranslatedHelp, click.Group):
    """A group of commands, listed in the order they are of use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order they were added."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; for one that is none, say what it may have meant."""
        typed = args[0]
        if self.get_command(ctx, typed) is None and not typed.startswith("-"):
            near = difflib.get_close_matches(typed, self.list_commands(ctx), n=1)
            if near:
                text = tr("There is no command {typed}. Did you mean {meant}?")
                ctx.fail(text.format(typed=typed, meant=near[0]))
        return super().resolve_command(ctx, args)


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's line in the help, in the language spoken."""
        original, self.help = self.help, translated(self.help)
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = original

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for its value, in the language spoken."""
        return translated(super().make_metavar(ctx))


class Argument(click.Argument):
    """An argument that is called by a word of the language spoken."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for it, as ``[FILE]...``."""
        name = translated(self.metavar)
        name = name if self.required else f"[{name}]"
        return name if self.nargs == 1 else f"{name}..."

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """Its name as messages give it, without the marks of the usage."""
        return f"'{translated(self.metavar)}'"


def day(typed: str) -> dt.date:
    """The day that was typed: ``15-12-2026``, ``2026-12-15``, ``15. december 2026``."""
    from reportgen.sources.dates import read_date

    if (found := read_date(typed)) is None:
        text = tr("“{value}” is not a day of a year. Write it as in 15-12-2026.")
        raise click.BadParameter(text.format(value=typed))
    return found


def report_year(typed: str) -> int:
    """The year that was typed, one that a report can be of."""
    if not (typed.isascii() and typed.isdecimal() and 1990 <= int(typed) <= 2099):
        text = tr("“{value}” is not a report's year. Write it as in 2026.")
        raise click.BadParameter(text.format(value=typed))
    return int(typed)


def option(*names: str, **rest: Any) -> Callable[[Any], Any]:
    """An option of a command."""
    return click.option(*names, cls=Option, **rest)


def argument(name: str, word: str, **rest: Any) -> Callable[[Any], Any]:
    """An argument of a command, called `word` where people read of it."""
    return click.argument(name, cls=Argument, metavar=word, **rest)


def day_option(name: str, **rest: Any) -> Callable[[Any], Any]:
    """An option that is a date."""
    return option(name, type=day, metavar="DD-MM-YYYY", **rest)


CLICK_WORDS = (
    N_("YYYY-MM-DD"),
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("Option {name!r} does not take a value."),
    N_("Choose from:\n\t{choices}"),
    N_("unknown error"),
    N_("Aborted!"),
    N_("required"),
    N_("file"),
    N_("directory"),
    N_("path"),
)
"""Click's own words that a user meets, so that they are translated with ours."""


def _counted_click_words(count: int) -> None:
    """Click's own words that count something, as `CLICK_WORDS`."""
    ntr("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", count)
    ntr(
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
        count,
    )
    ntr("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", count)
    ntr(
        "{value!r} is not {choice}.",
        "{value!r} is not one of {choices}.",
        count,
    )
