"""Making the next version of the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from reportgen.app.archiving import keep, recover
from reportgen.app.state import fold_digest, folded_state
from reportgen.app.year import YearInputs, read_year
from reportgen.layout.sections import section_content
from reportgen.problems import InputFaults, Location, Problem, Refusal
from reportgen.report.dates import danish_date
from reportgen.report.entries import Kind
from reportgen.report.model import Pending
from reportgen.word.comments import Comment
from reportgen.workspace import files, versions
from reportgen.workspace.names import report_file, version_name
from reportgen.workspace.places import Year
from reportgen.workspace.versions import Record


class Stage(StrEnum):
    """How far a version has come; one count of versions runs through all stages."""

    DRAFT = "udkast"
    HEARING = "hoering"
    FINAL = "endelig"
    PUBLISHED = "offentliggjort"


STAGE_NAMES: Mapping[Stage, str] = {
    Stage.DRAFT: "Udkast",
    Stage.HEARING: "Høringsudgave",
    Stage.FINAL: "Endelig udgave",
    Stage.PUBLISHED: "Offentliggjort",
}


class EditsNotAbsorbed(Refusal):
    """The latest version holds edits that would be left behind."""

    code = "edits-not-absorbed"


@dataclass(frozen=True, slots=True)
class Generated:
    """What `generate` did."""

    path: Path
    record: Record
    unchanged: bool
    problems: tuple[Problem, ...]
    pending: tuple[Pending, ...]


def generate(year: Year, date: dt.date, *, leave_edits: bool = False) -> Generated:
    """Make the next version, or find that the latest one is still right.

    Raises `InputFaults` where the inputs have errors, and `EditsNotAbsorbed` where the
    latest version was edited since it was made, unless `leave_edits` says that it may be
    left as it is. Nothing is written in either case.
    """
    inputs = read_year(year)
    if inputs.has_errors:
        raise InputFaults(inputs.problems)
    latest = versions.latest(year)
    if versions.highest(year) > (latest.number if latest else 0):
        recover(year)
        latest = versions.latest(year)
    edited = edited_version(year, latest)
    if edited and not leave_edits:
        raise EditsNotAbsorbed(Location(edited))
    if latest and not edited and is_unchanged(inputs, latest):
        return _unchanged(year, latest, inputs)
    state = folded_state(inputs)
    number = versions.highest(year) + 1
    stage = Stage.DRAFT
    name = report_file(date, year.year, _short_name(inputs), version_name(number), stage)
    fold, template = fold_digest(state, inputs.material), files.digest(inputs.template)
    draft = Record(number, stage, date, name, "", fold, template, state)
    data = render_version(inputs, draft)
    record = replace(draft, sha256=files.digest(data))
    versions.write_version(year, record, data)
    problems = (*inputs.problems, *_keep(inputs, record))
    return Generated(year.outputs / name, record, False, problems, tuple(inputs.folded.pending))


def _short_name(inputs: YearInputs) -> str:
    return inputs.material.network.short_name


def _unchanged(year: Year, latest: Record, inputs: YearInputs) -> Generated:
    """Nothing to do, unless the latest version's file is gone: then it is put back."""
    path = year.outputs / latest.file
    if not path.exists():
        original = versions.original(year, latest)
        files.write(path, original or render_version(inputs, latest))
    problems = (*inputs.problems, *_keep(inputs, latest))
    return Generated(path, latest, True, problems, tuple(inputs.folded.pending))


def _keep(inputs: YearInputs, record: Record) -> tuple[Problem, ...]:
    secretariat = inputs.material.network.secretariat
    return keep(inputs.year, version=record.version, step=record.stage, secretariat=secretariat)


def is_unchanged(inputs: YearInputs, latest: Record) -> bool:
    """Whether `latest` shows what the inputs say: same fold, template and stage."""
    if (latest.stage, latest.template) != (Stage.DRAFT, files.digest(inputs.template)):
        return False
    return latest.fold == fold_digest(folded_state(inputs), inputs.material)


def edited_version(year: Year, latest: Record | None) -> str | None:
    """Name of the latest version's file where somebody has worked in it since it was made.

    A file that was only opened and saved is not edited; one that cannot be compared is
    taken to be, since nobody's work may be passed over.
    """
    if (stranger := versions.unrecorded(year, latest)) is not None:
        return stranger
    return latest.file if latest is not None and _is_edited(year, latest) else None


def _is_edited(year: Year, latest: Record) -> bool:
    from reportgen.word.compare import differences
    from reportgen.word.package import BadPackage

    data = files.read(year.outputs / latest.file)
    if data is None or files.digest(data) == latest.sha256:
        return False
    original = versions.original(year, latest)
    if original is None:
        return True
    try:
        return bool(differences(original, data, latest.file))
    except (BadPackage, ValueError):
        return True


def render_version(inputs: YearInputs, record: Record) -> bytes:
    """Render a version of `inputs` as its record describes it."""
    from reportgen.word.compose import Rendering, render
    from reportgen.word.properties import Identity

    material = inputs.material
    network, year = material.network, material.year
    stage = Stage(record.stage)
    pending = inputs.folded.pending
    return render(
        inputs.template,
        Rendering(
            values={
                "rammeaftale": network.agreement,
                "styregruppe": network.steering_group,
                "netvaerk": network.name,
                "kortnavn": network.short_name,
                "aar": str(year),
                "stadie": STAGE_NAMES[stage],
                "version": record.version,
                "dato": danish_date(record.date),
                "sagsnummer": network.case_number or "",
                "sekretariat": network.secretariat.organisation,
                "frist": "",
            },
            content=lambda section, tags: section_content(material, section, tags),
            comments={p.id: _comment(p) for p in pending},
            on_section=_on_sections(pending),
            on_report=[p.id for p in pending if p.block is None and p.section is None],
            identity=Identity(inputs.year.network, year, record.version, record.stage, record.fold),
            title=f"Årsrapport {year} – {network.name}",
            subject=f"{network.agreement}: årsrapport til {network.steering_group}",
            author=network.secretariat.organisation,
            date=record.date,
        ),
    )


def _on_sections(pending: Sequence[Pending]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in pending:
        if item.block is None and item.section is not None:
            found.setdefault(item.section, []).append(item.id)
    return found


_ASKED = {
    Kind.ADD: "Nyt punkt: Skriv overskrift og ordlyd her i punktet.",
    Kind.REMARK: "Bemærkning: Skriv et svar, eller løs kommentaren, når den er håndteret.",
}
_ASKED_REWORDING = "Skal formuleres: Ret teksten, og løs kommentaren, når ønsket er opfyldt."


def _comment(pending: Pending) -> Comment:
    said = pending.input.split("\n") if pending.input else ["(Ingen ordlyd i referatet.)"]
    asked = _ASKED.get(pending.kind, _ASKED_REWORDING)
    return Comment(pending.source, (*said, f"{asked} [{pending.id}]"), pending.date)
