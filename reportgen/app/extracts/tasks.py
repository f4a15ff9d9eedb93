"""Who promised what at which meeting, and whether it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from reportgen.app.year import YearInputs, read_meetings, read_year
from reportgen.problems import InputFaults
from reportgen.report.meeting import Task as Promise
from reportgen.sources.dates import due_date
from reportgen.sources.meetings import MeetingFile
from reportgen.sources.workbook.create import listing
from reportgen.workspace.made import write_made
from reportgen.workspace.names import plain
from reportgen.workspace.places import Year


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    """Open, and the day it was due has gone by."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A promise with the meeting it was made at."""

    who: str | None
    what: str
    due: str | None
    """As it was said."""
    due_date: dt.date | None
    """The day it names, if it names one."""
    done: dt.date | None
    state: TaskState
    meeting: dt.date
    item: str
    """Number of the agenda item, or its title where it has none."""
    numbered: bool
    place: int
    """Which item of the agenda it is, from 0."""
    file: str
    """Name of the meeting's file."""
    year: int
    """The year that the file lies in."""


def tasks(year: Year, today: dt.date) -> tuple[ListedTask, ...]:
    """The tasks as `tasks_of` lists them; raises `InputFaults` where the year has errors."""
    inputs = read_year(year)
    if inputs.has_errors:
        raise InputFaults(inputs.problems)
    return tasks_of(inputs, today)


def tasks_of(
    inputs: YearInputs,
    today: dt.date,
    read: Callable[[Year], Sequence[MeetingFile]] = read_meetings,
) -> tuple[ListedTask, ...]:
    """The year's promises, and those of earlier years that are still open.

    The open ones come first, by the day they are due; those without one by their
    meetings, the newest first. Then what is done, the latest first. `read` gives the
    meetings of an earlier year.
    """
    year = inputs.year
    listed = [*promises(((year.year, file) for file in inputs.meetings), today)]
    for earlier in year.workspace.years(year.network):
        if earlier < year.year:
            held = read(replace(year, year=earlier))
            left = promises(((earlier, file) for file in held), today)
            listed += (task for task in left if task.state is not TaskState.DONE)
    return tuple(sorted(listed, key=order))


def promises(held: Iterable[tuple[int, MeetingFile]], today: dt.date) -> Iterator[ListedTask]:
    """What was promised at meetings, in their order and that of their agendas.

    Each comes with the year that its file lies in.
    """
    for year, file in held:
        for place, item in enumerate(file.meeting.agenda):
            for promise in item.tasks:
                yield _task(promise, place, (year, file), today)


def _task(
    promise: Promise, place: int, held: tuple[int, MeetingFile], today: dt.date
) -> ListedTask:
    year, file = held
    meeting, item = file.meeting.facts.date, file.meeting.agenda[place]
    due = due_date(promise.due, meeting) if promise.due else None
    late = due is not None and due < today
    state = TaskState.DONE if promise.done else TaskState.OVERDUE if late else TaskState.OPEN
    return ListedTask(
        promise.who,
        promise.what,
        promise.due,
        due,
        promise.done,
        state,
        meeting,
        item.key,
        item.number is not None,
        place,
        file.file,
        year,
    )


def order(task: ListedTask) -> tuple[bool, int, int]:
    """Sort key of `tasks`.

    Sorting is stable, so that the tasks of one meeting stay as its agenda has them.
    """
    if task.done is not None:
        return True, -task.done.toordinal(), 0
    due = (task.due_date or dt.date.max).toordinal()
    return False, due, -task.meeting.toordinal()


def tasks_as_json(listed: Iterable[ListedTask]) -> list[dict[str, Any]]:
    """``{who, what, due, meeting, item, due_date, done, state}`` for each; dates as ISO 8601."""
    return [
        {
            "who": task.who,
            "what": task.what,
            "due": task.due,
            "meeting": task.meeting.isoformat(),
            "item": task.item,
            "due_date": task.due_date.isoformat() if task.due_date else None,
            "done": task.done.isoformat() if task.done else None,
            "state": task.state.value,
        }
        for task in listed
    ]


_STATES = {
    TaskState.OPEN: "Åben",
    TaskState.OVERDUE: "Over fristen",
    TaskState.DONE: "Udført",
}
_HEADERS = ("Status", "Hvem", "Hvad", "Frist", "Senest", "Møde", "Punkt", "Udført")
_WIDTHS = (14, 26, 60, 20, 12, 12, 12, 12)


def write_tasks(year: Year, listed: Sequence[ListedTask]) -> Path:
    """Write the tasks as a workbook among the outputs, never over another."""
    rows = [
        (
            _STATES[task.state],
            task.who,
            task.what,
            task.due,
            task.due_date,
            task.meeting,
            task.item,
            task.done,
        )
        for task in listed
    ]
    strong = [i for i, task in enumerate(listed) if task.state is TaskState.OVERDUE]
    path = year.outputs / f"Opgaver-{year.year}_{plain(year.network)}.xlsx"
    return write_made(path, listing("Opgaver", _HEADERS, _WIDTHS, rows, strong=strong))
