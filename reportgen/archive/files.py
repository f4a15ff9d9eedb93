"""Writing that survives a crash: bytes on the disk before anything points to them."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from reportgen.archive.parallel import in_parallel

_PATIENCE = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries: on Windows a virus scanner holds new files for a moment."""


def create(path: Path, content: bytes) -> None:
    """Write a new file, which `sync` brings onto the disk."""
    with path.open("xb") as file:
        file.write(content)


def write(path: Path, content: bytes) -> None:
    """Write a new file and wait until it is on the disk."""
    create(path, content)
    sync((path,))


def sync(paths: Iterable[Path]) -> None:
    """Wait until the files and folders `paths` are on the disk."""
    for _ in in_parallel(sync_one, paths):
        pass


def sync_one(path: Path) -> None:
    """Wait until the bytes of a file, or the names in a folder, are on the disk."""
    if path.is_dir():
        if sys.platform == "win32":
            return  # Windows does this by itself
        descriptor = os.open(path, os.O_RDONLY)
    else:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def all_directories(top: Path) -> list[Path]:
    """`top` and every folder under it, the deepest first."""
    return [Path(place) for place, _, _ in os.walk(top, topdown=False)]


def replace(source: Path, target: Path) -> None:
    """Put the file `source` in the place of `target`, in one step."""
    _patiently(lambda: source.replace(target))


def move(source: Path, target: Path) -> None:
    """Move a folder to a place where there is nothing, in one step."""
    if os.path.lexists(target):
        raise FileExistsError(17, "there is something there already", str(target))
    _patiently(lambda: source.rename(target))


def _patiently(step: Callable[[], object]) -> None:
    for pause in _PATIENCE if sys.platform == "win32" else ():
        try:
            step()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    step()


def remove_tree(top: Path) -> None:
    """Remove `top` and what is in it, as far as that can be done.

    What is left (a file held by a scanner) is removed another time.
    """
    if not os.path.lexists(top):
        return
    for place, _, files in os.walk(top, topdown=False):
        for name in files:
            _make_writable(Path(place, name))
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
