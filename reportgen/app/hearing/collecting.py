"""Reading what came back: taken in byte for byte, told apart, merged, laid ready to decide on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.app.archiving import keep
from reportgen.app.hearing.decided import DecidedSoFar, decisions_of, kept_so_far, rows_of
from reportgen.app.hearing.gathering import Gathering, RoundAnswers, sole_open_round
from reportgen.app.hearing.intake import Attributing, Taking, party_named
from reportgen.app.year import YearInputs
from reportgen.hearing.decisions.rows import Row, carry_over, with_document
from reportgen.hearing.responses import RoundResult
from reportgen.problems import Location, Problem
from reportgen.word.read.returned import Reader
from reportgen.workspace import answer_sets
from reportgen.workspace.places import Year
from reportgen.workspace.received import Intake, expanded, read_receipts
from reportgen.workspace.rounds import Round, sent_version


@dataclass(frozen=True, slots=True)
class Collected:
    """What `collect` did."""

    answers: RoundAnswers
    rows: tuple[Row, ...]
    paths: tuple[Path, ...]
    """The files of ``svar/`` to work in."""
    problems: tuple[Problem, ...]
    new: int
    """How many files and answers were taken in that were not there before."""

    @property
    def round(self) -> Round:
        """The round that was collected in."""
        return self.answers.round

    @property
    def result(self) -> RoundResult:
        """Everything that came back in it."""
        return self.answers.result


def collect(
    year: Year,
    paths: Sequence[Path],
    now: dt.datetime,
    say: Callable[[Problem], str],
    *,
    party: str | None = None,
) -> Collected:
    """Take in files and folders, and make the next set of ``svar/`` of all that came so far.

    `party` says whose they all are; `say` words a problem for the sheet. What was decided in
    the set before is carried over. Where nothing new came, the set before stands. Raises
    `NoRoundOpen`, `PartyUnknown`, and `InputFaults` where the inputs or the workbook of the
    set before have errors.
    """
    inputs, found = sole_open_round(year)
    decided = kept_so_far(found)
    given = party_named(party, [p.name for p in found.parties]) if party else None
    receipts = read_receipts(found)
    listed, passed_over = expanded(paths)
    _, original = sent_version(found)
    reader = Reader()
    attributing = Attributing(
        [p.name for p in found.parties],
        inputs.workbook.members,
        inputs.material.network.secretariat.organisation,
        original,
        reader,
    )
    taking = Taking(Intake(found, receipts, now), attributing, given, list(passed_over))
    for path in listed:
        taking.file(path)
    return settle(
        inputs, found, taking.intake, say, decided, problems=taking.problems, reader=reader
    )


def settle(
    inputs: YearInputs,
    found: Round,
    intake: Intake,
    say: Callable[[Problem], str],
    decided: DecidedSoFar,
    *,
    problems: Sequence[Problem] = (),
    reader: Reader | None = None,
) -> Collected:
    """Make the next set of everything that was taken in, unless the last one has it all.

    `decided` is what is to be carried over to it.
    """
    before = answer_sets.latest(found)
    recorded, damaged = answer_sets.read_record(found, before.number) if before else (None, ())
    gathering = Gathering(inputs, found, recorded, reader)
    number, conflicts = (before.number, before.conflicts) if before else (0, ())
    answers = gathering.answers(intake.receipts, number + 1, conflicts)
    rows = rows_of(answers.result, say)
    homeless: list[Problem] = []
    last = intake.receipts[-1].number if intake.receipts else 0
    if before is not None and answer_sets.holds_decisions(found, before):
        old = [each for each in intake.receipts if each.number <= before.receipts]
        was = gathering.answers(old, number, conflicts) if before.receipts < last else answers
        rows, homeless = _carried(decided, rows, was, before, say)
    told = (*inputs.problems, *problems, *damaged, *answers.result.problems, *homeless)
    if before is not None and before.receipts >= last:
        names = (answer_sets.SHEET, answer_sets.DOCUMENT, answer_sets.NOTE)
        paths = tuple(answer_sets.path_of(found, number, name) for name in names)
        if answers.record != recorded:
            answer_sets.write_record(found, number, answers.record)
        return Collected(replace(answers, number=number), rows, paths, told, intake.new)
    from reportgen.app.hearing.making import make_set

    paths = make_set(answers, rows, last, inputs.template, intake.now)
    kept = keep(
        inputs.year,
        version=found.version,
        step=f"hoering {found.number} svar {answers.number}",
        secretariat=inputs.material.network.secretariat,
    )
    return Collected(answers, rows, paths, (*told, *kept), intake.new)


def _carried(
    decided: DecidedSoFar,
    rows: Sequence[Row],
    was: RoundAnswers,
    before: answer_sets.Collection,
    say: Callable[[Problem], str],
) -> tuple[tuple[Row, ...], list[Problem]]:
    """The rows with what was decided in the set `before`, and what found no row.

    `was` is what that set was made of.
    """
    typed = dict(decided.typed)
    if decided.document is not None:
        typed = with_document(typed, decisions_of(decided.document, was.result).decisions)
    carried, homeless = carry_over(typed, rows, rows_of(was.result, say))
    where = Location(answer_sets.path_of(was.round, before.number, answer_sets.SHEET).name)
    return carried, [Problem("hearing-decision-homeless", where, {"id": id_}) for id_ in homeless]
