"""What publishing waits for: in the year, and in the document that is looked at once more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportgen.app.extracts.submission import case_template_faults
from reportgen.app.generate import (
    EditsNotAbsorbed,
    edited_version,
    is_unchanged,
    read_whole,
    render_version,
)
from reportgen.app.year import YearInputs, read_year, refuse_placeholders
from reportgen.checks.accessibility import accessibility_findings
from reportgen.checks.facts import finding_id, in_file
from reportgen.checks.privacy import privacy_findings
from reportgen.checks.requests import request_findings
from reportgen.problems import InputFaults, Location, Problem, Refusal, Severity, has_errors
from reportgen.report.dates import danish_date
from reportgen.report.inputs import ECONOMY, Workbook
from reportgen.report.stage import STAGE_NAMES, Stage
from reportgen.workspace import rounds as hearing
from reportgen.workspace import versions
from reportgen.workspace.answer_sets import unanswered
from reportgen.workspace.exemptions import (
    Exemption,
    add_exemptions,
    read_exemptions,
    remove_exemption,
)
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round
from reportgen.workspace.versions import Record

_PARTS = {
    "body": "brødtekst",
    "header": "sidehoved",
    "footer": "sidefod",
    "footnote": "fodnote",
    "endnote": "slutnote",
}


class NothingToPublish(Refusal, code="publish-no-version"):
    """No version has been made yet."""


class NotFinal(Refusal, code="publish-not-final"):
    """The latest version is a draft or a hearing copy."""


class FinalOutdated(Refusal, code="publish-outdated"):
    """The inputs or the template changed after the final version was made."""


class InputsWithoutWording(Refusal, code="publish-pending"):
    """Inputs from the meetings still need a wording."""


class AnswersAwaited(Refusal, code="publish-answers-awaited"):
    """Parties may still answer the hearing."""


class FindingUnknown(Refusal, code="publish-finding-unknown", exit_code=1):
    """What was to be allowed was not found."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """A finding that may be published, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in the document, and the exception that somebody made for it."""

    problem: Problem
    exemption: Exemption | None

    @property
    def id(self) -> str:
        """By which it is allowed."""
        return finding_id(self.problem)

    @property
    def stops(self) -> bool:
        """Whether nothing is published over it."""
        return self.exemption is None and self.problem.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Publication:
    """How far a year is from being published."""

    inputs: YearInputs
    """With what is wrong in the template of the case, while there is one to be written."""
    latest: Record | None
    waits: tuple[Problem, ...]
    """What has to be done first; the errors of the inputs are theirs to tell."""
    findings: tuple[Finding, ...]
    """In the latest version, at their places."""
    idle: tuple[Exemption, ...]
    """Exceptions for what is not in it, or not any longer."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way."""
        is_held = self.waits or any(each.stops for each in self.findings)
        return not (self.inputs.has_errors or is_held)


def publication(
    year: Year, date: dt.date, read: Callable[[Year], YearInputs] = read_year
) -> Publication:
    """Look at everything that `publish` would refuse on `date`; writes nothing.

    `read` gives the inputs.
    """
    inputs, rounds = read_whole(year, read)
    latest = versions.latest(year)
    waits = [each.problem for each in obstacles(inputs, rounds, latest, date)]
    exemptions: tuple[Exemption, ...] = ()
    try:
        exemptions = read_exemptions(year)
    except InputFaults as faults:
        waits += faults.problems
    by_id = {one.id: one for one in exemptions}
    found = findings(inputs, latest)
    if latest is None or latest.stage != Stage.PUBLISHED:  # its case is written with it
        more = case_template_faults(year.workspace)
        inputs = replace(inputs, problems=(*inputs.problems, *more))
    known = {finding_id(problem) for problem in found}
    return Publication(
        inputs,
        latest,
        tuple(waits),
        tuple(Finding(problem, by_id.get(finding_id(problem))) for problem in found),
        tuple(one for one in exemptions if one.id not in known),
    )


def obstacles(
    inputs: YearInputs, rounds: Sequence[Round], latest: Record | None, date: dt.date
) -> Iterator[Refusal]:
    """What has to be done before anything is published, in the order it is best done in."""
    is_heard = hearing.open_round(rounds) is None
    yield from _refusal(lambda: hearing.refuse_if_open(rounds))
    yield from _refusal(lambda: refuse_placeholders(inputs))
    silent = silent_parties(rounds)
    if is_heard and silent and date <= rounds[-1].deadline:
        deadline = danish_date(rounds[-1].deadline)
        yield AnswersAwaited(count=len(silent), parties=", ".join(silent), deadline=deadline)
    if edited := edited_version(inputs.year, latest):
        yield EditsNotAbsorbed(Location(edited))
    if is_heard:
        yield from _of_version(inputs, latest)
    if inputs.folded.pending:
        where = Location(latest.file) if latest else Location()
        yield InputsWithoutWording(where, count=len(inputs.folded.pending))


