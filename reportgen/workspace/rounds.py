"""The hearing rounds of a year as they lie on disk, and the stage they put the year in.

A round is a folder, ``hoering/<n>/``. What it is stands in ``runde.yaml``, written once when
it is opened; ``udsendt/`` holds what was sent and, in ``grundlag/``, the version it was made
from with its folded state: the base of the merge. The marker ``afsluttet.yaml`` closes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from reportgen.problems import InputFaults, Location, Problem, Refusal
from reportgen.report.dates import danish_date
from reportgen.report.file_model import FileModel, IsoDate, MaybeList, Text, WholeNumber
from reportgen.report.stage import Stage
from reportgen.sources.yaml.read import read_yaml
from reportgen.sources.yaml.validate import as_record
from reportgen.sources.yaml.write import write_record
from reportgen.workspace import files
from reportgen.workspace.names import plain, portable, report_file, version_in
from reportgen.workspace.places import Year
from reportgen.workspace.versions import Record, read_record

ROUND_FILE = "runde.yaml"
CLOSED_FILE = "afsluttet.yaml"
SENT, RECEIVED, ANSWERS, BASE = "udsendt", "modtaget", "svar", "grundlag"

_OPENED = "Skrevet, da høringsrunden blev åbnet. Ret ikke i filen."
_CLOSED = "Skrevet, da høringsrunden blev afsluttet. Ret ikke i filen."


class RoundOpen(Refusal, code="round-open"):
    """A hearing round is open, and has to be finished first."""


def _time(value: Any) -> Any:
    """A moment as it is written; one without a time zone is the machine's own."""
    if not isinstance(value, str):
        return value
    moment = dt.datetime.fromisoformat(value)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("no time that a round was at")
    return moment if moment.tzinfo else moment.astimezone()


_FIRST_YEAR, _LAST_YEAR = 1970, 9000
"""Years that every clock and time zone can say."""


def _plain_name(name: str) -> str:
    """A name of a file or folder that leads nowhere else than to where it lies."""
    if name in {"", ".", ".."} or not set(name).isdisjoint("/\\:\0"):
        raise ValueError("no name of a file")
    return name


def _yes_no(value: Any) -> Any:
    return {"ja": True, "nej": False}.get(value, value) if isinstance(value, str) else value


