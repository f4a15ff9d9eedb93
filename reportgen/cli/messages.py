"""What the commands print of problems, of pending inputs, and of the command to type next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reportgen.cli.terminal import echo, styled
from reportgen.language.translation import tr
from reportgen.language.words import hint, message, place
from reportgen.problems import Problem, shortened

if TYPE_CHECKING:
    from reportgen.report.model import Pending


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems on stderr, errors first, each with its place and what to do."""
    listed = sorted(problems, key=lambda problem: problem.severity.value != "error")
    for problem in listed:
        is_error = problem.severity.value == "error"
        mark = styled(
            tr("Error") if is_error else tr("Note"), fg="red" if is_error else "yellow", bold=True
        )
        where = place(problem.location)
        text = message(problem).replace("\n", "\n  ")
        echo(mark, f"  {where + ': ' if where else ''}{text}", err=True)
        if what := hint(problem):
            echo(f"  → {what}", err=True)


def show_pending(pending: Iterable[Pending]) -> None:
    """List what still needs a wording or an answer, each with its place and its source."""
    for item in pending:
        about = item.block or item.section or tr("the whole report")
        asked = tr("the point was reworded since: is it met?")
        touched = f" ({asked})" if item.touched else ""
        mark = styled(tr("Pending"), fg="cyan", bold=True)
        echo(mark, f"  {item.id}, {about}: {shortened(item.input, 160)}{touched}")


def show_ways_to_word(*, err: bool = False) -> None:
    """Say how an input that is pending is given its wording."""
    echo(
        tr(
            "An input is worded in one of two ways: write it in the latest version in Word, "
            "and take the file in with reportgen absorb; or write it under tekst in the "
            "meeting's file (the answer to a remark under svar), and make the next version."
        ),
        err=err,
    )