def _of_version(inputs: YearInputs, latest: Record | None) -> Iterator[Refusal]:
    """Why the latest version is not the final one, or does not say what the inputs say."""
    if latest is None:
        yield NothingToPublish()
        return
    where, stage = Location(latest.file), Stage(latest.stage)
    if stage not in (Stage.FINAL, Stage.PUBLISHED):
        yield NotFinal(where, version=latest.version, stage=STAGE_NAMES[stage])
    elif not inputs.has_errors and not is_unchanged(inputs, latest, Stage.FINAL):
        yield FinalOutdated(where, version=latest.version)


def _refusal(ask: Callable[[], None]) -> Iterator[Refusal]:
    try:
        ask()
    except Refusal as refusal:
        yield refusal


def silent_parties(rounds: Sequence[Round]) -> tuple[str, ...]:
    """Who has not answered the last round."""
    return unanswered(rounds[-1]) if rounds else ()


# The second look


def findings(inputs: YearInputs, latest: Record | None) -> tuple[Problem, ...]:
    """What is found in the latest version, once it can be made again or is still there."""
    if latest is None:
        return ()
    document = versions.original(inputs.year, latest)
    if document is None:
        if inputs.has_errors:
            return ()
        document = render_version(inputs, latest)
    return second_look(inputs, document, latest.file)


def second_look(inputs: YearInputs, document: bytes, file: str) -> tuple[Problem, ...]:
    """Look at a finished document: every text in the package, how it is made, what it asks.

    Of the case that goes with it only the costs are looked at: all else in it is the report's.
    """
    known = [member.email for member in inputs.workbook.members if member.email]
    if inputs.network and inputs.network.secretariat.email:
        known.append(inputs.network.secretariat.email)
    asked = (in_file(problem, file) for problem in request_findings(inputs.folded))
    costs = privacy_findings(_costs(inputs.workbook), known)
    return (*_found(document, file, tuple(known)), *costs, *asked)


def _costs(workbook: Workbook) -> Iterator[tuple[Location, str]]:
    """What the case that is published with the report says, and the report does not."""
    for one in workbook.facts:
        if one.name == ECONOMY:
            yield Location(workbook.file, "Året", one.cells["Værdi"], heading=ECONOMY), one.value


@lru_cache(maxsize=2)  # a page is shown again and again, and its document seldom changes
def _found(document: bytes, file: str, known: tuple[str, ...]) -> tuple[Problem, ...]:
    from reportgen.word.read.inspect.document import Inspection

    looked_at = Inspection(document, file)
    private = privacy_findings(looked_at.texts(), known, looked_at.figures())
    found = (*private, *accessibility_findings(looked_at.facts()))
    return tuple(in_file(problem, file) for problem in found)


# Exceptions


def left(
    year: Year, found: Sequence[Problem], allow: Sequence[Allowed], date: dt.date
) -> tuple[tuple[Problem, ...], bool]:
    """What is neither allowed yet nor by `allow`, and whether that stops it.

    Those of `allow` are written down first.
    """
    _allow(year, found, allow, date)
    allowed = {known.id for known in read_exemptions(year)}
    remaining = tuple(problem for problem in found if finding_id(problem) not in allowed)
    return remaining, has_errors(remaining)


def allow_findings(year: Year, allowed: Sequence[Allowed], date: dt.date) -> None:
    """Write down that something found in the latest version may be published, and why.

    Raises `FindingUnknown` where it is not found there any longer; nothing is written then.
    """
    inputs, _rounds = read_whole(year)
    _allow(year, findings(inputs, versions.latest(year)), allowed, date)


def withdraw_exemption(year: Year, id_: str) -> None:
    """Take an exception back: what it was for stops publishing again."""
    if not remove_exemption(year, id_):
        known = ", ".join(one.id for one in read_exemptions(year))
        raise FindingUnknown(id=id_, known=known or "–")


def _allow(year: Year, found: Sequence[Problem], allowed: Sequence[Allowed], date: dt.date) -> None:
    """Write down the exemptions: all of them, or none where one is for nothing that was found."""
    before = {known.id for known in read_exemptions(year)}
    added = {one.id: one for one in allowed if one.id not in before}
    by_id = {finding_id(problem): problem for problem in found}
    if unknown := [id_ for id_ in added if id_ not in by_id]:
        raise FindingUnknown(id=", ".join(unknown), known=", ".join(by_id) or "–")
    exemptions = [
        Exemption(
            id=one.id,
            kind=by_id[one.id].code,
            place=_place_in_words(by_id[one.id].location),
            reason=one.reason,
            date=date,
        )
        for one in added.values()
    ]
    if exemptions:
        add_exemptions(year, exemptions)


def _place_in_words(where: Location) -> str:
    """A place as the file of exemptions says it."""
    part = _PARTS.get(where.part, where.part)
    return ", ".join(words for words in (part, where.heading) if words) or where.file
