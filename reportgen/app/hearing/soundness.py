"""What is wrong in the files of the hearing rounds: sent, received, made and decided in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from reportgen.problems import InputFaults, Problem
from reportgen.workspace import answer_sets
from reportgen.workspace.received import content, read_receipts
from reportgen.workspace.rounds import Round, sent_version
from reportgen.workspace.sent_marks import read_sent_marks

_Read = TypeVar("_Read")

DAMAGES = frozenset(
    ("round-damaged", "received-altered", "round-changes-missing", "version-damaged")
)
"""What is wrong with what the program wrote itself, and no person's input."""


def round_faults(rounds: Sequence[Round], *, decisions: bool = True) -> tuple[Problem, ...]:
    """Everything that a later step would stop at, each with its place.

    Of a round that is closed it is only what was sent and received: its decisions stand in
    ``aendringer/`` by then. Nothing that came back is read but for whether it is as it came.
    Without `decisions` what was decided so far is not looked at, which takes longest.
    """
    found = [problem for round_ in rounds for problem in _faults(round_, decisions)]
    return tuple(found)


def _faults(found: Round, decisions: bool) -> Iterator[Problem]:
    _, problems = _read(lambda: sent_version(found))
    yield from problems
    yield from _read(lambda: read_sent_marks(found))[1]
    receipts, problems = _read(lambda: read_receipts(found))
    yield from problems
    files_seen: set[str | None] = {None}
    for each in receipts or ():
        if each.receipt.file not in files_seen:
            files_seen.add(each.receipt.file)
            yield from _read(lambda receipt=each.receipt: content(found, receipt))[1]  # type: ignore[misc]
    if found.is_open:
        made, problems = _read(lambda: answer_sets.latest(found))
        yield from problems
        if made is not None and decisions:
            from reportgen.app.hearing.decided import decided_so_far

            yield from decided_so_far(found, made).problems


def _read(read: Callable[[], _Read]) -> tuple[_Read | None, Sequence[Problem]]:
    try:
        return read(), ()
    except InputFaults as faults:
        return None, faults.problems
