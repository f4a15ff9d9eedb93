"""What the first page says of a year, in words."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.app.commands import Step
from reportgen.app.stations import Reached, Station, Stop
from reportgen.app.status import YearStatus
from reportgen.language.translation import N_, ntr, tr
from reportgen.report.dates import danish_date

_TITLES = {
    Station.MEETINGS: N_("Meetings"),
    Station.DRAFT: N_("Draft"),
    Station.HEARING: N_("Hearing"),
    Station.FINAL: N_("Final"),
    Station.PUBLISHED: N_("Published"),
}
_REACHED = {
    Reached.PASSED: N_("passed"),
    Reached.HERE: N_("the year stands here"),
    Reached.AHEAD: N_("still ahead"),
}
_STEPS = {
    Step.FAULTS: N_("Put right the errors in the inputs. Each is listed below with its place."),
    Step.WORDING: N_("Word what is still open. It is listed below."),
    Step.ABSORB: N_("Take in what was edited in the latest version in Word."),
    Step.GENERATE: N_("Make the next version of the report."),
    Step.OPEN: N_("Send the report to the parties."),
    Step.COLLECT: N_("Take in what the parties answer."),
    Step.APPLY: N_("Decide what the parties asked for, and take the decisions in."),
    Step.PUBLISH: N_("Publish the report."),
    Step.NEW_YEAR: N_("The year is published. Begin the next one."),
    Step.NOTHING: N_("Nothing is open: the latest version shows all that the inputs say."),
}


def station_title(stop: Stop) -> str:
    """The station's name."""
    return tr(_TITLES[stop.station])


def reached_title(stop: Stop) -> str:
    """How the year stands to it; a shape shows the same."""
    return tr(_REACHED[stop.reached])


def station_facts(stop: Stop, now: YearStatus) -> Iterator[str]:
    """What there is to say of a station, short enough to stand under its name."""
    if stop.station is Station.MEETINGS and (count := len(now.inputs.meetings)):
        yield ntr("{count} read", "{count} read", count)
    if stop.version:
        yield stop.version
    if stop.station is Station.HEARING and now.hearing:
        parties = len(now.hearing.round.parties)
        answered = parties - len(now.hearing.missing)
        text = tr("{answered} of {parties} answered")
        yield text.format(answered=answered, parties=parties)
        yield tr("until {day}").format(day=danish_date(now.hearing.round.deadline))


def step_title(step: Step) -> str:
    """What to do next."""
    return tr(_STEPS[step])
