"""The minutes that a meeting was read from, kept beside its file."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

from reportgen.report.json_file import Damaged
from reportgen.report.minutes_record import FORMAT, MinutesRecord, SourceLine, read_record
from reportgen.workspace import files
from reportgen.workspace.names import plain
from reportgen.workspace.places import Year

_LONGEST = 60  # characters of a name: a path in a workspace stays below 150


def keep_source(
    year: Year, date: str, name: str, data: bytes, lines: tuple[SourceLine, ...]
) -> Mapping[Path, bytes]:
    """What to write so that the minutes `data` of the meeting on `date` are kept.

    Other minutes that came under the same name stay; what is there already is not written again.
    """
    stem, suffix = plain(Path(name).stem, _LONGEST), Path(name).suffix.casefold()
    numbered = (f"-{number}" if number > 1 else "" for number in itertools.count(1))
    paths = (year.minutes / f"{date}_{stem}{number}{suffix}" for number in numbered)
    path = next(each for each in paths if files.read(each) in (None, data))
    record = MinutesRecord(FORMAT, path.name, lines).as_json()
    found = {path: data, _record(year, date): record}
    return {each: said for each, said in found.items() if files.read(each) != said}


def read_source(year: Year, meeting_file: str) -> MinutesRecord | None:
    """What the minutes of a meeting say; none where they were not kept or cannot be read."""
    data, _ = files.tried(_record(year, Path(meeting_file).stem))
    try:
        return read_record(data) if data is not None else None
    except Damaged:
        return None


def _record(year: Year, date: str) -> Path:
    return year.minutes / f"{date}.json"
