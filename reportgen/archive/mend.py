"""Clearing up after a crash, so that each version is there whole or not at all.

A version exists from the moment the object's inventory names it. Whatever was moved in
before that moment is taken out again; what remained to be done after it is done.
"""

from __future__ import annotations

import os
from pathlib import Path

from reportgen.archive import files, inventory, staging
from reportgen.archive.inventory import NAME, SIDECAR
from reportgen.archive.staging import Journal
from reportgen.archive.validate.findings import Findings
from reportgen.archive.validate.inventory import read


def is_needed(root: Path) -> bool:
    """Tell whether something was left behind (or another program is writing just now)."""
    extensions = staging.area(root).parent
    return os.path.lexists(staging.area(root)) or (
        extensions.is_dir() and next(extensions.iterdir(), None) is None
    )


def mend(root: Path) -> tuple[str, ...]:
    """Finish or undo every commit that was broken off; the caller holds the lock.

    Returns the folders of the objects in which something was set right.
    """
    mended: list[str] = []
    for room in list(staging.rooms(root)):
        journal = staging.announced(room)
        if journal is not None and settle(root, room, journal):
            mended.append(journal.folder)
        staging.close_room(root, room)
    files.remove_if_empty(staging.area(root))
    files.remove_if_empty(staging.area(root).parent)
    return tuple(mended)


def settle(root: Path, room: Path, journal: Journal) -> bool:
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
            _put(room, top / SIDECAR, digest)
        return stated != digest
    claims = read(current, NAME, Findings())
    if claims is None or journal.version in claims.versions or not claims.versions:
        # A damaged inventory, or a later version: not for us to take anything away.
        return False
    if stated == digest:
        _put(room, top / SIDECAR, inventory.sidecar(current))
    elif stated != inventory.sidecar(current):
        return False
    files.move(moved, room / f"undone-{journal.version}")
    files.sync((top, room))
    return True


def _put(room: Path, target: Path, content: bytes) -> None:
    beside = room / f"mended-{target.name}"
    beside.unlink(missing_ok=True)
    files.write(beside, content)
    files.replace(beside, target)
    files.sync((target.parent,))
