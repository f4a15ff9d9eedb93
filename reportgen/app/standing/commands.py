"""Commands as a person types them next, in PowerShell, in cmd and in a Unix shell alike."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from reportgen.app.year import YearInputs
from reportgen.report.stage import Stage
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round

_BARE = re.compile(r"[\w./\\:-]+", re.ASCII)


class Step(StrEnum):
    """What there is to do next."""

    FAULTS = "faults"
    """Put right what `check` lists as errors."""
    WORDING = "wording"
    """Word or answer what `check` lists as open."""
    REVIEW = "review"
    """Look through what a new year began with, and fill in what nobody has."""
    ABSORB = "absorb"
    GENERATE = "generate"
    OPEN = "open"
    """Open a hearing round."""
    COLLECT = "collect"
    """Take in what the parties answer."""
    APPLY = "apply"
    """Decide, and take the decisions in."""
    PUBLISH = "publish"
    NEW_YEAR = "new"
    NOTHING = "nothing"


class NextStep(NamedTuple):
    """A step, and the command that does it; empty where nothing is left."""

    step: Step
    command: str


def choice(year: Year) -> str:
    """The options without which the command could mean another year."""
    options = ""
    if len(year.workspace.networks()) > 1:
        options += f" --network {quoted(year.network)}"
    if len(year.workspace.years(year.network)) > 1:
        options += f" --year {year.year}"
    return options


def quoted(word: str) -> str:
    """A word as the shells take it whole.

    >>> quoted("Faxe Kommune"), quoted("modtaget/001_svar.docx")
    ('"Faxe Kommune"', 'modtaget/001_svar.docx')
    """
    return word if _BARE.fullmatch(word) else f'"{word}"'


def next_step(
    inputs: YearInputs,
    rounds: tuple[Round, ...],
    stage: Stage,
    *,
    edited: str | None,
    unchanged: bool,
) -> NextStep:
    """What a colleague would say to do now.

    No round is open. `stage` is that of the latest version, `edited` its file if somebody has
    worked in it, and `unchanged` whether it shows what the inputs say.
    """
    which = choice(inputs.year)
    if inputs.has_errors:
        return NextStep(Step.FAULTS, f"reportgen check{which}")
    if edited:
        file = inputs.year.workspace.relative(inputs.year.outputs / edited)
        return NextStep(Step.ABSORB, f"reportgen absorb{which} {file}")
    if not unchanged:
        return NextStep(Step.GENERATE, f"reportgen generate{which}")
    if inputs.folded.pending:
        return NextStep(Step.WORDING, f"reportgen check{which}")
    unfilled = any(problem.code == "network-placeholder" for problem in inputs.problems)
    if unfilled or (inputs.carried_over and not rounds):
        return NextStep(Step.REVIEW, f"reportgen check{which}")
    if not rounds:
        return NextStep(Step.OPEN, f"reportgen hearing open{which} --deadline YYYY-MM-DD")
    if stage is Stage.FINAL:
        return NextStep(Step.PUBLISH, f"reportgen publish{which}")
    return NextStep(Step.NOTHING, "")
