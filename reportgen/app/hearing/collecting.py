"""Reading what came back: taken in byte for byte, told apart, merged, laid ready to decide on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from reportgen.app.archiving import keep
from reportgen.app.hearing.attributing import party_named
from reportgen.app.hearing.decided import DecidedSoFar, decisions_of, kept_so_far, rows_of
from reportgen.app.hearing.gathering import Gathering, RoundAnswers, sole_open_round
from reportgen.app.hearing.intake import taking_in
from reportgen.app.hearing.overtaken import current_inputs, rows_overtaken, with_texts_shown
from reportgen.app.year import YearInputs
from reportgen.hearing.base import Prepared
from reportgen.hearing.consolidated.plan import plan
from reportgen.hearing.decisions.current import Overtaken
from reportgen.hearing.decisions.rows import Row, carry_over, with_document
from reportgen.hearing.responses import RoundResult
from reportgen.hearing.result import Merged
from reportgen.layout.hearing_note import hearing_note
from reportgen.problems import Location, Problem
from reportgen.sources.decision_sheet import write_answers
from reportgen.word.read.returned import Reader
from reportgen.word.revisions.redline.document import redline
from reportgen.word.write.letter import write_hearing_note
from reportgen.workspace import answer_sets, files
from reportgen.workspace.answer_sets import DOCUMENT, NOTE, SHEET, STATE, path_of, record_file
from reportgen.workspace.places import Year
from reportgen.workspace.received import Intake, Numbered, expanded, read_receipts
from reportgen.workspace.rounds import Round, sent_version
from reportgen.workspace.together import write_all

_NONE: Mapping[str, Overtaken] = MappingProxyType({})


def make_set(
    answers: RoundAnswers,
    rows: Sequence[Row],
    receipts: int,
    *,
    inputs: YearInputs,
    now: dt.datetime,
    overtaken: Mapping[str, Overtaken],
    documents: Sequence[int] = (),
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Write a set: workbook, consolidated document and note; what it was made of comes last.

    `receipts` is the number of the last receipt in it, `overtaken` the rows that the inputs
    say something else about by now, and `documents` are earlier sets in whose document
    somebody wrote something of their own. Returns what a person is to open, and what went
    wrong when the set was archived.
    """
    found, number, result = answers.round, answers.number, answers.result
    network = answers.hearing.network
    decided = {row.id: row.typed for row in rows}
    note = hearing_note(answers.hearing, result, rows, decided, date=now.date())
    made = {
        SHEET: write_answers(rows),
        DOCUMENT: consolidate(
            answers.original,
            result.prepared,
            result.merged,
            network.organisations,
            network.secretariat.organisation,
            overtaken=overtaken,
        ),
        NOTE: write_hearing_note(inputs.template, note),
    }
    state = {
        "receipts": receipts,
        "conflicts": [[c.id, [v.edits for v in c.variants]] for c in result.merged.conflicts],
        "files": {name: files.digest(data) for name, data in made.items()},
        "rows": [[row.id, row.party, row.conflict] for row in rows],
        "aside": sum(not each.answered for each in result.set_aside),
        "missing": list(result.missing),
        "decided": any(not typed.is_empty for typed in decided.values()),
        "overtaken": {id_: each.now for id_, each in overtaken.items()},
        "documents": list(documents),
    }
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    contents = {path_of(found, number, name): data for name, data in made.items()}
    contents |= record_file(found, number, answers.record)
    contents[path_of(found, number, STATE)] = text.encode()
    write_all(inputs.year.workspace.root, contents)
    kept = keep(
        inputs.year,
        version=found.version,
        step=f"hoering {found.number} svar {number}",
        secretariat=network.secretariat,
    )
    return tuple(path_of(found, number, name) for name in made), kept


def consolidate(
    base: bytes,
    prepared: Prepared,
    merged: Merged,
    order: Sequence[str],
    secretariat: str,
    *,
    overtaken: Mapping[str, Overtaken] = _NONE,
) -> bytes:
    """Write all answers into the document that was sent out, each under its party.

    `base` is that document and `prepared` what was read from it; `order` is that of the
    network's organisations, and `secretariat` signs what is said about conflicts and about
    the rows that were `overtaken`. The same arguments always give the same bytes.
    """
    return redline(base, plan(prepared, merged, order, secretariat, overtaken))


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
    as_edits: bool = False,
) -> Collected:
    """Take in files and folders, and make the next set of ``svar/`` of all that came so far.

    `party` says whose they all are, and `as_edits` that they are edited copies, however
    little of the report is left in them; `say` words a problem for the sheet. What was
    decided in the set before is carried over. Where nothing new came, the set before stands.
    Raises what `kept_so_far` does, `NoRoundOpen`, `PartyUnknown`, and `InputFaults` where the
    inputs or the workbook of the set before have errors.
    """
    inputs, found = sole_open_round(year)
    decided = kept_so_far(year, found)
    reader = Reader()
    taking = taking_in(inputs, found, now, party, reader)
    taking.as_edits = as_edits
    listed, passed_over = expanded(paths)
    for path in listed:
        taking.file(path)
    told = (*passed_over, *taking.problems)
    return settle(inputs, found, taking.intake, say, decided, problems=told, reader=reader)


