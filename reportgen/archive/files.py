"""Writing that survives a crash: bytes on the disk before anything points to them.

Unlike a workspace's files, those of the archive are written once and never again, and many
at a time.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from reportgen.workspace.files import patiently, replace, sync

__all__ = [
    "all_directories",
    "create",
    "in_parallel",
    "move",
    "remove_if_empty",
    "remove_tree",
    "replace",
    "sync",
    "sync_all",
    "write",
]


def create(path: Path, content: bytes) -> None:
    """Write a new file, which `sync_all` brings onto the disk."""
    with path.open("xb") as file:
        file.write(content)


def write(path: Path, content: bytes) -> None:
    """Write a new file and wait until it is on the disk."""
    create(path, content)
    sync(path)


def sync_all(paths: Iterable[Path]) -> None:
    """Wait until the files and folders `paths` are on the disk."""
    for _ in in_parallel(sync, paths):
        pass


def all_directories(top: Path) -> list[Path]:
    """`top` and every folder under it, the deepest first."""
    return [Path(folder) for folder, _, _ in os.walk(top, topdown=False)]


def move(source: Path, target: Path) -> None:
    """Move a folder to a place where there is nothing, in one step."""
    if os.path.lexists(target):
        raise FileExistsError(17, "there is something there already", str(target))
    patiently(lambda: source.rename(target))


def remove_tree(top: Path) -> None:
    """Remove `top` and what is in it, as far as that can be done.

    What is left (a file held by a scanner) is removed another time.
    """
    if not os.path.lexists(top):
        return
    for folder, _, names in os.walk(top, topdown=False):
        for name in names:
            _make_writable(Path(folder, name))
    shutil.rmtree(top, ignore_errors=True)


def remove_if_empty(directory: Path) -> None:
    """Remove `directory` if there is nothing in it."""
    try:
        directory.rmdir()
    except OSError:
        return


def _make_writable(path: Path) -> None:
    # Windows does not remove a file marked read-only.
    if sys.platform == "win32":
        path.chmod(stat.S_IWRITE | stat.S_IREAD)


# `hashlib` and the system's calls let go of the interpreter's lock, so threads use every core,
# and the disk is given several files at a time to bring to rest.
_WORKERS = min(8, 2 * (os.cpu_count() or 1))
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_parallel(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
    """Results of `work` on each of `items`, in their order, from several threads."""
    waiting = list(items)
    if len(waiting) < 2 or _WORKERS < 2:
        yield from map(work, waiting)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_WORKERS) as pool:
        yield from pool.map(work, waiting)
