"""The steering group's case."""

from __future__ import annotations

import datetime as dt
from typing import Any

from reportgen.cli.choose import writing_year
from reportgen.cli.command import Result, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import day_option
from reportgen.cli.terminal import echo
from reportgen.language.translation import N_
from reportgen.workspace.places import Year

_KEYS: dict[str, Any] = {"files": []}


@make_command("submission", COMMANDS["submission"], _KEYS)
@writing_year
@day_option("--date", help=N_("The date the case carries; today unless given."))
def submission_command(chosen: Year, *, date: dt.date | None) -> Result:
    """Write the case that is put to the steering group."""
    from reportgen.app.extracts.submission import make_submission
    from reportgen.results.documents import submission_made

    done = make_submission(chosen, date or dt.date.today())
    file = chosen.workspace.relative(done.path)

    def show() -> None:
        for line in submission_made():
            echo(line, err=True)
        echo(file)

    return Result({"files": [file]}, done.problems, show)
