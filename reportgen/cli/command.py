"""How every command is built: one result, printed as text or as JSON, one error boundary.

The boundary is round the work and round the printing: whatever is raised in either is told
in words, and never as a trace.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from reportgen.cli.parameters import Command
from reportgen.language.translation import tr
from reportgen.problems import InputFaults, Problem, Refusal
from reportgen.report.wording.characters import shown


class WrongUse(click.ClickException):
    """What was typed is a command, but means nothing here; how to type it is not the question."""

    exit_code = 2


@dataclass(slots=True)
class Settings:
    """The options before the command's name."""

    folder: Path | None = None
    as_json: bool = False
    verbosity: int = 0
    """-1 quiet, 0 normal, 1 verbose."""

    def home(self) -> Path:
        """The folder that is, or is to be, the workspace.

        One that was named is taken as it is; else the current one, or the nearest above it
        that is a workspace.
        """
        from reportgen.workspace.places import nearest_workspace

        home = os.environ.get("REPORTGEN_HOME")
        named = self.folder or (Path(home) if home else None)
        try:
            if named:
                return named.absolute()
            here = Path().absolute()
        except OSError:
            raise click.UsageError(tr("The folder you stand in is gone. Go to yours.")) from None
        return nearest_workspace(here) or here

    def said_home(self) -> str:
        """The folder as it was typed, where it was."""
        named = str(self.folder) if self.folder else os.environ.get("REPORTGEN_HOME")
        return named or tr("This folder")

    def known_home(self) -> Path | None:
        """The workspace, where there is one; to be asked when something has gone wrong."""
        from reportgen.workspace.places import Workspace

        try:
            return Workspace.at(self.home()).root
        except Exception:
            return None

    def workspace(self) -> Any:
        """The workspace; a folder that is none was the wrong use of the command."""
        from reportgen.workspace.places import NoWorkspace, Workspace

        folder = self.home()
        try:
            return Workspace.at(folder)
        except NoWorkspace:
            text = tr(
                "{folder} holds no folder “inputs”, so it is no workspace. Go to yours, or give "
                "it with -C; or begin one here with: reportgen new YEAR --network NAME."
            )
            raise click.UsageError(text.format(folder=self.said_home())) from None


@dataclass(frozen=True, slots=True)
class Result:
    """What a command came to."""

    payload: Mapping[str, Any] = field(default_factory=dict)
    """The contract's keys and values."""
    problems: tuple[Problem, ...] = ()
    show: Callable[[], None] | None = None
    """Prints the result for a person."""
    exit_code: int = 0
    listed: tuple[Problem, ...] = ()
    """Problems that are part of the result, and that `show` prints where they belong."""
    then: Callable[[], None] | None = None
    """What goes on once the result is printed, for as long as it is wanted."""


def make_command(
    name: str, summary: str, keys: Mapping[str, Any]
) -> Callable[[Callable[..., Result]], Command]:
    """Make a function that returns a `Result` into a command.

    `keys` are the command's JSON keys with what they are when nothing came of it.
    """

    def make(function: Callable[..., Result]) -> Command:
        def run(**options: Any) -> None:
            context = click.get_current_context()
            settings = context.find_object(Settings) or Settings()
            settings.as_json = options.pop("as_json_too", False) or settings.as_json
            result = _guarded(function, settings, options)
            code = print_guarded(result, settings, keys)
            if result.then is not None and code == 0:
                # The one JSON object is out already: what goes wrong from here on is told in words.
                result = _guarded(_going_on(result.then), settings, {})
                code = print_guarded(result, Settings(settings.folder), {})
            context.exit(code)

        run.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        # People write --json last as often as first.
        run = click.option("--json", "as_json_too", is_flag=True, hidden=True)(run)
        return click.command(name, cls=Command, help=summary)(run)

    return make


def _going_on(then: Callable[[], None]) -> Callable[[Settings], Result]:
    def go_on(_settings: Settings) -> Result:
        then()
        return Result()

    return go_on


def _guarded(
    function: Callable[..., Result], settings: Settings, options: Mapping[str, Any]
) -> Result:
    """Run a use case; what it raises becomes words and an exit code."""
    try:
        return function(settings, **options)
    except click.UsageError as error:
        raise WrongUse(shown(error.format_message())) from None
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except (Exception, KeyboardInterrupt) as error:
        return failure(error, settings)


def failure(error: BaseException, settings: Settings) -> Result:
    """The words and the exit code of what was raised."""
    from reportgen.workspace.fault_report import problems_of

    problems = problems_of(error, settings.known_home())
    match error:
        case Refusal():
            return Result(problems=problems, exit_code=error.exit_code)
        case InputFaults():
            return Result(problems=problems, exit_code=1)
    is_ours = problems[0].code.startswith("program-fault")
    return Result(problems=problems, exit_code=1 if is_ours else 3)


def print_guarded(result: Result, settings: Settings, keys: Mapping[str, Any]) -> int:
    """Print a result; what is raised meanwhile becomes words too. Returns the exit code."""
    try:
        show_result(result, settings, keys)
    except OSError as error:
        failed = _unprinted(error, result)
        settings = Settings(settings.folder)
    except (Exception, KeyboardInterrupt) as error:
        failed = failure(error, settings)
    else:
        return result.exit_code
    with contextlib.suppress(Exception):
        show_result(failed, settings, keys)
    return failed.exit_code


_READER_GONE = frozenset({errno.EPIPE, errno.EINVAL})
"""What the system says when nobody reads any longer; Windows says the second."""


def _unprinted(error: OSError, result: Result) -> Result:
    """What a run comes to whose words could not be written; the work itself is done.

    Where the reader stopped listening, as ``head`` does, there is nothing to tell.
    """
    _drop_output()
    if error.errno in _READER_GONE:
        return Result(exit_code=result.exit_code)
    problems = (*result.problems, Problem("output-not-written"))
    return Result(problems=problems, exit_code=result.exit_code or 1)


def _drop_output() -> None:
    """Let what is still to be printed go nowhere, so that the interpreter's end says nothing."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def show_result(result: Result, settings: Settings, keys: Mapping[str, Any]) -> None:
    """Print a result as JSON, or its problems and then the result itself for a person."""
    from reportgen.cli.messages import show_problems
    from reportgen.language.words import as_json

    failed = result.exit_code != 0
    if settings.as_json:
        import json

        from reportgen.report.wording.characters import in_json

        payload = {**keys, **result.payload}
        if "problems" in keys or result.problems:
            payload["problems"] = [as_json(problem) for problem in result.problems]
        click.echo(in_json(json.dumps(payload, ensure_ascii=False, indent=2)))
        return
    if settings.verbosity >= 0 or failed:
        show_problems(result.problems)
    if result.show is not None and settings.verbosity >= 0:
        result.show()


def utf8_console() -> None:
    r"""Let Danish letters through on a Windows console and in a pipe.

    Half a character, as a file name may hold, is written as JSON writes it: ``\udcff``.
    """
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")
