"""What the meetings agreed to do and to come to: tasks, and the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.app.year import YearInputs, read_year
from reportgen.problems import InputFaults
from reportgen.report.inputs import WheelEntry
from reportgen.sources.workbook.packing import listing
from reportgen.workspace import files
from reportgen.workspace.names import plain
from reportgen.workspace.places import Year

_HEADERS = ("Hvem", "Hvad", "Frist", "Møde", "Punkt")
_WIDTHS = (28, 70, 18, 14, 30)
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")


def tasks(year: Year) -> list[dict[str, Any]]:
    """Every promise, the newest meeting first: ``{who, what, due, meeting, item}``."""
    inputs = _sound(year)
    return [
        {
            "who": task.who,
            "what": task.what,
            "due": task.due,
            "meeting": file.meeting.facts.date.isoformat(),
            "item": item.key,
        }
        for file in reversed(inputs.meetings)
        for item in file.meeting.agenda
        for task in item.tasks
    ]


def write_tasks(year: Year, listed: list[dict[str, Any]]) -> Path:
    """Write the tasks as a workbook among the outputs."""
    keys = ("who", "what", "due", "meeting", "item")
    rows = [[task[key] for key in keys] for task in listed]
    path = year.outputs / f"Opgaver-{year.year}_{plain(year.network)}.xlsx"
    files.write(path, listing("Opgaver", _HEADERS, _WIDTHS, rows))
    return path


def write_calendar(year: Year) -> Path:
    """Write the meetings of the year wheel as a calendar (RFC 5545) among the outputs."""
    from icalendar import Calendar, Event

    inputs = _sound(year)
    calendar = Calendar()
    calendar.add("prodid", "-//reportgen//da")
    calendar.add("version", "2.0")
    times = _times(inputs)
    name = inputs.material.network.short_name
    for number, entry in enumerate(sorted(inputs.workbook.wheel, key=lambda e: e.date)):
        event = Event()
        event.add("uid", f"{entry.date.isoformat()}-{number}@{year.network}.reportgen")
        # A stamp that does not move, so that the same wheel gives the same file.
        midnight = dt.datetime.combine(entry.date, dt.time(), dt.UTC)
        event.add("dtstamp", midnight)
        start, end = _span(entry, times)
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("summary", f"{name}: {entry.topic}")
        if place := ", ".join(part for part in (entry.form, entry.place) if part):
            event.add("location", place)
        if entry.guests:
            event.add("description", f"Gæster: {entry.guests}")
        calendar.add_component(event)
    calendar.add_missing_timezones()  # Outlook wants the zone described, not only named
    path = year.outputs / f"Moeder-{year.year}_{plain(year.network)}.ics"
    files.write(path, calendar.to_ical())
    return path


def _times(inputs: YearInputs) -> Mapping[dt.date, str]:
    """The time of day that meetings agreed for a date; the latest word counts."""
    return {
        coming.date: coming.time
        for file in inputs.meetings
        for coming in file.meeting.next_meetings
        if coming.time
    }


def _span(entry: WheelEntry, times: Mapping[dt.date, str]) -> tuple[dt.date, dt.date]:
    """From and to; a whole day where no time is known."""
    from zoneinfo import ZoneInfo

    found = [
        dt.time(int(hour), int(minute or 0))
        for hour, minute in _TIME.findall(times.get(entry.date, ""))
        if int(hour) < 24 and int(minute or 0) < 60
    ]
    if len(found) < 2 or found[0] >= found[1]:
        return entry.date, entry.date + dt.timedelta(days=1)
    zone = ZoneInfo("Europe/Copenhagen")
    start, end = (dt.datetime.combine(entry.date, time, zone) for time in found[:2])
    return start, end


def _sound(year: Year) -> YearInputs:
    inputs = read_year(year)
    if inputs.has_errors:
        raise InputFaults(inputs.problems)
    return inputs
