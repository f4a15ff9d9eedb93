"""Reading and writing files; a crash leaves the old one or the new one, never half of either."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import RawIOBase
from pathlib import Path

from reportgen.problems import InputFaults, Location, Problem, Refusal, limits


class FileHeld(Refusal, code="file-held"):
    """A file cannot be written: another program holds it, or the folder is read-only."""


class LinkInTheWay(Refusal, code="link-in-the-way"):
    """A link to another place stands where something is to be written."""


class NoRoom(Refusal, code="disk-full"):
    """The disk is full."""


class FolderForFile(Refusal, code="folder-for-file"):
    """A folder stands where a file is to be written."""


class FileForFolder(Refusal, code="file-for-folder"):
    """A file stands where a folder is to be."""


def write(path: Path, data: bytes) -> None:
    """Write `data` beside `path` and move it into place.

    Raises `FileHeld`, `LinkInTheWay`, `NoRoom`, and `FolderForFile` or `FileForFolder` where
    something else stands there; the old file is then as it was.
    """
    beside = write_beside(path, data)
    try:
        replace(beside, path)
    except BaseException as error:
        remove(beside)
        if isinstance(error, OSError):
            raise refusal(error, path) from error
        raise


def write_beside(path: Path, data: bytes) -> Path:
    """Write `data` into a hidden file beside `path`, from where it can be moved into place.

    Raises as `write` does.
    """
    refuse_link(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        if path.is_dir():
            raise FolderForFile(Location(path.name))
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        sync(beside)
    except BaseException as error:
        remove(beside)
        if isinstance(error, OSError):
            raise refusal(error, path) from error
        raise
    return beside


def remove(path: Path) -> None:
    """Remove a file, or a folder with what is in it; what cannot be removed now stays."""
    try:
        if path.is_dir() and not is_link(path):
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return


def refusal(error: OSError, path: Path) -> Refusal:
    """What is said where `path` could not be written."""
    if error.errno in _FULL:
        return NoRoom(Location(path.name))
    if path.is_dir():
        return FolderForFile(Location(path.name))
    for folder in path.parents:
        if folder.exists():
            return FileHeld(Location(path.name)) if folder.is_dir() else _in_the_way(folder)
    return FileHeld(Location(path.name))


def _in_the_way(file: Path) -> Refusal:
    return FileForFolder(Location(file.name))


def add_lines(path: Path, lines: Sequence[bytes]) -> None:
    """Add lines to the end of a file, and wait until they are on the disk.

    What a crash left there of a line ends first. Raises `FileHeld`, `LinkInTheWay` or `NoRoom`;
    the file then says what it said.
    """
    refuse_link(path)
    size = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b", buffering=0) as stream:
            if size := stream.seek(0, os.SEEK_END):
                stream.seek(size - 1)
                lines = lines if stream.read(1) == b"\n" else [b"", *lines]
            try:
                _write_all(stream, b"".join(line + b"\n" for line in lines))
                os.fsync(stream.fileno())
            except OSError:
                stream.truncate(size)
                raise
        if not size:
            sync(path.parent)
    except OSError as error:
        raise refusal(error, path) from error


def _write_all(stream: RawIOBase, data: bytes) -> None:
    while data:
        data = data[stream.write(data) or 0 :]


_FULL = frozenset({28, 122})  # ENOSPC and EDQUOT, under Windows too


def is_link(path: Path) -> bool:
    """Whether a symbolic link stands at `path`, or what Windows calls a junction.

    A hard link is a name of the file itself, as good as any other, and is none.
    """
    try:
        there = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(there.st_mode) or getattr(there, "st_reparse_tag", 0) in _LINKING


_LINKING = frozenset({0xA0000003, 0xA000000C})
"""Reparse points of Windows that lead elsewhere: IO_REPARSE_TAG_MOUNT_POINT and _SYMLINK."""


def refuse_link(path: Path) -> None:
    """Raise `LinkInTheWay` where a link stands at `path`, which is to be written."""
    if is_link(path):
        raise LinkInTheWay(Location(path.name))


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


def read(path: Path, most: int = limits.MOST_FILE_BYTES, *, named: bool = False) -> bytes | None:
    """Read a file, or None where there is none.

    What is there is looked at before it is opened: a pipe would be waited for, and a device
    may do something. A link is followed only where a person `named` it. Raises `InputFaults`
    where it is no ordinary file or has more than `most` bytes, and `FileHeld` where it may not
    be read.
    """
    if not named and is_link(path):
        raise InputFaults([Problem("link-for-file", Location(path.name))])
    try:
        _check(path, path.stat(), most)
        descriptor = os.open(path, _TO_READ)
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            there = os.fstat(descriptor)
            _check(path, there, most)
            data = file.read(there.st_size + 1) or b""
            if len(data) > there.st_size:  # it grows while it is read
                data += file.read(most) or b""
            return data
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise FileHeld(Location(path.name)) from error


def tried(
    path: Path, most: int = limits.MOST_FILE_BYTES, *, named: bool = False
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Read a file, with what keeps it from being read as a value; a missing one is None alone."""
    try:
        return read(path, most, named=named), ()
    except InputFaults as faults:
        return None, faults.problems
    except FileHeld as held:
        return None, (held.problem,)


