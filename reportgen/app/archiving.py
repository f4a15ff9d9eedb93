"""The yearly versions in the archive: added at each step, listed, checked, handed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from reportgen.archive.inventory import User, Version
from reportgen.archive.paths import object_id, said
from reportgen.archive.refusals import NoSuchFile, NoSuchObject, NoSuchVersion, RecordDamaged
from reportgen.archive.store import Store
from reportgen.problems import Location, Problem, Refusal
from reportgen.report import json_file
from reportgen.report.meeting import Secretariat
from reportgen.report.stage import Stage
from reportgen.workspace import files
from reportgen.workspace.names import plain, version_in
from reportgen.workspace.places import Workspace, Year, composed
from reportgen.workspace.versions import FOLDER, Record, read_record


def store(workspace: Workspace) -> Store:
    """The workspace's archive."""
    return Store(workspace.root / "arkiv")


class ArchivedYear:
    """One network's year as the archive holds it; everything raises the archive's refusals.

    A version of the report is called by its name, as ``v02``; the archive has its own versions,
    one for each step that was kept.
    """

    def __init__(self, year: Year) -> None:
        self.year = year
        self.store = store(year.workspace)
        self.id = object_id(year.network, year.year)
        self._records = composed(year.workspace.relative(year.outputs / FOLDER))
        """Folder of the report's records, in the workspace."""

    @cached_property
    def steps(self) -> Mapping[str, Version]:
        """The archive's versions by name, oldest first."""
        return self.store.versions(self.id)

    def holding(self, version: str | None) -> str:
        """The archive's version that holds the report's `version` as it was; None is the newest.

        Raises `NoSuchVersion`.
        """
        if version is None:
            return list(self.steps)[-1]
        of_report = {name: step.message.split(" ")[0] for name, step in self.steps.items()}
        holding = [name for name, kept in of_report.items() if kept == version]
        if not holding:
            known = ", ".join(dict.fromkeys(of_report.values()))
            raise NoSuchVersion(id=said(self.id), version=version, known=known)
        return holding[-1]

    def restore(self, version: str | None, to: Path) -> None:
        """Put the year in the folder `to`, checked before a byte is handed over."""
        self.store.restore(self.id, self.holding(version), to)

    def is_handed_out(self, version: str | None, folder: Path) -> bool:
        """Whether `folder` holds the year as `restore` put it there, and nothing else."""
        return self.store.is_restored(self.id, self.holding(version), folder)

    def export(self, version: str | None, to: Path) -> None:
        """Put the year in the folder `to` as a BagIt bag."""
        self.store.export_bag(self.id, self.holding(version), to)

    def network_file(self, version: str) -> bytes:
        """The network's file as it was when the archive got the report's `version`."""
        path = self.year.workspace.relative(self.year.network_file)
        return self.store.read(self.id, self.holding(version), path)

    def file(self, path: Path) -> bytes:
        """A file of the workspace as the newest version of the year has it."""
        return self.store.read(self.id, self.holding(None), self.year.workspace.relative(path))

    def published_on(self) -> dt.date | None:
        """When the report was published first; None where its newest version is not published."""
        latest = self.latest_record()
        if latest is None or latest.stage != Stage.PUBLISHED:
            return None
        said = (step.message.split(" ") for step in self.steps.values())
        first = next((each[0] for each in said if each[-1] == Stage.PUBLISHED), latest.version)
        return latest.date if first == latest.version else self.record(first).date

    def below(self, folder: Path) -> dict[Path, bytes]:
        """The files of a folder, as the newest version of the year that has any of them does."""
        opening = f"{self.year.workspace.relative(folder)}/"
        for name, step in reversed(list(self.steps.items())):
            held = [path for path in step.state if path.startswith(opening)]
            if held:
                root = self.year.workspace.root
                return {root / path: self.store.read(self.id, name, path) for path in held}
        return {}

    def version_names(self) -> list[str]:
        """Names of the report's versions that the year holds, oldest first."""
        paths = {path for step in self.steps.values() for path in step.state}
        records = (path for path in paths if f"/{FOLDER}/" in path and path.endswith(".json"))
        stems = {Path(path).stem for path in records}
        return sorted(filter(_number, stems), key=_number)  # minutes have their records there too

    def record(self, version: str) -> Record:
        """What was recorded of a version of the report, read from the archive and checked.

        Raises `RecordDamaged` where it was damaged when it was archived.
        """
        path = f"{self._records}/{version}.json"
        data = self.store.read(self.id, self.holding(version), path)
        try:
            record = Record.from_json(data)
        except json_file.Damaged:
            raise RecordDamaged(Location(file=path), version=version) from None
        if record.version != version:
            raise RecordDamaged(Location(file=path), version=version)
        return record

    def restored_record(self, version: str, *, is_latest: bool) -> bool:
        """Put a version's record and document back in the outputs; tell whether that was done.

        The latest one is put back where it is missing, any other where it is damaged.
        """
        path = self.year.outputs / FOLDER / f"{version}.json"
        if read_record(path) is not None or not (is_latest or path.exists()):
            return False
        try:
            record = self.record(version)
            data = self.document(record)
        except Refusal:
            return False
        files.write(path.with_suffix(".docx"), data)
        files.write(path, record.to_json())
        return True

    def latest_record(self) -> Record | None:
        """What was recorded of the newest version of the report that the year holds."""
        return self._latest

    @cached_property
    def _latest(self) -> Record | None:
        names = self.version_names()
        return self.record(names[-1]) if names else None

    def document(self, record: Record) -> bytes:
        """The document of a version as it was made.

        Raises `NoSuchFile` where the archive holds it no more as `record` knows it.
        """
        path = f"{self._records}/{record.version}.docx"
        for name, step in self.steps.items():
            if path in step.state:
                data = self.store.read(self.id, name, path)
                if files.digest(data) == record.sha256:
                    return data
        raise NoSuchFile(Location(file=path), version=record.version, path=path)


