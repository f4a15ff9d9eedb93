"""The archive's own staging area: what is in it is not archived yet.

It lies under ``extensions`` in the storage root: on the same disk, so that a finished folder
is moved into place in one step, and where the format lets a program keep its own things.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.archive import files
from reportgen.archive.names import EXTENSIONS, folder_id

FOLDER = "reportgen-staging"
_JOURNAL = "journal.json"


@dataclass(frozen=True, slots=True)
class Journal:
    """A move about to be made: `version` into the object in `folder`."""

    folder: str
    version: str


def area(root: Path) -> Path:
    """The staging area of the archive in `root`."""
    return root / EXTENSIONS / FOLDER


def open_room(root: Path) -> Path:
    """A new empty folder in the staging area."""
    room = area(root) / secrets.token_hex(4)
    room.mkdir(parents=True)
    return room


def close_room(root: Path, room: Path) -> None:
    """Remove `room`, and the staging area with it if nothing else is there."""
    files.remove_tree(room)
    files.remove_if_empty(area(root))
    files.remove_if_empty(root / EXTENSIONS)


def rooms(root: Path) -> Iterator[Path]:
    """Folders that a commit left in the staging area."""
    if area(root).is_dir():
        yield from sorted(area(root).iterdir())


def announce(room: Path, journal: Journal) -> list[Path]:
    """Write down, before it is done, what will be moved where.

    Returns what has to be on the disk before the move. A journal cut short by a crash is
    none: nothing was moved yet.
    """
    document = {"object": journal.folder, "version": journal.version}
    content = json.dumps(document, ensure_ascii=False) + "\n"
    files.create(room / _JOURNAL, content.encode())
    return [room / _JOURNAL, room, *list(room.parents)[:3]]


def withdraw(room: Path) -> None:
    """Take the announcement back: nothing has to be set right any more."""
    (room / _JOURNAL).unlink(missing_ok=True)


def announced(room: Path) -> Journal | None:
    """What the commit in `room` was about to move; None if it had not come so far."""
    try:
        document = json.loads((room / _JOURNAL).read_text(encoding="utf-8"))
        journal = Journal(document["object"], document["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_ours = isinstance(journal.folder, str) and folder_id(journal.folder) is not None
    is_version = isinstance(journal.version, str) and journal.version[1:].isdecimal()
    return journal if is_ours and is_version and journal.version.startswith("v") else None
