"""Taking in what came back: every file and mail byte for byte, each with what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePath

from reportgen.app.hearing.attributing import Attributing, Attribution, party_named
from reportgen.app.year import YearInputs
from reportgen.hearing.naming import other_year
from reportgen.problems import Location, Problem, limits
from reportgen.report.wording.characters import legible_name
from reportgen.sources.mail import SUFFIXES, Attachment, Automatic, Mail, read_mail, says_nothing
from reportgen.word.read.returned import Reader
from reportgen.workspace import files
from reportgen.workspace.received import (
    BY_PROGRAM,
    GIVEN,
    MAIL,
    MARK,
    NAME,
    OTHER_YEAR,
    OTHER_YEARS_FILE,
    Intake,
    read_receipts,
)
from reportgen.workspace.rounds import Round, own_names, sent_version


@dataclass(frozen=True, slots=True)
class _Cover:
    """The mail that something hangs on."""

    file: str = ""
    """Its name in ``modtaget/``."""
    sender: str = ""
    date: str = ""
    automatic: Automatic | None = None
    is_ours: bool = False
    """Whether what hangs on it lies in a mail that we sent."""
    other_year: bool = False
    """Whether it is about the report of another year."""


@dataclass
class Taking:
    """Takes files in, one by one; `given` is whose they all are, where a person said so."""

    intake: Intake
    attributing: Attributing
    given: str | None
    year: int
    """Of the report that is heard."""
    as_edits: bool = False
    """Whether a person said that they are edited copies, however little is left in them."""
    problems: list[Problem] = field(default_factory=list)

    def file(self, path: Path, called: str = "") -> None:
        """Take in one file: a mail with what hangs on it, or anything else.

        `called` is what it was called where that is not the name it has there.
        """
        data, problems = files.tried(path, named=True)
        name = legible_name(called or path.name)
        if data is None:
            missing = Problem("file-missing", Location(name), {"path": str(path)})
            self.problems += problems or (missing,)
        else:
            self._take(name, data, ())
            self.intake.write()

    def again(self, found: Round, given: Mapping[int, str], as_edits: Collection[int]) -> None:
        """Take files in again that were received before in `found`, with whose each is.

        They are named by the numbers of their receipts. One that a mail taken in before it
        carries is not told to have been there. Raises `PartyUnknown` before any is taken in.
        """
        parties = [each.name for each in found.parties]
        named = {number: party_named(party, parties) for number, party in given.items()}
        for each in tuple(self.intake.receipts):
            if each.number in named and each.receipt.file:
                self.given, self.as_edits = named[each.number], each.number in as_edits
                self.file(found.received / each.receipt.file, each.receipt.name or "")
        self.problems = [each for each in self.problems if each.code != "received-already"]

    def _take(self, name: str, data: bytes, within: Sequence[_Cover]) -> None:
        """Take in a file that hangs on the mails `within` one another, the outermost first."""
        if PurePath(name).suffix.casefold() in SUFFIXES:
            self._mail(name, data, within)
        else:
            self._document(name, data, within)

    def _mail(self, name: str, data: bytes, within: Sequence[_Cover]) -> None:
        mail: Mail | None = None
        if len(within) < limits.DEEPEST_MAIL:
            mail, problems = read_mail(data, name)
            self.problems += problems
        sender = self._known_sender(mail.sender if mail else "", within)
        if mail is not None and within and self._is_ours(mail, within[-1]):
            # It lies in the mail that it hangs on, which is kept.
            self._hanging(mail, replace(within[-1], is_ours=True), within)
            return
        whose = self._of_mail(name, mail, sender)
        if self._is_known(name, data, whose):
            return
        text = mail.text if mail else ""
        corrected = self.given is not None and bool(self.intake.parties(data))
        kept = self.intake.file(
            name,
            data,
            party=whose.party,
            known_by=whose.known_by,
            aside=whose.aside,
            hints=whose.hints,
            mail=within[-1].file if within else None,
            sender=sender or None,
            date=mail.date or None if mail else None,
            said=text or None,
            whole=mail.whole if mail and mail.whole != text else None,
            nothing=bool(text) and says_nothing(text),
            **_parts(mail),
        )
        if mail is not None:
            of_other_year = whose.aside == OTHER_YEAR
            cover = _Cover(
                kept, sender, mail.date, automatic=mail.automatic, other_year=of_other_year
            )
            self._hanging(mail, cover, within, corrected=corrected)

    def _is_ours(self, mail: Mail, cover: _Cover) -> bool:
        """Whether a mail that hangs on another is the one that we sent, and that it answers."""
        replied = cover.automatic in {Automatic.REPLY, Automatic.REPORT}
        return replied or self.attributing.is_secretariat(mail.sender)

    def _hanging(
        self, mail: Mail, cover: _Cover, within: Sequence[_Cover], *, corrected: bool = False
    ) -> None:
        """Take in what hangs on a mail."""
        for attached in mail.attachments:
            if not (corrected and self._stays(attached)):
                self._take(legible_name(attached.name), attached.data, (*within, cover))

    def _stays(self, attached: Attachment) -> bool:
        """Whether it is as it was when a mail's own party is corrected: it has one, or a sender."""
        is_mail = PurePath(attached.name).suffix.casefold() in SUFFIXES
        return is_mail or any(self.intake.parties(attached.data))

    def _of_mail(self, name: str, mail: Mail | None, sender: str) -> Attribution:
        """Whose a mail is, and whether it is an answer at all."""
        whose = self._whose_mail(name, mail, sender)
        if mail is None:
            return whose
        if mail.automatic in {Automatic.REPLY, Automatic.REPORT} or (
            mail.automatic is Automatic.CALENDAR and not mail.text and not mail.attachments
        ):
            assert mail.automatic is not None
            return replace(whose, aside=BY_PROGRAM[mail.automatic])
        names = (name, mail.subject, *(attached.name for attached in mail.attachments))
        if self.given is None and other_year(names, mail.text, self.year) is not None:
            return replace(whose, aside=OTHER_YEAR)
        return whose

    def _whose_mail(self, name: str, mail: Mail | None, sender: str) -> Attribution:
        """Its sender's, else that of the one party whose copy hangs on it."""
        if self.given is not None:
            return Attribution(self.given, GIVEN)
        if party := self.attributing.of_mail(sender):
            return Attribution(party, MAIL)
        hanging = mail.attachments if mail else ()
        marked = {self.attributing.of_file(each.name, each.data, None, None) for each in hanging}
        marked = {each for each in marked if each.known_by in {MARK, NAME}}
        if len({each.party for each in marked}) == 1:
            return marked.pop()
        subject = mail.subject if mail else ""
        return Attribution(hints=self.attributing.hinted(name) or self.attributing.hinted(subject))

    def _known_sender(self, sender: str, within: Sequence[_Cover]) -> str:
        """Who sent a mail, or passed it on: the innermost that is known, else who wrote it."""
        passed_on = [cover.sender for cover in reversed(within)]
        known = (one for one in (sender, *passed_on) if self.attributing.of_mail(one))
        return next(known, sender or next(filter(None, passed_on), ""))

    def _document(self, name: str, data: bytes, within: Sequence[_Cover]) -> None:
        cover = within[-1] if within else _Cover()
        if (cover.automatic or cover.is_ours) and files.digest(data) in self._sent:
            return  # our own copy, which came back with what we wrote
        whose = self.attributing.of_file(name, data, self.given, cover.sender)
        if whose.known_by not in {GIVEN, MARK, NAME} and not whose.aside:
            if cover.other_year:
                whose = replace(whose, aside=OTHER_YEAR)
            elif other_year((name,), "", self.year) is not None:
                whose = replace(whose, aside=OTHER_YEARS_FILE)
        is_new_as_edits = self.as_edits and not self.intake.knows_as_edits(data)
        if not is_new_as_edits and self._is_known(name, data, whose):
            return
        self.intake.file(
            name,
            data,
            party=whose.party,
            known_by=whose.known_by,
            aside=whose.aside,
            hints=whose.hints,
            mail=cover.file or None,
            sender=cover.sender or None,
            date=cover.date or None,
            as_edits=self.as_edits,
        )

    @cached_property
    def _sent(self) -> frozenset[str]:
        return self.intake.sent_digests()

    def _is_known(self, name: str, data: bytes, whose: Attribution) -> bool:
        if not self.intake.knows(data, whose.party, whose.aside):
            return False
        values = {"party": f" ({whose.party})" if whose.party else ""}
        self.problems.append(Problem("received-already", Location(name), values))
        return True


def _parts(mail: Mail | None) -> dict[str, object]:
    """What a mail consists of, for its receipt."""
    if mail is None:
        return {}
    ledger = mail.ledger
    return {
        "read": ledger.understood,
        "unread": tuple(map(str, ledger.set_aside)),
        "doubtful": tuple(map(str, ledger.doubtful)),
    }


def taking_in(
    inputs: YearInputs,
    found: Round,
    now: dt.datetime,
    party: str | None = None,
    reader: Reader | None = None,
) -> Taking:
    """What takes files in, in a round; `party` says whose they all are.

    Raises `PartyUnknown`, and `InputFaults` where what was sent or received is damaged.
    """
    parties = [each.name for each in found.parties]
    given = party_named(party, parties) if party else None
    intake = Intake(found, read_receipts(found), now)
    _, original = sent_version(found)
    attributing = Attributing(
        parties,
        inputs.workbook.members,
        inputs.material.network.secretariat,
        original,
        reader=reader or Reader(),
        named=own_names(found),
    )
    return Taking(intake, attributing, given, inputs.year.year)
