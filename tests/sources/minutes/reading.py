"""Reads minutes as the program does, with a small draft to answer for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reportgen.problems import Problem
from reportgen.problems.catalog import entry
from reportgen.report.meeting import Meeting
from reportgen.sources.minutes import Minutes, meeting_yaml, read_meeting, read_minutes
from reportgen.word.read import minutes as minutes_outline
from tests.sources.minutes.twins import ORGANISATIONS

DRAFT = {
    "3.6": ("Mangel på botilbud til unge", "Mangel på støtte", "Bekymring for almenområdet"),
    "3.7": (),
    "4.2": (),
}
_LETTER = {"3.6": "U", "3.7": "A", "4.2": "F"}


@dataclass
class Draft:
    """Points of a draft by section: answers which block is meant, and gives new ids."""

    points: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(DRAFT))
    given: Counter[str] = field(default_factory=Counter)

    def resolve(self, section: str, position: int) -> tuple[str, str] | None:
        points = self.points.get(section, ())
        if not 1 <= position <= len(points):
            return None
        return f"{_LETTER[section]}{position}", points[position - 1]

    def next_id(self, section: str) -> str:
        self.given[section] += 1
        return f"{_LETTER[section]}{len(self.points.get(section, ())) + self.given[section]}"


def read(
    data: bytes | str,
    file: str = "referat.txt",
    *,
    draft: Draft | None = None,
    organisations: Iterable[str] = ORGANISATIONS,
    year: int | None = None,
) -> Minutes:
    """Read `data`; faults that keep it from being read come as `Minutes.problems`."""
    draft = draft or Draft()
    data = data.encode() if isinstance(data, str) else data
    reading = read_minutes(data, file, minutes_outline.read)
    if reading.outline is None:
        return Minutes(None, problems=reading.problems)
    return read_meeting(
        reading.outline,
        file,
        organisations=organisations,
        resolve=draft.resolve,
        next_id=draft.next_id,
        year=year,
    )


def meeting(data: bytes | str, file: str = "referat.txt", *, year: int | None = None) -> Meeting:
    """The meeting that `data` holds."""
    found = read(data, file, year=year).meeting
    assert found is not None
    return found


def codes(minutes: Minutes) -> list[str]:
    """Codes of the problems, in order."""
    return [problem.code for problem in minutes.problems]


def say(problem: Problem) -> str:
    """Word a problem in English, with its page or line."""
    where = problem.location
    place = f"page {where.page}: " if where.page else f"line {where.line}: " if where.line else ""
    return place + entry(problem.code).message.format_map(dict(problem.values))


def as_yaml(minutes: Minutes) -> str:
    """The file that would be written."""
    assert minutes.meeting is not None
    return meeting_yaml(minutes.meeting, minutes.unsure, say)
