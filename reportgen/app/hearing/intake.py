"""Taking in what came back: every file and mail byte for byte, and whose answer it is.

Whose it is may be said, marked in the copy, told by who mailed it, or by who wrote in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath

from reportgen.app.hearing.reading import is_word
from reportgen.opc.package import BadPackage, Package
from reportgen.problems import Location, Problem, Refusal
from reportgen.report.inputs import Member
from reportgen.sources.mail import SUFFIXES, Attachment, Mail, read_mail, says_nothing
from reportgen.word.elements.identity import SentCopy, read_sent_copy
from reportgen.word.read.returned import Reader, ReadFile
from reportgen.workspace import files
from reportgen.workspace.names import legible
from reportgen.workspace.received import AUTHOR, GIVEN, MAIL, MARK, Intake

_DEEPEST = 5
"""Mails inside one another that are opened; people forward, but not further than this."""


class PartyUnknown(Refusal, code="party-unknown", exit_code=2):
    """The party that was named is not one of the round's."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose it is, and what told; no party where nothing did."""

    party: str | None = None
    known_by: str | None = None


def party_named(name: str, parties: Sequence[str]) -> str:
    """The party that a person means; raises `PartyUnknown`.

    Case does not count, and a part of the name will do where only one has it.
    """
    said = _same(name)
    exact = [party for party in parties if _same(party) == said]
    found = exact or [party for party in parties if said and said in _same(party)]
    if len(found) != 1:
        raise PartyUnknown(name=name, known=", ".join(found or parties))
    return found[0]


class Attributing:
    """Tells whose answer a file or a mail is, by all there is to know a party by in one round."""

    def __init__(
        self,
        parties: Sequence[str],
        members: Sequence[Member],
        secretariat: str,
        original: bytes,
        reader: Reader,
    ) -> None:
        self._secretariat, self._original, self._reader = secretariat, original, reader
        self._parties = {_same(party): party for party in parties}
        self._addresses = _unique(
            (member.email.strip().casefold(), member.organisation) for member in members
        )
        self._names = _unique((_same(member.name), member.organisation) for member in members)

    def of_mail(self, sender: str | None) -> str | None:
        """The party that mails from an address, as `Medlemmer` has it."""
        party = self._addresses.get((sender or "").strip().casefold())
        return self._parties.get(_same(party)) if party else None

    def of_file(self, name: str, data: bytes, given: str | None, sender: str | None) -> Attribution:
        """Whose a file is: what is said of it first, then its mark, its mail, its authors."""
        if given is not None:
            return Attribution(given, GIVEN)
        is_copy = is_word(name, data)
        read = self._reader.read(data, name)[0] if is_copy else None
        mark = read.mark if read is not None else _mark(data) if is_copy else None
        if mark is not None and (party := self._parties.get(_same(mark.party))):
            return Attribution(party, MARK)
        if party := self.of_mail(sender):
            return Attribution(party, MAIL)
        signed = self._of_authors(read) if read is not None else set()
        if len(signed) == 1:
            return Attribution(signed.pop(), AUTHOR)
        return Attribution()

    def _of_authors(self, read: ReadFile) -> set[str]:
        """Parties of everyone who changed or commented, else of who saved it last."""
        wrote = {tracked.author.name for p in read.document.paragraphs for tracked in p.tracked}
        wrote |= {deleted.author.name for deleted in read.document.deleted}
        others = {name for name in read.signed if _same(name) not in self._ours}
        return self._known(wrote) or self._known(others)

    @cached_property
    def _ours(self) -> frozenset[str]:
        """Everyone who had signed what was sent out, and the secretariat."""
        sent, _ = self._reader.read(self._original, "")
        return frozenset(map(_same, (*(sent.signed if sent else ()), self._secretariat)))

    def _known(self, names: set[str]) -> set[str]:
        found = {self._parties.get(_same(name)) or self._by_name(name) for name in names}
        return {party for party in found if party}

    def _by_name(self, name: str) -> str | None:
        last, comma, first = name.partition(",")
        turned = f"{first} {last}" if comma else name
        party = self._names.get(_same(turned))
        return self._parties.get(_same(party)) if party else None


def _mark(data: bytes) -> SentCopy | None:
    """The mark of a copy that is too damaged to be read."""
    try:
        return read_sent_copy(Package.open(data, ""))
    except (BadPackage, ValueError):
        return None


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What one organisation alone has."""
    found: dict[str, set[str]] = {}
    for key, organisation in pairs:
        if key:
            found.setdefault(key, set()).add(organisation)
    return {key: held.pop() for key, held in found.items() if len(held) == 1}


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class _Cover:
    """The mail that something hangs on."""

    file: str = ""
    """Its name in ``modtaget/``."""
    sender: str = ""
    date: str = ""


@dataclass(slots=True)
class Taking:
    """Takes files in, one by one; `given` is whose they all are, where a person said so."""

    intake: Intake
    attributing: Attributing
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
        if party := self.attributing.of_mail(sender):
            return Attribution(party, MAIL)
        hanging = mail.attachments if mail else ()
        marked = {self.attributing.of_file(each.name, each.data, None, None) for each in hanging}
        marked = {each for each in marked if each.known_by == MARK}
        return marked.pop() if len(marked) == 1 else Attribution()

    def _known_sender(self, sender: str, within: Sequence[_Cover]) -> str:
        """Who sent a mail, or passed it on: the innermost that is known, else who wrote it."""
        passed_on = [cover.sender for cover in reversed(within)]
        known = (one for one in (sender, *passed_on) if self.attributing.of_mail(one))
        return next(known, sender or next(filter(None, passed_on), ""))

    def _document(self, name: str, data: bytes, within: Sequence[_Cover]) -> None:
        cover = within[-1] if within else _Cover()
        whose = self.attributing.of_file(name, data, self.given, cover.sender)
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
