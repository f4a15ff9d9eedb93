"""Files made for people to work in: never written over, the next one gets the next number."""

from __future__ import annotations

from pathlib import Path

from reportgen.workspace import files


def write_made(path: Path, data: bytes) -> Path:
    """Write a file at `path`, or at the next number where that says something else by now.

    Returns where it lies; where the very same lies there already, that is it.
    """
    free, number = path, 1
    while (there := files.read(free)) is not None:
        if there == data:
            return free
        number += 1
        free = path.with_name(f"{path.stem}_{number}{path.suffix}")
    files.write(free, data)
    return free
