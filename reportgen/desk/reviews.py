"""The rounds that are decided on the desk: in memory, each with a thread that writes behind."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from threading import Event, Lock, Thread

from reportgen.app.hearing.parties.overview import answers_of
from reportgen.app.hearing.reviewing import Review
from reportgen.app.year import YearInputs
from reportgen.hearing.responses import RoundResult
from reportgen.language.words import in_danish
from reportgen.problems import InputFaults, Problem
from reportgen.workspace import answer_sets
from reportgen.workspace.fault_report import problems_of
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import CLOSED_FILE, Round, open_round, read_rounds

_QUIET = 0.8
"""Seconds without a decision until what waits is written, all of it together."""
_LONGEST = 6
"""How many times so long it waits for a person who does not pause."""
MANY = 500
"""Rows to decide from which a round takes a while to be read."""
_AGAIN = 3.0
"""Seconds until what could not be written is tried again."""


class OpenReview:
    """One round, and what writes its workbook."""

    def __init__(self, year: Year) -> None:
        self.review = Review(year, in_danish)
        self.lock = Lock()
        self.problem: Problem | None = None
        """What keeps the workbook from being written."""
        self._asked, self._closed = Event(), Event()
        Thread(target=self._write_behind, daemon=True).start()
        self.ask()  # what an earlier desk could not write any more

    @property
    def is_over(self) -> bool:
        """Whether the round is closed."""
        return (self.review.round.folder / CLOSED_FILE).exists()

    def ask(self) -> None:
        """Let what waits be written soon."""
        self._asked.set()

    def close(self) -> None:
        """Write no more."""
        self._closed.set()
        self._asked.set()

    def write(self) -> None:
        """Write now what waits, if it can be written."""
        try:
            self.problem = self.review.write()
        except Exception as error:
            self.problem = problems_of(error, self.review.year.workspace.root)[0]
        if self.problem is None:
            with self.lock, contextlib.suppress(Exception):  # the next page tells what is wrong
                self.review.refresh()

    def _write_behind(self) -> None:
        while not self._closed.is_set():
            self._asked.wait()
            for _ in range(_LONGEST):
                self._asked.clear()
                self._closed.wait(_QUIET)
                if not self._asked.is_set():
                    break
            self._asked.clear()
            self.write()
            if self.problem is not None:
                self._closed.wait(_AGAIN)
                self._asked.set()


class Reviews:
    """The rounds of a desk, each loaded when a page first asks for it."""

    def __init__(self) -> None:
        self._open: dict[Year, OpenReview] = {}
        self._over: dict[Year, tuple[Round, RoundResult | None]] = {}
        self._lock, self._loading = Lock(), Lock()
        self.single_keys = True
        """Whether a key alone decides while the list of changes has the focus."""

    @contextlib.contextmanager
    def of(self, year: Year) -> Iterator[OpenReview]:
        """The open round of a year as the files say now, for one thread at a time.

        Raises what `Review` does.
        """
        with self._lock:
            found = self._open.get(year)
        if found is not None and found.is_over:
            self._forget(year, found)
            found = None
        if found is None:
            found = self._load(year)
        with found.lock:
            try:
                found.review.refresh()
            except Exception:
                self._forget(year, found)
                raise
            yield found

    def is_ready(self, year: Year, found: Round) -> bool:
        """Whether the open round can be shown without waiting for it to be read."""
        with self._lock:
            opened = self._open.get(year)
        if opened is not None and opened.lock.acquire(blocking=False):
            try:
                if opened.review.is_current:
                    return True
            finally:
                opened.lock.release()
        try:
            made = answer_sets.latest(found)
        except InputFaults:
            return True  # told when it is asked for
        return made is None or len(made.rows) < MANY

    def read_ahead(self, year: Year) -> None:
        """Read the open round of a year, if there is one with answers; raises as `of` does."""
        opened = open_round(read_rounds(year)[0])
        if opened is not None and answer_sets.latest(opened) is not None:
            with self.of(year) as found:
                found.review.overview.sum()

    def of_closed(self, inputs: YearInputs, found: Round) -> RoundResult | None:
        """All that came back before a round was closed; it is read once, since it stays so.

        Raises what `answers_of` does.
        """
        with self._lock:
            known = self._over.get(inputs.year)
        if known is None or known[0] != found:
            known = found, answers_of(inputs, found)
            with self._lock:
                self._over[inputs.year] = known
        return known[1]

    def _load(self, year: Year) -> OpenReview:
        """Load a round, unless another thread has done so meanwhile."""
        with self._loading:
            with self._lock:
                found = self._open.get(year)
            if found is None:
                found = OpenReview(year)
                with self._lock:
                    self._open[year] = found
            return found

    def _forget(self, year: Year, found: OpenReview) -> None:
        """Load a round anew when it is next asked for."""
        found.close()
        with self._lock:
            if self._open.get(year) is found:
                del self._open[year]

    def settle(self) -> bool:
        """Write what can be written now; what cannot is kept in the journal."""
        for each in list(self._open.values()):
            each.write()
        return True
