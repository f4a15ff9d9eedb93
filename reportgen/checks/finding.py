"""A finding: a fault of the finished report, with an id that stays the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from reportgen.problems import Location, Problem

KEY = "finding"
"""Name under which a problem's values hold the id."""


def finding(code: str, kind: str, where: Location, what: str, **values: object) -> Problem:
    """Make a problem with an id, as ``cpr-3fa81c20``.

    The id is that of `what` (the number, the address) in one section of one part: it
    outlives a new version of the report and paragraphs that are added above, and the same
    text in another section has another. It is a digest, so it can be written down without
    telling what was found.
    """
    place = "\n".join((where.part, where.heading, what))
    digest = hashlib.sha256(f"{kind}\n{place}".encode()).hexdigest()[:8]
    return Problem(code, where, {**values, KEY: f"{kind}-{digest}"})


def finding_id(problem: Problem) -> str:
    """The id of a finding; empty for other problems."""
    return str(problem.values.get(KEY, ""))


def in_file(problem: Problem, file: str) -> Problem:
    """The problem, said of `file`."""
    return replace(problem, location=replace(problem.location, file=file))


def without_repeats(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each finding at its first place: what is said twice in a section is one finding."""
    return tuple({finding_id(problem): problem for problem in reversed(problems)}.values())[::-1]
