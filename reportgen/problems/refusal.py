"""The exceptions that carry faults to the command line."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.problems.location import Location
from reportgen.problems.problem import Problem


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

    exit_code = 4
