"""Making the next version of the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.app.archiving import keep, recover
from reportgen.app.standing.commands import next_step
from reportgen.app.standing.written import texts_waiting
from reportgen.app.year import YearInputs, decided_changes, read_year
from reportgen.hearing.absorbing import absorbed_digests
from reportgen.layout.content import Block
from reportgen.layout.in_short import in_short
from reportgen.layout.room import Room
from reportgen.layout.sections import section_content
from reportgen.problems import InputFaults, Location, Problem, Refusal, has_errors
from reportgen.report.dates import danish_date
from reportgen.report.entries import Kind
from reportgen.report.model import Pending
from reportgen.report.recorded import RecordedReport
from reportgen.report.stage import STAGE_NAMES, Stage
from reportgen.word.write.compose import PendingComment
from reportgen.workspace import files, versions
from reportgen.workspace import rounds as hearing
from reportgen.workspace.names import report_file, version_name
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round
from reportgen.workspace.versions import Record

if TYPE_CHECKING:
    from reportgen.word.write.compose import Rendering


class EditsNotAbsorbed(Refusal, code="edits-not-absorbed"):
    """The latest version holds edits that would be left behind."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What `generate` did."""

    path: Path
    record: Record
    unchanged: bool
    problems: tuple[Problem, ...]
    pending: tuple[Pending, ...]
    next: str = ""
    """What to do now, as a command."""


def generate(year: Year, date: dt.date, *, leave_edits: bool = False) -> Generated:
    """Make the next version, or find that the latest one is still right.

    Raises `InputFaults` where the inputs have errors, `RoundOpen` while a hearing round is
    open, and `EditsNotAbsorbed` where the latest version was edited since it was made,
    unless `leave_edits` says that it may be left as it is. Nothing is written in any of
    these cases.
    """
    inputs, rounds = read_sound(year)
    hearing.refuse_if_open(rounds)
    latest = versions.latest(year)
    edited = edited_version(year, latest)
    if edited and not leave_edits:
        raise EditsNotAbsorbed(Location(edited))
    stage = hearing.stage(rounds)
    if latest and not edited and is_unchanged(inputs, latest, stage):
        next_ = next_step(inputs, rounds, Stage(latest.stage), edited=None, unchanged=True).command
        return replace(_unchanged(year, latest, inputs), next=next_)
    record, data = next_version(inputs, stage, date)
    versions.write_version(year, record, data)
    problems = (*inputs.problems, *keep_version(inputs, record))
    path = year.outputs / record.file
    next_ = next_step(inputs, rounds, stage, edited=None, unchanged=True).command
    return Generated(path, record, False, problems, tuple(inputs.folded.pending), next_)


def read_whole(
    year: Year, read: Callable[[Year], YearInputs] = read_year
) -> tuple[YearInputs, tuple[Round, ...]]:
    """Read the year, its hearing rounds and the records of its versions.

    What is wrong in any of them is among the problems of the inputs. `read` gives these.
    """
    inputs = read(year)
    rounds, faults = hearing.read_rounds(year)
    _, damaged = versions.read_records(year)
    problems = (*inputs.problems, *faults, *damaged, *texts_waiting(inputs))
    return replace(inputs, problems=problems), rounds


def read_sound(year: Year) -> tuple[YearInputs, tuple[Round, ...]]:
    """As `read_whole`, once what the outputs lack is put back; for commands that write.

    Raises `InputFaults` where anything has errors.
    """
    inputs, rounds = read_whole(year)
    if has_errors(inputs.problems):
        raise InputFaults(inputs.problems)
    return read_whole(year) if _put_back(year, rounds) else (inputs, rounds)


def _put_back(year: Year, rounds: Sequence[Round]) -> bool:
    """Put back what the outputs lack of the versions that were made; tell whether anything was.

    They may be deleted, their records damaged, and a run broken off before it wrote them. The
    archive and the rounds have what was made.
    """
    known, damaged = versions.read_records(year)
    highest, done = versions.highest(year), False
    if damaged or highest > (known[-1].number if known else 0):
        done = recover(year)
        known, damaged = versions.read_records(year)
    lost = {problem.values["version"] for problem in damaged}
    for sent in rounds:
        is_lacking = sent.version_number == highest > (known[-1].number if known else 0)
        if is_lacking or sent.version in lost:
            versions.write_version(year, *hearing.sent_version(sent))
            done = True
    if (latest := versions.latest(year)) is not None:
        original = versions.original(year, latest)
        if original is not None and not (year.outputs / latest.file).exists():
            files.write(year.outputs / latest.file, original)
    return done


def next_version(
    inputs: YearInputs,
    stage: Stage,
    date: dt.date,
    deadline: dt.date | None = None,
) -> tuple[Record, bytes]:
    """Draw up the next version in memory: its record and its document."""
    drawn = _drawn(inputs, stage, date)
    data = render_version(inputs, drawn, deadline)
    return replace(drawn, sha256=files.digest(data)), data


def _drawn(inputs: YearInputs, stage: Stage, date: dt.date) -> Record:
    """Draw up the record of the next version, whose document is not made yet."""
    year, network = inputs.year, inputs.material.network
    number = versions.highest(year) + 1
    state = RecordedReport.of(inputs.folded)
    name = report_file(date, year.year, network.short_name, version_name(number), stage)
    fold, template = inputs.material.digest(state), files.digest(inputs.template)
    return Record(number, stage, date, name, "", fold, template, state)


def _unchanged(year: Year, latest: Record, inputs: YearInputs) -> Generated:
    """Nothing to do, unless the latest version's file is gone: then it is put back."""
    path = year.outputs / latest.file
    if not path.exists():
        original = versions.original(year, latest)
        files.write(path, original or render_version(inputs, latest))
    problems = (*inputs.problems, *keep_version(inputs, latest))
    return Generated(path, latest, True, problems, tuple(inputs.folded.pending))


