"""Where a year stands on its line, at every step of it."""

from __future__ import annotations

import datetime as dt

from reportgen.app.generate import generate
from reportgen.app.standing.stations import Reached, Station, stops
from reportgen.app.standing.status import status
from tests.workspaces import SmallYear

DAY = dt.date(2024, 11, 15)


def line(small: SmallYear) -> dict[Station, Reached]:
    return {stop.station: stop.reached for stop in stops(status(small.year, DAY))}


def test_a_year_without_meetings_stands_at_its_meetings(small: SmallYear) -> None:
    small.meeting.unlink()
    assert line(small)[Station.MEETINGS] is Reached.HERE
    assert set(line(small).values()) == {Reached.HERE, Reached.AHEAD}


def test_meetings_that_are_read_are_passed_and_the_draft_is_next(small: SmallYear) -> None:
    assert list(line(small).values()) == [Reached.PASSED, Reached.HERE, *[Reached.AHEAD] * 3]


def test_the_version_stands_at_its_station(small: SmallYear) -> None:
    generate(small.year, DAY)
    (draft,) = (s for s in stops(status(small.year, DAY)) if s.station is Station.DRAFT)
    assert (draft.reached, draft.version) == (Reached.HERE, "v01")
