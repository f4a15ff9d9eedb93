"""What the meetings lead to: tasks, and a calendar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from reportgen.cli.choose import on_year
from reportgen.cli.command import Result, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import option
from reportgen.cli.terminal import echo, styled
from reportgen.language.translation import N_, ntr, tr
from reportgen.report.dates import danish_date
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.app.extracts.tasks import ListedTask


_TASKS_KEYS: dict[str, Any] = {"tasks": [], "files": []}


@make_command("tasks", COMMANDS["tasks"], _TASKS_KEYS)
@on_year
@option("--xlsx", is_flag=True, help=N_("Write them as a workbook too."))
def tasks_command(chosen: Year, *, xlsx: bool) -> Result:
    """List the promises."""
    from reportgen.app.extracts.tasks import tasks, tasks_as_json, write_tasks

    listed = tasks(chosen, dt.date.today())
    files = [chosen.workspace.relative(write_tasks(chosen, listed))] if xlsx else []

    def show() -> None:
        _show_tasks(listed)
        for file in files:
            echo(file)

    return Result({"tasks": tasks_as_json(listed), "files": files}, (), show)


def _show_tasks(listed: Sequence[ListedTask]) -> None:
    """The open ones under their count, then the others under theirs."""
    from reportgen.app.extracts.tasks import TaskState
    from reportgen.results.tasks import counted

    if not listed:
        echo(tr("Nobody has promised anything."))
        return
    left = [task for task in listed if task.state is not TaskState.DONE]
    done = [task for task in listed if task.state is TaskState.DONE]
    echo(styled(counted(listed), bold=True))
    for task in left:
        _show_task(task)
    if done:
        echo()
        echo(styled(ntr("{count} task done", "{count} tasks done", len(done)), bold=True))
    for task in done:
        _show_task(task)
    if left:
        text = tr("When a task is done, write udført: and the date under it in the meeting's file.")
        echo(text, err=True)


def _show_task(task: ListedTask) -> None:
    """Who and what, and under it when, and where it was said."""
    from reportgen.app.extracts.tasks import TaskState
    from reportgen.results.tasks import said_at

    when = ""
    if task.done:
        when = tr("done {date}").format(date=danish_date(task.done))
    elif task.due and task.state is TaskState.OVERDUE:
        late = tr("overdue: {due}").format(due=task.due)
        when = styled(late, fg="red", bold=True)
    elif task.due:
        when = tr("due: {due}").format(due=task.due)
    echo("  ", styled(task.who or "?", bold=True), f": {task.what}")
    echo("    ", when, " · " if when else "", said_at(task))


@make_command("calendar", COMMANDS["calendar"], {"files": []})
@on_year
def calendar_command(chosen: Year) -> Result:
    """Write the planned meetings as a calendar file."""
    from reportgen.app.extracts.calendar import write_calendar
    from reportgen.results.tasks import planned

    path, meetings = write_calendar(chosen)
    file = chosen.workspace.relative(path)

    def show() -> None:
        echo(planned(meetings), err=True)
        echo(file)

    return Result({"files": [file]}, (), show)
