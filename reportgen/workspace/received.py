"""What came back in a round, as it lies in ``modtaget/``: files byte for byte, and receipts.

Every file and every answer has a receipt, ``001.yaml``, ``002.yaml`` …, in the order they
were taken in. Receipts are appended and never altered: what is learnt of a file later, as
whose it is, stands in a receipt of its own, and the last one counts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Annotated, Any

from pydantic import Field

from reportgen.hearing.responses import SetAside
from reportgen.hearing.result import name
from reportgen.problems import InputFaults, Location, Problem
from reportgen.report.file_model import FileModel, MaybeList, Text, WholeNumber
from reportgen.report.ledger import Item, Ledger
from reportgen.report.wording.characters import legible, legible_name
from reportgen.sources.mail.automatic import Automatic
from reportgen.sources.yaml.read import read_yaml
from reportgen.sources.yaml.validate import as_record
from reportgen.sources.yaml.write import write_record
from reportgen.workspace import files
from reportgen.workspace.names import plain
from reportgen.workspace.rounds import LONGEST_PATH, PlainName, Round, Time, YesNo
from reportgen.workspace.together import write_all

_RECEIPT = re.compile(r"(\d{3,})\.yaml")
_HEADING = "Skrevet, da svaret kom ind. Ret ikke i filen."
_DEPTH = 6
"""Folders from the workspace to ``modtaget/``."""
_LONGEST_NAME, _LONGEST_OWN = 50, 110
"""Characters of a name that a person gave, and of a copy's own."""
_OWN_NAME = re.compile(r"(\d{8}-Aarsrapport-\d{4})-.*?-(v\d{2,}-hoering.*)")
_NEVER = "–"


class Receipt(FileModel):
    """One file that came back, or one answer given otherwise."""

    file: PlainName | None = Field(None, alias="fil")
    """Name in ``modtaget/``."""
    name: Text | None = Field(None, alias="navn")
    """What it was called when it came."""
    digest: Text | None = Field(None, alias="sha256")
    mail: PlainName | None = Field(None, alias="i_mail")
    """The mail it hung on, by its name in ``modtaget/``."""
    party: Text | None = Field(None, alias="part")
    """None where nobody knows yet."""
    known_by: Text | None = Field(None, alias="kendt_paa")
    sender: Text | None = Field(None, alias="afsender")
    said: Text | None = Field(None, alias="svar")
    """What was said in words."""
    whole: Text | None = Field(None, alias="mailtekst")
    """All that a mail says, where that is more."""
    aside: Text | None = Field(None, alias="lagt_til_side")
    """Code of the problem that kept it from being an answer when it came in."""
    read: WholeNumber = Field(0, alias="dele_laest")
    """How many parts of a mail were read or handed on as files."""
    unread: Annotated[tuple[Text, ...], MaybeList] = Field((), alias="dele_lagt_til_side")
    """Every other part of it, and why."""
    doubtful: Annotated[tuple[Text, ...], MaybeList] = Field((), alias="dele_i_tvivl")
    """Parts of it that a person has to look at, and why."""
    hints: Annotated[tuple[Text, ...], MaybeList] = Field((), alias="tyder_paa")
    """Parties that its name or its mark speaks of, where that does not settle whose it is."""
    nothing: YesNo = Field(default=False, alias="ingen_bemaerkninger")
    as_edits: YesNo = Field(default=False, alias="som_rettelser")
    """Whether a person said that it is an edited copy, however little of the report is left."""
    date: Text | None = Field(None, alias="dato")
    received: Time = Field(alias="modtaget")

    @property
    def ledger(self) -> Ledger:
        """What a mail consists of, each part once."""
        aside, doubtful = (tuple(map(Item, parts)) for parts in (self.unread, self.doubtful))
        return Ledger(self.read if self.file else 1, aside, doubtful)

    @property
    def is_document(self) -> bool:
        """Whether it is a file that may hold an edited copy."""
        return self.file is not None and PurePath(self.file).suffix.casefold() not in _MAILS


_MAILS = frozenset({".eml", ".msg"})
GIVEN, MARK, MAIL, NAME, AUTHOR = "angivet", "eksemplar", "afsender", "filnavn", "forfatter"
"""What told whose an answer is: a person, its mark, its mail, the name that the program gave it,
or who wrote in it."""
_GUESSED = frozenset({MARK, NAME, AUTHOR})
NAME_DIFFERS = "received-name-differs"
OTHER_YEAR, OTHER_YEARS_FILE = "mail-other-year", "received-other-year"
BY_PROGRAM = {
    Automatic.REPLY: "mail-automatic",
    Automatic.REPORT: "mail-report",
    Automatic.CALENDAR: "mail-calendar",
}
"""Why something that came in is in no answer; see the catalogue of problems."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A receipt with its number."""

    number: int
    receipt: Receipt
    sha256: str
    """Digest of its file."""


