"""Whether anything of a year was changed, by whoever and with whatever program."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from reportgen.workspace.files import is_left_behind
from reportgen.workspace.places import Year


def stamp(year: Year) -> str:
    """A digest of the names, sizes and times of a year's files; no file is opened."""
    found = hashlib.sha256()
    for path, said in _files(year):
        found.update(
            f"{path}\0{said.st_size}\0{said.st_mtime_ns}\n".encode(errors="surrogateescape")
        )
    return found.hexdigest()


def _files(year: Year) -> Iterator[tuple[Path, os.stat_result]]:
    folders = [year.inputs, year.outputs]
    paths = [year.network_file, year.workspace.template]
    for folder in folders:
        for above, below, names in os.walk(folder):
            below.sort()
            shown = (name for name in sorted(names) if not is_left_behind(name))
            paths += [Path(above, name) for name in shown]
    for path in paths:
        try:
            yield path, path.lstat()
        except OSError:
            continue
