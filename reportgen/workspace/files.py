"""Reading and writing files; a crash leaves the old one or the new one, never half of either."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from reportgen.problems import Location, Problem, Refusal


class FileHeld(Refusal, code="file-held"):
    """A file cannot be written: another program holds it, or the folder is read-only."""


class NoRoom(Refusal, code="disk-full"):
    """The disk is full."""


def write(path: Path, data: bytes) -> None:
    """Write `data` beside `path` and move it into place.

    Raises `FileHeld` or `NoRoom`; the old file is then as it was.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        sync(beside)
        replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True) if beside.exists() else None
        if error.errno in _FULL:
            raise NoRoom(Location(path.name)) from error
        raise FileHeld(Location(path.name)) from error


_FULL = frozenset({28, 122})  # ENOSPC and EDQUOT, under Windows too


def sync(path: Path) -> None:
    """Wait until the bytes of a file, or the names in a folder, are on the disk."""
    if path.is_dir():
        if sys.platform == "win32":
            return  # Windows does this by itself
        descriptor = os.open(path, os.O_RDONLY)
    else:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Put the file `source` in the place of `target`, in one step."""
    patiently(lambda: source.replace(target))


def patiently(step: Callable[[], object]) -> None:
    """Do `step`, on Windows several times: a virus scanner holds new files for a moment."""
    for pause in _PAUSES if sys.platform == "win32" else ():
        try:
            step()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    step()


_PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries."""


def read(path: Path) -> bytes | None:
    """Read a file, or None where there is none; raises `FileHeld` where it may not be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise FileHeld(Location(path.name)) from error


def digest(data: bytes) -> str:
    """SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
"""What Windows and macOS leave in every folder, in small letters."""
# What OneDrive, Dropbox, Google Drive and Nextcloud put into the name of a second copy
# when two machines wrote at once; OneDrive adds the name of the machine alone.
_CONFLICT = re.compile(
    r"conflicted copy|in conflict|konflikt|conflict|-(?:desktop|laptop|pc)-[a-z0-9]{4,}"
    r"|\(\d+\)$|- kopi$| - copy$",
    re.IGNORECASE,
)
# What Windows and browsers call a second file of one name: two people's files, as often.
_SECOND = re.compile(r"\(\d+\)$|- kopi$| - copy$", re.IGNORECASE)


def is_left_behind(name: str) -> bool:
    """Tell whether a file is no person's: hidden, the system's, or the lock of an open document."""
    return name.startswith(("~$", ".")) or name.casefold() in SYSTEM_FILES


def listed(
    folder: Path, *suffixes: str, from_others: bool = False
) -> tuple[list[Path], list[Problem]]:
    """Files of `folder` with one of `suffixes`, by name, and what was passed over.

    Files that Windows, Office and cloud drives leave behind are passed over and reported;
    other kinds of file are a person's own business. Among files `from_others` a second one
    of the same name, as ``svar (1).docx``, is somebody else's and not a copy.
    """
    paths: list[Path] = []
    problems: list[Problem] = []
    for path in _entries(folder):
        name = unicodedata.normalize("NFC", path.name)
        if is_left_behind(name):
            if name.startswith("~$"):
                problems.append(Problem("office-lock-file", Location(name)))
            continue
        if path.suffix.casefold() not in suffixes:
            continue
        seconds = _SECOND.sub("", path.stem) if from_others else path.stem
        if _CONFLICT.search(seconds):
            problems.append(Problem("conflict-copy", Location(name)))
            continue
        paths.append(path)
    return paths, problems


def _entries(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted((p for p in folder.iterdir() if p.is_file()), key=lambda p: p.name)
    except (FileNotFoundError, NotADirectoryError):
        return
