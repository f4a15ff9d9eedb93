"""A fault as a value, the place it was found at, and the exceptions that carry faults out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.problems.catalog import Severity, entry


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an input: a cell of a workbook, a line of a file, a paragraph of a document.

    Only the parts that are known are filled in; the command line says them in order,
    for example ``aarsrapport.xlsx, Anbefalinger!C7`` or
    ``2022-11-11.yaml, linje 14, punkt 3``.
    """

    file: str = ""
    """File name as a person knows it, without the folder."""
    sheet: str = ""
    cell: str = ""
    """A cell in A1 notation, or empty for the whole sheet."""
    page: int = 0
    """Page of a printed document, from 1."""
    line: int = 0
    """Line of a text file, from 1."""
    column: int = 0
    """Column in the line, from 1; given only where the line alone does not find the place."""
    item: str = ""
    """Number (or title) of the agenda item."""
    part: str = ""
    """Part of a Word file: body, header, footer."""
    heading: str = ""
    """Nearest heading above, with its number."""
    paragraph: int = 0
    """Paragraph after that heading, from 1."""


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


class InputFaults(Exception):
    """The inputs have errors: all of them, found in one run (exit code 1)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))


class Refusal(Exception):
    """The work is not done, to protect somebody's work or because something is unfinished.

    Exit code 3 unless the cause says otherwise. Each cause is a subclass of its own, named
    for it: ``class NoRoom(Refusal, code="disk-full")``, with the code under which the
    catalogue keeps its words.
    """

    code = ""
    exit_code = 3

    def __init_subclass__(cls, *, code: str = "", exit_code: int | None = None) -> None:
        cls.code = code
        cls.exit_code = cls.exit_code if exit_code is None else exit_code

    def __init__(self, location: Location = Location(), **values: object) -> None:
        self.problem = Problem(self.code, location, values)
        super().__init__(self.code)


class MissingProgram(Refusal, exit_code=4):
    """A program that this step needs is not installed (exit code 4)."""
