"""The archive: yearly objects, their versions, and what can be done with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.archive import commit, inventory, paths, restore, storage_root
from reportgen.archive.content import Source
from reportgen.archive.inventory import Inventory, User, Version
from reportgen.archive.load import head_and_id, read_inventory, read_sound_inventory
from reportgen.archive.refusals import (
    AccessDenied,
    AnotherLayout,
    ArchiveBusy,
    ClashingNames,
    DestinationInArchive,
    FolderTaken,
    NoSuchObject,
    NotAnArchive,
    ReadOnly,
    UnsafeNames,
    storage_errors,
)
from reportgen.problems import Location, Problem
from reportgen.report.wording.characters import legible_name
from reportgen.workspace.files import is_link, refuse_link

_Writer = Callable[[Path, Inventory, str, Path], None]


@dataclass(frozen=True, slots=True)
class ObjectEntry:
    """One line of a listing."""

    id: str
    folder: str
    head: str
    """Newest version; empty where the object is damaged."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit came to."""

    version: str
    """The version that now holds the files."""
    unchanged: bool = False
    """It was there already with just these files, and none was added."""


@dataclass(frozen=True, slots=True)
class Store:
    """An OCFL 1.1 storage root at `root`, made by the first commit.

    Reading needs no lock: what is archived never changes. Each operation first clears up
    what a crash has left, where it may write and nobody else is writing.
    """

    root: Path
    wait: float = storage_root.WAIT
    """Seconds to wait for another writer."""

    def objects(self) -> tuple[ObjectEntry, ...]:
        """Every object, by folder. Only the first bytes of each inventory are read."""
        if not self._ready():
            return ()
        with storage_errors(self.root):
            with os.scandir(self.root) as entries:
                folders = sorted(entry.name for entry in entries if _is_folder(entry))
            by_folder = ((name, paths.folder_id(name)) for name in folders)
            return tuple(self._entry(name, known) for name, known in by_folder if known)

    def inventory(self, identifier: str) -> Inventory:
        """Inventory of one object.

        `NoSuchObject` if there is none, `ObjectDamaged` if its digest does not match.
        """
        top, known = self._found(identifier)
        with storage_errors(top):
            return read_inventory(top, known)

    def versions(self, identifier: str) -> Mapping[str, Version]:
        """The versions of one object by name, the oldest first."""
        return self.inventory(identifier).versions

    def commit(
        self,
        identifier: str,
        files: Mapping[str, Source],
        *,
        message: str,
        user: User,
        created: datetime,
    ) -> Committed:
        """Add a version that holds exactly `files`, given as logical path to bytes or file.

        Bytes that an earlier version holds are not stored again. It is done whole or not at
        all; a `Refusal` says why not. Paths are kept in NFC, with ``/``.
        """
        sources = _checked(files)
        if paths.object_folder(identifier) is None:
            raise UnsafeNames(names=identifier, longest=paths.LONGEST_PATH)
        with self._writing(), storage_errors(self.root):
            folder, known = self._named(identifier)
            current = self._current(folder, known)
            new = Version(inventory.timestamp(created), {}, message, user)
            added = commit.add_version(self.root, folder, current, sources, new)
            return Committed(added or current.head, unchanged=added is None)

    def read(self, identifier: str, version: str, path: str) -> bytes:
        """Bytes of one file of a version, checked; `ContentDamaged` if they are not as stored."""
        top, known = self._found(identifier)
        with storage_errors(top):
            current = read_inventory(top, known)
            return restore.read_file(top, current, version, paths.normal(path))

    def restore(self, identifier: str, version: str, to: Path) -> None:
        """Put the files of a version in the folder `to`, which must be empty or not exist.

        Every digest is checked first. If one does not match, `ContentDamaged` names the file
        and nothing at all is handed over.
        """
        self._hand_out(identifier, version, to.resolve(), restore.copy_out)

    def is_restored(self, identifier: str, version: str, folder: Path) -> bool:
        """Whether `folder` holds just the files of a version, as `restore` put them there."""
        current = self.inventory(identifier)
        with storage_errors(folder):
            return restore.is_copy(current, version, folder)

    def export_bag(self, identifier: str, version: str, to: Path) -> None:
        """Put a version in the folder `to` as a BagIt bag, checked as `restore` does."""
        self._hand_out(identifier, version, to.resolve(), restore.write_bag)

    def verify(self, identifier: str | None = None) -> list[Problem]:
        """Everything wrong with one object, or with the archive and all in it.

        Every digest is computed. Nobody can write meanwhile, except where the archive itself
        can only be read.
        """
        from reportgen.archive.validate import validate

        try:
            if identifier is None and not self._ready():
                return []
        except (AnotherLayout, NotAnArchive):
            # Damaged, or somebody else's: there is still something to be said of it.
            return validate(self.root)
        what = self.root if identifier is None else self._found(identifier)[0]
        with self._undisturbed(), storage_errors(what):
            return validate(what)

    def recover(self) -> tuple[str, ...]:
        """Clear up after a crash; folders of the objects in which something was set right."""
        with storage_errors(self.root):
            if not storage_root.is_archive(self.root) or not commit.needs_recovery(self.root):
                return ()
        with storage_root.locked(self.root, self.wait), storage_errors(self.root):
            return commit.recover(self.root)

    def _entry(self, folder: str, identifier: str) -> ObjectEntry:
        known = head_and_id(self.root / folder)
        if known is None or paths.object_folder(known[1]) != folder:
            return ObjectEntry(identifier, folder, "")
        return ObjectEntry(known[1], folder, known[0])

    def _ready(self) -> bool:
        """Tell whether there is an archive, after clearing up if that can be done now."""
        with storage_errors(self.root):
            if not storage_root.is_archive(self.root):
                return False
            if not commit.needs_recovery(self.root):
                return True
        try:
            with storage_root.locked(self.root, 0), storage_errors(self.root):
                commit.recover(self.root)
        except (ArchiveBusy, ReadOnly, AccessDenied):
            # Somebody is writing, or nobody here can: committed versions can be read all along.
            return True
        return True

    def _found(self, identifier: str) -> tuple[Path, str]:
        """Folder of an object that is there, and its id as it stands in it."""
        if paths.object_folder(identifier) is not None and self._ready():
            folder, known = self._named(identifier)
            if (self.root / folder).is_dir():
                return self.root / folder, known
        raise NoSuchObject(id=paths.said(identifier))

    def _named(self, identifier: str) -> tuple[str, str]:
        """Folder and id of an object, where it may have been made under other letters for them.

        Names compare in NFC: a cloud drive or a Mac may write the same one decomposed.
        """
        folder = paths.object_folder(identifier) or ""
        refuse_link(self.root / folder)
        if not os.path.lexists(self.root / folder):
            wanted = paths.normal(folder)
            others = sorted(os.listdir(self.root))  # noqa: PTH208 - names are all that is wanted
            folder = next((name for name in others if paths.normal(name) == wanted), folder)
        known = head_and_id(self.root / folder)
        is_same = known is not None and paths.object_folder(known[1]) == folder
        return folder, known[1] if known is not None and is_same else identifier

    def _hand_out(self, identifier: str, version: str, to: Path, write: _Writer) -> None:
        """Let `write` fill a folder with a version, which appears at `to` once it is whole."""
        top, known = self._found(identifier)
        if self.root.resolve() in (to, *to.parents):
            raise DestinationInArchive(Location(file=to.name), path=to.name)
        with storage_errors(top):
            current = read_inventory(top, known)
        with storage_errors(to), restore.appearing(to) as hidden:
            write(top, current, version, hidden)

    def _current(self, folder: str, identifier: str) -> Inventory:
        top = self.root / folder
        if not os.path.lexists(top):
            others = os.listdir(self.root)  # noqa: PTH208 - names are all that is wanted
            if any(other.casefold() == folder.casefold() for other in others):
                raise FolderTaken(Location(file=folder), path=folder)
            return inventory.empty(identifier)
        if paths.object_folder(identifier) != folder or not top.is_dir():
            raise FolderTaken(Location(file=folder), path=folder)
        return read_sound_inventory(top, identifier)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with storage_errors(self.root):
            storage_root.is_archive(self.root)
            self.root.mkdir(parents=True, exist_ok=True)
        with storage_root.locked(self.root, self.wait):
            with storage_errors(self.root):
                storage_root.prepare(self.root)
                commit.refuse_links(self.root)
                commit.recover(self.root)
            yield

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        holding = storage_root.locked(self.root, self.wait)
        try:
            holding.__enter__()
        except (ReadOnly, AccessDenied):
            yield
            return
        try:
            yield
        finally:
            holding.__exit__(None, None, None)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and not is_link(Path(entry))


def _checked(files: Mapping[str, Source]) -> dict[str, Source]:
    """`files` with their paths in NFC, all of which every system can take."""
    unsafe = paths.unsafe_paths(files)
    if unsafe:
        raise UnsafeNames(
            names=", ".join(f"“{legible_name(path)}”" for path in unsafe),
            longest=paths.LONGEST_PATH,
        )
    clashing = paths.clashing_paths(files)
    if clashing:
        raise ClashingNames(names=", ".join(clashing))
    return {paths.normal(path): source for path, source in files.items()}
