"""A fault in the program itself: its trace goes into a file, not at the user."""

from __future__ import annotations

import tempfile
import traceback

from reportgen.problems import Problem


def program_fault(error: Exception) -> Problem:
    """Keep the trace of `error` in the system's temporary folder; a problem that names the file."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="reportgen-", suffix=".txt", delete=False, encoding="utf-8"
    ) as stream:
        traceback.print_exception(error, file=stream)
    values = {"error": f"{type(error).__name__}: {error}", "file": stream.name}
    return Problem("program-fault", values=values)
