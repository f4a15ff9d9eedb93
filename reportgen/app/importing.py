"""Minutes as they exist, into the meetings' files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from reportgen.app.meetings.source import keep_source
from reportgen.app.new import new_year, sound_network
from reportgen.app.year import read_year, used_ids
from reportgen.problems import Location, Problem, Refusal, has_errors
from reportgen.report import ids
from reportgen.report.ledger import Ledger
from reportgen.report.meeting import Meeting
from reportgen.report.model import Folded
from reportgen.report.outline import AgendaMade, MinutesOutline
from reportgen.report.wording.characters import legible_name
from reportgen.sources.meetings import read_meeting as read_meeting_file
from reportgen.sources.minutes.belonging import out_of_place
from reportgen.sources.minutes.meeting import Minutes, read_meeting
from reportgen.sources.minutes.meeting_file import MeetingDifference, differences, meeting_yaml
from reportgen.sources.minutes.reading import read_minutes
from reportgen.word.read import minutes as minutes_outline
from reportgen.workspace import files, versions
from reportgen.workspace.links import year_links
from reportgen.workspace.names import agenda_date
from reportgen.workspace.places import Workspace, Year
from reportgen.workspace.together import write_all

_CHECK = "# Kontrolsum: "

Confirm = Callable[[Sequence[Problem]], bool]
"""Asks whether a file is to be read although all this speaks against it."""


class NotConfirmed(Refusal, code="import-not-confirmed"):
    """The file does not seem to belong here, and nobody said that it does."""


class MeetingEdited(Refusal, code="meeting-edited"):
    """The meeting's file was edited since it was imported, or was typed by hand."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One file of minutes, and what became of it."""

    source: str
    file: str = ""
    """The meeting's file, from the workspace; empty where nothing came of it."""
    date: str = ""
    accounted: float = 0.0
    """Share of the source's characters that are accounted for, from 0 to 1."""
    left_out: int = 0
    ledger: Ledger = Ledger()
    """Entries of the file that are understood, pieces left out, and doubts."""
    changed: tuple[MeetingDifference, ...] = ()
    """What differs from the file that was there."""
    problems: tuple[Problem, ...] = ()
    refused: bool = False
    written: bool = False


def import_minutes(
    workspace: Workspace,
    network: str,
    paths: Sequence[Path],
    *,
    year: int | None,
    describe: Callable[[Problem], str],
    confirmed: Confirm = lambda problems: False,
) -> list[Imported]:
    """Read each of `paths` into its meeting's file.

    The good ones are written although others are bad. A file that a person has edited
    since is never overwritten; what differs is listed instead. `describe` words a doubt for
    the comment that stands at its entry. Where a file does not seem to belong here, nothing is
    written before it is `confirmed`.
    """
    return [
        _import_one(workspace, network, path, year=year, describe=describe, confirmed=confirmed)
        for path in paths
    ]


def _import_one(
    workspace: Workspace,
    network: str,
    path: Path,
    *,
    year: int | None,
    describe: Callable[[Problem], str],
    confirmed: Confirm,
) -> Imported:
    """Read one file of minutes into its meeting; `Imported` tells what became of it."""
    name = legible_name(path.name)
    data, problems = files.tried(path, named=True)
    if data is None:
        missing = Problem("file-missing", Location(name), {"path": path})
        return Imported(name, problems=problems or (missing,))
    reading = read_minutes(data, name, minutes_outline.read)
    if reading.outline is None:
        return Imported(name, problems=reading.problems)
    outline = _known_agenda(reading.outline, path)
    own = sound_network(Year(workspace, network, 0))
    read = partial(read_meeting, outline, name, organisations=own.organisations, year=year)
    # The date decides which draft they had, and the draft what a "pind" means.
    first = read(next_id=lambda section: ids.next_id(section, ()))
    years = [year] if year else workspace.years(network)
    doubts = out_of_place(outline, first.meeting, own, years, name)
    if first.meeting is None:
        return Imported(name, problems=(*reading.problems, *doubts, *first.problems))
    if doubts and not confirmed(doubts):
        refusal = NotConfirmed(Location(name))
        return Imported(name, problems=(*doubts, refusal.problem), refused=True)
    meeting_year = Year(workspace, network, year or first.meeting.facts.date.year)
    if has_errors(links := year_links(meeting_year)):
        return Imported(name, problems=links)
    if files.read(meeting_year.workbook) is None:
        new_year(meeting_year)
    draft = _EarlierDraft(meeting_year, first.meeting)
    minutes = read(resolve=draft.resolve, next_id=draft.next_id, draft=draft.version)
    assert minutes.meeting is not None
    imported = Imported(
        source=name,
        date=minutes.meeting.facts.date.isoformat(),
        accounted=minutes.account.share,
        left_out=len(minutes.meeting.left_out),
        ledger=minutes.ledger,
        problems=(*reading.problems, *doubts, *minutes.problems),
    )
    return _write(meeting_year, imported, minutes, describe, data)


