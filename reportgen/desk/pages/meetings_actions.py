"""What the page of the meetings asks for that takes more than a moment."""

from __future__ import annotations

import datetime as dt

from reportgen.app.documents import Document, Origin, What
from reportgen.desk.pages.action import Action, Doing, day_in, opener
from reportgen.desk.work import Outcome
from reportgen.language.translation import N_, tr
from reportgen.workspace.places import Year


def _agenda(year: Year) -> Doing:
    date = day_in("date")

    def do() -> Outcome:
        from reportgen.app.extracts.agenda import make_agenda
        from reportgen.results.agendas import agenda_made

        done = make_agenda(year, date, dt.date.today())
        return Outcome(tuple(agenda_made(done)))

    return do


def _calendar(year: Year) -> Doing:
    show = opener()

    def do() -> Outcome:
        from reportgen.app.extracts.calendar import write_calendar
        from reportgen.results.tasks import planned

        path, meetings = write_calendar(year)
        told = (tr("The calendar is written."), planned(meetings))
        return Outcome(told, show(Document(path, What.CALENDAR, Origin.OURS)))

    return do


def _tasks(year: Year) -> Doing:
    show = opener()

    def do() -> Outcome:
        from reportgen.app.extracts.tasks import tasks, write_tasks
        from reportgen.results.tasks import counted

        listed = tasks(year, dt.date.today())
        path = write_tasks(year, listed)
        told = tr("The list of tasks is written: {tasks}.").format(tasks=counted(listed))
        return Outcome((told,), show(Document(path, What.TASKS, Origin.OURS)))

    return do


MEETINGS_ACTIONS: dict[str, Action] = {
    "agenda": Action(N_("Make the agenda"), N_("The agenda is being made"), _agenda),
    "calendar": Action(
        N_("Write the calendar and open it"), N_("The calendar is being written"), _calendar
    ),
    "tasks": Action(N_("Open as a workbook"), N_("The list of tasks is being written"), _tasks),
}
"""What the page can ask for."""
