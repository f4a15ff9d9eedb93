"""One run at a time in a workspace, and a name on who holds it."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import json
import socket
from collections.abc import Iterator
from pathlib import Path

from reportgen.problems import Location, Refusal

_LOCK = ".reportgen.lock"
_HOLDER = ".reportgen.holder.json"


class WorkspaceBusy(Refusal):
    """Another run holds the workspace."""

    code = "workspace-busy"


@contextlib.contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold the workspace while something is written; raises `WorkspaceBusy`.

    Holds on one machine and on a file share. A cloud-synced folder cannot promise it;
    the conflict copies it makes are reported when the inputs are read.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(root / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise WorkspaceBusy(Location(_LOCK), **_holder(root)) from None
    except OSError as error:
        from reportgen.workspace.files import FileHeld

        raise FileHeld(Location(_LOCK)) from error
    try:
        _sign(root)
        yield
    finally:
        (root / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _sign(root: Path) -> None:
    now = dt.datetime.now().astimezone().isoformat(timespec="minutes")
    try:
        who = getpass.getuser()
    except (OSError, KeyError):
        who = "?"
    (root / _HOLDER).write_text(
        json.dumps({"who": who, "machine": socket.gethostname(), "since": now}), encoding="utf-8"
    )


def _holder(root: Path) -> dict[str, str]:
    """Who holds it; on a network share the file may not be there yet."""
    unknown = {"who": "?", "machine": "?", "since": "?"}
    try:
        said = json.loads((root / _HOLDER).read_text(encoding="utf-8"))
        return unknown | {key: str(said[key]) for key in unknown}
    except (OSError, ValueError, KeyError, TypeError):
        return unknown
