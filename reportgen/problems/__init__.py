"""Faults in what a person wrote, as values: where, what is wrong, what would be right.

A fault never stops the reading of what comes after it. It is carried beside the
result, and everything found is reported at once. The wording of each code, in English
and Danish, stands in one place: `reportgen.problems.catalog`.
"""

from reportgen.problems.catalog import Severity
from reportgen.problems.problem import (
    InputFaults,
    Location,
    MissingProgram,
    Problem,
    Refusal,
    has_errors,
    shortened,
)

__all__ = [
    "InputFaults",
    "Location",
    "MissingProgram",
    "Problem",
    "Refusal",
    "Severity",
    "has_errors",
    "shortened",
]
