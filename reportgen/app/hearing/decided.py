"""What the secretariat decided so far: typed in the workbook of a set, or done in its document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.app.hearing.waiting import rows_known, take_in
from reportgen.hearing.decisions.editorial import editorial_edits
from reportgen.hearing.decisions.rows import Row, Typed, answer_rows, disagreements, with_document
from reportgen.hearing.responses import RoundResult
from reportgen.hearing.result import Edit, Part
from reportgen.problems import InputFaults, Location, Problem, Severity
from reportgen.sources.decision_sheet import read_answers
from reportgen.workspace import answer_sets, files
from reportgen.workspace.answer_sets import DOCUMENT, SHEET, Collection, edited, path_of
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import ANSWERS, Round

if TYPE_CHECKING:
    from reportgen.hearing.consolidated.decided import FromDocument
    from reportgen.word.read.returned import ReadFile

HALF_MADE = frozenset(
    {"hearing-wording-missing", "hearing-wording-unused", "hearing-variants-both"}
)
"""Faults of a row whose words are all read; they are told when the decisions are applied."""


@dataclass(frozen=True, slots=True)
class DecidedSoFar:
    """What was decided in a set of files."""

    typed: Mapping[str, Typed] = field(default_factory=dict)
    """In the workbook, by row."""
    document: ReadFile | None = None
    """The consolidated document, where somebody worked in it and it can be read."""
    problems: tuple[Problem, ...] = ()
    """What is wrong in the two."""


def decided_so_far(found: Round, made: Collection) -> DecidedSoFar:
    """Read what was decided in a set, with what is wrong in it as values."""
    sheet = answer_sets.edited(found, made, SHEET)
    if sheet is None and made.decided:
        path = answer_sets.path_of(found, made.number, SHEET)
        data = files.read(path)
        sheet = (data, path.name) if data is not None else None
    typed: Mapping[str, Typed] = {}
    problems: list[Problem] = []
    if sheet is not None:
        typed, problems = read_answers(*sheet, rows_known(made))
    document = None
    if (worked_in := answer_sets.edited(found, made, DOCUMENT)) is not None:
        from reportgen.word.read.returned import read_returned

        document, found_in_it = read_returned(*worked_in)
        problems += found_in_it if document is None else ()
    return DecidedSoFar(typed, document, tuple(problems))


def kept_so_far(year: Year, found: Round) -> DecidedSoFar:
    """What was decided in the latest set, all of which can be carried over.

    It is asked before anything new is taken in; what waits on the desk goes into the workbook
    first. A decision that is only half made can be carried over; raises `InputFaults` where
    another cannot, and what `take_in` raises.
    """
    take_in(year, found)
    made = answer_sets.latest(found)
    decided = decided_so_far(found, made) if made else DecidedSoFar()
    lost = [p for p in decided.problems if p.severity is Severity.ERROR and p.code not in HALF_MADE]
    if lost:
        raise InputFaults(lost)
    return decided


def rows_of(result: RoundResult, say: Callable[[Problem], str]) -> tuple[Row, ...]:
    """The rows of a result; `say` words why a file was set aside."""
    reasons = {aside.id: say(aside.reason) for aside in result.set_aside}
    editorial = editorial_edits(result.prepared, result.merged)
    return answer_rows(result.merged, result.set_aside, reasons, editorial)


def decided_in(data: bytes, file: str, result: RoundResult) -> FromDocument:
    """Read the decisions of a consolidated document.

    Raises `InputFaults` where it cannot be read.
    """
    from reportgen.word.read.returned import read_returned

    read, problems = read_returned(data, file)
    if read is None:
        raise InputFaults(problems)
    return decisions_of(read, result)


def decisions_of(read: ReadFile, result: RoundResult) -> FromDocument:
    """The decisions that a consolidated document was found to hold."""
    from reportgen.hearing.consolidated.decided import decisions_from_document

    return decisions_from_document(result.prepared, result.merged, read.document, read.rejected)


def own_edits(
    found: Round,
    collection: Collection,
    result: RoundResult,
    in_word: FromDocument | None,
) -> list[Edit]:
    """What the secretariat wrote of its own in Word, in this set's document or an earlier one."""
    own = {edit.id: edit for edit in in_word.own} if in_word else {}
    for number in collection.documents:
        before = edited(found, answer_sets.read(found, number), DOCUMENT)
        if before is not None:
            own = {edit.id: edit for edit in decided_in(*before, result).own} | own
    return [edit for edit in own.values() if edit.part is not Part.FIXED]


def decisions_in(
    found: Round,
    collection: Collection,
    result: RoundResult,
    rows: Sequence[Row],
    paths: Sequence[Path],
) -> tuple[dict[str, Typed], FromDocument | None, list[Problem]]:
    """What was typed and what was done in Word, with what speaks against taking it."""
    sheets = [path for path in paths if path.suffix.casefold() in {".xlsx", ".xlsm"}]
    documents = [path for path in paths if path not in sheets]
    if not paths:
        sheets = [path_of(found, collection.number, SHEET)]
    problems: list[Problem] = []
    typed: dict[str, Typed] = {}
    own = "" if paths else f"hoering/{found.number}/{ANSWERS}/"
    for path, data in _there(sheets, problems, own):
        read, faults = read_answers(data, path.name, rows)
        typed |= read
        problems += faults
    in_word: FromDocument | None = None
    worked_in = None if paths else edited(found, collection, DOCUMENT)
    if worked_in is not None:
        in_word = decided_in(*worked_in, result)
    for path, data in _there(documents, problems):
        in_word = decided_in(data, path.name, result)
    if in_word is not None:
        problems += disagreements(typed, in_word.decisions)
        typed = with_document(typed, in_word.decisions)
    return typed, in_word, problems


def _there(
    paths: Sequence[Path], problems: list[Problem], own: str = ""
) -> Iterator[tuple[Path, bytes]]:
    """Each file with what is in it; those that are missing become problems.

    They are told as they were typed, or, where nobody named them, in the folder `own`.
    """
    for path in paths:
        data, faults = files.tried(path, named=not own)
        if data is None:
            said = f"{own}{path.name}" if own else str(path)
            missing = Problem("file-missing", Location(path.name), {"path": said})
            problems += faults or (missing,)
        else:
            yield path, data
