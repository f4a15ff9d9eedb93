"""Where a year stands, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.app.generate import edited_version, is_unchanged
from reportgen.app.hearing import rounds as hearing
from reportgen.app.hearing.rounds import Round
from reportgen.app.year import YearInputs, read_year, sections_with_points
from reportgen.report.model import Pending
from reportgen.report.stage import Stage
from reportgen.workspace import versions
from reportgen.workspace.places import Year
from reportgen.workspace.versions import Record


@dataclass(frozen=True, slots=True)
class Status:
    """A year at a glance."""

    inputs: YearInputs
    stage: Stage
    versions: tuple[Record, ...]
    points: Mapping[str, int]
    """How many points each list section has."""
    pending: tuple[Pending, ...]
    edited: bool
    """Whether somebody has worked in the latest version."""
    unchanged: bool
    """Whether the latest version still shows what the inputs say."""
    next: str
    """The next step as a command; empty where nothing is left to do."""


def status(year: Year) -> Status:
    """Read the year and tell where it stands; writes nothing."""
    rounds, faults = hearing.read_rounds(year)
    inputs = read_year(year)
    inputs = replace(inputs, problems=(*inputs.problems, *faults))
    made = versions.records(year)
    latest = made[-1] if made else None
    edited = edited_version(year, latest)
    unchanged = (
        latest is not None
        and not inputs.has_errors
        and is_unchanged(inputs, latest, hearing.stage(rounds))
    )
    made_stage = Stage(latest.stage) if latest else Stage.DRAFT
    return Status(
        inputs=inputs,
        stage=Stage.HEARING if hearing.open_round(rounds) else made_stage,
        versions=tuple(made),
        points=sections_with_points(inputs.folded),
        pending=inputs.folded.pending,
        edited=edited is not None,
        unchanged=unchanged,
        next=_next(inputs, rounds, made_stage, edited=edited, unchanged=unchanged),
    )


def _next(
    inputs: YearInputs,
    rounds: tuple[Round, ...],
    stage: Stage,
    *,
    edited: str | None,
    unchanged: bool,
) -> str:
    """What a colleague would say to do now."""
    which = _choice(inputs.year)
    if inputs.has_errors:
        return f"reportgen check{which}"
    if (found := hearing.open_round(rounds)) is not None:
        collected = any(found.answers.glob("*"))
        step = "apply" if collected else "collect"
        return f"reportgen hearing {step}{which}" + ("" if collected else " PATH")
    if edited:
        file = inputs.year.workspace.relative(inputs.year.outputs / edited)
        return f"reportgen absorb{which} {file}"
    if not unchanged:
        return f"reportgen generate{which}"
    if inputs.folded.pending:
        return f"reportgen check{which}"
    if not rounds:
        return f"reportgen hearing open{which} --deadline YYYY-MM-DD"
    return f"reportgen publish{which}" if stage is Stage.FINAL else ""


def _choice(year: Year) -> str:
    """The options without which the command could mean another year."""
    said = ""
    if len(year.workspace.networks()) > 1:
        said += f" --network {year.network}"
    if len(year.workspace.years(year.network)) > 1:
        said += f" --year {year.year}"
    return said
