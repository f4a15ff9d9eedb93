"""The years of a desk as they were last read: read anew only where a file was changed."""

from __future__ import annotations

from threading import Lock

from reportgen.app.standing.freshness import stamp
from reportgen.app.year import YearInputs, read_year
from reportgen.workspace.places import Year


class Readings:
    """What pages that only show a year are made from."""

    def __init__(self) -> None:
        self._read: dict[Year, tuple[str, YearInputs]] = {}
        self._lock = Lock()

    def of(self, year: Year) -> YearInputs:
        """The inputs of a year as its files say now; raises what `read_year` does."""
        return self.stamped(year)[1]

    def stamped(self, year: Year) -> tuple[str, YearInputs]:
        """The same, with the stamp of the files that they were read from."""
        now = stamp(year)  # before it is read: what is changed meanwhile is read the next time
        with self._lock:
            known = self._read.get(year)
            if known is None or known[0] != now:
                known = self._read[year] = now, read_year(year)
        return known