def receipt_file(number: int) -> str:
    """Name of the receipt of that number."""
    return f"{number:03d}.yaml"


def receipt_number(path: Path) -> int | None:
    """Number of a receipt by its name; None for what is none."""
    named = _RECEIPT.fullmatch(path.name)
    return int(named[1]) if named else None


def read_receipts(found: Round) -> tuple[Numbered, ...]:
    """The receipts of a round, in order; raises `InputFaults` where one is damaged."""
    read: list[Numbered] = []
    problems: list[Problem] = []
    paths, passed_over = files.listed(found.received, ".yaml")
    for each in passed_over:
        if _RECEIPT.fullmatch(each.location.file):  # there is something, and it is no file
            where = Location(f"hoering/{found.number}/modtaget/{each.location.file}")
            problems.append(Problem("round-damaged", where))
    for path in paths:
        number = receipt_number(path)
        if number is None:
            continue
        where = Location(f"hoering/{found.number}/modtaget/{path.name}")
        data = files.read(path) or b""
        receipt = _receipt(data)
        if receipt is None:
            problems.append(Problem("round-damaged", where))
        else:
            read.append(Numbered(number, receipt, files.digest(data)))
    if problems:
        raise InputFaults(problems)
    return tuple(sorted(read, key=lambda each: each.number))


@lru_cache(maxsize=1024)
def _receipt(data: bytes) -> Receipt | None:
    """A receipt, read once however often it is asked for; None where it is none."""
    receipt: Receipt | None = as_record(Receipt, read_yaml(data, "").data)
    return receipt


def current(receipts: Iterable[Numbered]) -> tuple[Numbered, ...]:
    """The receipts that count: of a file whose party was corrected or found out, the last."""
    made: dict[tuple[str, str], Numbered] = {}
    for each in receipts:
        receipt = each.receipt
        if receipt.digest is None:
            made["", str(each.number)] = each
            continue
        earlier = [key for key in made if key[0] == receipt.digest]
        if receipt.party is None and earlier:
            continue
        for key in earlier:
            was = made[key].receipt
            corrected = receipt.known_by == GIVEN and (was.known_by in _GUESSED or was.aside)
            again = receipt.as_edits and was.party == receipt.party
            if was.party is None or corrected or again:
                del made[key]
        made.setdefault((receipt.digest, receipt.party or ""), each)
    return tuple(made.values())


def content(found: Round, receipt: Receipt) -> bytes:
    """The file of a receipt; raises `InputFaults` where it is gone or was altered."""
    data = files.read(found.received / (receipt.file or ""))
    if data is None or files.digest(data) != receipt.digest:
        where = Location(f"hoering/{found.number}/modtaget/{receipt.file}")
        raise InputFaults([Problem("received-altered", where)])
    return data


def set_aside(receipt: Receipt, reason: str | Problem, **values: object) -> SetAside:
    """A file that is in no answer; `reason` is a problem, or the code of one with its `values`."""
    file = receipt.file or ""
    if isinstance(reason, str):
        reason = Problem(reason, Location(file), {"name": receipt.name or file, **values})
    row = name("", "fil", "aside", receipt.digest)
    return SetAside(row, file, reason, receipt.party or "")


