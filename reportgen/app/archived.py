"""The archive as people look at it: its versions, two of them compared, one handed out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from reportgen.app.archiving import ArchivedYear, listed, store
from reportgen.app.documents import Document, What, documents
from reportgen.app.standing.choices import name_of
from reportgen.archive.paths import object_folder
from reportgen.archive.refusals import NoSuchObject
from reportgen.problems import Problem, Refusal
from reportgen.workspace import files, versions
from reportgen.workspace.places import Workspace, Year
from reportgen.workspace.versions import Record

HANDED_OUT = "gendannet"
"""Folder of the outputs in which a version of the archive is laid beside the year."""


@dataclass(frozen=True, slots=True)
class ArchivedVersion:
    """A version in the archive."""

    network: str
    year: int
    record: Record
    """What was recorded of it."""

    @property
    def version(self) -> str:
        """Its version, as ``v02``."""
        return self.record.version

    @property
    def date(self) -> dt.date:
        """The date it was made for."""
        return self.record.date


@dataclass(frozen=True, slots=True)
class ArchivedNetwork:
    """A network, and the years of it that are archived."""

    network: str
    name: str
    """As people call it."""
    years: tuple[int, ...]
    """The newest first."""


@dataclass(frozen=True, slots=True)
class Step:
    """A version of a year, and what became of the text since the one before."""

    version: ArchivedVersion
    changed: Mapping[str, int] | None
    """How many blocks of each kind of change; None of the first that can be read."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A version that was laid beside the year."""

    folder: Path
    network: str
    """As people call it."""
    year: int
    version: str
    again: str
    """Which copy of it, from ``2``; empty of the first."""
    files: tuple[Document, ...]
    """Those of it that are opened."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at every file of the archive came to."""

    years: int
    problems: tuple[Problem, ...]


def archived_networks(workspace: Workspace) -> tuple[ArchivedNetwork, ...]:
    """The networks of the archive with their years."""
    years: dict[str, list[int]] = {}
    for entry in listed(workspace):
        years.setdefault(entry["network"], []).append(entry["year"])
    return tuple(
        ArchivedNetwork(network, name_of(workspace, network), tuple(sorted(there, reverse=True)))
        for network, there in years.items()
    )


def version_of(year: Year, version: str | None = None) -> ArchivedVersion:
    """A version of an archived year, the newest one unless it is named.

    Raises the archive's refusals.
    """
    archived = ArchivedYear(year)
    record = archived.record(version) if version else archived.latest_record()
    if record is None:
        raise NoSuchObject(id=f"{year.network} {year.year}")
    return ArchivedVersion(year.network, year.year, record)


def steps(year: Year) -> tuple[tuple[Step, ...], tuple[Problem, ...]]:
    """The versions of an archived year, the newest first, and those that cannot be read."""
    archived = ArchivedYear(year)
    found: list[Step] = []
    problems: list[Problem] = []
    for name in archived.version_names():
        try:
            version = ArchivedVersion(year.network, year.year, archived.record(name))
        except Refusal as refusal:
            problems.append(refusal.problem)
            continue
        told = differences(found[-1].version, version) if found else None
        kinds = None if told is None else Counter(change["kind"] for change in told)
        found.append(Step(version, kinds))
    return tuple(reversed(found)), tuple(problems)


def differences(older: ArchivedVersion, newer: ArchivedVersion) -> list[dict[str, Any]]:
    """What a person is told of what changed from one version to another.

    Which focus areas stay from year to year is asked; from version to version nearly all do.
    """
    from reportgen.hearing.comparing.points import changes

    found = changes(older.record.state, newer.record.state)
    return [one for one in found if older.year != newer.year or one["kind"] != "same"]


# A version laid beside the year


def hand_out(year: Year, version: str) -> HandedOut:
    """Lay an archived version in a folder of its own among the outputs.

    A folder that somebody has worked in since stays as it is: the next one gets a number.
    Raises the archive's refusals; nothing is laid out then.
    """
    archived = ArchivedYear(year)
    for folder in _folders(year, version):
        if not folder.exists():
            archived.restore(version, folder)
        if archived.is_handed_out(version, folder):
            return _handed_out(folder, year, version)
    raise AssertionError


def handed_out(workspace: Workspace) -> tuple[HandedOut, ...]:
    """What lies there of earlier versions."""
    folder = workspace.root / "outputs" / HANDED_OUT
    return tuple(_all_handed_out(folder)) if folder.is_dir() else ()


def _folders(year: Year, version: str) -> Iterator[Path]:
    """The folder for a version, and those that follow where it was worked in."""
    name = f"{object_folder(ArchivedYear(year).id)}_{version}"
    above = year.workspace.root / "outputs" / HANDED_OUT
    yield above / name
    yield from (above / f"{name}_{number}" for number in count(2))


def _all_handed_out(above: Path) -> Iterator[HandedOut]:
    for folder in sorted(above.iterdir()):
        if files.is_link(folder) or not (folder / "inputs").is_dir():
            continue
        there = Workspace(folder)
        for network in there.networks():
            for number in there.years(network):
                year = Year(there, network, number)
                if (latest := versions.latest(year)) is not None:
                    yield _handed_out(folder, year, latest.version)


def _handed_out(folder: Path, year: Year, version: str) -> HandedOut:
    there = Year(Workspace(folder), year.network, year.year)
    records = [each for each in versions.records(there) if each.version == version]
    name = name_of(there.workspace, year.network)
    again = folder.name.rpartition(f"_{version}_")[2] if f"_{version}_" in folder.name else ""
    found = sorted(documents(there, records, ()), key=lambda each: each.what is What.WORKBOOK)
    return HandedOut(folder, name, year.year, version, again, tuple(found))


# Every file looked at


def verify(workspace: Workspace) -> Verified:
    """Hold every file of the archive against its digest; raises the archive's refusals."""
    kept = store(workspace)
    problems = tuple(kept.verify())
    return Verified(len(listed(workspace)), problems)
