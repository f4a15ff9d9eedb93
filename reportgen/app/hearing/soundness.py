"""What is wrong in the files of the hearing rounds: sent, received, made and decided in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from reportgen.problems import InputFaults, Problem, Severity
from reportgen.workspace import answer_sets, files
from reportgen.workspace.received import content, read_receipts
from reportgen.workspace.rounds import Round, sent_version

_Read = TypeVar("_Read")
HALF_MADE = frozenset(
    {"hearing-wording-missing", "hearing-wording-unused", "hearing-variants-both"}
)
"""Faults of a row whose words are all read; they are told when the decisions are applied."""


def round_faults(rounds: Sequence[Round]) -> tuple[Problem, ...]:
    """Everything that a later step would stop at, each with its place.

    Of a round that is closed it is only what was sent and received: its decisions stand in
    ``aendringer/`` by then. Nothing that came back is read but for whether it is as it came.
    """
    found = [problem for round_ in rounds for problem in _faults(round_)]
    return tuple(found)


def _faults(found: Round) -> Iterator[Problem]:
    _, problems = _read(lambda: sent_version(found))
    yield from problems
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
        if made is not None:
            yield from _decided(found, made)


def refuse_unreadable(found: Round) -> None:
    """Raise `InputFaults` where what was decided so far cannot be carried over.

    It is asked before anything new is taken in. A decision that is only half made can be.
    """
    made = answer_sets.latest(found)
    problems = _decided(found, made) if made else ()
    lost = [p for p in problems if p.severity is Severity.ERROR and p.code not in HALF_MADE]
    if lost:
        raise InputFaults(lost)


def _decided(found: Round, made: answer_sets.Collection) -> Iterator[Problem]:
    """What is wrong in the workbook and the document where the secretariat decides."""
    if (sheet := _edited(found, made, answer_sets.SHEET)) is not None:
        from reportgen.hearing.decisions.rows import Row
        from reportgen.sources.decision_sheet.reading import read_answers

        rows = [Row(i, party, "", "", "", conflict=conflict) for i, party, conflict in made.rows]
        yield from read_answers(*sheet, rows)[1]
    if (document := _edited(found, made, answer_sets.DOCUMENT)) is not None:
        from reportgen.word.read.returned import read_returned

        read, problems = read_returned(*document)
        yield from problems if read is None else ()


def _edited(found: Round, made: answer_sets.Collection, name: str) -> tuple[bytes, str] | None:
    """A file of the set that somebody saved since it was made, and what it is called."""
    path = answer_sets.path_of(found, made.number, name)
    data = files.read(path)
    untouched = data is None or files.digest(data) == made.digests.get(name)
    return None if data is None or untouched else (data, path.name)


def _read(read: Callable[[], _Read]) -> tuple[_Read | None, Sequence[Problem]]:
    try:
        return read(), ()
    except InputFaults as faults:
        return None, faults.problems
