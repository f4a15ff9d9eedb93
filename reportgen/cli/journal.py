"""The year's documents in and out, for whoever files them."""

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

_KEYS: dict[str, Any] = {"documents": [], "files": []}


@make_command("journal", COMMANDS["journal"], _KEYS)
@writing_year
@day_option("--date", help=N_("The date the list carries; today unless given."))
def journal_command(chosen: Year, *, date: dt.date | None) -> Result:
    """List the documents in and out."""
    from reportgen.app.extracts.document_journal import (
        document_journal,
        journal_as_json,
        write_journal,
    )
    from reportgen.results.documents import journal_made

    journal = document_journal(chosen)
    path = write_journal(chosen, journal, date or dt.date.today())
    file = chosen.workspace.relative(path)

    def show() -> None:
        for line in journal_made(journal):
            echo(line, err=True)
        echo(file)

    return Result({"documents": journal_as_json(chosen, journal), "files": [file]}, (), show)
