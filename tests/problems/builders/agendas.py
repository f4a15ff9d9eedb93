"""Minutes that are written in the agenda which the case has made before."""

from __future__ import annotations

from tests.app.minutes_writing import Said, Written
from tests.problems.builders import builder
from tests.problems.running import Desk


def _opened(desk: Desk) -> Written:
    (agenda,) = desk.small.year.meetings.glob("*_Dagsorden-*.docx")
    return Written(agenda.read_bytes())


@builder
def minutes_without_a_mark(desk: Desk, file: str, row: str) -> None:
    """The heading of an item was typed anew, and its mark is gone."""
    written = _opened(desk)
    written.unmark(int(row))
    desk.write(file, written.data)


@builder
def minutes_with_a_row_copied(desk: Desk, file: str, row: str) -> None:
    """A row was copied, with its mark, to write another item in."""
    written = _opened(desk)
    written.copy_row(int(row))
    written.retitle(int(row) + 1, "9. Nyt punkt")
    desk.write(file, written.data)


@builder
def minutes_with_a_row_of_their_own(desk: Desk, file: str, row: str) -> None:
    """A row was put in by hand."""
    written = _opened(desk)
    written.copy_row(int(row))
    written.unmark(int(row) + 1)
    written.retitle(int(row) + 1, "9. Nyt punkt")
    desk.write(file, written.data)


@builder
def minutes_without_a_row(desk: Desk, file: str, row: str) -> None:
    """The row of an item was deleted."""
    written = _opened(desk)
    written.take_out(int(row))
    desk.write(file, written.data)


@builder
def minutes_with_a_task(desk: Desk, file: str, *words: str) -> None:
    """A task was written at the first item."""
    written = _opened(desk)
    written.write(1, Said(tasks=[" ".join(words)]))
    desk.write(file, written.data)
