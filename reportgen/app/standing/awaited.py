"""What waits for the next meeting, from where each thing is kept.

A meeting belongs to the network and not to one of its reports: it may be held while last year's
report is still a draft and this year's has begun. So all years are looked at that are not
published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from reportgen.app.extracts.tasks import ListedTask, TaskState, order, promises
from reportgen.app.standing.choices import is_published
from reportgen.app.standing.recommended import last_put
from reportgen.app.year import YearInputs, read_meetings, read_year
from reportgen.problems import InputFaults, has_errors
from reportgen.report.agenda import Draft, OpenThing, Origin, Waiting
from reportgen.report.dates import danish_date
from reportgen.report.ids import LETTERS
from reportgen.report.inputs import WheelEntry
from reportgen.report.meeting import Meeting
from reportgen.report.recommendations.follow_up import Unanswered
from reportgen.sources.meetings import MeetingFile
from reportgen.sources.put_off import put_off
from reportgen.workspace import versions
from reportgen.workspace.places import Year


def read_open_years(
    inputs: YearInputs, read: Callable[[Year], YearInputs] = read_year
) -> tuple[YearInputs, ...]:
    """The year that was read, and the network's others that are not published, newest first.

    Raises `InputFaults` where one of them has errors.
    """
    year = inputs.year
    others = (replace(year, year=other) for other in year.workspace.years(year.network))
    open_ = [read(other) for other in others if other != year and not is_published(other)]
    problems = tuple(problem for each in open_ for problem in each.problems)
    if has_errors(problems):
        raise InputFaults(problems)
    return tuple(sorted((inputs, *open_), key=lambda each: each.year.year, reverse=True))


def awaited(read: Sequence[YearInputs], date: dt.date) -> Waiting:
    """Everything that waits for the meeting of `date`; `read` are the open years, newest first."""
    network = read[0].material.network
    held = _held(read)
    meetings = [file.meeting for _, file in held]
    before = [meeting for meeting in meetings if meeting.facts.date < date]
    standing = (
        OpenThing(Origin.STANDING, str(place), title, "Fast punkt")
        for place, title in enumerate(network.standing_items, 1)
    )
    return Waiting(
        standing=tuple(standing),
        tasks=tuple(_tasks(held, date)),
        wheel=tuple(_wheel(read, meetings)),
        promised=tuple(_promised(before[-1])) if before else (),
        recommendations=tuple(map(_recommendation, _unanswered(read))),
        inputs=tuple(each for inputs in read for each in _inputs(inputs)),
        drafts=tuple(draft for inputs in read for draft in _drafts(inputs)),
    )


def _held(read: Sequence[YearInputs]) -> list[tuple[int, MeetingFile]]:
    """All meetings of the network by their days, each with the year that its file lies in."""
    year, known = read[0].year, {inputs.year.year: inputs.meetings for inputs in read}
    years = year.workspace.years(year.network)
    files = [
        (each, file)
        for each in years
        for file in (known[each] if each in known else read_meetings(replace(year, year=each)))
    ]
    return sorted(files, key=lambda each: each[1].meeting.facts.date)


def _said_at(meeting: dt.date, item: str, *, numbered: bool) -> str:
    return f"Netværksmøde {danish_date(meeting)}, {f'punkt {item}' if numbered else item}"


def _tasks(held: Iterable[tuple[int, MeetingFile]], date: dt.date) -> Iterator[OpenThing]:
    for place, task in enumerate(sorted(promises(held, date), key=order), 1):
        if task.state is not TaskState.DONE:
            yield _task(task, place)


def _task(task: ListedTask, place: int) -> OpenThing:
    return OpenThing(
        Origin.TASK,
        f"{task.meeting.isoformat()}/{task.item}/{place}",
        task.what,
        _said_at(task.meeting, task.item, numbered=task.numbered),
        lead=task.who or "",
        date=task.meeting,
        more=(f"frist: {task.due}",) if task.due else (),
    )


def _wheel(read: Sequence[YearInputs], meetings: Iterable[Meeting]) -> Iterator[OpenThing]:
    """The topics of the sheets, and those that meetings gave and that they lack.

    The newest sheet that has a day rules for it. A topic of a day with minutes has been dealt
    with, and waits for nothing.
    """
    held_on = {meeting.facts.date for meeting in meetings}
    ruled: set[dt.date] = set()
    for inputs in read:
        own = sorted(inputs.workbook.wheel, key=lambda entry: entry.date)
        open_ = [entry for entry in own if entry.date not in held_on | ruled]
        ruled |= {entry.date for entry in own}
        yield from (_wheel_entry(inputs, entry) for entry in open_)
    for meeting in meetings:
        day = meeting.facts.date
        for place, topic in enumerate(meeting.wheel, 1):
            if topic.date not in held_on:
                key = f"{day.isoformat()}/aarshjul/{place}"
                source = f"Årshjul, netværksmøde {danish_date(day)}"
                yield OpenThing(Origin.WHEEL, key, topic.topic, source, date=topic.date)


def _wheel_entry(inputs: YearInputs, entry: WheelEntry) -> OpenThing:
    cell = entry.cells.get("Emne", entry.date.isoformat())
    return OpenThing(
        Origin.WHEEL,
        f"{inputs.year.year}/Årshjul!{cell}",
        entry.topic,
        f"Årshjul, {danish_date(entry.date)}",
        date=entry.date,
        more=(f"Gæster: {entry.guests}",) if entry.guests else (),
    )


def _promised(meeting: Meeting) -> Iterator[OpenThing]:
    day = meeting.facts.date
    for place, found in enumerate(put_off(meeting), 1):
        source = _said_at(day, found.item.key, numbered=found.item.number is not None)
        key = f"{day.isoformat()}/{found.item.key}/{place}"
        yield OpenThing(Origin.PROMISED, key, found.text, source, date=day)


def _unanswered(read: Sequence[YearInputs]) -> Iterator[Unanswered]:
    """Recommendations that the steering group has not answered; the newest year's word counts.

    Those of a published report are waited for also before the year after it is begun.
    """
    said: set[str] = set()
    for inputs in read:
        open_ = inputs.unanswered
        yield from (one for one in open_ if one.recommendation not in said)
        said |= {row.recommendation for row in inputs.workbook.follow_ups}
        said |= {one.recommendation for one in open_}
    newest = read[0].year
    put = last_put(replace(newest, year=newest.year + 1))
    yield from (Unanswered(one.id, one.heading, one.year) for one in put if one.id not in said)


def _recommendation(one: Unanswered) -> OpenThing:
    report = f"Årsrapport {one.year}" if one.year else ""
    row = f"Opfølgning {one.follow_up.id}" if one.follow_up else ""
    return OpenThing(
        Origin.RECOMMENDATION,
        one.follow_up.id if one.follow_up else one.recommendation,
        one.heading,
        ", ".join(part for part in (report, row) if part),
        lead=one.recommendation,
        year=one.year or 0,
    )


def _inputs(inputs: YearInputs) -> Iterator[OpenThing]:
    for pending in inputs.folded.pending:
        yield OpenThing(
            Origin.INPUT,
            pending.id,
            pending.input,
            pending.source,
            lead=pending.block or "",
            year=inputs.year.year,
            section=pending.section or "",
        )


def _drafts(inputs: YearInputs) -> Iterator[Draft]:
    """The draft of a year, once there is one and until it is published."""
    latest = versions.latest(inputs.year)
    if latest is None or is_published(inputs.year):
        return
    titles = inputs.folded.sections
    pending = (each.section for each in inputs.folded.pending if each.section)
    wanted = dict.fromkeys((*LETTERS, *pending))
    sections = tuple((section, titles.get(section, "")) for section in wanted)
    yield Draft(inputs.year.year, latest.version, latest.date, sections)
