"""Who promised what, and what is planned, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.language.translation import ntr, tr
from reportgen.report.dates import danish_date

if TYPE_CHECKING:
    from reportgen.app.extracts.tasks import ListedTask


def counted(listed: Sequence[ListedTask]) -> str:
    """How many tasks are open, and how many of them have passed their day."""
    from reportgen.app.extracts.tasks import TaskState

    left = [task for task in listed if task.state is not TaskState.DONE]
    late = sum(task.state is TaskState.OVERDUE for task in left)
    heading = ntr("{count} open task", "{count} open tasks", len(left))
    if late:
        heading += ", " + ntr("{count} of them overdue", "{count} of them overdue", late)
    return heading


def said_at(task: ListedTask) -> str:
    """The meeting and the item at which it was promised."""
    item = tr("item {n}").format(n=task.item) if task.numbered else task.item
    return f"{danish_date(task.meeting)}, {item}"


def planned(meetings: int) -> str:
    """How many meetings a calendar holds."""
    if not meetings:
        return tr("No meeting is planned in the sheet Årshjul, so the calendar is empty.")
    return ntr("{count} planned meeting", "{count} planned meetings", meetings)
