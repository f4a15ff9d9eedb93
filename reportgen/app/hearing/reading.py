"""What came back and is read: whether it is a copy, and what was done beside its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePath

from reportgen.app.standing.commands import choice, quoted
from reportgen.hearing.base import Prepared, prepare
from reportgen.hearing.edits.comments import comment_changes
from reportgen.hearing.edits.older import carried
from reportgen.hearing.model import BaseDocument, DocumentObject, Fact, FactKind, Returned
from reportgen.hearing.record import EarlierVersion, FileFindings
from reportgen.hearing.replaced import Replacement, replacement
from reportgen.hearing.resaved.undo import without_resaving
from reportgen.hearing.responses import SetAside
from reportgen.hearing.result import Comment, name
from reportgen.problems import Location, Problem, limits
from reportgen.sources.foreign_text import MORE, foreign_text
from reportgen.sources.mail import says_nothing
from reportgen.word.elements.identity import Identity
from reportgen.word.read.object_parts import ForeignText
from reportgen.word.read.returned import Reader, ReadFile
from reportgen.workspace import versions
from reportgen.workspace.places import Year
from reportgen.workspace.received import Numbered, Receipt, content, set_aside
from reportgen.workspace.rounds import Round
from reportgen.workspace.versions import Record


def as_before_saving(
    original: ReadFile | None, read: ReadFile
) -> tuple[ReadFile, tuple[Problem, ...]]:
    """A file that came back, without what another program did to it by saving; and that said."""
    if original is None:
        return read, ()
    resaved = without_resaving(original.document, read.document)
    if not resaved.done:
        return read, ()
    where = Location(read.document.file)
    done = {doing.value: count for doing, count in resaved.done.items()}
    problem = Problem("returned-resaved", where, {"done": done})
    return replace(read, document=resaved.returned), (problem,)


def with_foreign_texts(read: ReadFile, reader: Reader) -> Returned:
    """A file that came back, with the words of what it carries along in other formats."""
    if not read.foreign:
        return read.document
    texts = {
        digest: _foreign_text(foreign, reader)
        for digest, foreign in islice(read.foreign.items(), limits.MOST_CARRIED_TEXTS)
    }
    objects: list[DocumentObject] = []
    room = limits.MOST_CARRIED_CHARACTERS
    for each in read.document.objects:
        said = texts.get(each.fact(FactKind.CONTENT), "")
        if said and len(said) <= room:
            room -= len(said)
            objects.append(replace(each, facts=(Fact(FactKind.TEXT, said), *each.facts)))
        else:
            objects.append(each)
    return replace(read.document, objects=tuple(objects))


def _foreign_text(foreign: ForeignText, reader: Reader) -> str:
    """The words of a part in another format; empty where they cannot be read."""
    if not foreign.data.startswith(_ZIP):
        return foreign_text(foreign.content_type, foreign.data)
    inside, _ = reader.read(foreign.data, "")
    paragraphs = inside.document.paragraphs if inside is not None else ()
    text = "\n".join(para.plain.strip() for para in paragraphs if para.plain.strip())
    most = limits.MOST_CARRIED_TEXT_BYTES
    return text if len(text) <= most else f"{text[:most]}\n{MORE}"


_TELLING = 5
"""Words a paragraph needs for the report to be known by it."""
_OURS = 0.3
"""Share of such paragraphs that makes a file without any mark of ours the report."""
_WORD = frozenset({".docx", ".docm"})
_ZIP = b"PK\x03\x04"
_DOCUMENT = b"word/document"
_TNEF = b"\x78\x9f\x3e\x22"

_BY_SUFFIX = {
    **dict.fromkeys((".zip", ".7z", ".rar"), "received-packed"),
    **dict.fromkeys((".doc", ".dot", ".rtf", ".odt", ".pages", ".wps"), "received-other-format"),
    ".p7m": "received-encrypted",
    ".url": "received-link",
}


def is_word(name: str, data: bytes) -> bool:
    """Whether a file may be Word's own: by what it is called, or by what it holds."""
    if PurePath(name.strip()).suffix.casefold() in _WORD:
        return True
    return data.startswith(_ZIP) and _DOCUMENT in data


def why_unread(name: str, data: bytes) -> str | None:
    """Code of the problem that says why a file cannot be read as a copy; None where it can."""
    if not data:
        return "received-empty"
    if is_word(name, data):
        return None
    if data.startswith(_TNEF) or name.casefold().endswith("winmail.dat"):
        return "received-winmail"
    return _BY_SUFFIX.get(PurePath(name.strip()).suffix.casefold(), "received-not-word")


def base_document(
    record: Record, original: bytes, prose: Sequence[str] = (), reader: Reader | None = None
) -> BaseDocument:
    """A version as answers to it are compared with: its document, and its folded blocks.

    `prose` are the sections with a place for prose. Raises ValueError where the document
    cannot be read, which is never so for one the program made.
    """
    read, problems = (reader or Reader()).read(original, record.file)
    if read is None:
        raise ValueError(", ".join(problem.code for problem in problems))
    return BaseDocument(
        paragraphs=read.document.paragraphs,
        blocks=versions.blocks_of(record),
        remarks=read.document.remarks,
        prose=frozenset(prose),
        objects=read.document.objects,
    )


