"""The years of a desk as they were last read: read anew only where a file was changed.

What is kept is kept by the stamp of all files that it was read from. Where one of them was
changed, only that one is parsed anew: whoever parses a file that takes long keeps what it found
by the file's content.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from reportgen.app.standing.freshness import stamp, stamp_below, stamps
from reportgen.app.year import YearInputs, read_meetings, read_year
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from reportgen.app.extracts.recommendations import Recommendations
    from reportgen.app.publication import Publication
    from reportgen.app.standing.status import YearStatus
    from reportgen.layout.content import Block
    from reportgen.sources.meetings import MeetingFile


class _Kept:
    """The last reading of one thing, which one thread at a time reads anew."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.stamp: object = None
        self.value: Any = None


class Readings:
    """What pages that only show a year are made from; all of it raises what reading it does."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, Year], _Kept] = {}
        self._lock = Lock()

    def of(self, year: Year) -> YearInputs:
        """The inputs of a year as its files say now."""
        return self.stamped(year)[1]

    def stamped(self, year: Year) -> tuple[str, YearInputs]:
        """The same, with the stamp of the files that they were read from."""
        now = stamps(year)  # before it is read: what is changed meanwhile is read the next time
        inputs: YearInputs = self._newest("inputs", year, now.inputs, lambda: read_year(year))
        return now.all, inputs

    def meetings(self, year: Year) -> Sequence[MeetingFile]:
        """The meetings of a year, of which nothing else is read."""
        found: Sequence[MeetingFile] = self._newest(
            "meetings", year, stamp_below(year.meetings), lambda: read_meetings(year)
        )
        return found

    def status(self, year: Year, today: dt.date) -> tuple[str, YearStatus]:
        """Where a year stands on the day `today`, with its stamp."""
        from reportgen.app.standing.status import status

        now = stamp(year)
        found: YearStatus = self._newest(
            "status", year, (today, now), lambda: status(year, today, self.of)
        )
        return now, found

    def checked(self, year: Year) -> tuple[str, YearInputs]:
        """The inputs with everything that is wrong in what the program wrote too; and the stamp."""
        from reportgen.app.check import check

        now = stamp(year)
        found: YearInputs = self._newest(
            "checked", year, now, lambda: check(year, read=self.of).inputs
        )
        return now, found

    def front(self, year: Year, today: dt.date) -> Sequence[Block]:
        """What the page in front of the report says in a version of the day `today`.

        Raises what is wrong with the inputs.
        """
        from reportgen.app.generate import front_page

        now, inputs = self.stamped(year)
        found: Sequence[Block] = self._newest(
            "front", year, (today, now), lambda: front_page(inputs, today)
        )
        return found

    def publication(self, year: Year, today: dt.date) -> tuple[str, Publication]:
        """How far a year is from being published on the day `today`, with its stamp."""
        from reportgen.app.publication import publication

        now = stamp(year)
        found: Publication = self._newest(
            "publication", year, (today, now), lambda: publication(year, today, self.of)
        )
        return now, found

    def recommendations(self, year: Year, today: dt.date) -> tuple[str, Recommendations]:
        """The recommendations of the network's years, as they stand on `today`; and the stamp."""
        from reportgen.app.extracts.recommendations import recommendations

        now = stamp(year)
        found: Recommendations = self._newest(
            "recommendations",
            year,
            (today, now),
            lambda: recommendations(year.workspace, year.network, today),
        )
        return now, found

    def _newest(self, what: str, year: Year, now: object, read: Callable[[], Any]) -> Any:
        """What was read while the stamp was `now`, else what `read` gives."""
        with self._lock:
            kept = self._kept.setdefault((what, year), _Kept())
        with kept.lock:
            if kept.stamp != now:
                kept.value = read()
                kept.stamp = now
            return kept.value
