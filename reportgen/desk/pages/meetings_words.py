"""What the pages of the meetings say, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reportgen.app.meetings.overview import Listed, ShownItem, ShownMeeting
from reportgen.app.standing.agendas import UnreadAgenda
from reportgen.language.translation import N_, ntr, tr
from reportgen.problems import shortened
from reportgen.report.dates import danish_date
from reportgen.report.meeting import Meeting
from reportgen.sources.minutes.putting_right import Is

_CHOICES = {
    Is.ITEM: N_("The line is an item of its own"),
    Is.LIST: N_("The item belongs to the one before it"),
    Is.DECISION: N_("The line is a decision"),
    Is.TASK: N_("The line is a task"),
    Is.POINT: N_("The line belongs to a point of the report"),
    Is.MINUTES: N_("What was said begins with the line"),
    Is.TARGET: N_("An input belongs to another point of the report"),
    Is.NO_INPUT: N_("An input asks nothing of the report"),
    Is.TITLE: N_("The item is called something else"),
    Is.ASIDE: N_("It does not concern this network"),
}


def name_of(listed: Listed) -> str:
    """The meeting by its day."""
    named = listed.file.rpartition(".")[0]
    try:
        day = listed.meeting.facts.date if listed.meeting else dt.date.fromisoformat(named)
    except ValueError:
        return named
    return tr("The meeting of {day}").format(day=danish_date(day))


def path_of(listed: Listed) -> str:
    """What its page is called."""
    return page_of(listed.file)


def page_of(file: str) -> str:
    """What the page of the meeting in a file is called."""
    return file.rpartition(".")[0]


def agenda_title(one: UnreadAgenda) -> str:
    """An agenda by the day of its meeting."""
    return tr("Agenda of the meeting on {about}").format(about=danish_date(one.date))


def agenda_state(one: UnreadAgenda) -> str:
    """What it waits for."""
    if one.held:
        return tr("The day has come: write the minutes in it, and lay it in.")
    return tr("The minutes are to be written in it.")


def titles(meeting: Meeting) -> str:
    """What it was about, in a line."""
    return shortened(" · ".join(item.title for item in meeting.agenda), 160)


def counts(listed: Listed) -> Iterator[str]:
    """How many of each there are."""
    meeting = listed.meeting
    if meeting is None:
        return
    items = len(meeting.agenda)
    yield ntr("{count} item", "{count} items", items)
    decisions = sum(len(item.decisions) for item in meeting.agenda)
    if decisions:
        yield ntr("{count} decision", "{count} decisions", decisions)
    tasks = sum(len(item.tasks) for item in meeting.agenda)
    if tasks:
        yield ntr("{count} task", "{count} tasks", tasks)
    inputs = sum(len(item.entries) for item in meeting.agenda)
    if inputs:
        yield ntr("{count} input for the report", "{count} inputs for the report", inputs)


def doubts(count: int) -> str:
    """How many doubts are open."""
    return ntr("{count} doubt is open", "{count} doubts are open", count)


def facts(meeting: Meeting) -> Iterator[str]:
    """When and where it was."""
    found = meeting.facts
    if found.time:
        yield found.time
    yield from filter(None, (found.form, found.place))
    if found.minute_taker:
        yield tr("minutes by {name}").format(name=found.minute_taker)


def choices(now: ShownMeeting, shown: ShownItem) -> Iterator[tuple[Is, str]]:
    """What an item or a line of it can be said to be."""
    of_lines = {Is.ITEM, Is.DECISION, Is.TASK, Is.POINT, Is.MINUTES}
    for what, title in _CHOICES.items():
        if what in of_lines and not shown.lines:
            continue
        if what is Is.LIST and not shown.number:
            continue
        if what in {Is.POINT, Is.TARGET} and not now.points:
            continue
        if what in {Is.TARGET, Is.NO_INPUT} and not shown.item.entries:
            continue
        if what is Is.ASIDE and shown.item.entries and not shown.lines:
            continue
        yield what, tr(title)


def line(text: str) -> str:
    """A line among those to choose from."""
    return shortened(text, 90)


def person(name: str | None, organisation: str | None) -> str:
    """Somebody who was there or was not."""
    return ", ".join(filter(None, (name, organisation)))
