"""The years of a desk as they were last read: read anew only where a file was changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from reportgen.app.standing.freshness import stamp
from reportgen.app.year import YearInputs, read_meetings, read_year
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from reportgen.app.recommendations import Recommendations
    from reportgen.sources.meetings import MeetingFile


class Readings:
    """What pages that only show a year are made from."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, Year], tuple[object, Any]] = {}
        self._lock = Lock()

    def of(self, year: Year) -> YearInputs:
        """The inputs of a year as its files say now; raises what `read_year` does."""
        return self.stamped(year)[1]

    def stamped(self, year: Year) -> tuple[str, YearInputs]:
        """The same, with the stamp of the files that they were read from."""
        now = stamp(year)  # before it is read: what is changed meanwhile is read the next time
        inputs: YearInputs = self._newest("inputs", year, now, lambda: read_year(year))
        return now, inputs

    def meetings(self, year: Year) -> Sequence[MeetingFile]:
        """The meetings of a year, of which nothing else is read."""
        found: Sequence[MeetingFile] = self._newest(
            "meetings", year, stamp(year), lambda: read_meetings(year)
        )
        return found

    def recommendations(self, year: Year, today: dt.date) -> Recommendations:
        """The recommendations of all years of the network, as they stand on the day `today`."""
        from reportgen.app.recommendations import recommendations

        workspace, network = year.workspace, year.network
        every = [replace(year, year=other) for other in workspace.years(network)]
        now = today, *map(stamp, every)
        found: Recommendations = self._newest(
            "recommendations", year, now, lambda: recommendations(workspace, network, today)
        )
        return found

    def _newest(self, what: str, year: Year, now: object, read: Callable[[], Any]) -> Any:
        """What was read while the stamp was `now`, else what `read` gives."""
        with self._lock:
            known = self._read.get((what, year))
            if known is None or known[0] != now:
                known = self._read[what, year] = now, read()
        return known[1]
