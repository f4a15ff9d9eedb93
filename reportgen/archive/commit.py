"""Adding a version: staged, checked, announced, and moved in so that a crash harms nothing.

The staging area lies under ``extensions`` in the storage root: on the same disk, so that a
finished folder is moved into place in one step, and where the format lets a program keep its
own things. What is in it is not archived yet.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.archive import files, inventory
from reportgen.archive.content import (
    Source,
    check_new,
    survey,
    write_content,
    write_inventory,
)
from reportgen.archive.inventory import DECLARATION, NAME, SIDECAR, Inventory, Version
from reportgen.archive.load import next_version
from reportgen.archive.paths import EXTENSIONS, folder_id
from reportgen.archive.validate.findings import Findings
from reportgen.archive.validate.inventory import read
from reportgen.problems import limits
from reportgen.report import json_file
from reportgen.workspace.files import refuse_link, tried

_FOLDER = "reportgen-staging"
_JOURNAL = "journal.json"


@dataclass(frozen=True, slots=True)
class Journal:
    """A move about to be made: `version` into the object in `folder`."""

    folder: str
    version: str


def _area(root: Path) -> Path:
    """The staging area of the archive in `root`."""
    return root / EXTENSIONS / _FOLDER


def refuse_links(root: Path) -> None:
    """Raise `LinkInTheWay` where the staging area of the archive would lead out of it."""
    for folder in (root / EXTENSIONS, _area(root)):
        refuse_link(folder)


def open_stage(root: Path) -> Path:
    """A new empty folder in the staging area."""
    stage = _area(root) / secrets.token_hex(4)
    stage.mkdir(parents=True)
    return stage


def close_stage(root: Path, stage: Path) -> None:
    """Remove `stage`, and the staging area with it if nothing else is there."""
    files.remove_tree(stage)
    files.remove_if_empty(_area(root))
    files.remove_if_empty(root / EXTENSIONS)


def _stages(root: Path) -> Iterator[Path]:
    """Folders that a commit left in the staging area."""
    if _area(root).is_dir():
        yield from sorted(_area(root).iterdir())


def announce(stage: Path, journal: Journal) -> list[Path]:
    """Write down, before it is done, what will be moved where.

    Returns what has to be on the disk before the move. A journal cut short by a crash is
    none: nothing was moved yet.
    """
    document = {"object": journal.folder, "version": journal.version}
    content = json.dumps(document, ensure_ascii=False) + "\n"
    files.create(stage / _JOURNAL, content.encode())
    return [stage / _JOURNAL, stage, *list(stage.parents)[:3]]


def withdraw(stage: Path) -> None:
    """Take the announcement back: nothing has to be set right any more."""
    (stage / _JOURNAL).unlink(missing_ok=True)


def announced(stage: Path) -> Journal | None:
    """What the commit in `stage` was about to move; None if it had not come so far."""
    try:
        document = json_file.parsed(tried(stage / _JOURNAL, limits.MOST_RECORD_BYTES)[0] or b"")
        journal = Journal(document["object"], document["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_ours = isinstance(journal.folder, str) and folder_id(journal.folder) is not None
    is_version = isinstance(journal.version, str) and journal.version[1:].isdecimal()
    return journal if is_ours and is_version and journal.version.startswith("v") else None


# Clearing up after a crash, so that each version is there whole or not at all. A version exists
# from the moment the object's inventory names it. Whatever was moved in before that moment is
# taken out again; what remained to be done after it is done.


def needs_recovery(root: Path) -> bool:
    """Tell whether something was left behind (or another program is writing just now)."""
    extensions = _area(root).parent
    return os.path.lexists(_area(root)) or (
        extensions.is_dir() and next(extensions.iterdir(), None) is None
    )


def recover(root: Path) -> tuple[str, ...]:
    """Finish or undo every commit that was broken off; the caller holds the lock.

    Returns the folders of the objects in which something was set right.
    """
    mended: list[str] = []
    for stage in list(_stages(root)):
        journal = announced(stage)
        if journal is not None and settle(root, stage, journal):
            mended.append(journal.folder)
        close_stage(root, stage)
    files.remove_if_empty(_area(root))
    files.remove_if_empty(_area(root).parent)
    return tuple(mended)


def settle(root: Path, stage: Path, journal: Journal) -> bool:
    """Bring the object named in `journal` to rest; tell whether anything had to be done."""
    top = root / journal.folder
    moved = top / journal.version
    places = (top / NAME, moved / NAME, moved / SIDECAR, top / SIDECAR)
    current, new, digest, stated = (tried(place, limits.MOST_RECORD_BYTES)[0] for place in places)
    if current is None or new is None or digest is None or stated is None:
        return False
    if current == new:
        if stated != digest:
            _overwrite(top / SIDECAR, digest, stage)
        return stated != digest
    claims = read(current, NAME, Findings())
    if claims is None or journal.version in claims.versions or not claims.versions:
        # A damaged inventory, or a later version: not for us to take anything away.
        return False
    if stated == digest:
        _overwrite(top / SIDECAR, inventory.sidecar(current), stage)
    elif stated != inventory.sidecar(current):
        return False
    files.move(moved, stage / f"undone-{journal.version}")
    files.sync_all((top, stage))
    return True


def _overwrite(target: Path, content: bytes, stage: Path) -> None:
    beside = stage / f"mended-{target.name}"
    beside.unlink(missing_ok=True)
    files.write(beside, content)
    files.replace(beside, target)
    files.sync_all((target.parent,))


# Adding a version. The order of the last steps:
#
# 1. The version's folder is complete in the staging area, on the disk, and read back.
# 2. A journal says where it is about to go.
# 3. The folder is moved into the object (for a first version: the object into the archive).
# 4. The object's inventory is replaced. From here on the version exists.
# 5. The inventory's digest is replaced, and the journal removed.
#
# A crash before 4 leaves a folder that nothing names, and the journal to find it by; between
# 4 and 5 a digest that is one version behind. `recover` takes away the one and puts
# right the other.

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
    stage = open_stage(root)
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
        if announced(stage) is None:
            close_stage(root, stage)
        raise
    close_stage(root, stage)
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
        announcement = announce(stage, journal)
        files.sync_all([*written, *announcement, *files.all_directories(stage / name)])
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
        settle(root, stage, journal)
    except OSError:
        # The disk fails in everything; the journal is there for the next operation.
        return
    withdraw(stage)
