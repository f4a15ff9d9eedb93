"""Adding a version: staged, checked, announced, and moved in so that a crash harms nothing.

The order of the last steps:

1. The version's folder is complete in the staging area, on the disk, and read back.
2. A journal says where it is about to go.
3. The folder is moved into the object (for a first version: the object into the archive).
4. The object's inventory is replaced. From here on the version exists.
5. The inventory's digest is replaced, and the journal removed.

A crash before 4 leaves a folder that nothing names, and the journal to find it by; between
4 and 5 a digest that is one version behind. `staging.recover` takes away the one and puts
right the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.archive import files, inventory, staging
from reportgen.archive.content import (
    Source,
    check_new,
    survey,
    write_content,
    write_inventory,
)
from reportgen.archive.inventory import DECLARATION, NAME, SIDECAR, Inventory, Version
from reportgen.archive.load import next_version
from reportgen.archive.staging import Journal

_BEFORE = "before"


def add_version(
    root: Path,
    folder: str,
    current: Inventory,
    sources: Mapping[str, Source],
    version: Version,
) -> str | None:
    """Add a version, whose files come from `sources`, to the object in `folder`; its name.

    `current` is the object's inventory, without versions for a new object. The state of
    `version` is filled in here; None is returned where it is that of the newest one. The
    caller holds the lock. Whatever fails, the archive is as it was before.
    """
    known = survey(root / folder, current, sources)
    if current.head and current.versions[current.head].state == known:
        return None
    name = next_version(current)
    stage = staging.open_stage(root)
    try:
        (stage / name).mkdir()
        new = write_content(stage, folder, name, _unheld(current, sources, known), known)
        check_new(root / folder, current, (digest for digest, _ in new.values()))
        state = {path: digest or new[path][0] for path, digest in known.items()}
        grown = current.with_version(name, replace(version, state=state), dict(new.values()))
        document = inventory.to_bytes(grown)
        write_inventory(stage / name, document)
        if current.head:
            _swap_in(root, stage, folder, name, document)
        else:
            _move_in(root, stage, folder, name, document)
    except BaseException:
        # Where a journal still lies, undoing failed too: it is needed by the next operation.
        if staging.announced(stage) is None:
            staging.close_stage(root, stage)
        raise
    staging.close_stage(root, stage)
    return name


def _unheld(
    current: Inventory, sources: Mapping[str, Source], known: Mapping[str, str | None]
) -> dict[str, Source]:
    """Those of `sources` that no earlier version holds, the same bytes once."""
    unheld: dict[str, Source] = {}
    seen: set[str | None] = set(current.manifest)
    for logical, source in sorted(sources.items()):
        digest = known[logical]
        if digest is None or digest not in seen:
            unheld[logical] = source
        seen.add(digest)
    return unheld


def _move_in(root: Path, stage: Path, folder: str, name: str, document: bytes) -> None:
    """Put a new object in the archive, whole, in one step."""
    whole = stage / "object"
    whole.mkdir()
    files.create(whole / DECLARATION, f"{DECLARATION[2:]}\n".encode())
    written = write_inventory(whole, document)
    files.move(stage / name, whole / name)
    files.sync_all(
        [
            *written,
            whole / DECLARATION,
            whole / name / NAME,
            whole / name / SIDECAR,
            *files.all_directories(whole),
        ]
    )
    files.move(whole, root / folder)
    files.sync_all((root,))


def _swap_in(root: Path, stage: Path, folder: str, name: str, document: bytes) -> None:
    """Put a version in its object: folder, inventory, digest, in this order."""
    top = root / folder
    # What it takes to undo is written beforehand: a full disk has no room for it later.
    (stage / _BEFORE).mkdir()
    write_inventory(stage / _BEFORE, (top / NAME).read_bytes())
    written = [stage / name / NAME, stage / name / SIDECAR, *write_inventory(stage, document)]
    journal = Journal(folder, name)
    try:
        announced = staging.announce(stage, journal)
        files.sync_all([*written, *announced, *files.all_directories(stage / name)])
        files.move(stage / name, top / name)
        files.sync_all((top,))
        files.replace(stage / NAME, top / NAME)
        files.replace(stage / SIDECAR, top / SIDECAR)
        files.sync_all((top,))
    except BaseException:
        _undo(root, stage, journal)
        raise


def _undo(root: Path, stage: Path, journal: Journal) -> None:
    """Put back the inventory, if it came so far, and take the version out again."""
    top = root / journal.folder
    try:
        for name in (NAME, SIDECAR):
            files.replace(stage / _BEFORE / name, top / name)
        staging.settle(root, stage, journal)
    except OSError:
        # The disk fails in everything; the journal is there for the next operation.
        return
    staging.withdraw(stage)
