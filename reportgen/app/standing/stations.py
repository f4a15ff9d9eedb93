"""A year as the line of stations it passes, from its meetings to its publication."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.app.standing.commands import Step
from reportgen.app.standing.status import YearStatus
from reportgen.report.stage import Stage


class Station(StrEnum):
    """A station of the year, in their order."""

    MEETINGS = "meetings"
    DRAFT = "draft"
    HEARING = "hearing"
    FINAL = "final"
    PUBLISHED = "published"


class Reached(StrEnum):
    """How the year stands to a station."""

    PASSED = "passed"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Stop:
    """A station, and how the year stands to it."""

    station: Station
    reached: Reached
    version: str = ""
    """The latest version of that stage, as ``v02``."""


_STAGES = {
    Stage.DRAFT: Station.DRAFT,
    Stage.HEARING: Station.HEARING,
    Stage.FINAL: Station.FINAL,
    Stage.PUBLISHED: Station.PUBLISHED,
}


def stops(now: YearStatus) -> tuple[Stop, ...]:
    """The line of a year: what is passed, where it stands, what is ahead.

    A version that no longer shows what the inputs say is not passed: the year stands there.
    """
    line = list(Station)
    begun = Station.DRAFT if now.inputs.meetings else Station.MEETINGS
    here = line.index(_STAGES[now.stage] if now.versions or now.hearing else begun)
    is_over = now.stage is Stage.PUBLISHED and now.step in (Step.NOTHING, Step.NEW_YEAR)
    latest = {_STAGES[Stage(record.stage)]: record.version for record in now.versions}
    return tuple(
        Stop(
            station,
            Reached.PASSED
            if number < here or is_over
            else Reached.HERE
            if number == here
            else Reached.AHEAD,
            latest.get(station, ""),
        )
        for number, station in enumerate(line)
    )
