"""Work in a process of its own, so that a hang or a flood ends it and not the tests."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest


def bounded(work: Callable[[], object], *, seconds: int, megabytes: int) -> str:
    """What `work` returns, as text; fails where it takes more of the processor or of memory.

    The bounds are far above what honest work takes: they tell a square from a line, and
    never a slow machine from a fast one. `megabytes` are beside what the process begins with.
    """
    if sys.platform != "linux":
        pytest.skip("it forks, and reads /proc")
    import resource

    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            used = int(_status("VmSize")) * 1024
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1_000_000,) * 2)
            said = f"+{work()}"
        except BaseException:
            said = f"-{traceback.format_exc(limit=-3)}"
        os.write(writing, said.encode(errors="replace")[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read().decode(errors="replace")
    _, status = os.waitpid(process, 0)
    assert said, f"it took more than {seconds} s of the processor ({status})"
    assert said.startswith("+"), said
    return said[1:]


def _status(name: str) -> str:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(line for line in lines if line.startswith(f"{name}:")).split()[1]
