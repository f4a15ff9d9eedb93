"""The answers to the parties of a round: a document and a mail draft for each that answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from reportgen.app.archiving import ArchivedYear
from reportgen.app.hearing.gathering import RoundAnswers
from reportgen.app.year import YearInputs, folded_with
from reportgen.hearing.base import Prepared
from reportgen.hearing.decisions.party_answers import (
    Decisions,
    PartyAnswer,
    Standing,
    party_answers,
    standings,
)
from reportgen.hearing.decisions.rows import Row, Typed, answer_rows
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.responses import RoundResult
from reportgen.layout.party_answer import Decided, answer_letter, answer_mail
from reportgen.problems import Refusal
from reportgen.report.model import Change
from reportgen.sources.mail.drafts import MailDraft, addresses, write_draft
from reportgen.word.write.letter import write_letter
from reportgen.workspace.party_answers import answer_paths, answers_of, folder_of
from reportgen.workspace.places import Year
from reportgen.workspace.received import BY_PROGRAM
from reportgen.workspace.rounds import Round
from reportgen.workspace.together import write_all


def decisions_of(
    inputs: YearInputs,
    rows: Sequence[Row],
    typed: Mapping[str, Typed],
    *,
    left: Collection[str],
    made: Iterable[str],
    changes: Sequence[Change],
    by_hand: Collection[str],
    prepared: Prepared,
) -> Decisions:
    """What was decided, with where it stands now.

    `prepared` is what was sent out. `left` are the rows that nobody decided; `made` are the
    rows of the first of `changes`, the entries of the new file, in their order. What was met of
    the edits `by_hand` has yet to be written in.
    """
    folded = folded_with(inputs, (*inputs.changes, *changes)) if changes else inputs.folded
    entries = (change.entry for change in changes)
    places = standings(prepared, folded, zip(made, entries, strict=False))
    for row in rows:
        is_met = typed.get(row.id, Typed()).outcome in {Outcome.YES, Outcome.PARTLY}
        if is_met and not frozenset(by_hand).isdisjoint(row.about):
            places[row.id] = Standing("", is_open=True)
    return Decisions(rows, typed, left, places, folded)


def answer_files(
    inputs: YearInputs, answers: RoundAnswers, decisions: Decisions, date: dt.date
) -> dict[Path, bytes]:
    """The documents and the drafts, by where they go; never where somebody's edited one lies."""
    parties = [party.name for party in answers.round.parties]
    made = party_answers(answers.result, decisions, parties, _sent_by_people(answers.result))
    return _files(inputs, answers, made, Decided(date), date)


def answers_there(year: Year, found: Round) -> tuple[Path, ...]:
    """The answers of a round that was applied; where the outputs lack them all, put back."""
    there = tuple(path for _, path in answers_of(year, found))
    if there:
        return there
    try:
        kept = ArchivedYear(year).below(folder_of(year, found))
    except Refusal:
        return ()
    write_all(year.workspace.root, kept)
    return tuple(kept)


def late_files(
    inputs: YearInputs, answers: RoundAnswers, parties: Collection[str], date: dt.date
) -> dict[Path, bytes]:
    """Those for what `parties` answered after the round was closed, of which nothing is decided."""
    found, result = answers.round, answers.result
    assert found.closing is not None  # it came after that
    rows = answer_rows(result.merged)
    nothing = Decisions(rows, {}, [row.id for row in rows], {})
    made = party_answers(result, nothing, [party.name for party in found.parties])
    decided = Decided(found.closing.closed.date(), before_it_came=True)
    wanted = [answer for answer in made if answer.party in parties]
    return _files(inputs, answers, wanted, decided, date)


def _files(
    inputs: YearInputs,
    answers: RoundAnswers,
    made: Iterable[PartyAnswer],
    decided: Decided,
    date: dt.date,
) -> dict[Path, bytes]:
    files: dict[Path, bytes] = {}
    for answer in made:
        files |= _files_for(inputs, answers, answer, decided, date)
    return files


def _files_for(
    inputs: YearInputs,
    answers: RoundAnswers,
    answer: PartyAnswer,
    decided: Decided,
    date: dt.date,
) -> dict[Path, bytes]:
    hearing = answers.hearing
    document = write_letter(inputs.template, answer_letter(hearing, answer, decided, date))
    subject, text = answer_mail(hearing, answer, decided)
    to = addresses(inputs.workbook.members, answer.party, date)

    def draft(name: str) -> bytes:
        return write_draft(MailDraft(to, subject, text, document, name))

    return answer_paths(
        inputs.year, answers.round, answer.party, date, document=document, draft=draft
    )


def _sent_by_people(result: RoundResult) -> frozenset[str]:
    """Files that were set aside, but for what a mail program wrote by itself."""
    programs = frozenset(BY_PROGRAM.values())
    return frozenset(each.id for each in result.set_aside if each.reason.code not in programs)
