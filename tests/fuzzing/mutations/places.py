"""What stands where a file should: something that is none, or a link to somewhere."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

SHARE = 0.02
"""Of all reads, those in which no file stands in the file's place."""


def put_something_else(rng: Random, path: Path) -> str:
    """Put something in the place of a file, and say what."""
    path.unlink()
    match what := rng.choice(_THINGS):
        case "nothing":
            pass
        case "folder":
            path.mkdir()
        case "full folder":
            (path / "inputs").mkdir(parents=True)
            (path / path.name).write_bytes(b"x")
        case "pipe":
            os.mkfifo(path)
        case _:
            path.symlink_to(what)
    return f"places: {what}"


_THINGS = (
    *("nothing", "folder", "full folder", "pipe"),
    *(
        "/dev/zero",
        "/dev/null",
        "/etc/hostname",
        "../../ude.txt",
        ".",
        "/nowhere",
        "/proc/self/mem",
    ),
)
