"""The next meeting's agenda, as a Word file that its minutes are written in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.app.archiving import keep
from reportgen.app.extracts.calendar import agreed_times
from reportgen.app.generate import read_sound
from reportgen.app.standing.agendas import agendas, held, number_of
from reportgen.app.standing.awaited import awaited, read_open_years
from reportgen.app.year import YearInputs, refuse_placeholders
from reportgen.layout.agenda import Planned, minutes_form
from reportgen.problems import Location, Problem, Refusal
from reportgen.report.agenda import Agenda, Origin, agenda
from reportgen.report.dates import danish_date
from reportgen.report.wording.text import plain
from reportgen.sources.meetings import agreed_dates, in_order
from reportgen.word.read.agenda import read_agenda_file
from reportgen.word.write.agenda import write_agenda
from reportgen.workspace import files, versions
from reportgen.workspace.names import agenda_file
from reportgen.workspace.places import Year


class NoPlannedMeeting(Refusal, code="no-planned-meeting"):
    """No meeting is planned, so that it has to be said which one is meant."""


class MeetingHeld(Refusal, code="agenda-meeting-held"):
    """The meeting has minutes already."""


class NothingForAgenda(Refusal, code="agenda-empty"):
    """Nothing waits for the meeting, and no standing items are given."""


@dataclass(frozen=True, slots=True)
class MadeAgenda:
    """An agenda and its file."""

    path: Path
    agenda: Agenda
    unchanged: bool = False
    """Whether the newest file there was says the same already."""
    beside: Path | None = None
    """The file that somebody has worked in, and that stays as it is."""
    problems: tuple[Problem, ...] = ()


def make_agenda(year: Year, date: dt.date | None, today: dt.date) -> MadeAgenda:
    """Make the agenda of the meeting of `date`, else of the next one that is planned.

    It is a file of its own in ``moeder/``. One that nobody has worked in since is written
    over; one that somebody has worked in stays, and the new one gets the next number.

    Raises `InputFaults`, and the refusals of this module.
    """
    inputs, _ = read_sound(year)
    refuse_placeholders(inputs)
    read = read_open_years(inputs)
    meeting = _planned(read, date, today)
    if meeting.date in held(year, [meeting.date]):
        raise MeetingHeld(
            Location(f"{meeting.date.isoformat()}.yaml"), date=danish_date(meeting.date)
        )
    made = agenda(meeting.date, awaited(read, meeting.date))
    if not made.items:
        where = Location(year.network_file.name)
        raise NothingForAgenda(where, date=danish_date(meeting.date))
    form = minutes_form(inputs.material.network, meeting, made)
    return _write(inputs, made, write_agenda(inputs.template, form), today)


# --- which meeting --------------------------------------------------------------------------


def _planned(read: Sequence[YearInputs], date: dt.date | None, today: dt.date) -> Planned:
    """The meeting of `date`, or the next one planned, with what is known of it."""
    date = date or next_planned(read, today)
    if date is None:
        raise NoPlannedMeeting(Location(read[0].workbook.file, "Årshjul"))
    wheel = [entry for inputs in read for entry in inputs.workbook.wheel]
    meetings = in_order([file for inputs in read for file in inputs.meetings])
    own = [entry for entry in wheel if entry.date == date]
    agreed = [m for file in meetings for m in file.meeting.next_meetings if m.date == date]
    places = (*(entry.place for entry in own), *(m.place for m in reversed(agreed)))
    return Planned(
        date,
        agreed_times(read[0]).get(date, ""),
        next((entry.form for entry in own if entry.form), ""),
        next((said for said in places if said), ""),
    )


def next_planned(read: Sequence[YearInputs], today: dt.date) -> dt.date | None:
    """The day of the next meeting that is planned; `read` are the open years, newest first."""
    meetings = in_order([file for inputs in read for file in inputs.meetings])
    planned = {entry.date for inputs in read for entry in inputs.workbook.wheel}
    coming = sorted(day for day in planned | agreed_dates(meetings) if day >= today)
    done = held(read[0].year, coming)
    return next((day for day in coming if day not in done), None)


# --- its file -------------------------------------------------------------------------------


def _write(inputs: YearInputs, made: Agenda, data: bytes, today: dt.date) -> MadeAgenda:
    """Write the file, unless the newest one was made of the same."""
    year = inputs.year
    new, newest = read_agenda_file(data), _newest(year, made.date)
    there = read_agenda_file(files.read(newest) or b"") if newest else None
    if newest and there and there.made == new.made:
        done = MadeAgenda(newest, made, unchanged=True)
    elif newest and there and not there.is_edited:
        done = MadeAgenda(newest, made)
        files.write(newest, data)
    else:
        number = number_of(newest) + 1 if newest else 1
        name = agenda_file(today, made.date, inputs.material.network.short_name, number)
        folder = newest.parent if newest else year.meetings
        done = MadeAgenda(folder / name, made, beside=newest)
        files.write(done.path, data)
    return replace(done, problems=(*inputs.problems, *_kept(inputs, made.date, new.made)))


def _newest(year: Year, date: dt.date) -> Path | None:
    """The newest agenda of a meeting, wherever it was made from; none where there is none."""
    years = (replace(year, year=other) for other in year.workspace.years(year.network))
    found = [path for other in years for path in agendas(other).get(date, ())]
    return max(found, key=number_of, default=None)


def _kept(inputs: YearInputs, date: dt.date, digest: str) -> tuple[Problem, ...]:
    """Keep the agenda in the archive; before the first version it comes there with that."""
    latest = versions.latest(inputs.year)
    if latest is None:
        return ()
    secretariat = inputs.material.network.secretariat
    step = f"dagsorden {date.isoformat()} {digest[:8]}"
    return keep(inputs.year, version=latest.version, step=step, secretariat=secretariat)


def counts_as_json(made: Agenda) -> dict[str, dict[str, int]]:
    """Of each origin, how many things are on the agenda and how many are left out."""
    on = Counter(thing.origin for thing in made.things)
    out = Counter(one.thing.origin for one in made.left_out)
    return {o.value: {"on_agenda": on[o], "left_out": out[o]} for o in Origin}


def left_out_as_json(made: Agenda) -> list[dict[str, Any]]:
    """``{origin, id, text, source, reason}`` for each thing that is not on the agenda."""
    return [
        {
            "origin": one.thing.origin.value,
            "id": one.thing.key,
            "text": plain(one.thing.text),
            "source": one.thing.source,
            "reason": one.reason.value,
        }
        for one in made.left_out
    ]
