"""The disk, the machine and the program itself, when they are not as they should be."""

from __future__ import annotations

import errno
import json
import os
from typing import Any
from unittest import mock

from filelock import FileLock

from reportgen.app import check
from tests.problems.builders import builder
from tests.problems.running import Desk


@builder
def disk_full(desk: Desk) -> None:
    """Nothing more can be written."""
    full = OSError(errno.ENOSPC, "No space left on device")
    desk.enter_context(mock.patch("os.fsync", side_effect=full))


@builder
def held(desk: Desk, file: str) -> None:
    """Another program lets nobody else open a file."""
    path, opened = desk.path(file), os.open

    def refused(name: Any, *arguments: Any, **options: Any) -> int:
        if name == path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(name, *arguments, **options)

    desk.enter_context(mock.patch("os.open", refused))


@builder
def pipe(desk: Desk, file: str) -> None:
    """A named pipe in place of a file; whoever opens it waits for another program."""
    path = desk.path(file)
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@builder
def held_by(desk: Desk, who: str, machine: str, since: str) -> None:
    """Somebody else is running the program in the workspace."""
    desk.enter_context(FileLock(desk.small.root / ".reportgen.lock"))
    holder = json.dumps({"who": who, "machine": machine, "since": since})
    desk.write(".reportgen.holder.json", holder.encode())


_RAISED = {"interrupted": KeyboardInterrupt(), "out of memory": MemoryError()}


@builder
def broken(desk: Desk, where: str, error: str) -> None:
    """A function of the program raises what nobody foresaw."""
    raised = _RAISED.get(error) or RuntimeError(error)
    desk.enter_context(mock.patch(where, side_effect=raised))
    name = "reportgen-fejl_20241115-093000_4711.txt"
    desk.enter_context(mock.patch("reportgen.workspace.fault_report._NAME", name))


@builder
def report_cannot_be_written(desk: Desk) -> None:
    """There is nowhere to write the report of a fault."""
    denied = PermissionError(errno.EACCES, "Permission denied")
    desk.enter_context(mock.patch("pathlib.Path.write_text", side_effect=denied))


@builder
def output_full(desk: Desk) -> None:
    """What the program says goes into a file on a full disk."""
    desk.unprintable = OSError(errno.ENOSPC, "No space left on device")


@builder
def saved_while_checked(desk: Desk, file: str, text: str) -> None:
    """Somebody saves a file with another line once the program has read it."""
    read = check.read_whole

    def read_then_save(*arguments: Any, **options: Any) -> Any:
        inputs = read(*arguments, **options)
        desk.write(file, desk.read(file) + text.encode() + b"\n")
        return inputs

    desk.enter_context(mock.patch.object(check, "read_whole", read_then_save))


@builder
def save_as(desk: Desk, encoding: str, file: str) -> None:
    """Save a text file in another encoding than UTF-8."""
    desk.write(file, desk.read(file).decode().encode(encoding))


@builder
def octets(desk: Desk, file: str, digits: str) -> None:
    """A file of these bytes, in hexadecimal."""
    desk.write(file, bytes.fromhex(digits))