_TO_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def _check(path: Path, there: os.stat_result, most: int) -> None:
    """Raise `InputFaults` for what is there where it is not to be read."""
    where = Location(path.name)
    if stat.S_ISDIR(there.st_mode):
        raise InputFaults([Problem("folder-for-file", where)])
    if not stat.S_ISREG(there.st_mode):
        raise InputFaults([Problem("not-a-file", where)])
    if there.st_size > most:
        raise InputFaults([Problem("file-too-large", where, {"limit": most // limits.MB})])


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

    Files that Windows, Office and cloud drives leave behind are passed over and reported,
    and so are links and what is no file; other kinds of file are a person's own business.
    Among files `from_others` a second one of the same name, as ``svar (1).docx``, is somebody
    else's and not a copy, and a folder is one of theirs.
    """
    paths: list[Path] = []
    problems: list[Problem] = []
    for path in _entries(folder) if from_others or not is_link(folder) else ():
        name = unicodedata.normalize("NFC", path.name)
        if is_left_behind(name):
            if name.startswith("~$") and path.is_file():
                problems.append(Problem("office-lock-file", Location(name)))
            continue
        if path.suffix.casefold() not in suffixes:
            continue
        if is_link(path):
            problems.append(Problem("link-passed-over", Location(name)))
            continue
        if from_others and path.is_dir():
            continue
        if not path.is_file():
            code = "folder-for-file" if path.is_dir() else "not-a-file"
            problems.append(Problem(code, Location(name)))
            continue
        seconds = _SECOND.sub("", path.stem) if from_others else path.stem
        if _CONFLICT.search(seconds):
            problems.append(Problem("conflict-copy", Location(name)))
            continue
        paths.append(path)
    return paths, problems


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir(), key=lambda path: path.name)
    except (FileNotFoundError, NotADirectoryError):
        return []


def below(folder: Path) -> Below:
    """Everything below a folder, by its path; what lies behind a link is not looked at.

    A folder that is not there, or may not be read, has nothing in it.
    """
    found = Below()
    waiting = [folder]
    while waiting:
        inside = waiting.pop()
        try:
            entries = sorted(inside.iterdir())
        except OSError:
            continue
        for path in entries:
            if is_link(path):
                found.links.append(path)
            elif path.is_dir():
                found.folders.append(path)
                waiting.append(path)
            elif path.is_file():
                found.files.append(path)
    for paths in (found.files, found.folders, found.links):
        paths.sort()
    return found


@dataclass(frozen=True, slots=True)
class Below:
    """What lies in a folder and the folders in it, each kind in order."""

    files: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)
