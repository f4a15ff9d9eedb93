"""Answers that come after their round is closed: kept, compared with what was sent, and listed.

No decision is asked for and no text is changed. They lie in the round that they belong to, so
that no later round takes them in; what is to be met of them is written into the latest version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from reportgen.app.archiving import keep
from reportgen.app.generate import read_sound
from reportgen.app.hearing.answering import late_files
from reportgen.app.hearing.attributing import mark_of, party_named
from reportgen.app.hearing.gathering import Gathering, NoRoundOpen, RoundAnswers
from reportgen.app.hearing.intake import Taking, taking_in
from reportgen.app.year import YearInputs
from reportgen.hearing.consolidated.plan import plan
from reportgen.hearing.responses import Way
from reportgen.problems import Location, Problem
from reportgen.sources.mail import SUFFIXES, read_mail
from reportgen.word.read.returned import Reader
from reportgen.word.revisions.redline.document import redline
from reportgen.workspace import answer_sets, files, versions
from reportgen.workspace.party_answers import answers_of
from reportgen.workspace.places import Year
from reportgen.workspace.received import Intake, expanded, read_receipts
from reportgen.workspace.rounds import Round, sent_version
from reportgen.workspace.together import write_all


@dataclass(frozen=True, slots=True)
class LateAnswers:
    """Everything that came after one round was closed."""

    answers: RoundAnswers
    path: Path | None
    """The document that was sent out with all of it; None where nothing was answered."""
    problems: tuple[Problem, ...]
    new: int
    """How many files and answers were taken in that were not there before."""
    letters: tuple[Path, ...] = ()
    """The answers to those it came from, each a document and the draft of its mail."""


def collect_late(
    year: Year,
    paths: Sequence[Path],
    now: dt.datetime,
    *,
    party: str | None = None,
    as_edits: bool = False,
) -> tuple[LateAnswers, ...]:
    """Take files and folders in where no round is open, each in the round it was sent out in.

    `party` and `as_edits` are as in `collect`. What does not say in which round it was sent out
    belongs to the latest one. Raises `NoRoundOpen` where there never was one, `PartyUnknown`,
    and `InputFaults` where the inputs, or what was sent or received before, have errors.
    """
    inputs, rounds = _closed(year)
    listed, passed_over = expanded(paths)
    reader = Reader()
    takings: dict[int, tuple[Round, Taking]] = {}
    for path in listed:
        found = _round_of(path, rounds)
        if found.number not in takings:
            taking = taking_in(inputs, found, now, party, reader)
            taking.as_edits = as_edits
            takings[found.number] = found, taking
        takings[found.number][1].file(path)
    late = [
        _answers(inputs, found, taking.intake, taking.problems, reader)
        for found, taking in takings.values()
    ]
    if not late:
        found = rounds[-1]
        late.append(_answers(inputs, found, taking_in(inputs, found, now).intake, ()))
    first, *others = late
    told = (*passed_over, *first.problems)
    return (replace(first, problems=told), *others)


def attribute_late(
    year: Year, given: Mapping[int, str], now: dt.datetime, *, as_edits: Collection[int] = ()
) -> tuple[LateAnswers, ...]:
    """Take files in again that came after the latest round was closed, of those they are from.

    `given` and `as_edits` are as in `attribute`; raises as `collect_late` does.
    """
    inputs, rounds = _closed(year)
    found = rounds[-1]
    reader = Reader()
    taking = taking_in(inputs, found, now, None, reader)
    taking.again(found, given, as_edits)
    return (_answers(inputs, found, taking.intake, taking.problems, reader),)


def answer_late(
    year: Year, party: str, text: str | None, now: dt.datetime, *, date: dt.date | None = None
) -> tuple[LateAnswers, ...]:
    """Record what a party answered after the latest round was closed; raises as `collect_late`."""
    inputs, rounds = _closed(year)
    found = rounds[-1]
    name = party_named(party, [each.name for each in found.parties])
    sent_version(found)  # where it is damaged, nothing is taken in
    intake = Intake(found, read_receipts(found), now)
    intake.answer(name, text, date or now.date())
    return (_answers(inputs, found, intake, ()),)


def _closed(year: Year) -> tuple[YearInputs, tuple[Round, ...]]:
    inputs, rounds = read_sound(year)
    if not rounds:
        raise NoRoundOpen()
    return inputs, rounds


def _answers(
    inputs: YearInputs,
    found: Round,
    intake: Intake,
    problems: Sequence[Problem],
    reader: Reader | None = None,
) -> LateAnswers:
    """Read what came after a round was closed, and lay it in the document that was sent out."""
    late = answer_sets.since_latest(found, intake.receipts)
    answers = Gathering(inputs, found, None, reader).answers(late, 0)
    came = [each for each in answers.result.responses if each.way is not Way.MISSING]
    path = _document(answers, late[-1].number) if came else None
    told = [
        Problem(
            "received-late" if each.edits or each.comments else "received-late-nothing",
            Location(each.files[0] if each.files else ""),
            {
                "party": each.party,
                "round": found.number,
                "edits": each.edits,
                "comments": each.comments,
                "document": inputs.year.workspace.relative(path) if path else "–",
            },
        )
        for each in came
    ]
    letters = _letters(inputs, answers, intake)
    latest = versions.latest(inputs.year)
    kept: tuple[Problem, ...] = ()
    if intake.new:
        kept = keep(
            inputs.year,
            version=latest.version if latest else found.version,
            step=f"hoering {found.number} kommet for sent {late[-1].number:03d}",
            secretariat=inputs.material.network.secretariat,
        )
    faults = (*inputs.problems, *problems, *answers.result.problems, *told, *kept)
    return LateAnswers(answers, path, faults, intake.new, letters)


def _letters(inputs: YearInputs, answers: RoundAnswers, intake: Intake) -> tuple[Path, ...]:
    """Answer those that something came from now, and whom a broken-off run did not answer."""
    year, found = inputs.year, answers.round
    new = intake.receipts[len(intake.receipts) - intake.new :]
    parties = {each.receipt.party for each in new if each.receipt.party}
    answered: dict[str, str] = {}
    for party, path in answers_of(year, found):
        answered[party] = max(answered.get(party, ""), path.name)
    parties |= {
        receipt.party
        for receipt in answer_sets.late(found)
        if receipt.party and answered.get(receipt.party, "") < f"{receipt.received:%Y%m%d}"
    }
    made = late_files(inputs, answers, parties, intake.now.date())
    write_all(year.workspace.root, made)
    return tuple(made)


def _document(answers: RoundAnswers, last: int) -> Path:
    """The document that was sent out with every late answer in it, each under its party.

    `last` is the number of the last receipt; what is there already stays as it is.
    """
    path = answers.round.answers / f"{last:03d}_{answer_sets.LATE_DOCUMENT}"
    if not path.exists():
        network, result = answers.hearing.network, answers.result
        secretariat = network.secretariat.organisation
        planned = plan(result.prepared, result.merged, network.organisations, secretariat)
        files.write(path, redline(answers.original, planned))
    return path


def _round_of(path: Path, rounds: Sequence[Round]) -> Round:
    """The round that a file was sent out in, or the copy that hangs on a mail."""
    if len(rounds) == 1:
        return rounds[0]
    data = files.tried(path, named=True)[0] or b""
    copies = [data]
    if PurePath(path.name).suffix.casefold() in SUFFIXES:
        mail, _ = read_mail(data, path.name)
        copies = [attached.data for attached in mail.attachments] if mail else []
    marks = (mark_of(copy) for copy in copies)
    numbers = {mark.round for mark in marks if mark is not None}
    return next((each for each in rounds if each.number in numbers), rounds[-1])
