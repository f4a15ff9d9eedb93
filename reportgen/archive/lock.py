"""One writer at a time, also on a file share, and a name for whoever holds the archive."""

from __future__ import annotations

import getpass
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from reportgen.archive.refusals import ArchiveBusy, storage_errors
from reportgen.problems import Location

LOCK = ".reportgen.lock"
HOLDER = ".reportgen.lock.json"
WAIT = 10.0
"""Seconds to wait for another writer before refusing."""


@contextmanager
def locked(root: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the archive in `root`, waiting up to `wait` seconds for whoever holds it now.

    The system lets go of the lock when a program dies. `ArchiveBusy` names the holder,
    whose name lies in a file of its own: Windows lets nobody read a file that is locked.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(root / LOCK, timeout=wait)
    with storage_errors(root):
        try:
            lock.acquire()
        except Timeout:
            raise _busy(root) from None
    try:
        # Who holds it is told as a service; a disk without room for it stops nobody here.
        with suppress(OSError):
            (root / HOLDER).write_text(json.dumps(_holder(), ensure_ascii=False), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            (root / HOLDER).unlink()
        lock.release()


def _holder() -> dict[str, str | int]:
    try:
        who = getpass.getuser()
    except (OSError, KeyError, ImportError):
        who = "?"
    when = datetime.now().astimezone().isoformat(sep=" ", timespec="minutes")
    return {"who": who, "where": platform.node() or "?", "when": when[:16], "process": os.getpid()}


def _busy(root: Path) -> ArchiveBusy:
    try:
        told = json.loads((root / HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = {}
    told = told if isinstance(told, dict) else {}
    known = {key: str(told.get(key, "?")) for key in ("who", "where", "when")}
    return ArchiveBusy(Location(file=root.name), path=root.name, **known)