def keep_version(inputs: YearInputs, record: Record) -> tuple[Problem, ...]:
    """Keep the year with its new version in the archive; what went wrong is a note."""
    secretariat = inputs.material.network.secretariat
    return keep(inputs.year, version=record.version, step=record.stage, secretariat=secretariat)


def is_unchanged(inputs: YearInputs, latest: Record, stage: Stage) -> bool:
    """Whether `latest` is of `stage` and shows what the inputs say, on the same template.

    A published version is the final one, and closed: a template made for later reports does
    not ask for another version of it. One that was made before reports told what is open from
    earlier years is as it was, whatever is open.
    """
    state, material = RecordedReport.of(inputs.folded), inputs.material
    if latest.stage == Stage.PUBLISHED:
        untold = replace(material, still_open=())
        shown = {material.digest(state), untold.digest(state)}
        return stage is Stage.FINAL and latest.fold in shown
    if (latest.stage, latest.template) != (stage, files.digest(inputs.template)):
        return False
    return latest.fold == material.digest(state)


def edited_version(year: Year, latest: Record | None) -> str | None:
    """Name of the latest version's file where somebody has worked in it since it was made.

    A file that was only opened and saved is not edited; one that cannot be compared is
    taken to be, since nobody's work may be passed over.
    """
    if (stranger := versions.unrecorded(year, latest)) is not None:
        return stranger
    return latest.file if latest is not None and _is_edited(year, latest) else None


def _is_edited(year: Year, latest: Record) -> bool:
    from reportgen.word.read.returned import Reader, differences

    data = files.read(year.outputs / latest.file)
    if data is None or (digest := files.digest(data)) == latest.sha256:
        return False
    if digest in absorbed_digests(decided_changes(year)):
        return False
    original = versions.original(year, latest)
    if original is None:
        return True
    reader = Reader()
    before = reader.read(original, latest.file)[0]
    now = reader.read(data, latest.file, sent=original)[0]
    return before is None or now is None or bool(differences(before, now))


def render_version(inputs: YearInputs, record: Record, deadline: dt.date | None = None) -> bytes:
    """Render a version of `inputs` as its record describes it.

    `deadline` is that of a hearing, which its copies show. A published version comes out
    clean, without comments, marks or anything else that is not for its readers.
    """
    from reportgen.word.write.clean import clean
    from reportgen.word.write.compose import render

    document = render(inputs.template, _rendering(inputs, record, deadline))
    return clean(document) if record.stage == Stage.PUBLISHED else document


def front_page(inputs: YearInputs, date: dt.date) -> tuple[Block, ...]:
    """What the page in front of the sections says in a draft of `inputs`, which have no errors.

    Nothing where the template has no such page.
    """
    from reportgen.word.write.compose import render

    told: list[Block] = []

    def front(room: Room) -> Sequence[Block]:
        told.extend(in_short(inputs.material, room))
        return told

    draft = _rendering(inputs, _drawn(inputs, Stage.DRAFT, date))
    render(inputs.template, replace(draft, front=front))
    return tuple(told)


def _rendering(inputs: YearInputs, record: Record, deadline: dt.date | None = None) -> Rendering:
    from reportgen.word.elements.identity import Identity
    from reportgen.word.write.compose import Rendering

    material = inputs.material
    network, year = material.network, material.year
    pending = inputs.folded.pending
    return Rendering(
        values={
            **shown_values(inputs, record, record.date),
            "frist": danish_date(deadline) if deadline else "",
        },
        content=lambda section, tags: section_content(material, section, tags),
        front=lambda room: in_short(material, room),
        comments={p.id: _comment(p) for p in pending},
        on_section=_on_sections(pending),
        on_report=[p.id for p in pending if p.block is None and p.section is None],
        identity=Identity(inputs.year.network, year, record.version, record.stage, record.fold),
        title=f"Årsrapport {year} – {network.name}",
        subject=f"{network.agreement}: årsrapport til {network.steering_group}",
        author=network.secretariat.organisation,
        date=record.date,
    )


def shown_values(inputs: YearInputs, record: Record, date: dt.date) -> dict[str, str]:
    """Value of each scalar tag that every template knows, in a document of `date` on a version."""
    network = inputs.material.network
    return {
        "rammeaftale": network.agreement,
        "styregruppe": network.steering_group,
        "netvaerk": network.name,
        "kortnavn": network.short_name,
        "aar": str(inputs.year.year),
        "stadie": STAGE_NAMES[Stage(record.stage)],
        "version": record.version,
        "dato": danish_date(date),
        "sagsnummer": network.case_number or "",
        "sekretariat": network.secretariat.organisation,
    }


def _on_sections(pending: Sequence[Pending]) -> Mapping[str, list[str]]:
    by_section: dict[str, list[str]] = {}
    for item in pending:
        if item.block is None and item.section is not None:
            by_section.setdefault(item.section, []).append(item.id)
    return by_section


_ASKED = {
    Kind.ADD: "Nyt punkt: Skriv overskrift og ordlyd her i punktet.",
    Kind.REMARK: "Bemærkning: Skriv et svar, eller løs kommentaren, når den er håndteret.",
}
_ASKED_REWORDING = "Skal formuleres: Ret teksten, og løs kommentaren, når ønsket er opfyldt."


def _comment(pending: Pending) -> PendingComment:
    wording = pending.input.split("\n") if pending.input else ["(Ingen ordlyd i referatet.)"]
    asked = _ASKED.get(pending.kind, _ASKED_REWORDING)
    return PendingComment(pending.source, (*wording, f"{asked} [{pending.id}]"), pending.date)
