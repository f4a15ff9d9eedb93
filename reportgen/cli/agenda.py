"""The next meeting's agenda."""

from __future__ import annotations

import datetime as dt
from typing import Any

from reportgen.cli.choose import writing_year
from reportgen.cli.command import Result, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import argument, day
from reportgen.cli.terminal import echo
from reportgen.workspace.places import Year

_KEYS: dict[str, Any] = {
    "files": [],
    "meeting": None,
    "counts": {},
    "left_out": [],
    "unchanged": False,
}


@make_command("agenda", COMMANDS["agenda"], _KEYS)
@argument("date", "DATE", required=False, type=day)
@writing_year
def agenda_command(chosen: Year, *, date: dt.date | None) -> Result:
    """Make the agenda of the meeting of DATE, else of the next one that is planned."""
    from reportgen.app.extracts.agenda import counts_as_json, left_out_as_json, make_agenda
    from reportgen.results.agendas import agenda_made

    done = make_agenda(chosen, date, dt.date.today())
    file = chosen.workspace.relative(done.path)

    def show() -> None:
        for line in agenda_made(done):
            echo(line, err=True)
        echo(file)

    result = {
        "files": [file],
        "meeting": done.agenda.date.isoformat(),
        "counts": counts_as_json(done.agenda),
        "left_out": left_out_as_json(done.agenda),
        "unchanged": done.unchanged,
    }
    return Result(result, done.problems, show)
