"""The storage root itself: making one, and telling whether a folder is one of ours."""

from __future__ import annotations

import os
from pathlib import Path

from reportgen.archive import files, guide, lock
from reportgen.archive.inventory import SPEC
from reportgen.archive.refusals import AnotherLayout, NotAnArchive
from reportgen.problems import Location

DECLARATION = f"0=ocfl_{SPEC}"
_LAYOUT = "ocfl_layout.json"
_UNFINISHED = ".new"
_BEFORE = frozenset((*guide.FILES, lock.LOCK, lock.HOLDER, DECLARATION))
_PASSED_OVER = frozenset(("thumbs.db", "desktop.ini", ".ds_store", ".keep", ".gitkeep"))


def is_archive(root: Path) -> bool:
    """Tell whether `root` is an archive; a folder that can become one is not, yet.

    `NotAnArchive` and `AnotherLayout` for folders that hold something else.
    """
    if not os.path.lexists(root):
        return False
    if not root.is_dir():
        raise NotAnArchive(Location(file=root.name), path=root.name)
    if (root / DECLARATION).is_file():
        _check_ours(root)
        return True
    found = [name for name in os.listdir(root) if not _may_stand_before(name)]  # noqa: PTH208
    declared = [name for name in found if name.startswith("0=")]
    if declared:
        raise AnotherLayout(Location(file=root.name), path=root.name, detail=declared[0])
    if found:
        raise NotAnArchive(Location(file=root.name), path=root.name)
    return False


def _may_stand_before(name: str) -> bool:
    return name.removesuffix(_UNFINISHED) in _BEFORE or name.lower() in _PASSED_OVER


def _check_ours(root: Path) -> None:
    stated = (root / DECLARATION).read_bytes()
    if stated != f"{DECLARATION[2:]}\n".encode():
        raise AnotherLayout(Location(file=DECLARATION), path=root.name, detail=DECLARATION)
    if os.path.lexists(root / _LAYOUT):
        raise AnotherLayout(Location(file=_LAYOUT), path=root.name, detail=_LAYOUT)


def prepare(root: Path) -> None:
    """Make `root` an archive if it is not one; the declaration comes last, and makes it one.

    The guide is written where it is missing. The caller holds the lock.
    """
    wanted = {} if _has_guide(root) else guide.contents()
    if not (root / DECLARATION).is_file():
        wanted[DECLARATION] = f"{DECLARATION[2:]}\n".encode()
    for name, content in wanted.items():
        unfinished = root / f"{name}{_UNFINISHED}"
        unfinished.unlink(missing_ok=True)
        files.write(unfinished, content)
        files.replace(unfinished, root / name)
    if wanted:
        files.sync((root, root.parent))


def _has_guide(root: Path) -> bool:
    return any((root / name).is_file() for name in guide.FILES) and (root / DECLARATION).is_file()
