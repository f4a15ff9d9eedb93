"""Whether anything that a year is shown from was changed, by whoever and with whatever program."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.workspace.files import is_left_behind
from reportgen.workspace.places import Year, composed
from reportgen.workspace.versions import FOLDER


@dataclass(frozen=True, slots=True)
class Stamps:
    """Digests of the names, sizes and times of files; no file is opened."""

    inputs: str
    """Of those that the inputs of a year are read from: its own, the network's, the templates,
    what the reports of other years are read from, and what the archive says of itself."""
    all: str
    """Of these and all others of the year: what is made, sent, received, and typed on the desk."""


def stamp(year: Year) -> str:
    """The stamp of all that a year is shown from."""
    return stamps(year).all


def stamps(year: Year) -> Stamps:
    """The stamps of a year as its files lie now."""
    inputs, other = hashlib.sha256(), hashlib.sha256()
    rounds, outputs = f"{year.hearing}{os.sep}", f"{year.outputs}{os.sep}"
    records, journal = f"{year.outputs / FOLDER}{os.sep}", str(year.journal)
    for path, said in _files(year):
        is_other = path.startswith((rounds, outputs)) and not path.startswith(records)
        # a link is told with the inputs, wherever it stands
        is_other = (is_other or path == journal) and not stat.S_ISLNK(said.st_mode)
        (other if is_other else inputs).update(_line(path, said))
    found = inputs.hexdigest()
    return Stamps(found, found + other.hexdigest())


def stamp_below(folder: Path) -> str:
    """The stamp of the files below a folder alone."""
    return hashlib.sha256(b"".join(_line(*each) for each in _said(_below(folder)))).hexdigest()


def _line(path: str, said: os.stat_result) -> bytes:
    line = f"{path}\0{said.st_size}\0{said.st_mtime_ns}\0{said.st_ctime_ns}\n"
    return line.encode(errors="surrogateescape")


def _files(year: Year) -> Iterator[tuple[str, os.stat_result]]:
    yield from _said([str(year.network_file)])
    for folder in (year.workspace.template.parent, year.inputs, year.outputs):
        yield from _said(_below(folder))
    for number in year.workspace.years(year.network):
        if number != year.year:
            other = replace(year, year=number)
            yield from _said(_below(other.inputs, without=other.hearing.name))
            yield from _said(_below(other.outputs / FOLDER))
    yield from _said(_of_archive(year))


def _said(paths: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    for path in paths:
        try:  # not what the folder says of it, which Windows may bring up to date late
            yield path, os.lstat(path)
        except OSError:
            continue


def _below(folder: Path, without: str = "") -> Iterator[str]:
    """Every file and link below a folder but `without` one in it, in an order that stays."""
    waiting = [str(folder)]
    while waiting:
        above = waiting.pop()
        for entry in _entries(above):
            if entry.is_dir(follow_symlinks=False):
                if entry.name != without:
                    waiting.append(entry.path)
            elif not is_left_behind(entry.name):
                yield entry.path


def _of_archive(year: Year) -> Iterator[str]:
    """The archive's folders, and the files that lie straight in those of the network's years."""
    for entry in _entries(str(year.archived.parent)):
        yield entry.path
        is_ours = composed(entry.name).startswith(composed(f"{year.network}_"))
        if is_ours and entry.is_dir(follow_symlinks=False):
            yield from (inside.path for inside in _entries(entry.path))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []
