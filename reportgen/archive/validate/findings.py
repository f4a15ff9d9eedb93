"""Findings of a validation, collected: what is wrong, where, and by which rule."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.problems import Location, Problem, Severity, limits, shortened
from reportgen.workspace import files


@dataclass(slots=True)
class Findings:
    """Problems found so far; `base` is the path in front of every file named."""

    base: str = ""
    problems: list[Problem] = field(default_factory=list)
    _known: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, code: str, rule: str, file: str = "", **values: object) -> None:
        """Note a problem with `file`, a path under the base, by the specification's `rule`."""
        place = "/".join(part for part in (self.base, file) if part)
        # A name that is no text in the file system's encoding must not stop the report of it.
        place = place.encode("utf-8", "backslashreplace").decode("utf-8")
        said = {name: _said(value) for name, value in values.items()}
        if (key := (code, place, rule, *said.values())) not in self._known:
            self._known.add(key)
            self.problems.append(Problem(code, Location(file=place), {"rule": rule, **said}))

    def unreadable(self, file: str) -> None:
        """Note that `file` could not be read."""
        self.add("archive-unreadable", "E034", file)

    def read(self, top: Path, file: str) -> bytes | None:
        """Bytes of the small `file` in the folder `top`; None where it cannot be read, noted."""
        data, _ = files.tried(top / file, limits.MOST_RECORD_BYTES)
        if data is None:
            self.unreadable(file)
        return data

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(1 for problem in self.problems if _is_error(problem))


@dataclass(frozen=True, slots=True)
class FileFindings:
    """The findings in one file."""

    findings: Findings
    file: str

    def add(self, code: str, rule: str, **values: object) -> None:
        """Note a problem with the file, by the specification's `rule`."""
        self.findings.add(code, rule, self.file, **values)


def is_valid(problems: Iterable[Problem]) -> bool:
    """Tell whether none of `problems` breaks a rule; warnings do not."""
    return not any(_is_error(problem) for problem in problems)


def rules(problems: Iterable[Problem]) -> frozenset[str]:
    """Codes of the specification that `problems` are under."""
    return frozenset(str(problem.values["rule"]) for problem in problems)


def _said(value: object) -> str:
    """A value of an inventory as a message can hold it: a text as it is, else as JSON has it."""
    return shortened(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR
