"""Every recommendation of every year, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from reportgen.cli.choose import chosen_network
from reportgen.cli.command import Result, Settings, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import day_option, option
from reportgen.cli.terminal import echo
from reportgen.language.translation import N_, tr
from reportgen.report.wording.characters import shown

if TYPE_CHECKING:
    from reportgen.app.extracts.recommendations import Recommendations
    from reportgen.report.recommendations.register import Registered

_KEYS: dict[str, Any] = {"recommendations": [], "shares": [], "files": []}


@make_command("recommendations", COMMANDS["recommendations"], _KEYS)
@option("--network", metavar="NAME", help=N_("The network's folder, where there is a choice."))
@day_option("--date", help=N_("The day the list is made for; today unless given."))
@option("--xlsx", is_flag=True, help=N_("Write them as a workbook too."))
def recommendations_command(
    settings: Settings, *, network: str | None, date: dt.date | None, xlsx: bool
) -> Result:
    """List the recommendations of all years."""
    from reportgen.app.extracts.recommendations import (
        as_json,
        recommendations,
        shares_as_json,
        write_recommendations,
    )
    from reportgen.results.recommendations import counted
    from reportgen.workspace.lock import held, settle

    workspace = settings.workspace()
    settle(workspace.root)
    name = chosen_network(workspace, network)
    found = recommendations(workspace, name, date or dt.date.today())
    files: list[str] = []
    if xlsx and found.rows:
        with held(workspace.root):
            files.append(workspace.relative(write_recommendations(workspace, name, found)))

    def show() -> None:
        for line in counted(found):
            echo(line)
        if found.rows:
            echo()
            _show_table(found)
        for file in files:
            echo(file)

    content = {
        "recommendations": as_json(found),
        "shares": shares_as_json(found),
        "files": files,
    }
    return Result(content, found.problems, show)


def _show_table(found: Recommendations) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for header in ("", tr("Report"), tr("Recommendation"), tr("To"), tr("Due"), tr("Status")):
        table.add_column(header)
    table.add_column(tr("Days"), justify="right")
    for row in found.rows:
        asked = row.asked
        age = row.age(found.today)
        is_late = row.is_overdue(found.today)
        table.add_row(
            Text(shown(asked.id), style="bold red" if is_late else "bold"),
            str(asked.year or "–"),
            Text(shown(asked.heading)),
            Text(shown(asked.addressee)),
            Text(_day(asked.due), style="red" if is_late else ""),
            Text(shown(_status(row))),
            "–" if age is None else str(age),
        )
    Console().print(table)


def _status(row: Registered) -> str:
    """How it stands, with the day of the answer that says so."""
    from reportgen.app.extracts.recommendations import status_of

    day = row.closed_on or (row.latest.date if row.latest else None)
    return f"{status_of(row)}, {_day(day)}" if day else status_of(row)


def _day(day: dt.date | None) -> str:
    return day.strftime("%d-%m-%Y") if day else "–"
