"""Files made for people to work in: never written over, the next one gets the next number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from reportgen.workspace import files


def numbered(path: Path) -> Iterator[Path]:
    """The path as it is, and then with each number after its name."""
    yield path
    yield from (path.with_name(f"{path.stem}_{number}{path.suffix}") for number in count(2))


def write_made(path: Path, data: bytes) -> Path:
    """Write a file at `path`, or at the next number where that says something else by now.

    Returns where it lies; where the very same lies there already, that is it.
    """
    for free in numbered(path):
        there = files.read(free)
        if there is None:
            files.write(free, data)
        if there in {None, data}:
            return free
    raise AssertionError("numbers do not end")
