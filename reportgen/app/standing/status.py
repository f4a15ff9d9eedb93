"""Where a year stands, and the one thing to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.app.archiving import archive_faults
from reportgen.app.generate import edited_version, is_unchanged, read_whole
from reportgen.app.hearing.soundness import DAMAGES, round_faults
from reportgen.app.standing.agendas import UnreadAgenda, unread_agendas
from reportgen.app.standing.commands import NextStep, Step, choice, next_step, quoted
from reportgen.app.year import YearInputs, read_year, sections_with_points
from reportgen.checks.requests import incomplete_requests
from reportgen.problems import Problem
from reportgen.report.model import Block, Pending
from reportgen.report.recommendations.follow_up import Unanswered
from reportgen.report.stage import Stage
from reportgen.workspace import answer_sets, versions
from reportgen.workspace import rounds as hearing
from reportgen.workspace.party_answers import answers_of
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round
from reportgen.workspace.sent_marks import read_sent_marks
from reportgen.workspace.versions import Record


@dataclass(frozen=True, slots=True)
class Heard:
    """How far a hearing round has come."""

    round: Round
    missing: tuple[str, ...]
    """Parties that nothing has come from, in their order."""
    aside: int
    """Files that came and could not be taken as answers."""
    sent: tuple[str, ...] = ()
    """Parties that a person has marked as written to, in their order."""
    overtaken: int = 0
    """Rows that are open since the inputs say something else there now."""
    sheet: str = ""
    """The workbook of the latest set, in ``svar/``."""
    waiting: int = 0
    """Cells of it that something typed on the desk waits for."""

    @property
    def unsent(self) -> tuple[str, ...]:
        """Parties that nobody has marked as written to, in their order."""
        return tuple(p.name for p in self.round.parties if p.name not in self.sent)


@dataclass(frozen=True, slots=True)
class Late:
    """An answer that came after its round was closed."""

    round: int
    party: str
    """Empty where nobody knows."""
    file: str
    """Its path in the workspace; empty where it came otherwise."""


@dataclass(frozen=True, slots=True)
class YearStatus:
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
    carried_over: tuple[Problem, ...]
    """What still stands as the year before left it."""
    unanswered: tuple[Unanswered, ...]
    """Recommendations of earlier reports that the steering group has not answered."""
    incomplete: tuple[Block, ...]
    """Recommendations without an addressee or a decision."""
    damaged: tuple[Problem, ...]
    """What the program wrote, and that is not as it was."""
    rounds: tuple[Round, ...]
    hearing: Heard | None
    """The round that is open."""
    late: tuple[Late, ...]
    """What came after a round was closed; it is in no report by itself."""
    answers_unsent: tuple[str, ...]
    """Parties whose answer of the round that was closed last is not marked as sent."""
    agendas: tuple[UnreadAgenda, ...]
    """Agendas whose minutes are not read in."""
    step: Step
    """What there is to do next."""
    next: str
    """The next step as a command; empty where nothing is left to do."""
    new_year: str
    """How the next year begins, once nothing is left to do in this one; else empty."""


def status(
    year: Year, today: dt.date, read: Callable[[Year], YearInputs] = read_year
) -> YearStatus:
    """Read the year and tell where it stands; writes nothing. `read` gives its inputs."""
    inputs, rounds = read_whole(year, read)
    opened = hearing.open_round(rounds)
    heard: Heard | None = None
    late: tuple[Late, ...] = ()
    unsent: tuple[str, ...] = ()
    if faults := round_faults(rounds, decisions=False):
        inputs = replace(inputs, problems=(*inputs.problems, *faults))
    else:
        heard = _heard(year, opened) if opened else None
        late = tuple(each for found in rounds for each in _late(year, found))
        closed = [found for found in rounds if not found.is_open]
        unsent = _answers_unsent(year, closed[-1]) if closed else ()
    records = versions.records(year)
    latest = records[-1] if records else None
    edited = edited_version(year, latest)
    unchanged = (
        latest is not None
        and not inputs.has_errors
        and is_unchanged(inputs, latest, hearing.stage(rounds))
    )
    made_stage = Stage(latest.stage) if latest else Stage.DRAFT
    if opened is None or inputs.has_errors:
        next_ = next_step(inputs, rounds, made_stage, edited=edited, unchanged=unchanged)
    else:
        next_ = _next_in_round(year, opened, heard, today)
    published = made_stage is Stage.PUBLISHED and next_.step is Step.NOTHING
    new_year = _new_year(year) if published else ""
    return YearStatus(
        inputs=inputs,
        stage=Stage.HEARING if opened else made_stage,
        versions=tuple(records),
        points=sections_with_points(inputs.folded),
        pending=inputs.folded.pending,
        edited=edited is not None,
        unchanged=unchanged,
        carried_over=inputs.carried_over,
        unanswered=inputs.unanswered,
        incomplete=incomplete_requests(inputs.folded),
        damaged=(
            *(each for each in inputs.problems if each.code in DAMAGES),
            *archive_faults(year),
        ),
        rounds=rounds,
        hearing=heard,
        late=late,
        answers_unsent=unsent,
        agendas=unread_agendas(year, today),
        step=Step.NEW_YEAR if new_year else next_.step,
        next=next_.command,
        new_year=new_year,
    )


def _heard(year: Year, opened: Round) -> Heard:
    collected = answer_sets.latest(opened)
    missing = answer_sets.unanswered(opened)
    sent = tuple(read_sent_marks(opened).written)
    if collected is None:
        return Heard(opened, missing, 0, sent)
    overtaken = 0
    if collected.overtaken:
        from reportgen.app.hearing.decided import decided_so_far

        typed = decided_so_far(opened, collected).typed
        decided = {id_ for id_, each in typed.items() if each.outcome is not None}
        overtaken = len(collected.overtaken.keys() - decided)
    sheet = answer_sets.path_of(opened, collected.number, answer_sets.SHEET).name
    waiting = 0
    if year.journal.exists():
        from reportgen.app.hearing.waiting import waiting_cells

        waiting = waiting_cells(year, opened)
    return Heard(opened, missing, collected.aside, sent, overtaken, sheet, waiting)


def _answers_unsent(year: Year, found: Round) -> tuple[str, ...]:
    sent = read_sent_marks(found).answered
    return tuple(dict.fromkeys(p for p, _ in answers_of(year, found) if p not in sent))


def _late(year: Year, found: Round) -> Iterator[Late]:
    for receipt in answer_sets.late(found):
        path = found.received / receipt.file if receipt.file else None
        file = year.workspace.relative(path) if path else ""
        yield Late(found.number, receipt.party or "", file)


def _next_in_round(year: Year, opened: Round, heard: Heard | None, today: dt.date) -> NextStep:
    """Collect until everybody has answered or the time is out; then decide."""
    waiting = heard is not None and bool(heard.missing) and today <= opened.deadline
    waiting = waiting and not (heard and heard.overtaken)
    if waiting or not any(opened.answers.glob("*")):
        return NextStep(Step.COLLECT, f"reportgen hearing collect{choice(year)} PATH")
    return NextStep(Step.APPLY, f"reportgen hearing apply{choice(year)}")


def _new_year(year: Year) -> str:
    """The command for the year after this, unless it has begun."""
    following = year.year + 1
    if following in year.workspace.years(year.network):
        return ""
    network = f" --network {quoted(year.network)}" if len(year.workspace.networks()) > 1 else ""
    return f"reportgen new {following}{network}"
