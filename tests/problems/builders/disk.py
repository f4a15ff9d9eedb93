"""The disk, the machine and the program itself, when they are not as they should be."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from unittest import mock

from filelock import FileLock

from tests.problems.builders import builder
from tests.problems.running import Desk


@builder
def disk_full(desk: Desk) -> None:
    """Nothing more can be written."""
    full = OSError(errno.ENOSPC, "No space left on device")
    desk.enter_context(mock.patch("os.fsync", side_effect=full))


@builder
def held_by(desk: Desk, who: str, machine: str, since: str) -> None:
    """Somebody else is running the program in the workspace."""
    desk.enter_context(FileLock(desk.small.root / ".reportgen.lock"))
    holder = json.dumps({"who": who, "machine": machine, "since": since})
    desk.write(".reportgen.holder.json", holder.encode())


@builder
def broken(desk: Desk, where: str, error: str) -> None:
    """A function of the program raises what nobody foresaw; the report of it is not kept."""
    desk.callback(_remove_reports, desk)
    desk.enter_context(mock.patch(where, side_effect=RuntimeError(error)))


def _remove_reports(desk: Desk) -> None:
    for problem in desk.problems:
        Path(str(problem.values.get("file"))).unlink(missing_ok=True)
