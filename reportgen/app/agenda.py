"""The next meeting's agenda, as a Word file that its minutes are written in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.app.archiving import keep
from reportgen.app.calendar import agreed_times
from reportgen.app.generate import read_sound
from reportgen.app.standing.agendas import agendas, held, number_of
from reportgen.app.standing.recommended import last_put
from reportgen.app.tasks import ListedTask, TaskState, tasks
from reportgen.app.year import YearInputs, read_meetings, refuse_placeholders
from reportgen.layout.agenda import Planned, minutes_form
from reportgen.problems import Location, Problem, Refusal
from reportgen.report.agenda import Agenda, Draft, OpenThing, Origin, Waiting, agenda
from reportgen.report.dates import danish_date
from reportgen.report.follow_up import Unanswered, unanswered
from reportgen.report.ids import LETTERS
from reportgen.report.inputs import WheelEntry
from reportgen.report.meeting import Meeting
from reportgen.report.stage import Stage
from reportgen.report.wording.text import plain as plain_text
from reportgen.sources.meetings import agreed_dates
from reportgen.sources.put_off import put_off
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
    meeting = _planned(inputs, date, today)
    if meeting.date in held(year, [meeting.date]):
        raise MeetingHeld(
            Location(f"{meeting.date.isoformat()}.yaml"), date=danish_date(meeting.date)
        )
    made = agenda(meeting.date, _waiting(inputs, meeting.date))
    if not made.items:
        where = Location(year.network_file.name)
        raise NothingForAgenda(where, date=danish_date(meeting.date))
    form = minutes_form(inputs.material.network, meeting, made)
    return _write(inputs, made, write_agenda(inputs.template, form), today)


# --- which meeting --------------------------------------------------------------------------


def _planned(inputs: YearInputs, date: dt.date | None, today: dt.date) -> Planned:
    """The meeting of `date`, or the next one planned, with what is known of it."""
    wheel = inputs.workbook.wheel
    if date is None:
        planned = {entry.date for entry in wheel} | agreed_dates(inputs.meetings)
        coming = sorted(day for day in planned if day >= today)
        done = held(inputs.year, coming)
        date = next((day for day in coming if day not in done), None)
        if date is None:
            raise NoPlannedMeeting(Location(inputs.workbook.file, "Årshjul"))
    own = [entry for entry in wheel if entry.date == date]
    agreed = [m for file in inputs.meetings for m in file.meeting.next_meetings if m.date == date]
    places = (*(entry.place for entry in own), *(m.place for m in reversed(agreed)))
    return Planned(
        date,
        agreed_times(inputs).get(date, ""),
        next((entry.form for entry in own if entry.form), ""),
        next((said for said in places if said), ""),
    )


# --- what waits -----------------------------------------------------------------------------


def _waiting(inputs: YearInputs, date: dt.date) -> Waiting:
    """Everything that waits for a meeting, from where each is kept."""
    year, network = inputs.year, inputs.material.network
    before = _meetings_before(inputs, date)
    draft = _draft(inputs)
    standing = (
        OpenThing(Origin.STANDING, str(place), title, "Fast punkt")
        for place, title in enumerate(network.standing_items, 1)
    )
    return Waiting(
        standing=tuple(standing),
        tasks=tuple(
            _task(task, place)
            for place, task in enumerate(tasks(year, date), 1)
            if task.state is not TaskState.DONE
        ),
        wheel=tuple(_wheel(inputs)),
        promised=tuple(_promised(before[-1])) if before else (),
        recommendations=tuple(map(_recommendation, _unanswered(inputs))),
        inputs=tuple(
            OpenThing(
                Origin.INPUT,
                pending.id,
                plain_text(pending.input),
                pending.source,
                lead=pending.block or "",
                section=pending.section or "",
            )
            for pending in inputs.folded.pending
        ),
        draft=draft,
    )


def _meetings_before(inputs: YearInputs, date: dt.date) -> list[Meeting]:
    """Meetings held before `date`, in this year and the one before, by their days."""
    earlier = read_meetings(replace(inputs.year, year=inputs.year.year - 1))
    held = (file.meeting for file in (*earlier, *inputs.meetings))
    return sorted((m for m in held if m.facts.date < date), key=lambda m: m.facts.date)


def _task(task: ListedTask, place: int) -> OpenThing:
    item = f"punkt {task.item}" if task.numbered else task.item
    return OpenThing(
        Origin.TASK,
        f"{task.meeting.isoformat()}/{task.item}/{place}",
        task.what,
        f"Netværksmøde {danish_date(task.meeting)}, {item}",
        lead=task.who or "",
        date=task.meeting,
        more=(f"frist: {task.due}",) if task.due else (),
    )


def _wheel(inputs: YearInputs) -> Iterator[OpenThing]:
    """The topics of the sheet, and those that meetings gave and that it lacks.

    A topic of a day with minutes has been dealt with, and waits for nothing.
    """
    wheel = sorted(inputs.workbook.wheel, key=lambda entry: entry.date)
    given = [(file.meeting, topic) for file in inputs.meetings for topic in file.meeting.wheel]
    done = held(inputs.year, {*(e.date for e in wheel), *(topic.date for _, topic in given)})
    for entry in wheel:
        if entry.date not in done:
            yield _wheel_entry(entry)
    for place, (meeting, topic) in enumerate(given, 1):
        if topic.date not in done:
            said = danish_date(meeting.facts.date)
            key = f"{meeting.facts.date.isoformat()}/aarshjul/{place}"
            source = f"Årshjul, netværksmøde {said}"
            yield OpenThing(Origin.WHEEL, key, topic.topic, source, date=topic.date)


def _wheel_entry(entry: WheelEntry) -> OpenThing:
    guests = (f"Gæster: {entry.guests}",) if entry.guests else ()
    cell = entry.cells.get("Emne", entry.date.isoformat())
    source = f"Årshjul, {danish_date(entry.date)}"
    return OpenThing(
        Origin.WHEEL,
        f"Årshjul!{cell}",
        plain_text(entry.topic),
        source,
        date=entry.date,
        more=guests,
    )


def _promised(meeting: Meeting) -> Iterator[OpenThing]:
    day = meeting.facts.date
    for place, found in enumerate(put_off(meeting), 1):
        item = f"punkt {found.item.number}" if found.item.number else found.item.title
        key = f"{day.isoformat()}/{found.item.key}/{place}"
        source = f"Netværksmøde {danish_date(day)}, {item}"
        yield OpenThing(Origin.PROMISED, key, found.text, source, date=day)


def _unanswered(inputs: YearInputs) -> tuple[Unanswered, ...]:
    """Recommendations that the steering group has not answered.

    Of a year that is published they are also its own, once the next year is not begun.
    """
    year = inputs.year
    following = replace(year, year=year.year + 1)
    is_last = following.year not in year.workspace.years(year.network)
    put = (*last_put(year), *(last_put(following) if is_last else ()))
    return unanswered(inputs.workbook.follow_ups, inputs.recommended, put)


def _recommendation(one: Unanswered) -> OpenThing:
    report = f"Årsrapport {one.year}" if one.year else ""
    row = f"Opfølgning {one.follow_up.id}" if one.follow_up else ""
    return OpenThing(
        Origin.RECOMMENDATION,
        one.follow_up.id if one.follow_up else one.recommendation,
        plain_text(one.heading),
        ", ".join(part for part in (report, row) if part),
        lead=one.recommendation,
    )


def _draft(inputs: YearInputs) -> Draft | None:
    """The draft that is discussed; none before there is one, or once it is published."""
    latest = versions.latest(inputs.year)
    if latest is None or latest.stage == Stage.PUBLISHED:
        return None
    titles = inputs.folded.sections
    pending = (each.section for each in inputs.folded.pending if each.section)
    wanted = dict.fromkeys((*LETTERS, *pending))
    sections = tuple((section, titles.get(section, "")) for section in wanted)
    return Draft(inputs.year.year, latest.version, latest.date, sections)


# --- its file -------------------------------------------------------------------------------


def _write(inputs: YearInputs, made: Agenda, data: bytes, today: dt.date) -> MadeAgenda:
    """Write the file, unless the newest one was made of the same."""
    year = inputs.year
    new, newest = read_agenda_file(data), next(reversed(agendas(year).get(made.date, [])), None)
    there = read_agenda_file(files.read(newest) or b"") if newest else None
    if newest and there and there.made == new.made:
        done = MadeAgenda(newest, made, unchanged=True)
    elif newest and there and not there.is_edited:
        done = MadeAgenda(newest, made)
        files.write(newest, data)
    else:
        number = number_of(newest) + 1 if newest else 1
        name = agenda_file(today, made.date, inputs.material.network.short_name, number)
        done = MadeAgenda(year.meetings / name, made, beside=newest)
        files.write(done.path, data)
    return replace(done, problems=(*inputs.problems, *_kept(inputs, made.date, new.made)))


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
            "text": one.thing.text,
            "source": one.thing.source,
            "reason": one.reason.value,
        }
        for one in made.left_out
    ]
