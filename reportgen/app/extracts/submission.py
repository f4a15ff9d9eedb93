"""The case that is put to the steering group, made of the year beside the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.app.documents import Document, What, is_document, listed
from reportgen.app.generate import (
    EditsNotAbsorbed,
    edited_version,
    is_unchanged,
    read_sound,
    shown_values,
)
from reportgen.app.hearing.gathering import hearing_of
from reportgen.app.hearing.parties.overview import answers_of
from reportgen.app.new import shipped_template
from reportgen.app.year import YearInputs, refuse_placeholders
from reportgen.layout.submission import Heard, Submission, submission_content
from reportgen.layout.tags import CASE
from reportgen.problems import InputFaults, Location, Problem, Refusal, has_errors
from reportgen.report.inputs import ECONOMY
from reportgen.report.recorded import RecordedReport
from reportgen.word.template.check import read_template
from reportgen.word.write.compose import Rendering, render
from reportgen.workspace import answer_sets, files, versions
from reportgen.workspace.made import write_made
from reportgen.workspace.names import submission_file
from reportgen.workspace.places import CASE_TEMPLATE_FILE, Workspace, Year
from reportgen.workspace.rounds import Round, open_round, sent_version
from reportgen.workspace.rounds import stage as stage_of
from reportgen.workspace.versions import Record


class NothingToSubmit(Refusal, code="submission-no-version"):
    """No version of the report has been made, so that there is nothing to put forward."""


@dataclass(frozen=True, slots=True)
class MadeSubmission:
    """A case and its file."""

    path: Path
    problems: tuple[Problem, ...] = ()


def make_submission(year: Year, date: dt.date) -> MadeSubmission:
    """Make the case of `date` on the latest version of the report.

    One that somebody has worked in stays as it is, and the new one gets the next number.
    Raises `InputFaults`, `NothingToSubmit`, `EditsNotAbsorbed` and `PlaceholdersLeft`; nothing
    is written then.
    """
    inputs, rounds = read_sound(year)
    refuse_placeholders(inputs)
    latest = versions.latest(year)
    if latest is None:
        raise NothingToSubmit()
    if edited := edited_version(year, latest):
        raise EditsNotAbsorbed(Location(edited))
    ready = prepare_submission(inputs, rounds)
    path = write_submission(ready, latest, date)
    problems = ready.problems
    if not is_unchanged(inputs, latest, stage_of(rounds)):
        values = {"version": latest.version}
        problems += (Problem("submission-report-outdated", Location(latest.file), values),)
    return MadeSubmission(path, (*inputs.problems, *problems))


@dataclass(frozen=True, slots=True)
class ReadySubmission:
    """All that a case is made of but its version: whatever cannot be read was told by now."""

    inputs: YearInputs
    rounds: Sequence[Round]
    template: bytes
    problems: tuple[Problem, ...]
    """What is wrong in the template, and keeps nothing from being made of it."""
    heard: Sequence[Heard]
    sent: RecordedReport | None


def prepare_submission(inputs: YearInputs, rounds: Sequence[Round]) -> ReadySubmission:
    """Read what a case is made of, for whoever writes other files before it.

    The template is that of the workspace, else the one that comes with the program. Raises
    `InputFaults` where it has errors, and where a round cannot be read.
    """
    workspace = inputs.year.workspace
    problems = case_template_faults(workspace)
    if has_errors(problems):
        raise InputFaults(problems)
    data = files.read(workspace.case_template)
    return ReadySubmission(
        inputs,
        rounds,
        shipped_template(CASE_TEMPLATE_FILE) if data is None else data,
        problems,
        [_heard(inputs, found) for found in rounds],
        sent_version(rounds[0])[0].state if rounds else None,
    )


def case_template_faults(workspace: Workspace) -> tuple[Problem, ...]:
    """What is wrong in the workspace's own template, where there is one."""
    data, problems = files.tried(workspace.case_template)
    if data is not None:
        problems = tuple(read_template(data, CASE_TEMPLATE_FILE, CASE)[1])
    return problems


def write_submission(ready: ReadySubmission, latest: Record, date: dt.date) -> Path:
    """Write the case of `date` among the outputs, never over another, and return where it lies."""
    inputs, rounds = ready.inputs, ready.rounds
    year, network = inputs.year, inputs.material.network
    attached = sorted(_attached(year, rounds, latest), key=lambda document: document.round)
    submission = Submission(
        folded=inputs.folded,
        rounds=ready.heard,
        sent=ready.sent,
        economy=inputs.workbook.fact(ECONOMY),
        attachments=[_named(document, year.year) for document in attached],
        notes=sum(document.what is What.NOTE for document in attached),
        is_open=open_round(rounds) is not None,
    )
    document = render(
        ready.template,
        Rendering(
            values=shown_values(inputs, latest, date),
            content=lambda _section, tags: submission_content(submission, tags),
            comments={},
            on_section={},
            on_report=(),
            identity=None,
            title=f"Mødesag: Årsrapport {year.year} – {network.name}",
            subject=f"{network.agreement}: mødesag til {network.steering_group}",
            author=network.secretariat.organisation,
            date=date,
            vocabulary=CASE,
        ),
    )
    path = year.outputs / submission_file(date, year.year, network.short_name)
    return write_made(path, document)


def _heard(inputs: YearInputs, found: Round) -> Heard:
    """A round with what each party answered; before anything is collected nobody has."""
    result = answers_of(inputs, found)
    came_late = {receipt.party for receipt in answer_sets.late(found)}
    return Heard(
        hearing_of(inputs, found),
        result.responses if result else (),
        answer_sets.unanswered(found),
        [party.name for party in found.parties if party.name in came_late],
    )


def _attached(year: Year, rounds: Sequence[Round], latest: Record) -> Iterator[Document]:
    """What goes with the case, of what there is; the note of a round that is open is not done."""
    done = [found for found in rounds if found.closing is not None]
    for document in listed(year, [latest], done):
        if document.what in _ATTACHED and is_document(document.path):
            yield document


def _named(document: Document, year: int) -> str:
    again = f" ({document.round}. runde)" if document.round > 1 else ""
    return f"{_ATTACHED[document.what].format(year=year)}{again}: {document.path.name}"


_ATTACHED = {
    What.VERSION: "Årsrapport {year} (Word)",
    What.PDF: "Årsrapport {year} (PDF)",
    What.NOTE: "Høringsnotat",
}
