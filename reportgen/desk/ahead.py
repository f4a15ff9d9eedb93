"""What pages will ask for, read while nobody waits: after the desk began, and after each change."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Iterator
from threading import Event, Thread
from typing import TYPE_CHECKING

from reportgen.app.standing.choices import under_way
from reportgen.app.standing.freshness import stamp
from reportgen.workspace.places import Workspace, Year

if TYPE_CHECKING:
    from reportgen.app.year import YearInputs
    from reportgen.desk.readings import Readings
    from reportgen.desk.reviews import Reviews

_QUIET = 0.4
"""Seconds without a request until something is read: whoever waits for a page goes first."""
_LONGEST = 2.0
"""Seconds to wait for that."""


class Ahead:
    """Fills what pages are made from; only of a desk that is served."""

    def __init__(self, readings: Readings, reviews: Reviews) -> None:
        self._readings, self._reviews = readings, reviews
        self._asked = Event()
        self._at = 0.0
        self._year: Year | None = None
        self._made: dict[Year, str] = {}
        """The stamp of each year when all was read last."""

    def begin(self, workspace: Workspace, prepare: Callable[[], None]) -> None:
        """Read from now on: first what the first page shows, which the browser is yet to ask for.

        `prepare` is called once after that page.
        """
        Thread(target=self._run, args=(workspace, prepare), daemon=True).start()

    def ask(self, year: Year) -> None:
        """A page of `year` was asked for, or something was written: it may be to be read soon."""
        self._at, self._year = time.monotonic(), year
        self._asked.set()

    def first(self, year: Year) -> None:
        """Read at once what a page of `year` needs that shows what work came to."""
        for read in self._first_steps(year):
            with contextlib.suppress(Exception):  # the page tells what is wrong
                read()

    def _run(self, workspace: Workspace, prepare: Callable[[], None]) -> None:
        with contextlib.suppress(Exception):  # the page tells what is wrong
            if (year := under_way(workspace)) is not None:
                self._readings.status(year, dt.date.today())
        self._wait()
        prepare()
        while True:
            year = self._year
            if year is not None:
                self._read(year)
            self._wait()

    def _wait(self) -> None:
        """Wait until something is asked, and until nobody waits for a page."""
        self._asked.wait()
        self._asked.clear()
        self._be_quiet()

    def _be_quiet(self) -> None:
        end = time.monotonic() + _LONGEST
        while (left := min(self._at + _QUIET, end) - time.monotonic()) > 0:
            time.sleep(left)

    def _read(self, year: Year) -> None:
        now = stamp(year)
        if self._made.get(year) == now:
            return
        for read in self.steps(year):
            self._be_quiet()
            with contextlib.suppress(Exception):  # the page tells what is wrong
                read()
        self._made[year] = now

    def _first_steps(self, year: Year) -> Iterator[Callable[[], object]]:
        """What the pages are made from that work is asked for on."""
        yield lambda: self._readings.status(year, dt.date.today())
        yield lambda: self._reviews.read_ahead(year)

    def steps(self, year: Year) -> Iterator[Callable[[], object]]:
        """What all pages are made from; each raises what its page tells."""
        today, readings = dt.date.today(), self._readings
        yield from self._first_steps(year)
        yield lambda: readings.checked(year)
        yield lambda: readings.publication(year, today)
        yield lambda: readings.recommendations(year, today)
        yield lambda: _lay_out(readings.of(year))
        yield lambda: readings.front(year, today)


def _lay_out(inputs: YearInputs) -> None:
    """Lay out all sections: behind the key figures is most of the program's weight."""
    from reportgen.layout.sections import section_content

    for section in inputs.outline.sections:
        section_content(inputs.material, section, inputs.outline.tags.get(section, ()))
