"""Whose answer a file is: said, marked, sent by, or written by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.app.hearing.reading import is_word
from reportgen.opc.package import BadPackage, Package
from reportgen.problems import Refusal
from reportgen.report.inputs import Member
from reportgen.word.elements.identity import SentCopy, read_sent_copy
from reportgen.word.read.returned import Reader, ReadFile
from reportgen.workspace.received import AUTHOR, GIVEN, MAIL, MARK


class PartyUnknown(Refusal):
    """The party that was named is not one of the round's."""

    code = "party-unknown"
    exit_code = 2


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


class Knowing:
    """What there is to know a party by in one round."""

    def __init__(
        self,
        parties: Sequence[str],
        members: Sequence[Member],
        ours: Sequence[str],
        reader: Reader,
    ) -> None:
        self._reader = reader
        self._parties = {_same(party): party for party in parties}
        self._ours = frozenset(map(_same, ours))
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
