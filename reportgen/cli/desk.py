"""The year on a page in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.command import Result, Settings, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import option
from reportgen.cli.terminal import echo
from reportgen.language.translation import N_, tr

if TYPE_CHECKING:
    from reportgen.workspace.places import Workspace


def _port(typed: str) -> int:
    """A port a user's program may listen on; browsers leave some lower ones out of addresses."""
    if not (typed.isascii() and typed.isdecimal() and _fits(int(typed))):
        text = tr("“{value}” is not a port. Write a number from 1024 to 65535, or 0 for any.")
        raise click.BadParameter(text.format(value=typed))
    return int(typed)


def _fits(port: int) -> bool:
    return port == 0 or 1024 <= port < 2**16


def _workspace(settings: Settings) -> Workspace:
    """The workspace; a folder with nothing of anybody's in it becomes one."""
    from reportgen.app.new import start_workspace

    root: Path = settings.home()
    if root.is_dir() and all(each.name.startswith(".") for each in root.iterdir()):
        return start_workspace(root)
    found: Workspace = settings.workspace()
    return found


@make_command("desk", COMMANDS["desk"], {"url": None})
@option("--no-browser", is_flag=True, help=N_("Print the address, and open nothing."))
@option(
    "--port",
    type=_port,
    metavar="N",
    help=N_("The port to listen on; any that is free unless given."),
)
def desk_command(settings: Settings, *, no_browser: bool, port: int | None) -> Result:
    """Open the desk, and serve it until nobody is there."""
    from reportgen.desk import start

    workspace = _workspace(settings)
    opened = start.open_desk(workspace, port)
    is_shown = not no_browser and start.show(workspace.root, opened.for_browser)

    def show() -> None:
        first = (
            tr("The year is opened in the browser. This address opens it once more:")
            if is_shown
            else tr("Open this address in a browser on this machine; it works once:")
        )
        echo(first, err=True)
        echo(opened.address)
        if opened.serve is not None:
            end = tr("The pages are served until you close them; Ctrl+C ends it too.")
            echo(end, err=True)

    def serve() -> None:
        if opened.serve is not None:
            opened.serve(_wait)

    return Result({"url": opened.address}, (), show, then=serve)


def _wait() -> None:
    echo(tr("Work is under way; it ends when that is done."), err=True)