class AnswerReader:
    """Reads the files that came back in a round, one by one.

    `prepared` and `original` are what was sent out.
    """

    def __init__(
        self,
        year: Year,
        found: Round,
        prepared: Prepared,
        original: bytes,
        reader: Reader | None = None,
    ) -> None:
        self._year, self._round = year, found
        self._prepared, self._original = prepared, original
        self._reader = reader or Reader()

    def read(self, each: Numbered, answer: str) -> tuple[FileFindings, Returned | None]:
        """What there is to say of a file, and the answer in it.

        `answer` is what that is called, empty where nobody knows whose it is. A file that is
        no copy of this round's is set aside. Raises `InputFaults` where it is gone or was
        altered.
        """
        receipt = each.receipt
        file, data = receipt.file or "", content(self._round, receipt)
        if code := why_unread(file, data):
            return FileFindings(each.number, set_aside=set_aside(receipt, code)), None
        read, problems = self._reader.read(data, file)
        if read is None:
            aside = set_aside(receipt, problems[-1])
            return FileFindings(each.number, set_aside=aside), None
        earlier, version = self._earlier(read.identity)
        if why := self._why_not_ours(receipt, read, version is not None):
            return FileFindings(each.number, set_aside=why, earlier=earlier), None
        findings = FileFindings(each.number, answer, earlier=earlier, problems=problems)
        if not answer:
            return findings, None
        prepared, original = version or (self._prepared, self._original)
        read = self._reader.read(data, file, sent=original)[0] or read
        sent, _ = self._reader.read(original, "")
        read, resaved = as_before_saving(sent, read)
        findings = replace(findings, problems=(*findings.problems, *resaved))
        document = with_foreign_texts(read, self._reader)
        marked = comment_changes(prepared.document.remarks, document.remarks)
        remarks = (*document.remarks, *marked)
        document = replace(document, party=answer, file=file, remarks=remarks)
        if not receipt.as_edits and (instead := replacement(prepared, document)) is not None:
            return self._answered_in_words(receipt, findings, instead), None
        if earlier is None:
            return findings, document
        moved = carried(self._prepared, prepared, document)
        where = Problem("received-carried", Location(file), {"version": earlier.version})
        problems = (*findings.problems, where)
        return replace(findings, comments=moved.told, problems=problems), moved.returned

    def _answered_in_words(
        self, receipt: Receipt, findings: FileFindings, instead: Replacement
    ) -> FileFindings:
        """An answer that was written where the report stood: its words, and nothing deleted."""
        party, text = receipt.party or "", instead.text
        path = self._round.received / (receipt.file or "")
        values: dict[str, object] = {
            "gone": instead.gone,
            "all": instead.all,
            "party": quoted(party),
            "which": choice(self._year),
            "path": quoted(self._year.workspace.relative(path)),
        }
        nothing = says_nothing(text)
        said = [replace(comment, party=party) for comment in instead.comments]
        if text and not nothing:
            made = name("", "svar", "said", party, text, receipt.date)
            said.append(Comment(made, party, "", receipt.date or "", "", "", text))
        code = "replaced" if said else "replaced-nothing" if nothing else "emptied"
        aside = set_aside(receipt, f"received-{code}", **values)
        aside = replace(aside, answered=bool(said) or nothing)
        return replace(findings, set_aside=aside, comments=tuple(said))

    def _earlier(
        self, identity: Identity | None
    ) -> tuple[EarlierVersion | None, tuple[Prepared, bytes] | None]:
        """The earlier version that an answer was written in, and that version if it is there."""
        if identity is None or identity.version == self._round.version:
            return None, None
        made = versions.made_as(self._year, identity.version, identity.base)
        if made is None:
            return EarlierVersion(identity.version, identity.base), None
        record, original = made
        base = base_document(record, original, sorted(self._prepared.prose), self._reader)
        known = EarlierVersion(identity.version, identity.base, record.sha256)
        return known, (prepare(base), original)

    def _why_not_ours(
        self, receipt: Receipt, read: ReadFile, is_of_earlier: bool
    ) -> SetAside | None:
        """Why a file is no copy of what was sent out; None where it is one."""
        year, said, mark = self._year, read.identity, read.mark
        if said is not None and (said.network, said.year) != (year.network, year.year):
            values: dict[str, object] = {"network": said.network, "year": said.year}
            return set_aside(receipt, "received-other-report", **values)
        if mark is not None and mark.round != self._round.number:
            return set_aside(receipt, "received-other-round", round=mark.round)
        if said is not None and said.version != self._round.version and not is_of_earlier:
            values = {"version": said.version, "sent": self._round.version}
            return set_aside(receipt, "received-other-version", **values)
        if said is None and not self._shows_ours(read):
            return set_aside(receipt, "received-other-document")
        return None

    def _shows_ours(self, read: ReadFile) -> bool:
        """Whether a file without a mark is the report that was sent out."""
        there = {" ".join(para.plain.split()) for para in read.document.paragraphs}
        ours = {item.text for item in self._prepared.items if item.text.count(" ") >= _TELLING}
        anchored = sum(1 for para in read.document.paragraphs if para.anchors)
        known = len(ours & there) >= _OURS * len(ours) if ours else False
        return known or anchored >= _OURS * len(self._prepared.items)
