"""From what lies in ``modtaget/`` to one result: every answer read, and all of them merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.app.hearing.reading import why_unread, with_asides
from reportgen.app.hearing.results import RoundResult, base_document
from reportgen.app.year import YearInputs
from reportgen.hearing.base import Prepared, prepare
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.edits.older import carried
from reportgen.hearing.model import Returned
from reportgen.hearing.responses import Ranks, Response, SetAside, Way, again
from reportgen.hearing.result import Comment, Conflict, name
from reportgen.problems import Location, Problem
from reportgen.sources.mail import read_mail, says_nothing
from reportgen.word.read.returned import Reader, ReadFile
from reportgen.workspace import files, versions
from reportgen.workspace.received import Numbered, Receipt, content, current
from reportgen.workspace.rounds import Round, sent_version

_TELLING = 5
"""Words a paragraph needs for the report to be known by it."""
_OURS = 0.3
"""Share of such paragraphs that makes a file without any mark of ours the report."""


def gather(
    inputs: YearInputs,
    found: Round,
    receipts: Sequence[Numbered],
    number: int,
    earlier: Sequence[Conflict] = (),
    *,
    reader: Reader | None = None,
) -> RoundResult:
    """Read and merge everything that came back.

    `earlier` are the conflicts of the collect before, whose variants keep their numbers.
    Files are read one at a time. Raises `InputFaults` where what was sent out or a file
    that came back is gone or was altered.
    """
    reader = reader or Reader()
    record, original = sent_version(found)
    prose = [section for section, tags in inputs.outline.tags.items() if "tekst" in tags]
    prepared = prepare(base_document(record, original, prose, reader))
    parties = [party.name for party in found.parties]
    at_work = _Gathering(inputs, found, prepared, original, current(receipts), reader)
    merged = merge(prepared, at_work.answers(), parties, earlier)
    said = sorted(at_work.comments, key=lambda comment: Ranks(parties).of(comment.party))
    merged = replace(merged, comments=(*merged.comments, *said))
    of_party = Counter(comment.party for comment in merged.comments)
    return RoundResult(
        round=found,
        number=number,
        network=inputs.material.network,
        year=inputs.year.year,
        record=record,
        original=original,
        prepared=prepared,
        merged=merged,
        responses=tuple(at_work.responses(parties, merged.counts, of_party)),
        set_aside=tuple(at_work.aside),
        problems=tuple(at_work.problems),
    )


@dataclass(slots=True)
class _Answered:
    """What came of one party so far."""

    documents: list[tuple[str, Receipt]] = field(default_factory=list)
    """Name of each answer, as ``Holbæk Kommune (2)``, and what it came in."""
    said: list[Receipt] = field(default_factory=list)


@dataclass(slots=True)
class _Gathering:
    """One run over the receipts."""

    inputs: YearInputs
    round: Round
    prepared: Prepared
    original: bytes
    receipts: Sequence[Numbered]
    reader: Reader
    comments: list[Comment] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _of: dict[str, _Answered] = field(default_factory=dict)

    def answers(self) -> Iterator[Returned]:
        """Every edited copy; what else came is noted on the way."""
        for each in self.receipts:
            receipt = each.receipt
            if receipt.file and not receipt.is_document and not receipt.said:
                self._silent(receipt)
            elif receipt.party is None:
                if not self._cannot_be_read(receipt):
                    self._unattributed(receipt)
            elif receipt.is_document:
                yield from self._document(receipt, receipt.party)
            else:
                self._words(each)

    def _unattributed(self, receipt: Receipt) -> None:
        path = self.inputs.year.workspace.relative(self.round.received / (receipt.file or ""))
        values = {"sender": receipt.sender or "–", "path": path}
        self._set_aside(receipt, "received-unattributed", **values)

    def _silent(self, receipt: Receipt) -> None:
        """A mail without words: the cover of what hangs on it, else nobody's answer yet."""
        if any(each.receipt.mail == receipt.file for each in self.receipts):
            return
        mail, _ = read_mail(content(self.round, receipt), receipt.file or "")
        known = {each.receipt.digest for each in self.receipts}
        hanging = [files.digest(attached.data) for attached in mail.attachments] if mail else []
        if mail is None:
            self._set_aside(receipt, "mail-unreadable")
        elif not set(hanging) <= known:
            self._set_aside(receipt, "mail-nested")
        elif not hanging:
            self._set_aside(receipt, "mail-empty")

    def _cannot_be_read(self, receipt: Receipt) -> bool:
        """Whether it does not matter whose it is, since it is no answer at all."""
        return receipt.is_document and self._read(receipt) is None

    def _document(self, receipt: Receipt, party: str) -> Iterator[Returned]:
        read = self._read(receipt)
        if read is None:
            return
        of_party = self._of.setdefault(party, _Answered())
        called = again(party, len(of_party.documents) + 1)
        of_party.documents.append((called, receipt))
        older = self._older(read)
        prepared, original = older or (self.prepared, self.original)
        document = with_asides(self.reader.read(original, "")[0], read)
        document = replace(document, party=called, file=receipt.file or "")
        if older is None:
            yield document
            return
        moved = carried(self.prepared, prepared, document)
        self.comments += moved.told
        where = Location(receipt.file or "")
        values = {"version": read.identity.version if read.identity else "–"}
        self.problems.append(Problem("received-carried", where, values))
        yield moved.returned

    def _older(self, read: ReadFile) -> tuple[Prepared, bytes] | None:
        """The earlier version that an answer was written in, where it was."""
        said = read.identity
        if said is None or said.version == self.round.version:
            return None
        year = self.inputs.year
        for record in versions.records(year):
            original = versions.original(year, record)
            if record.version == said.version and record.fold == said.base and original:
                sections = sorted(self.prepared.prose)
                return prepare(base_document(record, original, sections, self.reader)), original
        return None

    def _words(self, each: Numbered) -> None:
        receipt, party = each.receipt, each.receipt.party or ""
        of_party = self._of.setdefault(party, _Answered())
        of_party.said.append(receipt)
        if receipt.said and not receipt.nothing and not says_nothing(receipt.said):
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

    # Files

    def _read(self, receipt: Receipt) -> ReadFile | None:
        """The copy in a file; None where it is none of this round, which is set aside."""
        file = receipt.file or ""
        data = content(self.round, receipt)
        if code := why_unread(file, data):
            self._set_aside(receipt, code)
            return None
        read, problems = self.reader.read(data, file)
        if read is None:
            self.aside.append(SetAside(_named(receipt), file, problems[-1], receipt.party or ""))
            return None
        year = self.inputs.year
        said, mark = read.identity, read.mark
        if said is not None and (said.network, said.year) != (year.network, year.year):
            self._set_aside(receipt, "received-other-report", network=said.network, year=said.year)
        elif mark is not None and mark.round != self.round.number:
            self._set_aside(receipt, "received-other-round", round=mark.round)
        elif said is not None and said.version != self.round.version and not self._older(read):
            self._set_aside(
                receipt, "received-other-version", version=said.version, sent=self.round.version
            )
        elif said is None and not self._is_ours(read):
            self._set_aside(receipt, "received-other-document")
        else:
            self.problems += problems
            return read
        return None

    def _is_ours(self, read: ReadFile) -> bool:
        """Whether a file without a mark is the report that was sent out."""
        there = {" ".join(para.plain.split()) for para in read.document.paragraphs}
        ours = {item.text for item in self.prepared.items if item.text.count(" ") >= _TELLING}
        anchored = sum(1 for para in read.document.paragraphs if para.anchors)
        known = len(ours & there) >= _OURS * len(ours) if ours else False
        return known or anchored >= _OURS * len(self.prepared.items)

    def _set_aside(self, receipt: Receipt, code: str, **values: object) -> None:
        file = receipt.file or ""
        reason = Problem(code, Location(file), {"name": receipt.name or file, **values})
        self.aside.append(SetAside(_named(receipt), file, reason, receipt.party or ""))

    # Who answered

    def responses(
        self, parties: Sequence[str], edits: dict[str, int] | object, comments: Counter[str]
    ) -> Iterator[Response]:
        """What every party answered, in their order."""
        counted = dict(edits) if isinstance(edits, dict) else {}
        for party in parties:
            answered = self._of.get(party, _Answered())
            if not answered.documents:
                yield self._in_words(party, answered, comments[party])
            for called, receipt in answered.documents:
                made, said = counted.get(called, 0), comments[called]
                spoke = bool(made or said)
                yield Response(
                    party=called,
                    way=Way.DOCUMENT if spoke else Way.UNCHANGED,
                    date=_date(receipt),
                    files=tuple(f for f in (receipt.file, receipt.mail) if f),
                    known_by=receipt.known_by or "",
                    edits=made,
                    comments=said,
                )

    def _in_words(self, party: str, answered: _Answered, comments: int) -> Response:
        if not answered.said:
            return Response(party, Way.MISSING)
        last = answered.said[-1]
        return Response(
            party=party,
            way=Way.TEXT if comments else Way.NONE,
            date=_date(last),
            files=tuple(dict.fromkeys(r.file for r in answered.said if r.file)),
            known_by=last.known_by or "",
            comments=comments,
        )


def _date(receipt: Receipt) -> str:
    return (receipt.date or receipt.received.isoformat())[:10]


def _named(receipt: Receipt) -> str:
    return name("", "fil", "aside", receipt.digest)
