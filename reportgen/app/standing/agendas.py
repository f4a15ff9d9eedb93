"""The agendas that lie in ``moeder/``, and those whose minutes are not read in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from reportgen.workspace import files
from reportgen.workspace.names import agenda_date
from reportgen.workspace.places import Year


@dataclass(frozen=True, slots=True)
class UnreadAgenda:
    """An agenda whose minutes are not read in."""

    path: Path
    date: dt.date
    held: bool
    """Whether the day of the meeting has come."""


def unread_agendas(year: Year, today: dt.date) -> tuple[UnreadAgenda, ...]:
    """The newest agenda of each meeting that has no minutes in the meetings' files yet."""
    newest = agendas(year)
    done = held(year, newest) if newest else frozenset()
    return tuple(
        UnreadAgenda(found[-1], date, date <= today)
        for date, found in sorted(newest.items())
        if date not in done and not _is_source(year, found)
    )


def _is_source(year: Year, same: Iterable[Path]) -> bool:
    """Whether a meeting was read from one of the files: the day may have been moved."""
    names = [path.name for path in same]
    years = (other for other in year.workspace.years(year.network) if other >= year.year)
    meetings = (path for other in years for path in _meetings(replace(year, year=other)))
    return any(name in _heading(path) for path in meetings for name in names)


def _meetings(year: Year) -> list[Path]:
    return files.listed(year.meetings, ".yaml", ".yml")[0]


def _heading(path: Path) -> str:
    """The lines of comment that a meeting's file opens with: what it was read from."""
    lines = (files.tried(path)[0] or b"").decode("utf-8", errors="replace").split("\n")
    return "\n".join(takewhile(lambda line: line.startswith("#"), lines))


def agendas(year: Year) -> dict[dt.date, list[Path]]:
    """The agendas in ``moeder/`` by the day of their meeting, the newest last."""
    found: dict[dt.date, list[Path]] = {}
    for path in files.listed(year.meetings, ".docx")[0]:
        if (date := agenda_date(path.name)) is not None:
            found.setdefault(date, []).append(path)
    for same in found.values():
        same.sort(key=lambda path: (number_of(path), path.name))
    return found


def number_of(path: Path) -> int:
    """Which of the agendas of one meeting a file is, from 1."""
    match = re.search(r"_(\d+)$", path.stem)
    return int(match[1]) if match else 1


def held(year: Year, days: Iterable[dt.date]) -> frozenset[dt.date]:
    """Those of `days` that have minutes, in this year or in the one that they lie in."""
    return frozenset(
        day
        for day in days
        for other in {year.year, day.year}
        if any(replace(year, year=other).meetings.glob(f"{day.isoformat()}*.y*ml"))
    )
