"""Reading what came back: taken in byte for byte, told apart, merged, laid ready to decide on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from reportgen.app.archiving import keep
from reportgen.app.generate import read_sound
from reportgen.app.hearing import answer_files
from reportgen.app.hearing.attribution import Knowing, party_named
from reportgen.app.hearing.gathering import gather
from reportgen.app.hearing.mail_in import SUFFIXES, read_mail, says_nothing
from reportgen.app.hearing.receiving import MAIL, Intake, Numbered, expanded, read_receipts
from reportgen.app.hearing.results import RoundResult
from reportgen.app.hearing.rounds import Round, open_round, sent_version
from reportgen.app.hearing.sheet import Row, carry_over
from reportgen.app.hearing.word_decisions import decisions_in_word
from reportgen.app.year import YearInputs
from reportgen.problems import Location, Problem, Refusal
from reportgen.word.returned import read_returned
from reportgen.workspace import files
from reportgen.workspace.places import Year

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp"})
"""What signatures bring along; the mail itself keeps them."""


class NoRoundOpen(Refusal):
    """No hearing round is open."""

    code = "round-none-open"


@dataclass(frozen=True, slots=True)
class Collected:
    """What `collect` did."""

    result: RoundResult
    rows: tuple[Row, ...]
    paths: tuple[Path, ...]
    """The files of ``svar/`` to work in."""
    problems: tuple[Problem, ...]
    new: int
    """How many files and answers were taken in that were not there before."""


def sole_open_round(year: Year) -> tuple[YearInputs, Round]:
    """The year, read, and its open round; raises `NoRoundOpen`."""
    inputs, rounds = read_sound(year)
    found = open_round(rounds)
    if found is None:
        raise NoRoundOpen()
    return inputs, found


def collect(
    year: Year,
    paths: Sequence[Path],
    now: dt.datetime,
    say: Callable[[Problem], str],
    *,
    party: str | None = None,
) -> Collected:
    """Take in files and folders, and make the next set of ``svar/`` of all that came so far.

    `party` says whose they all are; `say` words a problem for the sheet. What was typed in
    the set before is carried over. Where nothing new came, the set before stands. Raises
    `NoRoundOpen`, `PartyUnknown`, and `InputFaults` where the inputs or the workbook of the
    set before have errors.
    """
    inputs, found = sole_open_round(year)
    given = party_named(party, [p.name for p in found.parties]) if party else None
    receipts = read_receipts(found)
    listed, passed_over = expanded(paths)
    record, original = sent_version(found)
    sent, _ = read_returned(original, record.file)
    ours = (*(sent.signed if sent else ()), inputs.material.network.secretariat.organisation)
    knowing = Knowing([p.name for p in found.parties], inputs.workbook.members, ours)
    taking = _Taking(Intake(found, receipts, now), knowing, given, list(passed_over))
    for path in listed:
        taking.file(path)
    return settle(inputs, found, taking.intake, say, taking.problems)


def settle(
    inputs: YearInputs,
    found: Round,
    intake: Intake,
    say: Callable[[Problem], str],
    problems: Sequence[Problem] = (),
) -> Collected:
    """Make the next set of everything that was taken in, unless the last one has it all."""
    before = answer_files.latest(found)
    result, rows, homeless = _together(inputs, found, intake.receipts, before, say)
    said = (*inputs.problems, *problems, *result.problems, *homeless)
    last = intake.receipts[-1].number if intake.receipts else 0
    if before is not None and before.receipts >= last:
        again = replace(result, number=before.number)
        names = (answer_files.SHEET, answer_files.DOCUMENT, answer_files.NOTE)
        paths = tuple(answer_files.path_of(found, before.number, name) for name in names)
        return Collected(again, rows, paths, said, intake.new)
    paths = answer_files.make(result, rows, last, inputs.template, intake.now)
    kept = keep(
        inputs.year,
        version=found.version,
        step=f"hoering {found.number} svar {result.number}",
        secretariat=inputs.material.network.secretariat,
    )
    return Collected(result, rows, paths, (*said, *kept), intake.new)


def _together(
    inputs: YearInputs,
    found: Round,
    receipts: Sequence[Numbered],
    before: answer_files.Collection | None,
    say: Callable[[Problem], str],
) -> tuple[RoundResult, tuple[Row, ...], list[Problem]]:
    """Everything that came so far, with what was decided of it so far."""
    earlier = before.conflicts if before else ()
    result = gather(inputs, found, receipts, (before.number if before else 0) + 1, earlier)
    rows = answer_files.rows_of(result, say)
    if before is None or not answer_files.holds_decisions(found, before):
        return result, rows, []
    old = [each for each in receipts if each.number <= before.receipts]
    was = gather(inputs, found, old, before.number, earlier)
    old_rows = answer_files.rows_of(was, say)
    typed = answer_files.typed_in(found, before.number, old_rows)
    in_word = decisions_in_word(found, before, was)
    for id_, decided in in_word.items():
        if id_ not in typed or typed[id_].outcome is None:
            words = typed.get(id_, decided)
            typed[id_] = replace(decided, assessment=words.assessment, reason=words.reason)
    rows, homeless = carry_over(typed, rows, old_rows)
    where = Location(answer_files.path_of(found, before.number, answer_files.SHEET).name)
    lost = [Problem("hearing-decision-homeless", where, {"id": id_}) for id_ in homeless]
    return result, rows, lost


@dataclass(slots=True)
class _Taking:
    """Takes files in, one by one."""

    intake: Intake
    knowing: Knowing
    given: str | None
    problems: list[Problem] = field(default_factory=list)

    def file(self, path: Path) -> None:
        """Take in one file: a mail with what hangs on it, or anything else."""
        data = files.read(path)
        if data is None:
            self.problems.append(Problem("file-missing", Location(path.name), {"path": str(path)}))
        elif path.suffix.casefold() in SUFFIXES:
            self._mail(path.name, data)
        else:
            self._document(path.name, data)

    def _mail(self, name: str, data: bytes) -> None:
        mail, problems = read_mail(data, name)
        self.problems += problems
        party = self.given or (self.knowing.of_mail(mail.sender) if mail else None)
        if self._is_known(name, data, party):
            return
        attached = [
            (called, content)
            for called, content in (mail.attachments if mail else ())
            if PurePath(called).suffix.casefold() not in _PICTURES
        ]
        text = mail.text if mail else ""
        kept = self.intake.file(
            name,
            data,
            party=party,
            known_by=(MAIL if self.given is None else "angivet") if party else None,
            sender=mail.sender or None if mail else None,
            date=mail.date or None if mail else None,
            said=text or None,
            nothing=bool(text) and says_nothing(text),
        )
        for called, content in attached:
            self._document(
                called,
                content,
                mail=kept,
                sender=mail.sender if mail else "",
                date=mail.date if mail else "",
            )

    def _document(
        self, name: str, data: bytes, *, mail: str = "", sender: str = "", date: str = ""
    ) -> None:
        whose = self.knowing.of_file(name, data, self.given, sender)
        if self._is_known(name, data, whose.party):
            return
        self.intake.file(
            name,
            data,
            party=whose.party,
            known_by=whose.known_by,
            mail=mail or None,
            sender=sender or None,
            date=date or None,
        )

    def _is_known(self, name: str, data: bytes, party: str | None) -> bool:
        if not self.intake.knows(data, party):
            return False
        self.problems.append(Problem("received-already", Location(name), {"party": party or "–"}))
        return True
