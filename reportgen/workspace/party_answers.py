"""Where the answers to the parties of a round lie: among the outputs, a folder a round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from reportgen.workspace import files
from reportgen.workspace.made import numbered
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round

_MARK = "_Svar-til_"


def folder_of(year: Year, found: Round) -> Path:
    """The folder of a round's answers, named as the round's own."""
    return year.outputs / "hoering" / found.folder.name


def answer_paths(
    year: Year,
    found: Round,
    party: str,
    date: dt.date,
    *,
    document: bytes,
    draft: Callable[[str], bytes],
) -> dict[Path, bytes]:
    """Where the answer to a party and its mail go; `draft` makes the mail of a document's name.

    Where another file lies in the place of either, somebody has worked in it, and both get the
    next free name.
    """
    (folder,) = (each.folder for each in found.parties if each.name == party)
    name = f"{date:%Y%m%d}_Hoering-{year.year}{_MARK}{folder}.docx"
    for path in numbered(folder_of(year, found) / name):
        made = {path: document, path.with_suffix(".eml"): draft(path.name)}
        if all(files.read(each) in {None, data} for each, data in made.items()):
            return made
    raise AssertionError("numbers do not end")


def answers_of(year: Year, found: Round) -> Iterator[tuple[str, Path]]:
    """The documents and drafts that are there, each with its party."""
    parties = {party.folder: party.name for party in found.parties}
    for path in sorted(folder_of(year, found).glob(f"*{_MARK}*")):
        # No folder of a party has the sign that stands before a number.
        folder = path.stem.partition(_MARK)[2].partition("_")[0]
        yield parties.get(folder, folder), path
