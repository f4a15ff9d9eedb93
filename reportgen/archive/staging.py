"""The archive's own staging area: what is in it is not archived yet.

It lies under ``extensions`` in the storage root: on the same disk, so that a finished folder
is moved into place in one step, and where the format lets a program keep its own things.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.archive import files, inventory
from reportgen.archive.inventory import NAME, SIDECAR
from reportgen.archive.paths import EXTENSIONS, folder_id
from reportgen.archive.validate.findings import Findings
from reportgen.archive.validate.inventory import read

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
        document = json.loads((stage / _JOURNAL).read_text(encoding="utf-8"))
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
    try:
        current = (top / NAME).read_bytes()
        new, digest = (moved / NAME).read_bytes(), (moved / SIDECAR).read_bytes()
        stated = (top / SIDECAR).read_bytes()
    except FileNotFoundError:
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
