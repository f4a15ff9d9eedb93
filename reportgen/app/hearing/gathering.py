"""From what lies in ``modtaget/`` to one result: every answer read, and all of them merged.

What an earlier collect found is taken from its record; only what came since is read.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from textwrap import shorten
from typing import TYPE_CHECKING

from reportgen.app.generate import read_sound
from reportgen.app.standing.commands import choice, quoted
from reportgen.app.year import YearInputs
from reportgen.hearing.base import prepare
from reportgen.hearing.model import BaseDocument, Returned
from reportgen.hearing.record import FileFindings, MergeRecord, key_of
from reportgen.hearing.responses import Ranks, Response, RoundResult, SetAside, Way, again
from reportgen.hearing.result import Comment, Conflict, Merged, name
from reportgen.layout.letters import Hearing
from reportgen.problems import Problem, Refusal
from reportgen.report.ledger import Ledger
from reportgen.workspace import files, versions
from reportgen.workspace.places import Year
from reportgen.workspace.received import Numbered, Receipt, content, current, set_aside
from reportgen.workspace.rounds import Round, open_round, sent_version

if TYPE_CHECKING:
    from reportgen.app.hearing.reading import AnswerReader
    from reportgen.word.read.returned import Reader


_SAID = 200
"""Characters of a mail that are told with why it was set aside."""


class NoRoundOpen(Refusal, code="round-none-open"):
    """No hearing round is open."""


def sole_open_round(year: Year) -> tuple[YearInputs, Round]:
    """The year, read, and its open round; raises `NoRoundOpen`."""
    inputs, rounds = read_sound(year)
    found = open_round(rounds)
    if found is None:
        raise NoRoundOpen()
    return inputs, found


@dataclass(frozen=True, slots=True)
class RoundAnswers:
    """A round, and everything that came back in it so far."""

    round: Round
    number: int
    """Of this collect: files of ``svar/`` carry it."""
    hearing: Hearing
    original: bytes
    """The document that was sent out, as it was made."""
    result: RoundResult
    record: MergeRecord
    """What was found in the files, to be kept."""


class Gathering:
    """Reads and merges what came back in a round, any number of times.

    `recorded` is what was found before; it is taken where all that it was made of is as it
    was. Raises `InputFaults` where what was sent out is gone or was altered.
    """

    def __init__(
        self,
        inputs: YearInputs,
        found: Round,
        recorded: MergeRecord | None = None,
        reader: Reader | None = None,
    ) -> None:
        self._inputs, self._round, self._reader = inputs, found, reader
        self.sent, self._original = sent_version(found)
        prose = sorted(inputs.outline.prose_sections)
        self._parties = [party.name for party in found.parties]
        year, blocks = inputs.year, versions.blocks_of(self.sent)
        sent = (year.network, year.year, found.number, found.version, self.sent.sha256)
        self._key = key_of(sent, blocks, prose, self._parties)
        self._recorded = recorded if recorded and self._is_current(recorded) else None
        if self._recorded is None:
            from reportgen.app.hearing.reading import base_document

            base = base_document(self.sent, self._original, prose, reader)
        else:
            kept = self._recorded
            base = BaseDocument(
                kept.paragraphs, blocks, kept.remarks, frozenset(prose), kept.objects
            )
        self._prepared = prepare(base)

    def _is_current(self, recorded: MergeRecord) -> bool:
        """Whether a record was made of what was sent out, and of the versions there are."""
        asked = (each.earlier for each in recorded.files if each.earlier is not None)
        return recorded.key == self._key and all(
            each.sha256 == versions.digest_of(self._inputs.year, each.version, each.fold)
            for each in asked
        )

    @cached_property
    def answer_reader(self) -> AnswerReader:
        """What reads the files that no record tells of."""
        from reportgen.app.hearing.reading import AnswerReader

        year = self._inputs.year
        return AnswerReader(year, self._round, self._prepared, self._original, self._reader)

    def answers(
        self, receipts: Sequence[Numbered], number: int, earlier: Sequence[Conflict] = ()
    ) -> RoundAnswers:
        """Everything that came back, read and merged.

        `earlier` are the conflicts of the collect before, whose variants keep their numbers.
        Files are read one at a time. Raises `InputFaults` where one of them is gone or was
        altered.
        """
        counting = current(receipts)
        digests = tuple(each.sha256 for each in counting)
        kept = self._recorded if self._recorded and self._recorded.opens(digests) else None
        run = _Run(self, self._inputs, self._round, counting, kept.files if kept else ())
        if kept is not None and kept.receipts == digests:
            deque(run.answers(), maxlen=0)
            files_merged = kept.merged
        else:
            from reportgen.hearing.edits.merging import merge

            before = kept.merged if kept else None
            files_merged = merge(self._prepared, run.answers(), self._parties, earlier, before)
        said = sorted(run.comments, key=lambda comment: Ranks(self._parties).of(comment.party))
        merged = replace(files_merged, comments=(*files_merged.comments, *said))
        return RoundAnswers(
            round=self._round,
            number=number,
            hearing=hearing_of(self._inputs, self._round),
            original=self._original,
            result=RoundResult(
                prepared=self._prepared,
                merged=merged,
                responses=tuple(
                    run.responses(
                        self._parties,
                        merged,
                        Counter(comment.party for comment in merged.comments),
                    )
                ),
                set_aside=tuple(run.set_aside),
                problems=tuple(run.problems),
            ),
            record=MergeRecord(
                key=self._key,
                receipts=digests,
                paragraphs=self._prepared.document.paragraphs,
                remarks=self._prepared.document.remarks,
                objects=self._prepared.document.objects,
                files=tuple(run.files),
                merged=files_merged,
            ),
        )


def hearing_of(inputs: YearInputs, found: Round) -> Hearing:
    """What the letters and the note of a round say of it."""
    return Hearing(
        network=inputs.material.network,
        year=inputs.year.year,
        number=found.number,
        parties=tuple(party.name for party in found.parties),
        version=found.version,
        sent=found.opened.date(),
        deadline=found.deadline,
        per_party=found.per_party,
    )


@dataclass(slots=True)
class _FromParty:
    """What came of one party so far."""

    documents: list[tuple[str, Receipt]] = field(default_factory=list)
    """Name of each answer, as ``Holbæk Kommune (2)``, and what it came in."""
    words: list[Receipt] = field(default_factory=list)


class _Run:
    """One run over the receipts; `known` is what was found in files before."""

    def __init__(
        self,
        gathering: Gathering,
        inputs: YearInputs,
        found: Round,
        receipts: Sequence[Numbered],
        known: Sequence[FileFindings],
    ) -> None:
        self._gathering, self._inputs, self._round = gathering, inputs, found
        self._receipts = receipts
        self._known = {each.receipt: each for each in known}
        self.files: list[FileFindings] = []
        self.comments: list[Comment] = []
        """What was said in words: in mails, otherwise, and of earlier versions."""
        self.set_aside: list[SetAside] = []
        self.problems: list[Problem] = []
        self._of: dict[str, _FromParty] = {}

    def answers(self) -> Iterator[Returned]:
        """Every edited copy that has to be read; what else came is noted on the way."""
        for each in self._receipts:
            receipt = each.receipt
            if receipt.aside:
                self._aside(receipt, receipt.aside)
            elif receipt.file and not receipt.is_document and not receipt.said:
                self._silent_mail(receipt)
            elif receipt.is_document:
                yield from self._document(each)
            elif receipt.party is None:
                self._unattributed(receipt)
            else:
                self._words(receipt, receipt.party)

    def _document(self, each: Numbered) -> Iterator[Returned]:
        receipt = each.receipt
        of_party = self._of.setdefault(receipt.party, _FromParty()) if receipt.party else None
        called = again(receipt.party or "", len(of_party.documents) + 1) if of_party else ""
        if (findings := self._known.get(each.number)) is not None:
            content(self._round, receipt)
            answer = None
        else:
            findings, answer = self._gathering.answer_reader.read(each, called)
        self.files.append(findings)
        self.problems += findings.problems
        self.comments += findings.comments
        if findings.set_aside is not None:
            self.set_aside.append(findings.set_aside)
            if findings.set_aside.answered and of_party:
                of_party.words.append(receipt)
        elif of_party is None:
            self._unattributed(receipt)
        else:
            of_party.documents.append((called, receipt))
            if answer is not None:
                yield answer

    def _unattributed(self, receipt: Receipt) -> None:
        named = len(receipt.hints) == 1
        self._aside(receipt, "received-named" if named else "received-unattributed")

    def _aside(self, receipt: Receipt, code: str) -> None:
        """A file that is in no answer, with the command that takes it in after all."""
        year, received = self._inputs.year, self._round.received
        path = quoted(year.workspace.relative(received / (receipt.file or "")))
        said = " ".join((receipt.said or receipt.whole or "–").split())
        party = receipt.party or (receipt.hints[0] if receipt.hints else "")
        values: dict[str, object] = {
            "sender": f" ({receipt.sender})" if receipt.sender else "",
            "said": shorten(said, _SAID, placeholder=" …"),
            "party": party or "–",
            "named": receipt.hints[-1] if receipt.hints else "–",
            "quoted": quoted(party) if party else "…",
            "year": year.year,
            "which": choice(year),
            "path": path,
        }
        self.set_aside.append(set_aside(receipt, code, **values))

    def _silent_mail(self, receipt: Receipt) -> None:
        """A mail without words: the cover of what hangs on it, else nobody's answer yet."""
        if any(each.receipt.mail == receipt.file for each in self._receipts):
            return
        from reportgen.sources.mail import read_mail

        mail, told = read_mail(content(self._round, receipt), receipt.file or "")
        known = {each.receipt.digest for each in self._receipts}
        hanging = {files.digest(attached.data) for attached in mail.attachments} if mail else set()
        if mail is None:
            self.set_aside.append(set_aside(receipt, told[-1]))
        elif not hanging <= known:
            self.set_aside.append(set_aside(receipt, "mail-nested"))
        elif not hanging:
            self._aside(receipt, "mail-no-words" if mail.whole else "mail-empty")

    def _words(self, receipt: Receipt, party: str) -> None:
        self._of.setdefault(party, _FromParty()).words.append(receipt)
        if not receipt.said or receipt.nothing:
            return
        from reportgen.sources.mail import says_nothing

        if not says_nothing(receipt.said):
            self.comments.append(
                Comment(
                    id=name("", "svar", "said", party, receipt.said, receipt.date),
                    party=party,
                    author=receipt.sender or "",
                    date=receipt.date or "",
                    section="",
                    block="",
                    text=receipt.said,
                )
            )

    def responses(
        self, parties: Sequence[str], merged: Merged, comments: Mapping[str, int]
    ) -> Iterator[Response]:
        """What every party answered, in their order; `comments` counts each answer's."""
        ledgers = {account.party: account.ledger for account in merged.accounts}
        for party in parties:
            from_party = self._of.get(party, _FromParty())
            if not from_party.documents:
                yield _in_words(party, from_party.words, comments.get(party, 0))
            for called, receipt in from_party.documents:
                made, wrote = merged.counts.get(called, 0), comments.get(called, 0)
                ledger = ledgers.get(called, Ledger())
                differs = made or wrote or ledger.understood or not ledger.is_clear
                yield Response(
                    party=called,
                    way=Way.DOCUMENT if differs else Way.UNCHANGED,
                    date=_date(receipt),
                    is_dated=receipt.date is not None,
                    files=tuple(f for f in (receipt.file, receipt.mail) if f),
                    known_by=receipt.known_by or "",
                    edits=made,
                    comments=wrote,
                    ledger=ledger,
                )


def _in_words(party: str, words: Sequence[Receipt], comments: int) -> Response:
    if not words:
        return Response(party, Way.MISSING)
    last = words[-1]
    return Response(
        party=party,
        way=Way.TEXT if comments else Way.NONE,
        date=_date(last),
        is_dated=last.date is not None,
        files=tuple(dict.fromkeys(receipt.file for receipt in words if receipt.file)),
        known_by=last.known_by or "",
        comments=comments,
        ledger=sum((receipt.ledger for receipt in words), Ledger()),
    )


def _date(receipt: Receipt) -> str:
    return (receipt.date or receipt.received.isoformat())[:10]
