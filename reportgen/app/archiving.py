"""The yearly versions in the archive: added at each step, listed, checked, handed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.archive import (
    NoSuchFile,
    NoSuchObject,
    NoSuchVersion,
    Store,
    User,
    Version,
    object_id,
)
from reportgen.problems import Location, Problem, Refusal
from reportgen.report.meeting import Secretariat
from reportgen.workspace import files
from reportgen.workspace.names import plain, version_in
from reportgen.workspace.places import Workspace, Year
from reportgen.workspace.versions import FOLDER, Record


def store(workspace: Workspace) -> Store:
    """The workspace's archive."""
    return Store(workspace.root / "arkiv")


def keep(year: Year, *, version: str, step: str, secretariat: Secretariat) -> tuple[Problem, ...]:
    """Keep the year as it stands, unless the archive holds this step of this version.

    Inputs, template, what was made, sent and received go in. `version` is the report's
    version, `step` what was done (``udkast``, ``hoering``). A version that is made stands,
    also where the archive cannot take it now: that is a warning, and the next run tries
    again.
    """
    archived, identifier = store(year.workspace), object_id(year.network, year.year)
    message = f"{version} {step}"
    try:
        if message in _messages(archived, identifier):
            return ()
        archived.commit(
            identifier,
            _kept(year),
            message=message,
            user=User(secretariat.organisation, _address(secretariat)),
            created=dt.datetime.now().astimezone(),
        )
    except Refusal as refusal:
        where = refusal.problem.location
        return (Problem("not-archived", where, {"version": version, "reason": refusal.code}),)
    return ()


def recover(year: Year) -> None:
    """Put the latest version's record back from the archive, where the outputs lack it.

    Outputs may be deleted; what was made is not forgotten for it. An archive that cannot
    be read leaves things as they are: the number still goes on from it.
    """
    archived, identifier = store(year.workspace), object_id(year.network, year.year)
    folder = year.workspace.relative(year.outputs / FOLDER)
    try:
        versions = archived.versions(identifier)
        newest = list(versions)[-1]
        names = [p for p in versions[newest].state if p.startswith(f"{folder}/")]
        latest = max((Path(name).stem for name in names), key=_number, default="")
        for name in names:
            path = year.workspace.root / name
            if Path(name).stem == latest and not path.exists():
                files.write(path, archived.read(identifier, newest, name))
    except Refusal:
        return


def _messages(archived: Store, identifier: str) -> set[str]:
    try:
        return {kept.message for kept in archived.versions(identifier).values()}
    except NoSuchObject:
        return set()


def _address(secretariat: Secretariat) -> str:
    """A URI for who made the version, which OCFL wants beside the name."""
    if secretariat.email:
        return f"mailto:{secretariat.email}"
    return f"urn:reportgen:organisation:{plain(secretariat.organisation).casefold()}"


def _kept(year: Year) -> Mapping[str, Path]:
    """Everything the year is made of and has come to, by its path in the workspace."""
    folders = (year.inputs, year.outputs)
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    paths += [path for path in (year.network_file, year.workspace.template) if path.is_file()]
    return {
        year.workspace.relative(path): path for path in paths if not files.is_left_behind(path.name)
    }


def listed(workspace: Workspace) -> list[dict[str, Any]]:
    """Every archived year: ``{network, year, versions}``, the versions counted."""
    found = []
    for entry in store(workspace).objects():
        network, _, year = entry.folder.rpartition("_")
        count = int(entry.head[1:]) if entry.head[1:].isdecimal() else 0
        found.append({"network": network, "year": int(year), "versions": count})
    return found


def shown(workspace: Workspace, network: str, year: int) -> list[dict[str, Any]]:
    """The versions of the report that an archived year holds, oldest first."""
    return [
        {
            "version": record.version,
            "stage": record.stage,
            "date": record.date.isoformat(),
            "file": record.file,
        }
        for record in (
            _record(workspace, network, year, name) for name in _names(workspace, network, year)
        )
    ]


def _names(workspace: Workspace, network: str, year: int) -> list[str]:
    """Names of the report's versions that an archived year holds, oldest first."""
    versions = store(workspace).versions(object_id(network, year))
    paths = {path for version in versions.values() for path in version.state}
    records = (path for path in paths if f"/{FOLDER}/" in path and path.endswith(".json"))
    return sorted({Path(path).stem for path in records}, key=_number)


def _number(version: str) -> int:
    return version_in(f"_{version}.")


def _record(workspace: Workspace, network: str, year: int, version: str) -> Record:
    """What was recorded of a version of the report, read from the archive and checked."""
    identifier = object_id(network, year)
    archived = store(workspace)
    name = holding(archived.versions(identifier), identifier, version)
    path = f"outputs/{network}/{year}/{FOLDER}/{version}.json"
    return Record.from_json(archived.read(identifier, name, path))


def holding(versions: Mapping[str, Version], identifier: str, version: str | None) -> str:
    """The archive's version that holds the report's `version` as it was; None is the newest.

    Raises `NoSuchVersion`.
    """
    if version is None:
        return list(versions)[-1]
    found = [name for name, kept in versions.items() if kept.message.split(" ")[0] == version]
    if not found:
        known = ", ".join(dict.fromkeys(v.message.split(" ")[0] for v in versions.values()))
        raise NoSuchVersion(id=identifier, version=version, known=known)
    return found[-1]


def restore(workspace: Workspace, network: str, year: int, version: str | None, to: Path) -> None:
    """Put an archived year in the folder `to`, checked before a byte is handed over."""
    identifier = object_id(network, year)
    archived = store(workspace)
    name = holding(archived.versions(identifier), identifier, version)
    archived.restore(identifier, name, to)


def export(workspace: Workspace, network: str, year: int, version: str | None, to: Path) -> None:
    """Put an archived year in the folder `to` as a BagIt bag."""
    identifier = object_id(network, year)
    archived = store(workspace)
    name = holding(archived.versions(identifier), identifier, version)
    archived.export_bag(identifier, name, to)


def latest_record(workspace: Workspace, network: str, year: int) -> Record | None:
    """What was recorded of the newest version of the report that an archived year holds."""
    names = _names(workspace, network, year)
    return _record(workspace, network, year, names[-1]) if names else None


def kept_record(workspace: Workspace, network: str, year: int, version: str | None) -> Record:
    """What was recorded of an archived version, the newest unless `version` says another."""
    if version is None:
        version = _names(workspace, network, year)[-1]
    return _record(workspace, network, year, version)


def kept_document(workspace: Workspace, network: str, year: int, record: Record) -> bytes:
    """The document of an archived version as it was made.

    Raises `NoSuchFile` where the archive holds it no more as `record` knows it.
    """
    archived, identifier = store(workspace), object_id(network, year)
    path = f"outputs/{network}/{year}/{FOLDER}/{record.version}.docx"
    for name, version in archived.versions(identifier).items():
        if path in version.state:
            data = archived.read(identifier, name, path)
            if files.digest(data) == record.sha256:
                return data
    raise NoSuchFile(Location(file=path), version=record.version, path=path)