def _number(version: str) -> int:
    return version_in(f"_{version}.")


def keep(year: Year, *, version: str, step: str, secretariat: Secretariat) -> tuple[Problem, ...]:
    """Keep the year as it stands, unless the archive holds this step of this version.

    Inputs, template, what was made, sent and received go in. `version` is the report's
    version, `step` what was done (``udkast``, ``hoering``). A version that is made stands,
    also where the archive cannot take it now: that is a warning, and the next run tries
    again.
    """
    archived, message = ArchivedYear(year), f"{version} {step}"
    try:
        if message in _messages(archived):
            return ()
        archived.store.commit(
            archived.id,
            _files_to_keep(year),
            message=message,
            user=User(secretariat.organisation, _address(secretariat)),
            created=dt.datetime.now().astimezone(),
        )
    except Refusal as refusal:
        where = refusal.problem.location
        return (Problem("not-archived", where, {"version": version, "reason": refusal.problem}),)
    return ()


def recover(year: Year) -> bool:
    """Put records of versions back from the archive; tell whether any was.

    The latest one where the outputs lack it, and any that is damaged there and was whole when
    it was archived. Outputs may be deleted; what was made is not forgotten for it. An archive
    that cannot be read leaves things as they are: the number still goes on from it.
    """
    archived = ArchivedYear(year)
    try:
        names = archived.version_names()
        found = [archived.restored_record(name, is_latest=name == names[-1]) for name in names]
    except Refusal:
        return False
    return any(found)


def archive_faults(year: Year) -> tuple[Problem, ...]:
    """What keeps the archive from being gone on with; its files are `verify`'s to look at."""
    try:
        _messages(ArchivedYear(year))
    except Refusal as refusal:
        return (refusal.problem,)
    return ()


def _messages(archived: ArchivedYear) -> set[str]:
    try:
        return {step.message for step in archived.steps.values()}
    except NoSuchObject:
        return set()


def _address(secretariat: Secretariat) -> str:
    """A URI for who made the version, which OCFL wants beside the name."""
    if secretariat.email:
        return f"mailto:{secretariat.email}"
    return f"urn:reportgen:organisation:{plain(secretariat.organisation).casefold()}"


def _files_to_keep(year: Year) -> Mapping[str, Path]:
    """Everything the year is made of and has come to, by its path in the workspace.

    What a link leads to is no part of it.
    """
    paths = [path for folder in (year.inputs, year.outputs) for path in files.below(folder).files]
    shared = (year.network_file, year.workspace.template, year.workspace.case_template)
    paths += [path for path in shared if path.is_file() and not files.is_link(path)]
    return {
        year.workspace.relative(path): path for path in paths if not files.is_left_behind(path.name)
    }


def listed(workspace: Workspace) -> list[dict[str, Any]]:
    """Every archived year: ``{network, year, versions}``, the versions counted."""
    years = []
    for entry in store(workspace).objects():
        network, _, year = entry.folder.rpartition("_")
        count = int(entry.head[1:]) if entry.head[1:].isdecimal() else 0
        years.append({"network": composed(network), "year": int(year), "versions": count})
    return years


def listed_twice(workspace: Workspace) -> tuple[Problem, ...]:
    """Years that lie in the archive under one name written in two ways; they are never joined."""
    folders: dict[str, list[str]] = {}
    for entry in store(workspace).objects():
        folders.setdefault(composed(entry.folder), []).append(entry.folder)
    return tuple(
        Problem("archive-year-twice", Location(name), {"count": len(same)})
        for name, same in folders.items()
        if len(same) > 1
    )


def links(workspace: Workspace) -> tuple[Problem, ...]:
    """Links among the archived years, which are none."""
    folder = workspace.root / "arkiv"
    there = sorted(folder.iterdir()) if folder.is_dir() else ()
    found = (Location(workspace.relative(path)) for path in there if files.is_link(path))
    return tuple(Problem("link-passed-over", where) for where in found)


def shown(year: Year) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    """The versions of the report that an archived year holds, oldest first.

    One that cannot be read is a problem at its place, and the others are there.
    """
    archived = ArchivedYear(year)
    versions: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for version in archived.version_names():
        try:
            record = archived.record(version)
        except Refusal as refusal:
            problems.append(refusal.problem)
            continue
        said = {"version": version, "stage": record.stage, "file": record.file}
        versions.append({**said, "date": record.date.isoformat()})
    return versions, tuple(problems)