def attribute(
    year: Year,
    given: Mapping[int, str],
    now: dt.datetime,
    say: Callable[[Problem], str],
    *,
    as_edits: Collection[int] = (),
) -> Collected:
    """Take files in again that were received before, as the answers of those they are from.

    `given` has whose each is, and `as_edits` which of them are edited copies however little of
    the report is left in them, by the numbers of their receipts. Raises as `collect` does.
    """
    inputs, found = sole_open_round(year)
    decided = kept_so_far(year, found)
    reader = Reader()
    taking = taking_in(inputs, found, now, None, reader)
    taking.again(found, given, as_edits)
    return settle(
        inputs, found, taking.intake, say, decided, problems=taking.problems, reader=reader
    )


def read_anew(
    inputs: YearInputs,
    found: Round,
    receipts: Sequence[Numbered],
    now: dt.datetime,
    say: Callable[[Problem], str],
) -> Collected:
    """The next set of the same answers, in which other rows are found than the last set has."""
    return settle(inputs, found, Intake(found, receipts, now), say, kept_so_far(inputs.year, found))


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
    documents: tuple[int, ...] = ()
    last = intake.receipts[-1].number if intake.receipts else 0
    if before is not None and answer_sets.holds_decisions(found, before):
        old = [each for each in intake.receipts if each.number <= before.receipts]
        was = gathering.answers(old, number, conflicts) if before.receipts < last else answers
        rows, homeless, documents = _carried(decided, rows, was, before, say)
    told = (*inputs.problems, *problems, *damaged, *answers.result.problems, *homeless)
    other_rows = before and answer_sets.has_other_rows(before, [row.id for row in rows])
    if before is not None and before.receipts >= last and not other_rows:
        names = (answer_sets.SHEET, answer_sets.DOCUMENT, answer_sets.NOTE)
        paths = tuple(answer_sets.path_of(found, number, name) for name in names)
        if answers.record != recorded:
            answer_sets.write_record(found, number, answers.record)
        return Collected(replace(answers, number=number), rows, paths, told, intake.new)

    current = current_inputs(inputs, gathering.sent, answers.result)
    overtaken = rows_overtaken(answers.result, rows, current)
    rows = with_texts_shown(rows, overtaken, before.overtaken if before else {})
    paths, kept = make_set(
        answers,
        rows,
        last,
        inputs=inputs,
        now=intake.now,
        overtaken=overtaken,
        documents=documents,
    )
    return Collected(answers, rows, paths, (*told, *kept), intake.new)


def _carried(
    decided: DecidedSoFar,
    rows: Sequence[Row],
    was: RoundAnswers,
    before: answer_sets.Collection,
    say: Callable[[Problem], str],
) -> tuple[tuple[Row, ...], list[Problem], tuple[int, ...]]:
    """The rows with what was decided in the set `before`, and what found no row.

    `was` is what that set was made of. Comes with the sets in whose document somebody wrote
    something of their own.
    """
    typed = dict(decided.typed)
    documents = before.documents
    if decided.document is not None:
        done = decisions_of(decided.document, was.result)
        typed = with_document(typed, done.decisions)
        documents = (*documents, *((before.number,) if done.own else ()))
    carried, homeless = carry_over(typed, rows, rows_of(was.result, say))
    where = Location(answer_sets.path_of(was.round, before.number, answer_sets.SHEET).name)
    lost = [Problem("hearing-decision-homeless", where, {"id": id_}) for id_ in homeless]
    return carried, lost, documents


# Answers given otherwise: by telephone, at a meeting, in a mail that is not kept as a file.


def answer(
    year: Year,
    party: str,
    text: str | None,
    now: dt.datetime,
    say: Callable[[Problem], str],
    *,
    date: dt.date | None = None,
) -> Collected:
    """Record what a party answered; no `text` is that it has nothing to remark.

    `date` is the day it was answered, today unless given.

    The same answer given again is recorded once. Raises `NoRoundOpen`, `PartyUnknown`, and
    `InputFaults` where the inputs or the decisions so far have errors.
    """
    inputs, found = sole_open_round(year)
    decided = kept_so_far(year, found)
    name = party_named(party, [each.name for each in found.parties])
    sent_version(found)  # where it is damaged, nothing is taken in
    intake = Intake(found, read_receipts(found), now)
    intake.answer(name, text, date or now.date())
    return settle(inputs, found, intake, say, decided)
