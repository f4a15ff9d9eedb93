"""One fault, and the exceptions that carry faults to the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.problems._location import Location


class Severity(StrEnum):
    """How much a fault matters."""

    ERROR = "error"
    """Nothing is written while it stands."""
    WARNING = "warning"
    """The work goes on; a person should look."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in an input, found at one place.

    `code` is looked up in the catalogue, which holds severity, message and hint;
    `values` fill the blanks in them.
    """

    code: str
    location: Location = Location()
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Severity of this code, from the catalogue."""
        from reportgen.problems.catalog import CATALOG

        return CATALOG[self.code].severity


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of `problems` forbids writing."""
    return any(problem.severity is Severity.ERROR for problem in problems)


class InputFaults(Exception):
    """The inputs have errors: all of them, found in one run (exit code 1)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))


class Refusal(Exception):
    """The work is not done, to protect somebody's work or because something is unfinished.

    Exit code 3. Each cause is a subclass of its own, named for it, with the code under
    which the catalogue keeps its words.
    """

    code = ""
    exit_code = 3

    def __init__(self, location: Location = Location(), **values: object) -> None:
        self.problem = Problem(self.code, location, values)
        super().__init__(self.code)


class MissingProgram(Refusal):
    """A program that this step needs is not installed (exit code 4)."""

    code = "program-missing"
    exit_code = 4
