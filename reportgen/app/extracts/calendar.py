"""The planned meetings as a calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.app.year import YearInputs, read_meetings, read_year
from reportgen.problems import InputFaults
from reportgen.report.inputs import WheelEntry
from reportgen.workspace import files
from reportgen.workspace.names import plain
from reportgen.workspace.places import Year

_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")


def write_calendar(year: Year) -> tuple[Path, int]:
    """Write the meetings of the year wheel as a calendar (RFC 5545); also how many they are."""
    from icalendar import Calendar, Event

    inputs = read_year(year)
    if inputs.has_errors:
        raise InputFaults(inputs.problems)
    calendar = Calendar()
    calendar.add("prodid", "-//reportgen//da")
    calendar.add("version", "2.0")
    times = agreed_times(inputs)
    name = inputs.material.network.short_name
    counts: Counter[dt.date] = Counter()
    for entry in sorted(inputs.workbook.wheel, key=lambda e: e.date):
        event = Event()
        # The same meeting has the same name next time, whatever is planned beside it.
        number = counts[entry.date]
        counts[entry.date] += 1
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
    return path, len(inputs.workbook.wheel)


def agreed_times(inputs: YearInputs) -> Mapping[dt.date, str]:
    """The time of day that meetings agreed for a date; the latest word counts.

    The first meetings of a year were planned the year before.
    """
    year = inputs.year
    before = [other for other in year.workspace.years(year.network) if other < year.year]
    held = [file for other in before[-1:] for file in read_meetings(replace(year, year=other))]
    return {
        planned.date: planned.time
        for file in (*held, *inputs.meetings)
        for planned in file.meeting.next_meetings
        if planned.time
    }


def _span(entry: WheelEntry, times: Mapping[dt.date, str]) -> tuple[dt.date, dt.date]:
    """From and to; a whole day where no time is known."""
    from zoneinfo import ZoneInfo

    times_of_day = [
        dt.time(int(hour), int(minute or 0))
        for hour, minute in _TIME.findall(times.get(entry.date, ""))
        if int(hour) < 24 and int(minute or 0) < 60
    ]
    if len(times_of_day) < 2 or times_of_day[0] >= times_of_day[1]:
        return entry.date, entry.date + dt.timedelta(days=1)
    zone = ZoneInfo("Europe/Copenhagen")
    start, end = (dt.datetime.combine(entry.date, time, zone) for time in times_of_day[:2])
    return start, end
