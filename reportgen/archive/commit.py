"""Adding a version: staged, checked, announced, and moved in so that a crash harms nothing.

The order of the last steps:

1. The version's folder is complete in the staging area, on the disk, and read back.
2. A journal says where it is about to go.
3. The folder is moved into the object (for a first version: the object into the archive).
4. The object's inventory is replaced. From here on the version exists.
5. The inventory's digest is replaced, and the journal removed.

A crash before 4 leaves a folder that nothing names, and the journal to find it by; between
4 and 5 a digest that is one version behind. `mend` takes away the one and puts right the other.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.archive import digests, files, inventory, mend, names, staging
from reportgen.archive.inventory import DECLARATION, NAME, SIDECAR, Inventory, Version
from reportgen.archive.load import next_version
from reportgen.archive.refusals import CopyFailed, ObjectDamaged, SourceChanged
from reportgen.archive.staging import Journal
from reportgen.problems import Location

Source = bytes | Path


@dataclass(frozen=True, slots=True)
class _Item:
    """New content: where it comes from, and where it goes in the object."""

    source: Source
    logical: str
    digest: str
    path: str
    """Content path: under the object's folder."""


def hash_sources(sources: Mapping[str, Source]) -> dict[str, str]:
    """Digest of each file to be archived, by logical path."""

    def digest(source: Source) -> str:
        if isinstance(source, bytes):
            return digests.of_bytes(source)
        return digests.of_file(source)[digests.DEFAULT]

    return dict(zip(sources, digests.in_parallel(digest, sources.values()), strict=True))


def add_version(
    root: Path,
    folder: str,
    current: Inventory,
    sources: Mapping[str, Source],
    version: Version,
) -> str:
    """Add `version`, whose files come from `sources`, to the object in `folder`; its name.

    `current` is the object's inventory, without versions for a new object. The caller holds
    the lock. Whatever fails, the archive is as it was before.
    """
    name = next_version(current)
    items = _new_items(root / folder, current, sources, version)
    content = {item.digest: item.path for item in items}
    document = inventory.to_bytes(current.with_version(name, version, content))
    room = staging.open_room(root)
    try:
        _stage(room, name, items, document)
        if current.head:
            _swap_in(root, room, folder, name, document)
        else:
            _move_in(root, room, folder, name, document)
    except BaseException:
        # Where a journal still lies, undoing failed too: it is needed by the next operation.
        if staging.announced(room) is None:
            staging.close_room(root, room)
        raise
    staging.close_room(root, room)
    return name


def _new_items(
    top: Path, current: Inventory, sources: Mapping[str, Source], version: Version
) -> list[_Item]:
    """Content that no earlier version holds, each digest once."""
    name = next_version(current)
    items: dict[str, _Item] = {}
    for logical, source in sorted(sources.items()):
        digest = version.state[logical]
        held = current.manifest.get(digest)
        if held:
            _check_held(top, held, source)
        elif digest not in items:
            path = names.content_path(top.name, name, logical, digest)
            items[digest] = _Item(source, logical, digest, path)
    return list(items.values())


def _check_held(top: Path, paths: tuple[str, ...], source: Source) -> None:
    # Leaning on an earlier copy that is gone or cut short would lose the good one at hand.
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    for path in paths:
        held = top / path
        if not held.is_file() or held.stat().st_size != size:
            raise ObjectDamaged(Location(file=f"{top.name}/{path}"), path=top.name)


def _stage(room: Path, name: str, items: list[_Item], document: bytes) -> None:
    """Build the folder of version `name` in `room`, and read back what was written."""
    place = room / name
    place.mkdir()
    for folder in {(room / item.path).parent for item in items}:
        folder.mkdir(parents=True, exist_ok=True)

    def store(item: _Item) -> None:
        target = room / item.path
        written = _copy(item.source, target)
        if written != item.digest:
            raise SourceChanged(Location(file=item.logical), path=item.logical)
        if digests.of_file(target)[digests.DEFAULT] != item.digest:
            raise CopyFailed(Location(file=item.logical), path=item.logical)

    for _ in digests.in_parallel(store, items):
        pass
    _write_inventory(place, document)
    files.sync_directories(files.all_directories(place))


def _copy(source: Source, target: Path) -> str:
    """Copy `source` to the new file `target`, onto the disk; digest of the bytes read."""
    if isinstance(source, bytes):
        files.write(target, source)
        return digests.of_bytes(source)
    made = digests.new()
    with source.open("rb", buffering=0) as reader, target.open("xb", buffering=0) as writer:
        while chunk := reader.read(1 << 20):
            made.update(chunk)
            rest = memoryview(chunk)
            while rest:
                rest = rest[writer.write(rest) :]
        os.fsync(writer.fileno())
    return made.hexdigest()


def _write_inventory(folder: Path, document: bytes) -> None:
    files.write(folder / NAME, document)
    files.write(folder / SIDECAR, inventory.sidecar(document))
    read_back = ((folder / NAME).read_bytes(), (folder / SIDECAR).read_bytes())
    if read_back != (document, inventory.sidecar(document)):
        raise CopyFailed(Location(file=NAME), path=NAME)


def _move_in(root: Path, room: Path, folder: str, name: str, document: bytes) -> None:
    """Put a new object in the archive, whole, in one step."""
    whole = room / "object"
    whole.mkdir()
    files.write(whole / DECLARATION, f"{DECLARATION[2:]}\n".encode())
    _write_inventory(whole, document)
    files.move(room / name, whole / name)
    files.sync_directories((whole, room))
    files.move(whole, root / folder)
    files.sync_directories((root,))


def _swap_in(root: Path, room: Path, folder: str, name: str, document: bytes) -> None:
    """Put a version in its object: folder, inventory, digest, in this order."""
    top = root / folder
    before = (top / NAME).read_bytes()
    _write_inventory(room, document)
    journal = Journal(folder, name)
    staging.announce(room, journal)
    try:
        files.move(room / name, top / name)
        files.sync_directories((top,))
        files.replace(room / NAME, top / NAME)
        files.sync_directories((top,))
        files.replace(room / SIDECAR, top / SIDECAR)
        files.sync_directories((top,))
    except BaseException:
        _undo(root, room, journal, before)
        raise


def _undo(root: Path, room: Path, journal: Journal, before: bytes) -> None:
    """Put back the inventory, if it came so far, and take the version out again."""
    top = root / journal.folder
    try:
        if (top / NAME).read_bytes() != before:
            old = room / "before"
            files.write(old, before)
            files.replace(old, top / NAME)
        mend.settle(root, room, journal)
    except OSError:
        return
    staging.withdraw(room)
