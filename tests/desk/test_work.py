"""Long work: one piece at a time, holding the workspace, its result kept until it is seen."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from filelock import FileLock

from reportgen.desk.desk import Desk
from reportgen.desk.work import Outcome, Work, Works, WorkUnderWay
from reportgen.language.translation import speaking, tr
from reportgen.problems import InputFaults, Location, Problem
from reportgen.workspace.rounds import RoundOpen
from tests.workspaces import SmallYear


def finished(works: Works, small: SmallYear, do: Callable[[], Outcome]) -> Work:
    work = works.start(small.year, "Arbejde", do)
    for _ in range(1000):
        if work.outcome is not None:
            return work
        threading.Event().wait(0.01)
    raise AssertionError("the work does not end")


def raising(error: Exception) -> Callable[[], Outcome]:
    def do() -> Outcome:
        raise error

    return do


def codes(work: Work) -> list[str]:
    assert work.outcome is not None
    return [problem.code for problem in work.outcome.problems]


def test_one_piece_of_work_runs_at_a_time(small: SmallYear) -> None:
    works, go_on = Works(), threading.Event()

    def wait() -> Outcome:
        go_on.wait(30)
        return Outcome(("Færdig.",))

    first = works.start(small.year, "Det første", wait)
    with pytest.raises(WorkUnderWay):
        works.start(small.year, "Det andet", Outcome)
    assert works.is_busy()
    assert works.running() is first
    assert works.ended(small.year) == []
    works.put_away(first.id)
    assert works.find(first.id) is first, "what runs is not forgotten"
    go_on.set()
    while works.is_busy():
        go_on.wait(0.01)
    assert first.outcome == Outcome(("Færdig.",))


def test_a_result_is_kept_until_it_was_seen(small: SmallYear) -> None:
    works = Works()
    one = finished(works, small, lambda: Outcome(("Ét.",)))
    two = finished(works, small, lambda: Outcome(("To.",)))
    assert works.ended(small.year) == [two, one]
    works.put_away(two.id)
    assert works.ended(small.year) == [one]
    assert works.find(two.id) is None


def test_what_goes_wrong_is_told_as_problems(small: SmallYear) -> None:
    works = Works()
    refused = RoundOpen(Location("hoering/1"), round=1, version="v01", deadline="i dag")
    assert codes(finished(works, small, raising(refused))) == ["round-open"]
    faults = InputFaults([Problem("file-empty"), Problem("file-held")])
    assert codes(finished(works, small, raising(faults))) == ["file-empty", "file-held"]
    assert codes(finished(works, small, raising(ZeroDivisionError()))) == ["program-fault"]
    assert not works.is_busy()


def test_it_holds_the_workspace_as_a_command_does(small: SmallYear) -> None:
    lock = FileLock(small.root / ".reportgen.lock")
    held: list[bool] = []

    def look() -> Outcome:
        held.append(FileLock(small.root / ".reportgen.lock", timeout=0).is_locked)
        return Outcome()

    with lock:
        assert codes(finished(Works(), small, look)) == ["workspace-busy"]
    assert held == []


def test_it_speaks_the_language_of_whoever_asked_for_it(small: SmallYear) -> None:
    works = Works()
    with speaking("da"):
        work = finished(works, small, lambda: Outcome((tr("Next step"),)))
    assert work.outcome == Outcome(("Næste skridt",))


def test_a_desk_is_settled_when_no_work_runs_and_nothing_waits(small: SmallYear) -> None:
    desk = Desk(small.year.workspace, "key")
    assert desk.is_settled()
    waiting = [1, 2]
    desk.before_end.append(lambda: not waiting or (bool(waiting.pop()) and not waiting))
    assert not desk.is_settled()
    assert desk.is_settled()