_Model = TypeVar("_Model", bound=FileModel)
Time = Annotated[dt.datetime, BeforeValidator(_time)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
PlainName = Annotated[Text, AfterValidator(_plain_name)]


class Party(FileModel):
    """One that was heard."""

    name: Text = Field(alias="part")
    """As the network spells it."""
    folder: PlainName = Field(alias="mappe")
    """Name of its folder in ``udsendt/``."""


class _Opened(FileModel):
    """``runde.yaml``."""

    number: WholeNumber = Field(alias="runde")
    version: Annotated[Text, Field(pattern=r"^v[0-9]{2,9}$")]
    file: PlainName = Field(alias="fil")
    opened: Time = Field(alias="aabnet")
    deadline: IsoDate = Field(alias="frist")
    per_party: YesNo = Field(alias="pr_part")
    locked: YesNo = Field(alias="laast")
    parties: Annotated[tuple[Party, ...], MaybeList] = Field(alias="parter")


class Closing(FileModel):
    """``afsluttet.yaml``: when the round was applied, and where its decisions stand."""

    closed: Time = Field(alias="afsluttet")
    changes: PlainName | None = Field(None, alias="aendringer")
    """Name of the file in ``aendringer/``; none where nothing came back that changes anything."""


@dataclass(frozen=True, slots=True)
class Round:
    """A hearing round."""

    folder: Path
    number: int
    version: str
    """The version that was sent out, as ``v02``."""
    file: str
    """Name of that version's document among the outputs."""
    opened: dt.datetime
    deadline: dt.date
    per_party: bool
    """Whether each party got a copy of its own."""
    locked: bool
    """Whether change tracking is enforced in the copies."""
    parties: tuple[Party, ...]
    closing: Closing | None = None

    @property
    def is_open(self) -> bool:
        """Whether its answers are still to be applied."""
        return self.closing is None

    @property
    def version_number(self) -> int:
        """Number of the version that was sent out."""
        return version_in(f"_{self.version}.")

    @property
    def root(self) -> Path:
        """The workspace: it lies in ``inputs/<network>/<year>/hoering/<number>/``."""
        return self.folder.parents[4]

    @property
    def sent(self) -> Path:
        """Folder of what was sent; never altered."""
        return self.folder / SENT

    @property
    def received(self) -> Path:
        """Folder of what came back; never altered."""
        return self.folder / RECEIVED

    @property
    def answers(self) -> Path:
        """Folder of what is made of the answers, where the secretariat decides."""
        return self.folder / ANSWERS


def read_rounds(year: Year) -> tuple[tuple[Round, ...], tuple[Problem, ...]]:
    """Read the rounds, the first first, with what is wrong in them as values.

    A round that cannot be read is left out and is an error; a folder without
    ``runde.yaml`` is no round, and a note.
    """
    rounds: list[Round] = []
    problems: list[Problem] = []
    for folder in _folders(year):
        where = Location(f"hoering/{folder.name}/{ROUND_FILE}")
        data = files.read(folder / ROUND_FILE)
        if data is None:
            problems.append(Problem("round-without-record", where))
            continue
        opened = read_own(_Opened, data, where.file, problems)
        if opened is None:
            continue
        if opened.number != int(folder.name):
            problems.append(Problem("round-damaged", where))
            continue
        closing = _closing(year, folder, problems)
        said = {name: getattr(opened, name) for name in _Opened.model_fields}
        rounds.append(Round(folder, **said, closing=closing))
    return tuple(rounds), tuple(problems)


def latest(rounds: Sequence[Round]) -> Round | None:
    """The round that was opened last."""
    return rounds[-1] if rounds else None


def open_round(rounds: Sequence[Round]) -> Round | None:
    """The round that is open; there is never more than one."""
    return next((found for found in reversed(rounds) if found.is_open), None)


def stage(rounds: Sequence[Round]) -> Stage:
    """The stage of a version made now."""
    if not rounds:
        return Stage.DRAFT
    return Stage.HEARING if open_round(rounds) else Stage.FINAL


def refuse_if_open(rounds: Sequence[Round]) -> None:
    """Raise `RoundOpen` while a round is open."""
    if (found := open_round(rounds)) is not None:
        raise RoundOpen(
            Location(f"hoering/{found.number}"),
            round=found.number,
            version=found.version,
            deadline=danish_date(found.deadline),
        )


def next_number(year: Year) -> int:
    """Number of the next round; that of a folder is never used again."""
    return max((int(folder.name) for folder in _folders(year)), default=0) + 1


def sent_version(found: Round) -> tuple[Record, bytes]:
    """The version a round sent out, as it was made: its record and its document.

    Raises `InputFaults` where either is gone or was altered since.
    """
    base = found.sent / BASE
    where = Location(f"hoering/{found.number}/{SENT}/{BASE}/{found.version}.json")
    if (record := read_record(base / f"{found.version}.json")) is None:
        raise InputFaults([Problem("round-damaged", where)])
    data = files.read(base / f"{found.version}.docx")
    if data is None or files.digest(data) != record.sha256:
        where = Location(where.file.removesuffix(".json") + ".docx")
        raise InputFaults([Problem("round-damaged", where)])
    return record, data


def own_names(found: Round) -> dict[str, str]:
    """The party of each name, without suffix, that the program gave a party's own copy."""
    if not found.per_party:
        return {}
    return {
        path.stem: party.name
        for party in found.parties
        for path in (found.sent / party.folder).glob(f"*_{Stage.HEARING}_*.docx")
    }


def opened_yaml(found: Round) -> bytes:
    """``runde.yaml`` of a round."""
    said = {
        "runde": found.number,
        "version": found.version,
        "fil": found.file,
        "aabnet": found.opened.isoformat(timespec="seconds"),
        "frist": found.deadline,
        "pr_part": "ja" if found.per_party else "nej",
        "laast": "ja" if found.locked else "nej",
        "parter": [{"part": party.name, "mappe": party.folder} for party in found.parties],
    }
    return write_record(said, [_OPENED]).encode()


def closing_file(found: Round, closing: Closing) -> dict[Path, bytes]:
    """The file that closes a round."""
    time = closing.closed.isoformat(timespec="seconds")
    said = {"afsluttet": time, "aendringer": closing.changes}
    return {found.folder / CLOSED_FILE: write_record(said, [_CLOSED]).encode()}


def _folders(year: Year) -> list[Path]:
    try:
        found = [p for p in year.hearing.iterdir() if p.name.isdecimal() and p.is_dir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(found, key=lambda folder: int(folder.name))


def _closing(year: Year, folder: Path, problems: list[Problem]) -> Closing | None:
    """The marker of a closed round; one that is damaged is a fault, and the round open."""
    data = files.read(folder / CLOSED_FILE)
    if data is None:
        return None
    where = f"hoering/{folder.name}/{CLOSED_FILE}"
    closing = read_own(Closing, data, where, problems)
    changes = closing.changes if closing else None
    if changes and files.read(year.decided / changes) is None:
        problems.append(Problem("round-changes-missing", Location(where), {"changes": changes}))
    return closing


def read_own(kind: type[_Model], data: bytes, file: str, problems: list[Problem]) -> _Model | None:
    """Read a file that only the program writes: whatever is wrong with it is damage.

    `file` is what the file is called in `problems`, where damage is told.
    """
    document = read_yaml(data, file)
    read: _Model | None = None if document.problems else as_record(kind, document.data)
    if read is None:
        problems.append(Problem("round-damaged", Location(file)))
    return read


# Names of what is sent out, short enough for every path that Windows and clouds allow.

LONGEST_PATH = 149
"""Characters of a path from the workspace, the workspace's own folder not counted."""
LETTER, MAIL = "Hoeringsbrev.docx", "Mail.eml"
PARTIES, RECIPIENTS = "Hoeringsparter.docx", "modtagere.xlsx"
REMINDER = "_Paamindelse-"
"""Stands in the name of a mail to those who have not answered, after its date."""

_SHORTEST = 6  # of a party or a network: less would not be known again
_FEWEST = 3  # of one that is cut after a whole word


@dataclass(frozen=True, slots=True)
class SentNames:
    """The folder of each party and the copy in it, in the order of the parties."""

    copy: str
    """The copy that all get."""
    folders: tuple[str, ...]
    copies: tuple[str, ...]


def sent_names(
    parties: Sequence[str],
    *,
    below: int,
    date: dt.date,
    year: int,
    network: str,
    version: str,
    per_party: bool,
) -> SentNames:
    """Name what is sent, with `below` characters of the path taken by the folders above.

    The network's name is the first to be cut, since the folders above say it too; then the
    parties' folders, and their names in the files only where there is no room at all. They
    stay different from each other.
    """
    whole = plain(network)
    longest = max((len(_whole(party)) for party in parties), default=0)
    frame = len(report_file(date, year, "", version, Stage.HEARING))
    left = LONGEST_PATH - below - len("/") - frame - len("_") * per_party
    least, shortest = min(len(whole), _SHORTEST), min(longest, _SHORTEST)
    of_party = min(longest, max(shortest, left - least - shortest)) if per_party else 0
    of_folder = min(longest, max(shortest, left - least - of_party))
    of_network = max(least, left - of_party - of_folder)
    network = _cut(whole, of_network)
    folders = _different(parties, of_folder)
    copy = report_file(date, year, network, version, Stage.HEARING)
    own = (
        report_file(date, year, network, version, f"{Stage.HEARING}_{party}")
        for party in _different(parties, of_party)
    )
    return SentNames(copy, folders, tuple(own) if per_party else (copy,) * len(folders))


def _whole(party: str) -> str:
    return plain(party, LONGEST_PATH) or "Part"


def _different(parties: Sequence[str], longest: int) -> tuple[str, ...]:
    """Safe names of at most `longest` characters, no two the same on any disk.

    A name is cut between words; where others open like it, so that its own end is kept.
    """
    taken = {BASE}
    found: list[str] = []
    for party in parties:
        whole = _whole(party)
        alike = sum(_cut(_whole(other), longest) == _cut(whole, longest) for other in parties)
        name, number = portable(_cut(whole, longest, keeps_end=alike > 1)), 1
        while name.casefold() in taken:
            number += 1
            ending = f"-{number}"
            name = whole[: longest - len(ending)].rstrip("-") + ending
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


def _cut(name: str, longest: int, *, keeps_end: bool = False) -> str:
    """A name in as many characters, by whole words where one stays that is long enough."""
    if len(name) <= longest:
        return name
    if keeps_end and longest >= 2 * _SHORTEST:
        start = name[: longest // 2].rstrip("-")
        end = name[len(name) - (longest - len(start) - 1) :].lstrip("-")
        return f"{start}-{end}"
    start, between, _ = name[: longest + 1].rpartition("-")
    return start if between and len(start) >= _FEWEST else name[:longest].rstrip("-")
