"""What the meetings lead to: tasks, and a calendar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.choose import on_year
from reportgen.cli.command import Result, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import option
from reportgen.language.translation import N_, ntr, tr
from reportgen.report.dates import danish_date
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.app.tasks import ListedTask


_TASKS_KEYS: dict[str, Any] = {"tasks": [], "files": []}


@make_command("tasks", COMMANDS["tasks"], _TASKS_KEYS)
@on_year
@option("--xlsx", is_flag=True, help=N_("Write them as a workbook too."))
def tasks_command(chosen: Year, *, xlsx: bool) -> Result:
    """List the promises."""
    from reportgen.app.tasks import tasks, tasks_as_json, write_tasks

    listed = tasks(chosen, dt.date.today())
    files = [chosen.workspace.relative(write_tasks(chosen, listed))] if xlsx else []

    def show() -> None:
        _show_tasks(listed)
        for file in files:
            click.echo(file)

    return Result({"tasks": tasks_as_json(listed), "files": files}, (), show)


def _show_tasks(listed: Sequence[ListedTask]) -> None:
    """The open ones under their count, then the others under theirs."""
    from reportgen.app.tasks import TaskState

    if not listed:
        click.echo(tr("Nobody has promised anything."))
        return
    left = [task for task in listed if task.state is not TaskState.DONE]
    done = [task for task in listed if task.state is TaskState.DONE]
    late = sum(task.state is TaskState.OVERDUE for task in left)
    heading = ntr("{count} open task", "{count} open tasks", len(left))
    if late:
        heading += ", " + ntr("{count} of them overdue", "{count} of them overdue", late)
    click.echo(click.style(heading, bold=True))
    for task in left:
        _show_task(task)
    if done:
        click.echo()
        click.echo(
            click.style(ntr("{count} task done", "{count} tasks done", len(done)), bold=True)
        )
    for task in done:
        _show_task(task)
    if left:
        text = tr("When a task is done, write udført: and the date under it in the meeting's file.")
        click.echo(text, err=True)


def _show_task(task: ListedTask) -> None:
    """Who and what, and under it when, and where it was said."""
    from reportgen.app.tasks import TaskState

    details = []
    if task.done:
        details.append(tr("done {date}").format(date=danish_date(task.done)))
    elif task.due and task.state is TaskState.OVERDUE:
        late = tr("overdue: {due}").format(due=task.due)
        details.append(click.style(late, fg="red", bold=True))
    elif task.due:
        details.append(tr("due: {due}").format(due=task.due))
    item = tr("item {n}").format(n=task.item) if task.numbered else task.item
    details.append(f"{danish_date(task.meeting)}, {item}")
    click.echo(f"  {click.style(task.who or '?', bold=True)}: {task.what}")
    click.echo(f"    {' · '.join(details)}")


@make_command("calendar", COMMANDS["calendar"], {"files": []})
@on_year
def calendar_command(chosen: Year) -> Result:
    """Write the planned meetings as a calendar file."""
    from reportgen.app.calendar import write_calendar

    path, meetings = write_calendar(chosen)
    file = chosen.workspace.relative(path)

    def show() -> None:
        if meetings:
            click.echo(
                ntr("{count} planned meeting", "{count} planned meetings", meetings), err=True
            )
        else:
            text = tr("No meeting is planned in the sheet Årshjul, so the calendar is empty.")
            click.echo(text, err=True)
        click.echo(file)

    return Result({"files": [file]}, (), show)
