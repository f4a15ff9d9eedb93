"""One writer at a time in a folder, also on a file share, and a name on who holds it."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import json
import os
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.problems import Location, Refusal, shortened
from reportgen.report import json_file
from reportgen.report.dates import danish_time
from reportgen.workspace import files, together

_LOCK = ".reportgen.lock"
_HOLDER = ".reportgen.holder.json"


class WorkspaceBusy(Refusal, code="workspace-busy"):
    """Another run holds the workspace."""


@contextlib.contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold the workspace while something is written; raises `WorkspaceBusy` and `FileHeld`.

    What a run that was broken off left is finished first (see `reportgen.workspace.together`).
    Holds on one machine and on a file share. A cloud-synced folder cannot promise it;
    the conflict copies it makes are reported when the inputs are read.
    """
    lock = SignedLock(root / _LOCK, root / _HOLDER)
    since = danish_time(dt.datetime.now())
    signature = {"who": user_name(), "machine": machine_name(), "since": since}
    try:
        is_ours = lock.acquire(signature, wait=0)
    except OSError as error:
        raise files.refusal(error, root / _LOCK) from error
    if not is_ours:
        raise WorkspaceBusy(Location(_LOCK), **lock.signature(signature))
    try:
        together.finish(root)
        yield
    finally:
        lock.release()


def settle(root: Path) -> None:
    """Let what a run that was broken off left be finished, where that can be done now.

    To be asked by what only reads, so that it meets the workspace as it is to be.
    """
    if together.is_unfinished(root) or os.path.lexists(root / _HOLDER):
        with contextlib.suppress(Refusal), held(root):
            pass


@contextlib.contextmanager
def held_briefly(lock: Path) -> Iterator[None]:
    """Hold one file's `lock` for the moment that adding to it takes; raises `FileHeld`."""
    from filelock import FileLock, Timeout

    files.refuse_link(lock)
    holding = FileLock(lock)
    try:
        holding.acquire(timeout=_PATIENCE)
    except (Timeout, OSError) as error:
        raise files.FileHeld(Location(lock.name)) from error
    try:
        yield
    finally:
        holding.release()


_PATIENCE = 5
"""Seconds; whoever holds such a lock needs a few hundredths of one."""


class SignedLock:
    """The lock file `lock`, and the file `holder` in which its holder signs.

    The system lets go of a lock when the program that holds it dies. The signature is in a
    file of its own, since Windows lets nobody read a file that is locked.
    """

    def __init__(self, lock: Path, holder: Path) -> None:
        from filelock import FileLock

        self._lock = FileLock(lock)
        self._holder = holder

    def acquire(self, signature: Mapping[str, str | int], *, wait: float) -> bool:
        """Take the lock and sign, waiting up to `wait` seconds for whoever holds it now.

        Returns whether it was taken. Raises `OSError` where there can be no lock file, and
        `LinkInTheWay` where a link stands in its place.
        """
        from filelock import Timeout

        for path in (Path(self._lock.lock_file), self._holder):
            files.refuse_link(path)
        try:
            self._lock.acquire(timeout=wait)
        except Timeout:
            return False
        # The signature is a service; a disk without room for it stops nobody.
        with contextlib.suppress(OSError):
            self._holder.write_text(json.dumps(signature, ensure_ascii=False), encoding="utf-8")
        return True

    def signature(self, keys: Mapping[str, object]) -> dict[str, str]:
        """What the holder has written under each of `keys`; ``?`` where it is not known.

        On a network share the file may not be there yet, or not whole.
        """
        data, _ = files.tried(self._holder)
        try:
            signed = json_file.parsed(data or b"")
        except json_file.Damaged:
            signed = {}
        known = signed if isinstance(signed, dict) else {}
        said = ((key, known.get(key)) for key in keys)
        return {key: shortened(each) if isinstance(each, str) else "?" for key, each in said}

    def release(self) -> None:
        """Take the signature away and let go of the lock."""
        with contextlib.suppress(OSError):
            self._holder.unlink()
        self._lock.release()


def user_name() -> str:
    """The name that whoever runs this is logged in by; ``?`` where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def machine_name() -> str:
    """This machine's name on the network; ``?`` where it has none."""
    return platform.node() or "?"