class Intake:
    """Takes files and answers into ``modtaget/``, each with its receipt, in order.

    Files lie there once they are written with `write`, answers at once.
    """

    def __init__(self, found: Round, receipts: Sequence[Numbered], now: dt.datetime) -> None:
        self._round = found
        self.now = now
        self._number = max((each.number for each in receipts), default=0)
        self._files = {
            each.receipt.digest: each.receipt.file for each in receipts if each.receipt.digest
        }
        self._known = {
            (each.receipt.digest, each.receipt.party): each.receipt.aside
            for each in receipts
            if each.receipt.digest
        }
        self._as_edits = {each.receipt.digest for each in receipts if each.receipt.as_edits}
        self.receipts: list[Numbered] = list(receipts)
        self._unwritten: dict[Path, bytes] = {}
        self.new = 0

    def knows_as_edits(self, data: bytes) -> bool:
        """Whether this very file was taken in before as an edited copy that a person says it is."""
        return files.digest(data) in self._as_edits

    def knows(self, data: bytes, party: str | None, aside: str | None) -> bool:
        """Whether this very file was taken in before, as that party's.

        One that was set aside is known as long as it would be set aside again.
        """
        was = self._known.get((files.digest(data), party), _NEVER)
        return was is not _NEVER and was in {None, aside}

    def parties(self, data: bytes) -> set[str | None]:
        """Whose answer this very file was taken in as; nothing where it never was."""
        digest = files.digest(data)
        return {
            party for (known, party), aside in self._known.items() if known == digest and not aside
        }

    def sent_digests(self) -> frozenset[str]:
        """SHA-256 of every file that was sent out."""
        paths = files.below(self._round.sent).files
        return frozenset(files.digest(files.read(path) or b"") for path in paths)

    def file(self, name: str, data: bytes, **said: Any) -> str:
        """Keep a file byte for byte, with its receipt; returns its name there."""
        digest = files.digest(data)
        kept = self._files.get(digest)
        if kept is None:
            kept = self._free(name)
            self._unwritten[self._round.received / kept] = data
            self._files[digest] = kept
        self._known[digest, said.get("party")] = said.get("aside")
        self._add(file=kept, name=name, digest=digest, **said)
        return kept

    def write(self) -> None:
        """Write what was taken in since the last time, as one.

        A mail and what hangs on it belong together: who has the one has the other.
        """
        write_all(self._round.root, self._unwritten)
        self._unwritten.clear()

    def answer(self, party: str, text: str | None, date: dt.date) -> None:
        """Write the receipt of an answer that came without a file; the same is written once.

        No `text` is that the party has nothing to remark.
        """
        said = {"party": party, "said": text, "nothing": text is None, "date": date.isoformat()}
        known = any(
            each.receipt.file is None
            and all(getattr(each.receipt, key) == value for key, value in said.items())
            for each in self.receipts
        )
        if not known:
            self._add(known_by=GIVEN, **said)
            self.write()

    def _free(self, name: str) -> str:
        """A name that no system forbids, opening with the number of its receipt."""
        path = PurePath(name.replace("\\", "/"))
        suffix = plain(path.suffix).casefold()
        opening, ending = f"{self._number + 1:03d}_", f".{suffix}" if suffix else ""
        below = sum(len(part) + len("/") for part in self._round.received.parts[-_DEPTH:])
        stem = _fitted(path.stem, LONGEST_PATH - below - len(opening) - len(ending))
        return f"{opening}{stem or 'fil'}{ending}"

    def _add(self, **said: Any) -> None:
        said = {key: _written(key, value) for key, value in said.items()}
        receipt = Receipt(received=self.now, **said)
        self._number += 1
        self.new += 1
        shown = {
            key: value for key, value in receipt.model_dump(by_alias=True).items() if value
        } | {"modtaget": self.now.isoformat(timespec="seconds")}
        if receipt.nothing:
            shown["ingen_bemaerkninger"] = "ja"
        if receipt.as_edits:
            shown["som_rettelser"] = "ja"
        shown |= {key: list(value) for key, value in shown.items() if isinstance(value, tuple)}
        data = write_record(shown, [_HEADING]).encode()
        self._unwritten[self._round.received / receipt_file(self._number)] = data
        self.receipts.append(Numbered(self._number, receipt, files.digest(data)))


_NAMES = frozenset({"name", "sender", "party"})
"""Keys of a receipt that are names, of one line."""


def _written(key: str, value: Any) -> Any:
    """A value as a receipt can hold it and people can read it."""
    if not isinstance(value, str):
        return value
    return legible_name(value) if key in _NAMES else legible(value)


def _fitted(name: str, room: int) -> str:
    """A name that is no longer than there is room for, and still tells whose it is.

    A copy's own name loses the network's first, and keeps its end, where the party stands; any
    other keeps both its ends.
    """
    whole = plain(name, len(name) * 2)
    own = _OWN_NAME.fullmatch(whole)
    longest = min(max(room, 8), _LONGEST_OWN if own else _LONGEST_NAME)
    if len(whole) <= longest:
        return whole
    if own is None:
        half = longest // 2
        return f"{whole[:half].rstrip('-')}-{whole[-half + 1 :].lstrip('-')}"
    return f"{own[1]}-{own[2]}"[-longest:].lstrip("-")


def expanded(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """Files that were named, those of folders too.

    What programs left behind is passed over, and so are links in a folder, which lead out of
    what was named.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        for inner in (path, *files.below(path).folders):
            there = inner.iterdir()
            suffixes = {p.suffix.casefold() for p in there if files.is_link(p) or not p.is_dir()}
            listed, passed_over = files.listed(inner, *suffixes, from_others=True)
            found += listed
            problems += passed_over
    return found, problems
