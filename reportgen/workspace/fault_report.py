"""The report of a fault in the program itself: what those who look after it need, and no more."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

from reportgen import __version__
from reportgen.problems import InputFaults, Problem, Refusal
from reportgen.workspace import files

_NAME = "reportgen-fejl_{time:%Y%m%d-%H%M%S}_{process}.txt"
_PACKAGE = Path(__file__).parents[1]


def problems_of(error: BaseException, home: Path | None = None) -> tuple[Problem, ...]:
    """What was raised, as problems; a fault in the program itself is reported in `home`."""
    match error:
        case InputFaults():
            return error.problems
        case Refusal():
            return (error.problem,)
        case KeyboardInterrupt():
            return (Problem("interrupted"),)
        case MemoryError():
            return (Problem("memory-short"),)
        case OSError() if (place := _in_workspace(error, home)) is not None:
            return (files.refusal(error, place).problem,)
    return (program_fault(error, home),)


def _in_workspace(error: OSError, home: Path | None) -> Path | None:
    """The file or folder of the workspace that the system did not let us at; None for others.

    A drive that is gone, or rights that are missing, are no fault in the program.
    """
    if home is None or not isinstance(error.filename, str):
        return None
    place = Path(error.filename)
    return place if place.is_relative_to(home) else None


def program_fault(error: BaseException, home: Path | None = None) -> Problem:
    """Write the report of `error`, and say where it lies.

    It lies in the workspace `home`, where a person finds it; where that cannot be written,
    among the system's temporary files.
    """
    text = "\n".join(_lines(error, home)) + "\n"
    name = _NAME.format(time=dt.datetime.now(), process=os.getpid())
    for folder in (home, Path(tempfile.gettempdir())):
        if folder is None:
            continue
        try:
            (folder / name).write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        file = name if folder == home else str(folder / name)
        return Problem("program-fault", values={"error": type(error).__name__, "file": file})
    return Problem("program-fault-unreported", values={"error": type(error).__name__})


def _lines(error: BaseException, home: Path | None) -> Iterator[str]:
    """What was run, on what, and where it failed; without the user's own folders."""
    own = [(str(folder), name) for folder, name in _own_folders(home)]

    def without_own(text: str) -> str:
        for folder, name in own:
            text = text.replace(folder, name)
        return text

    yield f"reportgen {__version__}, Python {platform.python_version()}, {platform.platform()}"
    yield without_own(f"reportgen {subprocess.list2cmdline(sys.argv[1:])}")
    yield ""
    for line in traceback.format_exception(error):
        yield without_own(line.rstrip("\n"))


def _own_folders(home: Path | None) -> Iterator[tuple[Path, str]]:
    """Folders whose names are nobody else's business, the longest first, and what stands there."""
    yield _PACKAGE, "reportgen"
    yield Path(sys.prefix), "python"
    if home is not None:
        yield home, "mappe"
    try:
        yield Path.home(), "~"
    except RuntimeError:
        return
