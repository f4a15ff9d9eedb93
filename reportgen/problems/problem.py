"""One fault, as a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.problems.catalog import Severity, entry
from reportgen.problems.location import Location


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
        return entry(self.code).severity


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of `problems` forbids writing."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def shortened(text: str, most: int = 60) -> str:
    r"""The opening of `text` on one line, at most `most` characters, as a message can hold it.

    >>> shortened("Mangel på botilbud\n  til unge", 18)
    'Mangel på botilbu…'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