def _known_agenda(outline: MinutesOutline, path: Path) -> MinutesOutline:
    """The outline of an agenda of ours, which may have nothing left to tell that but its name."""
    if outline.agenda is None and agenda_date(path.name) is not None:
        return replace(outline, agenda=AgendaMade())
    return outline


class _EarlierDraft:
    """The draft the meeting had before it: the latest version made by then, else the inputs."""

    def __init__(self, year: Year, meeting: Meeting) -> None:
        self._year = year
        self._meeting = meeting
        by_then = [r for r in versions.records(year) if r.date <= meeting.facts.date]
        self.version = by_then[-1].version if by_then else None
        blocks = by_then[-1].state.blocks if by_then else self._folded.blocks
        self._rows = {row: [(b.id, b.text) for b in own] for row, own in blocks.items()}
        self._given: set[str] = set()

    @cached_property
    def _folded(self) -> Folded:
        """The inputs as they stand before the meeting."""
        return read_year(self._year, before=self._meeting.facts.date).folded

    @cached_property
    def _used(self) -> frozenset[str]:
        """Every id that something in the network has used."""
        folded = self._folded
        used = {block.id for blocks in folded.blocks.values() for block in blocks}
        used |= {block.id for block in folded.removed} | set(folded.targets.values())
        used |= {block for row in self._rows.values() for block, _ in row}
        return frozenset(used | used_ids(self._year))

    def resolve(self, section: str, position: int) -> tuple[str, str] | None:
        """The block that stands at a place of the draft, with its wording."""
        row = self._rows.get(ids.sequence(section), [])
        return row[position - 1] if 1 <= position <= len(row) else None

    def next_id(self, section: str) -> str:
        """The next id that nothing in the network has used."""
        new = ids.next_id(section, self._used | self._given)
        self._given.add(new)
        return new


def _write(
    year: Year,
    imported: Imported,
    minutes: Minutes,
    describe: Callable[[Problem], str],
    source: bytes,
) -> Imported:
    """Write the meeting's file, unless a person has edited the one that is there.

    The minutes themselves are kept beside it, with what they say line by line.
    """
    assert minutes.meeting is not None
    path = year.meetings / f"{imported.date}.yaml"
    heading = [f"Læst fra {imported.source}. Det, importen var i tvivl om, står nederst."]
    text = meeting_yaml(minutes.meeting, minutes.unsure, describe, heading)
    signed = f"{_CHECK}{_sum(text)}\n{text}".encode()
    imported = replace(imported, file=year.workspace.relative(path))
    existing = files.read(path)
    kept = keep_source(year, imported.date, imported.source, source, minutes.lines)
    if existing == signed:
        write_all(year.workspace.root, kept)
        return imported
    if existing is not None:
        before, _ = read_meeting_file(existing, path.name, year.year, ())
        changed = differences(before.meeting, minutes.meeting) if before else ()
        imported = replace(imported, changed=changed)
        if not _is_as_imported(existing):
            refusal = MeetingEdited(Location(path.name), changes=len(changed))
            return replace(imported, refused=True, problems=(*imported.problems, refusal.problem))
    write_all(year.workspace.root, {path: signed, **kept})
    return replace(imported, written=True)


def _is_as_imported(data: bytes) -> bool:
    """Whether a meeting's file is still what the tool wrote, by the sum in its first line."""
    first, _, rest = data.decode("utf-8", errors="replace").replace("\r\n", "\n").partition("\n")
    return first == f"{_CHECK}{_sum(rest)}"


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
