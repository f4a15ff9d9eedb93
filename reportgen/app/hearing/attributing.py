"""Whose answer something is that came back.

It may be said, marked in the copy, told by who mailed it, by the name that the program gave the
copy, or by who wrote in it. A name that a person gave a file is a hint, and is only asked about.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportgen.app.hearing.reading import is_word
from reportgen.hearing.naming import parties_named
from reportgen.opc.package import BadPackage, Package
from reportgen.problems import Refusal
from reportgen.report.inputs import Member
from reportgen.report.meeting import Secretariat
from reportgen.word.elements.identity import SentCopy, read_sent_copy
from reportgen.word.read.returned import Reader, ReadFile
from reportgen.workspace.received import AUTHOR, GIVEN, MAIL, MARK, NAME, NAME_DIFFERS


class PartyUnknown(Refusal, code="party-unknown", exit_code=2):
    """The party that was named is not one of the round's."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose it is, and what told; no party where nothing did."""

    party: str | None = None
    known_by: str | None = None
    aside: str | None = None
    """Code of the problem that keeps it from being anybody's."""
    hints: tuple[str, ...] = ()
    """Parties that its name speaks of, or that what it says of itself disagrees about."""


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
    """Tells whose answer a file or a mail is, by all there is to know a party by in one round.

    `named` are the names that the program gave the copies, without their suffix, where each
    party got its own.
    """

    def __init__(
        self,
        parties: Sequence[str],
        members: Sequence[Member],
        secretariat: Secretariat,
        original: bytes,
        *,
        reader: Reader,
        named: Mapping[str, str],
    ) -> None:
        self._named = {_same(stem): party for stem, party in named.items()}
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

    def is_secretariat(self, sender: str) -> bool:
        """Whether a mail is the secretariat's own."""
        ours = (self._secretariat.email or "").strip().casefold()
        return bool(ours) and sender.strip().casefold() == ours

    def of_file(self, name: str, data: bytes, given: str | None, sender: str | None) -> Attribution:
        """Whose a file is: what is said of it, then its mark, its mail, its name, its authors."""
        if given is not None:
            return Attribution(given, GIVEN)
        is_copy = is_word(name, data)
        read = self._reader.read(data, name)[0] if is_copy else None
        mark = read.mark if read is not None else mark_of(data) if is_copy else None
        named = self._of_own_name(name)
        for party, known_by in (
            (self._parties.get(_same(mark.party)) if mark is not None else None, MARK),
            (self.of_mail(sender), MAIL),
        ):
            if party and named and named != party:
                return Attribution(aside=NAME_DIFFERS, hints=(party, named))
            if party:
                return Attribution(party, known_by)
        if named:
            return Attribution(named, NAME)
        signed = self._of_authors(read) if read is not None else set()
        if len(signed) == 1:
            return Attribution(signed.pop(), AUTHOR)
        return Attribution(hints=self.hinted(name))

    def hinted(self, name: str) -> tuple[str, ...]:
        """The party that a name which a person gave speaks of, if it is one alone."""
        found = parties_named(name, list(self._parties.values()))
        return found if len(found) == 1 else ()

    def _of_own_name(self, name: str) -> str | None:
        """The party in the name that the program gave a copy, whatever was put round it."""
        said = _same(name)
        found = (stem for stem in self._named if _holds(said, stem))
        longest = max(found, key=len, default="")
        return self._named.get(longest)

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
        return frozenset(
            map(_same, (*(sent.signed if sent else ()), self._secretariat.organisation))
        )

    def _known(self, names: set[str]) -> set[str]:
        found = {self._parties.get(_same(name)) or self._by_name(name) for name in names}
        return {party for party in found if party}

    def _by_name(self, name: str) -> str | None:
        last, comma, first = name.partition(",")
        turned = f"{first} {last}" if comma else name
        party = self._names.get(_same(turned))
        return self._parties.get(_same(party)) if party else None


def mark_of(data: bytes) -> SentCopy | None:
    """The mark of a copy, also of one that is too damaged to be read otherwise."""
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
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def _holds(name: str, stem: str) -> bool:
    """Whether the name of a copy stands in another, whole."""
    at = name.find(stem)
    following = name[at + len(stem) : at + len(stem) + 1]
    return at >= 0 and not following.isalnum()
