"""Long work: in a thread, so that the page can be left and finds it again."""

from __future__ import annotations

import contextvars
import datetime as dt
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread

from reportgen.problems import Problem, Refusal
from reportgen.workspace.fault_report import problems_of
from reportgen.workspace.lock import held
from reportgen.workspace.places import Year

_MOST_KEPT = 20
"""Results that wait for being seen; the oldest gives way."""


class WorkUnderWay(Refusal, code="desk-work-under-way"):
    """Other work runs, and holds the workspace."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What work came to."""

    told: tuple[str, ...] = ()
    """Sentences in the language of who asked for it."""
    problems: tuple[Problem, ...] = ()
    is_done: bool = True
    """Whether it was done; what was refused or failed says why in `problems`."""


@dataclass(slots=True)
class Work:
    """One piece of work, from its start until its result was seen."""

    id: str
    year: Year
    title: str
    began: float = field(default_factory=time.monotonic)
    ended: dt.datetime | None = None
    outcome: Outcome | None = None

    @property
    def seconds(self) -> int:
        """How long it has run."""
        return int(time.monotonic() - self.began)


class Works:
    """The work of a desk; one piece runs at a time, since it holds the workspace."""

    def __init__(self) -> None:
        self._kept: list[Work] = []
        self._lock = Lock()
        self.before_told: list[Callable[[Year], None]] = []
        """What is to be done with the year before anybody is told that work on it is done."""

    def start(self, year: Year, title: str, do: Callable[[], Outcome]) -> Work:
        """Begin work on `year`; raises `WorkUnderWay` while other work runs.

        The workspace is held while it runs. What `do` raises becomes the outcome's problems.
        """
        with self._lock:
            self._refuse_if_busy()
            work = Work(secrets.token_urlsafe(8), year, title)
            self._kept = [*self._kept[1 - _MOST_KEPT :], work]
        context = contextvars.copy_context()
        Thread(target=context.run, args=(self._finish, work, do), daemon=True).start()
        return work

    def refuse_if_busy(self) -> None:
        """Raise `WorkUnderWay` while work runs."""
        with self._lock:
            self._refuse_if_busy()

    def _refuse_if_busy(self) -> None:
        if running := self._running():
            raise WorkUnderWay(title=running.title)

    def running(self) -> Work | None:
        """What runs now."""
        with self._lock:
            return self._running()

    def is_busy(self) -> bool:
        """Whether work runs."""
        return self.running() is not None

    def find(self, id_: str) -> Work | None:
        """Work by its id, until it was seen."""
        with self._lock:
            return next((work for work in self._kept if work.id == id_), None)

    def ended(self, year: Year) -> list[Work]:
        """What was done on `year` and not yet put away, the latest first."""
        with self._lock:
            return [w for w in reversed(self._kept) if w.year == year and w.outcome is not None]

    def put_away(self, id_: str) -> None:
        """Forget work whose result was seen; what runs stays."""
        with self._lock:
            self._kept = [w for w in self._kept if w.id != id_ or w.outcome is None]

    def _running(self) -> Work | None:
        return next((work for work in self._kept if work.outcome is None), None)

    def _finish(self, work: Work, do: Callable[[], Outcome]) -> None:
        outcome = Outcome()
        try:
            with held(work.year.workspace.root):
                outcome = do()
            for prepare in self.before_told:
                prepare(work.year)
        except Exception as error:
            problems = problems_of(error, work.year.workspace.root)
            outcome = Outcome((), problems, is_done=False)
        finally:
            work.ended = dt.datetime.now()
            work.outcome = outcome
