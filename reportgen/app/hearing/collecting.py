"""Reading what came back: taken in byte for byte, told apart, merged, laid ready to decide on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from reportgen.app.archiving import keep
from reportgen.app.generate import read_sound
from reportgen.app.hearing import answer_files
from reportgen.app.hearing.answer_files import decisions_in_word
from reportgen.app.hearing.attribution import Attribution, Knowing, party_named
from reportgen.app.hearing.gathering import gather
from reportgen.app.hearing.results import RoundResult
from reportgen.app.hearing.soundness import refuse_unreadable
from reportgen.app.year import YearInputs
from reportgen.hearing.decisions.rows import Row, carry_over
from reportgen.problems import Location, Problem, Refusal
from reportgen.sources.mail import SUFFIXES, Attachment, Mail, read_mail, says_nothing
from reportgen.word.read.returned import Reader
from reportgen.workspace import answer_sets, files
from reportgen.workspace.names import legible
from reportgen.workspace.places import Year
from reportgen.workspace.received import (
    GIVEN,
    MAIL,
    MARK,
    Intake,
    Numbered,
    expanded,
    read_receipts,
)
from reportgen.workspace.rounds import Round, open_round, sent_version

_DEEPEST = 5
"""Mails inside one another that are opened; people forward, but not further than this."""


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
    refuse_unreadable(found)
    given = party_named(party, [p.name for p in found.parties]) if party else None
    receipts = read_receipts(found)
    listed, passed_over = expanded(paths)
    record, original = sent_version(found)
    reader = Reader()
    sent, _ = reader.read(original, record.file)
    ours = (*(sent.signed if sent else ()), inputs.material.network.secretariat.organisation)
    knowing = Knowing([p.name for p in found.parties], inputs.workbook.members, ours, reader)
    taking = _Taking(Intake(found, receipts, now), knowing, given, list(passed_over))
    for path in listed:
        taking.file(path)
    return settle(inputs, found, taking.intake, say, taking.problems, reader=reader)


def settle(
    inputs: YearInputs,
    found: Round,
    intake: Intake,
    say: Callable[[Problem], str],
    problems: Sequence[Problem] = (),
    *,
    reader: Reader | None = None,
) -> Collected:
    """Make the next set of everything that was taken in, unless the last one has it all."""
    before = answer_sets.latest(found)
    result, rows, homeless = _together(
        inputs, found, intake.receipts, before, say, reader=reader or Reader()
    )
    said = (*inputs.problems, *problems, *result.problems, *homeless)
    last = intake.receipts[-1].number if intake.receipts else 0
    if before is not None and before.receipts >= last:
        again = replace(result, number=before.number)
        names = (answer_sets.SHEET, answer_sets.DOCUMENT, answer_sets.NOTE)
        paths = tuple(answer_sets.path_of(found, before.number, name) for name in names)
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
    before: answer_sets.Collection | None,
    say: Callable[[Problem], str],
    *,
    reader: Reader,
) -> tuple[RoundResult, tuple[Row, ...], list[Problem]]:
    """Everything that came so far, with what was decided of it so far."""
    earlier = before.conflicts if before else ()
    number = (before.number if before else 0) + 1
    result = gather(inputs, found, receipts, number, earlier, reader=reader)
    rows = answer_files.rows_of(result, say)
    if before is None or not answer_sets.holds_decisions(found, before):
        return result, rows, []
    old = [each for each in receipts if each.number <= before.receipts]
    was = gather(inputs, found, old, before.number, earlier, reader=reader)
    old_rows = answer_files.rows_of(was, say)
    typed = answer_files.typed_in(found, before.number, old_rows)
    in_word = decisions_in_word(found, before, was)
    for id_, decided in in_word.items():
        if id_ not in typed or typed[id_].outcome is None:
            words = typed.get(id_, decided)
            typed[id_] = replace(decided, assessment=words.assessment, reason=words.reason)
    rows, homeless = carry_over(typed, rows, old_rows)
    where = Location(answer_sets.path_of(found, before.number, answer_sets.SHEET).name)
    lost = [Problem("hearing-decision-homeless", where, {"id": id_}) for id_ in homeless]
    return result, rows, lost


@dataclass(frozen=True, slots=True)
class _Cover:
    """The mail that something hangs on."""

    file: str = ""
    """Its name in ``modtaget/``."""
    sender: str = ""
    date: str = ""


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
        name = legible(path.name)
        if data is None:
            self.problems.append(Problem("file-missing", Location(name), {"path": str(path)}))
        else:
            self._take(name, data, ())

    def _take(self, name: str, data: bytes, within: Sequence[_Cover]) -> None:
        """Take in a file that hangs on the mails `within` one another, the outermost first."""
        if PurePath(name).suffix.casefold() in SUFFIXES:
            self._mail(name, data, within)
        else:
            self._document(name, data, within)

    def _mail(self, name: str, data: bytes, within: Sequence[_Cover]) -> None:
        mail: Mail | None = None
        if len(within) < _DEEPEST:
            mail, problems = read_mail(data, name)
            self.problems += problems
        sender = self._known_sender(mail.sender if mail else "", within)
        whose = self._of_mail(mail, sender)
        if self._is_known(name, data, whose.party):
            return
        text = mail.text if mail else ""
        corrected = self.given is not None and bool(self.intake.parties(data))
        kept = self.intake.file(
            name,
            data,
            party=whose.party,
            known_by=whose.known_by,
            mail=within[-1].file if within else None,
            sender=sender or None,
            date=mail.date or None if mail else None,
            said=text or None,
            nothing=bool(text) and says_nothing(text),
        )
        if mail is not None:
            cover = _Cover(kept, sender, mail.date)
            for attached in mail.attachments:
                if corrected and self._stays(attached):
                    continue
                self._take(legible(attached.name), attached.data, (*within, cover))

    def _stays(self, attached: Attachment) -> bool:
        """Whether it is as it was when a mail's own party is corrected: it has one, or a sender."""
        is_mail = PurePath(attached.name).suffix.casefold() in SUFFIXES
        return is_mail or any(self.intake.parties(attached.data))

    def _of_mail(self, mail: Mail | None, sender: str) -> Attribution:
        """Whose a mail is: its sender's, else that of the one party whose copy hangs on it."""
        if self.given is not None:
            return Attribution(self.given, GIVEN)
        if party := self.knowing.of_mail(sender):
            return Attribution(party, MAIL)
        hanging = mail.attachments if mail else ()
        marked = {self.knowing.of_file(each.name, each.data, None, None) for each in hanging}
        marked = {each for each in marked if each.known_by == MARK}
        return marked.pop() if len(marked) == 1 else Attribution()

    def _known_sender(self, sender: str, within: Sequence[_Cover]) -> str:
        """Who sent a mail, or passed it on: the innermost that is known, else who wrote it."""
        passed_on = [cover.sender for cover in reversed(within)]
        known = (one for one in (sender, *passed_on) if self.knowing.of_mail(one))
        return next(known, sender or next(filter(None, passed_on), ""))

    def _document(self, name: str, data: bytes, within: Sequence[_Cover]) -> None:
        cover = within[-1] if within else _Cover()
        whose = self.knowing.of_file(name, data, self.given, cover.sender)
        if self._is_known(name, data, whose.party):
            return
        self.intake.file(
            name,
            data,
            party=whose.party,
            known_by=whose.known_by,
            mail=cover.file or None,
            sender=cover.sender or None,
            date=cover.date or None,
        )

    def _is_known(self, name: str, data: bytes, party: str | None) -> bool:
        if not self.intake.knows(data, party):
            return False
        self.problems.append(Problem("received-already", Location(name), {"party": party or "–"}))
        return True
